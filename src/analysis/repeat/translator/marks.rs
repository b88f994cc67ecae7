//! The days on which somebody left a mark (an order, a purchase, a day of purchase), each with the one before it: how many left a mark in
//! any days, and how many of them had left one before, without going through the people again. Never who it was.

use crate::domain::{Day, Period, Proportion};

/// Marks of one kind while they are gathered.
#[derive(Default)]
pub(super) struct Gathered {
    /// Sums of each day, by its distance from the first day of the data.
    days: Vec<Until>,
    second: Vec<Again>,
    later: Vec<Again>,
}

/// A mark that is not somebody's first: its own place among the days, and the day of the one before.
#[derive(Clone, Copy)]
struct Again {
    place: u32,
    before: i32,
}

/// All marks of one kind, by day.
#[derive(Default)]
pub(super) struct Marks {
    start: i32,
    /// What lies before each day from the first on, and before the day after the last.
    until: Vec<Until>,
    /// Day of the mark before, of second marks and of later ones, each in the order of their own days.
    second: Vec<i32>,
    later: Vec<i32>,
}

/// Sums over marks: how many of each rank, and the orders that they stand for.
#[derive(Clone, Copy, Default)]
struct Until {
    first: u64,
    second: usize,
    later: usize,
    orders_first: u64,
    orders_again: u64,
}

impl Gathered {
    /// Adds a mark for so many orders; `earlier` marks of the same one came before, the last of them on `before`.
    pub(super) fn add(&mut self, start: Day, day: Day, earlier: u64, before: Day, orders: u64) {
        let place = day.0.abs_diff(start.0);
        if self.days.len() <= place as usize {
            self.days.resize(place as usize + 1, Until::default());
        }
        let sums = &mut self.days[place as usize];
        if earlier == 0 {
            sums.first += 1;
            sums.orders_first += orders;
            return;
        }
        sums.orders_again += orders;
        let again = Again { place, before: before.0 };
        if earlier == 1 {
            sums.second += 1;
            self.second.push(again);
        } else {
            sums.later += 1;
            self.later.push(again);
        }
    }

    /// Adds what was gathered elsewhere.
    pub(super) fn absorb(&mut self, mut other: Self) {
        if self.days.len() < other.days.len() {
            self.days.resize(other.days.len(), Until::default());
        }
        self.days.iter_mut().zip(&other.days).for_each(|(own, other)| own.add(other));
        self.second.append(&mut other.second);
        self.later.append(&mut other.later);
    }
}

impl Marks {
    /// Of marks from `start` on.
    pub(super) fn new(start: Day, gathered: &Gathered) -> Self {
        let mut sum = Until::default();
        let mut until = vec![sum];
        for day in &gathered.days {
            sum.add(day);
            until.push(sum);
        }
        let second = by_day(&gathered.second, until.iter().map(|until| until.second));
        let later = by_day(&gathered.later, until.iter().map(|until| until.later));
        Self { start: start.0, until, second, later }
    }

    /// Whoever left two marks or more, among whoever left one.
    pub(super) fn to_date(&self) -> Proportion {
        let all = self.until.last().map_or(0, |until| until.first);
        Proportion::new(self.second.len() as u64, all)
    }

    /// Whoever left a mark in some days that was not the first one, among whoever left one then.
    pub(super) fn people(&self, days: Period) -> Proportion {
        let Some((before, until)) = self.ends(days) else { return Proportion::default() };
        // A mark is somebody's first of these days if the one before it was earlier.
        let first_day = days.from.map_or(i32::MIN, |from| from.0);
        let newly = |marks: &[i32]| marks.iter().filter(|mark| **mark < first_day).count() as u64;
        let second = &self.second[before.second..until.second];
        let later = newly(&self.later[before.later..until.later]);
        let began = until.first - before.first;
        Proportion::new(second.len() as u64 + later, began + newly(second) + later)
    }

    /// Orders of some days by whoever had left a mark before, among all of those days.
    pub(super) fn orders(&self, days: Period) -> Proportion {
        let Some((before, until)) = self.ends(days) else { return Proportion::default() };
        let again = until.orders_again - before.orders_again;
        Proportion::new(again, again + until.orders_first - before.orders_first)
    }

    /// The sums before the first and up to the last of some days; `None` where nothing lies between them.
    fn ends(&self, days: Period) -> Option<(Until, Until)> {
        let last = self.until.len().checked_sub(1)?;
        let place = |day: i64| (day - i64::from(self.start)).clamp(0, last as i64) as usize;
        let from = days.from.map_or(0, |from| place(i64::from(from.0)));
        let to = days.to.map_or(last, |to| place(i64::from(to.0) + 1));
        (from < to).then(|| (self.until[from], self.until[to]))
    }
}

/// The days before, in the order of the marks' own days; `starts` says where those of each day begin.
fn by_day(marks: &[Again], starts: impl Iterator<Item = usize>) -> Vec<i32> {
    let mut next: Vec<usize> = starts.collect();
    let mut before = vec![0; marks.len()];
    for mark in marks {
        let next = &mut next[mark.place as usize];
        before[*next] = mark.before;
        *next += 1;
    }
    before
}

impl Until {
    fn add(&mut self, other: &Self) {
        self.first += other.first;
        self.second += other.second;
        self.later += other.later;
        self.orders_first += other.orders_first;
        self.orders_again += other.orders_again;
    }
}

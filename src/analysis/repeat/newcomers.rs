//! Everybody's first purchase day and the days between purchases, in order of the first day: first-time buyers of any days are a run.
//! Never a share, never somebody's name.

use std::ops::Range;
use std::sync::Arc;

use super::super::scope::{Occasion, Scope, on_all_cores, ranges};
use super::Observed;
use super::ladder::{Steps, Takings, absorb, climb};
use crate::domain::{Day, Period};

/// No second occasion.
pub(super) const NEVER: u32 = u32::MAX;

/// All buyers, by first day.
pub(super) struct Newcomers {
    /// Where each stands among the customers of the scope.
    places: Vec<u32>,
    /// First days, ascending.
    pub(super) first: Vec<Day>,
    /// Days to the second occasion of each.
    pub(super) second: Vec<u32>,
    /// Days between any two occasions, buyer after buyer.
    gaps: Vec<u32>,
    /// Where each buyer's end.
    ends: Vec<u32>,
    /// Where the buyers of each first day that occurs end.
    days: Vec<u32>,
}

/// All buyers in order of the first day: counted day by day, as there are few days and many buyers.
struct Begun {
    /// Where each stands among the customers of the scope.
    places: Vec<u32>,
    /// First days, ascending.
    first: Vec<Day>,
    /// Where the buyers of each first day that occurs end.
    days: Vec<u32>,
}

impl Begun {
    fn of(scope: &Scope<'_>) -> Self {
        let first_of = |(place, customer)| Some((place, scope.occasions(customer).first()?.day));
        let begun: Vec<(u32, Day)> = (0..).zip(scope.customers.iter()).filter_map(first_of).collect();
        let lowest = begun.iter().map(|(_, day)| *day).min().unwrap_or(Day(0));
        let number = |day: Day| day.since(lowest).unsigned_abs() as usize;
        let mut ends = vec![0_u32; begun.iter().map(|(_, day)| number(*day) + 1).max().unwrap_or(0)];
        begun.iter().for_each(|(_, day)| ends[number(*day)] += 1);
        let mut end = 0;
        // Each day's end is where its next buyer goes, until all are there.
        for buyers in &mut ends {
            end += std::mem::replace(buyers, end);
        }
        let (mut places, mut first) = (vec![0; begun.len()], vec![lowest; begun.len()]);
        for (place, day) in begun {
            let end = &mut ends[number(day)];
            (places[*end as usize], first[*end as usize]) = (place, day);
            *end += 1;
        }
        ends.dedup();
        Self { places, first, days: ends }
    }
}

/// Days between the occasions of some buyers.
#[derive(Default)]
struct Gaps {
    /// Days to the second occasion of each.
    second: Vec<u32>,
    /// Days between any two occasions, buyer after buyer.
    days: Vec<u32>,
    /// Where each buyer's end.
    ends: Vec<u32>,
}

impl Gaps {
    fn add(&mut self, occasions: &[Occasion]) {
        let before = self.days.len();
        self.days.extend(occasions.windows(2).map(|pair| pair[1].day.since(pair[0].day).unsigned_abs()));
        self.second.push(self.days.get(before).copied().unwrap_or(NEVER));
        self.ends.push(self.days.len() as u32);
    }

    /// Adds the buyers that follow.
    fn append(&mut self, mut other: Self) {
        let before = self.days.len() as u32;
        self.second.append(&mut other.second);
        self.days.append(&mut other.days);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }
}

impl Newcomers {
    /// Those of everybody, made once.
    pub(super) fn known(scope: &Scope<'_>) -> Arc<Self> {
        scope.once([0; 3], || Self::new(scope))
    }

    fn new(scope: &Scope<'_>) -> Self {
        let Begun { places, first, days } = Begun::of(scope);
        let work = |part: Range<usize>| {
            let mut own = Gaps::default();
            places[part].iter().for_each(|place| own.add(scope.occasions(&scope.customers[*place as usize])));
            own
        };
        let Gaps { second, days: gaps, ends } =
            on_all_cores(ranges(places.len()), work, &mut |all, part| all.append(part));
        Self { second, gaps, ends, days, first, places }
    }

    /// Places among the customers of the scope, first day by first day.
    pub(super) fn by_day(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.days.iter().copied());
        starts.zip(&self.days).map(|(start, end)| &self.places[start as usize..*end as usize])
    }

    /// Places among the customers of the scope, in the order of the first day.
    pub(super) fn places(&self) -> &[u32] {
        &self.places
    }

    /// Those who began within some days.
    pub(super) fn within(&self, days: Period) -> Range<usize> {
        let from = days.from.map_or(0, |from| self.first.partition_point(|first| *first < from));
        let to = days.to.map_or(self.first.len(), |to| self.first.partition_point(|first| *first <= to));
        from..to.max(from)
    }

    /// The end of those of a run who had so many days up to `as_of`.
    pub(super) fn mature(&self, run: &Range<usize>, as_of: Day, window: i32) -> usize {
        run.start + self.first[run.clone()].partition_point(|first| as_of.since(*first) >= window)
    }

    /// The ladder of those who began within some days.
    pub(super) fn steps(&self, days: Period, as_of: Day, window: i32, takings: &Takings) -> Steps {
        let run = self.within(days);
        let work = |part: Range<usize>| {
            let mut own = Steps::default();
            for index in run.start + part.start..run.start + part.end {
                climb(&mut own, as_of.since(self.first[index]), self.gaps_of(index).iter().copied(), window);
            }
            own
        };
        let mut steps = on_all_cores(ranges(run.len()), work, &mut |own, other| absorb(own, &other));
        let number = |index: usize| self.days.partition_point(|end| *end as usize <= index);
        let brought = takings.between(number(run.start), number(run.end));
        steps.iter_mut().zip(brought).for_each(|(step, net)| step.take(net));
        steps
    }

    fn gaps_of(&self, index: usize) -> &[u32] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.gaps[start..self.ends[index] as usize]
    }

    /// What those who began within `days` did up to `as_of`.
    pub(super) fn observed(&self, days: Period, as_of: Day, windows: &[u32]) -> Observed {
        let run = self.within(days);
        let work = |part: Range<usize>| {
            self.observed_of(run.start + part.start..run.start + part.end, as_of, windows)
        };
        on_all_cores(ranges(run.len()), work, &mut |own, other| own.absorb(&other))
    }

    fn observed_of(&self, run: Range<usize>, as_of: Day, windows: &[u32]) -> Observed {
        let mut own = Observed::new(windows.len());
        if run.is_empty() {
            return own;
        }
        own.customers = run.len() as u64;
        for (share, days) in own.windows.iter_mut().zip(windows) {
            let mature = self.mature(&run, as_of, super::whole_days(*days));
            share.denominator = (mature - run.start) as u64;
            share.numerator = self.in_time(run.start..mature, *days);
        }
        for (first, second) in self.first[run.clone()].iter().zip(&self.second[run.clone()]) {
            if *second == NEVER {
                own.until_second.censored(as_of.since(*first).unsigned_abs());
            } else {
                own.until_second.event(*second);
            }
        }
        own.second_days = own.until_second.events();
        let start = run.start.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.gaps[start..self.ends[run.end - 1] as usize].iter().for_each(|days| own.gaps.add(*days));
        own
    }

    /// How many of a run came back within so many days.
    pub(super) fn in_time(&self, run: Range<usize>, days: u32) -> u64 {
        self.second[run].iter().filter(|second| **second <= days && **second != NEVER).count() as u64
    }
}

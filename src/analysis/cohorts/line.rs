//! One cohort while it is counted: people and money per period. Never knows what a period is.

use crate::domain::Day;

/// Counts per offset; all vectors are equally long.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) size: u64,
    /// Members with an occasion in the period.
    pub(super) on: Vec<u64>,
    /// Members by the first period after their start in which they came back.
    pub(super) first_back: Vec<u64>,
    /// Members by the last such period.
    last_back: Vec<u64>,
    /// Members by the number of periods that are over for them; the last entry holds all longer ones.
    over: Vec<u64>,
    /// Members for whom the period is over, with an occasion in it.
    pub(super) mature_on: Vec<u64>,
    pub(super) net: Vec<i64>,
    pub(super) cash: Vec<i64>,
    /// First day of the youngest member.
    pub(super) youngest: Option<Day>,
    /// First day of the oldest member.
    pub(super) oldest: Option<Day>,
}

impl Line {
    /// A line of `cells` periods.
    pub(super) fn new(cells: usize) -> Self {
        Self {
            on: vec![0; cells],
            first_back: vec![0; cells],
            last_back: vec![0; cells],
            over: vec![0; cells + 1],
            mature_on: vec![0; cells],
            net: vec![0; cells],
            cash: vec![0; cells],
            ..Self::default()
        }
    }

    /// Adds a member who started on `start`, for whom `over` periods are over, with the offsets of the occasions, ascending.
    pub(super) fn add_member(&mut self, start: Day, over: usize, offsets: impl Iterator<Item = usize>) {
        self.size += 1;
        self.youngest = self.youngest.max(Some(start));
        self.oldest = earliest(self.oldest, Some(start));
        let last = self.over.len() - 1;
        self.over[over.min(last)] += 1;
        let (mut seen, cells) = (None, self.on.len());
        for offset in offsets.filter(|offset| *offset < cells) {
            if seen == Some(offset) {
                continue;
            }
            self.on[offset] += 1;
            self.mature_on[offset] += u64::from(offset < over);
            if offset > 0 && seen.is_none_or(|seen| seen == 0) {
                self.first_back[offset] += 1;
            }
            seen = Some(offset);
        }
        if let Some(back) = seen.filter(|offset| *offset > 0) {
            self.last_back[back] += 1;
        }
    }

    pub(super) fn add_net(&mut self, offset: usize, minor: i64) {
        if let Some(cell) = self.net.get_mut(offset) {
            *cell += minor;
        }
    }

    pub(super) fn add_cash(&mut self, offset: usize, minor: i64) {
        if let Some(cell) = self.cash.get_mut(offset) {
            *cell += minor;
        }
    }

    /// Members who came back in the period or later.
    pub(super) fn on_or_after(&self, offset: usize) -> u64 {
        self.last_back[offset..].iter().sum()
    }

    /// Members for whom the period is over.
    pub(super) fn mature(&self, offset: usize) -> u64 {
        self.over[offset + 1..].iter().sum()
    }

    pub(super) fn absorb(&mut self, other: &Self) {
        fn plus<T: std::ops::AddAssign + Copy>(own: &mut [T], other: &[T]) {
            own.iter_mut().zip(other).for_each(|(own, other)| *own += *other);
        }
        self.size += other.size;
        self.youngest = self.youngest.max(other.youngest);
        self.oldest = earliest(self.oldest, other.oldest);
        plus(&mut self.on, &other.on);
        plus(&mut self.first_back, &other.first_back);
        plus(&mut self.last_back, &other.last_back);
        plus(&mut self.over, &other.over);
        plus(&mut self.mature_on, &other.mature_on);
        plus(&mut self.net, &other.net);
        plus(&mut self.cash, &other.cash);
    }
}

fn earliest(one: Option<Day>, other: Option<Day>) -> Option<Day> {
    one.into_iter().chain(other).min()
}

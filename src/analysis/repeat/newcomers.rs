//! Everybody's first purchase day and the days between purchases, in order of the first day: first-time buyers of any days are a run.
//! Never a share, never somebody's name.

use super::super::scope::{Occasion, Scope};
use super::Observed;
use crate::domain::{Day, Period};

/// No second occasion.
const NEVER: u32 = u32::MAX;

/// All buyers, by first day.
pub(super) struct Newcomers {
    /// First days, ascending.
    first: Vec<Day>,
    /// Days to the second occasion of each.
    second: Vec<u32>,
    /// Days between any two occasions, buyer after buyer.
    gaps: Vec<u32>,
    /// Where each buyer's end.
    ends: Vec<u32>,
}

impl Newcomers {
    pub(super) fn new(scope: &Scope<'_>) -> Self {
        let mut buyers: Vec<&[Occasion]> = scope.buyers().map(|(_, occasions)| occasions).collect();
        buyers.sort_by_key(|occasions| occasions[0].day);
        let mut all = Self {
            first: buyers.iter().map(|occasions| occasions[0].day).collect(),
            second: Vec::with_capacity(buyers.len()),
            gaps: Vec::new(),
            ends: Vec::with_capacity(buyers.len()),
        };
        for occasions in buyers {
            let gaps = occasions.windows(2).map(|pair| pair[1].day.since(pair[0].day).unsigned_abs());
            let before = all.gaps.len();
            all.gaps.extend(gaps);
            all.second.push(all.gaps.get(before).copied().unwrap_or(NEVER));
            all.ends.push(all.gaps.len() as u32);
        }
        all
    }

    /// What those who began within `days` did up to `as_of`.
    pub(super) fn observed(&self, days: Period, as_of: Day, windows: &[u32]) -> Observed {
        let from = days.from.map_or(0, |from| self.first.partition_point(|first| *first < from));
        let to = days.to.map_or(self.first.len(), |to| self.first.partition_point(|first| *first <= to));
        let mut own = Observed::new(windows.len());
        if from >= to {
            return own;
        }
        own.customers = (to - from) as u64;
        for (share, days) in own.windows.iter_mut().zip(windows) {
            let mature =
                self.first[from..to].partition_point(|first| as_of.since(*first) >= super::whole_days(*days));
            share.denominator = mature as u64;
            let in_time = self.second[from..from + mature]
                .iter()
                .filter(|second| **second <= *days && **second != NEVER);
            share.numerator = in_time.count() as u64;
        }
        for (first, second) in self.first[from..to].iter().zip(&self.second[from..to]) {
            if *second == NEVER {
                own.until_second.censored(as_of.since(*first).unsigned_abs());
            } else {
                own.second_days.add(*second);
                own.until_second.event(*second);
            }
        }
        let start = from.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.gaps[start..self.ends[to - 1] as usize].iter().for_each(|days| own.gaps.add(*days));
        own
    }
}

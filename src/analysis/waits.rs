//! How long things took, with those that are not over. Never knows what was waited for, never drops an open one.

use super::result::Waiting;
use super::statistics::{Lifetimes, mean, median, median_interval, quantile};

/// Times in one unit (minutes or days), those that ended and those that had lasted so long at the end of the data.
#[derive(Clone, Debug, Default)]
pub(super) struct Waits {
    over: Vec<i32>,
    open: Vec<i32>,
}

impl Waits {
    /// One that ended after so long.
    pub(super) fn ended(&mut self, length: i64) {
        self.over.push(bounded(length));
    }

    /// One that is not over after so long.
    pub(super) fn goes_on(&mut self, length: i64) {
        self.open.push(bounded(length));
    }

    /// What they say; `None` of nothing.
    pub(super) fn waiting(mut self) -> Option<Waiting> {
        if self.over.is_empty() && self.open.is_empty() {
            return None;
        }
        self.over.sort_unstable();
        let interval = median_interval(&self.over);
        Some(Waiting {
            n: self.over.len() as u64,
            median: median(&self.over),
            low: interval.map(|ends| ends.low),
            high: interval.map(|ends| ends.high),
            p90: quantile(&self.over, 0.9),
            mean: mean(&self.over),
            open: self.open.len() as u64,
            kaplan_meier: self.kaplan_meier_median(),
        })
    }

    /// Median of those that ended.
    pub(super) fn median(mut self) -> Option<f64> {
        self.over.sort_unstable();
        median(&self.over)
    }

    /// First time by which half or more have ended. The estimator only knows the order of times, so their ranks stand for them.
    fn kaplan_meier_median(&self) -> Option<f64> {
        let mut times: Vec<i32> = self.over.iter().chain(&self.open).copied().collect();
        times.sort_unstable();
        times.dedup();
        let rank = |time: &i32| times.binary_search(time).map_or(0, |rank| rank as u32);
        let mut lifetimes = Lifetimes::default();
        self.over.iter().for_each(|time| lifetimes.event(rank(time)));
        self.open.iter().for_each(|time| lifetimes.censored(rank(time)));
        let median = lifetimes.kaplan_meier().median()?;
        times.get(median as usize).map(|time| f64::from(*time))
    }
}

fn bounded(length: i64) -> i32 {
    i32::try_from(length.max(0)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::statistics::Draws;
    use super::*;

    #[test]
    fn open_times_move_the_median_of_all_up() {
        let mut waits = Waits::default();
        [10, 20, 30].into_iter().for_each(|time| waits.ended(time));
        [5_000, 5_000].into_iter().for_each(|time| waits.goes_on(time));
        let waiting = waits.waiting().expect("times");
        assert_eq!((waiting.n, waiting.open, waiting.median), (3, 2, Some(20.0)));
        assert_eq!(waiting.kaplan_meier, Some(30.0));
        assert_eq!(Waits::default().waiting(), None);
    }

    #[test]
    fn the_estimated_median_is_that_of_plain_multiplying() {
        let mut draws = Draws::new(5);
        for _ in 0..2_000 {
            let mut waits = Waits::default();
            let mut all = Vec::new();
            for _ in 0..1 + draws.below(12) {
                let (time, is_over) = (draws.below(20) as i64, draws.below(3) > 0);
                all.push((time, is_over));
                if is_over { waits.ended(time) } else { waits.goes_on(time) }
            }
            let mut left = 1.0;
            let naive = (0..20_i64).find(|time| {
                let at_risk = all.iter().filter(|(other, _)| other >= time).count() as f64;
                let ended = all.iter().filter(|(other, over)| other == time && *over).count() as f64;
                if ended > 0.0 {
                    left *= (at_risk - ended) / at_risk;
                }
                left <= 0.5
            });
            let waiting = waits.waiting().expect("times");
            assert_eq!(waiting.kaplan_meier, naive.map(|time| time as f64), "{all:?}");
        }
    }
}

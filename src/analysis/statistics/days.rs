//! Many whole numbers of days as counts per day: quantiles without sorting, and two halves put together. Never negative days, never
//! dates.

use super::median_ranks;
use crate::domain::Interval;

/// How often each number of days occurs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayCounts {
    /// Index: days.
    counts: Vec<u64>,
    n: u64,
    sum: u64,
}

impl DayCounts {
    /// Adds one value.
    pub fn add(&mut self, days: u32) {
        self.add_many(days, 1);
    }

    /// Adds a value so many times.
    pub fn add_many(&mut self, days: u32, times: u64) {
        let index = days as usize;
        if self.counts.len() <= index {
            self.counts.resize(index + 1, 0);
        }
        self.counts[index] += times;
        self.n += times;
        self.sum += u64::from(days) * times;
    }

    /// Adds everything that another holds.
    pub fn absorb(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        self.counts.iter_mut().zip(&other.counts).for_each(|(own, other)| *own += other);
        self.n += other.n;
        self.sum += other.sum;
    }

    /// The values that occur, ascending, with how often each does.
    pub fn used(&self) -> impl Iterator<Item = (u32, u64)> {
        (0..).zip(&self.counts).filter(|(_, count)| **count > 0).map(|(value, count)| (value, *count))
    }

    /// How many values there are.
    pub fn len(&self) -> u64 {
        self.n
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Arithmetic mean; `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64)
    }

    /// The value of a rank, counted from 0 in ascending order.
    fn at(&self, rank: u64) -> Option<f64> {
        let mut below = 0;
        let found = self.counts.iter().position(|count| {
            below += count;
            below > rank
        });
        found.map(|days| days as f64)
    }

    /// Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996); `None` of nothing.
    pub fn quantile(&self, probability: f64) -> Option<f64> {
        let last = self.n.checked_sub(1)?;
        let position = last as f64 * probability.clamp(0.0, 1.0);
        let below = position.floor() as u64;
        let (low, high) = (self.at(below)?, self.at((below + 1).min(last))?);
        Some(low + (high - low) * (position - below as f64))
    }

    /// The middle value, or the mean of the middle two.
    pub fn median(&self) -> Option<f64> {
        self.quantile(0.5)
    }

    /// Order-statistic interval of the median, 95 %; `None` for fewer than six values.
    pub fn median_interval(&self) -> Option<Interval> {
        let (low, high) = median_ranks(usize::try_from(self.n).ok()?)?;
        Some(Interval { low: self.at(low as u64 - 1)?, high: self.at(high as u64 - 1)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{mean, median, median_interval, quantile};
    use super::*;

    #[test]
    fn nothing_has_no_quantile() {
        let none = DayCounts::default();
        assert!(none.is_empty());
        assert_eq!((none.median(), none.mean(), none.median_interval()), (None, None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn counting_gives_what_sorting_gives(
            values in prop::collection::vec(0_i32..40, 0..30), split in 0_usize..30, probability in 0.0_f64..1.0,
        ) {
            let (mut counts, mut rest) = (DayCounts::default(), DayCounts::default());
            for (index, value) in values.iter().enumerate() {
                if index < split { counts.add(*value as u32) } else { rest.add(*value as u32) }
            }
            counts.absorb(&rest);
            let mut sorted = values.clone();
            sorted.sort_unstable();
            prop_assert_eq!(counts.quantile(probability), quantile(&sorted, probability));
            prop_assert_eq!(counts.median(), median(&sorted));
            prop_assert_eq!(counts.mean(), mean(&sorted));
            prop_assert_eq!(counts.len(), sorted.len() as u64);
            let ends = |interval: Option<Interval>| interval.map(|ends| (ends.low, ends.high));
            prop_assert_eq!(ends(counts.median_interval()), ends(median_interval(&sorted)));
        }
    }
}

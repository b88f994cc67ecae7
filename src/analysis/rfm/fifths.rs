//! Values in five scores of as many customers as ties allow (METRICS, section 7). Never knows what is scored.

use crate::analysis::statistics::DayCounts;

/// Scores by fifths: equal values always share a score, that of the middle of their ranks.
#[derive(Clone, Copy)]
pub(super) struct Fifths {
    /// The least value that scores 2, 3, 4 and 5.
    cuts: [i64; 4],
}

impl Fifths {
    /// A value scores floor(5 (mid-rank - 1/2) / n) + 1, the mid-rank counted from 1. Twice (mid-rank - 1/2) is the number of values
    /// below plus the number not above: integers only, so that no rounding decides.
    pub(super) fn new(values: &[i64]) -> Self {
        let n = values.len();
        let mut cuts = [i64::MAX; 4];
        let shelves = Shelves::new(values);
        for (cut, fifth) in cuts.iter_mut().zip(1..) {
            // The least value of whose run that sum is at least `least`: the value at this rank, or the next larger one.
            let least = (2 * n * fifth).div_ceil(5);
            let rank = least / 2;
            if rank < n {
                *cut = shelves.least_value(rank, least);
            }
        }
        Self { cuts }
    }

    /// As [`Self::new`] for many small values, which `order` puts in the order of their scores: counted, not sorted.
    pub(super) fn counted(values: impl Iterator<Item = u32>, order: impl Fn(i64) -> i64) -> Self {
        let mut counts = DayCounts::default();
        values.for_each(|value| counts.add(value));
        let mut runs: Vec<(i64, u64)> =
            counts.used().map(|(value, count)| (order(i64::from(value)), count)).collect();
        runs.sort_unstable();
        let (n, mut below) = (counts.len(), 0);
        let mut cuts = [i64::MAX; 4];
        for (value, count) in runs {
            for (cut, fifth) in cuts.iter_mut().zip(1..) {
                if *cut == i64::MAX && 2 * below + count >= (2 * n * fifth).div_ceil(5) {
                    *cut = value;
                }
            }
            below += count;
        }
        Self { cuts }
    }

    pub(super) fn score(&self, value: i64) -> u8 {
        1 + self.cuts.iter().map(|cut| u8::from(value >= *cut)).sum::<u8>()
    }
}

/// Shelves that values are sorted on before one of them is looked through.
const SHELVES: u32 = 1 << 14;

/// Values by size, roughly: a rank is found by looking through one shelf.
struct Shelves<'a> {
    values: &'a [i64],
    least: i64,
    /// Values that differ in lower bits only share a shelf.
    shift: u32,
    /// Values on lower shelves, for each shelf.
    below: Vec<usize>,
}

impl<'a> Shelves<'a> {
    fn new(values: &'a [i64]) -> Self {
        let (least, most) = (values.iter().min().copied(), values.iter().max().copied());
        let (least, most) = least.zip(most).unwrap_or_default();
        let shift = (u64::BITS - most.abs_diff(least).leading_zeros()).saturating_sub(SHELVES.ilog2());
        let mut shelves = Self { values, least, shift, below: vec![0; SHELVES as usize + 1] };
        for value in values {
            let shelf = shelves.shelf(*value);
            shelves.below[shelf + 1] += 1;
        }
        for shelf in 1..shelves.below.len() {
            shelves.below[shelf] += shelves.below[shelf - 1];
        }
        shelves
    }

    fn shelf(&self, value: i64) -> usize {
        (value.abs_diff(self.least) >> self.shift) as usize
    }

    /// The value at a rank counted from 0, if the values below it and those not above it together are at least `least`; else the next
    /// larger one.
    fn least_value(&self, rank: usize, least: usize) -> i64 {
        let shelf = self.below.partition_point(|below| *below <= rank) - 1;
        let on =
            |wanted: usize| self.values.iter().copied().filter(move |value| self.shelf(*value) == wanted);
        let mut own: Vec<i64> = on(shelf).collect();
        let under = self.below[shelf];
        let value = *own.select_nth_unstable(rank - under).1;
        let below = under + own.iter().filter(|other| **other < value).count();
        let not_above = below + own.iter().filter(|other| **other == value).count();
        if below + not_above >= least {
            return value;
        }
        let larger = own.into_iter().filter(|other| *other > value).min();
        let next = || self.below[shelf + 1..].partition_point(|below| *below <= not_above) + shelf;
        larger.or_else(|| on(next()).min()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_score_and_distinct_ones_spread_over_five() {
        let scores = |values: &[i64]| -> Vec<u8> {
            let fifths = Fifths::new(values);
            values.iter().map(|value| fifths.score(*value)).collect()
        };
        assert_eq!(scores(&[1, 2, 3, 4, 5]), [1, 2, 3, 4, 5]);
        assert_eq!(scores(&[7, 7, 7, 7]), [3, 3, 3, 3], "nobody is better than anybody");
        assert_eq!(scores(&[1, 1, 1, 9]), [2, 2, 2, 5]);
        assert_eq!(scores(&[4]), [3]);
    }

    /// Mid-ranks counted one by one.
    fn slow_score(values: &[i64], value: i64) -> u8 {
        let below = values.iter().filter(|other| **other < value).count();
        let not_above = values.iter().filter(|other| **other <= value).count();
        1 + (5 * (below + not_above) / (2 * values.len())).min(4) as u8
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(10_000))]

        #[test]
        fn selecting_gives_the_scores_of_counted_mid_ranks(
            small in proptest::collection::vec(-6_i64..6, 1..40),
            factor in proptest::sample::select(vec![1, 9_000, 1_i64 << 58]),
        ) {
            let values: Vec<i64> = small.into_iter().map(|value| value * factor).collect();
            let fifths = Fifths::new(&values);
            for value in &values {
                proptest::prop_assert_eq!(fifths.score(*value), slow_score(&values, *value), "{} in {:?}", value, values);
            }
        }
    }
}

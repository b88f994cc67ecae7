//! Mean, median and quantiles of whole numbers (days). Never sorts for its caller, never sees dates.

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::domain::Interval;

/// Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996) of ascending `sorted`;
/// `None` of nothing.
pub fn quantile(sorted: &[i32], probability: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = last as f64 * probability.clamp(0.0, 1.0);
    let below = position.floor() as usize;
    let (low, high) = (f64::from(sorted[below]), f64::from(sorted[(below + 1).min(last)]));
    Some(low + (high - low) * (position - below as f64))
}

/// Median of ascending `sorted`: the middle value, or the mean of the middle two.
pub fn median(sorted: &[i32]) -> Option<f64> {
    quantile(sorted, 0.5)
}

/// Ranks (from 1) of the order statistics that bound the median with at least 95 % (binomial, p = 1/2; Conover 1999);
/// `None` for fewer than six values.
pub fn median_ranks(count: usize) -> Option<(usize, usize)> {
    let half = Binomial::new(0.5, count as u64).ok()?;
    // The largest rank r with P(X < r) <= 2.5 %; it lies below the middle, and the probability rises with the rank.
    let (mut low, mut above) = (0, count / 2 + 1);
    while low < above {
        let middle = low + (above - low) / 2;
        if half.cdf(middle as u64) <= 0.025 {
            low = middle + 1;
        } else {
            above = middle;
        }
    }
    (low > 0).then(|| (low, count + 1 - low))
}

/// Interval of the median of ascending `sorted`: the two values at [`median_ranks`].
pub fn median_interval(sorted: &[i32]) -> Option<Interval> {
    let (low, high) = median_ranks(sorted.len())?;
    Some(Interval { low: f64::from(sorted[low - 1]), high: f64::from(sorted[high - 1]) })
}

/// Arithmetic mean; `None` of nothing.
pub fn mean(values: &[i32]) -> Option<f64> {
    let sum: i64 = values.iter().copied().map(i64::from).sum();
    (!values.is_empty()).then(|| sum as f64 / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_between_order_statistics() {
        let check = |values: &[i32], probability, expected| {
            assert_eq!(quantile(values, probability), expected, "{values:?} at {probability}");
        };
        check(&[], 0.5, None);
        check(&[7], 0.25, Some(7.0));
        check(&[1, 2, 3, 4], 0.25, Some(1.75));
        check(&[1, 2, 3, 4], 0.5, Some(2.5));
        check(&[1, 2, 3, 4], 0.75, Some(3.25));
        check(&[1, 2, 3, 4], 1.0, Some(4.0));
        assert_eq!((median(&[1, 5, 9]), mean(&[1, 2]), mean(&[])), (Some(5.0), Some(1.5), None));
    }

    #[test]
    fn the_median_is_bounded_by_the_textbook_ranks() {
        let check = |count, expected| assert_eq!(median_ranks(count), expected, "{count}");
        check(5, None);
        check(6, Some((1, 6)));
        check(10, Some((2, 9)));
        check(20, Some((6, 15)));
        check(50, Some((18, 33)));
        check(100, Some((40, 61)));
        let interval = median_interval(&[1, 2, 3, 4, 5, 60]).expect("six values");
        assert_eq!((interval.low, interval.high), (1.0, 60.0));
    }
}

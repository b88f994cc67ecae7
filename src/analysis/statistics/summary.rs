//! Mean, median and quantiles of whole numbers (days). Never sorts for its caller, never sees dates.

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
}

//! How long it took: summaries, bins and the Kaplan-Meier median of durations in seconds. Never looks at an event.

use serde::{Deserialize, Serialize};

use crate::domain::Interval;

/// Durations in seconds, summed up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeSummary {
    /// Middle value.
    pub median: f64,
    /// Order-statistic interval of the median, 95 %; `None` for fewer than six durations.
    pub median_interval: Option<Interval>,
    /// Arithmetic mean.
    pub mean: f64,
    /// Time within which nine in ten did it (type 7).
    pub p90: f64,
    /// Number of durations.
    pub n: u64,
}

impl TimeSummary {
    /// Summary of `durations`, in any order; `None` of nothing.
    pub(super) fn new(mut durations: Vec<i64>) -> Option<Self> {
        durations.sort_unstable();
        let n = durations.len();
        let at = |rank: usize| durations[rank - 1] as f64;
        let ranks = crate::analysis::statistics::median_ranks(n);
        Some(Self {
            median: quantile(&durations, 0.5)?,
            median_interval: ranks.map(|(low, high)| Interval { low: at(low), high: at(high) }),
            mean: durations.iter().map(|seconds| *seconds as f64).sum::<f64>() / n as f64,
            p90: quantile(&durations, 0.9)?,
            n: n as u64,
        })
    }
}

/// Quantile of ascending seconds by linear interpolation (type 7).
fn quantile(sorted: &[i64], probability: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = last as f64 * probability;
    let below = position.floor() as usize;
    let (low, high) = (sorted[below] as f64, sorted[(below + 1).min(last)] as f64);
    Some(low + (high - low) * (position - below as f64))
}

/// Durations in bins of equal width. The last bin holds the longest duration where it falls on its edge.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimeBins {
    /// Start of the first bin: the shortest duration.
    pub from_seconds: i64,
    /// Width of a bin; 0 without durations.
    pub bin_seconds: i64,
    /// Units per bin.
    pub counts: Vec<u64>,
}

impl TimeBins {
    /// `bins` bins over `durations`; by default max(1, ceil(cbrt n)) of them, each ceil((max - min) / bins) wide, and one more for
    /// the longest duration (PostHog's rule, so that the pictures agree).
    pub(super) fn new(durations: &[i64], bins: Option<usize>) -> Self {
        let (Some(shortest), Some(longest)) = (durations.iter().min(), durations.iter().max()) else {
            return Self::default();
        };
        let usual = (1..).find(|count: &usize| count.pow(3) >= durations.len()).unwrap_or(1);
        let bins = bins.unwrap_or(usual).max(1);
        let width = ((longest - shortest) as u64).div_ceil(bins as u64).max(1) as i64;
        let mut counts = vec![0; bins + 1];
        for duration in durations {
            counts[((duration - shortest) / width) as usize] += 1;
        }
        Self { from_seconds: *shortest, bin_seconds: width, counts }
    }
}

/// Kaplan-Meier median of durations with their events (`true`) and censorings: the first time at which half or fewer are left;
/// `None` when it is not reached. Events go before censorings at equal times.
pub(super) fn kaplan_meier_median(mut observed: Vec<(i64, bool)>) -> Option<i64> {
    observed.sort_unstable_by_key(|(seconds, is_event)| (*seconds, !*is_event));
    let (mut at_risk, mut left) = (observed.len() as f64, 1.0);
    for same in observed.chunk_by(|one, other| one.0 == other.0) {
        let events = same.iter().filter(|(_, is_event)| *is_event).count();
        left *= 1.0 - events as f64 / at_risk;
        if events > 0 && left <= 0.5 {
            return Some(same[0].0);
        }
        at_risk -= same.len() as f64;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_summed_up_as_by_numpy() {
        let summary = TimeSummary::new(vec![3600, 2220, 82_800]).expect("durations");
        assert_eq!((summary.mean, summary.median, summary.n), (29_540.0, 3600.0, 3));
        assert!((summary.p90 - 66_960.0).abs() < 1e-9);
        assert_eq!((summary.median_interval, TimeSummary::new(vec![])), (None, None));
    }

    #[test]
    fn bins_are_posthogs() {
        let check = |bins, expected: TimeBins| {
            assert_eq!(TimeBins::new(&[3600, 2220, 82_800], bins), expected);
        };
        check(None, TimeBins { from_seconds: 2220, bin_seconds: 40_290, counts: vec![2, 0, 1] });
        let counts = vec![2, 0, 0, 0, 0, 0, 1, 0];
        check(Some(7), TimeBins { from_seconds: 2220, bin_seconds: 11_512, counts });
        assert_eq!(TimeBins::new(&[5, 5], None).counts, [2, 0, 0]);
    }

    #[test]
    fn the_median_waits_for_those_who_are_still_open() {
        assert_eq!(kaplan_meier_median(vec![(1, true), (2, true), (9, false)]), Some(2));
        assert_eq!(kaplan_meier_median(vec![(1, true), (2, false), (9, false)]), None);
        assert_eq!(kaplan_meier_median(vec![]), None);
    }
}

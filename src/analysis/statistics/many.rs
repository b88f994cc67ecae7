//! What many comparisons at once need: correction, odds ratios, resampling. Never decides which comparisons are made.

use crate::domain::Interval;

use super::Z95;

/// Benjamini and Hochberg's (1995) adjusted p values, in the order given: the smallest false discovery rate at which each would
/// be called a discovery.
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let count = p_values.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|left, right| p_values[*right].total_cmp(&p_values[*left]));
    let mut adjusted = vec![0.0; count];
    let mut smallest: f64 = 1.0;
    for (position, index) in order.into_iter().enumerate() {
        let rank = (count - position) as f64;
        smallest = smallest.min(p_values[index] * count as f64 / rank);
        adjusted[index] = smallest;
    }
    adjusted
}

/// An odds ratio with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OddsRatio {
    /// ((s+1) (F-f+1)) / ((f+1) (S-s+1)).
    pub value: f64,
    /// Interval on the logarithm (Woolf 1955), with the same added ones.
    pub interval: Interval,
}

/// Odds ratio of a factor for success, with one added to each cell (the rule that PostHog's published cases follow):
/// `with` = (successes, failures) that have the factor, `all` = all successes and failures.
///
/// `None` when more have the factor than there are.
pub fn odds_ratio(with: (u64, u64), all: (u64, u64)) -> Option<OddsRatio> {
    let cell = |count: u64| (count + 1) as f64;
    let (a, b) = (cell(with.0), cell(with.1));
    let (c, d) = (cell(all.0.checked_sub(with.0)?), cell(all.1.checked_sub(with.1)?));
    let value = (a * d) / (b * c);
    let reach = Z95 * (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    Some(OddsRatio { value, interval: Interval { low: value * (-reach).exp(), high: value * reach.exp() } })
}

/// A small deterministic source of random numbers for resampling (SplitMix64, Steele et al. 2014). The seed is stored with the
/// result, so that the same data give the same interval.
#[derive(Clone, Debug)]
pub struct Draws(u64);

impl Draws {
    /// Draws that start at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A whole number below `bound`, each equally likely (Lemire 2019); 0 for a bound of 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A Poisson number with that mean: by inversion while it is small, by the normal approximation above 400, where a whole number more
    /// or less makes no difference.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        if mean > 400.0 {
            let (radius, angle) = (1.0 - self.unit(), self.unit());
            let normal = (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos();
            return (mean + mean.sqrt() * normal).round().max(0.0) as u64;
        }
        let drawn = self.unit();
        let (mut count, mut probability) = (0, (-mean).exp());
        let mut below = probability;
        while below < drawn && probability > 0.0 {
            count += 1;
            probability *= mean / count as f64;
            below += probability;
        }
        count
    }
}

/// Percentile bootstrap interval, 95 %, of `statistic` over `units` resampled whole, `rounds` times from `seed`.
/// `None` without units, or when the statistic is undefined for more than one resample in twenty.
pub fn bootstrap<T>(
    units: &[T],
    rounds: usize,
    seed: u64,
    statistic: impl Fn(&mut dyn Iterator<Item = &T>) -> Option<f64>,
) -> Option<Interval> {
    let mut draws = Draws::new(seed);
    let mut values: Vec<f64> = (0..rounds)
        .filter_map(|_| {
            let mut sample = (0..units.len()).map(|_| &units[draws.below(units.len())]);
            let value = statistic(&mut sample);
            // What the statistic did not look at is drawn all the same: the next round starts at the same place.
            sample.for_each(drop);
            value
        })
        .collect();
    if units.is_empty() || values.len() * 20 < rounds * 19 || values.is_empty() {
        return None;
    }
    percentile_interval(&mut values)
}

/// The middle 95 % of values of resamples; `None` of nothing.
pub fn percentile_interval(values: &mut [f64]) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get((values.len().checked_sub(1)? as f64 * share).round() as usize).copied();
    Some(Interval { low: at(0.025)?, high: at(0.975)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_values_are_those_of_statsmodels() {
        let p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
        let q = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105_714_285_714_285_72, 0.216, 0.216, 0.216];
        for (adjusted, expected) in benjamini_hochberg(&p).into_iter().zip(q) {
            assert!((adjusted - expected).abs() < 1e-12, "{adjusted} is not {expected}");
        }
        assert_eq!(benjamini_hochberg(&[]), [0.0; 0]);
    }

    #[test]
    fn odds_ratios_are_the_published_ones() {
        let check = |with, all, expected: f64| {
            let ratio = odds_ratio(with, all).expect("cells that fit");
            assert!((ratio.value - expected).abs() < 1e-12);
            assert!(ratio.interval.low < expected && expected < ratio.interval.high);
        };
        check((5, 0), (10, 10), 11.0);
        check((0, 5), (10, 10), 1.0 / 11.0);
        check((2, 0), (3, 1), 3.0);
        check((5, 0), (11, 1), 12.0 / 7.0);
        assert_eq!(odds_ratio((5, 0), (4, 1)), None);
    }

    #[test]
    fn poisson_numbers_have_their_mean_and_variance() {
        for mean in [0.5_f64, 3.0, 90.0, 2000.0] {
            let mut draws = Draws::new(3);
            let drawn: Vec<f64> = (0..20_000).map(|_| draws.poisson(mean) as f64).collect();
            let average = drawn.iter().sum::<f64>() / 20_000.0;
            let variance = drawn.iter().map(|value| (value - average).powi(2)).sum::<f64>() / 20_000.0;
            assert!((average - mean).abs() < 5.0 * (mean / 20_000.0).sqrt(), "{average} is not {mean}");
            assert!((variance / mean - 1.0).abs() < 0.06, "{variance} is not {mean}");
        }
        assert_eq!(Draws::new(1).poisson(0.0), 0);
    }

    #[test]
    fn the_bootstrap_repeats_itself_and_surrounds_the_mean() {
        let units: Vec<f64> = (0..400).map(|index| f64::from(index % 20)).collect();
        let mean = |sample: &mut dyn Iterator<Item = &f64>| {
            let (sum, n) = sample.fold((0.0, 0), |(sum, n), value| (sum + value, n + 1));
            (n > 0).then(|| sum / f64::from(n))
        };
        let interval = bootstrap(&units, 500, 7, mean).expect("units");
        assert_eq!(bootstrap(&units, 500, 7, mean), Some(interval));
        // The standard error of the mean of 400 such values is 0.288.
        assert!((interval.low - (9.5 - 0.565)).abs() < 0.12 && (interval.high - (9.5 + 0.565)).abs() < 0.12);
        assert_eq!(bootstrap(&[], 500, 7, mean), None);
    }
}

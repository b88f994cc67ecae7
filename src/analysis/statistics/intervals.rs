//! 95 % intervals of a proportion and of a count. Never an interval for a mean or for money.

use statrs::distribution::{Beta, ChiSquared, ContinuousCDF};

use crate::domain::{Interval, Proportion};

/// Two-sided 95 % point of the standard normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// Wilson's score interval of a proportion, 95 %, without continuity correction (Wilson 1927; Newcombe 1998, method 3).
///
/// `None` without a denominator, and when the numerator exceeds it: then it is no proportion.
pub fn wilson(share: Proportion) -> Option<Interval> {
    if share.numerator > share.denominator {
        return None;
    }
    Some(score_interval(share.value()?, share.denominator as f64))
}

/// Wilson's interval of the share `p` of `n` units, which need not be whole.
fn score_interval(p: f64, n: f64) -> Interval {
    let z2 = Z95 * Z95;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At the two ends the formula gives 0 and 1 but for rounding.
    let low = if p <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if p >= 1.0 { 1.0 } else { (centre + half).min(1.0) };
    Interval { low, high }
}

/// Sums over clusters (customers) of what they have (`all`) and how much of it counts (`hits`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// Clusters.
    pub n: u64,
    /// Sum of the hits.
    pub hits: u64,
    /// Sum of all.
    pub all: u64,
    hits_squared: u128,
    all_squared: u128,
    product: u128,
}

impl Clusters {
    /// Adds one cluster with `hits` of `all`.
    pub fn add(&mut self, hits: u64, all: u64) {
        let (wide_hits, wide_all) = (u128::from(hits), u128::from(all));
        self.n += 1;
        self.hits += hits;
        self.all += all;
        self.hits_squared += wide_hits * wide_hits;
        self.all_squared += wide_all * wide_all;
        self.product += wide_hits * wide_all;
    }

    /// Adds everything that another holds.
    pub fn absorb(&mut self, other: &Self) {
        self.n += other.n;
        self.hits += other.hits;
        self.all += other.all;
        self.hits_squared += other.hits_squared;
        self.all_squared += other.all_squared;
        self.product += other.product;
    }
}

/// Interval of a share whose units come in clusters (orders of customers), 95 %: Wilson's with the effective number of units, that is
/// the number divided by the design effect of the ratio estimator (Cochran 1977; Korn and Graubard 1998). Where nobody or everybody
/// hits, the clusters count.
pub fn clustered_wilson(clusters: &Clusters) -> Option<Interval> {
    let share = Proportion::new(clusters.hits, clusters.all);
    let (p, n) = (share.value()?, clusters.all as f64);
    let units = clusters.n as f64;
    let spread = clusters.hits_squared as f64 - 2.0 * p * clusters.product as f64
        + p * p * clusters.all_squared as f64;
    let variance = units / (units - 1.0) * spread / (n * n);
    let simple = p * (1.0 - p) / n;
    let effective = if simple > 0.0 && variance.is_finite() && variance > 0.0 {
        (n * simple / variance).min(n)
    } else {
        units.min(n)
    };
    Some(score_interval(p, effective))
}

/// Jeffreys interval of a proportion, 95 %: equal tails of Beta(k + 1/2, n - k + 1/2) (Brown, Cai and DasGupta 2001).
///
/// `None` without a denominator, and when the numerator exceeds it.
pub fn jeffreys(share: Proportion) -> Option<Interval> {
    let (k, n) = (share.numerator, share.denominator);
    if n == 0 || k > n {
        return None;
    }
    let beta = Beta::new(k as f64 + 0.5, (n - k) as f64 + 0.5).ok()?;
    Some(Interval { low: beta.inverse_cdf(0.025), high: beta.inverse_cdf(0.975) })
}

/// Exact (Garwood 1936) 95 % interval of the mean of a Poisson count: chi2(a/2, 2x)/2 to chi2(1-a/2, 2x+2)/2.
pub fn poisson(count: u64) -> Interval {
    let half_quantile = |degrees: u64, probability: f64| {
        ChiSquared::new(degrees as f64).map_or(f64::NAN, |chi2| chi2.inverse_cdf(probability) / 2.0)
    };
    let low = if count == 0 { 0.0 } else { half_quantile(2 * count, 0.025) };
    Interval { low, high: half_quantile(2 * count + 2, 0.975) }
}

/// [`poisson`] per unit of `exposure`: the interval of a yield. `None` without exposure.
pub fn poisson_rate(count: u64, exposure: u64) -> Option<Interval> {
    let Interval { low, high } = poisson(count);
    let per_unit = exposure as f64;
    (exposure > 0).then(|| Interval { low: low / per_unit, high: high / per_unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    #[test]
    fn wilson_agrees_with_newcombe_1998() {
        let check = |numerator, denominator, low, high| {
            let interval = wilson(Proportion::new(numerator, denominator)).expect("a denominator");
            close(interval.low, low, 5e-5);
            close(interval.high, high, 5e-5);
        };
        check(81, 263, 0.2553, 0.3662);
        check(15, 148, 0.0624, 0.1605);
        check(0, 20, 0.0, 0.1611);
        check(1, 29, 0.0061, 0.1718);
        check(20, 20, 0.8389, 1.0);
    }

    #[test]
    fn jeffreys_agrees_with_statsmodels_at_the_ends_too() {
        let check = |numerator, denominator, low, high| {
            let interval = jeffreys(Proportion::new(numerator, denominator)).expect("a denominator");
            close(interval.low, low, 1e-9);
            close(interval.high, high, 1e-9);
        };
        check(81, 263, 0.254_521_934_991_020_6, 0.365_647_499_174_082_5);
        check(0, 20, 2.424_647_845_924_273e-5, 0.116_638_982_904_875_4);
        check(29, 29, 0.917_713_517_076_161_5, 0.999_983_213_247_875_2);
        check(1, 1, 0.146_746_316_309_575_1, 0.999_614_419_019_244_1);
        assert_eq!(jeffreys(Proportion::new(0, 0)), None);
    }

    #[test]
    fn what_is_no_proportion_has_no_interval() {
        assert_eq!(wilson(Proportion::new(0, 0)), None);
        assert_eq!(wilson(Proportion::new(3, 2)), None);
        assert_eq!(poisson_rate(3, 0), None);
    }

    #[test]
    fn poisson_agrees_with_the_textbook_table_and_stays_sane_for_large_counts() {
        let check = |count, low, high| {
            let interval = poisson(count);
            close(interval.low, low, 5e-4);
            close(interval.high, high, 5e-4);
        };
        check(0, 0.0, 3.6889);
        check(1, 0.0253, 5.5716);
        check(10, 4.7954, 18.3904);
        let large = poisson(1_000_000);
        close(large.low, 1_000_000.0 - Z95 * 1000.0, 5.0);
        close(large.high, 1_000_000.0 + Z95 * 1000.0, 5.0);
        let rate = poisson_rate(10, 1000).expect("exposure");
        close(rate.low, 0.004_795_4, 1e-7);
    }
}

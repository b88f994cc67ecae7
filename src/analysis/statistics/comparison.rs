//! Whether two shares differ, and by how much. Never compares sums or means, never words a verdict without its interval.

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::{beta::ln_beta, factorial::ln_factorial};

use super::wilson;
use crate::domain::{Interval, Proportion};

/// Newcombe's hybrid score interval of the difference `first - second`, 95 % (Newcombe 1998b, method 10).
///
/// `None` when one of the two has no denominator or is no proportion.
pub fn newcombe(first: Proportion, second: Proportion) -> Option<Interval> {
    let (p1, p2) = (first.value()?, second.value()?);
    let (w1, w2) = (wilson(first)?, wilson(second)?);
    let difference = p1 - p2;
    let below = ((p1 - w1.low).powi(2) + (w2.high - p2).powi(2)).sqrt();
    let above = ((w1.high - p1).powi(2) + (p2 - w2.low).powi(2)).sqrt();
    Some(Interval { low: difference - below, high: difference + above })
}

/// A test statistic with its two-sided probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// The statistic (z or chi-square), 0 for an exact test.
    pub statistic: f64,
    /// Two-sided p value.
    pub p: f64,
}

/// Pooled z test of two shares being equal; `None` without a denominator or when nothing varies (all or nobody did it).
pub fn pooled_z(first: Proportion, second: Proportion) -> Option<Test> {
    let (p1, p2) = (first.value()?, second.value()?);
    let (n1, n2) = (first.denominator as f64, second.denominator as f64);
    let pooled = (first.numerator + second.numerator) as f64 / (n1 + n2);
    let error = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
    if error == 0.0 {
        return None;
    }
    let statistic = (p1 - p2) / error;
    Some(Test { statistic, p: two_sided(statistic) })
}

/// Two-sided p value of a standard normal statistic.
pub fn two_sided(statistic: f64) -> f64 {
    Normal::standard().cdf(-statistic.abs()) * 2.0
}

/// Probability that a standard normal variable lies below `z`.
pub fn normal_below(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// Fisher's exact test of two shares being equal: the sum of all tables with the same margins that are no more likely than
/// the observed one. `None` when one of the two is no proportion.
pub fn fisher(first: Proportion, second: Proportion) -> Option<Test> {
    if [first, second].iter().any(|share| share.numerator > share.denominator) {
        return None;
    }
    let (successes, all) = (first.numerator + second.numerator, first.denominator + second.denominator);
    let ln_choose = |n: u64, k: u64| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let ln_probability = |count: u64| {
        ln_choose(first.denominator, count) + ln_choose(second.denominator, successes - count)
            - ln_choose(all, successes)
    };
    let fewest = successes.saturating_sub(second.denominator);
    let most = successes.min(first.denominator);
    // Tables as likely as the observed one count; rounding must not leave its mirror image out.
    let bound = ln_probability(first.numerator) + 1e-7;
    let p: f64 = (fewest..=most).map(ln_probability).filter(|ln| *ln <= bound).map(f64::exp).sum();
    Some(Test { statistic: 0.0, p: p.min(1.0) })
}

/// The test that fits: [`pooled_z`] where every expected count is at least 5, else [`fisher`].
pub fn equal_shares(first: Proportion, second: Proportion) -> Option<Test> {
    let all = (first.denominator + second.denominator) as f64;
    let successes = (first.numerator + second.numerator) as f64;
    let expects_five = [first, second].iter().all(|share| {
        let expected = successes * share.denominator as f64 / all;
        expected >= 5.0 && share.denominator as f64 - expected >= 5.0
    });
    if expects_five { pooled_z(first, second) } else { fisher(first, second) }
}

/// Probability that the share behind `second` is larger than that behind `first`, under uniform priors: the exact sum
/// over the Beta posterior (Miller 2014, "Formulas for Bayesian A/B testing").
///
/// `None` when one of the two is no proportion.
pub fn probability_second_larger(first: Proportion, second: Proportion) -> Option<f64> {
    if [first, second].iter().any(|share| share.numerator > share.denominator) {
        return None;
    }
    let parameters =
        |share: Proportion| ((share.numerator + 1) as f64, (share.denominator - share.numerator + 1) as f64);
    let ((a1, b1), (a2, b2)) = (parameters(first), parameters(second));
    let normaliser = ln_beta(a1, b1);
    let sum: f64 = (0..=second.numerator)
        .map(|index| {
            let i = index as f64;
            (ln_beta(a1 + i, b1 + b2) - (b2 + i).ln() - ln_beta(1.0 + i, b2) - normaliser).exp()
        })
        .sum();
    debug_assert!(a2 >= 1.0);
    Some(sum.clamp(0.0, 1.0))
}

/// Smallest change of a share that `n` units a side would show with 80 % power at 5 %, two-sided: 2.8 sqrt(2 p (1-p) / n).
pub fn minimum_detectable_change(share: Proportion) -> Option<f64> {
    let p = share.value()?;
    Some(2.8 * (2.0 * p * (1.0 - p) / share.denominator as f64).sqrt())
}

/// What may be said of a difference. The words are fixed (METRICS, section 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The interval lies above 0.
    ClearlyHigher,
    /// Not clear, but about nine in ten that it is higher.
    LeaningHigher,
    /// Nothing can be said yet.
    NoTellingYet,
    /// Not clear, but about nine in ten that it is lower.
    LeaningLower,
    /// The interval lies below 0.
    ClearlyLower,
}

/// The verdict on `later` against `earlier`; `None` when one of the two is "no data".
pub fn verdict(later: Proportion, earlier: Proportion) -> Option<Verdict> {
    let interval = newcombe(later, earlier)?;
    let higher = probability_second_larger(earlier, later)?;
    Some(match (interval, higher) {
        (Interval { low, .. }, _) if low > 0.0 => Verdict::ClearlyHigher,
        (Interval { high, .. }, _) if high < 0.0 => Verdict::ClearlyLower,
        (_, higher) if higher > 0.9 => Verdict::LeaningHigher,
        (_, higher) if higher < 0.1 => Verdict::LeaningLower,
        _ => Verdict::NoTellingYet,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(numerator: u64, denominator: u64) -> Proportion {
        Proportion::new(numerator, denominator)
    }

    #[test]
    fn differences_have_newcombes_published_intervals() {
        let check = |first, second, low: f64, high: f64| {
            let interval = newcombe(first, second).expect("two proportions");
            assert!((interval.low - low).abs() < 6e-5 && (interval.high - high).abs() < 6e-5, "{interval:?}");
        };
        check(share(56, 70), share(48, 80), 0.0524, 0.3339);
        check(share(9, 10), share(3, 10), 0.1705, 0.8090);
        check(share(0, 10), share(0, 10), -0.2775, 0.2775);
        check(share(10, 10), share(0, 20), 0.6791, 1.0);
        assert_eq!(newcombe(share(0, 0), share(1, 2)), None);
    }

    #[test]
    fn tests_agree_with_scipy() {
        let z = pooled_z(share(56, 70), share(48, 80)).expect("a test");
        assert!((z.statistic - 2.650_171_951_258_533_6).abs() < 1e-12);
        assert!((z.p - 0.008_045_081_368_196_56).abs() < 1e-10);
        let exact = fisher(share(9, 10), share(3, 10)).expect("a test");
        assert!((exact.p - 0.019_766_611_097_880_443).abs() < 1e-10);
        assert_eq!(equal_shares(share(9, 10), share(3, 10)), Some(exact), "small counts go to Fisher");
        assert_eq!(pooled_z(share(0, 5), share(0, 9)), None, "nothing varies");
    }

    #[test]
    fn the_larger_share_is_the_likelier_one() {
        let check = |first, second, expected: f64| {
            let p = probability_second_larger(first, second).expect("two proportions");
            assert!((p - expected).abs() < 1e-9, "{p}");
        };
        check(share(120, 1000), share(150, 1000), 0.975_067_836_812_098_7);
        check(share(4, 50), share(9, 50), 0.925_780_866_452_625);
        check(share(0, 10), share(0, 10), 0.5);
    }

    #[test]
    fn verdicts_use_the_fixed_words() {
        let check = |later, earlier, expected| assert_eq!(verdict(later, earlier), expected);
        check(share(150, 1000), share(100, 1000), Some(Verdict::ClearlyHigher));
        check(share(100, 1000), share(150, 1000), Some(Verdict::ClearlyLower));
        check(share(9, 50), share(4, 50), Some(Verdict::LeaningHigher));
        check(share(4, 50), share(9, 50), Some(Verdict::LeaningLower));
        check(share(5, 50), share(5, 50), Some(Verdict::NoTellingYet));
        check(share(0, 0), share(5, 50), None);
        let change = minimum_detectable_change(share(200, 1000)).expect("a share");
        assert!((change - 0.050_088).abs() < 1e-6);
    }
}

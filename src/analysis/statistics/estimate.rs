//! Figures with their intervals, and the differences, products and ratios of two of them. Never compares shares by a normal
//! approximation (see `comparison`), never decides what is counted.

use statrs::distribution::{Beta, ContinuousCDF, StudentsT};

use super::comparison::Test;
use super::{poisson_rate, wilson};
use crate::domain::{Interval, Proportion};

/// A figure with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Estimate {
    /// A figure with its interval.
    pub fn new(value: f64, interval: Interval) -> Self {
        Self { value, low: interval.low, high: interval.high }
    }

    /// A share with Wilson's interval.
    pub fn share(share: Proportion) -> Option<Self> {
        Some(Self::new(share.value()?, wilson(share)?))
    }

    /// Events per unit of exposure with the exact Poisson interval.
    pub fn rate(count: u64, exposure: u64) -> Option<Self> {
        let interval = poisson_rate(count, exposure)?;
        Some(Self::new(count as f64 / exposure as f64, interval))
    }

    /// The same, `factor` times as large; a negative factor turns the ends around.
    pub fn times(self, factor: f64) -> Self {
        let ends = [self.low * factor, self.high * factor];
        Self { value: self.value * factor, low: ends[0].min(ends[1]), high: ends[0].max(ends[1]) }
    }

    /// `self - other` with the interval that its two intervals imply (MOVER: Zou and Donner 2008; for two shares with Wilson's
    /// intervals this is Newcombe's method 10).
    pub fn minus(self, other: Self) -> Self {
        let value = self.value - other.value;
        let below = (self.value - self.low).hypot(other.high - other.value);
        let above = (self.high - self.value).hypot(other.value - other.low);
        Self { value, low: value - below, high: value + above }
    }

    /// The product of two independent figures that are not negative, with the interval that theirs imply on the logarithmic scale
    /// (MOVER for products). Where one of them may be nothing, the lower end is nothing. `None` for negative figures.
    pub fn by(self, other: Self) -> Option<Self> {
        if self.value < 0.0 || other.value < 0.0 {
            return None;
        }
        let value = self.value * other.value;
        if value == 0.0 {
            return Some(Self { value, low: 0.0, high: self.high * other.high });
        }
        let distance = |end: fn(&Self) -> f64| {
            let ratio = |estimate: &Self| (end(estimate) / estimate.value).ln();
            ratio(&self).hypot(ratio(&other))
        };
        let some_are_nothing = self.low <= 0.0 || other.low <= 0.0;
        let low = if some_are_nothing { 0.0 } else { value * (-distance(|one| one.low)).exp() };
        Some(Self { value, low, high: value * distance(|one| one.high).exp() })
    }
}

/// Whole numbers as their count, sum and sum of squares: no order of adding changes a figure made of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// How many.
    pub n: u64,
    /// Their sum.
    pub sum: i128,
    /// The sum of their squares.
    pub squares: i128,
}

impl Moments {
    /// One more value.
    pub fn add(&mut self, value: i64) {
        let value = i128::from(value);
        self.n += 1;
        self.sum += value;
        self.squares = self.squares.saturating_add(value * value);
    }

    /// Adds the values behind other moments.
    pub fn absorb(&mut self, other: &Self) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares = self.squares.saturating_add(other.squares);
    }

    /// The moments of `values`.
    pub fn of(values: impl IntoIterator<Item = i64>) -> Self {
        let mut moments = Self::default();
        values.into_iter().for_each(|value| moments.add(value));
        moments
    }

    /// Arithmetic mean; `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64)
    }

    /// Variance with n - 1; `None` of fewer than two values.
    pub fn variance(&self) -> Option<f64> {
        let n = Some(i128::from(self.n)).filter(|n| *n > 1)?;
        // n sum(x^2) - sum(x)^2 as integers where they fit: no cancellation.
        let spread = match (n.checked_mul(self.squares), self.sum.checked_mul(self.sum)) {
            (Some(all), Some(square)) => (all - square) as f64,
            _ => n as f64 * self.squares as f64 - (self.sum as f64).powi(2),
        };
        Some(spread.max(0.0) / (n as f64 * (n as f64 - 1.0)))
    }

    /// The mean with Student's interval; `None` of fewer than two values.
    pub fn estimate(&self) -> Option<Estimate> {
        let (mean, variance) = (self.mean()?, self.variance()?);
        let error = (variance / self.n as f64).sqrt();
        let reach = t_quantile(self.n as f64 - 1.0)? * error;
        Some(Estimate { value: mean, low: mean - reach, high: mean + reach })
    }
}

/// A difference with its interval, and the test of there being none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference with its interval.
    pub estimate: Estimate,
    /// Its standard error.
    pub error: f64,
    /// The test; a statistic of 0 with p 1 where nothing varies and nothing differs.
    pub test: Test,
}

/// Difference of two means, variances not assumed equal (Welch 1947, degrees of freedom after Satterthwaite). `None` for fewer than two
/// values on a side, or when neither varies.
pub fn welch(first: &Moments, second: &Moments) -> Option<Difference> {
    let (a, b) = (first.variance()? / first.n as f64, second.variance()? / second.n as f64);
    let error = (a + b).sqrt();
    if error == 0.0 {
        return None;
    }
    let degrees = (a + b).powi(2) / (a * a / (first.n as f64 - 1.0) + b * b / (second.n as f64 - 1.0));
    let value = first.mean()? - second.mean()?;
    let reach = t_quantile(degrees)? * error;
    let statistic = value / error;
    let student = StudentsT::new(0.0, 1.0, degrees).ok()?;
    Some(Difference {
        estimate: Estimate { value, low: value - reach, high: value + reach },
        error,
        test: Test { statistic, p: 2.0 * student.cdf(-statistic.abs()) },
    })
}

fn t_quantile(degrees: f64) -> Option<f64> {
    Some(StudentsT::new(0.0, 1.0, degrees).ok()?.inverse_cdf(0.975))
}

/// Rate of the first count over that of the second, each per its own exposure, with the exact conditional interval (Clopper and
/// Pearson on first / (first + second); Przyborowski and Wilenski 1940). An upper end that does not exist is infinite.
/// `None` without exposure or without any event.
pub fn rate_ratio(first: (u64, f64), second: (u64, f64)) -> Option<Estimate> {
    let all = first.0 + second.0;
    if all == 0 || first.1 <= 0.0 || second.1 <= 0.0 {
        return None;
    }
    let scale = second.1 / first.1;
    let odds = |share: f64| if share >= 1.0 { f64::INFINITY } else { share / (1.0 - share) * scale };
    let quantile = |a: u64, b: u64, at: f64| Beta::new(a as f64, b as f64).map(|beta| beta.inverse_cdf(at));
    let low = if first.0 == 0 { 0.0 } else { quantile(first.0, second.0 + 1, 0.025).ok()? };
    let high = if second.0 == 0 { 1.0 } else { quantile(first.0 + 1, second.0, 0.975).ok()? };
    Some(Estimate { value: odds(first.0 as f64 / all as f64), low: odds(low), high: odds(high) })
}

/// Probability that the rate behind the first count is the larger one, under Jeffreys priors: first / (first + second) is then
/// Beta-distributed, and the rates are equal where it equals the first's part of the exposure. `None` without exposure.
pub fn probability_rate_larger(first: (u64, f64), second: (u64, f64)) -> Option<f64> {
    if first.1 <= 0.0 || second.1 <= 0.0 {
        return None;
    }
    let beta = Beta::new(first.0 as f64 + 0.5, second.0 as f64 + 0.5).ok()?;
    Some(1.0 - beta.cdf(first.1 / (first.1 + second.1)))
}

/// Two-sided p value of two rates being equal: the exact conditional binomial test, twice the smaller tail.
pub fn equal_rates(first: (u64, f64), second: (u64, f64)) -> Option<f64> {
    let all = first.0 + second.0;
    if all == 0 || first.1 <= 0.0 || second.1 <= 0.0 {
        return None;
    }
    let part = first.1 / (first.1 + second.1);
    // P(X <= x) and P(X >= x) of a binomial, by the beta function.
    let at_most = match second.0 {
        0 => 1.0,
        rest => 1.0 - Beta::new(first.0 as f64 + 1.0, rest as f64).ok()?.cdf(part),
    };
    let at_least = match first.0 {
        0 => 1.0,
        own => Beta::new(own as f64, second.0 as f64 + 1.0).ok()?.cdf(part),
    };
    Some((2.0 * at_most.min(at_least)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::super::{Draws, newcombe};
    use super::*;

    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    #[test]
    fn the_difference_of_two_shares_is_newcombes() {
        let (first, second) = (Proportion::new(56, 70), Proportion::new(48, 80));
        let own = Estimate::share(first).expect("a share").minus(Estimate::share(second).expect("a share"));
        let published = newcombe(first, second).expect("an interval");
        close(own.low, published.low, 1e-12);
        close(own.high, published.high, 1e-12);
    }

    #[test]
    fn welch_is_that_of_the_textbook() {
        // Two samples with unequal variances; statistic, degrees of freedom 24.988 and p as R's t.test prints them.
        let first = [275, 219, 211, 239, 254, 206, 226, 192, 202, 259, 216, 179, 226, 220, 147];
        let second = [185, 218, 220, 229, 240, 221, 253, 210, 189, 219, 204, 289, 241, 240, 234];
        let of = |values: &[i64]| Moments::of(values.iter().copied());
        let own = welch(&of(&first), &of(&second)).expect("two samples");
        let naive = naive_welch(&first, &second);
        close(own.test.statistic, naive.0, 1e-12);
        close(own.estimate.value, naive.1, 1e-12);
        assert!(own.estimate.low < naive.1 && naive.1 < own.estimate.high);
        // Student's quantile at 10 degrees of freedom is 2.228139.
        close(t_quantile(10.0).expect("a quantile"), 2.228_138_852, 1e-6);
    }

    fn naive_welch(first: &[i64], second: &[i64]) -> (f64, f64) {
        let of = |values: &[i64]| {
            let n = values.len() as f64;
            let mean = values.iter().map(|value| *value as f64).sum::<f64>() / n;
            let spread = values.iter().map(|value| (*value as f64 - mean).powi(2)).sum::<f64>();
            (mean, spread / (n - 1.0) / n)
        };
        let ((a, va), (b, vb)) = (of(first), of(second));
        ((a - b) / (va + vb).sqrt(), a - b)
    }

    #[test]
    fn rates_are_compared_by_what_is_given_their_sum() {
        // 41 of 28,010 person-years against 15 of 19,017 (Rothman, Modern Epidemiology): ratio 1.86, exact 1.01 to 3.61.
        let ratio = rate_ratio((41, 28_010.0), (15, 19_017.0)).expect("events");
        close(ratio.value, 1.855_77, 1e-4);
        close(ratio.low, 1.005_7, 2e-3);
        close(ratio.high, 3.611, 5e-3);
        let p = equal_rates((41, 28_010.0), (15, 19_017.0)).expect("events");
        assert!((0.03..0.06).contains(&p), "{p}");
        assert!(probability_rate_larger((41, 28_010.0), (15, 19_017.0)).is_some_and(|p| p > 0.97));
        assert_eq!(rate_ratio((0, 1.0), (0, 1.0)), None);
        let none = rate_ratio((0, 10.0), (5, 10.0)).expect("events");
        assert_eq!((none.value, none.low), (0.0, 0.0));
        assert_eq!(rate_ratio((5, 10.0), (0, 10.0)).expect("events").high, f64::INFINITY);
    }

    #[test]
    fn the_binomial_tails_are_those_of_plain_summing() {
        let mut draws = Draws::new(11);
        for _ in 0..500 {
            let (a, b) = (draws.below(12) as u64, draws.below(12) as u64);
            let (ea, eb) = (1.0 + draws.below(9) as f64, 1.0 + draws.below(9) as f64);
            let Some(p) = equal_rates((a, ea), (b, eb)) else { continue };
            let (n, part) = (a + b, ea / (ea + eb));
            let mass = |k: u64| {
                let choose = (0..k).fold(1.0, |all, i| all * (n - i) as f64 / (i + 1) as f64);
                choose * part.powi(k as i32) * (1.0 - part).powi((n - k) as i32)
            };
            let (below, above): (f64, f64) = ((0..=a).map(mass).sum(), (a..=n).map(mass).sum());
            close(p, (2.0 * below.min(above)).min(1.0), 1e-9);
        }
    }

    #[test]
    fn products_hold_their_value_between_their_ends_and_nothing_stays_nothing() {
        let one = Estimate { value: 0.1, low: 0.05, high: 0.2 };
        let two = Estimate { value: 300.0, low: 200.0, high: 450.0 };
        let product = one.by(two).expect("not negative");
        close(product.value, 30.0, 1e-12);
        // ln 2 and ln 1.5 beside one another on both sides.
        let reach = 2.0_f64.ln().hypot(1.5_f64.ln()).exp();
        close(product.low, 30.0 / reach, 1e-9);
        close(product.high, 30.0 * reach, 1e-9);
        let perhaps = Estimate { value: 0.1, low: -0.02, high: 0.2 };
        assert_eq!(perhaps.by(two).map(|product| product.low), Some(0.0));
        assert_eq!(one.times(-1.0).by(two), None);
    }

    #[test]
    fn moments_agree_with_plain_formulas_on_random_numbers() {
        let mut draws = Draws::new(3);
        for _ in 0..200 {
            let values: Vec<i64> = (0..2 + draws.below(40)).map(|_| draws.below(9000) as i64 - 500).collect();
            let moments = Moments::of(values.iter().copied());
            let mean = values.iter().sum::<i64>() as f64 / values.len() as f64;
            let spread: f64 = values.iter().map(|value| (*value as f64 - mean).powi(2)).sum();
            close(moments.mean().expect("values"), mean, 1e-9);
            close(moments.variance().expect("values"), spread / (values.len() as f64 - 1.0), 1e-5);
        }
        assert_eq!(Moments::of([4]).estimate(), None);
    }
}

//! What repeat customers spend per purchase day: Gamma-Gamma (Fader and Hardie 2013), by maximum likelihood. Never says anything about who
//! has not come back: they get the mean of all. Amounts in minor units.

use statrs::function::gamma::{digamma, ln_gamma};

use crate::analysis::statistics::maximise;

/// A repeat customer: repeat purchase days, and their mean net value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spender {
    pub(super) repeats: u32,
    pub(super) mean: f64,
}

/// The parameters, v in minor units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spending {
    pub(super) p: f64,
    pub(super) q: f64,
    pub(super) v: f64,
}

impl Spending {
    /// Fits the parameters to customers of whom each has spent something, in a fixed order; `None` where there is no top.
    pub(super) fn fit(spenders: &[Spender]) -> Option<Self> {
        let n = spenders.len() as f64;
        let scale = spenders.iter().map(|one| one.mean).sum::<f64>() / n;
        if spenders.len() < 2 || scale <= 0.0 {
            return None;
        }
        let scaled: Vec<(f64, f64, f64)> = spenders
            .iter()
            .map(|one| {
                let mean = one.mean / scale;
                (f64::from(one.repeats), mean, mean.ln())
            })
            .collect();
        let most = spenders.iter().map(|one| one.repeats).max().unwrap_or(0);
        let found = maximise([1.0_f64.ln(), 3.0_f64.ln(), 0.0], |logs: &[f64; 3]| {
            if logs.iter().any(|log| log.abs() > 16.0) {
                return (f64::NEG_INFINITY, [0.0; 3]);
            }
            let at = logs.map(f64::exp);
            let (sum, slope) = likelihood(at, &scaled, most);
            (sum / n, [slope[0] * at[0] / n, slope[1] * at[1] / n, slope[2] * at[2] / n])
        });
        let [p, q, v] = found.at.map(f64::exp);
        found.converged.then_some(Self { p, q, v: v * scale })
    }

    /// Value to expect of a purchase day of a customer with `repeats` repeat purchase days of a mean of `mean`; without any, the mean of
    /// all customers. `None` where the model has no mean (q <= 1).
    pub(super) fn expected(&self, repeats: u32, mean: f64) -> Option<f64> {
        let weight = self.p * f64::from(repeats);
        let below = weight + self.q - 1.0;
        (self.q > 1.0).then(|| self.p * (self.v + f64::from(repeats) * mean) / below)
    }
}

fn likelihood([p, q, v]: [f64; 3], spenders: &[(f64, f64, f64)], most: u32) -> (f64, [f64; 3]) {
    let of: Vec<(f64, f64, f64)> = (0..=most)
        .map(|x| {
            let shape = p * f64::from(x.max(1));
            let gammas = ln_gamma(shape + q) - ln_gamma(shape) - ln_gamma(q) + q * v.ln();
            (gammas, digamma(shape), digamma(shape + q))
        })
        .collect();
    let by_q = v.ln() - digamma(q);
    let (mut sum, mut slope) = (0.0, [0.0; 3]);
    for (x, mean, log_mean) in spenders {
        let (gammas, of_shape, of_whole) = of[*x as usize];
        let total = x * mean + v;
        let log_total = total.ln();
        sum += gammas + (p * x - 1.0) * log_mean + p * x * x.ln() - (p * x + q) * log_total;
        slope[0] += x * (of_whole - of_shape + log_mean + x.ln() - log_total);
        slope[1] += of_whole + by_q - log_total;
        slope[2] += q / v - (p * x + q) / total;
    }
    (sum, slope)
}

/// Pearson's correlation of how often and how much repeat customers buy; `None` where one of them does not vary.
pub(super) fn correlation(spenders: &[Spender]) -> Option<f64> {
    let n = spenders.len() as f64;
    let mean = |of: &dyn Fn(&Spender) -> f64| spenders.iter().map(of).sum::<f64>() / n;
    let (often, much) = (mean(&|one| f64::from(one.repeats)), mean(&|one| one.mean));
    let (mut both, mut own, mut other) = (0.0, 0.0, 0.0);
    for one in spenders {
        let (x, y) = (f64::from(one.repeats) - often, one.mean - much);
        both += x * y;
        own += x * x;
        other += y * y;
    }
    (own > 0.0 && other > 0.0).then(|| both / (own * other).sqrt())
}

//! How often customers buy and whether they still do: BG/NBD (Fader, Hardie and Lee 2005) and MBG/NBD (Batislam, Denizel and Filiztekin
//! 2007; in the first nobody leaves before a second purchase), by maximum likelihood. Never sees a name or an amount. Days throughout.

use std::collections::BTreeMap;

use statrs::function::gamma::{digamma, ln_gamma};

use crate::analysis::statistics::{Maximum, hypergeometric, maximise, maximise_on};

/// When a customer may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// After a repeat purchase: BG/NBD.
    AfterRepeat,
    /// After any purchase, the first too: MBG/NBD.
    AfterAny,
}

impl Leaving {
    /// 1 where the first purchase counts as well.
    fn shift(self) -> f64 {
        match self {
            Self::AfterRepeat => 0.0,
            Self::AfterAny => 1.0,
        }
    }
}

/// What the models know of a customer: repeat purchase days, days from the first to the last of them, days under observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct History {
    pub(super) repeats: u32,
    pub(super) last: u32,
    pub(super) age: u32,
}

/// Customers with the same history, counted once.
pub(super) type Histories = BTreeMap<History, u64>;

/// The parameters, alpha in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Buying {
    pub(super) leaving: Leaving,
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) a: f64,
    pub(super) b: f64,
    /// Mean over the customers.
    pub(super) log_likelihood: f64,
}

/// Histories that the search begins with.
const FEW: usize = 8_192;
/// Histories that one part of the sum is made of: parts are added up in their order, so that no number of cores changes a figure.
const PART: usize = 16_384;

impl Buying {
    /// Fits the parameters; `None` where the likelihood has no top that can be found.
    pub(super) fn fit(leaving: Leaving, histories: &Histories) -> Option<Self> {
        let rows: Vec<(History, f64)> =
            histories.iter().map(|(history, customers)| (*history, *customers as f64)).collect();
        let customers: f64 = rows.iter().map(|(_, customers)| customers).sum();
        let ages: f64 = rows.iter().map(|(history, count)| f64::from(history.age) * count).sum();
        if customers == 0.0 || ages == 0.0 {
            return None;
        }
        let mut start = [1.0_f64.ln(), (0.25 * ages / customers).max(1.0).ln(), 1.0_f64.ln(), 2.0_f64.ln()];
        // Of very many histories a few thousand say roughly where the top is and what it is like around it: the long way up is then short.
        let step = Some(rows.len() / FEW).filter(|step| *step > 1);
        let roughly = step.map(|step| {
            let few: Vec<(History, f64)> = rows.iter().step_by(step).copied().collect();
            climb(leaving, &few, start, None)
        });
        let roughly = roughly.filter(|found| found.converged);
        if let Some(roughly) = &roughly {
            start = roughly.at;
        }
        let found = climb(leaving, &rows, start, roughly.map(|found| found.bend));
        let [r, alpha, a, b] = found.at.map(f64::exp);
        found.converged.then_some(Self { leaving, r, alpha, a, b, log_likelihood: found.value })
    }

    /// How much likelier it is that the customer has left than that he has not: the odds.
    fn odds_gone(&self, history: History) -> f64 {
        let (x, s) = (f64::from(history.repeats), self.leaving.shift());
        if x + s == 0.0 {
            return 0.0;
        }
        let (last, age) = (f64::from(history.last), f64::from(history.age));
        let growth = (self.r + x) * ((self.alpha + age) / (self.alpha + last)).ln();
        self.a / (self.b + x + s - 1.0) * growth.exp()
    }

    /// Probability that the customer still buys.
    pub(super) fn alive(&self, history: History) -> f64 {
        1.0 / (1.0 + self.odds_gone(history))
    }

    /// Purchase days to expect of the customer in the next `days`.
    pub(super) fn expected(&self, history: History, days: f64) -> Option<f64> {
        let (x, s, age) = (f64::from(history.repeats), self.leaving.shift(), f64::from(history.age));
        let (shape, left) = (self.r + x, self.b + x + s);
        // The formula divides by a - 1.
        let a = if (self.a - 1.0).abs() < 1e-7 { 1.0 + 1e-7 } else { self.a };
        let whole = a + self.b + x + s - 1.0;
        let z = days / (self.alpha + age + days);
        let shrink = (shape * ((self.alpha + age) / (self.alpha + age + days)).ln()).exp();
        let value =
            whole / (a - 1.0) * (1.0 - shrink * hypergeometric(shape, left, whole, z)?) * self.alive(history);
        value.is_finite().then_some(value.max(0.0))
    }

    /// Repeat purchase days to expect of a new customer in the first `days`.
    #[cfg(test)]
    pub(super) fn expected_of_new(&self, days: f64) -> Option<f64> {
        let (s, a) = (self.leaving.shift(), self.a);
        let whole = a + self.b + s - 1.0;
        let first = if s == 0.0 { whole } else { self.b };
        let z = days / (self.alpha + days);
        let shrink = (self.alpha / (self.alpha + days)).powf(self.r);
        Some(first / (a - 1.0) * (1.0 - shrink * hypergeometric(self.r, self.b + s, whole, z)?))
    }

    /// Days after the last purchase within which nine of ten customers of the history, if they still are customers, buy again.
    pub(super) fn nine_in_ten_days(&self, history: History) -> f64 {
        let (x, last) = (f64::from(history.repeats), f64::from(history.last));
        (self.alpha + last) * (10.0_f64.powf(1.0 / (self.r + x)) - 1.0)
    }
}

/// The top of the likelihood over the logarithms of r, alpha, a, b, from `start`, where it is known to `bend` so.
fn climb(
    leaving: Leaving,
    rows: &[(History, f64)],
    start: [f64; 4],
    bend: Option<[[f64; 4]; 4]>,
) -> Maximum<4> {
    let customers: f64 = rows.iter().map(|(_, customers)| customers).sum();
    let function = |logs: &[f64; 4]| {
        // Beyond e^16 nothing can be told apart any more.
        if logs.iter().any(|log| log.abs() > 16.0) {
            return (f64::NEG_INFINITY, [0.0; 4]);
        }
        let at = logs.map(f64::exp);
        let (sum, mut slope) = likelihood(leaving, at, rows);
        slope.iter_mut().zip(at).for_each(|(own, at)| *own *= at / customers);
        (sum / customers, slope)
    };
    match bend {
        Some(bend) => maximise_on(start, bend, function),
        None => maximise(start, function),
    }
}

/// What depends on the number of repeat purchases only.
struct OfRepeats {
    log_gammas: f64,
    by_r: f64,
    by_a: f64,
    by_b: f64,
    /// What the odds of having left are multiplied with, and its logarithm; `None` where nobody can have left.
    leaving: Option<Leave>,
}

#[derive(Clone, Copy)]
struct Leave {
    log: f64,
    /// b + x - 1 (+ 1 where the first purchase counts).
    below: f64,
}

fn of_repeats(repeats: u32, s: f64, [r, alpha, a, b]: [f64; 4]) -> OfRepeats {
    let x = f64::from(repeats);
    let (left, whole) = (b + x + s, a + b + x + s);
    let log_gammas = ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() + ln_gamma(a + b) + ln_gamma(left)
        - ln_gamma(b)
        - ln_gamma(whole);
    let of_whole = digamma(a + b) - digamma(whole);
    OfRepeats {
        log_gammas,
        by_r: digamma(r + x) - digamma(r) + alpha.ln(),
        by_a: of_whole,
        by_b: of_whole + digamma(left) - digamma(b),
        leaving: (x + s > 0.0).then(|| Leave { log: a.ln() - (left - 1.0).ln(), below: left - 1.0 }),
    }
}

/// Sum of the log-likelihoods, and its slope along r, alpha, a, b.
fn likelihood(leaving: Leaving, at: [f64; 4], rows: &[(History, f64)]) -> (f64, [f64; 4]) {
    let s = leaving.shift();
    let most = rows.iter().map(|(history, _)| history.repeats).max().unwrap_or(0);
    let oldest = rows.iter().map(|(history, _)| history.age).max().unwrap_or(0);
    let repeats: Vec<OfRepeats> = (0..=most).map(|x| of_repeats(x, s, at)).collect();
    let logs: Vec<f64> = (0..=oldest).map(|day| (at[1] + f64::from(day)).ln()).collect();
    let part = |rows: &[(History, f64)]| part_of_likelihood(at, rows, &repeats, &logs);
    let parts: Vec<(f64, [f64; 4])> = std::thread::scope(|threads| {
        let (first, second) = rows.split_at((rows.len() / PART / 2) * PART);
        let other = threads.spawn(|| second.chunks(PART).map(part).collect::<Vec<_>>());
        let mut parts: Vec<_> = first.chunks(PART).map(part).collect();
        match other.join() {
            Ok(others) => parts.extend(others),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        parts
    });
    parts.into_iter().fold((0.0, [0.0; 4]), |(sum, mut slope), (value, own)| {
        slope.iter_mut().zip(own).for_each(|(all, one)| *all += one);
        (sum + value, slope)
    })
}

fn part_of_likelihood(
    [r, alpha, a, _]: [f64; 4],
    rows: &[(History, f64)],
    repeats: &[OfRepeats],
    logs: &[f64],
) -> (f64, [f64; 4]) {
    let (mut sum, mut slope) = (0.0, [0.0; 4]);
    // The logarithm of a product in the place of a sum of logarithms: most histories are of one customer.
    let mut product = 1.0_f64;
    for (history, customers) in rows {
        let x = f64::from(history.repeats);
        let of = &repeats[history.repeats as usize];
        let (log_age, log_last) = (logs[history.age as usize], logs[history.last as usize]);
        let (age, last) = (alpha + f64::from(history.age), alpha + f64::from(history.last));
        let (mut log_either, mut gone, mut by_b) = (0.0, 0.0, 0.0);
        if let Some(leave) = of.leaving {
            let either = Either::of(leave.log + (r + x) * (log_age - log_last));
            (log_either, gone, by_b) = (either.log, either.gone, either.gone / leave.below);
            if *customers == 1.0 {
                product *= either.rest;
            } else {
                log_either += either.rest.ln();
            }
            if product > MOST_PRODUCT {
                sum += product.ln();
                product = 1.0;
            }
        }
        sum += customers * (of.log_gammas - (r + x) * log_age + log_either);
        slope[0] += customers * (of.by_r - log_age + gone * (log_age - log_last));
        slope[1] += customers * (r / alpha - (r + x) * ((1.0 - gone) / age + gone / last));
        slope[2] += customers * (of.by_a + gone / a);
        slope[3] += customers * (of.by_b - by_b);
    }
    (sum + product.ln(), slope)
}

/// A product may be doubled once more before its logarithm is taken.
const MOST_PRODUCT: f64 = 1e300;

/// Left or not, from the logarithm of the odds, without overflow.
struct Either {
    /// ln(1 + odds) is this and the logarithm of the rest, which lies between 1 and 2.
    log: f64,
    rest: f64,
    /// odds / (1 + odds).
    gone: f64,
}

impl Either {
    fn of(log_odds: f64) -> Self {
        let small = (-log_odds.abs()).exp();
        let gone = if log_odds > 0.0 { 1.0 } else { small } / (1.0 + small);
        Self { log: log_odds.max(0.0), rest: 1.0 + small, gone }
    }
}

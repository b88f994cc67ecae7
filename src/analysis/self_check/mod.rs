//! Reference values of others, computed again on the machine at hand. Never reads a user's data, never a file.

mod cases;
mod events;
mod fulfilment;
mod service;

use serde::Serialize;

use self::cases::{BuyingCase, Cases, PairCase, PromoterCase, ShareCase, SurvivalCase};
use super::statistics::{
    Lifetimes, Survival, benjamini_hochberg, fisher, jeffreys, log_rank, median_ranks, net_promoter,
    net_promoter_difference, newcombe, odds_ratio, poisson, pooled_z, probability_second_larger, wilson,
};
use super::value;
use crate::domain::{Interval, Proportion};

static CASES: &str = include_str!("../../../assets/self_check.toml");

/// One value that was computed again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// What it is.
    pub name: String,
    /// Who published or computed it.
    pub source: String,
    /// Their value.
    pub expected: f64,
    /// Ours; `None` when ours is "no data".
    pub computed: Option<f64>,
    /// Largest difference that counts as agreement, relative to values above 1.
    pub tolerance: f64,
}

impl Check {
    /// Whether ours is theirs.
    pub fn agrees(&self) -> bool {
        let allowed = self.tolerance * self.expected.abs().max(1.0);
        self.computed.is_some_and(|computed| (computed - self.expected).abs() <= allowed)
    }
}

/// Why the reference values cannot be read: the program itself is damaged.
#[derive(Debug, thiserror::Error)]
#[error("The reference values inside the program cannot be read: {0}")]
pub struct SelfCheckError(#[from] toml::de::Error);

/// Computes every reference value again.
///
/// # Errors
/// [`SelfCheckError`] when the values inside the program cannot be read.
pub fn self_check() -> Result<Vec<Check>, SelfCheckError> {
    let cases: Cases = toml::from_str(CASES)?;
    let mut sheet = Sheet::default();
    cases.share.iter().for_each(|case| share(&mut sheet, case));
    cases.pair.iter().for_each(|case| pair(&mut sheet, case));
    for case in &cases.count {
        sheet.begin(&case.source, None);
        sheet.interval(
            &format!("Poisson interval of {}", case.count),
            case.poisson,
            Some(poisson(case.count)),
        );
    }
    for case in &cases.correction {
        sheet.begin(&case.source, None);
        for (index, (ours, theirs)) in benjamini_hochberg(&case.p).into_iter().zip(&case.q).enumerate() {
            sheet.value(&format!("Benjamini-Hochberg, p = {}", case.p[index]), *theirs, Some(ours));
        }
    }
    for case in &cases.ranks {
        sheet.begin(&case.source, None);
        let ranks = median_ranks(case.n).map(|(low, high)| Interval { low: low as f64, high: high as f64 });
        let expected = case.ranks.map(|rank| rank as f64);
        sheet.interval(&format!("Ranks around the median of {}", case.n), expected, ranks);
    }
    for case in &cases.odds {
        sheet.begin(&case.source, None);
        let ratio = odds_ratio(case.with.into(), case.all.into()).map(|ratio| ratio.value);
        sheet.value(&format!("Odds ratio of {:?} in {:?}", case.with, case.all), case.ratio, ratio);
    }
    survival(&mut sheet, &cases.survival);
    cases.promoter.iter().for_each(|case| promoter(&mut sheet, case));
    for case in &cases.promoter_pair {
        sheet.begin(&case.source, None);
        let test = net_promoter_difference(case.first, case.second);
        let name = format!("Net promoter scores of {} and {} answers", case.first.0, case.second.0);
        sheet.test(&name, case.z, test);
    }
    cases.funnel.iter().for_each(|case| events::funnel_case(&mut sheet, case));
    cases.retention.iter().for_each(|case| events::retention_case(&mut sheet, case));
    cases.buying.iter().for_each(|case| buying(&mut sheet, case));
    cases.service.check(&mut sheet);
    cases.fulfilment.check(&mut sheet);
    Ok(sheet.checks)
}

/// The checks so far, with the source and tolerance of the present case.
#[derive(Debug, Default)]
struct Sheet {
    source: String,
    tolerance: f64,
    checks: Vec<Check>,
}

impl Sheet {
    fn begin(&mut self, source: &str, tolerance: Option<f64>) {
        source.clone_into(&mut self.source);
        self.tolerance = tolerance.unwrap_or(1e-9);
    }

    fn value(&mut self, name: &str, expected: f64, computed: Option<f64>) {
        let (name, source) = (name.to_owned(), self.source.clone());
        self.checks.push(Check { name, source, expected, computed, tolerance: self.tolerance });
    }

    fn interval(&mut self, name: &str, expected: [f64; 2], computed: Option<Interval>) {
        self.value(&format!("{name}, lower end"), expected[0], computed.map(|ends| ends.low));
        self.value(&format!("{name}, upper end"), expected[1], computed.map(|ends| ends.high));
    }

    fn test(&mut self, name: &str, expected: [f64; 2], computed: Option<super::statistics::Test>) {
        self.value(&format!("{name}, statistic"), expected[0], computed.map(|test| test.statistic));
        self.value(&format!("{name}, p"), expected[1], computed.map(|test| test.p));
    }
}

fn share(sheet: &mut Sheet, case: &ShareCase) {
    sheet.begin(&case.source, case.tolerance);
    let share = Proportion::new(case.numerator, case.denominator);
    let of = format!("{} of {}", case.numerator, case.denominator);
    if let Some(expected) = case.wilson {
        sheet.interval(&format!("Wilson interval of {of}"), expected, wilson(share));
    }
    if let Some(expected) = case.jeffreys {
        sheet.interval(&format!("Jeffreys interval of {of}"), expected, jeffreys(share));
    }
}

fn pair(sheet: &mut Sheet, case: &PairCase) {
    sheet.begin(&case.source, case.tolerance);
    let share = |[numerator, denominator]: [u64; 2]| Proportion::new(numerator, denominator);
    let (first, second) = (share(case.first), share(case.second));
    let of = format!("{} of {} and {} of {}", case.first[0], case.first[1], case.second[0], case.second[1]);
    if let Some(expected) = case.newcombe {
        sheet.interval(&format!("Newcombe interval of {of}"), expected, newcombe(first, second));
    }
    if let Some(expected) = case.pooled_z {
        sheet.test(&format!("Pooled z of {of}"), expected, pooled_z(first, second));
    }
    if let Some(expected) = case.fisher {
        sheet.value(&format!("Fisher's p of {of}"), expected, fisher(first, second).map(|test| test.p));
    }
    if let Some(expected) = case.second_larger {
        let computed = probability_second_larger(first, second);
        sheet.value(&format!("Probability that the second is larger, {of}"), expected, computed);
    }
}

fn survival(sheet: &mut Sheet, case: &SurvivalCase) {
    sheet.begin(&case.source, None);
    let group = |events: &[u32], censored: &[u32]| {
        let mut lifetimes = Lifetimes::default();
        events.iter().for_each(|week| lifetimes.event(*week));
        censored.iter().for_each(|week| lifetimes.censored(*week));
        lifetimes
    };
    let one = group(&case.events, &case.censored);
    let other = group(&case.other_events, &case.other_censored);
    let curve = one.kaplan_meier();
    for point in &case.curve {
        let name = format!("Kaplan-Meier after {} weeks", point.week);
        sheet.value(&name, point.survival, curve.value(point.week));
        let interval = curve.step(point.week).and_then(|step| step.interval);
        sheet.interval(&name, [point.low, point.high], interval);
    }
    let median = |curve: &Survival| curve.median().map(f64::from);
    sheet.value("Kaplan-Meier median", f64::from(case.median), median(&curve));
    let other_median = median(&other.kaplan_meier());
    sheet.value("Kaplan-Meier median of the other group", f64::from(case.other_median), other_median);
    sheet.test("Log-rank test", case.log_rank, log_rank(&one, &other));
}

fn buying(sheet: &mut Sheet, case: &BuyingCase) {
    sheet.begin(&case.source, None);
    let of = format!("{} repeat purchases, {} of {} weeks", case.repeats, case.weeks[0], case.weeks[1]);
    let (alive, expected) = value::bg_nbd(case.bg_nbd, case.repeats, case.weeks, case.ahead);
    sheet.value(&format!("BG/NBD, probability of still buying, {of}"), case.alive, Some(alive));
    sheet.value(&format!("BG/NBD, purchases in {} weeks, {of}", case.ahead), case.expected, expected);
    let spends = value::gamma_gamma(case.gamma_gamma, case.repeats, case.mean);
    sheet.value(&format!("Gamma-Gamma, value of a purchase, {of}"), case.spends, spends);
}

fn promoter(sheet: &mut Sheet, case: &PromoterCase) {
    sheet.begin(&case.source, None);
    let nps = net_promoter(case.n, case.promoters, case.detractors);
    let of = format!("{} promoters and {} detractors of {}", case.promoters, case.detractors, case.n);
    if let Some(expected) = case.score {
        sheet.value(&format!("Net promoter score, {of}"), expected, nps.map(|nps| nps.score));
    }
    if let Some(expected) = case.standard_error {
        sheet.value(&format!("Its standard error, {of}"), expected, nps.map(|nps| nps.standard_error));
    }
    if let Some(expected) = case.interval {
        sheet.interval(&format!("Net promoter score, {of}"), expected, nps.map(|nps| nps.interval));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_value_agrees_and_there_are_at_least_150() {
        let checks = self_check().expect("the values inside the program");
        let wrong: Vec<&Check> = checks.iter().filter(|check| !check.agrees()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(checks.len() >= 300, "{}", checks.len());
    }

    #[test]
    fn a_wrong_value_and_no_data_do_not_agree() {
        let check = |computed| Check {
            name: String::new(),
            source: String::new(),
            expected: 0.5,
            computed,
            tolerance: 1e-9,
        };
        assert!(check(Some(0.5)).agrees());
        assert!(!check(Some(0.500_001)).agrees());
        assert!(!check(None).agrees());
    }
}

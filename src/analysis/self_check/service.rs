//! Staffing, process maps, comparisons, claims, waiting times and scenarios, computed again. Never a user's data.

use serde::Deserialize;

use super::Sheet;
use crate::analysis::compare::figure::Figure;
use crate::analysis::journey::over_claim;
use crate::analysis::service::process::{Event, process};
use crate::analysis::service::{erlang_c, people_needed, rate};
use crate::analysis::statistics::{Estimate, Moments, equal_rates, rate_ratio, welch};
use crate::analysis::waits::Waits;
use crate::analysis::{DefinitionId, FigureScale, Lever, Mean, Ratio, Scenario, WhatIf, project};
use crate::domain::{Interval, Proportion};

/// The cases of service, comparison and what-if.
#[derive(Debug, Deserialize)]
pub(super) struct ServiceCases {
    staffing: Vec<StaffingCase>,
    process: ProcessCase,
    means: Vec<MeansCase>,
    rates: Vec<RatesCase>,
    exposure: Vec<ExposureCase>,
    over_claim: Vec<OverClaimCase>,
    waits: Vec<WaitsCase>,
    what_if: Vec<WhatIfCase>,
}

/// People who are needed for so many requests an hour, and the probability that one has to wait then.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffingCase {
    source: String,
    per_hour: f64,
    minutes_per_case: f64,
    target_minutes: f64,
    people: u32,
    waits: f64,
}

/// Steps of some requests, and what follows what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcessCase {
    source: String,
    cases: Vec<Vec<StepCase>>,
    arc: Vec<ArcCase>,
}

/// One step of one request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepCase {
    step: String,
    second: i64,
}

/// One step after another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ArcCase {
    from: String,
    to: String,
    count: u64,
    mean_minutes: f64,
    median_minutes: f64,
}

/// Two lists of values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeansCase {
    source: String,
    first: Vec<i64>,
    second: Vec<i64>,
    difference: f64,
    interval: [f64; 2],
    t: [f64; 2],
}

/// Two counts, each with its exposure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RatesCase {
    source: String,
    first: [u64; 2],
    second: [u64; 2],
    low: f64,
    high: Option<f64>,
    ratio: Option<f64>,
    p: f64,
}

/// A count per so much exposure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExposureCase {
    source: String,
    events: u64,
    exposure: u64,
    per: f64,
    value: f64,
    interval: [f64; 2],
}

/// Orders that a platform claims against those of the shop.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverClaimCase {
    source: String,
    claimed_centi: i64,
    orders: u64,
    low: f64,
    ratio: Option<f64>,
    high: Option<f64>,
}

/// Times that are over and times that are not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitsCase {
    source: String,
    over: Vec<i64>,
    open: Vec<i64>,
    median: f64,
    p90: f64,
    mean: f64,
    with_open: f64,
}

/// A lever that is moved: median and 80 % range of a month before, and of the gain.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WhatIfCase {
    source: String,
    months: u64,
    other_newcomers: u64,
    back: [u64; 2],
    first_value: f64,
    later_value: f64,
    lever: Lever,
    percent: i32,
    before: [f64; 3],
    gain: [f64; 3],
    tolerance: f64,
}

impl ServiceCases {
    /// Computes all of them again.
    pub(super) fn check(&self, sheet: &mut Sheet) {
        self.staffing.iter().for_each(|case| staffing(sheet, case));
        process_map(sheet, &self.process);
        self.means.iter().for_each(|case| means(sheet, case));
        self.rates.iter().for_each(|case| rates(sheet, case));
        self.exposure.iter().for_each(|case| exposure(sheet, case));
        self.over_claim.iter().for_each(|case| claims(sheet, case));
        self.waits.iter().for_each(|case| waits(sheet, case));
        self.what_if.iter().for_each(|case| what_if(sheet, case));
    }
}

fn staffing(sheet: &mut Sheet, case: &StaffingCase) {
    sheet.begin(&case.source, None);
    let StaffingCase { per_hour, minutes_per_case, target_minutes, people, .. } = *case;
    let of = format!("{per_hour} requests an hour of {minutes_per_case} minutes");
    let needed = people_needed(per_hour, minutes_per_case, target_minutes, 0.8);
    sheet.value(&format!("People needed for {of}"), f64::from(people), needed.map(f64::from));
    let waits = erlang_c(people, per_hour * minutes_per_case / 60.0);
    sheet.value(&format!("Erlang C of {people} people, {of}"), case.waits, Some(waits));
}

fn process_map(sheet: &mut Sheet, case: &ProcessCase) {
    sheet.begin(&case.source, None);
    let event = |own: &StepCase| Event { second: Some(own.second), step: own.step.clone() };
    let cases: Vec<Vec<Event>> = case.cases.iter().map(|own| own.iter().map(event).collect()).collect();
    let map = process(&cases);
    sheet.value("Process map, arcs", case.arc.len() as f64, Some(map.arcs.len() as f64));
    for arc in &case.arc {
        let ours = map.arcs.iter().find(|own| own.from == arc.from && own.to == arc.to);
        let name = format!("Process map, {} to {}", arc.from, arc.to);
        sheet.value(&name, arc.count as f64, ours.map(|own| own.count as f64));
        let mean = ours.and_then(|own| own.mean_minutes);
        sheet.value(&format!("{name}, mean minutes"), arc.mean_minutes, mean);
        let median = ours.and_then(|own| own.median_minutes);
        sheet.value(&format!("{name}, median minutes"), arc.median_minutes, median);
    }
}

fn ends(estimate: Option<Estimate>) -> Option<Interval> {
    estimate.map(|one| Interval { low: one.low, high: one.high })
}

/// Two means as a comparison shows them.
fn means(sheet: &mut Sheet, case: &MeansCase) {
    sheet.begin(&case.source, Some(1e-7));
    let moments = |values: &[i64]| Moments::of(values.iter().copied());
    let (first, second) = (moments(&case.first), moments(&case.second));
    let of = format!("means of {} and {} values", case.first.len(), case.second.len());
    let ours = welch(&first, &second);
    sheet.value(&format!("Difference, {of}"), case.difference, ours.map(|own| own.estimate.value));
    sheet.interval(&format!("Welch, {of}"), case.interval, ends(ours.map(|own| own.estimate)));
    sheet.test(&format!("Welch, {of}"), case.t, ours.map(|own| own.test));
}

fn rates(sheet: &mut Sheet, case: &RatesCase) {
    sheet.begin(&case.source, Some(1e-8));
    let of = format!("{} in {} and {} in {}", case.first[0], case.first[1], case.second[0], case.second[1]);
    let side = |own: [u64; 2]| (own[0], own[1] as f64);
    let ours = rate_ratio(side(case.first), side(case.second));
    sheet.value(&format!("Ratio of rates, {of}, lower end"), case.low, ours.map(|own| own.low));
    if let Some(high) = case.high {
        sheet.value(&format!("Ratio of rates, {of}, upper end"), high, ours.map(|own| own.high));
    }
    let p = equal_rates(side(case.first), side(case.second));
    sheet.value(&format!("Exact p of equal rates, {of}"), case.p, p);
    if let Some(ratio) = case.ratio {
        let count = |own: [u64; 2]| Proportion::new(own[0], own[1]);
        let (now, then) = (count(case.first), count(case.second));
        let figure = Figure::rates("orders", DefinitionId::Comparison, FigureScale::PerDay, now, then).done();
        sheet.value(&format!("Compared rates, {of}"), ratio, figure.change.map(|change| change.value));
    }
}

fn exposure(sheet: &mut Sheet, case: &ExposureCase) {
    sheet.begin(&case.source, Some(1e-8));
    let ours = rate(case.events, case.exposure, case.per);
    let name = format!("{} per {} of {}", case.events, case.per, case.exposure);
    sheet.value(&name, case.value, ours.map(|own| own.value));
    sheet.interval(&name, case.interval, ours.map(|own| Interval { low: own.low, high: own.high }));
}

fn claims(sheet: &mut Sheet, case: &OverClaimCase) {
    sheet.begin(&case.source, Some(1e-8));
    let ours = over_claim(case.claimed_centi, case.orders);
    let name = format!("{} claimed orders of {}", ours.claimed, case.orders);
    sheet.value(&format!("{name}, lower end"), case.low, ours.low);
    for (what, expected, computed) in [("ratio", case.ratio, ours.ratio), ("upper end", case.high, ours.high)]
    {
        expected.into_iter().for_each(|value| sheet.value(&format!("{name}, {what}"), value, computed));
    }
}

fn waits(sheet: &mut Sheet, case: &WaitsCase) {
    sheet.begin(&case.source, None);
    let mut all = Waits::default();
    case.over.iter().for_each(|time| all.ended(*time));
    case.open.iter().for_each(|time| all.goes_on(*time));
    let ours = all.waiting();
    let of = format!("of {} times and {} that go on", case.over.len(), case.open.len());
    sheet.value(&format!("Median {of}"), case.median, ours.and_then(|own| own.median));
    sheet.value(&format!("Nine tenths {of}"), case.p90, ours.and_then(|own| own.p90));
    sheet.value(&format!("Mean {of}"), case.mean, ours.and_then(|own| own.mean));
    sheet.value(&format!("Kaplan-Meier median {of}"), case.with_open, ours.and_then(|own| own.kaplan_meier));
}

fn what_if(sheet: &mut Sheet, case: &WhatIfCase) {
    sheet.begin(&case.source, Some(case.tolerance));
    let known = |value: f64| Mean { n: case.other_newcomers, value, error: 0.0 };
    let base = WhatIf {
        months: case.months,
        other_newcomers: case.other_newcomers,
        newcomers: case.other_newcomers,
        back: Ratio { numerator: case.back[0], denominator: case.back[1] },
        first_value: known(case.first_value),
        later_value: known(case.later_value),
        ..WhatIf::blank()
    };
    let ours = project(&base, &Scenario::default().with(case.lever, case.percent));
    let of = format!(
        "{} newcomers in {} months, {:?} by {} %",
        case.other_newcomers, case.months, case.lever, case.percent
    );
    for (what, expected, range) in [("before", case.before, ours.before), ("gain", case.gain, ours.gain)] {
        for (part, expected, computed) in [
            ("median", expected[0], range.median),
            ("lower end", expected[1], range.low),
            ("upper end", expected[2], range.high),
        ] {
            sheet.value(&format!("What-if, {of}: {what}, {part}"), expected, Some(computed));
        }
    }
}

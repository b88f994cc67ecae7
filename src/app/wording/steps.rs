//! The steps of the journey in words: what goes on, what is lost, yields per so many events. Never computes a rate.

use std::fmt::Display;

use super::{count, filled, text};
use crate::analysis::{CountUnit, StepKind, StepResult};
use crate::domain::numbers::{decimal, percent};
use crate::domain::{Language, Proportion, Stage};

/// The unit of a count, for example "impressions".
pub fn unit(language: Language, unit: CountUnit) -> String {
    text(language, &format!("chart.funnel.unit.{}", unit.id()))
}

/// `3.1 buyers per 100 clicks`: the smallest of 100, 1,000 … events that gives at least one buyer.
pub fn yield_text(language: Language, step: &StepResult, from: CountUnit) -> String {
    let Some(value) = step.value else { return text(language, "chart.no_data") };
    let base = yield_base(value);
    let people = decimal(value * base as f64, 1);
    let values: [(&str, &dyn Display); 3] =
        [("people", &people), ("base", &count(base)), ("unit", &unit(language, from))];
    let key =
        if from == CountUnit::Customers { "chart.funnel.yield_advocates" } else { "chart.funnel.yield" };
    filled(language, key, &values)
}

/// `3.1 per 100`: a yield where its units stand beside it.
pub fn yield_short(language: Language, step: &StepResult) -> Option<String> {
    let value = step.value?;
    let base = yield_base(value);
    let values: [(&str, &dyn Display); 2] =
        [("people", &decimal(value * base as f64, 1)), ("base", &count(base))];
    Some(filled(language, "chart.funnel.yield_short", &values))
}

/// The interval of a yield in the same base.
pub fn yield_interval(step: &StepResult) -> String {
    let (Some(value), Some(low), Some(high)) = (step.value, step.low, step.high) else {
        return String::new();
    };
    let base = yield_base(value) as f64;
    // As many digits as tell the ends apart, and no more than three.
    let written = |digits: usize| (format!("{:.digits$}", low * base), format!("{:.digits$}", high * base));
    let (low, high) = (1..3).map(written).find(|(low, high)| low != high).unwrap_or_else(|| written(3));
    format!("{low}–{high}")
}

fn yield_base(value: f64) -> u64 {
    [100, 1_000, 10_000, 100_000].into_iter().find(|base| value * *base as f64 >= 1.0).unwrap_or(100_000)
}

/// `1.2 % go on`, or a yield in words.
pub fn goes_on(language: Language, step: &StepResult, from: CountUnit) -> String {
    match (step.kind, step.value) {
        (StepKind::Yield, _) => yield_text(language, step, from),
        (StepKind::Rate, Some(value)) => filled(language, "chart.funnel.go_on", &[("rate", &percent(value))]),
        (StepKind::Rate, None) => text(language, "chart.no_data"),
    }
}

/// `988 lost · 45 still open`; blank where nothing is known of it.
pub fn lost(language: Language, step: &StepResult) -> String {
    let mut parts = Vec::new();
    if let Some(lost) = step.lost {
        parts.push(filled(language, "chart.funnel.left", &[("n", &count(lost))]));
    }
    if step.still_open > 0 {
        parts.push(filled(language, "chart.funnel.open", &[("n", &count(step.still_open))]));
    }
    parts.join(" · ")
}

/// `Awareness → Consideration`.
pub fn route(language: Language, step: &StepResult) -> String {
    let stage = |stage: Stage| text(language, &format!("stage.{}", stage.id()));
    format!("{} → {}", stage(step.from), stage(step.to))
}

/// The share that a step lost; `None` for a yield and without data. Those still open are not lost, so this may be less
/// than what is missing to 100 %.
pub fn lost_share(step: &StepResult) -> Option<f64> {
    let value = step.value.filter(|_| step.kind == StepKind::Rate)?;
    let counted = step.lost.filter(|_| step.still_open > 0);
    let share = counted.and_then(|lost| Proportion::new(lost, step.denominator).value());
    Some(share.map_or(1.0 - value, |share| share.min(1.0)))
}

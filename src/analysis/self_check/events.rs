//! Published funnels and triangles, computed again. Never a statistic.

use super::Sheet;
use super::cases::{FunnelCase, RetentionCase};
use crate::analysis::funnel::{Event, EventLog, Funnel, TimeSummary, funnel};
use crate::analysis::retention::{CohortKey, RetentionCell, RetentionSpec, retention};
use crate::domain::{Exclusion, FunnelSpec, FunnelStep, StepOrder};

/// The cases do not speak of those still open: the data end long after them.
const END: i64 = 1 << 40;

pub(super) fn funnel_case(sheet: &mut Sheet, case: &FunnelCase) {
    sheet.begin(&case.source, None);
    let answer = funnel(&log(case), &spec(case), END, false).ok();
    for (index, expected) in case.reached.iter().enumerate() {
        let computed = answer.as_ref().map(|answer| answer.steps[index].reached as f64);
        sheet.value(&format!("Funnel {}, step {}", case.name, index + 1), *expected as f64, computed);
    }
    let seconds = |step: &str, value: fn(&TimeSummary) -> f64| {
        let of = |answer: &Funnel| {
            let index = step.parse::<usize>().ok()?.checked_sub(1)?;
            answer.steps.get(index)?.seconds_from_previous.as_ref().map(value)
        };
        answer.as_ref().and_then(of)
    };
    for (step, expected) in &case.mean_seconds {
        let name = format!("Funnel {}, mean seconds to step {step}", case.name);
        sheet.value(&name, *expected, seconds(step, |summary| summary.mean));
    }
    for (step, expected) in &case.median_seconds {
        let name = format!("Funnel {}, median seconds to step {step}", case.name);
        sheet.value(&name, *expected, seconds(step, |summary| summary.median));
    }
}

fn log(case: &FunnelCase) -> EventLog {
    let mut names = case.steps.clone();
    names.extend(case.people.iter().flatten().map(|event| event.event.clone()));
    names.sort();
    names.dedup();
    let code = |name: &String| names.binary_search(name).unwrap_or(names.len()) as u32;
    let events = case
        .people
        .iter()
        .enumerate()
        .flat_map(|(unit, events)| events.iter().map(move |event| (unit as u32, event)));
    let events = events
        .map(|(unit, event)| Event {
            unit,
            second: event.second,
            event: code(&event.event),
            chain: 0,
            group: 0,
            value_minor: 0,
        })
        .collect();
    EventLog::new(events, names)
}

fn spec(case: &FunnelCase) -> FunnelSpec {
    let exclusion = |case: &super::cases::ExclusionCase| Exclusion {
        event: case.event.clone(),
        from: case.from,
        to: case.to,
    };
    FunnelSpec {
        steps: case.steps.iter().map(|step| FunnelStep::event(step)).collect(),
        window_seconds: Some(case.window_seconds),
        order: if case.any_order { StepOrder::Any } else { StepOrder::Ordered },
        exclusions: case.exclusions.iter().map(exclusion).collect(),
        ..FunnelSpec::default()
    }
}

pub(super) fn retention_case(sheet: &mut Sheet, case: &RetentionCase) {
    sheet.begin(&case.source, None);
    let cell = if case.on_or_after { RetentionCell::OnOrAfter } else { RetentionCell::On };
    let spec = RetentionSpec { cell, cohort: CohortKey::Recurring, ..RetentionSpec::default() };
    let ours = retention(&case.starts, &case.returns, case.triangle.len() as u32, spec);
    for (cohort, (expected, computed)) in case.triangle.iter().zip(&ours).enumerate() {
        for (offset, expected) in expected.iter().enumerate() {
            let name = format!("Retention {}, cohort {}, period {offset}", case.name, cohort + 1);
            sheet.value(&name, *expected as f64, computed.get(offset).map(|count| *count as f64));
        }
    }
    // Whoever is in the first period is new in it, so each customer's only cohort is the same one.
    let only = RetentionSpec { cohort: CohortKey::FirstTime, ..spec };
    let ours = retention(&case.starts, &case.returns, case.triangle.len() as u32, only);
    let rows = case.triangle.first().into_iter().flatten().enumerate();
    for (offset, expected) in rows {
        let name = format!("Retention {}, first-time cohort 1, period {offset}", case.name);
        let computed = ours.first().and_then(|row| row.get(offset)).map(|count| *count as f64);
        sheet.value(&name, *expected as f64, computed);
    }
}

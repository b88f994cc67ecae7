//! The published funnel cases of PostHog, reproduced. Reads `../shared` and skips where it is not.

use std::collections::BTreeMap;

use serde_json::Value;

use super::times::TimeBins;
use super::{Event, EventLog, funnel};
use crate::analysis::oracles::{close, json};
use crate::domain::{Exclusion, FunnelSpec, FunnelStep, StepOrder};

fn text<'value>(value: &'value Value, key: &str) -> &'value str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` in {value}"))
}

fn second(text: &str) -> i64 {
    let moment = if text.len() == 10 { format!("{text}T00:00:00") } else { text.to_owned() };
    let moment: jiff::civil::DateTime = moment.parse().expect("a time");
    moment.to_zoned(jiff::tz::TimeZone::UTC).expect("UTC has every time").timestamp().as_second()
}

/// The log of a case; people are numbered in the order of their names.
fn log(case: &Value) -> EventLog {
    let mut names: Vec<String> = Vec::new();
    let mut events = Vec::new();
    for (unit, (_, happened)) in case["people"].as_object().expect("people").iter().enumerate() {
        for event in happened.as_array().expect("events") {
            let name = text(event, "event");
            let code = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            });
            let second = second(text(event, "ts"));
            let unit = unit as u32;
            events.push(Event { unit, second, event: code as u32, chain: 0, group: 0, value_minor: 0 });
        }
    }
    for step in case["steps"].as_array().expect("steps").iter().filter_map(Value::as_str) {
        if !names.iter().any(|name| name == step) {
            names.push(step.to_owned());
        }
    }
    EventLog::new(events, names)
}

fn spec(case: &Value) -> FunnelSpec {
    let steps = case["steps"].as_array().expect("steps").iter().filter_map(Value::as_str);
    let exclusion = |value: &Value| Exclusion {
        event: text(value, "event").to_owned(),
        from: value["from_step"].as_u64().expect("a step") as usize,
        to: value["to_step"].as_u64().expect("a step") as usize,
    };
    FunnelSpec {
        steps: steps.map(FunnelStep::event).collect(),
        window_seconds: case["window_s"].as_i64(),
        order: if text(case, "order") == "unordered" { StepOrder::Any } else { StepOrder::Ordered },
        exclusions: case["exclusions"].as_array().into_iter().flatten().map(exclusion).collect(),
        ..FunnelSpec::default()
    }
}

#[test]
fn every_published_case_has_the_published_counts_and_times() {
    let Some(cases) = json("posthog/funnel_cases.json") else { return };
    for case in cases.as_array().expect("cases") {
        let id = text(case, "id");
        // Far in the future: the cases do not speak of those still open.
        let answer = funnel(&log(case), &spec(case), 4_000_000_000, false).expect(id);
        let reached: Vec<u64> = answer.steps.iter().map(|step| step.reached).collect();
        let expected: Vec<u64> =
            case["expect"]["counts"].as_array().expect("counts").iter().filter_map(Value::as_u64).collect();
        assert_eq!(reached, expected, "{id}");
        let check = |name: &str, value: fn(&super::TimeSummary) -> f64| {
            let times: BTreeMap<String, f64> =
                serde_json::from_value(case["expect"][name].clone()).unwrap_or_default();
            for (step, seconds) in times {
                let step: usize = step.parse().expect("a step number");
                close(answer.steps[step - 1].seconds_from_previous.as_ref().map(value), seconds);
            }
        };
        check("avg_step_time_s", |summary| summary.mean);
        check("median_step_time_s", |summary| summary.median);
    }
}

#[test]
fn times_to_convert_fall_into_the_published_bins() {
    let Some(cases) = json("posthog/funnel_cases.json") else { return };
    let with_bins =
        cases.as_array().expect("cases").iter().filter(|case| case["time_to_convert"].is_object());
    let mut checked = 0;
    for case in with_bins {
        let two_steps = FunnelSpec { steps: spec(case).steps[..2].to_vec(), ..spec(case) };
        let answer = funnel(&log(case), &two_steps, 4_000_000_000, false).expect("an answer");
        close(
            answer.time_to_convert.map(|times| times.mean),
            case["expect"]["ttc_avg_s"].as_f64().expect("a mean"),
        );
        let expected = case["expect"]["ttc_bins"].as_array().expect("bins");
        let bins = match case["time_to_convert"]["bins"].as_u64() {
            // The durations are those of the case: from the first step to the second.
            Some(bins) => TimeBins::new(&[3600, 2220, 82_800], Some(bins as usize)),
            None => answer.bins,
        };
        for (index, bin) in expected.iter().enumerate() {
            let start = bins.from_seconds + index as i64 * bins.bin_seconds;
            assert_eq!((Some(start), Some(bins.counts[index])), (bin[0].as_i64(), bin[1].as_u64()));
        }
        checked += 1;
    }
    assert!(checked >= 2, "the cases with bins are gone");
}

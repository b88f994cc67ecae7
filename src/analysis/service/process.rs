//! Process maps: which step follows which, how long that takes, which ways there are (directly-follows graph, van der Aalst 2016).
//! Never decides what a step is.

use std::collections::BTreeMap;

use super::super::result::{Process, ProcessArc, ProcessVariant};
use super::cases::Case;
use crate::tables::At;

/// One event of a case: when, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::analysis) struct Event {
    /// Seconds since 1970-01-01; `None` where only the order is known.
    pub(in crate::analysis) second: Option<i64>,
    /// Name of the step.
    pub(in crate::analysis) step: String,
}

/// The map of cases whose events are in order.
pub(in crate::analysis) fn process(cases: &[Vec<Event>]) -> Process {
    let mut arcs: BTreeMap<(&str, &str), (u64, Vec<i64>)> = BTreeMap::new();
    let mut variants: BTreeMap<Vec<&str>, u64> = BTreeMap::new();
    for case in cases {
        for pair in case.windows(2) {
            let (count, seconds) = arcs.entry((&pair[0].step, &pair[1].step)).or_default();
            *count += 1;
            seconds.extend(pair[0].second.zip(pair[1].second).map(|(from, to)| to - from));
        }
        *variants.entry(case.iter().map(|event| event.step.as_str()).collect()).or_default() += 1;
    }
    let mut arcs: Vec<ProcessArc> =
        arcs.into_iter().map(|((from, to), (count, seconds))| arc(from, to, count, seconds)).collect();
    arcs.sort_by_key(|arc| std::cmp::Reverse(arc.count));
    let mut variants: Vec<ProcessVariant> = variants
        .into_iter()
        .map(|(steps, cases)| ProcessVariant { steps: steps.into_iter().map(str::to_owned).collect(), cases })
        .collect();
    variants.sort_by_key(|variant| std::cmp::Reverse(variant.cases));
    Process { cases: cases.len() as u64, arcs, variants }
}

fn arc(from: &str, to: &str, count: u64, mut seconds: Vec<i64>) -> ProcessArc {
    seconds.sort_unstable();
    let n = seconds.len();
    let middle = |index: usize| seconds[index] as f64 / 60.0;
    ProcessArc {
        from: from.to_owned(),
        to: to.to_owned(),
        count,
        mean_minutes: (n > 0).then(|| seconds.iter().sum::<i64>() as f64 / n as f64 / 60.0),
        median_minutes: (n > 0).then(|| (middle((n - 1) / 2) + middle(n / 2)) / 2.0),
    }
}

/// The map of requests: opened, replied, solved, opened again; `None` without a request.
pub(super) fn of_cases(cases: &[Case]) -> Option<Process> {
    let events: Vec<Vec<Event>> = cases.iter().map(steps).collect();
    (!events.is_empty()).then(|| process(&events))
}

fn steps(case: &Case) -> Vec<Event> {
    let event = |step: &str, at: At| Event { second: at.seconds(), step: step.to_owned() };
    let mut events = vec![event("opened", case.opened)];
    let mut later: Vec<(At, &str)> = Vec::new();
    later.extend(case.replied.map(|at| (at, "replied")));
    later.extend(case.resolved.map(|at| (at, "solved")));
    // A reply that stands with the solution came before it.
    later.sort_by_key(|(at, step)| (at.day, at.second, *step == "solved"));
    events.extend(later.into_iter().map(|(at, step)| event(step, at)));
    // Exports count how often a request was opened again, but not when.
    if case.reopens.is_some_and(|times| times > 0) {
        let place = events.iter().position(|event| event.step == "solved").unwrap_or(events.len());
        events.insert(place, Event { second: None, step: "opened_again".to_owned() });
    }
    events
}

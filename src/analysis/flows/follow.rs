//! Follows one unit from the event onwards or backwards. Never adds units up.

use std::collections::HashMap;

use super::{FlowSide, FlowSpec, MOST_STEPS};
use crate::analysis::funnel::Event;

/// One step of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// The way ended before.
    Nothing,
    /// What happened at one moment: code of a set of events.
    Set(u32),
    /// Nothing came in time.
    Stopped,
    /// Nothing came yet, and the time is not over.
    Open,
}

/// The steps beside the event, in the order in which one walks.
pub(super) type Walk = [Step; MOST_STEPS];

/// Follows units and gives sets of events their codes.
pub(super) struct Follow<'a> {
    pub(super) spec: &'a FlowSpec,
    pub(super) steps: usize,
    pub(super) anchor: u32,
    hidden: Vec<bool>,
    /// First and last second of the data.
    data: (i64, i64),
    /// The sets of events, by code; each ascending.
    pub(super) sets: Vec<Vec<u32>>,
    codes: HashMap<Vec<u32>, u32>,
}

impl<'a> Follow<'a> {
    pub(super) fn new(spec: &'a FlowSpec, anchor: u32, hidden: Vec<bool>, data: (i64, i64)) -> Self {
        let steps = spec.steps.clamp(1, MOST_STEPS);
        Self { spec, steps, anchor, hidden, data, sets: Vec::new(), codes: HashMap::new() }
    }

    /// The way of the unit with these events (ascending by time within each chain); `None` when the event never happened to it.
    pub(super) fn way(&mut self, events: &[Event]) -> Option<Walk> {
        let mut seen: Vec<(i64, u32)> = events
            .iter()
            .filter(|event| !self.hidden[event.event as usize])
            .map(|event| (event.second, event.event))
            .collect();
        seen.sort_unstable();
        seen.dedup();
        let within = |second: i64| self.spec.within.is_none_or(|(from, to)| (from..=to).contains(&second));
        let is_anchor = |event: &(i64, u32)| event.1 == self.anchor && within(event.0);
        let start = match self.spec.side {
            FlowSide::After => seen.iter().find(|event| is_anchor(event))?.0,
            FlowSide::Before => {
                seen.reverse();
                seen.iter().find(|event| is_anchor(event))?.0
            }
        };
        let side = self.spec.side;
        let beyond = |second: i64| if side == FlowSide::After { second > start } else { second < start };
        let first = seen.iter().position(|event| beyond(event.0)).unwrap_or(seen.len());
        Some(self.walk(start, &seen[first..]))
    }

    /// The moments of `events` one after the other, from `start`.
    fn walk(&mut self, start: i64, events: &[(i64, u32)]) -> Walk {
        let mut walk = [Step::Nothing; MOST_STEPS];
        let mut moments = events.chunk_by(|left, right| left.0 == right.0);
        let mut last = start;
        for step in walk.iter_mut().take(self.steps) {
            let next = moments.next().filter(|moment| (moment[0].0 - last).abs() <= self.spec.window_seconds);
            let Some(moment) = next else {
                *step = if self.is_over(last) { Step::Stopped } else { Step::Open };
                break;
            };
            last = moment[0].0;
            let mut set: Vec<u32> = moment.iter().map(|event| event.1).collect();
            set.sort_unstable();
            *step = Step::Set(self.code(set));
        }
        walk
    }

    /// Whether the data cover the whole time in which the step after `last` could have come.
    fn is_over(&self, last: i64) -> bool {
        match self.spec.side {
            FlowSide::After => last.saturating_add(self.spec.window_seconds) <= self.data.1,
            FlowSide::Before => last.saturating_sub(self.spec.window_seconds) >= self.data.0,
        }
    }

    fn code(&mut self, set: Vec<u32>) -> u32 {
        if let Some(code) = self.codes.get(&set) {
            return *code;
        }
        let code = self.sets.len() as u32;
        self.sets.push(set.clone());
        self.codes.insert(set, code);
        code
    }
}

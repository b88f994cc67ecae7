//! Attempts that follow no gaps: steps directly after one another, or steps in any order. Never sees more than one unit's events.

use super::attempt::Attempt;
use super::log::{Chain, Event};
use super::matching::Matching;
use super::plan::Plan;

/// The attempt that enters in `group` when nothing may come between two steps. Events of the same moment stand in the order that
/// helps the unit: those that are no step before the entry, or after the last step.
pub(super) fn strict(chain: &Chain<'_>, plan: &Plan, group: usize) -> Attempt {
    let entry = chain.second(group);
    let mut steps: Vec<Option<Event>> = vec![None; plan.steps.len()];
    let mut depth = 0;
    for at in group..chain.groups.len() {
        if chain.second(at) > plan.deadline(entry) || depth == steps.len() {
            break;
        }
        let events = &chain.events[chain.groups[at].clone()];
        let mut matching = Matching::default();
        let before = depth;
        while depth < steps.len() && matching.fill(depth, events, &plan.steps) {
            depth += 1;
        }
        for (index, event) in events.iter().enumerate() {
            if let Some(step) = matching.step_of(index) {
                steps[step] = Some(*event);
            }
        }
        // Whatever else happened in a moment between two steps stands between them.
        if at > group && depth - before < events.len() {
            break;
        }
    }
    Attempt { entry, steps, depth }
}

/// The attempt that enters in `group` when the steps may come in any order: rank k is the moment when k of them were done.
pub(super) fn any_order(chain: &Chain<'_>, plan: &Plan, group: usize) -> Attempt {
    let entry = chain.second(group);
    let start = chain.groups[group].start;
    let end = start + chain.events[start..].partition_point(|event| event.second <= plan.deadline(entry));
    let events = &chain.events[start..end];
    let mut matching = AnyOrder::new(plan);
    let mut steps: Vec<Option<Event>> = vec![None; plan.steps.len()];
    let mut depth = 0;
    for event in events {
        if depth < steps.len() && matching.offer(event.event, plan) {
            steps[depth] = Some(*event);
            depth += 1;
        }
    }
    Attempt { entry, steps, depth }
}

/// Steps filled by events that arrive one by one.
struct AnyOrder {
    /// Per step: the code of the event that fills it.
    filled: Vec<Option<u32>>,
}

impl AnyOrder {
    fn new(plan: &Plan) -> Self {
        Self { filled: vec![None; plan.steps.len()] }
    }

    /// Whether one more step is done with this event, moving earlier events to other steps if need be.
    fn offer(&mut self, event: u32, plan: &Plan) -> bool {
        let mut seen = vec![false; self.filled.len()];
        self.place(event, plan, &mut seen)
    }

    fn place(&mut self, event: u32, plan: &Plan, seen: &mut [bool]) -> bool {
        for step in 0..self.filled.len() {
            if seen[step] || !plan.steps[step].is(event) {
                continue;
            }
            seen[step] = true;
            let free = match self.filled[step] {
                None => true,
                Some(other) => self.place(other, plan, seen),
            };
            if free {
                self.filled[step] = Some(event);
                return true;
            }
        }
        false
    }
}

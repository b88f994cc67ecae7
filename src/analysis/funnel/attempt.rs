//! One attempt: an entry and the steps that followed it. Never counts, never compares units.

use super::log::{Chain, Event};
use super::plan::Plan;

/// What came of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    /// Moment of the entry.
    pub entry: i64,
    /// Per step of the plan: the event that fills it. With any order, per rank.
    pub steps: Vec<Option<Event>>,
    /// Required steps done one after the other (with any order: steps done), the entry included.
    pub depth: usize,
}

impl Attempt {
    /// Moment of the last step done.
    pub(super) fn last_second(&self) -> i64 {
        self.steps.iter().flatten().map(|event| event.second).max().unwrap_or(self.entry)
    }

    /// Whether every step that may not be left out was done.
    pub(super) fn is_full(&self, plan: &Plan) -> bool {
        self.depth == plan.required.len()
    }

    /// Whether it says more of its unit than `other`: it got further; of two full ones it was through earlier; else it began later.
    pub(super) fn beats(&self, other: &Self, plan: &Plan) -> bool {
        let through =
            |attempt: &Self| std::cmp::Reverse(attempt.is_full(plan).then(|| attempt.last_second()));
        (self.depth, through(self), self.entry) > (other.depth, through(other), other.entry)
    }

    /// Whether an excluded event lies strictly between the steps between which it must not.
    pub(super) fn is_excluded(&self, chain: &Chain<'_>, plan: &Plan) -> bool {
        plan.exclusions.iter().any(|(event, from, to)| {
            let Some(after) = self.steps[*from] else { return false };
            let until = match self.steps[*to] {
                Some(before) => before.second - 1,
                None => plan.deadline(self.entry),
            };
            let first = chain.events.partition_point(|other| other.second <= after.second);
            chain.events[first..]
                .iter()
                .take_while(|other| other.second <= until)
                .any(|other| other.event == *event)
        })
    }
}

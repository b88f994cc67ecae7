//! Which events of a moment fill which steps when there is no order among them. Never looks beyond the events it is given.

use super::log::Event;
use super::plan::PlannedStep;

/// An assignment of events to steps, each event used once, that can grow (augmenting paths, Kuhn 1955).
#[derive(Clone, Debug, Default)]
pub(super) struct Matching {
    /// Per event that was offered: the step that it fills.
    filled: Vec<Option<usize>>,
}

impl Matching {
    /// The step that event `index` fills.
    pub(super) fn step_of(&self, index: usize) -> Option<usize> {
        self.filled.get(index).copied().flatten()
    }

    /// Tries to fill `step` as well with one of `events`, moving others if need be.
    pub(super) fn fill(&mut self, step: usize, events: &[Event], steps: &[PlannedStep]) -> bool {
        self.filled.resize(events.len(), None);
        let mut seen = vec![false; events.len()];
        self.augment(step, events, steps, &mut seen)
    }

    fn augment(&mut self, step: usize, events: &[Event], steps: &[PlannedStep], seen: &mut [bool]) -> bool {
        for index in 0..events.len() {
            if seen[index] || !steps[step].is(events[index].event) {
                continue;
            }
            seen[index] = true;
            let free = match self.filled[index] {
                None => true,
                Some(other) => self.augment(other, events, steps, seen),
            };
            if free {
                self.filled[index] = Some(step);
                return true;
            }
        }
        false
    }
}

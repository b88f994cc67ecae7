//! The saved segments as a question takes them: personas by their rules. Never decides who belongs to one.

use super::State;
use crate::domain::{Condition, PersonaError, Segment};

impl State {
    /// A rule with those of its personas; one that names a persona that is gone stays as it is, and then nobody is that persona.
    pub(super) fn resolved(&self, segment: Segment) -> Segment {
        self.project.document.resolved(&segment).unwrap_or(segment)
    }

    /// Whether a segment of that name would be made of itself.
    pub fn is_circular(&self, name: &str, segment: &Segment) -> bool {
        let own = || Segment::Is(Condition::Persona(vec![name.to_owned()]));
        let key = |name: &str| name.trim().to_lowercase();
        let rule_of = |asked: &str| {
            let saved = self.project.document.segments.iter().find(|saved| key(&saved.name) == key(asked));
            if key(asked) == key(name) {
                Some(segment.clone())
            } else {
                saved.map(|saved| saved.segment.clone())
            }
        };
        matches!(own().resolved(&rule_of), Err(PersonaError::MadeOfItself(_)))
    }
}

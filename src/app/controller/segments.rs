//! What the controller does with saved segments: chooses one as the filter, and does anew what followed from it. Never edits one.

use super::Controller;
use crate::app::{Action, Edit};
use crate::project::{SavedSegment, SegmentId};

impl Controller {
    /// Restricts everything to a saved segment, or to nobody in particular.
    pub(super) fn set_segment(&mut self, segment: Option<SegmentId>) {
        self.state.session.segment = segment;
        self.analyze();
    }

    /// The edit that a wish about segments stands for.
    pub(super) fn segment_edit(&mut self, action: Action) -> Option<Edit> {
        let document = &self.state.project.document;
        Some(match action {
            Action::SaveSegment { id: Some(id), name, segment } => {
                let mut changed = document.naming(id, &name);
                changed.insert(0, SavedSegment { id, name, segment });
                Edit::ChangeSegments(changed)
            }
            Action::SaveSegment { id: None, name, segment } => {
                let id = document.free_segment_id();
                self.state.session.segment = Some(id);
                Edit::InsertSegment {
                    index: document.segments.len(),
                    segment: SavedSegment { id, name, segment },
                }
            }
            Action::RemoveSegment(id) => Edit::RemoveSegment(id),
            _ => return None,
        })
    }

    /// After the document has changed: a segment that is gone filters nothing; what segments and funnels ask is asked anew.
    pub(super) fn follow_segments(&mut self) {
        let document = &self.state.project.document;
        let chosen = &mut self.state.session.segment;
        *chosen = chosen.filter(|id| document.segment(*id).is_some());
        self.analyze();
        self.ask_paths();
    }
}

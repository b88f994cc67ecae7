//! Undo and redo, and what must be done anew after them. Never edits the document by itself.

use super::Controller;
use crate::project::Document;

impl Controller {
    pub(super) fn undo(&mut self) {
        let before = self.state.project.document.clone();
        let project = &mut self.state.project;
        if project.history.undo(&mut project.document) {
            project.revision += 1;
        }
        self.close_missing_snapshot();
        self.follow(&before);
    }

    pub(super) fn redo(&mut self) {
        let before = self.state.project.document.clone();
        let project = &mut self.state.project;
        if project.history.redo(&mut project.document) {
            project.revision += 1;
        }
        self.close_missing_snapshot();
        self.follow(&before);
    }

    pub(super) fn close_missing_snapshot(&mut self) {
        let document = &self.state.project.document;
        let opened = &mut self.state.session.opened_snapshot;
        *opened = opened.filter(|id| document.snapshot(*id).is_some());
    }

    /// After undo and redo: does anew what the settings and mappings were used for.
    fn follow(&mut self, before: &Document) {
        self.follow_settings(&before.settings);
        self.follow_mappings(&before.mappings);
        self.follow_segments();
        self.follow_snapshots();
    }
}

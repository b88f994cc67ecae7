//! What the controller asks of the analysis: first what the view at hand shows, then the rest. Never computes.

use super::Controller;
use crate::analysis::Spec;
use crate::app::Selection;
use crate::app::jobs::{Kind, Request};

impl Controller {
    /// Lets a second purchase count within other days from now on; what the inspector explains goes along.
    pub(super) fn set_window(&mut self, days: u32) {
        let session = &mut self.state.session;
        session.window_days = days;
        if matches!(session.selection, Some(Selection::Window(_))) {
            session.select(Some(Selection::Window(days)));
        }
        self.analyze();
    }

    /// Answers the question of the filter bar anew.
    pub(super) fn analyze(&mut self) {
        let Some(imported) = self.state.derived.imported.clone() else { return };
        let spec = self.state.urgent_spec();
        let is_pending = self.jobs.current().is_some_and(|job| job.kind == Kind::Analyze);
        if !self.is_answered(&spec) || is_pending {
            self.submit(Request::Analyze { imported, spec });
        }
    }

    /// Has what other views show computed as well, once the view at hand has its answer.
    pub(super) fn analyze_rest(&mut self) {
        let Some(imported) = self.state.derived.imported.clone() else { return };
        let spec = self.state.spec();
        if !self.is_answered(&spec) && !self.jobs.is_running(Kind::Analyze) {
            self.submit(Request::Analyze { imported, spec });
        }
    }

    fn is_answered(&self, spec: &Spec) -> bool {
        self.state.derived.answered.as_ref().is_some_and(|answered| answered.answers(spec))
    }
}

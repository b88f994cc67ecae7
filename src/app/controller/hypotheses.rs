//! Judges locked statements whenever the statements or the data have changed. Never judges one itself, never changes one.

use super::Controller;
use crate::app::Problem;
use crate::app::jobs::Request;

impl Controller {
    /// Asks what became of the locked statements, if there are any.
    pub(super) fn ask_hypotheses(&mut self) {
        let hypotheses = &self.state.project.document.hypotheses;
        let Some(imported) = self.state.derived.imported.clone().filter(|_| !hypotheses.is_empty()) else {
            self.state.derived.judged = std::sync::Arc::default();
            return;
        };
        let statements = hypotheses.iter().map(|own| own.locked.clone()).collect();
        let spec = Box::new(self.state.spec());
        if self.previews.submit(Request::Judge { imported, spec, statements }).is_none() {
            self.notices.report(Problem::Busy);
        }
    }
}

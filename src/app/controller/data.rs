//! What is done with the data that a project keeps: it is shown at once, and the exports are read when a person asks. Never mixes the two.

use std::sync::Arc;

use super::Controller;
use crate::app::Problem;
use crate::app::keeper::KeptData;
use crate::import::{Imported, Input, columns_changed};

impl Controller {
    /// Shows the data of the project that was opened.
    pub(super) fn take_kept(&mut self, kept: KeptData, inputs: Vec<Input>) {
        let KeptData { imported, quality, exports } = kept;
        let derived = &mut self.state.derived;
        derived.before.clone_from(&self.state.project.document.columns);
        derived.changed = columns_changed(&imported.report.sources, &derived.before);
        (derived.imported, derived.quality) = (Some(imported), Some(quality));
        (derived.inputs, derived.exports) = (inputs, Some(exports));
        self.notices.report(Problem::ShownFromData { exports });
        self.analyze();
    }

    /// The data of the open project, to be shown again.
    pub(super) fn kept_data(&self) -> Option<KeptData> {
        let derived = &self.state.derived;
        let imported = derived.imported.clone().filter(|imported| imported.tables.is_kept)?;
        Some(KeptData { imported, quality: derived.quality.clone()?, exports: derived.exports? })
    }

    /// Whether what is shown could not be read again, because exports of the project are not there; then that is said.
    pub(super) fn lacks_exports(&mut self) -> bool {
        let Some(exports) = self.state.derived.exports.filter(|exports| exports.missing > 0) else {
            return false;
        };
        self.notices.report(Problem::ShownFromData { exports });
        true
    }

    /// The tables that a saved project is to keep.
    pub(super) fn data_to_keep(&self) -> Option<Arc<Imported>> {
        let keeps = self.state.project.document.settings.keeps_data;
        self.state.derived.imported.clone().filter(|_| keeps)
    }
}

//! What the controller does with the rows behind a figure: has them found, sorted and written. Never finds one itself.

use std::path::PathBuf;
use std::sync::Arc;

use super::Controller;
use crate::analysis::rows::{FigureId, RowList};
use crate::app::jobs::Request;
use crate::app::rows_desk::{FoundRows, RowsDesk, RowsLook};
use crate::app::{DialogQuestion, Problem, wording};

impl Controller {
    /// Opens the list of a figure's rows; a frozen view has none, because no customer is kept in it.
    pub(super) fn show_rows(&mut self, figure: FigureId) {
        if self.state.session.opened_snapshot.is_some() {
            return;
        }
        self.state.session.rows = Some(RowsDesk { figure, look: RowsLook::default(), found: None });
        self.find_rows(None);
    }

    /// Looks for something else among the rows.
    pub(super) fn look_at_rows(&mut self, look: RowsLook) {
        let Some(desk) = &mut self.state.session.rows else { return };
        desk.look = look;
        let known = desk.found.as_ref().map(|found| Arc::clone(&found.list));
        self.find_rows(known);
    }

    /// After the figures have changed: the same figure's rows anew.
    pub(super) fn refresh_rows(&mut self) {
        if self.state.session.rows.is_some() {
            self.find_rows(None);
        }
    }

    fn find_rows(&mut self, known: Option<Arc<RowList>>) {
        let derived = &self.state.derived;
        let (Some(desk), Some(imported)) = (&self.state.session.rows, derived.imported.clone()) else {
            return;
        };
        let spec = derived.answered.clone().unwrap_or_else(|| self.state.spec());
        let request = Request::FindRows {
            imported,
            spec: Box::new(spec),
            figure: desk.figure.clone(),
            known,
            look: desk.look.clone(),
            language: self.state.session.language,
        };
        // The second worker: looking for a word must not stop the figures that are being computed.
        if self.previews.submit(request).is_none() {
            self.notices.report(Problem::Busy);
        }
    }

    pub(super) fn take_rows(&mut self, figure: &FigureId, found: FoundRows) {
        if let Some(desk) = self.state.session.rows.as_mut().filter(|desk| desk.figure == *figure) {
            desk.found = Some(found);
        }
    }

    /// Asks where the rows that are shown are to go.
    pub(super) fn ask_where_to_export_rows(&mut self) {
        let Some(desk) = &self.state.session.rows else { return };
        let name = wording::figure(self.state.session.language, &desk.figure);
        let suggested = format!("{}.csv", name.replace(['/', ':', '›', '\\'], "-"));
        self.services.dialogs.ask(DialogQuestion::ExportRows { suggested });
    }

    pub(super) fn export_rows(&mut self, path: PathBuf) {
        let found = self.state.session.rows.as_ref().and_then(|desk| desk.found.clone());
        let (Some(found), Some(imported)) = (found, self.state.derived.imported.clone()) else { return };
        let language = self.state.session.language;
        self.submit(Request::ExportRows { imported, found, path, language });
    }
}

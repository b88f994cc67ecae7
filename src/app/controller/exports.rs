//! What the controller does with deliverables and presentations: has them made and written, turns the pages. Never makes one itself.

use std::path::PathBuf;

use super::Controller;
use crate::app::deliverable::{ReportOrder, Wish};
use crate::app::jobs::Request;
use crate::app::{CustomersTab, DialogQuestion, Effect, Presenting, Problem, Session, Shift, View, wording};
use crate::project::{Snapshot, key_store};
use crate::report::Kind;

impl Controller {
    /// Asks where a deliverable is to go.
    pub(super) fn ask_where_to_export_report(&mut self, kind: Kind) {
        let Some(snapshot) = self.shown_snapshot() else { return };
        let name = snapshot.name.replace(['/', '\\', ':', '›', '"', '<', '>', '|', '?', '*'], "-");
        let page = match page_of(&self.state.session) {
            Some(page) if kind.is_of_one_page() => format!(" {page}"),
            _ => String::new(),
        };
        let suggested = format!("{name}{page}.{}", kind.ending());
        self.services.dialogs.ask(DialogQuestion::ExportReport { kind, suggested });
    }

    /// Has a deliverable of what is shown made and written.
    pub(super) fn export_report(&mut self, kind: Kind, path: PathBuf) {
        let Some(snapshot) = self.shown_snapshot() else { return };
        let client = match self.state.session.client_copy.then(key_store::passing_key).transpose() {
            Ok(key) => key,
            Err(_) => return self.notices.report(Problem::NoKey),
        };
        let has_ending = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(kind.ending()));
        let order = ReportOrder {
            snapshot,
            board: self.state.project.document.board.clone(),
            wish: Wish { language: self.state.session.language, client },
            kind,
            page: page_of(&self.state.session).filter(|_| kind.is_of_one_page()),
            path: if has_ending { path } else { path.with_added_extension(kind.ending()) },
        };
        self.submit(Request::ExportReport(Box::new(order)));
    }

    /// The snapshot that is looked at, else the present figures as the snapshot that they would be.
    fn shown_snapshot(&self) -> Option<Snapshot> {
        if let Some(snapshot) = self.state.shown().frozen {
            return Some(snapshot.clone());
        }
        self.as_snapshot(wording::text(self.state.session.language, "report.name"))
    }

    /// Begins to present.
    pub(super) fn present(&mut self) {
        self.state.session.presenting = Presenting::new(&self.state);
        if self.state.session.presenting.is_some() {
            self.effects.push(Effect::Fullscreen(true));
        }
    }

    /// Turns the pages of what is presented, or ends it.
    pub(super) fn turn(&mut self, shift: Shift) {
        let goes_on = self.state.session.presenting.as_mut().is_some_and(|presenting| presenting.turn(shift));
        if !goes_on {
            self.state.session.presenting = None;
            self.effects.push(Effect::Fullscreen(false));
        }
    }
}

/// The page of a report that the view at hand shows; `None` leaves the first.
fn page_of(session: &Session) -> Option<&'static str> {
    match session.view {
        View::Journey => Some("journey"),
        View::Customers => Some(match session.customers_tab {
            CustomersTab::Cohorts => "cohorts",
            CustomersTab::Ladder => "ladder",
            CustomersTab::Rfm => "rfm",
            _ => "repeat",
        }),
        View::Channels => Some("channels"),
        View::Voice => Some("nps"),
        View::Map => Some("map"),
        _ => None,
    }
}

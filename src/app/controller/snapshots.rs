//! What the controller does with snapshots: takes them once all figures are there, sets two side by side, has them computed again.
//! Never computes one itself.

use std::sync::Arc;

use super::Controller;
use crate::analysis::Families;
use crate::app::definitions;
use crate::app::jobs::Request;
use crate::app::snapshots::{CheckOrder, SplitOrder};
use crate::app::{Action, Edit, State};
use crate::project::difference::difference;
use crate::project::{Made, Snapshot, SnapshotId};

impl Controller {
    /// The wishes about snapshots that change no document by themselves.
    pub(super) fn snapshot_action(&mut self, action: &Action) -> bool {
        match action {
            Action::CompareSnapshots(pair) => self.compare_snapshots(*pair),
            Action::SplitDifference => self.split_difference(),
            Action::VerifySnapshot(id) => self.verify_snapshot(*id),
            Action::RerunSnapshot(id) => self.rerun_snapshot(*id),
            _ => return false,
        }
        true
    }

    /// Takes a snapshot now, or as soon as every figure is there: a large shop's view has its own figures first.
    pub(super) fn take_snapshot(&mut self, name: String) -> Option<Edit> {
        let answered = self.state.derived.answered.as_ref()?;
        if answered.families != Families::ALL {
            self.snapshot_to_take = Some(name);
            self.state.session.dialog = None;
            self.analyze_rest();
            return None;
        }
        self.freeze(name)
    }

    /// After figures came: takes the snapshot that waits for them.
    pub(super) fn take_waiting_snapshot(&mut self) {
        let is_whole =
            self.state.derived.answered.as_ref().is_some_and(|spec| spec.families == Families::ALL);
        if let Some(name) = self.snapshot_to_take.take_if(|_| is_whole) {
            self.perform(Action::TakeSnapshot { name });
        }
    }

    /// The present figures as a snapshot; `None` while there are none.
    fn freeze(&self, name: String) -> Option<Edit> {
        let index = self.state.project.document.snapshots.len();
        Some(Edit::InsertSnapshot { index, snapshot: Box::new(self.as_snapshot(name)?) })
    }

    /// The snapshot that the present figures would be; `None` while there are none.
    pub(super) fn as_snapshot(&self, name: String) -> Option<Snapshot> {
        let State { project, derived, .. } = &self.state;
        let document = &project.document;
        Some(Snapshot {
            id: document.free_snapshot_id(),
            name,
            created: self.services.clock.now(),
            sources: document.sources.clone(),
            spec: derived.answered.clone()?,
            analysis: Box::new(derived.analysis.as_deref()?.clone()),
            notes: document.notes.clone(),
            board: document.board.clone(),
            tags: Vec::new(),
            made: self.made(),
            scenario: self.scenario_to_keep(),
        })
    }

    /// What figures depend on besides question and exports, as it is now.
    fn made(&self) -> Made {
        let mut settings = self.state.project.document.settings.clone();
        settings.day_first = self.state.session.day_first;
        settings.decimal_comma = self.state.session.decimal_comma;
        Made {
            app: env!("CARGO_PKG_VERSION").to_owned(),
            definitions: definitions::versions(),
            settings,
            view: self.state.session.view.id().to_owned(),
        }
    }

    /// Sets two snapshots side by side, the older one first, or none.
    fn compare_snapshots(&mut self, pair: Option<(SnapshotId, SnapshotId)>) {
        self.state.session.compared_snapshots = pair;
        let document = &self.state.project.document;
        let found = pair.and_then(|(before, after)| {
            Some(difference(document.snapshot(before)?, document.snapshot(after)?))
        });
        self.state.derived.difference = found.map(Arc::new);
    }

    /// After the document has changed: what is set side by side may be gone.
    pub(super) fn follow_snapshots(&mut self) {
        if self.state.session.compared_snapshots.is_some() {
            self.compare_snapshots(self.state.session.compared_snapshots);
        }
    }

    fn split_difference(&mut self) {
        let document = &self.state.project.document;
        let Some((before, after)) = self.state.session.compared_snapshots else { return };
        let (Some(before), Some(after)) = (document.snapshot(before), document.snapshot(after)) else {
            return;
        };
        let order = SplitOrder {
            before: before.clone(),
            after: after.clone(),
            inputs: Self::inputs_of(document),
            document: document.clone(),
        };
        self.submit(Request::Split(Box::new(order)));
    }

    fn verify_snapshot(&mut self, id: SnapshotId) {
        let document = &self.state.project.document;
        let Some(snapshot) = document.snapshot(id).cloned() else { return };
        let order = CheckOrder { snapshot, inputs: Self::inputs_of(document), document: document.clone() };
        self.submit(Request::Verify(Box::new(order)));
    }

    /// Asks a snapshot's question of the exports as they are now; the answer becomes a snapshot of its own.
    fn rerun_snapshot(&mut self, id: SnapshotId) {
        let Some(imported) = self.state.derived.imported.clone() else { return };
        let document = &self.state.project.document;
        let Some(known) = document.snapshot(id) else { return };
        let (created, made) = (self.services.clock.now(), self.made());
        let snapshot = Snapshot {
            id: document.free_snapshot_id(),
            name: format!("{} · {created}", known.name),
            created,
            sources: document.sources.clone(),
            made: Made { view: known.made.view.clone(), ..made },
            notes: Vec::new(),
            ..known.clone()
        };
        self.submit(Request::Rerun { imported, snapshot: Box::new(snapshot) });
    }

    /// Keeps a snapshot whose question was asked again, under an id that is still free.
    pub(super) fn take_rerun(&mut self, mut snapshot: Snapshot) {
        let document = &self.state.project.document;
        snapshot.id = document.free_snapshot_id();
        let index = document.snapshots.len();
        self.edit(Edit::InsertSnapshot { index, snapshot: Box::new(snapshot) });
    }
}

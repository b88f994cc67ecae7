//! The wishes that change the document, each as one edit that can be taken back. Never changes it by any other way.

use super::{Controller, settings};
use crate::analysis::{DrawnMonths, Scenario};
use crate::app::{Action, Edit, Problem};
use crate::project::{Hypothesis, Note, SavedScenario};

impl Controller {
    /// The actions that change the document.
    pub(super) fn edit_action(&mut self, action: Action) {
        let document = &self.state.project.document;
        let edit = match action {
            Action::PinNote { target, text } => {
                let (id, created) = (document.free_note_id(), self.services.clock.now());
                Edit::InsertNote {
                    index: document.notes.len(),
                    note: Note { id, target, text, created, drawn: None },
                }
            }
            Action::ChangeNote { id, text } => Edit::ChangeNote { id, text },
            Action::DrawNote { id, drawn } => Edit::DrawNote { id, drawn },
            Action::RemoveNote(id) => Edit::RemoveNote(id),
            Action::TakeSnapshot { name } => match self.take_snapshot(name) {
                Some(edit) => edit,
                None if self.snapshot_to_take.is_some() => return,
                None => return self.notices.report(Problem::NothingToChange),
            },
            Action::TagSnapshot { id, tags } => Edit::TagSnapshot { id, tags },
            Action::RenameSnapshot { id, name } => Edit::RenameSnapshot { id, name },
            Action::RemoveSnapshot(id) => Edit::RemoveSnapshot(id),
            Action::SwitchIdentity(rule) => {
                Edit::SwitchIdentityOff(settings::switched(&document.settings, rule))
            }
            Action::SetBurnIn(days) => Edit::SetBurnIn(days),
            Action::SetCosts { monthly_minor, margin_percent } => {
                Edit::SetCosts { monthly_minor, margin_percent }
            }
            Action::LockHypothesis { statement, locked } => {
                let (id, created) = (document.free_hypothesis_id(), self.services.clock.now());
                let hypothesis = Box::new(Hypothesis { id, statement, created, locked: *locked });
                Edit::InsertHypothesis { index: document.hypotheses.len(), hypothesis }
            }
            Action::RemoveHypothesis(id) => Edit::RemoveHypothesis(id),
            Action::SetScenario(scenario) => Edit::SetScenario(scenario),
            Action::SetServiceTerms(terms) => Edit::SetServiceTerms(terms),
            Action::SetChannelRules(rules) => Edit::SetChannelRules(rules),
            Action::SetPseudonyms(on) => return self.set_pseudonyms(on),
            Action::KeepData(keeps) => Edit::KeepData(keeps),
            Action::Board(wish) => match self.board_edit(wish) {
                Some(edit) => edit,
                None => return,
            },
            Action::SetFunnel(funnel) => Edit::SetFunnel(Some(funnel)),
            Action::SetRates(path) => Edit::SetRates(path.map(|path| path.display().to_string())),
            Action::WatchFolder(folder) => {
                Edit::WatchFolder(folder.map(|folder| folder.display().to_string()))
            }
            other => match self.segment_edit(other) {
                Some(edit) => edit,
                None => return,
            },
        };
        self.state.session.dialog = None;
        self.edit(edit);
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        let taken = match &edit {
            Edit::InsertSnapshot { snapshot, .. } => Some(snapshot.name.clone()),
            _ => None,
        };
        let before = self.state.project.document.settings.clone();
        let project = &mut self.state.project;
        match project.history.perform(&mut project.document, edit) {
            Ok(()) => {
                project.revision += 1;
                if let Some(name) = taken {
                    self.notices.report(Problem::SnapshotTaken { name });
                }
                self.close_missing_snapshot();
                self.follow_snapshots();
                self.follow_settings(&before);
                self.follow_segments();
                self.ask_hypotheses();
            }
            Err(_) => self.notices.report(Problem::NothingToChange),
        }
    }

    /// The scenario with what it projects; `None` while nothing is tried.
    pub(super) fn scenario_to_keep(&self) -> Option<SavedScenario> {
        let scenario = &self.state.project.document.settings.scenario;
        let projection = self.state.derived.projection.filter(|_| *scenario != Scenario::default())?;
        Some(SavedScenario { scenario: scenario.clone(), projection })
    }

    /// Works out anew what the scenario would bring, from the figures that are there.
    pub(super) fn project_scenario(&mut self) {
        let scenario = &self.state.project.document.settings.scenario;
        let derived = &mut self.state.derived;
        let what_if = derived.analysis.as_ref().and_then(|analysis| analysis.what_if.as_ref());
        let tried = what_if.filter(|_| *scenario != Scenario::default());
        // A lever that is dragged asks many times: the months are drawn once for a starting point.
        let drawn = tried.map(|what_if| match derived.drawn.take() {
            Some((of, months)) if of == *what_if => (of, months),
            _ => (what_if.clone(), DrawnMonths::new(what_if)),
        });
        derived.projection = drawn.as_ref().map(|(_, months)| months.project(scenario));
        derived.drawn = drawn;
    }
}

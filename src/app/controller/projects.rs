//! What the controller does with projects: open, save, begin anew, and never lose unsaved work on the way.

use std::path::{Path, PathBuf};

use super::Controller;
use crate::analysis::Families;
use crate::app::jobs::Request;
use crate::app::keeper::{LastFigures, LoadOrder, ReadOnly, SaveOrder};
use crate::app::{
    Derived, Dialog, DialogQuestion, Effect, OpenProject, PeriodChoice, Problem, Then, View, sample,
};
use crate::domain::Lens;
use crate::import::Input;
use crate::project::autosave::Place;
use crate::project::{Document, EXTENSION, Settings};

impl Controller {
    /// Opens one project, or adds exports to those that are open. The sample shop gives way to a person's own files.
    pub(super) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        if let Some(project) = paths.iter().find(|path| is_project(path)) {
            return self.unless_unsaved(Then::Open(project.clone()));
        }
        if paths.is_empty() {
            return;
        }
        let mut inputs = self.state.derived.inputs.clone();
        inputs.retain(|input| matches!(input, Input::Path(_)));
        let (first, others) = (paths[0].clone(), paths.len() - 1);
        for path in paths {
            let known = inputs.iter().any(|input| matches!(input, Input::Path(known) if *known == path));
            if !known {
                inputs.push(Input::Path(path));
            }
        }
        self.state.session.opened_snapshot = None;
        self.import(inputs);
        self.show_arriving(first, others);
    }

    /// Does it at once, or asks first when unsaved changes would be lost.
    pub(super) fn unless_unsaved(&mut self, then: Then) {
        if self.state.project.is_dirty() {
            self.state.session.dialog = Some(Dialog::UnsavedChanges(then));
        } else {
            self.carry_on(then);
        }
    }

    /// Goes on with what the question about unsaved changes held up.
    pub(super) fn go_on(&mut self) {
        if let Some(Dialog::UnsavedChanges(then)) = self.state.session.dialog.take() {
            self.carry_on(then);
        }
    }

    /// Saves, and goes on once that is done.
    pub(super) fn save_then_go_on(&mut self) {
        if let Some(Dialog::UnsavedChanges(then)) = self.state.session.dialog.take() {
            self.after_save = Some(then);
            self.save();
        }
    }

    pub(super) fn carry_on(&mut self, then: Then) {
        match then {
            Then::Quit => self.effects.push(Effect::Quit),
            Then::New => {
                self.jobs.cancel();
                self.clear();
            }
            Then::Sample => {
                self.clear();
                self.import_sample();
            }
            Then::Open(path) => {
                let place = Place { project: Some(path.clone()), ..self.autosave_place() };
                // A project that is opened again must not find itself locked.
                if self.state.project.path.as_ref() == Some(&path) {
                    self.state.project.lock = None;
                }
                let holder = self.holder();
                self.opened_from = Some(self.state.session.view);
                self.submit(Request::LoadProject(LoadOrder { path, place, holder }));
            }
        }
    }

    pub(super) fn save(&mut self) {
        match self.state.project.path.clone() {
            Some(path) if self.may_write() => self.save_to(path),
            _ => self.ask_where_to_save(),
        }
    }

    pub(super) fn ask_where_to_save(&mut self) {
        let name = self.state.project.path.as_deref().and_then(Path::file_name);
        let suggested =
            name.map_or_else(|| format!("journey.{EXTENSION}"), |name| name.to_string_lossy().into());
        self.services.dialogs.ask(DialogQuestion::SaveAs { suggested });
    }

    /// Whether the open project's file may be written: a damaged one is set aside on the way.
    fn may_write(&self) -> bool {
        matches!(self.state.project.read_only, None | Some(ReadOnly::Damaged { .. }))
    }

    pub(super) fn save_to(&mut self, path: PathBuf) {
        let path = if is_project(&path) { path } else { path.with_added_extension(EXTENSION) };
        let document = match self.document_to_write() {
            Ok(document) => document,
            Err(problem) => return self.notices.report(problem),
        };
        let project = &self.state.project;
        let is_same = project.path.as_ref() == Some(&path);
        let order = SaveOrder {
            document,
            figures: self.last_figures(),
            data: self.data_to_keep(),
            revision: project.revision,
            expected: project.stamp.clone().filter(|_| is_same),
            lock: project.lock.clone().filter(|_| is_same),
            place: self.autosave_place(),
            holder: self.holder(),
            path,
        };
        if self.keeper.submit(Request::SaveProject(Box::new(order))).is_none() {
            self.notices.report(Problem::Busy);
        }
    }

    /// The present figures, as far as they are whole.
    fn last_figures(&self) -> Option<LastFigures> {
        let derived = &self.state.derived;
        let spec = derived.answered.clone().filter(|spec| spec.families == Families::ALL)?;
        Some(LastFigures { spec, analysis: Box::new(derived.analysis.as_deref()?.clone()) })
    }

    /// The document with how it is looked at; with pseudonyms where they are on.
    ///
    /// # Errors
    /// [`Problem::NoKey`]: then nothing may be written.
    pub(super) fn document_to_write(&mut self) -> Result<Document, Problem> {
        let spec = self.state.spec();
        let project = &mut self.state.project;
        project.document.settings = Settings {
            period: spec.period,
            lens: spec.lens,
            segment: self.state.session.segment,
            pending_is_valid: spec.pending_is_valid,
            day_first: self.state.session.day_first,
            decimal_comma: self.state.session.decimal_comma,
            ..project.document.settings.clone()
        };
        let document = project.document.clone();
        Ok(match self.pseudonym_key()? {
            Some(key) => document.concealed(&key),
            None => document,
        })
    }

    /// An empty project; how it is looked at (language, theme) stays.
    pub(super) fn clear(&mut self) {
        self.notices.forget_import();
        self.notices.forget_project();
        self.forget_autosave();
        self.state.project = OpenProject::default();
        self.state.derived = Derived::default();
        let session = &mut self.state.session;
        (session.period, session.lens) = (PeriodChoice::All, Lens::All);
        (session.day_first, session.decimal_comma) = (None, None);
        (session.opened_snapshot, session.dialog) = (None, None);
        session.select(None);
        (session.mapping, session.rows, session.segment) = (None, None, None);
        session.compared_snapshots = None;
        session.skipped.clear();
        session.view = View::Journey;
    }

    pub(super) fn remember(&mut self, path: &Path) {
        self.preferences.remember(path);
        self.state.session.recent.clone_from(&self.preferences.recent);
        self.save_preferences();
    }

    /// The exports that a project was made from.
    pub(super) fn inputs_of(document: &Document) -> Vec<Input> {
        sample::inputs_of(document)
    }
}

/// Whether a path ends like a project.
pub(super) fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION))
}

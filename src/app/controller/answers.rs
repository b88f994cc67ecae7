//! What the controller does with the answers of the worker and of the file dialogs. Never starts a job by itself but
//! those that follow from an answer.

use std::path::PathBuf;
use std::sync::Arc;

use super::Controller;
use super::projects::is_project;
use crate::analysis::{DataQuality, Families};
use crate::app::jobs::{Answer, Failure, Finished, Kind, Request};
use crate::app::keeper::{KeptData, LoadedProject, SavedProject};
use crate::app::{Action, DialogAnswer, DialogQuestion, PeriodChoice, Problem, Then, View, needs_mapping};
use crate::import::{ImportReport, Imported, Input, Refusal, columns_changed, columns_seen};
use crate::project::{Document, Fingerprints, Source};

/// One rejected row in so many is a lot.
const MANY_REJECTED: u64 = 20;

impl Controller {
    pub(super) fn take_answer(&mut self, finished: Finished) {
        if finished.kind == Kind::Import {
            self.state.session.arriving = None;
        }
        match finished.result {
            Ok(Answer::Imported { inputs, imported, quality, contents }) => {
                let picked_up = self.picked_up_files(&imported.report, &quality);
                self.take_import(inputs, imported, quality, &contents);
                // Last: good news gives way to a warning that comes after it.
                if !picked_up.is_empty() {
                    self.notices.report(Problem::PickedUp { files: picked_up });
                }
            }
            Ok(Answer::Analyzed { spec, analysis, comments }) => {
                self.state.derived.comments = comments;
                let is_part = spec.families != Families::ALL;
                self.state.derived.answered = Some(spec);
                let is_first = self.state.derived.analysis.is_none();
                self.state.derived.analysis = Some(analysis);
                self.project_scenario();
                if is_first {
                    self.select_first();
                }
                if is_part {
                    self.analyze_rest();
                }
                self.take_waiting_snapshot();
                self.refresh_rows();
                self.ask_paths();
                self.ask_hypotheses();
            }
            Ok(Answer::Reran(snapshot)) => self.take_rerun(*snapshot),
            Ok(Answer::Verified { id, verified }) => {
                self.state.derived.verified.insert(id, verified);
            }
            Ok(Answer::Split(found)) => self.state.derived.difference = Some(found),
            Ok(Answer::FirstRows(shown)) => {
                if let Some(arriving) = &mut self.state.session.arriving {
                    arriving.shown = shown;
                }
            }
            Ok(Answer::FoundRows { figure, found }) => self.take_rows(&figure, found),
            Ok(Answer::Paths(answer)) => self.take_paths(answer),
            Ok(Answer::Flows(answer)) => self.state.derived.flows = Some(answer),
            Ok(Answer::Judged(judged)) => self.state.derived.judged = judged,
            Ok(Answer::SelfChecked(checks)) => self.state.derived.self_check = Some(checks),
            Ok(Answer::Previewed { name, preview }) => self.take_preview(&name, preview),
            Ok(Answer::Loaded { path, project }) => self.take_project(path, *project),
            Ok(Answer::Saved(saved)) => self.take_saved(saved),
            Ok(Answer::Autosaved { revision, is_changed }) => self.take_autosaved(revision, is_changed),
            Ok(Answer::FoundWork(Some((work, lock)))) => self.offer(*work, Some(lock)),
            Ok(Answer::Exported { path, rows }) => self.notices.report(Problem::Exported { path, rows }),
            Ok(Answer::Done | Answer::FoundWork(None)) | Err(Failure::Cancelled) => {}
            Err(Failure::Project(error)) if finished.kind == Kind::Autosave => {
                self.notices.report(Problem::NotAutosaved { why: error.to_string() });
            }
            Err(failure) => {
                if finished.kind == Kind::SaveProject {
                    self.after_save = None;
                }
                let is_about_rates = matches!(failure, Failure::Rates(_));
                if is_about_rates {
                    self.do_without_rates();
                }
                self.notices.report(Problem::Job { kind: finished.kind, failure });
            }
        }
    }

    /// A table of rates that cannot be used is taken out again, and the exports are read without it.
    fn do_without_rates(&mut self) {
        let was_read = self.state.derived.imported.is_some();
        self.perform(Action::SetRates(None));
        if !was_read {
            let inputs = Self::inputs_of(&self.state.project.document);
            self.import(inputs);
        }
    }

    fn take_import(
        &mut self,
        inputs: Vec<Input>,
        imported: Arc<Imported>,
        quality: Arc<DataQuality>,
        contents: &Fingerprints,
    ) {
        let report = &imported.report;
        self.ask_about(&inputs, &report.sources);
        let asked = self.state.session.mapping.is_some();
        // A file that is asked about at once need not be told about as well.
        let told = report.sources.iter().filter(|source| !(asked && needs_mapping(source)));
        let refused = told
            .filter_map(|source| source.refusal.clone().map(|refusal| (source.name().to_owned(), refusal)));
        let refused: Vec<_> = refused.collect();
        let read: u64 = report.sources.iter().map(|source| source.rows_read).sum();
        let (used, rejected) = (report.rows_used(), report.rows_rejected());
        let nothing_usable = used == 0 && (asked || !refused.is_empty());
        // A few rows are told by the badge beside the figures; only many of them interrupt.
        let has_question = refused.iter().any(|(_, refusal)| {
            matches!(refusal, Refusal::AmbiguousDates { .. } | Refusal::AmbiguousNumbers { .. })
        });
        if rejected * MANY_REJECTED > read {
            self.notices.report(Problem::RowsRejected { rejected, read });
        }
        if !refused.is_empty() {
            self.notices.report(Problem::FilesRefused { files: refused });
        }
        // A file that cannot be used takes nothing away from what is already there, unless an answer would make it usable.
        if nothing_usable && !has_question && self.state.derived.imported.is_some() {
            return;
        }
        self.compare_columns(report);
        // A project whose exports have moved keeps what it remembers of them.
        if used > 0 || self.state.project.document.sources.is_empty() {
            self.state.project.document.sources = Source::from_report(report, contents);
        }
        let first_trouble =
            report.sources.iter().position(|source| source.refusal.is_some() || source.rows_rejected > 0);
        self.state.session.source = first_trouble.unwrap_or(0);
        let derived = &mut self.state.derived;
        (derived.inputs, derived.exports) = (inputs, None);
        derived.imported = Some(imported);
        derived.quality = Some(quality);
        derived.answered = None;
        self.keeping.is_due();
        let derived = &mut self.state.derived;
        if used == 0 {
            derived.analysis = None;
            let desk = self.state.session.mapping.take();
            self.show(View::Data);
            self.state.session.mapping = desk;
        } else {
            self.analyze();
        }
    }

    /// Says what the exports lost or gained. Reading the same exports again (another setting) compares with the same ones before.
    fn compare_columns(&mut self, report: &ImportReport) {
        let (known, derived) = (&mut self.state.project.document.columns, &mut self.state.derived);
        let now = columns_seen(&report.sources, known);
        if now != *known {
            derived.before = std::mem::replace(known, now);
        }
        derived.changed = columns_changed(&report.sources, &derived.before);
    }

    fn take_project(&mut self, path: PathBuf, loaded: LoadedProject) {
        let view = self.state.session.view;
        let has_moved = self.opened_from.take().is_some_and(|from| from != view);
        self.take_document(loaded.document, loaded.data);
        if has_moved {
            self.show(view);
        }
        // A previous generation is opened as a copy: saving asks where, so that nothing is overwritten unseen.
        if is_project(&path) {
            self.remember(&path);
            let project = &mut self.state.project;
            (project.path, project.stamp) = (Some(path), Some(loaded.stamp));
            (project.lock, project.read_only) = (loaded.lock, loaded.read_only);
            self.tell_read_only();
        }
        if let Some(figures) = loaded.figures {
            // What was last shown, until the exports are read again.
            self.state.derived.analysis = Some(Arc::new(*figures.analysis));
            self.select_first();
        }
        if let Some(recovered) = loaded.recovered {
            self.offer(*recovered, None);
        }
    }

    /// Shows another document with the data that it keeps; without any, reads the exports that it was made from.
    pub(super) fn take_document(&mut self, document: Document, data: Option<KeptData>) {
        self.clear();
        let settings = &document.settings;
        self.state.session.lens = settings.lens;
        self.state.session.segment = settings.segment.filter(|id| document.segment(*id).is_some());
        self.state.session.day_first = settings.day_first;
        self.state.session.decimal_comma = settings.decimal_comma;
        self.state.session.period =
            if settings.period.is_all() { PeriodChoice::All } else { PeriodChoice::Custom(settings.period) };
        let inputs = Self::inputs_of(&document);
        self.state.project.document = document;
        if let Some(data) = data {
            self.take_kept(data, inputs);
        } else if inputs.is_empty() {
            self.show(View::Snapshots);
        } else {
            self.state.derived.before.clone_from(&self.state.project.document.columns);
            self.import(inputs);
        }
    }

    fn take_saved(&mut self, saved: SavedProject) {
        let SavedProject { path, revision, stamp, lock } = saved;
        self.notices.forget_project();
        let project = &mut self.state.project;
        project.saved_revision = project.saved_revision.max(revision);
        (project.path, project.stamp) = (Some(path.clone()), Some(stamp));
        (project.lock, project.read_only) = (lock, None);
        self.remember(&path);
        self.notices.report(Problem::Saved { path });
        if let Some(then) = self.after_save.take() {
            self.carry_on(then);
        }
    }

    pub(super) fn take_dialog_answer(&mut self, answer: DialogAnswer) {
        let Some(first) = answer.paths.first().cloned() else {
            self.after_save = None;
            if answer.unavailable {
                self.notices.report(Problem::NoDialog);
            }
            return;
        };
        match answer.question {
            DialogQuestion::Exports | DialogQuestion::Folder => self.open_paths(answer.paths),
            DialogQuestion::Project => self.unless_unsaved(Then::Open(first)),
            DialogQuestion::SaveAs { .. } => self.save_to(first),
            DialogQuestion::Rates => self.perform(Action::SetRates(Some(first))),
            DialogQuestion::WatchFolder => self.perform(Action::WatchFolder(Some(first))),
            DialogQuestion::ExportRejected { source, .. } => {
                let (inputs, options) = (self.state.derived.inputs.clone(), Box::new(self.options()));
                let (path, language) = (with_ending(first), self.state.session.language);
                self.submit(Request::ExportRejected { inputs, options, source, path, language });
            }
            DialogQuestion::ExportRows { .. } => self.export_rows(with_ending(first)),
            DialogQuestion::ExportTable { text, .. } => {
                self.submit(Request::WriteText { path: with_ending(first), text });
            }
            DialogQuestion::ExportReport { kind, .. } => self.export_report(kind, first),
            DialogQuestion::SaveMapping { .. } => self.save_mapping_to(first),
        }
    }
}

/// A table is a CSV file, whatever was typed.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("csv") }
}

//! Carries actions out: the one place that moves state, starts jobs and takes their answers. Never draws, never waits.

mod answers;
mod board;
mod data;
mod edits;
mod exports;
mod filters;
mod history;
mod hypotheses;
mod keeping;
mod look;
mod mapping;
mod paths;
mod projects;
mod questions;
mod rows;
mod segments;
mod settings;
mod snapshots;
mod watching;

use super::jobs::{Jobs, Request, Work};
use super::{
    Action, Command, Dialog, DialogQuestion, Effect, MappingStore, Notices, Preferences, Problem, Services,
    State, ThemeChoice, Then, View, sample, wording,
};
use crate::domain::Language;
use crate::import::{DateOrder, Input, Options};

/// State, jobs and notices of one window.
pub struct Controller {
    /// Everything the window shows.
    pub state: State,
    /// What the person must know.
    pub notices: Notices,
    jobs: Jobs,
    previews: Jobs,
    /// Saves and keeps work, so that neither waits for a long import.
    keeper: Jobs,
    keeping: keeping::Keeping,
    mappings: MappingStore,
    services: Services,
    preferences: Preferences,
    effects: Vec<Effect>,
    after_save: Option<Then>,
    /// Where somebody was when a project began to open: whoever has gone elsewhere since stays there.
    opened_from: Option<View>,
    /// Name of a snapshot that waits for the last of its figures.
    snapshot_to_take: Option<String>,
    watching: watching::Watching,
}

impl Controller {
    /// A window with nothing in it. `wake` is called, on the worker's thread, whenever [`Self::tick`] has something
    /// to fetch.
    pub fn new(
        services: Services,
        preferences: Preferences,
        work: impl Work + Clone,
        wake: impl Fn() + Clone + Send + 'static,
    ) -> Self {
        let mut state = State::default();
        state.session.theme = preferences.theme;
        state.session.appearance = preferences.appearance;
        state.session.inspector = !preferences.hides_inspector;
        state.session.inspector_width = preferences.inspector_width;
        state.session.language = preferences.language.unwrap_or_default();
        state.session.recent.clone_from(&preferences.recent);
        let mut controller = Self {
            state,
            notices: Notices::default(),
            previews: Jobs::start(work.clone(), wake.clone()),
            keeper: Jobs::start(work.clone(), wake.clone()),
            keeping: keeping::Keeping::new(),
            jobs: Jobs::start(work, wake),
            mappings: services.mappings_path.as_deref().map(MappingStore::load).unwrap_or_default(),
            services,
            preferences,
            effects: Vec::new(),
            after_save: None,
            opened_from: None,
            snapshot_to_take: None,
            watching: watching::Watching::default(),
        };
        controller.look_for_work();
        controller
    }

    /// Takes what the worker and the file dialogs have to say. Call once per frame.
    pub fn tick(&mut self) {
        while let Some(finished) = self.jobs.poll() {
            self.take_answer(finished);
        }
        while let Some(finished) = self.previews.poll() {
            self.take_answer(finished);
        }
        while let Some(finished) = self.keeper.poll() {
            self.take_answer(finished);
        }
        if let Some(answer) = self.services.dialogs.answer() {
            self.take_dialog_answer(answer);
        }
        if let Some(reduces) = self.services.motion.as_ref().and_then(|motion| motion.try_recv().ok()) {
            self.state.session.system_reduces_motion = reduces;
        }
        self.follow_watched_folder();
        self.keep_up();
    }

    /// What only the window can do, since the last call.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// The background work.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Whether the first rows of a file are being fetched.
    pub fn is_previewing(&self) -> bool {
        self.previews.current().is_some()
    }

    /// Whether anything is under way that will answer.
    pub fn is_busy(&self) -> bool {
        self.jobs.current().is_some() || self.is_previewing() || self.is_keeping()
    }

    /// Whether something is being saved or kept.
    pub fn is_keeping(&self) -> bool {
        self.keeper.current().is_some()
    }

    /// Whether a command would do something now.
    pub fn is_enabled(&self, command: Command) -> bool {
        command.is_enabled(&self.state, self.jobs.can_cancel())
    }

    /// Carries an action out.
    pub fn perform(&mut self, action: Action) {
        let session = &mut self.state.session;
        match action {
            Action::Do(command) => self.command(command),
            Action::Open(paths) => self.open_paths(paths),
            Action::Show(view) => self.show(view),
            Action::Select(_) | Action::SelectToo(_) | Action::SelectAll(_) => self.select(action),
            Action::SetPeriod(_) | Action::SetLens(_) | Action::SetCompare(_) | Action::SetCohortGrain(_) => {
                self.filter(action);
            }
            Action::SetWindow(days) => self.set_window(days),
            Action::ShowChannelsTab(_) | Action::ShowCustomersTab(_) | Action::ShowServiceTab(_) => {
                self.show_part(&action);
            }
            Action::SetInspectorWidth(width) => self.set_inspector_width(width),
            Action::SetDialog(None) if session.dialog == Some(Dialog::Recovered) => self.leave_recovered(),
            Action::SetDialog(dialog) => session.dialog = dialog,
            Action::OpenRecovered => self.open_recovered(),
            Action::LeaveRecovered => self.leave_recovered(),
            Action::CloseSnapshot => session.opened_snapshot = None,
            Action::OpenSnapshot(id) => {
                session.opened_snapshot = Some(id);
                session.view = View::Journey;
                self.select_first();
            }
            Action::SelectSource(index) => session.source = index,
            Action::ShowDataTab(tab) => {
                session.data_tab = tab;
                self.analyze();
            }
            Action::ShowRows(figure) => self.show_rows(figure),
            Action::LookAtRows(look) => self.look_at_rows(look),
            Action::CloseRows => session.rows = None,
            Action::ExportRows => self.ask_where_to_export_rows(),
            Action::SetSegment(segment) => self.set_segment(segment),
            Action::ExportRejected(index) => self.ask_where_to_export(index),
            Action::ExportTable { suggested, text } => {
                self.services.dialogs.ask(DialogQuestion::ExportTable { suggested, text });
            }
            Action::ChooseWatchedFolder => self.services.dialogs.ask(DialogQuestion::WatchFolder),
            Action::ChooseRates => self.services.dialogs.ask(DialogQuestion::Rates),
            Action::ReadExports => self.import(self.state.derived.inputs.clone()),
            Action::ReadDates { day_first } => self.read_again(|session| session.day_first = Some(day_first)),
            Action::ReadNumbers { decimal_comma } => {
                self.read_again(|session| session.decimal_comma = Some(decimal_comma));
            }
            Action::OpenPrevious(path) => self.unless_unsaved(Then::Open(path)),
            Action::Turn(shift) => self.turn(shift),
            Action::Dismiss(id) => self.notices.dismiss(id),
            Action::DiscardChanges => self.go_on(),
            Action::SaveChanges => self.save_then_go_on(),
            edit => self.mapping_action(edit),
        }
    }

    /// Reads the files once more, with a question answered.
    fn read_again(&mut self, answer: impl FnOnce(&mut super::Session)) {
        answer(&mut self.state.session);
        self.import(self.state.derived.inputs.clone());
    }

    /// The actions about files that nobody knows, and those of the paths view.
    fn mapping_action(&mut self, action: Action) {
        if self.paths_action(&action) || self.snapshot_action(&action) {
            return;
        }
        match action {
            Action::MapFile(path) => self.map_file(&path),
            Action::ChangeReading(reading) => self.change_reading(*reading),
            Action::UseMapping => self.use_mapping(),
            Action::SaveMapping => self.ask_where_to_save_mapping(),
            Action::SkipFile => self.skip_file(),
            Action::ForgetMapping(shape) => self.forget_mapping(shape),
            edit => self.edit_action(edit),
        }
    }

    fn command(&mut self, command: Command) {
        if !self.is_enabled(command) {
            return;
        }
        match command {
            Command::OpenFiles => self.services.dialogs.ask(DialogQuestion::Exports),
            Command::OpenFolder => self.services.dialogs.ask(DialogQuestion::Folder),
            Command::OpenProject => self.services.dialogs.ask(DialogQuestion::Project),
            Command::OpenSample => self.unless_unsaved(Then::Sample),
            Command::NewProject => self.unless_unsaved(Then::New),
            Command::Quit => self.unless_unsaved(Then::Quit),
            Command::SaveProject => self.save(),
            Command::SaveProjectAs => self.ask_where_to_save(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::TakeSnapshot => self.state.session.dialog = Some(Dialog::NameSnapshot),
            Command::OpenPalette => self.state.session.dialog = Some(Dialog::Palette),
            Command::CopyFigures => self.copy_figures(),
            Command::ToggleTheme => self.set_theme(next(&ThemeChoice::ALL, self.state.session.theme)),
            Command::ToggleLanguage => self.set_language(next(&Language::ALL, self.state.session.language)),
            Command::ToggleInspector
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomReset
            | Command::ToggleContrast
            | Command::ToggleMotion
            | Command::ToggleEra => self.change_look(command),
            Command::CancelJob => self.cancel(),
            Command::ToggleClientCopy => self.state.session.client_copy = !self.state.session.client_copy,
            Command::Present => self.present(),
            Command::ShowRows => {
                let figure = self.state.session.figure();
                figure.into_iter().for_each(|figure| self.show_rows(figure));
            }
            Command::SelfCheck => {
                self.state.session.dialog = Some(Dialog::SelfCheck);
                self.submit(Request::SelfCheck);
            }
            // All others lead to a view or write a deliverable.
            _ => {
                command.view().into_iter().for_each(|view| self.show(view));
                command.export_kind().into_iter().for_each(|kind| self.ask_where_to_export_report(kind));
            }
        }
    }

    fn show(&mut self, view: View) {
        self.notices.forget_good_news();
        self.state.session.mapping = None;
        self.state.session.rows = None;
        if self.state.session.view != view || self.state.session.selection.is_none() {
            self.state.session.view = view;
            self.ask_what_is_missing();
            self.select_first();
            self.ask_paths();
        }
    }

    /// Asks for the figures of the view at hand where the last answer left them out.
    pub(super) fn ask_what_is_missing(&mut self) {
        let families = self.state.session.families();
        if self.state.derived.answered.as_ref().is_some_and(|spec| !spec.families.cover(families)) {
            self.analyze();
        }
    }

    fn copy_figures(&mut self) {
        if let Some(analysis) = self.state.shown().analysis
            && let Ok(text) = serde_json::to_string_pretty(analysis)
        {
            self.effects.push(Effect::Copy(text));
            self.notices.report(Problem::Copied);
        }
    }

    fn cancel(&mut self) {
        if self.jobs.cancel() {
            self.notices.report(Problem::Stopped);
        }
    }

    fn submit(&mut self, request: Request) {
        if self.jobs.submit(request).is_none() {
            self.notices.report(Problem::Busy);
        }
    }

    /// Reads exports from now on instead of those read before.
    fn import(&mut self, inputs: Vec<Input>) {
        if self.lacks_exports() {
            return;
        }
        self.notices.forget_import();
        self.state.session.arriving = None;
        let options = Box::new(self.options());
        self.submit(Request::Import { inputs, options });
    }

    /// How exports are read, by the answers of the person.
    fn options(&self) -> Options {
        let session = &self.state.session;
        let order = |day_first| if day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        Options {
            date_order: session.day_first.map(order),
            decimal_comma: session.decimal_comma,
            identity: settings::identity(&self.state.project.document.settings),
            channels: self.state.project.document.settings.channels.clone(),
            rates: self.state.project.document.settings.rates.as_ref().map(Into::into),
            remembered: self.remembered(),
            pseudonyms: self.pseudonym_key().ok().flatten(),
            memory: self.services.memory.clone(),
            ..Options::default()
        }
    }

    /// Asks where the rejected rows of a source are to go.
    fn ask_where_to_export(&mut self, index: usize) {
        let report = self.state.derived.imported.as_ref().map(|imported| &imported.report);
        let Some(source) = report.and_then(|report| report.sources.get(index)) else { return };
        let name = wording::file_name(&source.path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let ending = wording::text(self.state.session.language, "data.rejected.file");
        let suggested = format!("{stem} {ending}.csv").replace(['/', ':', '›'], "-");
        let source = source.path.clone();
        self.services.dialogs.ask(DialogQuestion::ExportRejected { source, suggested });
    }

    fn import_sample(&mut self) {
        match sample::inputs() {
            inputs if inputs.is_empty() => self.notices.report(Problem::NoSample),
            inputs => self.import(inputs),
        }
    }
}

/// The choice after `present`, and the first after the last.
fn next<T: Copy + PartialEq>(choices: &[T], present: T) -> T {
    let index = choices.iter().position(|choice| *choice == present).map_or(0, |index| index + 1);
    choices.get(index).or(choices.first()).copied().unwrap_or(present)
}

#[cfg(test)]
mod data_tests;
#[cfg(test)]
mod exchange_tests;
#[cfg(test)]
mod export_tests;
#[cfg(test)]
mod keeping_tests;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod undo_tests;

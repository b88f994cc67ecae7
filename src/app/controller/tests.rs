//! User stories without a window: what a person does, what the state is then. Never a clock, a dialog or a home folder.

use crate::app::jobs::Kind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::analysis::{Analysis, Spec, data_quality};
use crate::app::jobs::{Answer, Failure, Watch};
use crate::app::watch::WatchEvent;
use crate::app::{Clock, DialogAnswer, Dialogs, FolderWatching};
use crate::domain::{Lens, Stage};
use crate::import::{ImportReport, Imported, SourceReport};
use crate::project::{Target, document_fixture, store};
use crate::tables::Tables;

/// Always the same minute; the seconds since the program began are what the test says.
#[derive(Clone, Default)]
pub(crate) struct Noon(pub(crate) Arc<AtomicU64>);

impl Clock for Noon {
    fn now(&self) -> String {
        "2026-11-21 12:00".to_owned()
    }

    fn elapsed(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

/// Answers every question with what the test laid ready.
#[derive(Default)]
struct Ready {
    paths: Vec<std::path::PathBuf>,
    answer: Option<DialogAnswer>,
}

impl Dialogs for Ready {
    fn ask(&mut self, question: DialogQuestion) {
        self.answer = Some(DialogAnswer { question, paths: self.paths.clone(), unavailable: false });
    }

    fn answer(&mut self) -> Option<DialogAnswer> {
        self.answer.take()
    }
}

/// Says what the test laid ready, and remembers what is watched.
#[derive(Clone, Default)]
pub(crate) struct FakeWatches {
    pub(crate) folder: Arc<Mutex<Option<std::path::PathBuf>>>,
    pub(crate) events: Arc<Mutex<Vec<WatchEvent>>>,
}

impl FolderWatching for FakeWatches {
    fn watch(&mut self, folder: Option<&std::path::Path>) {
        *self.folder.lock().expect("one thread") = folder.map(std::path::Path::to_owned);
    }

    fn events(&mut self) -> Vec<WatchEvent> {
        std::mem::take(&mut self.events.lock().expect("one thread"))
    }
}

/// Answers every import with the fixture shop; the name of a file can ask for trouble.
#[derive(Clone, Copy)]
struct FixtureWork;

impl Work for FixtureWork {
    fn perform(&self, request: Request, watch: &Watch) -> Result<Answer, Failure> {
        match request {
            Request::Import { inputs, .. } => {
                let asks_for = |word: &str| inputs.iter().any(|input| format!("{input:?}").contains(word));
                assert!(!asks_for("panic"), "a reader stopped");
                let imported = Arc::new(imported(asks_for("refused")));
                let quality = Arc::new(data_quality(&imported.tables).expect("a quality"));
                Ok(Answer::Imported { imported, inputs, quality, contents: Arc::default() })
            }
            Request::Analyze { spec, .. } => {
                Ok(Answer::Analyzed { analysis: Arc::new(figures(&spec)), comments: Arc::default(), spec })
            }
            Request::FindRows { imported, spec, figure, known, look, language } => {
                let rows = |_| crate::analysis::rows::rows(&imported.tables, &spec, &figure).expect("rows");
                let list = known.unwrap_or_else(|| Arc::new(rows(())));
                let found = crate::app::FoundRows::new(&imported, list, &look, language);
                Ok(Answer::FoundRows { figure, found })
            }
            Request::ExportRows { path, .. } => Ok(Answer::Exported { path, rows: Some(2) }),
            Request::Paths { imported, spec, question } => {
                let answer = crate::app::paths::answer(&imported, &spec, &question).expect("paths");
                Ok(Answer::Paths(Arc::new(answer)))
            }
            Request::Flows { imported, spec, look } => {
                let answer = crate::app::flows::answer(&imported, &spec, &look).expect("flows");
                Ok(Answer::Flows(Arc::new(answer)))
            }
            Request::Judge { imported, spec, statements } => {
                let judged = crate::analysis::hypotheses::judge(&imported.tables, &spec, &statements);
                Ok(Answer::Judged(Arc::new(judged.expect("judged"))))
            }
            Request::SelfCheck => Ok(Answer::SelfChecked(Arc::default())),
            Request::Preview { input, name, reading, options } => {
                let preview = crate::import::preview(&input, &name, &reading, &options).map(Arc::new);
                Ok(Answer::Previewed { name, preview })
            }
            Request::FirstRows { .. } => Ok(Answer::FirstRows(None)),
            Request::Rerun { snapshot, .. } => Ok(Answer::Reran(snapshot)),
            Request::Verify(_) | Request::Split(_) => Ok(Answer::Done),
            Request::LoadProject(_)
            | Request::SaveProject(_)
            | Request::Autosave(_)
            | Request::ForgetAutosave(_)
            | Request::SetAside(_)
            | Request::FindWork { .. } => crate::app::Engine::default().perform(request, watch),
            Request::ExportReport(order) => Ok(Answer::Exported { path: order.path, rows: None }),
            Request::WriteText { path, .. } => Ok(Answer::Exported { path, rows: None }),
            Request::ExportRejected { path, .. } => Ok(Answer::Exported { path, rows: Some(1) }),
            Request::SavePreferences { .. } => Ok(Answer::Done),
        }
    }
}

fn imported(refused: bool) -> Imported {
    let mut source =
        SourceReport { path: "shop/orders.csv".to_owned(), rows_read: 12, ..SourceReport::default() };
    (source.rows_used, source.rows_rejected) = (11, 1);
    let mut report = ImportReport { sources: vec![source] };
    if refused {
        report.sources[0] = SourceReport {
            path: "shop/refused.pdf".to_owned(),
            refusal: Some(crate::import::Refusal::Empty),
            ..SourceReport::default()
        };
    }
    Imported { tables: Tables::empty().expect("empty tables"), report }
}

fn figures(spec: &Spec) -> Analysis {
    let mut analysis = document_fixture::analysis();
    analysis.journey.lens = spec.lens;
    analysis
}

/// A controller whose worker answers with the fixture shop.
pub(crate) struct Desk {
    pub(crate) controller: Controller,
    woken: Mutex<Receiver<()>>,
    pub(crate) watches: FakeWatches,
    pub(crate) clock: Noon,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::choosing(Vec::new())
    }

    pub(crate) fn choosing(paths: Vec<std::path::PathBuf>) -> Self {
        Self::working(paths, FixtureWork, None)
    }

    /// A controller that keeps unsaved work without a place in a folder.
    pub(crate) fn keeping(folder: &std::path::Path, paths: Vec<std::path::PathBuf>) -> Self {
        Self::working(paths, FixtureWork, Some(folder.to_owned()))
    }

    /// Like [`Self::reading`], with what the file dialogs will answer.
    pub(crate) fn reading_and_choosing(paths: Vec<std::path::PathBuf>) -> Self {
        Self::working(paths, crate::app::Engine::default(), None)
    }

    /// A controller that reads files as the window does.
    pub(crate) fn reading() -> Self {
        Self::working(Vec::new(), crate::app::Engine::default(), None)
    }

    fn working(
        paths: Vec<std::path::PathBuf>,
        work: impl Work + Clone,
        recovery_folder: Option<std::path::PathBuf>,
    ) -> Self {
        let (wake, woken) = channel();
        let (watches, clock) = (FakeWatches::default(), Noon::default());
        let services = Services {
            dialogs: Box::new(Ready { paths, answer: None }),
            clock: Box::new(clock.clone()),
            watches: Box::new(watches.clone()),
            memory: None,
            motion: None,
            preferences_path: None,
            keys_folder: None,
            mappings_path: None,
            recovery_folder,
            holder: "Ann".to_owned(),
        };
        let controller = Controller::new(services, Preferences::default(), work, move || {
            let _ = wake.send(());
        });
        Self { controller, woken: Mutex::new(woken), watches, clock }
    }

    /// Performs the action and lets every job that follows from it finish.
    pub(crate) fn perform(&mut self, action: Action) {
        self.controller.perform(action);
        self.settle();
    }

    pub(crate) fn settle(&mut self) {
        self.controller.tick();
        while self.controller.is_busy() {
            let woken = self.woken.lock().expect("one thread");
            woken.recv_timeout(Duration::from_secs(20)).expect("the worker answers");
            drop(woken);
            self.controller.tick();
        }
    }

    pub(crate) fn with_shop() -> Self {
        let mut desk = Self::new();
        desk.perform(Action::Open(vec!["orders.csv".into()]));
        desk
    }

    pub(crate) fn into_controller(self) -> Controller {
        self.controller
    }

    /// The controller, and what tells that a worker has answered.
    pub(crate) fn into_parts(self) -> (Controller, Receiver<()>) {
        (self.controller, self.woken.into_inner().expect("one thread"))
    }

    pub(crate) fn state(&self) -> &State {
        &self.controller.state
    }

    pub(crate) fn problems(&self) -> Vec<Problem> {
        self.controller.notices.iter().map(|notice| notice.problem.clone()).collect()
    }
}

pub(super) fn pin(text: &str) -> Action {
    Action::PinNote { target: Target::Stage { stage: Stage::Purchase }, text: text.to_owned() }
}

#[test]
fn opening_exports_shows_the_journey_and_says_what_was_left_out() {
    let desk = Desk::with_shop();
    assert!(desk.state().shown().analysis.is_some());
    assert_eq!(desk.state().session.view, View::Journey);
    assert_eq!(desk.problems(), [Problem::RowsRejected { rejected: 1, read: 12 }]);
    assert_eq!(desk.state().project.document.sources[0].rows_used, 11);
    assert!(!desk.state().project.is_dirty(), "looking at exports is no work that could be lost");
}

#[test]
fn a_note_is_pinned_frozen_in_a_snapshot_and_taken_back() {
    let mut desk = Desk::with_shop();
    desk.perform(pin("coupon from May"));
    desk.perform(Action::TakeSnapshot { name: "Before".to_owned() });
    desk.perform(Action::RemoveNote(desk.state().project.document.notes[0].id));
    let document = &desk.state().project.document;
    assert_eq!((document.notes.len(), document.snapshots[0].notes.len()), (0, 1));
    assert_eq!(document.snapshots[0].created, "2026-11-21 12:00");

    desk.perform(Action::Do(Command::Undo));
    assert_eq!(desk.state().project.document.notes.len(), 1);
    desk.perform(Action::Do(Command::Undo));
    desk.perform(Action::Do(Command::Undo));
    assert!(desk.state().project.document.notes.is_empty());
    assert!(!desk.controller.is_enabled(Command::Undo) && desk.controller.is_enabled(Command::Redo));
}

#[test]
fn an_opened_snapshot_shows_its_own_figures_until_it_is_closed_or_gone() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::TakeSnapshot { name: "Before".to_owned() });
    let id = desk.state().project.document.snapshots[0].id;
    desk.perform(Action::SetLens(Lens::Push));
    desk.perform(Action::OpenSnapshot(id));
    let lens = |desk: &Desk| desk.state().shown().analysis.map(|analysis| analysis.journey.lens);
    assert_eq!(lens(&desk), Some(Lens::All));
    desk.perform(Action::RemoveSnapshot(id));
    assert_eq!(lens(&desk), Some(Lens::Push));
}

#[test]
fn a_panic_in_the_worker_is_a_notice_and_the_figures_stay() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::Open(vec!["panic.csv".into()]));
    let stopped = |problem: &Problem| {
        matches!(problem, Problem::Job { kind: Kind::Import, failure: Failure::Panicked { .. } })
    };
    assert!(desk.problems().iter().any(stopped), "{:?}", desk.problems());
    assert!(desk.state().shown().analysis.is_some());
}

#[test]
fn a_file_that_is_refused_takes_nothing_away() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::Open(vec!["refused.pdf".into()]));
    assert!(
        matches!(desk.problems().as_slice(), [Problem::FilesRefused { files }] if files[0].0 == "refused.pdf")
    );
    assert_eq!(desk.state().derived.inputs.len(), 1);
    assert!(desk.state().shown().analysis.is_some());
}

#[test]
fn the_answer_to_an_older_question_is_not_shown() {
    let mut desk = Desk::with_shop();
    desk.controller.perform(Action::SetLens(Lens::Push));
    desk.controller.perform(Action::SetLens(Lens::Pull));
    desk.settle();
    assert_eq!(desk.state().shown().analysis.map(|analysis| analysis.journey.lens), Some(Lens::Pull));
    assert_eq!(desk.state().derived.answered.as_ref().map(|spec| spec.lens), Some(Lens::Pull));
}

#[test]
fn going_back_to_a_lens_while_another_is_computed_ends_on_the_first() {
    let mut desk = Desk::with_shop();
    desk.controller.perform(Action::SetLens(Lens::Push));
    desk.controller.perform(Action::SetLens(Lens::All));
    desk.settle();
    assert_eq!(desk.state().shown().analysis.map(|analysis| analysis.journey.lens), Some(Lens::All));
}

#[test]
fn language_and_theme_go_around() {
    let mut desk = Desk::new();
    desk.perform(Action::Do(Command::ToggleLanguage));
    assert_eq!(desk.state().session.language, Language::Thai);
    desk.perform(Action::Do(Command::ToggleLanguage));
    assert_eq!(desk.state().session.language, Language::English);
    for expected in [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::System] {
        desk.perform(Action::Do(Command::ToggleTheme));
        assert_eq!(desk.state().session.theme, expected);
    }
}

#[test]
fn a_project_whose_exports_have_moved_still_shows_its_snapshots_and_remembers_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.senthang");
    let mut document = document_fixture::document();
    document.sources[0].path = "moved/refused.csv".to_owned();
    store::save(&path, &document).expect("saves");
    let mut desk = Desk::new();
    desk.perform(Action::Open(vec![path]));
    assert_eq!(desk.state().project.document.sources, document.sources);
    assert!(desk.problems().iter().any(Problem::leads_to_data));
    desk.perform(Action::OpenSnapshot(document.snapshots[0].id));
    assert_eq!(desk.state().shown().analysis, Some(document.snapshots[0].analysis.as_ref()));
}

#[test]
fn a_cancelled_import_leaves_everything_as_it_was() {
    let mut desk = Desk::with_shop();
    desk.controller.perform(Action::Open(vec!["more.csv".into()]));
    desk.controller.perform(Action::Do(Command::CancelJob));
    assert_eq!(desk.problems().last(), Some(&Problem::Stopped));
    assert!(desk.controller.jobs().current().is_none());
    desk.perform(Action::Do(Command::ShowCustomers));
    assert_eq!(desk.state().derived.inputs.len(), 1);
    assert!(desk.state().shown().analysis.is_some());
}

#[test]
fn what_identity_rules_change_is_computed_for_who_looks_at_it() {
    let mut desk = Desk::with_shop();
    let asked = |desk: &Desk| desk.state().derived.answered.as_ref().map(|spec| spec.identity_effects);
    assert_eq!(asked(&desk), Some(false));
    desk.perform(Action::ShowDataTab(crate::app::DataTab::Identity));
    assert_eq!(asked(&desk), Some(true));
}

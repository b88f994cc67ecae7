//! When unsaved work is kept, and what is done with work that a run before left behind. Never saves a project by itself.

use std::sync::Arc;
use std::time::Duration;

use super::Controller;
use crate::app::jobs::{Kind, Request};
use crate::app::keeper::{AutosaveOrder, ReadOnly};
use crate::app::{Dialog, Problem, sample};
use crate::project::autosave::{self, About, Place, Recovered};
use crate::project::lock::ProjectLock;
use crate::project::{Document, key_store};

/// So long after the last change, work is kept.
const QUIET: Duration = Duration::from_secs(1);
/// So long at most, while changes go on.
const LONGEST: Duration = Duration::from_secs(30);

/// What is known of unsaved work.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    /// Name of this run of the program.
    session: String,
    /// The revision that was last seen, and when.
    seen: (u64, Duration),
    /// The revision that is kept.
    kept: u64,
    /// When work was last kept.
    last: Duration,
    /// Whether work is to be kept at once, whatever its revision.
    is_due: bool,
    /// Shows other runs that the work of this one without a place still belongs to somebody.
    pub(super) claim: Option<Arc<ProjectLock>>,
    /// The lock of work that a run before has left, until the person has decided.
    pub(super) found: Option<Arc<ProjectLock>>,
}

impl Keeping {
    pub(super) fn new() -> Self {
        // Without randomness two unsaved projects of one machine might share a place; the lock keeps them apart.
        Self { session: key_store::new_name().unwrap_or_default(), ..Self::default() }
    }

    /// After an import: keeps the work at once.
    pub(super) fn is_due(&mut self) {
        self.is_due = true;
    }
}

impl Controller {
    /// Where the work of the open project goes while it is not saved.
    pub(super) fn autosave_place(&self) -> Place {
        Place {
            project: self.state.project.path.clone(),
            folder: self.services.recovery_folder.clone(),
            session: self.keeping.session.clone(),
        }
    }

    /// In whose name projects are locked.
    pub(super) fn holder(&self) -> String {
        let (who, when) = (&self.services.holder, self.services.clock.now());
        if who.is_empty() { when } else { format!("{who}, {when}") }
    }

    /// Looks for work that a run before has left, and claims a place for that of this one.
    pub(super) fn look_for_work(&mut self) {
        let Some(folder) = self.services.recovery_folder.clone() else { return };
        let holder = self.holder();
        self.keeping.claim = autosave::claim(&self.autosave_place(), &holder).map(Arc::new);
        let _ = self.keeper.submit(Request::FindWork { folder, holder });
    }

    /// Keeps unsaved work when it is time. Called once per frame.
    pub(super) fn keep_up(&mut self) {
        let now = self.services.clock.elapsed();
        let project = &self.state.project;
        if project.revision != self.keeping.seen.0 {
            self.keeping.seen = (project.revision, now);
        }
        let is_waiting = self.is_work_waiting();
        let is_time = now >= self.keeping.seen.1 + QUIET || now >= self.keeping.last + LONGEST;
        let is_due = std::mem::take(&mut self.keeping.is_due) && self.is_worth_keeping();
        if !(is_due || is_waiting && is_time) || self.keeper.is_running(Kind::Autosave) {
            self.keeping.is_due |= is_due;
            return;
        }
        self.keeping.last = now;
        self.autosave();
    }

    /// Whether there are changes that are neither saved nor kept.
    pub fn is_work_waiting(&self) -> bool {
        let project = &self.state.project;
        project.is_dirty() && project.revision != self.keeping.kept && self.has_place()
    }

    fn has_place(&self) -> bool {
        self.state.project.path.is_some() || self.services.recovery_folder.is_some()
    }

    /// Whether a crash would cost anything: edits, or exports of one's own.
    fn is_worth_keeping(&self) -> bool {
        let sources = &self.state.project.document.sources;
        let own = sources.iter().any(|source| !source.path.starts_with(sample::PREFIX));
        self.has_place() && (self.state.project.is_dirty() || own)
    }

    fn autosave(&mut self) {
        let Ok(document) = self.document_to_write() else { return };
        let place = self.autosave_place();
        let project = &self.state.project;
        let about = About {
            project: project.path.as_ref().map(|path| path.display().to_string()),
            base: project.stamp.as_ref().map(|stamp| stamp.text().to_owned()),
            at: self.services.clock.now(),
            changes: project.revision.saturating_sub(project.saved_revision),
        };
        let (revision, expected) = (project.revision, project.stamp.clone());
        let order = AutosaveOrder { place, about, document, revision, expected };
        // A full queue costs nothing: the next frame asks again.
        let _ = self.keeper.submit(Request::Autosave(Box::new(order)));
    }

    pub(super) fn take_autosaved(&mut self, revision: u64, is_changed: bool) {
        self.keeping.kept = revision;
        if let Some(path) = self.state.project.path.clone().filter(|_| is_changed) {
            self.notices.report(Problem::ChangedUnderneath { path });
        }
    }

    /// The unsaved work is saved, or nobody wants it.
    pub(super) fn forget_autosave(&mut self) {
        let _ = self.keeper.submit(Request::ForgetAutosave(self.autosave_place()));
    }

    /// Says why a project is shown and not written.
    pub(super) fn tell_read_only(&mut self) {
        if let Some(why) = self.state.project.read_only.clone() {
            self.notices.report(Problem::ReadOnly { why });
        }
    }

    /// Offers work that was found. A project that is being worked on is not disturbed.
    pub(super) fn offer(&mut self, recovered: Recovered, lock: Option<Arc<ProjectLock>>) {
        self.keeping.found = lock;
        self.state.session.recovered = Some(Box::new(recovered));
        self.state.session.dialog = Some(Dialog::Recovered);
    }

    /// Goes on with the work that was found, as changes that are not saved.
    pub(super) fn open_recovered(&mut self) {
        self.state.session.dialog = None;
        let Some(recovered) = self.state.session.recovered.take() else { return };
        let Recovered { path, about, document } = *recovered;
        if about.project.is_some() {
            self.replace_document(document);
        } else {
            self.take_document(document, None);
            self.state.project.revision += 1;
            // It is this run's work from now on; what was found is kept until that is saved.
            self.keeping.is_due();
            let _ = self.keeper.submit(Request::SetAside(path));
        }
        self.keeping.found = None;
    }

    /// Goes on with what was saved; the work that was found is set aside, not deleted.
    pub(super) fn leave_recovered(&mut self) {
        self.state.session.dialog = None;
        if let Some(recovered) = self.state.session.recovered.take() {
            let _ = self.keeper.submit(Request::SetAside(recovered.path));
        }
        self.keeping.found = None;
    }

    /// Puts another document in the place of the open project's, as a change that is not saved.
    fn replace_document(&mut self, document: Document) {
        let data = self.kept_data();
        let project = std::mem::take(&mut self.state.project);
        self.take_document(document, data);
        let opened = &mut self.state.project;
        (opened.path, opened.stamp, opened.lock) = (project.path, project.stamp, project.lock);
        opened.read_only = project.read_only.filter(|why| *why != ReadOnly::Newer);
        opened.revision = project.revision + 1;
        opened.saved_revision = project.revision;
    }
}

impl Drop for Controller {
    /// A window that is closed in order leaves nothing to recover; one that panics does.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.forget_autosave();
        }
    }
}

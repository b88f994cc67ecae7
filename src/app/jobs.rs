//! Work that takes time: one worker thread, a bounded channel, a ticket per request. Never blocks the caller, never
//! hands out a stale answer, never lets a panic end the session.

mod panics;
mod request;
mod watch;

pub use request::{Kind, Request};
pub use watch::Watch;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use self::panics::panic_code;
use super::flows::FlowsAnswer;
use super::keeper::{LoadedProject, SavedProject};
use super::paths::PathsAnswer;
use super::rows_desk::FoundRows;
use crate::analysis::hypotheses::Judged;
use crate::analysis::rows::FigureId;
use crate::analysis::self_check::Check;
use crate::analysis::{Analysis, Comment, DataQuality, Spec};
use crate::import::{Imported, Input, Preview, Progress, RatesError, Refusal};
use crate::project::autosave::Recovered;
use crate::project::difference::Difference;
use crate::project::lock::ProjectLock;
use crate::project::verify::Verified;
use crate::project::{Fingerprints, ProjectError, Snapshot, SnapshotId};

/// Requests that may wait; more than a person can make before the worker looks up.
const QUEUE: usize = 16;

/// What comes back.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Exports were read.
    Imported {
        /// What was read.
        inputs: Vec<Input>,
        /// What came of it.
        imported: Arc<Imported>,
        /// What it covers and feeds.
        quality: Arc<DataQuality>,
        /// What the files held.
        contents: Arc<Fingerprints>,
    },
    /// Figures were computed.
    Analyzed {
        /// The question.
        spec: Spec,
        /// The figures.
        analysis: Arc<Analysis>,
        /// What people wrote in the period.
        comments: Arc<Vec<Comment>>,
    },
    /// A snapshot's question was asked again.
    Reran(Box<Snapshot>),
    /// A snapshot was computed again and compared.
    Verified {
        /// Which one.
        id: SnapshotId,
        /// What came of it.
        verified: Arc<Verified>,
    },
    /// A difference was split by what made it.
    Split(Arc<Difference>),
    /// The rows behind a figure were found.
    FoundRows {
        /// The figure.
        figure: FigureId,
        /// Its rows.
        found: FoundRows,
    },
    /// The journey was asked.
    Paths(Arc<PathsAnswer>),
    /// Which way customers go.
    Flows(Arc<FlowsAnswer>),
    /// Locked statements were judged.
    Judged(Arc<Vec<Judged>>),
    /// The reference values were computed.
    SelfChecked(Arc<Vec<Check>>),
    /// The first rows of a file, or why there are none.
    Previewed {
        /// Its name.
        name: String,
        /// The rows.
        preview: Result<Arc<Preview>, Refusal>,
    },
    /// The first rows of what is being read; `None` where there are none to show.
    FirstRows(Option<Arc<Preview>>),
    /// A project was opened.
    Loaded {
        /// Where it is.
        path: PathBuf,
        /// What it holds, and whose it is.
        project: Box<LoadedProject>,
    },
    /// A project was saved.
    Saved(SavedProject),
    /// Unsaved work was kept.
    Autosaved {
        /// The revision that is kept.
        revision: u64,
        /// Whether the project's file is no longer as it was last seen.
        is_changed: bool,
    },
    /// Unsaved work of a run before was found, with the lock that makes it ours.
    FoundWork(Option<(Box<Recovered>, Arc<ProjectLock>)>),
    /// A file was written.
    Exported {
        /// Where.
        path: PathBuf,
        /// Rows in it, where they were counted.
        rows: Option<u64>,
    },
    /// Nothing to tell.
    Done,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// Somebody asked to stop.
    Cancelled,
    /// The exports could not be read at all.
    Import(String),
    /// The table of exchange rates could not be used.
    Rates(RatesError),
    /// The figures could not be computed.
    Analysis(String),
    /// The project could not be opened or saved.
    Project(ProjectError),
    /// A deliverable could not be made.
    Report(String),
    /// The view has no page that the file could hold.
    NoPage,
    /// A file could not be written.
    Unwritable {
        /// Which one.
        path: PathBuf,
        /// What the operating system says.
        why: String,
    },
    /// The source whose rows were to be written cannot be read any more.
    Unreadable {
        /// Its name.
        source: String,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// The work panicked; the code names the place without saying what the data was.
    Panicked {
        /// Four hexadecimal digits.
        code: String,
    },
}

/// Carries requests out, on the worker's thread.
pub trait Work: Send + 'static {
    /// Does what is asked; looks at `watch` often.
    ///
    /// # Errors
    /// [`Failure`].
    fn perform(&self, request: Request, watch: &Watch) -> Result<Answer, Failure>;
}

/// Identity of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

struct Job {
    ticket: Ticket,
    request: Request,
    watch: Arc<Watch>,
}

/// A request that has not been answered yet.
#[derive(Clone, Debug)]
pub struct Pending {
    ticket: Ticket,
    /// What it is.
    pub kind: Kind,
    /// How far it is.
    pub watch: Arc<Watch>,
}

/// A request that came back.
#[derive(Clone, Debug)]
pub struct Finished {
    /// What it was.
    pub kind: Kind,
    /// What came of it.
    pub result: Result<Answer, Failure>,
}

/// The worker, seen from the window.
pub struct Jobs {
    sender: Option<SyncSender<Job>>,
    answers: Receiver<(Ticket, Result<Answer, Failure>)>,
    thread: Option<JoinHandle<()>>,
    pending: Vec<Pending>,
    issued: u64,
}

impl Jobs {
    /// Starts the worker. `wake` is called once per answer, on the worker's thread.
    pub fn start(work: impl Work, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, requests) = sync_channel::<Job>(QUEUE);
        let (answer, answers) = sync_channel(QUEUE * 2);
        let serve = move || {
            for job in requests {
                let result = carry_out(&work, job.request, &job.watch);
                if answer.send((job.ticket, result)).is_err() {
                    break;
                }
                wake();
            }
        };
        let thread = std::thread::Builder::new().name("senthang-worker".to_owned()).spawn(serve).ok();
        Self { sender: Some(sender), answers, thread, pending: Vec::new(), issued: 0 }
    }

    /// Hands a request to the worker; `None` when its queue is full.
    pub fn submit(&mut self, request: Request) -> Option<Ticket> {
        let kind = request.kind();
        let ticket = Ticket(self.issued + 1);
        let watch = Arc::new(Watch::default());
        let job = Job { ticket, request, watch: Arc::clone(&watch) };
        self.sender.as_ref()?.try_send(job).ok()?;
        if kind.only_latest_counts() {
            self.drop_superseded();
        }
        self.issued = ticket.0;
        self.pending.push(Pending { ticket, kind, watch });
        Some(ticket)
    }

    /// Stops reading and computing; what was asked to be saved is saved all the same. Says whether anything was stopped.
    pub fn cancel(&mut self) -> bool {
        let before = self.pending.len();
        self.drop_superseded();
        self.pending.len() < before
    }

    /// The next answer that still counts.
    pub fn poll(&mut self) -> Option<Finished> {
        while let Ok((ticket, result)) = self.answers.try_recv() {
            if let Some(index) = self.pending.iter().position(|job| job.ticket == ticket) {
                let kind = self.pending.remove(index).kind;
                return Some(Finished { kind, result });
            }
        }
        None
    }

    /// The job the status bar shows: the oldest that a person is waiting for.
    pub fn current(&self) -> Option<&Pending> {
        self.pending.iter().find(|job| job.kind != Kind::SavePreferences)
    }

    /// Whether a job runs that can be stopped.
    pub fn can_cancel(&self) -> bool {
        self.pending.iter().any(|job| job.kind.only_latest_counts())
    }

    /// Whether a job of this kind waits or runs.
    pub fn is_running(&self, kind: Kind) -> bool {
        self.pending.iter().any(|job| job.kind == kind)
    }

    /// Whether a project is still being written.
    pub fn is_saving(&self) -> bool {
        self.pending.iter().any(|job| job.kind == Kind::SaveProject)
    }

    fn drop_superseded(&mut self) {
        self.pending.retain(|job| {
            let keep = !job.kind.only_latest_counts();
            if !keep {
                job.watch.cancel();
            }
            keep
        });
    }
}

impl Drop for Jobs {
    /// Lets the worker finish what must not be lost (saving), and nothing else.
    fn drop(&mut self) {
        self.drop_superseded();
        self.sender = None;
        let must_wait = !self.pending.is_empty();
        if let Some(thread) = self.thread.take().filter(|_| must_wait) {
            let _ = thread.join();
        }
    }
}

fn carry_out(work: &impl Work, request: Request, watch: &Watch) -> Result<Answer, Failure> {
    if watch.is_cancelled() {
        return Err(Failure::Cancelled);
    }
    // The request is moved in and dropped with the panic; `work` holds no state that could be left half changed.
    catch_unwind(AssertUnwindSafe(|| work.perform(request, watch)))
        .unwrap_or_else(|payload| Err(Failure::Panicked { code: panic_code(payload.as_ref()) }))
}

#[cfg(test)]
mod tests;

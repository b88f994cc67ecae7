//! The one road from a problem to the person: a list of notices that stay until dismissed or overtaken. Never drops an
//! error, never shows the same one twice.

use std::path::PathBuf;

use super::jobs::{Failure, Kind};
use super::watch::WatchTrouble;
use super::wording::{count, filled, picked_up, project_error, read_only, refusal, shown_from_data, text};
use super::{Exports, ReadOnly};
use crate::domain::Language;
use crate::import::Refusal;
use crate::project::ProjectError;

/// Something the person must know.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A background job failed.
    Job {
        /// What it was.
        kind: Kind,
        /// Why it failed.
        failure: Failure,
    },
    /// Files of an import could not be used.
    FilesRefused {
        /// Name and reason of each.
        files: Vec<(String, Refusal)>,
    },
    /// Rows of an import were not used.
    RowsRejected {
        /// How many.
        rejected: u64,
        /// Of so many.
        read: u64,
    },
    /// The background queue is full.
    Busy,
    /// The system's file dialog could not be shown.
    NoDialog,
    /// What was to be changed is not there any more.
    NothingToChange,
    /// The sample shop is not part of this build.
    NoSample,
    /// The key of the pseudonyms can be neither kept nor read, so that nothing was replaced or saved.
    NoKey,
    /// The project is shown and not written.
    ReadOnly {
        /// Why.
        why: ReadOnly,
    },
    /// What is shown is the data that the project kept, not what its exports say.
    ShownFromData {
        /// How its exports are found.
        exports: Exports,
    },
    /// The project's file is no longer as it was when it was opened.
    ChangedUnderneath {
        /// The file.
        path: PathBuf,
    },
    /// Unsaved work could not be kept.
    NotAutosaved {
        /// What the operating system says.
        why: String,
    },
    /// Good news: the project was saved.
    Saved {
        /// Where.
        path: PathBuf,
    },
    /// Good news: a snapshot was taken.
    SnapshotTaken {
        /// Its name.
        name: String,
    },
    /// Good news: a file was written.
    Exported {
        /// Where.
        path: PathBuf,
        /// Rows in it, where they were counted.
        rows: Option<u64>,
    },
    /// A watched folder brought something.
    PickedUp {
        /// Name, new, updated and unchanged records of each file.
        files: Vec<PickedUp>,
    },
    /// Files of the watched folder are gone; their figures stay.
    WatchedGone {
        /// Their names.
        names: Vec<String>,
    },
    /// The watched folder cannot be looked at.
    WatchTrouble {
        /// The folder.
        folder: PathBuf,
        /// Why.
        why: WatchTrouble,
    },
    /// A background job was stopped on request.
    Stopped,
    /// The figures that are shown were copied.
    Copied,
    /// One card was copied.
    CopiedPart,
}

/// What one file of a watched folder brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickedUp {
    /// Its name.
    pub name: String,
    /// Records that were not there before.
    pub new: u64,
    /// Records that replaced an older state.
    pub updated: u64,
    /// Records that were there already.
    pub unchanged: u64,
}

/// How much a notice weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; goes by itself.
    Info,
    /// Something was left out.
    Warning,
    /// Something did not work.
    Error,
}

/// Identity of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoticeId(u64);

/// A problem with its place in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Identity.
    pub id: NoticeId,
    /// The problem.
    pub problem: Problem,
}

/// The notices that are shown, the latest last.
#[derive(Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    issued: u64,
}

impl Notices {
    /// Adds a notice. An older one of the same kind is replaced, and good news gives way to whatever comes.
    pub fn report(&mut self, problem: Problem) {
        let same = std::mem::discriminant(&problem);
        self.list.retain(|notice| {
            std::mem::discriminant(&notice.problem) != same && notice.problem.severity() != Severity::Info
        });
        self.issued += 1;
        self.list.push(Notice { id: NoticeId(self.issued), problem });
    }

    /// Takes a notice away.
    pub fn dismiss(&mut self, id: NoticeId) {
        self.list.retain(|notice| notice.id != id);
    }

    /// Takes away good news that was read.
    pub fn forget_good_news(&mut self) {
        self.list.retain(|notice| notice.problem.severity() != Severity::Info);
    }

    /// Takes away what was said about the file of a project that is no longer open, or is saved.
    pub fn forget_project(&mut self) {
        self.list.retain(|notice| !notice.problem.is_about_project());
    }

    /// Takes away that a watched folder cannot be looked at.
    pub fn forget_watch_trouble(&mut self) {
        self.list.retain(|notice| !matches!(notice.problem, Problem::WatchTrouble { .. }));
    }

    /// Takes away what a new import makes untrue.
    pub fn forget_import(&mut self) {
        self.list.retain(|notice| {
            let of_import = matches!(
                notice.problem,
                Problem::FilesRefused { .. }
                    | Problem::ShownFromData { .. }
                    | Problem::RowsRejected { .. }
                    | Problem::Job { kind: Kind::Import | Kind::Analyze, .. }
            );
            !of_import
        });
    }

    /// The notices, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.list.iter()
    }
}

impl PickedUp {
    fn sentence(&self, language: Language) -> String {
        picked_up(language, &self.name, self.new, self.updated, self.unchanged)
    }
}

impl Problem {
    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Job { .. } | Self::NoSample | Self::NoKey => Severity::Error,
            Self::FilesRefused { .. }
            | Self::RowsRejected { .. }
            | Self::Busy
            | Self::NoDialog
            | Self::NothingToChange
            | Self::ReadOnly { .. }
            | Self::ChangedUnderneath { .. }
            | Self::NotAutosaved { .. }
            | Self::WatchedGone { .. }
            | Self::WatchTrouble { .. } => Severity::Warning,
            Self::ShownFromData { exports } if *exports != Exports::default() => Severity::Warning,
            Self::Saved { .. }
            | Self::SnapshotTaken { .. }
            | Self::Exported { .. }
            | Self::PickedUp { .. }
            | Self::ShownFromData { .. }
            | Self::Stopped
            | Self::Copied
            | Self::CopiedPart => Severity::Info,
        }
    }

    /// What happened and what to do, in one sentence or two.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::Job { kind, failure } => job_sentence(language, *kind, failure),
            Self::FilesRefused { files } => match files.as_slice() {
                [(name, why)] => filled(
                    language,
                    "notice.file_refused",
                    &[("name", name), ("why", &refusal(language, why))],
                ),
                _ => filled(language, "notice.files_refused", &[("count", &files.len())]),
            },
            Self::RowsRejected { rejected, read } => {
                let (rejected, read) = (count(*rejected), count(*read));
                filled(language, "notice.rows_rejected", &[("rejected", &rejected), ("read", &read)])
            }
            Self::Busy => text(language, "notice.busy"),
            Self::NoDialog => text(language, "notice.no_dialog"),
            Self::NothingToChange => text(language, "notice.nothing_to_change"),
            Self::NoSample => text(language, "notice.no_sample"),
            Self::NoKey => text(language, "notice.no_key"),
            Self::ReadOnly { why } => read_only(language, why),
            Self::ShownFromData { exports } => shown_from_data(language, *exports),
            Self::ChangedUnderneath { path } => {
                filled(language, "notice.changed_underneath", &[("path", &path.display())])
            }
            Self::NotAutosaved { why } => filled(language, "notice.not_autosaved", &[("why", why)]),
            Self::Saved { path } => filled(language, "notice.saved", &[("path", &path.display())]),
            Self::SnapshotTaken { name } => filled(language, "notice.snapshot_taken", &[("name", name)]),
            Self::Exported { path, rows: Some(rows) } => {
                let (rows, path) = (count(*rows), path.display());
                filled(language, "notice.rows_exported", &[("rows", &rows), ("path", &path)])
            }
            Self::Exported { path, rows: None } => {
                filled(language, "notice.exported", &[("path", &path.display())])
            }
            Self::PickedUp { files } => match files.as_slice() {
                [one] => one.sentence(language),
                _ => filled(language, "notice.picked_up", &[("count", &files.len())]),
            },
            Self::WatchedGone { names } => {
                filled(language, "notice.watched_gone", &[("names", &names.join(", "))])
            }
            Self::WatchTrouble { folder, why } => {
                let folder = folder.display();
                let values: [(&str, &dyn std::fmt::Display); 2] = [("folder", &folder), ("why", &why.why())];
                filled(language, why.key(), &values)
            }
            Self::Stopped => text(language, "notice.stopped"),
            Self::Copied => text(language, "notice.copied"),
            Self::CopiedPart => text(language, "notice.copied_part"),
        }
    }

    /// More about it, one line each; folded away at first.
    pub fn details(&self, language: Language) -> Vec<String> {
        match self {
            Self::FilesRefused { files } if files.len() > 1 => {
                files.iter().map(|(name, why)| format!("{name}: {}", refusal(language, why))).collect()
            }
            Self::PickedUp { files } if files.len() > 1 => {
                files.iter().map(|file| file.sentence(language)).collect()
            }
            Self::Job {
                failure: Failure::Import(why) | Failure::Analysis(why) | Failure::Report(why),
                ..
            } => vec![why.clone()],
            _ => Vec::new(),
        }
    }

    /// The previous generation of a damaged project, when it can be opened instead.
    pub fn previous_version(&self) -> Option<&PathBuf> {
        match self {
            Self::Job { failure: Failure::Project(ProjectError::Format { previous, .. }), .. }
            | Self::ReadOnly { why: ReadOnly::Damaged { previous, .. } } => previous.as_ref(),
            _ => None,
        }
    }

    /// Whether saving a copy elsewhere is the way on.
    pub fn leads_to_copy(&self) -> bool {
        match self {
            Self::ReadOnly { .. } | Self::ChangedUnderneath { .. } => self.previous_version().is_none(),
            Self::Job { failure: Failure::Project(error), .. } => matches!(
                error,
                ProjectError::ChangedUnderneath { .. }
                    | ProjectError::InUse { .. }
                    | ProjectError::Unwritable { .. }
            ),
            _ => false,
        }
    }

    /// Whether reading the exports is the way on.
    pub fn leads_to_exports(&self) -> bool {
        matches!(self, Self::ShownFromData { exports } if exports.missing == 0)
    }

    /// Takes away nothing but what is said about the file of a project.
    fn is_about_project(&self) -> bool {
        matches!(
            self,
            Self::ReadOnly { .. }
                | Self::ShownFromData { .. }
                | Self::ChangedUnderneath { .. }
                | Self::NotAutosaved { .. }
                | Self::Job { kind: Kind::LoadProject | Kind::SaveProject, .. }
        )
    }

    /// Whether the data view tells more.
    pub fn leads_to_data(&self) -> bool {
        matches!(self, Self::FilesRefused { .. } | Self::RowsRejected { .. })
    }
}

fn job_sentence(language: Language, kind: Kind, failure: &Failure) -> String {
    match failure {
        Failure::Cancelled => text(language, "notice.stopped"),
        Failure::Import(_) => text(language, "notice.import_failed"),
        Failure::Analysis(_) => text(language, "notice.analysis_failed"),
        Failure::Report(_) => text(language, "notice.report_failed"),
        Failure::NoPage => text(language, "notice.no_page"),
        Failure::Rates(why) => {
            let why = super::wording::rates_error(language, why);
            filled(language, "notice.rates_failed", &[("why", &why)])
        }
        Failure::Panicked { code } => {
            let key = match kind {
                Kind::Import | Kind::Preview => "notice.import_panicked",
                Kind::Analyze
                | Kind::Judge
                | Kind::Rows
                | Kind::Paths
                | Kind::Flows
                | Kind::Snapshot
                | Kind::SelfCheck => "notice.analysis_panicked",
                Kind::Export => "notice.export_panicked",
                Kind::LoadProject
                | Kind::SaveProject
                | Kind::SavePreferences
                | Kind::Autosave
                | Kind::Tidy => "notice.project_panicked",
            };
            filled(language, key, &[("code", code)])
        }
        Failure::Project(error) => project_error(language, error),
        Failure::Unwritable { path, why } => {
            filled(language, "error.unwritable", &[("path", &path.display()), ("why", why)])
        }
        Failure::Unreadable { source, refusal: why } => {
            let why = refusal(language, why);
            filled(language, "notice.file_refused", &[("name", source), ("why", &why)])
        }
    }
}

#[cfg(test)]
mod tests;

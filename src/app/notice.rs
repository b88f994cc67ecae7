//! The one road from a problem to the person: a list of notices that stay until dismissed or overtaken. Never drops an
//! error, never shows the same one twice.

use std::path::PathBuf;

use super::jobs::{Failure, Kind};
use super::wording::{count, filled, project_error, refusal, text};
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
    /// A background job was stopped on request.
    Stopped,
    /// The figures that are shown were copied.
    Copied,
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

    /// Takes away what a new import makes untrue.
    pub fn forget_import(&mut self) {
        self.list.retain(|notice| {
            let of_import = matches!(
                notice.problem,
                Problem::FilesRefused { .. }
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

impl Problem {
    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Job { .. } | Self::NoSample => Severity::Error,
            Self::FilesRefused { .. }
            | Self::RowsRejected { .. }
            | Self::Busy
            | Self::NoDialog
            | Self::NothingToChange => Severity::Warning,
            Self::Saved { .. } | Self::SnapshotTaken { .. } | Self::Stopped | Self::Copied => Severity::Info,
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
            Self::Saved { path } => filled(language, "notice.saved", &[("path", &path.display())]),
            Self::SnapshotTaken { name } => filled(language, "notice.snapshot_taken", &[("name", name)]),
            Self::Stopped => text(language, "notice.stopped"),
            Self::Copied => text(language, "notice.copied"),
        }
    }

    /// More about it, one line each; folded away at first.
    pub fn details(&self, language: Language) -> Vec<String> {
        match self {
            Self::FilesRefused { files } if files.len() > 1 => {
                files.iter().map(|(name, why)| format!("{name}: {}", refusal(language, why))).collect()
            }
            Self::Job { failure: Failure::Import(why) | Failure::Analysis(why), .. } => vec![why.clone()],
            _ => Vec::new(),
        }
    }

    /// The previous generation of a damaged project, when it can be opened instead.
    pub fn previous_version(&self) -> Option<&PathBuf> {
        match self {
            Self::Job { failure: Failure::Project(ProjectError::Format { previous, .. }), .. } => {
                previous.as_ref()
            }
            _ => None,
        }
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
        Failure::Panicked { code } => {
            let key = match kind {
                Kind::Import => "notice.import_panicked",
                Kind::Analyze => "notice.analysis_panicked",
                Kind::LoadProject | Kind::SaveProject | Kind::SavePreferences => "notice.project_panicked",
            };
            filled(language, key, &[("code", code)])
        }
        Failure::Project(error) => project_error(language, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::FormatError;

    #[test]
    fn every_problem_has_a_sentence_in_both_languages() {
        let project = |error, previous| {
            let error = ProjectError::Format { path: "p.senthang".into(), error, previous };
            Problem::Job { kind: Kind::LoadProject, failure: Failure::Project(error) }
        };
        let why = || "disk full".to_owned();
        let of_kind = |kind, failure| Problem::Job { kind, failure };
        let problems = [
            project(FormatError::Damaged, None),
            project(FormatError::Damaged, Some("p.senthang.bak".into())),
            project(FormatError::Newer { format: 2 }, None),
            project(FormatError::NotAProject, None),
            of_kind(
                Kind::SaveProject,
                Failure::Project(ProjectError::Unwritable { path: "p".into(), why: why() }),
            ),
            of_kind(
                Kind::LoadProject,
                Failure::Project(ProjectError::Unreadable { path: "p".into(), why: why() }),
            ),
            of_kind(Kind::Import, Failure::Import(why())),
            of_kind(Kind::Analyze, Failure::Analysis(why())),
            of_kind(Kind::Import, Failure::Panicked { code: "A7F3".to_owned() }),
            of_kind(Kind::Analyze, Failure::Panicked { code: "A7F3".to_owned() }),
            of_kind(Kind::SaveProject, Failure::Panicked { code: "A7F3".to_owned() }),
            of_kind(Kind::Import, Failure::Cancelled),
            Problem::FilesRefused { files: vec![("a.csv".to_owned(), Refusal::Empty)] },
            Problem::FilesRefused {
                files: vec![("a".to_owned(), Refusal::Empty), ("b".to_owned(), Refusal::Empty)],
            },
            Problem::RowsRejected { rejected: 3, read: 10 },
            Problem::Busy,
            Problem::NoDialog,
            Problem::NothingToChange,
            Problem::NoSample,
            Problem::Saved { path: "p".into() },
            Problem::SnapshotTaken { name: "June".to_owned() },
            Problem::Stopped,
            Problem::Copied,
        ];
        for problem in problems {
            for language in Language::ALL {
                let sentence = problem.sentence(language);
                assert!(!sentence.starts_with("notice.") && !sentence.contains("%{"), "{sentence}");
            }
        }
    }

    #[test]
    fn an_error_stays_and_the_same_one_is_shown_once() {
        let mut notices = Notices::default();
        notices.report(Problem::Busy);
        notices.report(Problem::Copied);
        notices.report(Problem::Busy);
        let shown: Vec<_> = notices.iter().map(|notice| notice.problem.clone()).collect();
        assert_eq!(shown, [Problem::Busy]);
        let id = notices.iter().next().expect("one").id;
        notices.dismiss(id);
        assert_eq!(notices.iter().count(), 0);
    }
}

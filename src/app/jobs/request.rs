//! What can be done in the background, and of which kind it is. Never does it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::Spec;
use crate::analysis::hypotheses::Locked;
use crate::analysis::rows::{FigureId, RowList};
use crate::app::deliverable::ReportOrder;
use crate::app::flows::FlowLook;
use crate::app::keeper::{AutosaveOrder, LoadOrder, SaveOrder};
use crate::app::paths::PathsQuestion;
use crate::app::snapshots::{CheckOrder, SplitOrder};
use crate::app::{FoundRows, RowsLook};
use crate::domain::Language;
use crate::import::{Imported, Input, Options, Reading};
use crate::project::Snapshot;
use crate::project::autosave::Place;

/// Something to do in the background.
#[derive(Clone, Debug)]
pub enum Request {
    /// Read exports.
    Import {
        /// What to read.
        inputs: Vec<Input>,
        /// How.
        options: Box<Options>,
    },
    /// Compute the figures.
    Analyze {
        /// From what.
        imported: Arc<Imported>,
        /// For which question.
        spec: Spec,
    },
    /// Find the rows behind a figure.
    FindRows {
        /// From what.
        imported: Arc<Imported>,
        /// For which question.
        spec: Box<Spec>,
        /// Of which figure.
        figure: FigureId,
        /// The rows, where they were found before.
        known: Option<Arc<RowList>>,
        /// What is looked for among them.
        look: RowsLook,
        /// Language in which it is looked for.
        language: Language,
    },
    /// Write the rows behind a figure to a file.
    ExportRows {
        /// What they are of.
        imported: Arc<Imported>,
        /// The rows.
        found: FoundRows,
        /// Where to write.
        path: PathBuf,
        /// Language of the headers.
        language: Language,
    },
    /// Ask a funnel of the journey.
    Paths {
        /// From what.
        imported: Arc<Imported>,
        /// For which period and segment.
        spec: Box<Spec>,
        /// Which funnel.
        question: PathsQuestion,
    },
    /// Ask which way customers go.
    Flows {
        /// From what.
        imported: Arc<Imported>,
        /// For which period and segment.
        spec: Box<Spec>,
        /// How.
        look: Box<FlowLook>,
    },
    /// Ask a snapshot's question again, of the present exports.
    Rerun {
        /// Of what.
        imported: Arc<Imported>,
        /// The snapshot with everything but its new figures.
        snapshot: Box<Snapshot>,
    },
    /// Compute a snapshot again and compare.
    Verify(Box<CheckOrder>),
    /// Compute two snapshots again and say how much each cause made of their difference.
    Split(Box<SplitOrder>),
    /// Judge locked statements.
    Judge {
        /// From what.
        imported: Arc<Imported>,
        /// Under which conventions.
        spec: Box<Spec>,
        /// What was locked.
        statements: Vec<Locked>,
    },
    /// Compute the published reference values again.
    SelfCheck,
    /// Show the first rows of a file.
    Preview {
        /// What holds it.
        input: Input,
        /// Its name.
        name: String,
        /// What a person said about it.
        reading: Box<Reading>,
        /// How else to read.
        options: Box<Options>,
    },
    /// Show the first rows of what is being read.
    FirstRows {
        /// What it is.
        input: Input,
        /// How it is read.
        options: Box<Options>,
    },
    /// Open a project file.
    LoadProject(LoadOrder),
    /// Write a project file.
    SaveProject(Box<SaveOrder>),
    /// Keep unsaved work.
    Autosave(Box<AutosaveOrder>),
    /// Take unsaved work away.
    ForgetAutosave(Place),
    /// Set unsaved work aside that nobody wanted.
    SetAside(PathBuf),
    /// Look for unsaved work of a run before.
    FindWork {
        /// Where.
        folder: PathBuf,
        /// In whose name it is locked.
        holder: String,
    },
    /// Write the rejected rows of a source to a file.
    ExportRejected {
        /// Among which inputs the source is.
        inputs: Vec<Input>,
        /// How they are read.
        options: Box<Options>,
        /// Name of the source in the report.
        source: String,
        /// Where to write.
        path: PathBuf,
        /// Language of the reasons.
        language: Language,
    },
    /// Write a deliverable.
    ExportReport(Box<ReportOrder>),
    /// Write text to a file.
    WriteText {
        /// Where.
        path: PathBuf,
        /// What.
        text: String,
    },
    /// Write the preferences.
    SavePreferences {
        /// Where.
        path: PathBuf,
        /// What.
        json: Vec<u8>,
    },
}

impl Request {
    /// What the status bar calls it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Import { .. } => Kind::Import,
            Self::Analyze { .. } => Kind::Analyze,
            Self::Preview { .. } | Self::FirstRows { .. } => Kind::Preview,
            Self::FindRows { .. } => Kind::Rows,
            Self::Paths { .. } => Kind::Paths,
            Self::Flows { .. } => Kind::Flows,
            Self::Rerun { .. } | Self::Verify(_) | Self::Split(_) => Kind::Snapshot,
            Self::Judge { .. } => Kind::Judge,
            Self::SelfCheck => Kind::SelfCheck,
            Self::LoadProject(_) => Kind::LoadProject,
            Self::SaveProject(_) => Kind::SaveProject,
            Self::Autosave(_) => Kind::Autosave,
            Self::ForgetAutosave(_) | Self::SetAside(_) | Self::FindWork { .. } => Kind::Tidy,
            Self::ExportReport(_)
            | Self::ExportRejected { .. }
            | Self::ExportRows { .. }
            | Self::WriteText { .. } => Kind::Export,
            Self::SavePreferences { .. } => Kind::SavePreferences,
        }
    }
}

/// Kinds of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Reading exports.
    Import,
    /// Computing figures.
    Analyze,
    /// Showing the first rows of a file.
    Preview,
    /// Finding the rows behind a figure.
    Rows,
    /// Following the journey.
    Paths,
    /// Following which way customers go.
    Flows,
    /// Computing a snapshot again.
    Snapshot,
    /// Judging locked statements.
    Judge,
    /// Computing the reference values again.
    SelfCheck,
    /// Opening a project.
    LoadProject,
    /// Saving a project.
    SaveProject,
    /// Keeping unsaved work.
    Autosave,
    /// Looking after unsaved work that is no longer needed.
    Tidy,
    /// Writing rows or a table to a file.
    Export,
    /// Saving preferences.
    SavePreferences,
}

impl Kind {
    /// Of these only the latest request counts; an earlier one is cancelled and its answer dropped. Saving is never
    /// dropped.
    pub(super) fn only_latest_counts(self) -> bool {
        matches!(
            self,
            Self::Import
                | Self::Analyze
                | Self::Preview
                | Self::Rows
                | Self::Paths
                | Self::Flows
                | Self::LoadProject
        )
    }

    /// Key of the label in the status bar.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Import | Self::Preview => "job.import",
            Self::Analyze
            | Self::Rows
            | Self::Paths
            | Self::Judge
            | Self::Flows
            | Self::Snapshot
            | Self::SelfCheck => "job.analyze",
            Self::LoadProject => "job.load_project",
            Self::Export => "job.export",
            Self::SaveProject | Self::SavePreferences | Self::Autosave | Self::Tidy => "job.save_project",
        }
    }
}

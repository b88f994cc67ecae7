//! Everything the window shows: the document (saved), the session (how it is looked at), what is derived from the
//! exports (computed). The three are never mixed, and nothing here changes by itself.

mod dialog;
mod segments;
mod views;

pub use dialog::{Dialog, Then};
pub use views::{ChannelsTab, CustomersTab, DataTab, PathsTab, ServiceTab, View};

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::flows::{FlowLook, FlowsAnswer};
use super::paths::{PathsAnswer, PathsLook};
use super::{
    Appearance, Arriving, Exports, History, MappingDesk, PeriodChoice, Presenting, ReadOnly, RowsDesk,
    Selection,
};
use crate::analysis::hypotheses::Judged;
use crate::analysis::self_check::Check;
use crate::analysis::{
    Analysis, CalendarGrain, Comment, ComparedWith, DataQuality, DrawnMonths, Families, Projection, Spec,
    WhatIf,
};
use crate::domain::{Day, Language, Lens};
use crate::import::{ColumnsChanged, Imported, Input, SeenByFormat};
use crate::project::autosave::Recovered;
use crate::project::difference::Difference;
use crate::project::lock::ProjectLock;
use crate::project::verify::Verified;
use crate::project::{Board, Document, Note, SavedSegment, SegmentId, Snapshot, SnapshotId, Stamp};
use crate::tables::Table;

/// Up to so many rows everything is computed before anybody could notice.
const AT_ONCE: u64 = 100_000;

/// Document, session and derived figures.
#[derive(Debug, Default)]
pub struct State {
    /// What is saved.
    pub project: OpenProject,
    /// How it is looked at.
    pub session: Session,
    /// What is computed.
    pub derived: Derived,
}

impl State {
    /// What the views show: the opened snapshot, else the present figures.
    pub fn shown(&self) -> Shown<'_> {
        let document = &self.project.document;
        match self.session.opened_snapshot.and_then(|id| document.snapshot(id)) {
            Some(snapshot) => {
                let (analysis, notes, board) = (&snapshot.analysis, &snapshot.notes, &snapshot.board);
                Shown { analysis: Some(analysis), notes, board, frozen: Some(snapshot) }
            }
            None => {
                // An answer to another view's question says nothing here; the one to this view's is on its way.
                let answered = self.derived.answered.as_ref();
                let is_enough = answered.is_none_or(|spec| spec.families.cover(self.session.families()));
                let analysis = self.derived.analysis.as_deref().filter(|_| is_enough);
                Shown { analysis, notes: &document.notes, board: &document.board, frozen: None }
            }
        }
    }

    /// Whether there is nothing to show yet, so that the start page is.
    pub fn is_empty(&self) -> bool {
        self.derived.imported.is_none() && self.project.document == Document::default()
    }

    /// The saved segment that everything is restricted to.
    pub fn chosen_segment(&self) -> Option<&SavedSegment> {
        self.project.document.segment(self.session.segment?)
    }

    /// The question of the whole window: what the filter bar asks, for every view.
    pub fn spec(&self) -> Spec {
        Spec {
            lens: self.session.lens,
            cohort_grain: self.session.cohort_grain,
            compared_with: self.session.compare.clone().map(|with| match with {
                ComparedWith::Segment(segment) => ComparedWith::Segment(self.resolved(segment)),
                period => period,
            }),
            segment: self.chosen_segment().map(|saved| self.resolved(saved.segment.clone())),
            period: self.session.period.resolve(self.derived.last_day()),
            pending_is_valid: self.project.document.settings.pending_is_valid,
            burn_in_days: self.project.document.settings.burn_in_days,
            monthly_costs_minor: self.project.document.settings.monthly_costs_minor,
            margin_percent: self.project.document.settings.margin_percent,
            open_window_days: self.session.window_days,
            service: self.project.document.settings.service.clone(),
            // A changed filter does not pay for what nobody looks at.
            identity_effects: self.session.data_tab == DataTab::Identity,
            ..Spec::default()
        }
    }

    /// The question of the view at hand: all of [`Self::spec`], but for a large shop only what the view shows.
    pub fn urgent_spec(&self) -> Spec {
        let rows = self.derived.imported.as_ref().map_or(0, |imported| imported.report.rows_used());
        let families = if rows > AT_ONCE { self.session.families() } else { Families::ALL };
        Spec { families, ..self.spec() }
    }
}

/// The document with its place on disk and what can be taken back.
#[derive(Debug, Default)]
pub struct OpenProject {
    /// The document.
    pub document: Document,
    /// Where it is saved; `None` until it was.
    pub path: Option<PathBuf>,
    /// The file as it was last read or written here.
    pub stamp: Option<Stamp>,
    /// The lock that keeps other windows from writing it.
    pub lock: Option<Arc<ProjectLock>>,
    /// Why it is shown and not written, if so.
    pub read_only: Option<ReadOnly>,
    /// Undo and redo.
    pub history: History,
    /// Counts the changes of the document.
    pub revision: u64,
    /// The revision that is on disk.
    pub saved_revision: u64,
}

impl OpenProject {
    /// Whether there are changes that are not on disk.
    pub fn is_dirty(&self) -> bool {
        self.revision != self.saved_revision
    }
}

/// How the project is looked at. Ends with the window.
#[derive(Debug)]
pub struct Session {
    /// The view.
    pub view: View,
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
    /// Language of every text.
    pub language: Language,
    /// How everything is drawn.
    pub appearance: Appearance,
    /// Whether the system asks for less motion.
    pub system_reduces_motion: bool,
    /// The figure that the inspector explains; of several the one that was selected last (see [`Session::select`]).
    pub selection: Option<Selection>,
    /// The figures that were selected before it and are set beside it.
    pub beside: Vec<Selection>,
    /// The part of the customers view that is shown.
    pub customers_tab: CustomersTab,
    /// The part of the service view that is shown.
    pub service_tab: ServiceTab,
    /// Whether cohorts are also counted by weeks or quarters.
    pub cohort_grain: Option<CalendarGrain>,
    /// Days within which a second purchase counts.
    pub window_days: u32,
    /// The days that are shown.
    pub period: PeriodChoice,
    /// The direction that is shown.
    pub lens: Lens,
    /// What the figures are compared with.
    pub compare: Option<ComparedWith>,
    /// The saved segment that everything is restricted to.
    pub segment: Option<SegmentId>,
    /// How the paths are looked at.
    pub paths: PathsLook,
    /// The part of the paths view that is shown.
    pub paths_tab: PathsTab,
    /// The part of the channels view that is shown.
    pub channels_tab: ChannelsTab,
    /// How the flow is looked at.
    pub flow: FlowLook,
    /// The rows behind a figure, instead of a view.
    pub rows: Option<RowsDesk>,
    /// The answer to how dates are to be read: day before month.
    pub day_first: Option<bool>,
    /// The answer to how numbers are to be read: the comma before the decimals.
    pub decimal_comma: Option<bool>,
    /// The snapshot that is looked at instead of the present figures.
    pub opened_snapshot: Option<SnapshotId>,
    /// The snapshots that are set side by side, the older one first.
    pub compared_snapshots: Option<(SnapshotId, SnapshotId)>,
    /// The dialog in front of the window.
    pub dialog: Option<Dialog>,
    /// Unsaved work that was found, until the person has decided.
    pub recovered: Option<Box<Recovered>>,
    /// Whether the inspector is shown.
    pub inspector: bool,
    /// How many points wide it was made; `None` until somebody did.
    pub inspector_width: Option<u16>,
    /// The source of the import that the data view shows in full.
    pub source: usize,
    /// The part of the data view that is shown.
    pub data_tab: DataTab,
    /// Projects opened before, the latest first.
    pub recent: Vec<PathBuf>,
    /// What is being read, with its first rows.
    pub arriving: Option<Arriving>,
    /// The unknown file that is being asked about.
    pub mapping: Option<MappingDesk>,
    /// Unknown files that a person has set aside.
    pub skipped: BTreeSet<String>,
    /// Whether exports hide small groups and identities.
    pub client_copy: bool,
    /// What is shown full-screen, while something is.
    pub presenting: Option<Presenting>,
}

impl Session {
    /// The figures that are looked at.
    pub fn families(&self) -> Families {
        self.view.families(self.customers_tab)
    }
}

impl Default for Session {
    fn default() -> Self {
        Self {
            view: View::default(),
            theme: ThemeChoice::default(),
            language: Language::default(),
            appearance: Appearance::default(),
            system_reduces_motion: false,
            selection: None,
            beside: Vec::new(),
            customers_tab: CustomersTab::default(),
            service_tab: ServiceTab::default(),
            cohort_grain: None,
            window_days: Spec::default().open_window_days,
            period: PeriodChoice::default(),
            lens: Lens::default(),
            compare: None,
            segment: None,
            paths: PathsLook::default(),
            paths_tab: PathsTab::default(),
            channels_tab: ChannelsTab::default(),
            flow: FlowLook::default(),
            rows: None,
            day_first: None,
            decimal_comma: None,
            opened_snapshot: None,
            compared_snapshots: None,
            dialog: None,
            recovered: None,
            inspector: true,
            inspector_width: None,
            source: 0,
            data_tab: DataTab::default(),
            recent: Vec::new(),
            arriving: None,
            mapping: None,
            skipped: BTreeSet::new(),
            client_copy: false,
            presenting: None,
        }
    }
}

impl Session {
    /// Whether nothing is to move: as the person said, else as the system says.
    pub fn reduces_motion(&self) -> bool {
        self.appearance.reduced_motion.unwrap_or(self.system_reduces_motion)
    }
}

/// What was computed from the exports. Can be thrown away at any time.
#[derive(Debug, Default)]
pub struct Derived {
    /// What was read.
    pub inputs: Vec<Input>,
    /// How the exports are found, while the data that the project kept is shown.
    pub exports: Option<Exports>,
    /// The tables and the report.
    pub imported: Option<Arc<Imported>>,
    /// What each source lost or gained against the export before it.
    pub changed: Vec<Option<ColumnsChanged>>,
    /// The columns that the present exports are compared with.
    pub before: SeenByFormat,
    /// What the tables cover and feed.
    pub quality: Option<Arc<DataQuality>>,
    /// The figures.
    pub analysis: Option<Arc<Analysis>>,
    /// What people wrote in the period. Shown, never saved.
    pub comments: Arc<Vec<Comment>>,
    /// The funnel over the journey.
    pub paths: Option<Arc<PathsAnswer>>,
    /// Which way customers go.
    pub flows: Option<Arc<FlowsAnswer>>,
    /// What became of the locked statements, in their order.
    pub judged: Arc<Vec<Judged>>,
    /// The months that scenarios are tried on, with the starting point that they are of.
    pub drawn: Option<(WhatIf, DrawnMonths)>,
    /// What the scenario would bring.
    pub projection: Option<Projection>,
    /// The published reference values, computed again.
    pub self_check: Option<Arc<Vec<Check>>>,
    /// What came of computing snapshots again.
    pub verified: BTreeMap<SnapshotId, Arc<Verified>>,
    /// The two snapshots that are set side by side.
    pub difference: Option<Arc<Difference>>,
    /// The question they answer.
    pub answered: Option<Spec>,
}

impl Derived {
    /// First and last day that the order exports cover; of all exports when there are no orders.
    fn span(&self) -> (Option<Day>, Option<Day>) {
        let Some(imported) = &self.imported else { return (None, None) };
        let coverage = &imported.tables.coverage;
        let of_orders = coverage.iter().any(|source| source.table == Table::Orders && source.last.is_some());
        let kept = || coverage.iter().filter(|source| !of_orders || source.table == Table::Orders);
        (kept().filter_map(|source| source.first).min(), kept().filter_map(|source| source.last).max())
    }

    /// The first day of the data.
    pub fn first_day(&self) -> Option<Day> {
        self.span().0
    }

    /// The last day of the data: what "last 90 days" counts back from.
    pub fn last_day(&self) -> Option<Day> {
        self.span().1
    }
}

/// What the views show.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The figures.
    pub analysis: Option<&'a Analysis>,
    /// The notes pinned to them.
    pub notes: &'a [Note],
    /// The journey map.
    pub board: &'a Board,
    /// The snapshot they are frozen in.
    pub frozen: Option<&'a Snapshot>,
}

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl ThemeChoice {
    /// All choices, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::System => "theme.system",
            Self::Light => "theme.light",
            Self::Dark => "theme.dark",
        }
    }
}

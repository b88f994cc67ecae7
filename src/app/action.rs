//! What a view may ask for, with what it needs to know. Never carries it out (see `app::Controller`).

use std::path::PathBuf;

use super::flows::FlowLook;
use super::{
    BoardWish, ChannelsTab, Command, CustomersTab, DataTab, Dialog, NoticeId, PathsTab, PeriodChoice,
    RowsLook, Selection, ServiceTab, Shift, View,
};
use crate::analysis::funnel::{FunnelUnit, JourneyGroup};
use crate::analysis::hypotheses::Locked;
use crate::analysis::rows::FigureId;
use crate::analysis::{CalendarGrain, ComparedWith, Scenario};
use crate::domain::{ChannelRules, FunnelSpec, IdentityRule, Lens, Segment, ServiceTerms};
use crate::import::{Reading, Shape};
use crate::project::{Drawn, HypothesisId, NoteId, SegmentId, SnapshotId, Target};

/// One wish of the person at the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A command of the menu, the palette or a shortcut.
    Do(Command),
    /// Open these exports, folders, or one project file.
    Open(Vec<PathBuf>),
    /// Go to a view.
    Show(View),
    /// Select a figure, so that the inspector explains it.
    Select(Option<Selection>),
    /// Set a figure beside what is selected, or take it out again.
    SelectToo(Selection),
    /// Select several figures, the one that leads last.
    SelectAll(Vec<Selection>),
    /// Show the inspector so many points wide.
    SetInspectorWidth(u16),
    /// Show other days.
    SetPeriod(PeriodChoice),
    /// Show another direction.
    SetLens(Lens),
    /// Let a second purchase count within other days.
    SetWindow(u32),
    /// Look at another part of the customers view.
    ShowCustomersTab(CustomersTab),
    /// Look at another part of the service view.
    ShowServiceTab(ServiceTab),
    /// Lock a statement.
    LockHypothesis {
        /// In the workshop's words.
        statement: String,
        /// What decides.
        locked: Box<Locked>,
    },
    /// Take a statement away.
    RemoveHypothesis(HypothesisId),
    /// Try these changes.
    SetScenario(Box<Scenario>),
    /// Measure service by other terms.
    SetServiceTerms(Box<ServiceTerms>),
    /// Compare with something else, or nothing.
    SetCompare(Option<ComparedWith>),
    /// Pin a note.
    PinNote {
        /// Where.
        target: Target,
        /// The remark.
        text: String,
    },
    /// Change the text of a note.
    ChangeNote {
        /// Which note.
        id: NoteId,
        /// The new remark.
        text: String,
    },
    /// Draw a note on its chart in another way, or no longer.
    DrawNote {
        /// Which note.
        id: NoteId,
        /// How; `None` leaves it beside the chart.
        drawn: Option<Drawn>,
    },
    /// Take a note away.
    RemoveNote(NoteId),
    /// Freeze what is shown under a name.
    TakeSnapshot {
        /// The name.
        name: String,
    },
    /// Give a snapshot another name.
    RenameSnapshot {
        /// Which snapshot.
        id: SnapshotId,
        /// The new name.
        name: String,
    },
    /// Take a snapshot away.
    RemoveSnapshot(SnapshotId),
    /// Look at a snapshot instead of the present figures.
    OpenSnapshot(SnapshotId),
    /// Give a snapshot other words to find it by.
    TagSnapshot {
        /// Which snapshot.
        id: SnapshotId,
        /// The words.
        tags: Vec<String>,
    },
    /// Set two snapshots side by side, the older one first, or none.
    CompareSnapshots(Option<(SnapshotId, SnapshotId)>),
    /// Compute how much each cause made of their difference.
    SplitDifference,
    /// See whether the exports still give a snapshot's figures.
    VerifySnapshot(SnapshotId),
    /// Ask a snapshot's question of the present exports.
    RerunSnapshot(SnapshotId),
    /// Look at the present figures again.
    CloseSnapshot,
    /// Show a dialog, or none.
    SetDialog(Option<Dialog>),
    /// Open what was saved before a damaged project, as a project without a place.
    OpenPrevious(PathBuf),
    /// Look at another source of the import.
    SelectSource(usize),
    /// Look at another part of the data view.
    ShowDataTab(DataTab),
    /// Ask where to write the rejected rows of the source with this index.
    ExportRejected(usize),
    /// Show the rows behind a figure.
    ShowRows(FigureId),
    /// Look for something else among them.
    LookAtRows(RowsLook),
    /// Leave them.
    CloseRows,
    /// Ask where to write those that are shown.
    ExportRows,
    /// Ask another funnel of the journey.
    SetFunnel(Box<FunnelSpec>),
    /// Count cohorts by weeks or quarters as well, or no longer.
    SetCohortGrain(Option<CalendarGrain>),
    /// Break the funnel down, or not.
    GroupPaths(Option<JourneyGroup>),
    /// Let customers or their sessions do the steps.
    SetPathsUnit(FunnelUnit),
    /// Follow one customer through the funnel, or nobody.
    TracePath(Option<u32>),
    /// Ask where to write who is where in the funnel.
    ExportPaths,
    /// Look at another part of the paths view.
    ShowPathsTab(PathsTab),
    /// Go to a part of the channels view.
    ShowChannelsTab(ChannelsTab),
    /// Look at the flow in another way.
    LookAtFlow(Box<FlowLook>),
    /// Restrict everything to a saved segment, or to none.
    SetSegment(Option<SegmentId>),
    /// Save a segment, as a new one or in the place of another.
    SaveSegment {
        /// The segment that it takes the place of.
        id: Option<SegmentId>,
        /// Its name.
        name: String,
        /// What it says.
        segment: Segment,
    },
    /// Take a segment away.
    RemoveSegment(SegmentId),
    /// Ask where to write a table.
    ExportTable {
        /// File name to begin with.
        suggested: String,
        /// The table, as CSV.
        text: String,
    },
    /// Ask which folder to watch.
    ChooseWatchedFolder,
    /// Watch this folder from now on, or none.
    WatchFolder(Option<PathBuf>),
    /// Answer how dates are to be read where no file decides, and read again.
    ReadDates {
        /// Day before month.
        day_first: bool,
    },
    /// Answer how numbers are to be read where no file decides, and read again.
    ReadNumbers {
        /// The comma stands before the decimals.
        decimal_comma: bool,
    },
    /// Switch an identity rule on or off, and read again.
    SwitchIdentity(IdentityRule),
    /// Leave customers first seen in so many first days out of first-time figures; 0 leaves nobody out.
    SetBurnIn(u32),
    /// Enter what marketing costs beside the ads per month, in minor units, and the percent of net revenue that remains.
    SetCosts {
        /// Per month, in minor units.
        monthly_minor: i64,
        /// Percent of net revenue that remains.
        margin_percent: Option<u8>,
    },
    /// Find the channels of orders, visits and campaigns by these rules, and read again.
    SetChannelRules(Box<ChannelRules>),
    /// Replace e-mails and phones by pseudonyms from now on, or no longer.
    SetPseudonyms(bool),
    /// Keep the data in the project, without anybody's name, or no longer.
    KeepData(bool),
    /// Read the exports of a project that shows the data that it kept.
    ReadExports,
    /// Ask for a table of exchange rates.
    ChooseRates,
    /// Convert amounts with the rates in a file, or not at all, and read again.
    SetRates(Option<PathBuf>),
    /// Ask how a file of the import is to be read.
    MapFile(String),
    /// Say something about the file that is asked about.
    ChangeReading(Box<Reading>),
    /// Read it, and every file of its shape, as shown.
    UseMapping,
    /// Save the mapping as shown to a file for `--map`.
    SaveMapping,
    /// Leave the file out for now.
    SkipFile,
    /// Forget the mapping of a shape.
    ForgetMapping(Shape),
    /// Change the journey map.
    Board(BoardWish),
    /// Turn to another page of what is presented, or change how it is.
    Turn(Shift),
    /// Go on without saving.
    DiscardChanges,
    /// Save, then go on.
    SaveChanges,
    /// Go on with unsaved work that was found.
    OpenRecovered,
    /// Set unsaved work aside that was found.
    LeaveRecovered,
    /// Take a notice away.
    Dismiss(NoticeId),
}

/// What only the window itself can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put text on the clipboard.
    Copy(String),
    /// Fill the screen, or no longer.
    Fullscreen(bool),
    /// Close the window.
    Quit,
}

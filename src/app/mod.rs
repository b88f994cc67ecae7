//! What the window does, without a window: state, commands, edits, jobs, notices, wording. Never names a widget.

mod action;
mod appearance;
pub mod board;
mod chart_mark;
mod command;
mod controller;
pub mod definitions;
pub mod deliverable;
mod edit;
mod engine;
pub mod flows;
pub mod gallery;
mod history;
pub mod jobs;
pub mod keeper;
mod mapping;
mod notice;
pub mod paths;
mod period;
mod places;
mod preferences;
mod present;
mod row_sheet;
mod rows_desk;
pub mod sample;
mod segment_draft;
mod selection;
mod services;
pub mod snapshots;
mod state;
pub mod watch;
pub mod wording;

pub use action::{Action, Effect};
pub use appearance::{Appearance, Scale, WindowPlace};
pub use board::BoardWish;
pub use chart_mark::ChartMark;
pub use command::{Command, Key, Menu, Shortcut};
pub use controller::Controller;
pub use edit::{BoardEdit, CardsFrom, Edit, EditError, apply};
pub use engine::Engine;
pub use history::History;
pub use keeper::{Exports, ReadOnly};
pub use mapping::{Arriving, MappingDesk, MappingStore, needs_mapping};
pub use notice::{Notice, NoticeId, Notices, PickedUp, Problem, Severity};
pub use period::PeriodChoice;
pub use places::Place;
pub use preferences::Preferences;
pub use present::{Presenting, Shift};
pub use row_sheet::{CellStyle, RowColumn, RowSheet, kind_id};
pub use rows_desk::{FoundRows, RowsDesk, RowsLook};
pub use segment_draft::{ConditionDraft, GroupDraft, SegmentDraft, SegmentField};
pub use selection::Selection;
pub use services::{Clock, DialogAnswer, DialogQuestion, Dialogs, FolderWatching, FreeMemory, Services};
pub use state::{
    ChannelsTab, CustomersTab, DataTab, Derived, Dialog, OpenProject, PathsTab, ServiceTab, Session, Shown,
    State, ThemeChoice, Then, View,
};

pub use crate::import::EXPORT_ENDINGS;
pub use crate::report::harmless;

#[cfg(test)]
pub(crate) use controller::tests::Desk;

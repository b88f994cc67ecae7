//! What the window does, without a window: state, commands, edits, jobs, notices, wording. Never names a widget.

mod action;
mod command;
mod controller;
mod edit;
mod engine;
mod history;
pub mod jobs;
mod mapping;
mod notice;
mod period;
mod preferences;
pub mod sample;
mod services;
mod state;
pub mod watch;
pub mod wording;

pub use action::{Action, Effect};
pub use command::{Command, Key, Menu, Shortcut};
pub use controller::Controller;
pub use edit::{Edit, EditError, apply};
pub use engine::Engine;
pub use history::History;
pub use mapping::{Arriving, MappingDesk, MappingStore, needs_mapping};
pub use notice::{Notice, NoticeId, Notices, PickedUp, Problem, Severity};
pub use period::PeriodChoice;
pub use preferences::Preferences;
pub use services::{Clock, DialogAnswer, DialogQuestion, Dialogs, FolderWatching, FreeMemory, Services};
pub use state::{
    CustomersTab, DataTab, Derived, Dialog, OpenProject, Selection, Session, Shown, State, ThemeChoice, Then,
    View,
};

#[cfg(test)]
pub(crate) use controller::tests::Desk;

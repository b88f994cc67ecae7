//! What the application needs from the machine it runs on, as traits. Never names a library that offers it
//! (see `platform`).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::watch::WatchEvent;
pub use crate::import::FreeMemory;

/// Asks the person for files, without ever making the caller wait.
pub trait Dialogs {
    /// Opens a dialog; ignored while another one is open.
    fn ask(&mut self, question: DialogQuestion);

    /// The answer, once there is one.
    fn answer(&mut self) -> Option<DialogAnswer>;
}

/// What a file dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogQuestion {
    /// Export files.
    Exports,
    /// A folder of exports.
    Folder,
    /// A project to open.
    Project,
    /// A folder to watch.
    WatchFolder,
    /// Where to write the rejected rows of a source.
    ExportRejected {
        /// Name of the source in the report.
        source: String,
        /// File name to begin with.
        suggested: String,
    },
    /// Where to write the rows behind a figure.
    ExportRows {
        /// File name to begin with.
        suggested: String,
    },
    /// Where to write a table.
    ExportTable {
        /// File name to begin with.
        suggested: String,
        /// The table, as CSV.
        text: String,
    },
    /// Where to write a deliverable.
    ExportReport {
        /// Of which kind.
        kind: crate::report::Kind,
        /// File name to begin with.
        suggested: String,
    },
    /// Where to save the project.
    SaveAs {
        /// File name to begin with.
        suggested: String,
    },
    /// A table of exchange rates.
    Rates,
    /// Where to save a column mapping.
    SaveMapping {
        /// File name to begin with.
        suggested: String,
    },
}

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogAnswer {
    /// What was asked.
    pub question: DialogQuestion,
    /// The choice; empty when the dialog was cancelled.
    pub paths: Vec<PathBuf>,
    /// Whether the dialog could not be shown at all (no desktop portal).
    pub unavailable: bool,
}

/// Tells the time.
pub trait Clock {
    /// Local day and time as shown, for example `2026-11-21 14:20`.
    fn now(&self) -> String;

    /// Time since the program began.
    fn elapsed(&self) -> Duration;
}

/// Looks at a folder again and again, without ever making the caller wait.
pub trait FolderWatching {
    /// Watches this folder from now on, or none.
    fn watch(&mut self, folder: Option<&Path>);

    /// What happened since the last call.
    fn events(&mut self) -> Vec<WatchEvent>;
}

/// Everything the application needs from the machine.
pub struct Services {
    /// File dialogs.
    pub dialogs: Box<dyn Dialogs>,
    /// The clock.
    pub clock: Box<dyn Clock>,
    /// Watches folders.
    pub watches: Box<dyn FolderWatching>,
    /// Tells how much memory there is; `None` reads every file.
    pub memory: Option<Arc<dyn FreeMemory>>,
    /// Says, once it is known, whether the system asks for less motion; `None` where nobody is asked.
    pub motion: Option<Receiver<bool>>,
    /// Where preferences are kept; `None` keeps them in memory only.
    pub preferences_path: Option<PathBuf>,
    /// Where the keys of pseudonyms are kept; `None` where the machine has no place for them.
    pub keys_folder: Option<PathBuf>,
    /// Where column mappings are kept; `None` keeps them in memory only.
    pub mappings_path: Option<PathBuf>,
    /// Where unsaved work of projects without a place is kept; `None` keeps it nowhere.
    pub recovery_folder: Option<PathBuf>,
    /// Who sits at this machine, as others who open the same project are told.
    pub holder: String,
}

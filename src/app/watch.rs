//! A folder that is watched for exports: what is looked for, and what happened since the last look. Never reads what is in a file,
//! never imports anything itself (see `platform` for the thread that looks).

mod folder;
mod watcher;

pub use folder::{Listing, MOST_FILES, Seen, WatchedFolder, may_be_export};
pub use watcher::{WatchEvent, WatchTrouble, Watcher};

//! From one look to the next: which files are new or changed and finished, which are gone, what stands in the way. Never waits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::folder::{Seen, WatchedFolder};

/// Something that happened in a watched folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchEvent {
    /// These exports are new or changed, and finished.
    Ready(Vec<PathBuf>),
    /// These exports were picked up and are not there any more.
    Gone(Vec<PathBuf>),
    /// The folder cannot be looked at as it should; told once until it can.
    Trouble(WatchTrouble),
    /// It can be looked at again.
    Recovered,
}

/// Why a folder cannot be looked at as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchTrouble {
    /// The operating system says so.
    Unreadable(String),
    /// It holds more files than are looked at.
    TooManyFiles,
}

impl WatchTrouble {
    /// Key of the sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "notice.watch_unreadable",
            Self::TooManyFiles => "notice.watch_too_many",
        }
    }

    /// What the operating system says.
    pub fn why(&self) -> &str {
        match self {
            Self::Unreadable(why) => why,
            Self::TooManyFiles => "",
        }
    }
}

/// What a file looked like, and whether that state was picked up.
#[derive(Clone, Debug)]
struct Known {
    seen: Seen,
    picked: bool,
}

/// Remembers the last look.
#[derive(Debug, Default)]
pub struct Watcher {
    files: BTreeMap<PathBuf, Known>,
    trouble: Option<WatchTrouble>,
}

impl Watcher {
    /// Looks once. A file is ready at the second look that finds it with the same size and time, not empty, and readable.
    pub fn look(&mut self, files: &impl WatchedFolder, folder: &Path) -> Vec<WatchEvent> {
        let listing = match files.list(folder) {
            Ok(listing) => listing,
            Err(why) => return self.note(Some(WatchTrouble::Unreadable(why))).into_iter().collect(),
        };
        let trouble = listing.truncated.then_some(WatchTrouble::TooManyFiles);
        let mut events: Vec<WatchEvent> = self.note(trouble).into_iter().collect();
        let gone = self.forget_missing(&listing.files, listing.truncated);
        let ready: Vec<PathBuf> =
            listing.files.into_iter().filter_map(|seen| self.becomes_ready(seen, files)).collect();
        if !gone.is_empty() {
            events.push(WatchEvent::Gone(gone));
        }
        if !ready.is_empty() {
            events.push(WatchEvent::Ready(ready));
        }
        events
    }

    /// The trouble, when it is another one than at the last look.
    fn note(&mut self, trouble: Option<WatchTrouble>) -> Option<WatchEvent> {
        if self.trouble == trouble {
            return None;
        }
        self.trouble.clone_from(&trouble);
        Some(trouble.map_or(WatchEvent::Recovered, WatchEvent::Trouble))
    }

    /// Files that were picked up and are not there any more. Nothing is missing from a list that is not whole.
    fn forget_missing(&mut self, seen: &[Seen], truncated: bool) -> Vec<PathBuf> {
        if truncated {
            return Vec::new();
        }
        let is_there = |path: &PathBuf| seen.binary_search_by(|seen| seen.path.cmp(path)).is_ok();
        let missing = self.files.extract_if(.., |path, _| !is_there(path));
        missing.filter(|(_, known)| known.picked).map(|(path, _)| path).collect()
    }

    fn becomes_ready(&mut self, seen: Seen, files: &impl WatchedFolder) -> Option<PathBuf> {
        match self.files.get_mut(&seen.path) {
            Some(known) if known.seen == seen => {
                if known.picked || seen.bytes == 0 || !files.opens(&seen.path) {
                    return None;
                }
                known.picked = true;
                Some(seen.path)
            }
            _ => {
                self.files.insert(seen.path.clone(), Known { seen, picked: false });
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;

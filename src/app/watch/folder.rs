//! What a watched folder holds, as far as watching needs to know. Never looks itself.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::import::is_named_as_export;

/// Files that are looked at; more than any shop has exports.
pub const MOST_FILES: usize = 4_000;

/// A file at one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// When it was last written; `None` where the file system does not say.
    pub modified: Option<SystemTime>,
}

/// What one look found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files.
    pub files: Vec<Seen>,
    /// Whether there are more than are looked at.
    pub truncated: bool,
}

/// A folder that can be looked at; tests look at one that is not there.
pub trait WatchedFolder: Send + 'static {
    /// The files that may be exports.
    ///
    /// # Errors
    /// What the operating system says.
    fn list(&self, folder: &Path) -> Result<Listing, String>;

    /// Whether the beginning of a file can be read: a program that is still writing may hold it.
    fn opens(&self, path: &Path) -> bool;
}

/// Whether a file may be a finished export, by its name: neither hidden nor half downloaded nor the lock of an office program.
pub fn may_be_export(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_lock = name.starts_with('.') || name.starts_with('~');
    !is_lock && is_named_as_export(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_downloads_locks_and_other_files_are_no_exports() {
        for name in ["orders.csv", "รายงาน.XLSX", "all.zip", "a.b.tsv"] {
            assert!(may_be_export(Path::new(name)), "{name}");
        }
        for name in [
            "orders.csv.crdownload",
            "orders.csv.part",
            "x.tmp",
            "~$orders.xlsx",
            ".orders.csv",
            "notes.pdf",
            "csv",
            "",
        ] {
            assert!(!may_be_export(Path::new(name)), "{name}");
        }
    }
}

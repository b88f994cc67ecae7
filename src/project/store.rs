//! Project files on disk: read whole, written atomically, one previous generation kept. Never truncates a file that
//! holds somebody's work.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Document, FormatError, decode, encode};

/// Why a project could not be opened or saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProjectError {
    /// The file could not be read.
    #[error("{path} could not be read: {why}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        why: String,
    },
    /// The bytes are no project that this build opens.
    #[error("{path}: {error}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: FormatError,
        /// The previous generation, when there is one that opens.
        previous: Option<PathBuf>,
    },
    /// The file could not be written; what was there before is unchanged.
    #[error("{path} could not be written: {why}")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        why: String,
    },
}

/// Reads a project.
///
/// # Errors
/// [`ProjectError`]; a damaged file is left as it is.
pub fn load(path: &Path) -> Result<Document, ProjectError> {
    let unreadable =
        |error: &io::Error| ProjectError::Unreadable { path: path.to_owned(), why: error.to_string() };
    let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
    decode(&bytes).map_err(|error| {
        let previous = beside(path, "bak");
        let opens = std::fs::read(&previous).is_ok_and(|bytes| decode(&bytes).is_ok());
        ProjectError::Format { path: path.to_owned(), error, previous: opens.then_some(previous) }
    })
}

/// Writes a project; the file that was there becomes the previous generation (`.bak`), or is set aside as `.damaged`
/// when it does not open.
///
/// # Errors
/// [`ProjectError::Unwritable`]; the old file is then still in place. [`ProjectError::Format`] when the file in place
/// was made by a newer version, which is never overwritten.
pub fn save(path: &Path, document: &Document) -> Result<(), ProjectError> {
    let unwritable = |why: String| ProjectError::Unwritable { path: path.to_owned(), why };
    let bytes = encode(document).map_err(|error| unwritable(error.to_string()))?;
    if let Ok(old) = std::fs::read(path) {
        let aside = match decode(&old) {
            Ok(_) => "bak",
            Err(error @ FormatError::Newer { .. }) => {
                return Err(ProjectError::Format { path: path.to_owned(), error, previous: None });
            }
            Err(_) => "damaged",
        };
        write_atomically(&beside(path, aside), &old).map_err(|error| unwritable(error.to_string()))?;
    }
    write_atomically(path, &bytes).map_err(|error| unwritable(error.to_string()))
}

/// Writes `bytes` under `path` so that a reader, or a crash at any moment, finds either the old or the new content:
/// a new file in the same folder, written through to the disk, then renamed over the old one.
///
/// # Errors
/// What the operating system says; the old file is then still in place.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new().prefix(".senthang-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// On Unix a rename is only safe from a power cut once its folder is written too. Some file systems cannot do that;
/// the file itself is then complete all the same.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let _ = File::open(folder)?.sync_all();
    }
    Ok(())
}

/// `shop.senthang` -> `shop.senthang.bak`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, ToOwned::to_owned);
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests;

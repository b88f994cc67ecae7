//! Project files on disk: read whole, written atomically and read back, one previous generation kept. Never truncates a file that
//! holds somebody's work, never writes over what somebody else has saved meanwhile.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::archive::Part;
use super::disk::{Disk, RealDisk};
use super::{Contents, Document, FormatError, archive, format};

/// Larger than any project; such a file is refused before it is read.
const LARGEST: u64 = 8 << 30;
/// Attempts at a name for a new file that nobody has.
const NAMES: u32 = 8;

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
        /// Whether the disk is full, or its quota used up.
        is_full: bool,
    },
    /// Another window has the file open; it was left as it is.
    #[error("{path} is open elsewhere ({holder})")]
    InUse {
        /// The file.
        path: PathBuf,
        /// Who has it open, as far as it is known.
        holder: String,
    },
    /// Somebody else, or a synchronised folder, has changed the file since it was read; it was left as it is.
    #[error("{path} was changed by somebody else")]
    ChangedUnderneath {
        /// The file.
        path: PathBuf,
    },
}

impl ProjectError {
    fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), why: error.to_string() }
    }

    /// A file that could not be written, and why.
    pub fn unwritable(path: &Path, error: &io::Error) -> Self {
        let is_full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        Self::Unwritable { path: path.to_owned(), why: error.to_string(), is_full }
    }
}

/// The content of a file by its hash: what was last read or written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// The stamp of a file with this content.
    pub fn of(bytes: &[u8]) -> Self {
        Self(archive::hash(bytes))
    }

    /// Its digits.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// A project that was read, and the file as it was then.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What it holds.
    pub contents: Contents,
    /// The file.
    pub stamp: Stamp,
}

/// Reads a project with all that can be read of it.
///
/// # Errors
/// [`ProjectError`]; a damaged file is left as it is.
pub fn open(path: &Path) -> Result<Opened, ProjectError> {
    open_on(&RealDisk, path)
}

/// As [`open`], on any disk.
///
/// # Errors
/// As [`open`].
pub fn open_on(disk: &dyn Disk, path: &Path) -> Result<Opened, ProjectError> {
    let bytes = disk.read(path, LARGEST).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => {
            ProjectError::Format { path: path.to_owned(), error: FormatError::TooLarge, previous: None }
        }
        _ => ProjectError::unreadable(path, &error),
    })?;
    match format::open(&bytes) {
        Ok(contents) => Ok(Opened { contents, stamp: Stamp::of(&bytes) }),
        Err(error) => {
            Err(ProjectError::Format { path: path.to_owned(), error, previous: previous_of(disk, path) })
        }
    }
}

/// What is in the file now, unread; `None` when it cannot be read.
pub fn stamp(path: &Path) -> Option<Stamp> {
    RealDisk.read(path, LARGEST).ok().map(|bytes| Stamp::of(&bytes))
}

/// The generation before, when it opens.
pub fn previous(path: &Path) -> Option<PathBuf> {
    previous_of(&RealDisk, path)
}

fn previous_of(disk: &dyn Disk, path: &Path) -> Option<PathBuf> {
    let previous = beside(path, "bak");
    let opens = disk.read(&previous, LARGEST).is_ok_and(|bytes| format::open(&bytes).is_ok());
    opens.then_some(previous)
}

/// Reads the document of a project that is whole.
///
/// # Errors
/// [`ProjectError`]; a file with a damaged part is damaged here.
pub fn load(path: &Path) -> Result<Document, ProjectError> {
    let opened = open(path)?;
    let refused =
        |error| ProjectError::Format { path: path.to_owned(), error, previous: previous_of(&RealDisk, path) };
    match (opened.contents.newer, opened.contents.damaged.is_empty()) {
        (Some(format), _) => Err(refused(FormatError::Newer { format })),
        (None, false) => Err(refused(FormatError::Damaged)),
        (None, true) => Ok(opened.contents.document),
    }
}

/// Writes a project without its data, whatever is there now.
///
/// # Errors
/// As [`save_on`].
pub fn save(path: &Path, document: &Document) -> Result<Stamp, ProjectError> {
    save_on(&RealDisk, path, document, &[], None)
}

/// Writes a project; the file that was there becomes the previous generation (`.bak`), or is set aside as `.damaged` when it is not
/// whole. With `expected`, a file that is no longer as it was then is left alone.
///
/// # Errors
/// [`ProjectError::Unwritable`]; the old file is then still in place. [`ProjectError::Format`] when the file in place was made by a
/// newer version, which is never overwritten. [`ProjectError::ChangedUnderneath`].
pub fn save_on(
    disk: &dyn Disk,
    path: &Path,
    document: &Document,
    tables: &[Part],
    expected: Option<&Stamp>,
) -> Result<Stamp, ProjectError> {
    let bytes = format::encode_with(document, tables).map_err(|error| ProjectError::Unwritable {
        path: path.to_owned(),
        why: error.to_string(),
        is_full: false,
    })?;
    set_aside(disk, path, expected)?;
    write_on(disk, path, &bytes).map_err(|error| ProjectError::unwritable(path, &error))?;
    Ok(Stamp::of(&bytes))
}

/// Keeps a copy of what is about to be replaced.
fn set_aside(disk: &dyn Disk, path: &Path, expected: Option<&Stamp>) -> Result<(), ProjectError> {
    let old = match disk.read(path, LARGEST) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(ProjectError::unreadable(path, &error)),
    };
    if expected.is_some_and(|expected| Stamp::of(&old) != *expected) {
        return Err(ProjectError::ChangedUnderneath { path: path.to_owned() });
    }
    let newer = match format::open(&old) {
        Ok(contents) => contents.newer,
        Err(FormatError::Newer { format }) => Some(format),
        Err(_) => None,
    };
    if let Some(format) = newer {
        let error = FormatError::Newer { format };
        return Err(ProjectError::Format { path: path.to_owned(), error, previous: None });
    }
    let aside = beside(path, if format::is_intact(&old) { "bak" } else { "damaged" });
    write_on(disk, &aside, &old).map_err(|error| ProjectError::unwritable(path, &error))
}

/// Writes `bytes` under `path` so that a reader, or a crash at any moment, finds either the old or the new content.
///
/// # Errors
/// What the operating system says; the old file is then still in place.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_on(&RealDisk, path, bytes)
}

/// A new file in the same folder, written through to the disk, read back, then renamed over the old one.
pub(super) fn write_on(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let fresh = create_beside(disk, path, folder, bytes)?;
    let placed = write_through(disk, &fresh, bytes).and_then(|()| disk.rename(&fresh, path));
    if placed.is_err() {
        // Nothing is lost with it, and the fault that is told is the first one.
        let _ = disk.remove(&fresh);
    }
    placed?;
    disk.sync_folder(folder)
}

/// A disk that lies is found out before the old file is given up.
fn write_through(disk: &dyn Disk, fresh: &Path, bytes: &[u8]) -> io::Result<()> {
    disk.sync(fresh)?;
    match disk.read(fresh, bytes.len() as u64 + 1)? == bytes {
        true => Ok(()),
        false => Err(io::Error::new(io::ErrorKind::InvalidData, "what was written does not read back")),
    }
}

/// A file of a name that nobody has, hidden where names with a dot are.
fn create_beside(disk: &dyn Disk, path: &Path, folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for _ in 0..NAMES {
        let mut random = [0; 6];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        let digits: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut fresh = name.clone();
        fresh.push(format!(".{digits}.{TEMPORARY}"));
        let fresh = folder.join(fresh);
        match disk.create(&fresh, bytes) {
            Ok(()) => return Ok(fresh),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => {
                let _ = disk.remove(&fresh);
                return Err(error);
            }
        }
    }
    Err(taken)
}

/// Ending of files that are being written.
const TEMPORARY: &str = "tmp";

/// Takes away what a process that was killed left behind of writing `path`. Only for whoever holds the project's lock.
pub fn sweep(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let begins = format!(".{name}.");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let found = entry.file_name();
        let middle = found.to_str().and_then(|found| found.strip_prefix(&begins)?.strip_suffix(".tmp"));
        if middle.is_some_and(|digits| digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_hexdigit())) {
            // What cannot be taken away does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// `shop.senthang` -> `shop.senthang.bak`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, ToOwned::to_owned);
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;

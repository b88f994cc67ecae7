//! The inputs as byte sources: files, the files of a folder, bytes in memory, members of an archive. Never writes, never follows
//! a network path.

use std::borrow::Cow;
use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Input;
use super::archive::Member;
use super::lines::LineMap;
use super::tokenize::Dialect;

/// Something whose bytes can be read from the start as often as needed.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Name to report: that of the file, and of the part of it.
    pub name: String,
    /// Length in bytes, as far as it is known before reading.
    pub bytes: u64,
    /// How the text was written, when we wrote it ourselves (a sheet) or know it already (one of several tables).
    pub written: Option<Written>,
    content: Place,
}

/// What is known of a text before it is looked at.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// Encoding of the file that the text was taken from.
    pub encoding: &'static str,
    /// How cells are separated and quoted; `None` where that is still to be found out.
    pub dialect: Option<Dialect>,
    /// Lines of the text to rows of the sheet or lines of the file.
    pub lines: LineMap,
    /// Whether dates may stand as day numbers of a spreadsheet, and counted from which day.
    pub day_numbers: Option<DayNumbers>,
    /// Records that were taken out of quotes around the whole of them.
    pub unwrapped: u64,
}

/// From which day a spreadsheet counts its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DayNumbers {
    /// From 31 December 1899, with a 29 February 1900 that never was.
    #[default]
    From1900,
    /// From 1 January 1904.
    From1904,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    Memory(Bytes),
    Member(Arc<Source>, Member),
    Remade(Arc<dyn Remade>),
}

/// A text that is made anew each time it is read, because it is too long to be kept.
pub(super) trait Remade: Debug + Send + Sync {
    /// A reader from the first byte.
    ///
    /// # Errors
    /// Whatever keeps the text from being made.
    fn open(self: Arc<Self>) -> io::Result<Box<dyn Read + Send>>;

    /// Its lines to those of what it is made from, as far as it was read.
    fn lines(&self) -> LineMap;
}

/// Bytes in memory that are shared, never copied.
#[derive(Clone, Debug)]
pub(super) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<Vec<u8>>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

impl From<Cow<'static, [u8]>> for Bytes {
    fn from(bytes: Cow<'static, [u8]>) -> Self {
        match bytes {
            Cow::Borrowed(bytes) => Self::Static(bytes),
            Cow::Owned(bytes) => Self::Shared(Arc::new(bytes)),
        }
    }
}

/// What can be read from any place.
pub(super) trait ReadSeek: Read + Seek + Send {}

impl<R: Read + Seek + Send> ReadSeek for R {}

impl Source {
    /// Bytes in memory.
    pub(super) fn memory(name: &str, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes: Bytes = bytes.into().into();
        let length = bytes.as_ref().len() as u64;
        Self { name: name.to_owned(), bytes: length, written: None, content: Place::Memory(bytes) }
    }

    /// A member of an archive, inflated again each time it is opened.
    pub(super) fn member(name: String, archive: &Arc<Self>, member: Member) -> Self {
        let bytes = member.bytes;
        Self { name, bytes, written: None, content: Place::Member(Arc::clone(archive), member) }
    }

    /// A text of about `bytes` bytes that is made whenever it is read.
    pub(super) fn remade(name: &str, bytes: u64, written: Written, text: Arc<dyn Remade>) -> Self {
        Self { name: name.to_owned(), bytes, written: Some(written), content: Place::Remade(text) }
    }

    /// Lines of the text to rows of the sheet or lines of the file that it was taken from, as far as it was read; nothing for a text
    /// that is the file itself.
    pub(super) fn lines(&self) -> Option<LineMap> {
        let written = self.written.as_ref()?;
        Some(match &self.content {
            Place::Remade(text) => text.lines(),
            _ => written.lines.clone(),
        })
    }

    /// Whether it is a file or a sheet, rather than a piece of one.
    pub(super) fn is_file_or_sheet(&self) -> bool {
        self.written.as_ref().is_none_or(|written| written.day_numbers.is_some() && written.dialect.is_some())
    }

    fn file(path: &Path) -> Self {
        let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
        let content = Place::File(path.to_owned());
        Self { name: path.display().to_string(), bytes, written: None, content }
    }

    /// A reader from the first byte.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.content {
            Place::File(path) => Ok(Box::new(BufReader::with_capacity(1 << 16, File::open(path)?))),
            Place::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Place::Member(archive, member) => member.open(archive.open_at_any_place()?),
            Place::Remade(text) => Arc::clone(text).open(),
        }
    }

    /// A reader that can go to any place.
    ///
    /// # Errors
    /// Whatever the system reports; a member of an archive and a text that is made are read in their order only.
    pub(super) fn open_at_any_place(&self) -> io::Result<Box<dyn ReadSeek>> {
        match &self.content {
            Place::File(path) => Ok(Box::new(BufReader::with_capacity(1 << 16, File::open(path)?))),
            Place::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Place::Member(..) | Place::Remade(_) => Err(io::ErrorKind::NotSeekable.into()),
        }
    }
}

/// An input that could be opened, or the reason why not.
pub(super) enum Opened {
    /// Bytes that somebody named.
    Source(Source),
    /// A file that lies in a folder that somebody named.
    Found(Source),
    /// A folder without a file in it.
    EmptyFolder(String),
}

impl Opened {
    /// What is to be read.
    pub(super) fn source(&self) -> Option<&Source> {
        match self {
            Self::Source(source) | Self::Found(source) => Some(source),
            Self::EmptyFolder(_) => None,
        }
    }
}

/// Endings of the files that exports come in. Others are read as well when somebody names them.
pub const EXPORT_ENDINGS: [&str; 9] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "zip"];

/// Whether a file has the ending of an export.
pub fn is_named_as_export(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    EXPORT_ENDINGS.contains(&ending.as_str())
}

/// Replaces folders by the files in them (by name, one level of hidden files left out) and keeps the order of inputs.
pub(super) fn expand(inputs: &[Input]) -> Vec<Opened> {
    let mut opened = Vec::new();
    for input in inputs {
        match input {
            Input::Bytes { name, bytes } => opened.push(Opened::Source(Source::memory(name, bytes.clone()))),
            Input::Path(path) if path.is_dir() => {
                let files = files_in(path);
                if files.is_empty() {
                    opened.push(Opened::EmptyFolder(path.display().to_string()));
                }
                opened.extend(files.iter().map(|file| Opened::Found(Source::file(file))));
            }
            Input::Path(path) => opened.push(Opened::Source(Source::file(path))),
        }
    }
    opened
}

/// The files of a folder and of the folders in it, sorted by path; names that start with a dot are left out.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    entries.sort();
    entries
        .into_iter()
        .flat_map(|path| {
            // Symbolic links to folders are not followed: they may lead in circles.
            let is_link = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
            if path.is_dir() && !is_link { files_in(&path) } else { vec![path] }
        })
        .filter(|path| path.is_file())
        .collect()
}

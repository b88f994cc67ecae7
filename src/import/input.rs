//! The inputs as byte sources: files, the files of a folder, bytes in memory. Never writes, never follows a network path.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use super::Input;

/// Something whose bytes can be read from the start as often as needed.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Name to report.
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
    content: Place,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    Memory(Cow<'static, [u8]>),
}

impl Source {
    /// Bytes in memory.
    pub(super) fn memory(name: &str, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        Self { name: name.to_owned(), bytes: bytes.len() as u64, content: Place::Memory(bytes) }
    }

    fn file(path: &Path) -> Self {
        let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
        Self { name: path.display().to_string(), bytes, content: Place::File(path.to_owned()) }
    }

    /// A reader from the first byte.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.content {
            Place::File(path) => Ok(Box::new(BufReader::with_capacity(1 << 16, File::open(path)?))),
            Place::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
        }
    }
}

/// An input that could be opened, or the reason why not.
pub(super) enum Opened {
    /// Bytes to read.
    Source(Source),
    /// A folder without a file in it.
    EmptyFolder(String),
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
                opened.extend(files.iter().map(|file| Opened::Source(Source::file(file))));
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

//! A document as bytes and back: a ZIP of JSON, one part per snapshot, so that damage costs only what it hit. Never touches a disk.
//!
//! Format 1 (the first releases) was one JSON text with a checksum; it is still read, see [`first`].

mod first;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::archive::{self, ArchiveError, Part};
use super::{Document, migrations};

/// The format this build writes.
pub(super) const FORMAT: u64 = 2;

/// The part that holds everything but the snapshots.
const DOCUMENT: &str = "document.json";
/// What the names of the snapshots' parts begin with.
const SNAPSHOTS: &str = "snapshots/";

/// Why bytes are not a project that this build can open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// Not a project of this program.
    #[error("this is not a Senthang project")]
    NotAProject,
    /// Written by a newer version in a way that this one cannot read; never rewritten by this one.
    #[error("the project was made by a newer version (format {format})")]
    Newer {
        /// The format it states.
        format: u64,
    },
    /// A project whose bytes are not those that were written.
    #[error("the project file is damaged")]
    Damaged,
    /// A file that would inflate to more than a project can be.
    #[error("the file holds more than a project can")]
    TooLarge,
    /// The document could not be written as JSON.
    #[error("the project could not be written: {0}")]
    Unwritable(String),
}

impl From<ArchiveError> for FormatError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Other => Self::NotAProject,
            ArchiveError::Damaged => Self::Damaged,
            ArchiveError::TooLarge => Self::TooLarge,
        }
    }
}

/// What a project file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// The document, without what is damaged.
    pub document: Document,
    /// Its other parts, as they lie in the file: tables that were kept, what unsaved work belongs to.
    pub others: Vec<Part>,
    /// Names of the parts that could not be read.
    pub damaged: Vec<String>,
    /// The format of a newer version that could be read all the same; such a file is never rewritten.
    pub newer: Option<u64>,
}

/// The bytes of a project file without its data.
///
/// # Errors
/// [`FormatError::Unwritable`] when the document has no JSON form.
pub fn encode(document: &Document) -> Result<Vec<u8>, FormatError> {
    encode_with(document, &[])
}

/// The bytes of a project file with further parts.
///
/// # Errors
/// As [`encode`].
pub fn encode_with(document: &Document, others: &[Part]) -> Result<Vec<u8>, FormatError> {
    let mut parts = parts_of(document)?;
    parts.extend_from_slice(others);
    sealed(&parts)
}

fn sealed(parts: &[Part]) -> Result<Vec<u8>, FormatError> {
    archive::pack(FORMAT, env!("CARGO_PKG_VERSION"), parts).map_err(FormatError::Unwritable)
}

fn parts_of(document: &Document) -> Result<Vec<Part>, FormatError> {
    let unwritable = |error: serde_json::Error| FormatError::Unwritable(error.to_string());
    let without = Document { snapshots: Vec::new(), ..document.clone() };
    let bytes = serde_json::to_vec(&without).map_err(unwritable)?;
    let mut parts = vec![Part { name: DOCUMENT.to_owned(), bytes }];
    for (index, snapshot) in document.snapshots.iter().enumerate() {
        let bytes = serde_json::to_vec(snapshot).map_err(unwritable)?;
        // By place, not by id: the names sort as the snapshots stand.
        parts.push(Part { name: format!("{SNAPSHOTS}{index:06}.json"), bytes });
    }
    Ok(parts)
}

/// The way past the hashes for the fuzz target: any text as the document of a file that is whole.
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub fn sealed_for_fuzzing(body: &str) -> Vec<u8> {
    sealed(&[Part { name: DOCUMENT.to_owned(), bytes: body.as_bytes().to_vec() }]).unwrap_or_default()
}

/// Whether the bytes are a project of this or an older format, to the last bit as it was written.
pub(super) fn is_intact(bytes: &[u8]) -> bool {
    archive::is_intact(bytes) || first::is_intact(bytes)
}

/// Reads the bytes of a project file of this or an older format, as it was written and not otherwise.
///
/// # Errors
/// [`FormatError`]; damage is found before anything is believed.
pub fn decode(bytes: &[u8]) -> Result<Document, FormatError> {
    let contents = open(bytes)?;
    match contents.newer {
        Some(format) => Err(FormatError::Newer { format }),
        None if is_intact(bytes) => Ok(contents.document),
        None => Err(FormatError::Damaged),
    }
}

/// Reads what can be read of a project file: a damaged part costs only itself, unless it is the document.
///
/// # Errors
/// [`FormatError`] when there is no document to show.
pub fn open(bytes: &[u8]) -> Result<Contents, FormatError> {
    if first::looks_like(bytes) {
        let (document, format) = first::read(bytes)?;
        let document = current(document, format)?;
        return Ok(Contents { document, ..Contents::default() });
    }
    let mut unpacked = archive::unpack(bytes)?;
    let newer = (unpacked.format > FORMAT).then_some(unpacked.format);
    let unreadable = || match newer {
        Some(format) => FormatError::Newer { format },
        None => FormatError::Damaged,
    };
    let document = unpacked.parts.remove(DOCUMENT).ok_or_else(unreadable)?;
    let document: Value = serde_json::from_slice(&document).map_err(|_| unreadable())?;
    let Value::Object(mut document) = document else { return Err(unreadable()) };
    put_snapshots(&mut document, &mut unpacked.parts, &mut unpacked.damaged);
    let document = current(Value::Object(document), unpacked.format.min(FORMAT)).map_err(|_| unreadable())?;
    let others = unpacked.parts.into_iter().map(|(name, bytes)| Part { name, bytes }).collect();
    Ok(Contents { document, others, damaged: unpacked.damaged, newer })
}

/// Puts the snapshots back where they stand in a document.
fn put_snapshots(
    document: &mut Map<String, Value>,
    parts: &mut BTreeMap<String, Vec<u8>>,
    damaged: &mut Vec<String>,
) {
    let names: Vec<String> = parts.keys().filter(|name| name.starts_with(SNAPSHOTS)).cloned().collect();
    let mut snapshots = Vec::new();
    for name in names {
        let value = parts.remove(&name).and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        match value {
            Some(value) => snapshots.push(value),
            None => damaged.push(name),
        }
    }
    document.insert("snapshots".to_owned(), Value::Array(snapshots));
}

fn current(document: Value, format: u64) -> Result<Document, FormatError> {
    let document = migrations::to_current(document, format).ok_or(FormatError::Damaged)?;
    Document::deserialize(document).map_err(|_| FormatError::Damaged)
}

#[cfg(test)]
mod tests;

//! A document as bytes and back: `{"format":…,"app":…,"document":…,"checksum":…}`. Never touches a disk.

use serde::Deserialize;
use serde_json::Value;

use super::{Document, checksum, migrations};

/// The format this build writes.
pub(super) const FORMAT: u64 = 1;

const CHECKSUM_FIELD: &str = ",\"checksum\":\"";
const END: &str = "\"}\n";

/// Why bytes are not a project that this build can open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// Not a project of this program.
    #[error("this is not a Senthang project")]
    NotAProject,
    /// Written by a newer version; never rewritten by this one.
    #[error("the project was made by a newer version (format {format})")]
    Newer {
        /// The format it states.
        format: u64,
    },
    /// A project whose bytes are not those that were written.
    #[error("the project file is damaged")]
    Damaged,
    /// The document could not be written as JSON.
    #[error("the project could not be written: {0}")]
    Unwritable(String),
}

/// The bytes of a project file. The checksum at the end covers every byte before it, so that it is also the sign that
/// the file is complete.
///
/// # Errors
/// [`FormatError::Unwritable`] when the document has no JSON form.
pub fn encode(document: &Document) -> Result<Vec<u8>, FormatError> {
    let body = serde_json::to_string(document).map_err(|error| FormatError::Unwritable(error.to_string()))?;
    Ok(sealed(&body))
}

/// The JSON of a document as the bytes of a project file.
fn sealed(body: &str) -> Vec<u8> {
    let app = env!("CARGO_PKG_VERSION");
    let mut text = format!("{{\"format\":{FORMAT},\"app\":\"{app}\",\"document\":{body}");
    let sum = checksum::of(text.as_bytes());
    text.push_str(CHECKSUM_FIELD);
    text.push_str(&sum);
    text.push_str(END);
    text.into_bytes()
}

/// The way past the checksum for the fuzz target: any text as the document of a file that is whole.
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub fn sealed_for_fuzzing(body: &str) -> Vec<u8> {
    sealed(body)
}

/// Reads the bytes of a project file of this or an older format.
///
/// # Errors
/// [`FormatError`]; damage is found before anything is believed.
pub fn decode(bytes: &[u8]) -> Result<Document, FormatError> {
    let intact = is_intact(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|_| unreadable(bytes))?;
    let format = value.get("format").and_then(Value::as_u64).ok_or_else(|| unreadable(bytes))?;
    if format > FORMAT {
        return Err(FormatError::Newer { format });
    }
    if !intact {
        return Err(FormatError::Damaged);
    }
    let document = value.get("document").cloned().ok_or(FormatError::Damaged)?;
    let document = migrations::to_current(document, format).ok_or(FormatError::Damaged)?;
    Document::deserialize(document).map_err(|_| FormatError::Damaged)
}

/// Bytes that begin like a project are a damaged one; others never were one.
fn unreadable(bytes: &[u8]) -> FormatError {
    if bytes.starts_with(b"{\"format\":") { FormatError::Damaged } else { FormatError::NotAProject }
}

fn is_intact(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_suffix(END.as_bytes()) else { return false };
    let Some((rest, sum)) = rest.split_last_chunk::<16>() else { return false };
    let Some(covered) = rest.strip_suffix(CHECKSUM_FIELD.as_bytes()) else { return false };
    checksum::of(covered).as_bytes() == sum
}

#[cfg(test)]
mod tests;

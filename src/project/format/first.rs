//! Format 1: `{"format":1,"app":…,"document":…,"checksum":…}`, as the first releases wrote it. Never written any more.

use serde_json::Value;

use super::FormatError;
use crate::project::checksum;

const HEAD: &[u8] = b"{\"format\":";
const CHECKSUM_FIELD: &str = ",\"checksum\":\"";
const END: &str = "\"}\n";
/// The only format that was one text.
const FORMAT: u64 = 1;

/// Whether bytes begin like such a file.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(HEAD)
}

/// The document of such a file, and its format.
///
/// # Errors
/// [`FormatError`]; damage is found before anything is believed.
pub(super) fn read(bytes: &[u8]) -> Result<(Value, u64), FormatError> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| FormatError::Damaged)?;
    let format = value.get("format").and_then(Value::as_u64).ok_or(FormatError::Damaged)?;
    if format > FORMAT {
        return Err(FormatError::Newer { format });
    }
    let document = value.get("document").cloned().filter(|_| is_intact(bytes));
    Ok((document.ok_or(FormatError::Damaged)?, format))
}

/// Whether the checksum at the end is that of every byte before it.
pub(super) fn is_intact(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_suffix(END.as_bytes()) else { return false };
    let Some((rest, sum)) = rest.split_last_chunk::<16>() else { return false };
    let Some(covered) = rest.strip_suffix(CHECKSUM_FIELD.as_bytes()) else { return false };
    checksum::of(covered).as_bytes() == sum
}

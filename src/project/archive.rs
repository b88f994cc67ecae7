//! Named parts in one ZIP file, each with its hash, the whole with a hash at its end. Never inflates more than a project can be, never
//! writes a file, never follows a name out of the archive.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use serde::{Deserialize, Serialize};
use zip::read::ZipArchive;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Name of the list of all other parts.
const MANIFEST: &str = "manifest.json";
/// What the comment of the archive begins with; the hash of everything before the hash follows.
const MARK: &str = "senthang ";
/// Hexadecimal digits of a hash.
const DIGITS: usize = 64;
/// More parts than any project has.
const MOST_PARTS: usize = 20_000;
/// More bytes than any part has.
const LARGEST_PART: u64 = 2 << 30;
/// More bytes than all parts together have.
const LARGEST_WHOLE: u64 = 6 << 30;
/// The list of parts is never longer than this.
const LARGEST_MANIFEST: u64 = 16 << 20;
/// No part of a project shrinks to less than one in so many; a bomb does.
const MOST_RATIO: u64 = 400;
/// A part that is smaller than this hurts nobody, whatever its ratio.
const HARMLESS: u64 = 1 << 20;

/// One part of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name within the archive, with `/` between folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The list of parts, and what wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Format of the project.
    pub(super) format: u64,
    /// Version of the program that wrote it.
    pub(super) app: String,
    /// Every part but this one.
    pub(super) parts: Vec<Listed>,
}

/// A part as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// Its length, inflated.
    pub(super) bytes: u64,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    pub(super) hash: String,
}

/// What could be read of an archive.
#[derive(Clone, Debug)]
pub(super) struct Unpacked {
    /// Format and version.
    pub(super) format: u64,
    /// The parts that are as they were written, by name.
    pub(super) parts: BTreeMap<String, Vec<u8>>,
    /// Names of those that are not.
    pub(super) damaged: Vec<String>,
}

/// Why there is nothing to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum ArchiveError {
    /// No archive, or one of something else.
    #[error("this is no archive of a project")]
    Other,
    /// The list of parts is not there or not readable.
    #[error("the archive is damaged")]
    Damaged,
    /// It holds more than a project can.
    #[error("the archive holds more than a project can")]
    TooLarge,
}

/// BLAKE3 of `bytes` in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The bytes of an archive of `parts`. The same parts give the same bytes.
///
/// # Errors
/// What the ZIP writer says; nothing that a part holds can cause one.
pub(super) fn pack(format: u64, app: &str, parts: &[Part]) -> Result<Vec<u8>, String> {
    let listed = |part: &Part| Listed {
        name: part.name.clone(),
        bytes: part.bytes.len() as u64,
        hash: hash(&part.bytes),
    };
    let manifest =
        Manifest { format, app: app.to_owned(), parts: parts.iter().map(listed).collect::<Vec<_>>() };
    let manifest = serde_json::to_vec(&manifest).map_err(|error| error.to_string())?;
    write(&manifest, parts).map_err(|error| error.to_string())
}

fn write(manifest: &[u8], parts: &[Part]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.large_file(true);
    let stored = options.compression_method(CompressionMethod::Stored);
    let deflated = options.compression_method(CompressionMethod::Deflated);
    writer.start_file(MANIFEST, stored)?;
    writer.write_all(manifest)?;
    for part in parts {
        // Parquet is compressed already.
        writer.start_file(&part.name, if part.name.ends_with(".json") { deflated } else { stored })?;
        writer.write_all(&part.bytes)?;
    }
    writer.set_comment(format!("{MARK}{}", "0".repeat(DIGITS)))?;
    let mut bytes = writer.finish()?.into_inner();
    let end = bytes.len() - DIGITS;
    let sum = hash(&bytes[..end]);
    bytes[end..].copy_from_slice(sum.as_bytes());
    Ok(bytes)
}

/// Whether bytes begin or end like an archive of ours, damaged or not.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(DIGITS + MARK.len());
    let head = bytes.get(30..30 + MANIFEST.len()) == Some(MANIFEST.as_bytes());
    head || bytes[tail..].starts_with(MARK.as_bytes())
}

/// Whether not a byte differs from what was written.
pub(super) fn is_intact(bytes: &[u8]) -> bool {
    let Some(end) = bytes.len().checked_sub(DIGITS) else { return false };
    bytes[..end].ends_with(MARK.as_bytes()) && hash(&bytes[..end]).as_bytes() == &bytes[end..]
}

/// Reads an archive; a part that is not as it was written costs only itself.
///
/// # Errors
/// [`ArchiveError`] when there is no list of parts, or too much in it.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, ArchiveError> {
    let absent = if looks_like(bytes) { ArchiveError::Damaged } else { ArchiveError::Other };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| absent.clone())?;
    if archive.len() > MOST_PARTS {
        return Err(ArchiveError::TooLarge);
    }
    let manifest = inflate(&mut archive, MANIFEST, LARGEST_MANIFEST)?.ok_or(absent)?;
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|_| ArchiveError::Damaged)?;
    let whole = manifest.parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.bytes));
    if manifest.parts.len() > MOST_PARTS || whole.is_none_or(|whole| whole > LARGEST_WHOLE) {
        return Err(ArchiveError::TooLarge);
    }
    let mut unpacked = Unpacked { format: manifest.format, parts: BTreeMap::new(), damaged: Vec::new() };
    for listed in manifest.parts {
        match inflate(&mut archive, &listed.name, listed.bytes)? {
            Some(bytes) if bytes.len() as u64 == listed.bytes && hash(&bytes) == listed.hash => {
                unpacked.parts.insert(listed.name, bytes);
            }
            _ => unpacked.damaged.push(listed.name),
        }
    }
    Ok(unpacked)
}

/// The bytes of a part, no more than `most`; `None` when it is not there or cannot be inflated.
///
/// # Errors
/// [`ArchiveError::TooLarge`] before anything is inflated.
fn inflate(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    most: u64,
) -> Result<Option<Vec<u8>>, ArchiveError> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    let (size, packed) = (part.size(), part.compressed_size());
    let is_bomb = size > HARMLESS && size / MOST_RATIO > packed;
    if size > LARGEST_PART || is_bomb {
        return Err(ArchiveError::TooLarge);
    }
    // What the header says is not believed: one byte more than announced is damage, and nothing beyond it is read.
    let mut bytes = Vec::new();
    let read = part.take(most.min(LARGEST_PART) + 1).read_to_end(&mut bytes);
    Ok(read.is_ok().then_some(bytes))
}

#[cfg(test)]
mod tests;

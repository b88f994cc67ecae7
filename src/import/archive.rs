//! ZIP archives: their members as byte streams, limited and checked while they inflate. Never writes a member to disk, never
//! trusts a size that a header states, never follows a name.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::input::{ReadSeek, Source};
use super::progress::Stoppable;
use super::refusal::{Limit, Refused};
use super::{Progress, Refusal, limits};

/// An archive whose list of members was read.
pub(super) struct Archive {
    source: Arc<Source>,
    zip: ZipArchive<Box<dyn ReadSeek>>,
}

/// What the list of an archive says about one member.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its name as written by whoever packed it, for reading only.
    pub name: String,
    /// Compressed bytes.
    pub compressed: u64,
    /// Position in the list.
    index: usize,
    encrypted: bool,
}

/// Where the bytes of one member lie, and what they must come to.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Bytes as the list says; the stream fails when there are more.
    pub bytes: u64,
    start: u64,
    compressed: u64,
    deflated: bool,
    crc: u32,
}

impl Archive {
    /// Reads the list of members.
    ///
    /// # Errors
    /// [`Refusal`] for an archive that is damaged or holds too much.
    pub(super) fn open(source: &Source) -> Result<Self, Refusal> {
        let mut reader = source.open_at_any_place()?;
        let members = count_members(&mut reader)?;
        if members > limits::MEMBERS as u64 {
            return Err(Refusal::TooMuch { limit: Limit::Members, allowed: limits::MEMBERS as u64 });
        }
        reader.seek(SeekFrom::Start(0))?;
        let zip = ZipArchive::new(reader).map_err(|error| refusal(error, ""))?;
        Ok(Self { source: Arc::new(source.clone()), zip })
    }

    /// The members that are files, in the order of the list.
    ///
    /// # Errors
    /// [`Refusal`] for a list that is damaged or states too much.
    pub(super) fn all(&mut self) -> Result<Vec<Entry>, Refusal> {
        let mut entries = Vec::new();
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let data = self.zip.by_index_data(index).map_err(|error| refusal(error, ""))?;
            total = total.saturating_add(data.size());
            if !data.is_dir() {
                let (compressed, encrypted) = (data.compressed_size(), data.encrypted());
                entries.push(Entry { name: decode_name(data.name_raw()), compressed, index, encrypted });
            }
        }
        if total > limits::ARCHIVE_BYTES {
            return Err(Refusal::TooMuch { limit: Limit::Inflated, allowed: limits::ARCHIVE_BYTES });
        }
        Ok(entries)
    }

    /// The members without what the packing program adds for itself.
    ///
    /// # Errors
    /// As [`Self::all`].
    pub(super) fn entries(&mut self) -> Result<Vec<Entry>, Refusal> {
        let mut entries = self.all()?;
        entries.retain(|entry| !is_of_the_packer(&entry.name));
        Ok(entries)
    }

    /// Finds where a member lies.
    ///
    /// # Errors
    /// [`Refusal`] for one that needs a password, is packed in a way nobody uses for exports, or inflates to too much.
    pub(super) fn member(&mut self, entry: &Entry) -> Result<Member, Refusal> {
        if entry.encrypted {
            return Err(Refusal::Password);
        }
        let file = self.zip.by_index_raw(entry.index).map_err(|error| refusal(error, &entry.name))?;
        let deflated = match file.compression() {
            zip::CompressionMethod::Stored => false,
            zip::CompressionMethod::Deflated => true,
            _ => return Err(Refusal::UnknownPacking),
        };
        let (compressed, bytes, crc) = (file.compressed_size(), file.size(), file.crc32());
        let start = file.data_start().ok_or_else(|| damaged(&entry.name))?;
        check_size(bytes, compressed)?;
        Ok(Member { bytes, start, compressed, deflated, crc })
    }

    /// A member as a source: small ones are inflated here, so that they can be read several times for one price.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn source(
        &mut self,
        entry: &Entry,
        name: String,
        progress: &dyn Progress,
    ) -> Result<Source, Refusal> {
        let member = self.member(entry)?;
        if member.bytes > limits::IN_MEMORY_BYTES {
            return self.stream(entry, name);
        }
        let mut bytes = Vec::new();
        Stoppable::new(member.open(self.source.open_at_any_place()?)?, progress).read_to_end(&mut bytes)?;
        Ok(Source::memory(&name, bytes))
    }

    /// A member as a source that inflates whenever it is read.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn stream(&mut self, entry: &Entry, name: String) -> Result<Source, Refusal> {
        let member = self.member(entry)?;
        Ok(Source::member(name, &self.source, member))
    }
}

impl Member {
    /// The member's bytes, from an archive that is open anywhere. Reading fails where they go beyond what is allowed.
    ///
    /// # Errors
    /// Whatever the archive's reader reports.
    pub(super) fn open(&self, mut archive: Box<dyn ReadSeek>) -> io::Result<Box<dyn Read + Send>> {
        archive.seek(SeekFrom::Start(self.start))?;
        let packed = archive.take(self.compressed);
        let inner: Box<dyn Read + Send> =
            if self.deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
        Ok(Box::new(Inflated { inner, member: self.clone(), read: 0, crc: Crc::new() }))
    }
}

/// A member while it inflates.
struct Inflated {
    inner: Box<dyn Read + Send>,
    member: Member,
    read: u64,
    crc: Crc,
}

impl Read for Inflated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let is_damaged = || Refused::io(damaged(""));
        let length = self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => is_damaged(),
        })?;
        self.read += length as u64;
        self.crc.update(&buffer[..length]);
        check_size(self.read, self.member.compressed).map_err(Refused::io)?;
        let at_end = length == 0;
        let is_whole = self.read == self.member.bytes && self.crc.sum() == self.member.crc;
        if self.read > self.member.bytes || (at_end && !is_whole) { Err(is_damaged()) } else { Ok(length) }
    }
}

/// Whether a member may be as large as `bytes`, stated or already read.
fn check_size(bytes: u64, compressed: u64) -> Result<(), Refusal> {
    if bytes > limits::MEMBER_BYTES {
        return Err(Refusal::TooMuch { limit: Limit::Inflated, allowed: limits::MEMBER_BYTES });
    }
    if bytes > limits::RATIO_FROM_BYTES && bytes / limits::RATIO > compressed {
        return Err(Refusal::TooMuch { limit: Limit::Ratio, allowed: limits::RATIO });
    }
    Ok(())
}

fn damaged(part: &str) -> Refusal {
    Refusal::Damaged { part: part.to_owned() }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn refusal(error: ZipError, part: &str) -> Refusal {
    match error {
        ZipError::InvalidPassword => Refusal::Password,
        ZipError::CompressionMethodNotSupported(_) => Refusal::UnknownPacking,
        _ => damaged(part),
    }
}

/// How many members the end of the archive states, before anything is set aside for them.
fn count_members(reader: &mut dyn ReadSeek) -> Result<u64, Refusal> {
    // The end record is 22 bytes and may be followed by a comment of up to 64 KiB.
    const LONGEST_END: u64 = 22 + 0xFFFF;
    let length = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    let mut tail = Vec::new();
    reader.take(LONGEST_END).read_to_end(&mut tail)?;
    let ends = memchr::memmem::find_iter(&tail, b"PK\x05\x06");
    let counts = ends.filter_map(|at| tail.get(at + 10..at + 12));
    // A comment may hold the look of a second end: the largest count decides. 0xFFFF stands for "more than fits".
    counts.map(|count| u64::from(u16::from_le_bytes([count[0], count[1]]))).max().ok_or_else(|| damaged(""))
}

/// Names are UTF-8, or what Windows in Thailand writes.
fn decode_name(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(
        |_| encoding_rs::WINDOWS_874.decode_without_bom_handling(raw).0.into_owned(),
        str::to_owned,
    )
}

/// What macOS and Windows add to an archive for themselves.
fn is_of_the_packer(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.ends_with('/')
        || name.rsplit(['/', '\\']).next().is_some_and(|last| last.starts_with('.') || last == "Thumbs.db")
}

/// Whether a name would leave the folder into which somebody unpacks the archive.
pub(super) fn leads_outside(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\']) || has_drive || name.split(['/', '\\']).any(|part| part == "..")
}

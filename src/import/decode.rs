//! Which encoding a file is in, and its text as UTF-8. Looks at every byte before it decides; never changes a character that it can read.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::input::Source;
use super::progress::Progress;
use super::single_byte;
use super::tokenize::Dialect;

/// How many first bytes are kept for recognising the content, the dialect and the header.
pub(super) const HEAD_BYTES: usize = 1 << 18;

/// What one pass over the bytes of a file tells.
#[derive(Debug)]
pub(super) struct Scan {
    /// Encoding as decided over the whole file.
    pub encoding: &'static Encoding,
    /// Bytes of the byte order mark at the start, 0 without one.
    pub bom_bytes: usize,
    /// The first bytes, undecoded.
    pub head: Vec<u8>,
    /// Whether `head` is the whole file.
    pub head_is_all: bool,
    /// Line of the first bytes that are no UTF-8, when the file is UTF-8 all the same.
    pub bad_line: Option<u64>,
    /// Number of bytes.
    pub bytes: u64,
    /// Whether there is a byte other than line breaks and byte order mark.
    pub has_text: bool,
    /// How cells are separated and quoted, when the text is one we wrote ourselves.
    pub dialect: Option<Dialect>,
}

/// What the first part of a file tells; for a file that is no longer than that, everything.
pub(super) fn peek(source: &Source) -> io::Result<Scan> {
    let mut head = vec![0; HEAD_BYTES];
    let length = read_full(&mut source.open()?, &mut head)?;
    head.truncate(length);
    let head_is_all = length < HEAD_BYTES;
    let mut tally = Utf8Tally::default();
    tally.add(&head, head_is_all);
    let detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let (encoding, bom_bytes) = decide(&head, &tally, &detector);
    let has_text = head.iter().any(|byte| !is_blank(*byte));
    let dialect = written_dialect(source);
    Ok(Scan {
        encoding,
        bom_bytes,
        head_is_all,
        head,
        bad_line: None,
        bytes: source.bytes,
        has_text,
        dialect,
    })
}

fn written_dialect(source: &Source) -> Option<Dialect> {
    source.written.as_ref()?.dialect
}

/// Line breaks, blanks and the bytes of a byte order mark.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b' ' | b'\t' | 0xEF | 0xBB | 0xBF)
}

/// Reads every byte once and decides the encoding.
pub(super) fn scan(source: &Source, progress: &dyn Progress) -> io::Result<Scan> {
    let mut reader = source.open()?;
    let mut tally = Utf8Tally::default();
    let mut head = Vec::new();
    let mut block = vec![0; 1 << 20];
    let mut carried = 0;
    let mut total = 0_usize;
    let mut has_text = false;
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    loop {
        let read = read_full(&mut reader, &mut block[carried..])?;
        let fresh = &block[carried..carried + read];
        total += read;
        has_text = has_text || fresh.iter().any(|byte| !is_blank(*byte));
        if head.len() < HEAD_BYTES {
            head.extend_from_slice(&fresh[..fresh.len().min(HEAD_BYTES - head.len())]);
        }
        let at_end = read == 0 || carried + read < block.len();
        let known = carried + read;
        carried = tally.add(&block[..known], at_end);
        if tally.first_bad_line.is_some() {
            detector.feed(fresh, at_end);
        }
        block.copy_within(known - carried..known, 0);
        if at_end || progress.is_cancelled() {
            break;
        }
    }
    let (encoding, bom_bytes) = decide(&head, &tally, &detector);
    let bad_line = if encoding == UTF_8 { tally.first_bad_line } else { None };
    Ok(Scan {
        encoding,
        bom_bytes,
        head_is_all: total == head.len(),
        head,
        bad_line,
        bytes: total as u64,
        has_text,
        dialect: written_dialect(source),
    })
}

/// A byte order mark decides; then the NULs of UTF-16; then validity as UTF-8; then the statistics of single-byte encodings.
fn decide(
    head: &[u8],
    tally: &Utf8Tally,
    detector: &chardetng::EncodingDetector,
) -> (&'static Encoding, usize) {
    if let Some((encoding, bom_bytes)) = Encoding::for_bom(head) {
        return (encoding, bom_bytes);
    }
    if let Some(encoding) = looks_like_utf16(head) {
        return (encoding, 0);
    }
    if tally.first_bad_line.is_none() || tally.multi_byte > 4 * tally.bad {
        return (UTF_8, 0);
    }
    let tld: Option<&[u8]> = Some(b"th");
    (single_byte::choose(head, detector.guess(tld, chardetng::Utf8Detection::Deny)), 0)
}

/// UTF-16 without a byte order mark: a fifth or more of the bytes on one side of each pair are NUL, hardly any on the other.
pub(super) fn looks_like_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let sample = &head[..head.len().min(4096) & !1];
    let nul = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (nul(0), nul(1), sample.len() / 2);
    if pairs >= 2 && odd * 5 >= pairs && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if pairs >= 2 && even * 5 >= pairs && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Counts what is and what is not UTF-8.
#[derive(Debug, Default)]
struct Utf8Tally {
    lines: u64,
    multi_byte: u64,
    bad: u64,
    first_bad_line: Option<u64>,
}

impl Utf8Tally {
    /// Adds a block and returns how many of its last bytes may be the start of a character that goes on in the next.
    fn add(&mut self, mut block: &[u8], at_end: bool) -> usize {
        loop {
            match simdutf8::compat::from_utf8(block) {
                Ok(text) => {
                    self.count(text.as_bytes());
                    return 0;
                }
                Err(error) => {
                    let valid = error.valid_up_to();
                    self.count(&block[..valid]);
                    let rest = &block[valid..];
                    match error.error_len() {
                        None if !at_end => return rest.len(),
                        None => {
                            self.bad += 1;
                            self.first_bad_line.get_or_insert(self.lines + 1);
                            return 0;
                        }
                        Some(length) => {
                            self.bad += 1;
                            self.first_bad_line.get_or_insert(self.lines + 1);
                            block = &rest[length..];
                        }
                    }
                }
            }
        }
    }

    fn count(&mut self, valid: &[u8]) {
        self.lines += memchr::memchr_iter(b'\n', valid).count() as u64;
        // Leading bytes of characters with two bytes or more.
        self.multi_byte += valid.iter().filter(|byte| **byte >= 0xC0).count() as u64;
    }
}

/// The text of `source` as UTF-8, without byte order mark. Bytes that are no text come out as `�` (UTF-8: unchanged, see `TextColumn`).
pub(super) fn text_reader(source: &Source, scan: &Scan) -> io::Result<Box<dyn Read + Send>> {
    let mut reader = source.open()?;
    let mut bom = vec![0; scan.bom_bytes];
    reader.read_exact(&mut bom)?;
    if scan.encoding == UTF_8 {
        return Ok(reader);
    }
    let decoded =
        DecodeReaderBytesBuilder::new().encoding(Some(scan.encoding)).bom_override(false).build(reader);
    Ok(Box::new(decoded))
}

/// The head of a scanned file as text.
pub(super) fn head_text(scan: &Scan) -> String {
    let bytes = scan.head.get(scan.bom_bytes..).unwrap_or_default();
    scan.encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Fills `buffer` as far as the reader allows; fewer bytes than asked for mean the end.
pub(super) fn read_full(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::progress::Unwatched;

    fn encoding_of(bytes: &[u8]) -> (&'static str, Option<u64>) {
        let scan = scan(&Source::memory("test", bytes.to_vec()), &Unwatched).expect("memory can be read");
        (scan.encoding.name(), scan.bad_line)
    }

    #[test]
    fn encodings_are_told_from_all_bytes() {
        let thai = "เลขที่,อีเมล,วันที่,ยอดรวม\n1,a@example.com,05/01/2567,\"1,250.00\"\n";
        let utf16 = |big: bool| -> Vec<u8> {
            thai.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        assert_eq!(encoding_of(thai.as_bytes()), ("UTF-8", None));
        assert_eq!(encoding_of(&encoding_rs::WINDOWS_874.encode(thai).0), ("windows-874", None));
        assert_eq!(encoding_of(&utf16(false)), ("UTF-16LE", None));
        assert_eq!(encoding_of(&utf16(true)), ("UTF-16BE", None));
        assert_eq!(encoding_of(&[&b"\xFF\xFE"[..], &utf16(false)].concat()), ("UTF-16LE", None));
        let late = format!("{}caf\u{fffd}", "ก,ข\n".repeat(400_000));
        let bytes: Vec<u8> = late.into_bytes();
        let broken = [&bytes[..bytes.len() - 3], b"\xE9,x\n"].concat();
        assert_eq!(encoding_of(&broken), ("UTF-8", Some(400_001)));
    }
}

//! The container of old Office files, looked at before it is read: whether it is protected by a password, and how many cells its sheets
//! span. Never reads a cell.

use crate::import::refusal::Limit;
use crate::import::{Refusal, limits};

/// Bytes of an entry in the list of streams.
const ENTRY: usize = 128;

/// Chain marks from here on end a chain or are none.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// Refuses what needs a password, and sheets so wide and long that a grid of them would not fit in memory.
///
/// # Errors
/// [`Refusal`].
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let damaged = || Refusal::Damaged { part: String::new() };
    // Looked for in all bytes, because the list of streams may be damaged.
    if memchr::memmem::find(bytes, &in_utf16("EncryptedPackage")).is_some() {
        return Err(Refusal::Password);
    }
    let container = Container::open(bytes).ok_or_else(damaged)?;
    let book = container.stream("Workbook").or_else(|| container.stream("Book")).ok_or_else(damaged)?;
    if cells(&book) > limits::GRID_CELLS {
        return Err(Refusal::TooMuch { limit: Limit::Cells, allowed: limits::GRID_CELLS });
    }
    Ok(())
}

/// Streams by name, as sectors that are chained through a table.
struct Container<'bytes> {
    bytes: &'bytes [u8],
    sector: usize,
    next: Vec<u32>,
    list: Vec<u8>,
    /// Streams below this size lie in one common stream, in pieces of 64 bytes with a chain table of their own.
    small: usize,
    pieces: Vec<u8>,
    next_piece: Vec<u32>,
}

impl<'bytes> Container<'bytes> {
    fn open(bytes: &'bytes [u8]) -> Option<Self> {
        if !bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return None;
        }
        let sector = match number(bytes, 30, 2)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let small = usize::try_from(number(bytes, 56, 4)?).ok()?;
        let (list, pieces, next_piece) = (Vec::new(), Vec::new(), Vec::new());
        let mut container = Self { bytes, sector, next: Vec::new(), list, small, pieces, next_piece };
        for sector in container.table_sectors()? {
            let part = numbers(container.sector(sector).unwrap_or_default());
            container.next.extend(part);
        }
        container.list = container.chain(number(bytes, 48, 4)? as u32);
        container.next_piece = numbers(&container.chain(number(bytes, 60, 4)? as u32));
        // The first entry of the list is the root, which names the common stream.
        container.pieces = container.chain(number(&container.list, 116, 4)? as u32);
        Some(container)
    }

    /// The sectors that hold the chain table: 109 named in the header, more in a chain of their own.
    fn table_sectors(&self) -> Option<Vec<u32>> {
        let mut sectors = numbers(self.bytes.get(76..512)?);
        let mut more = number(self.bytes, 68, 4)? as u32;
        let most = self.bytes.len() / self.sector;
        while more < LAST_SECTOR && sectors.len() <= most + 109 {
            let Some(part) = self.sector(more) else { break };
            let entries = numbers(part);
            let (last, names) = entries.split_last()?;
            sectors.extend(names);
            more = *last;
        }
        sectors.retain(|sector| *sector < LAST_SECTOR);
        Some(sectors)
    }

    fn sector(&self, index: u32) -> Option<&'bytes [u8]> {
        let start = (index as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The bytes of a chain; a chain that runs in a circle ends where the file would.
    fn chain(&self, first: u32) -> Vec<u8> {
        let (mut stream, mut at) = (Vec::new(), first);
        while at < LAST_SECTOR && stream.len() <= self.bytes.len() {
            let Some(part) = self.sector(at) else { break };
            stream.extend_from_slice(part);
            at = self.next.get(at as usize).copied().unwrap_or(LAST_SECTOR);
        }
        stream
    }

    /// The same in the common stream of small ones.
    fn small_chain(&self, first: u32) -> Vec<u8> {
        const PIECE: usize = 64;
        let (mut stream, mut at) = (Vec::new(), first);
        while at < LAST_SECTOR && stream.len() <= self.pieces.len() {
            let start = at as usize * PIECE;
            let Some(part) = self.pieces.get(start..(start + PIECE).min(self.pieces.len())) else { break };
            stream.extend_from_slice(part);
            at = self.next_piece.get(at as usize).copied().unwrap_or(LAST_SECTOR);
        }
        stream
    }

    /// The bytes of a stream.
    fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let wanted = in_utf16(name);
        let entry = self.list.chunks_exact(ENTRY).find(|entry| {
            let length = number(entry, 64, 2).unwrap_or(0) as usize;
            // Some writers name it WORKBOOK.
            length == wanted.len() + 2 && entry[..wanted.len()].eq_ignore_ascii_case(&wanted)
        })?;
        let size = usize::try_from(number(entry, 120, 4)?).ok()?;
        let first = number(entry, 116, 4)? as u32;
        let mut stream = if size < self.small { self.small_chain(first) } else { self.chain(first) };
        stream.truncate(size);
        Some(stream)
    }
}

/// Cells of the smallest grids that hold what each sheet of a workbook names, all together.
fn cells(book: &[u8]) -> u64 {
    // Kinds of records that begin with a row and a column: blanks, numbers, texts, truth values, formulas.
    const CELLS: [u64; 13] = [
        0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203,
        0x027E,
    ];
    const MORE: [u64; 3] = [0x0204, 0x0205, 0x0406];
    let (mut at, mut total) = (0, 0_u64);
    let mut extent: Option<[u64; 4]> = None;
    let grid = |extent: Option<[u64; 4]>| {
        extent.map_or(0, |[top, bottom, left, right]| (bottom - top + 1).saturating_mul(right - left + 1))
    };
    while let (Some(kind), Some(length)) = (number(book, at, 2), number(book, at + 2, 2)) {
        let content = at + 4;
        if kind == 0x000A {
            total = total.saturating_add(grid(extent.take()));
        } else if (CELLS.contains(&kind) || MORE.contains(&kind))
            && let (Some(row), Some(column)) = (number(book, content, 2), number(book, content + 2, 2))
        {
            // Several cells in one record: the last column stands at its end.
            let last = match kind {
                0x00BD | 0x00BE => {
                    number(book, (content + length as usize).saturating_sub(2), 2).unwrap_or(column)
                }
                _ => column,
            };
            let [top, bottom, left, right] = extent.unwrap_or([row, row, column, column]);
            extent = Some([top.min(row), bottom.max(row), left.min(column), right.max(column).max(last)]);
        }
        at = content + length as usize;
    }
    total.saturating_add(grid(extent))
}

fn in_utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Numbers of four bytes each.
fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|part| u32::from_le_bytes([part[0], part[1], part[2], part[3]])).collect()
}

/// A number of `length` bytes, lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record of a workbook stream.
    fn record(kind: u16, content: &[u16]) -> Vec<u8> {
        let length = (content.len() * 2) as u16;
        [kind, length].iter().chain(content).flat_map(|number| number.to_le_bytes()).collect()
    }

    #[test]
    fn the_grid_of_a_sheet_is_known_from_its_corners() {
        let sheet =
            [record(0x0203, &[0, 0, 0]), record(0x00FD, &[65_535, 255, 0]), record(0x000A, &[])].concat();
        assert_eq!(cells(&sheet), 65_536 * 256);
        assert_eq!(cells(&[sheet.clone(), sheet].concat()), 2 * 65_536 * 256);
        assert_eq!(cells(&record(0x00BD, &[4, 2, 0, 0, 9])), 8);
        assert_eq!(cells(b"\xFD\x00"), 0);
    }

    #[test]
    fn what_is_no_container_is_damaged() {
        assert!(check(b"").is_err());
        let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        header.resize(1_024, 0xFF);
        assert!(check(&header).is_err());
    }
}

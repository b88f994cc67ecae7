//! Looks through the pages of a Parquet file before anybody reads it: no page may promise more values than the file has rows, or more
//! bytes than are there. Never decodes a value.

use polars_io::parquet::read::FileMetadata;

/// Most rows of a table, and most for each byte of its file: the codes of a row take some room, however alike rows are.
const MOST_ROWS: u64 = 100_000_000;
const ROWS_PER_BYTE: u64 = 1_000;
/// Most bytes of a page once it is unpacked.
const MOST_UNPACKED: i64 = 256 << 20;
/// The encodings that our writer uses: plain, dictionary, runs, dictionary of runs.
const ENCODINGS: [i64; 4] = [0, 2, 3, 8];
/// How deep structures of a page's header may lie in one another.
const DEEPEST: u8 = 8;

/// Whether the pages of a file hold what its list of columns says.
pub(super) fn are_sound(bytes: &[u8], about: &FileMetadata) -> bool {
    let rows = about.num_rows as u64;
    let most = MOST_ROWS.min(bytes.len() as u64 * ROWS_PER_BYTE + ROWS_PER_BYTE);
    let told: u64 = about.row_groups.iter().map(|group| group.num_rows() as u64).fold(0, u64::saturating_add);
    rows <= most
        && told == rows
        && about.row_groups.iter().all(|group| {
            group.parquet_columns().iter().all(|column| {
                let range = column.byte_range();
                let part = bytes.get(range.start as usize..range.end as usize);
                part.is_some_and(|part| holds(part, group.num_rows() as i64))
            })
        })
}

/// Whether the pages of a column hold `rows` values, one after the other until its end.
fn holds(mut bytes: &[u8], rows: i64) -> bool {
    let mut values = 0;
    while !bytes.is_empty() {
        let Some(page) = Page::read(bytes) else { return false };
        let size = page.header as i64 + page.packed;
        let is_sound = (0..=MOST_UNPACKED).contains(&page.unpacked)
            && page.packed >= 0
            && size <= bytes.len() as i64
            && page.numbers.iter().all(|number| (0..=rows.max(page.packed)).contains(number))
            && (0..=rows).contains(&page.values)
            && ENCODINGS.contains(&page.encoding);
        if !is_sound {
            return false;
        }
        values += if page.is_dictionary { 0 } else { page.values };
        bytes = &bytes[size as usize..];
    }
    values == rows
}

/// What the header of a page says.
#[derive(Default)]
struct Page {
    header: usize,
    packed: i64,
    unpacked: i64,
    values: i64,
    encoding: i64,
    is_dictionary: bool,
    /// Other counts and lengths.
    numbers: Vec<i64>,
}

impl Page {
    /// The header at the beginning of `bytes`, written in Thrift's compact protocol.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut thrift = Thrift { bytes, at: 0 };
        let (mut page, mut field) = (Self::default(), 0);
        while let Some(kind) = thrift.field(&mut field)? {
            match (field, kind) {
                (2, INT) => page.unpacked = thrift.int()?,
                (3, INT) => page.packed = thrift.int()?,
                (5 | 7 | 8, STRUCT) => page.values_of(&mut thrift, field)?,
                _ => thrift.skip(kind, 0)?,
            }
        }
        page.header = thrift.at;
        Some(page)
    }

    /// The part of the header that belongs to its kind: data (5), dictionary (7), data of the second version (8).
    fn values_of(&mut self, thrift: &mut Thrift<'_>, kind_of_page: i64) -> Option<()> {
        self.is_dictionary = kind_of_page == 7;
        let encoding = if kind_of_page == 8 { 4 } else { 2 };
        let mut field = 0;
        while let Some(kind) = thrift.field(&mut field)? {
            match kind {
                INT if field == 1 => self.values = thrift.int()?,
                INT if field == encoding => self.encoding = thrift.int()?,
                INT => self.numbers.push(thrift.int()?),
                _ => thrift.skip(kind, 0)?,
            }
        }
        Some(())
    }
}

/// Kinds of values of the protocol.
const INT: u8 = 5;
const STRUCT: u8 = 12;

/// A reader of the protocol; `None` wherever the bytes end too early or are none of it.
struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn int(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// The kind of the next field, whose number `field` then is; `Some(None)` at the end of a structure.
    fn field(&mut self, field: &mut i64) -> Option<Option<u8>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *field = match head >> 4 {
            0 => self.int()?,
            ahead => field.checked_add(i64::from(ahead))?,
        };
        Some(Some(head & 0x0f))
    }

    fn skip(&mut self, kind: u8, depth: u8) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            1 | 2 => {}
            3 => drop(self.byte()?),
            4..=6 => drop(self.varint()?),
            7 => self.leave(8)?,
            8 => {
                let length = self.varint()?;
                self.leave(length)?;
            }
            STRUCT => {
                let mut field = 0;
                while let Some(kind) = self.field(&mut field)? {
                    self.skip(kind, depth + 1)?;
                }
            }
            // No header of a page holds a list.
            _ => return None,
        }
        Some(())
    }

    fn leave(&mut self, length: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(length).ok()?)?;
        self.at = (end <= self.bytes.len()).then_some(end)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of data with so many values, whose bytes follow its header.
    fn page(values: u8, packed: u8) -> Vec<u8> {
        // 1: kind 0, 2: unpacked, 3: packed, 5: { 1: values, 2: encoding 0 }.
        let mut bytes =
            vec![0x15, 0, 0x15, packed * 2, 0x15, packed * 2, 0x2c, 0x15, values * 2, 0x15, 0, 0, 0];
        bytes.extend(std::iter::repeat_n(7, usize::from(packed)));
        bytes
    }

    #[test]
    fn pages_hold_the_rows_of_their_column_and_lie_within_the_file() {
        assert!(holds(&page(5, 20), 5));
        assert!(holds(&[page(5, 20), page(3, 4)].concat(), 8));
        assert!(!holds(&page(5, 20), 6), "a row is missing");
        assert!(!holds(&page(7, 20), 6), "a value too many");
        assert!(!holds(&page(5, 20)[..20], 5), "it ends before its bytes do");
        assert!(!holds(&[0xff; 40], 5));
    }
}

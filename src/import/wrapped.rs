//! A text whose lines stand in quotes as a whole, as a spreadsheet saves a table that it had taken for a single column: the lines
//! without those quotes. Never touches a text of which a single line among the first stands otherwise.

use std::io::Read;
use std::ops::Range;

use super::decode;
use super::input::{Source, Written};
use super::limits;
use super::lines::LineMap;
use super::progress::Unwatched;
use super::tokenize::{Dialect, Outcome, Span, next_record};

/// Records that are looked at before any is changed.
const LOOKED_AT: usize = 20;

/// Fewest columns of the table: a list of `"Doe, Ann"` is none.
const FEWEST: usize = 3;

/// Delimiters between the cells within the quotes.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The table that stands in the quotes; `None` for every other text.
pub(super) fn table(source: &Source) -> Option<Source> {
    if source.bytes > limits::SEVERAL_TABLES_BYTES || source.written.is_some() {
        return None;
    }
    let peek = decode::peek(source).ok()?;
    if !is_wrapped(&decode::head_text(&peek), peek.head_is_all) {
        return None;
    }
    let scan = decode::scan(source, &Unwatched).ok()?;
    let mut text = Vec::new();
    decode::text_reader(source, &scan).ok()?.read_to_end(&mut text).ok()?;
    let (text, unwrapped) = unwrapped(std::str::from_utf8(&text).ok()?);
    let mut table = Source::memory(&source.name, text.into_bytes());
    let (encoding, lines) = (scan.encoding.name(), LineMap::shifted(0));
    table.written = Some(Written { encoding, dialect: None, lines, day_numbers: None, unwrapped });
    Some(table)
}

/// Whether each of the first records but perhaps the header stands in quotes as a whole, and within them one delimiter keeps apart as many
/// cells in each.
fn is_wrapped(head: &str, is_all: bool) -> bool {
    let mut records: Vec<Wrapped<'_>> = records(head, is_all).take(LOOKED_AT).collect();
    if records.len() < 2 || !records[1..].iter().all(|record| record.inner.is_some()) {
        return false;
    }
    // A header may stand without quotes.
    let header = records.remove(0);
    let header = header.inner.unwrap_or_else(|| header.raw.to_owned());
    DELIMITERS.iter().any(|delimiter| {
        let width = width(&header, *delimiter);
        let is_as_wide = |record: &Wrapped<'_>| {
            record.inner.as_ref().is_some_and(|inner| self::width(inner, *delimiter) == width)
        };
        width >= FEWEST && records.iter().all(is_as_wide)
    })
}

/// The text with all records taken out of their quotes, and how many were in such. Every line stays on its line.
fn unwrapped(text: &str) -> (String, u64) {
    let (mut plain, mut count, mut at) = (String::with_capacity(text.len()), 0, 0);
    for record in records(text, true) {
        plain.push_str(&text[at..record.range.start]);
        plain.push_str(record.inner.as_deref().unwrap_or(record.raw));
        count += u64::from(record.inner.is_some());
        at = record.range.end;
    }
    plain.push_str(&text[at..]);
    (plain, count)
}

/// A record, and what stands in the quotes around it.
struct Wrapped<'text> {
    /// Where it stands, without its line break.
    range: Range<usize>,
    raw: &'text str,
    inner: Option<String>,
}

/// The records of a text that are no blank lines.
fn records(text: &str, is_all: bool) -> impl Iterator<Item = Wrapped<'_>> {
    let dialect = Dialect::delimited(b',');
    let (mut at, mut cells) = (0, Vec::new());
    let record = move || {
        let start = at;
        let (next, is_sound) = match next_record(text.as_bytes(), start, dialect, is_all, &mut cells) {
            Outcome::Record(next) => (next, true),
            Outcome::Unclosed(next) => (next, false),
            Outcome::Incomplete => return None,
        };
        at = next;
        let raw = text.get(start..next)?.trim_end_matches(['\n', '\r']);
        let inner = if is_sound && raw.starts_with('"') { inner(text, &cells, dialect) } else { None };
        (next > start).then_some(Wrapped { range: start..start + raw.len(), raw, inner })
    };
    std::iter::from_fn(record).filter(|record| !record.raw.trim().is_empty())
}

/// What the first cell holds, where the others are blank.
fn inner(text: &str, cells: &[Span], dialect: Dialect) -> Option<String> {
    let (first, others) = cells.split_first()?;
    let cell = first.bytes(text.as_bytes(), dialect, &mut Vec::new()).to_vec();
    others.iter().all(|cell| cell.is_empty()).then(|| String::from_utf8(cell).ok())?
}

/// Cells that a delimiter keeps apart in a record.
fn width(record: &str, delimiter: u8) -> usize {
    let mut cells = Vec::new();
    match next_record(record.as_bytes(), 0, Dialect::delimited(delimiter), true, &mut cells) {
        Outcome::Record(next) if next == record.len() => cells.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, u64)> {
        is_wrapped(text, true).then(|| unwrapped(text))
    }

    #[test]
    fn lines_come_out_of_their_quotes_and_stay_on_their_lines() {
        let text =
            "\"No,Day,Total\"\r\n\r\n\"1,\"\"5 Jan, late\"\",\"\"1,250.00\"\"\"\r\n\"2,\"\"a\nb\"\",9\"\n";
        let plain = "No,Day,Total\r\n\r\n1,\"5 Jan, late\",\"1,250.00\"\r\n2,\"a\nb\",9\n";
        assert_eq!(read(text), Some((plain.to_owned(), 3)));
        let beside = "No;Day;Total\n\"1;5 Jan;9\",,,\n\"2;6 Jan;8\",,,";
        assert_eq!(read(beside), Some(("No;Day;Total\n1;5 Jan;9\n2;6 Jan;8".to_owned(), 2)));
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "No,Day,Total\n1,5 Jan,9\n",
            "\"No\",\"Day\",\"Total\"\n\"1\",\"5 Jan\",\"9\"\n",
            "\"Name\"\n\"Doe, Ann\"\n\"Roe, Bob\"\n",
            "Comment\n\"Good, fast, cheap\"\n\"Good, slow\"\n",
            "\"No,Day,Total\"\n\"1,5 Jan,9\"\n2,6 Jan,8\n",
            "\"No,Day,Total\"\n\"1,5 Jan,9\n",
            "\"No,Day,Total\"\n",
            "",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}

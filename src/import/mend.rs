//! Lines whose quotes or delimiters went astray, read so that they have as many cells as the others. Never touches a line that has the
//! right number, never adds a character.

use std::ops::Range;

use super::tokenize::{Dialect, Span};

/// Below this many columns another delimiter may fit by chance.
const LEAST_COLUMNS: usize = 4;

/// Records that were read in another way than they stand there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mended {
    /// How many.
    pub rows: u64,
    /// Line of the first of them, from 1; 0 when there is none.
    pub line: u64,
}

impl Mended {
    /// Counts one more.
    pub(super) fn add(&mut self, line: u64) {
        self.absorb(Self { rows: 1, line }, 0);
    }

    /// Counts those of a stretch of text that starts after `lines` lines.
    pub(super) fn absorb(&mut self, later: Self, lines: u64) {
        if self.rows == 0 && later.rows > 0 {
            self.line = later.line + lines;
        }
        self.rows += later.rows;
    }
}

/// A way to read the quotes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    /// A quote opens a cell only if the next quote closes it; others are text.
    Clean,
    /// A quote opens a cell up to the next quote before a delimiter; those in between are text.
    Wide,
    /// As `Clean`, and a delimiter is missing where a quoted cell begins or ends in the middle.
    Parting,
}

/// Reads the record at `range` of a text anew; see [`line`].
pub(super) fn record(text: &[u8], range: Range<usize>, dialect: Dialect, cells: &mut Vec<Span>) -> bool {
    let record = &text[range.clone()];
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    line(record.strip_suffix(b"\r").unwrap_or(record), range.start, dialect, cells)
}

/// Reads `line` (without its line break, at `offset` of the text) so that it has `dialect.width` cells. Says whether that is possible;
/// `cells` are as they were when it is not.
fn line(line: &[u8], offset: usize, dialect: Dialect, cells: &mut Vec<Span>) -> bool {
    let width = dialect.width;
    if width < 2 || line.len() > 1 << 20 || memchr::memchr2(b'\n', b'\r', line).is_some() {
        return false;
    }
    let has_quotes = memchr::memchr(dialect.quote, line).is_some();
    let own = if has_quotes { &[Quotes::Clean, Quotes::Wide, Quotes::Parting][..] } else { &[] };
    let mended = own
        .iter()
        .map(|quotes| split(line, dialect, *quotes))
        .find(|spans| spans.len() == width)
        .or_else(|| (width >= LEAST_COLUMNS).then(|| by_another_delimiter(line, dialect)).flatten());
    let Some(spans) = mended else { return false };
    cells.clear();
    let shifted =
        |span: &Span| Span::new(span.range().start + offset, span.range().end + offset, span.is_escaped());
    cells.extend(spans.iter().map(shifted));
    true
}

/// Reads a line in which a quote is opened and never closed: such a quote is text.
pub(super) fn unclosed(line: &[u8], dialect: Dialect) -> Vec<Span> {
    let mut cells = Vec::new();
    if self::line(line, 0, dialect, &mut cells) { cells } else { split(line, dialect, Quotes::Clean) }
}

/// The line under a delimiter that no other line has, if none of the usual ones is left outside quotes.
fn by_another_delimiter(line: &[u8], dialect: Dialect) -> Option<Vec<Span>> {
    let others = [b',', b';', b'\t', b'|', b' '].into_iter().filter(|other| *other != dialect.delimiter);
    others.map(|delimiter| split(line, Dialect { delimiter, ..dialect }, Quotes::Clean)).find(|spans| {
        spans.len() == dialect.width && !spans.iter().any(|span| is_mixed(line, *span, dialect))
    })
}

/// Whether a cell without quotes around it holds the usual delimiter.
fn is_mixed(line: &[u8], span: Span, dialect: Dialect) -> bool {
    let is_quoted = line[..span.range().start].ends_with(&[dialect.quote]);
    !is_quoted && memchr::memchr(dialect.delimiter, &line[span.range()]).is_some()
}

fn split(line: &[u8], dialect: Dialect, quotes: Quotes) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        if dialect.skips_blanks {
            at += line[at..].iter().take_while(|byte| **byte == b' ').count();
        }
        let (cell, end) =
            quoted(line, at, dialect, quotes).unwrap_or_else(|| plain(line, at, dialect, quotes));
        cells.push(cell);
        match line.get(end) {
            None => return cells,
            Some(byte) if *byte == dialect.delimiter => at = end + 1,
            Some(_) => at = end,
        }
    }
}

/// The quoted cell at `at`, and where it ends; `None` when the quote is none.
fn quoted(line: &[u8], at: usize, dialect: Dialect, quotes: Quotes) -> Option<(Span, usize)> {
    if line.get(at) != Some(&dialect.quote) {
        return None;
    }
    let start = at + 1;
    let mut from = start;
    let mut escaped = false;
    loop {
        let quote = from + memchr::memchr(dialect.quote, line.get(from..)?)?;
        let next = line.get(quote + 1);
        let ends = next.is_none_or(|byte| *byte == dialect.delimiter);
        if ends && !(quote == start && quotes == Quotes::Wide && next.is_none()) {
            return Some((Span::new(start, quote, escaped), quote + 1));
        }
        let is_pair = next == Some(&dialect.quote);
        match quotes {
            Quotes::Parting if quote > start => {
                return Some((Span::new(start, quote, escaped), quote + 1));
            }
            Quotes::Clean if !is_pair => return None,
            Quotes::Clean | Quotes::Parting => {
                escaped = true;
                from = quote + 2;
            }
            Quotes::Wide => from = quote + 1,
        }
    }
}

/// The cell without quotes at `at`, and where it ends.
fn plain(line: &[u8], at: usize, dialect: Dialect, quotes: Quotes) -> (Span, usize) {
    let rest = &line[at..];
    let end = at + memchr::memchr(dialect.delimiter, rest).unwrap_or(rest.len());
    let part = memchr::memchr_iter(dialect.quote, &line[at..end])
        .map(|found| at + found)
        .find(|quote| *quote > at && quoted(line, *quote, dialect, Quotes::Clean).is_some());
    let end = part.filter(|_| quotes == Quotes::Parting).unwrap_or(end);
    (Span::new(at, end, false), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: usize, expected: Option<&[&str]>) {
        let dialect = Dialect { width, ..Dialect::delimited(b',') };
        let mut cells = Vec::new();
        let mended = line(text.as_bytes(), 0, dialect, &mut cells);
        let mut scratch = Vec::new();
        let found: Vec<String> = cells
            .iter()
            .map(|cell| {
                String::from_utf8_lossy(cell.bytes(text.as_bytes(), dialect, &mut scratch)).into_owned()
            })
            .collect();
        let expected = expected.map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect());
        assert_eq!(mended.then_some(found), expected, "{text}");
    }

    #[test]
    fn a_stray_quote_is_text() {
        check("7,\"red,\"mat, wide\",5", 4, Some(&["7", "\"red", "mat, wide", "5"]));
        check("7,\"\"mat, wide\",5", 3, Some(&["7", "\"mat, wide", "5"]));
        check("7,\"the \"big, red\" mat\",5", 3, Some(&["7", "the \"big, red\" mat", "5"]));
    }

    #[test]
    fn a_missing_delimiter_between_quoted_cells_is_put_back() {
        check("7,\"mat, wide\"\"red, blue\",5", 4, Some(&["7", "mat, wide", "red, blue", "5"]));
        check("7,mat\"red\",5", 4, Some(&["7", "mat", "red", "5"]));
    }

    #[test]
    fn a_line_with_another_delimiter_is_split_by_it() {
        check("7;mat;\"red, blue\";5", 4, Some(&["7", "mat", "red, blue", "5"]));
        check("7;mat;red, blue;5", 4, None);
        check("good day", 2, None);
    }

    #[test]
    fn what_cannot_be_mended_is_left_alone() {
        check("7,mat,5", 4, None);
        check("7,mat,5,,", 4, None);
        check("", 4, None);
    }
}

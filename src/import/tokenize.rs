//! Text to the cells of one record. Never decides what a cell means, never reads a file.

pub use super::dialect::Dialect;
use super::limits;

/// Where one cell lies in the text, which is shorter than 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte of the content (after an opening quote).
    start: u32,
    /// Byte after the content (before a closing quote).
    end: u32,
    /// Whether the content holds quotes to be unescaped, or goes on after its closing quote.
    escaped: bool,
}

impl Span {
    #[inline]
    pub(super) fn new(start: usize, end: usize, escaped: bool) -> Self {
        Self { start: start as u32, end: end as u32, escaped }
    }

    /// Where the content starts and ends.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether nothing stands in the cell.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the cell is more than the bytes of its range.
    #[inline]
    pub fn is_escaped(self) -> bool {
        self.escaped
    }

    /// The cell's bytes, unescaped into `scratch` when needed.
    pub fn bytes<'text>(
        self,
        text: &'text [u8],
        dialect: Dialect,
        scratch: &'text mut Vec<u8>,
    ) -> &'text [u8] {
        let raw = &text[self.range()];
        if !self.escaped {
            return raw;
        }
        scratch.clear();
        unescape(raw, dialect, scratch);
        scratch
    }
}

/// Undoubles quotes and drops the backslashes that escape; what follows a closing quote is kept as it stands.
fn unescape(raw: &[u8], dialect: Dialect, out: &mut Vec<u8>) {
    let mut index = 0;
    while index < raw.len() {
        let byte = raw[index];
        let escape = dialect.backslash && byte == b'\\';
        match raw.get(index + 1).copied() {
            Some(quote) if byte == dialect.quote && quote == dialect.quote => {
                out.push(quote);
                index += 2;
            }
            Some(escaped @ (b'"' | b'\'' | b'\\')) if escape => {
                out.push(escaped);
                index += 2;
            }
            _ => {
                // A lone quote is the closing one of a cell that goes on: drop it, keep the rest.
                if byte != dialect.quote {
                    out.push(byte);
                }
                index += 1;
            }
        }
    }
}

/// How the attempt to read one record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A whole record; the next one starts at this byte.
    Record(usize),
    /// The text ends before the record does.
    Incomplete,
    /// A quote is opened that nothing sensible closes; the line after the record's first line starts at this byte.
    Unclosed(usize),
}

/// Reads the record that starts at `from` into `cells`.
pub fn next_record(
    text: &[u8],
    from: usize,
    dialect: Dialect,
    at_end: bool,
    cells: &mut Vec<Span>,
) -> Outcome {
    Tokenizer::new(text, from, dialect, at_end).next_record(cells)
}

/// Leaves out the cells between the two halves of a doubled delimiter; a record that has something there stays as it is.
fn halve(cells: &mut Vec<Span>) {
    if cells.len() % 2 == 1 && cells.iter().skip(1).step_by(2).all(|cell| cell.is_empty()) {
        let mut index = 0;
        cells.retain(|_| {
            index += 1;
            index % 2 == 1
        });
    }
}

/// Reads one record after the other.
pub struct Tokenizer<'text> {
    text: &'text [u8],
    dialect: Dialect,
    at_end: bool,
    at: usize,
    breaks: u64,
}

impl<'text> Tokenizer<'text> {
    /// A tokenizer whose first record starts at `from`. A text that is not `at_end` ends after a line break and more follows.
    pub fn new(text: &'text [u8], from: usize, dialect: Dialect, at_end: bool) -> Self {
        Self { text, dialect, at_end, at: from, breaks: 0 }
    }

    /// Where the next record starts.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Line breaks passed so far.
    pub fn breaks(&self) -> u64 {
        self.breaks
    }

    /// Passes blank lines; says whether there is text behind them.
    #[inline]
    pub fn skip_blank_lines(&mut self) -> bool {
        while let Some(b'\n' | b'\r') = self.text.get(self.at) {
            self.at = after_break(self.text, self.at);
            self.breaks += 1;
        }
        self.at < self.text.len()
    }

    /// Reads the record at hand into `cells` and passes it, unless it is incomplete.
    #[inline]
    pub fn next_record(&mut self, cells: &mut Vec<Span>) -> Outcome {
        cells.clear();
        let outcome = if self.dialect.aligned {
            aligned_record(self.text, self.at, self.at_end, cells)
        } else {
            self.delimited_record(cells)
        };
        if self.dialect.doubled {
            halve(cells);
        }
        if let Outcome::Record(next) | Outcome::Unclosed(next) = outcome {
            let last = next.checked_sub(1).and_then(|last| self.text.get(last));
            self.breaks += u64::from(matches!(last, Some(b'\n' | b'\r')));
            self.at = next;
        }
        outcome
    }

    #[inline]
    fn delimited_record(&mut self, cells: &mut Vec<Span>) -> Outcome {
        let from = self.at;
        let mut start = from;
        let mut breaks_in_cells = 0;
        loop {
            if self.dialect.skips_blanks {
                start += self.text[start..].iter().take_while(|byte| **byte == b' ').count();
            }
            let end = if self.text.get(start) == Some(&self.dialect.quote) {
                match quoted_cell(self.text, start, self.dialect, self.at_end) {
                    Quoted::Cell { cell, end } => {
                        breaks_in_cells += count_breaks(&self.text[cell.range()]);
                        keep(cell, cells);
                        end
                    }
                    Quoted::Incomplete => return Outcome::Incomplete,
                    Quoted::Unclosed => return self.unclosed(from),
                }
            } else {
                let end = next_edge(self.text, start, self.dialect.delimiter);
                let last = if self.dialect.skips_blanks { before_blanks(self.text, start, end) } else { end };
                keep(Span::new(start, last, false), cells);
                end
            };
            match self.text.get(end) {
                Some(byte) if *byte == self.dialect.delimiter => start = end + 1,
                Some(_) => {
                    let next = after_break(self.text, end);
                    self.breaks += breaks_in_cells;
                    return Outcome::Record(next);
                }
                None if self.at_end => {
                    self.breaks += breaks_in_cells;
                    return Outcome::Record(end);
                }
                None => return Outcome::Incomplete,
            }
        }
    }

    /// Gives up the quote: the record is its first line.
    fn unclosed(&self, from: usize) -> Outcome {
        let next = memchr::memchr2(b'\n', b'\r', &self.text[from..])
            .map_or(self.text.len(), |found| after_break(self.text, from + found));
        Outcome::Unclosed(next)
    }
}

/// Cells beyond those that a record may have are passed over: the record has more than its header all the same.
#[inline]
fn keep(cell: Span, cells: &mut Vec<Span>) {
    if cells.len() < limits::RECORD_CELLS {
        cells.push(cell);
    }
}

/// The byte after the line break at `at`.
#[inline]
pub(super) fn after_break(text: &[u8], at: usize) -> usize {
    if text[at] == b'\r' && text.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 }
}

/// The next delimiter or line break from byte `from` on; the length of the text when there is none.
#[inline]
fn next_edge(text: &[u8], from: usize, delimiter: u8) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    memchr::memchr3(delimiter, b'\n', b'\r', rest).map_or(text.len(), |found| from + found)
}

/// Line breaks in a text, `\r\n` being one.
fn count_breaks(text: &[u8]) -> u64 {
    let lone = |at: &usize| text.get(at + 1) != Some(&b'\n');
    let returns = memchr::memchr_iter(b'\r', text).filter(lone).count();
    (memchr::memchr_iter(b'\n', text).count() + returns) as u64
}

/// How the attempt to read a quoted cell ended.
enum Quoted {
    /// The delimiter, line break or end of text stands at `end`.
    Cell {
        cell: Span,
        end: usize,
    },
    Incomplete,
    Unclosed,
}

fn quoted_cell(text: &[u8], open: usize, dialect: Dialect, at_end: bool) -> Quoted {
    let start = open + 1;
    let last = text.len().min(start + limits::TEXT_CELL_BYTES);
    let mut at = start;
    let mut escaped = false;
    let close = loop {
        let Some(found) = text.get(at..last).and_then(|rest| memchr::memchr(dialect.quote, rest)) else {
            return if at_end || last < text.len() { Quoted::Unclosed } else { Quoted::Incomplete };
        };
        let quote = at + found;
        if dialect.backslash && is_backslashed(text, start, quote) {
            escaped = true;
            at = quote + 1;
        } else if text.get(quote + 1) == Some(&dialect.quote) {
            escaped = true;
            at = quote + 2;
        } else if quote + 1 == text.len() && !at_end {
            return Quoted::Incomplete;
        } else {
            break quote;
        }
    };
    escaped = escaped || (dialect.backslash && memchr::memchr(b'\\', &text[start..close]).is_some());
    let blanks = text[close + 1..].iter().take_while(|byte| dialect.skips_blanks && **byte == b' ').count();
    let end = close + 1 + blanks;
    match text.get(end) {
        None if !at_end => return Quoted::Incomplete,
        None | Some(b'\n' | b'\r') => {}
        Some(byte) if *byte == dialect.delimiter => {}
        // `"a"b`: lenient within a line; over several lines the opening quote was a stray one.
        Some(_) if memchr::memchr2(b'\n', b'\r', &text[start..close]).is_some() => return Quoted::Unclosed,
        Some(_) => {
            let (cell, end) = goes_on(text, start, close, dialect);
            return Quoted::Cell { cell, end };
        }
    }
    Quoted::Cell { cell: Span::new(start, close, escaped), end }
}

/// The end of a cell without quotes that reaches up to `end`, without the blanks before the delimiter.
fn before_blanks(text: &[u8], start: usize, end: usize) -> usize {
    end - text[start..end].iter().rev().take_while(|byte| **byte == b' ').count()
}

/// Whether an odd number of backslashes stands before the quote.
fn is_backslashed(text: &[u8], start: usize, quote: usize) -> bool {
    text[start..quote].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// A cell that goes on after its closing quote, and where it ends. A quote right before the next delimiter closes it for good, and those
/// in between are text (`"5" wide"`, `'it's'`); else the quotes go and what follows stays (`"a"b`).
fn goes_on(text: &[u8], start: usize, close: usize, dialect: Dialect) -> (Span, usize) {
    let edge = |from| next_edge(text, from, dialect.delimiter);
    let first = edge(close + 1);
    let mut end = first;
    // An apostrophe is common within words, so that a cell may well hold one and a delimiter behind it.
    let is_apostrophe = dialect.quote == b'\'';
    while is_apostrophe && text[end - 1] != dialect.quote && text.get(end) == Some(&dialect.delimiter) {
        end = edge(end + 1);
    }
    if text[end - 1] == dialect.quote {
        return (Span::new(start, end - 1, false), end);
    }
    (Span::new(start, first, true), first)
}

fn aligned_record(text: &[u8], from: usize, at_end: bool, cells: &mut Vec<Span>) -> Outcome {
    let rest = &text[from..];
    let Some(length) = memchr::memchr2(b'\n', b'\r', rest).or(at_end.then_some(rest.len())) else {
        return Outcome::Incomplete;
    };
    let end = from + length;
    let mut at = from;
    while at < end {
        if text[at] == b' ' || text[at] == b'\t' {
            at += 1;
            continue;
        }
        let stop = memchr::memchr2(b' ', b'\t', &text[at..end]).map_or(end, |found| at + found);
        keep(Span::new(at, stop, false), cells);
        at = stop;
    }
    Outcome::Record(if end < text.len() { after_break(text, end) } else { end })
}

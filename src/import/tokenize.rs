//! Text to the cells of one record. Never decides what a cell means, never reads a file.

/// How cells are separated and quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Byte between cells.
    pub delimiter: u8,
    /// Byte around cells that hold delimiters or line breaks.
    pub quote: u8,
    /// Whether `\"` inside a quoted cell is a quote (some exporters write so instead of doubling it).
    pub backslash: bool,
    /// Whether any number of blanks stands between two cells: columns aligned for the eye, without quotes.
    pub aligned: bool,
    /// Whether blanks after a delimiter belong to it: `a, "b, c"`.
    pub skips_blanks: bool,
}

impl Dialect {
    /// Cells with this byte between them and double quotes around those that need it; with blanks, columns aligned by them.
    pub const fn delimited(delimiter: u8) -> Self {
        let aligned = delimiter == b' ';
        Self { delimiter, quote: QUOTE, backslash: false, aligned, skips_blanks: false }
    }
}

const QUOTE: u8 = b'"';

/// Where one cell lies in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte of the content (after an opening quote).
    pub start: usize,
    /// Byte after the content (before a closing quote).
    pub end: usize,
    /// Whether the content holds quotes to be unescaped, or goes on after its closing quote.
    pub escaped: bool,
}

impl Span {
    /// The cell's bytes, unescaped into `scratch` when needed.
    pub fn bytes<'text>(
        self,
        text: &'text [u8],
        dialect: Dialect,
        scratch: &'text mut Vec<u8>,
    ) -> &'text [u8] {
        let raw = &text[self.start..self.end];
        if !self.escaped {
            return raw;
        }
        scratch.clear();
        unescape(raw, dialect, scratch);
        scratch
    }
}

/// Undoubles quotes; what follows a closing quote is kept as it stands.
fn unescape(raw: &[u8], dialect: Dialect, out: &mut Vec<u8>) {
    let mut index = 0;
    while index < raw.len() {
        let byte = raw[index];
        let next = raw.get(index + 1);
        let pair = (byte == QUOTE && next == Some(&QUOTE))
            || (dialect.backslash && byte == b'\\' && next == Some(&QUOTE));
        if pair {
            out.push(QUOTE);
            index += 2;
        } else {
            // A lone quote is the closing one of a cell that goes on: drop it, keep the rest.
            if byte != QUOTE {
                out.push(byte);
            }
            index += 1;
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
    cells.clear();
    if dialect.aligned {
        return aligned_record(text, from, at_end, cells);
    }
    let mut at = from;
    loop {
        let step = if text.get(at) == Some(&QUOTE) {
            quoted_cell(text, at, dialect, at_end, cells)
        } else {
            plain_cell(text, at, dialect.delimiter, cells)
        };
        match step {
            Cell::Ends { at: end } => match text.get(end) {
                None if at_end => return Outcome::Record(end),
                None => return Outcome::Incomplete,
                Some(byte) if *byte == dialect.delimiter => at = end + 1,
                Some(b'\r') if end + 1 == text.len() && !at_end => return Outcome::Incomplete,
                Some(b'\r') if text.get(end + 1) == Some(&b'\n') => return Outcome::Record(end + 2),
                Some(_) => return Outcome::Record(end + 1),
            },
            Cell::Incomplete => return Outcome::Incomplete,
            Cell::Unclosed => return unclosed(text, from),
        }
        if at == text.len() && !at_end {
            return Outcome::Incomplete;
        }
    }
}

/// How the attempt to read one cell ended.
enum Cell {
    /// The delimiter, line break or end of text stands at this byte.
    Ends {
        at: usize,
    },
    Incomplete,
    Unclosed,
}

fn plain_cell(text: &[u8], start: usize, delimiter: u8, cells: &mut Vec<Span>) -> Cell {
    let rest = &text[start..];
    let end = start + memchr::memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
    cells.push(Span { start, end, escaped: false });
    Cell::Ends { at: end }
}

fn quoted_cell(text: &[u8], open: usize, dialect: Dialect, at_end: bool, cells: &mut Vec<Span>) -> Cell {
    let start = open + 1;
    let mut at = start;
    let mut escaped = false;
    let close = loop {
        let Some(found) = memchr::memchr(QUOTE, &text[at..]) else {
            return if at_end { Cell::Unclosed } else { Cell::Incomplete };
        };
        let quote = at + found;
        if dialect.backslash && quote > start && text[quote - 1] == b'\\' {
            escaped = true;
            at = quote + 1;
        } else if text.get(quote + 1) == Some(&QUOTE) {
            escaped = true;
            at = quote + 2;
        } else if quote + 1 == text.len() && !at_end {
            return Cell::Incomplete;
        } else {
            break quote;
        }
    };
    match text.get(close + 1) {
        None | Some(b'\n' | b'\r') => {}
        Some(byte) if *byte == dialect.delimiter => {}
        // `"a"b`: lenient within a line; over several lines the opening quote was a stray one.
        Some(_) if memchr::memchr2(b'\n', b'\r', &text[start..close]).is_some() => return Cell::Unclosed,
        Some(_) => {
            let rest = &text[close + 1..];
            let end =
                close + 1 + memchr::memchr3(dialect.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
            cells.push(Span { start, end, escaped: true });
            return Cell::Ends { at: end };
        }
    }
    cells.push(Span { start, end: close, escaped });
    Cell::Ends { at: close + 1 }
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
        cells.push(Span { start: at, end: stop, escaped: false });
        at = stop;
    }
    match text.get(end) {
        Some(b'\r') if end + 1 == text.len() && !at_end => Outcome::Incomplete,
        Some(b'\r') if text.get(end + 1) == Some(&b'\n') => Outcome::Record(end + 2),
        Some(_) => Outcome::Record(end + 1),
        None => Outcome::Record(end),
    }
}

fn unclosed(text: &[u8], from: usize) -> Outcome {
    let rest = &text[from..];
    let next = memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |found| {
        let at = from + found;
        if text[at] == b'\r' && text.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 }
    });
    Outcome::Unclosed(next)
}

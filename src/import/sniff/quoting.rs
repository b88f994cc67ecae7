//! How a text quotes, escapes and pads its cells under one delimiter: of the ways to read it, the one under which least goes astray.
//! Never splits a text into records for others to use.

use crate::import::records::{Record, Records};
use crate::import::tokenize::{Dialect, Span};

/// Bytes of the text that are looked at.
const LOOKED_AT: usize = 1 << 16;

/// What a line costs whose quote is never closed: it may tear a record apart.
const UNCLOSED: usize = 3;

/// What a cell costs that stands in the other kind of quotes and could not stand there without any.
const NEEDS_OTHER_QUOTES: usize = 3;

/// The dialect of a text whose cells are kept apart by `delimiter`.
pub(super) fn dialect(head: &str, delimiter: u8) -> Dialect {
    let text = beginning(head.as_bytes());
    let plain = Dialect::delimited(delimiter);
    if delimiter == b' ' {
        // Columns aligned with blanks need no quotes; cells with quotes around them are separated by one blank each.
        let single = Dialect { aligned: false, ..plain };
        let is_quoted = has_around_cells(text, b'"', delimiter);
        return if is_quoted && Tally::of(text, single).stands_by_itself() { single } else { plain };
    }
    let quotes = if has_around_cells(text, b'\'', delimiter) { &[b'"', b'\''][..] } else { b"\"" };
    let escapes = if memchr::memchr(b'\\', text).is_some() { &[false, true][..] } else { &[false] };
    let pads = if may_pad(text, delimiter) { &[false, true][..] } else { &[false] };
    let mut best = (usize::MAX, plain);
    for quote in quotes {
        for backslash in escapes {
            for skips_blanks in pads {
                let dialect =
                    Dialect { quote: *quote, backslash: *backslash, skips_blanks: *skips_blanks, ..plain };
                let cost = Tally::of(text, dialect).cost(dialect);
                if cost < best.0 {
                    best = (cost, dialect);
                }
            }
        }
    }
    Dialect { doubled: delimiter == b'|' && is_doubled(text, best.1), ..best.1 }
}

/// Whether the delimiter stands twice between any two cells of the first records, and something is written in most of them.
fn is_doubled(text: &[u8], dialect: Dialect) -> bool {
    let mut records = Records::new(text, dialect);
    let (mut read, mut written) = (0, 0);
    while let Ok(Some(record)) = records.next() {
        let Record::Cells { cells, .. } = record else { return false };
        // A line without any is a title above the table.
        if cells.len() == 1 {
            continue;
        }
        if cells.len() % 2 == 0 || cells.iter().skip(1).step_by(2).any(|cell| !cell.is_empty()) {
            return false;
        }
        read += cells.len() / 2;
        written += cells.iter().skip(2).step_by(2).filter(|cell| !cell.is_empty()).count();
    }
    read > 1 && 2 * written > read
}

/// The first lines of a text.
fn beginning(text: &[u8]) -> &[u8] {
    let Some(start) = text.get(..LOOKED_AT) else { return text };
    let end = memchr::memrchr2(b'\n', b'\r', start);
    end.map_or(start, |end| &start[..=end])
}

/// Whether a quote stands at least twice where a cell begins, and twice where one ends. (Spreadsheets put a single apostrophe before
/// what must stay text.)
fn has_around_cells(text: &[u8], quote: u8, delimiter: u8) -> bool {
    let (mut opened, mut closed) = (0, 0);
    let is_edge = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
    for at in memchr::memchr_iter(quote, text) {
        let before = text[..at].iter().rposition(|byte| *byte != b' ').map(|last| text[last]);
        let behind = text[at + 1..].iter().position(|byte| *byte != b' ').map(|next| text[at + 1 + next]);
        let is_between_blanks = delimiter == b' ' && at > 0 && text[at - 1] == b' ';
        opened += usize::from(before.is_none_or(is_edge) || is_between_blanks);
        closed += usize::from(behind.is_none_or(is_edge) || text.get(at + 1) == Some(&delimiter));
    }
    opened >= 2 && closed >= 2
}

/// Whether a blank follows many of the delimiters.
fn may_pad(text: &[u8], delimiter: u8) -> bool {
    let (mut all, mut padded) = (0, 0);
    for at in memchr::memchr_iter(delimiter, text) {
        all += 1;
        padded += usize::from(text.get(at + 1) == Some(&b' '));
    }
    padded >= 2 && padded * 3 >= all
}

/// What stands in a text under one dialect.
#[derive(Debug, Default)]
struct Tally {
    /// Records, by their number of cells.
    widths: std::collections::BTreeMap<usize, usize>,
    unclosed: usize,
    /// Cells behind the first of their record that follow a delimiter and a blank, and those that follow it at once.
    padded: usize,
    tight: usize,
    /// Quotes within quotes that nothing escapes, and cells that look as if the other kind of quotes were meant.
    astray: usize,
    /// Backslashes in quoted cells: before a quote with more of the cell behind it, before another one or the last quote, and before
    /// anything else.
    inside: usize,
    escaping: usize,
    lone: usize,
    /// Doubled quotes in quoted cells.
    doubled: usize,
    /// Cells that end with one of the usual delimiters.
    delimited: usize,
}

impl Tally {
    fn of(text: &[u8], dialect: Dialect) -> Self {
        let mut tally = Self::default();
        let mut records = Records::new(text, dialect);
        while let Ok(Some(record)) = records.next() {
            match record {
                Record::Cells { text, cells, .. } => tally.add(text, cells, dialect),
                Record::Unclosed { .. } => tally.unclosed += 1,
            }
        }
        tally
    }

    fn add(&mut self, text: &[u8], cells: &[Span], dialect: Dialect) {
        *self.widths.entry(cells.len()).or_default() += 1;
        for (index, span) in cells.iter().enumerate() {
            let (cell, before) = (&text[span.range()], &text[..span.range().start]);
            let outside = before.strip_suffix(&[dialect.quote]);
            if index > 0 {
                // A blank cell shows nothing.
                match outside.unwrap_or(before).ends_with(b" ")
                    || (outside.is_none() && cell.starts_with(b" "))
                {
                    true => self.padded += 1,
                    false => self.tight += usize::from(outside.is_some() || !cell.is_empty()),
                }
            }
            self.delimited += usize::from(matches!(cell.last(), Some(b',' | b';' | b'|' | b'\t')));
            match outside {
                Some(_) => self.quoted(cell, dialect),
                None => self.astray += unquoted(cell, dialect),
            }
        }
    }

    fn quoted(&mut self, cell: &[u8], dialect: Dialect) {
        let mut at = 0;
        while let Some(found) = memchr::memchr2(dialect.quote, b'\\', &cell[at..]) {
            let here = at + found;
            let next = cell.get(here + 1).copied();
            let is_quote = cell[here] == dialect.quote;
            let is_pair = next == Some(cell[here]);
            at = here + if is_pair || (!is_quote && next == Some(dialect.quote)) { 2 } else { 1 };
            match (is_quote, is_pair) {
                (true, true) => self.doubled += 1,
                (true, false) => self.astray += 1,
                (false, true) => self.escaping += 1,
                (false, false) if next == Some(dialect.quote) => {
                    self.escaping += 1;
                    self.inside += usize::from(here + 2 < cell.len());
                }
                (false, false) => self.lone += 1,
            }
        }
    }

    fn records(&self) -> usize {
        self.widths.values().sum()
    }

    /// Records that are not as wide as most.
    fn odd(&self) -> usize {
        self.records() - self.widths.values().max().copied().unwrap_or(0)
    }

    /// Whether most records have no cell that ends with another delimiter: those blanks only follow it.
    fn stands_by_itself(&self) -> bool {
        self.delimited * 2 <= self.records()
    }

    /// How badly the dialect fits: what went astray, and a whole text's worth where its blanks or backslashes speak against it.
    fn cost(&self, dialect: Dialect) -> usize {
        let is_padded = self.padded >= 2 && self.tight * 20 <= self.padded;
        // A path has backslashes too, but they come alone, and hardly before a quote.
        let escapes = self.doubled == 0 && (self.inside > 0 || (self.escaping > 0 && self.lone == 0));
        let against =
            usize::from(is_padded != dialect.skips_blanks) + usize::from(escapes != dialect.backslash);
        self.odd() + self.unclosed * UNCLOSED + self.astray + against * (self.records() + 1)
    }
}

/// What a cell without quotes costs: it may stand in the other kind of quotes.
fn unquoted(cell: &[u8], dialect: Dialect) -> usize {
    let other = if dialect.quote == b'"' { b'\'' } else { b'"' };
    let inside = cell.strip_prefix(&[other]).and_then(|cell| cell.strip_suffix(&[other]));
    inside.map_or(0, |inside| {
        let needs = memchr::memmem::find(inside, &[other, other]).is_some();
        if needs { NEEDS_OTHER_QUOTES } else { usize::from(!inside.is_empty()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: u8, expected: Dialect) {
        assert_eq!(dialect(text, delimiter), expected, "{text}");
    }

    #[test]
    fn quotes_are_double_unless_apostrophes_stand_around_cells() {
        let plain = Dialect::delimited(b',');
        let apostrophes = Dialect { quote: b'\'', ..plain };
        check("a,b\n1,\"x, y\"\n", b',', plain);
        check("a,b\n1,'x, y'\n2,'it's'\n", b',', apostrophes);
        check("a,b\n1,'x, y'\n2,'it''s'\n3,\"z\"\n", b',', apostrophes);
        check("phone,n\n'0812345678,1\n'0812345679,2\n", b',', plain);
        check("a,b\n\"1\",'x'\n\"2\",'y'\n\"3, 4\",'z'\n", b',', plain);
    }

    #[test]
    fn backslashes_escape_where_they_stand_inside_cells() {
        let backslash = Dialect { backslash: true, ..Dialect::delimited(b',') };
        check("a,b\n\"say \\\"hi\\\", ok\",\"\"\n", b',', backslash);
        check("size,b\n\"48\\\"\",1\n", b',', backslash);
        check("folder,b\n\"C:\\\\bills\",1\n", b',', backslash);
        check("folder,b\n\"C:\\new \\\"x\\\", old\",1\n", b',', backslash);
        check("folder,b\n\"C:\\\",1\n", b',', Dialect::delimited(b','));
        check("folder,b\n\"\\\\shop\\bills, old\",1\n", b',', Dialect::delimited(b','));
        check("a\n\"x \"\"y\"\" \\\"z\"\n", b',', Dialect::delimited(b','));
    }

    #[test]
    fn blanks_around_delimiters_belong_to_them_where_nearly_all_have_one() {
        let plain = Dialect::delimited(b',');
        let padded = Dialect { skips_blanks: true, ..plain };
        check("a, b, c\n1, \"x, y\", 2\n", b',', padded);
        check("sales of the year\n\na, b, c\n1, \"x\ny\", 2\n", b',', padded);
        check("a | b | c\n1 | \"x | y\" | 2\n", b'|', Dialect { delimiter: b'|', ..padded });
        check("a,b,c\nAri, Bangkok,1,2\n", b',', plain);
    }

    #[test]
    fn two_bars_between_cells_are_one_delimiter() {
        let doubled = Dialect { doubled: true, ..Dialect::delimited(b'|') };
        check("bill||day||sum\n1||2026-01-05||9\n2||||7\n", b'|', doubled);
        check("sales\nbill||day||\"a sum\"\n1||5||\"x|y\"\n", b'|', doubled);
        check("a||b\n1||2\n3|x|4\n", b'|', Dialect::delimited(b'|'));
        check("a|b||c\n1|2||3\n", b'|', Dialect::delimited(b'|'));
        check("a||b\n1||\n2||\n3||\n", b'|', Dialect::delimited(b'|'));
    }

    #[test]
    fn blanks_separate_quoted_cells_one_by_one() {
        let single = Dialect { aligned: false, ..Dialect::delimited(b' ') };
        check("day shop \"note\"\n1 Ari \"all good\"\n", b' ', single);
        check("id   day\n 1   2\n", b' ', Dialect::delimited(b' '));
        check("\"day\", \"shop\"\n\"1\", \"Ari\"\n", b' ', Dialect::delimited(b' '));
    }
}

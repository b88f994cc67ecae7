//! Several tables under one another in one text (GA4 writes a whole report page so): where each begins. Never splits at a blank
//! line alone, never drops a line: what stands above a header goes with its table.

use std::io::Read;

use super::decode::{self, Scan};
use super::input::{Source, Written};
use super::limits;
use super::lines::LineMap;
use super::parts::SEPARATOR;
use super::progress::Unwatched;
use super::tokenize::{Dialect, Span, next_record};

/// Characters of a table's name that are taken from its header.
const TITLE: usize = 60;

/// One of several tables.
pub(super) struct Table {
    /// Its text.
    pub source: Source,
    /// Whether there is a row under its header.
    pub has_rows: bool,
}

/// The tables of a text, each as a source of its own; none when the text is a single table.
pub(super) fn tables(source: &Source) -> Vec<Table> {
    if source.bytes > limits::SEVERAL_TABLES_BYTES {
        return Vec::new();
    }
    let Ok(scan) = decode::scan(source, &Unwatched) else { return Vec::new() };
    let Some(text) = whole_text(source, &scan) else { return Vec::new() };
    let starts = starts(&text, scan.dialect);
    if starts.len() < 2 {
        return Vec::new();
    }
    let encoding = source.written.as_ref().map_or(scan.encoding.name(), |written| written.encoding);
    let ends = starts.iter().skip(1).map(|table| table.from).chain([text.len()]);
    let part = |(index, (table, end)): (usize, (&Start, usize))| {
        let lines = source.written.as_ref().map_or_else(
            || LineMap::shifted(table.line - 1),
            |written| written.lines.starting_at(table.line),
        );
        let name = format!("{}{SEPARATOR}{}. {}", source.name, index + 1, table.title);
        let mut part = Source::memory(&name, text.as_bytes()[table.from..end].to_vec());
        let day_numbers = source.written.as_ref().and_then(|written| written.day_numbers);
        let unwrapped = source.written.as_ref().map_or(0, |written| written.unwrapped);
        part.written = Some(Written { encoding, dialect: scan.dialect, lines, day_numbers, unwrapped });
        Table { source: part, has_rows: table.has_rows }
    };
    starts.iter().zip(ends).enumerate().map(part).collect()
}

/// The text, when it has a blank line between two others at all.
fn whole_text(source: &Source, scan: &Scan) -> Option<String> {
    let mut text = Vec::new();
    decode::text_reader(source, scan).ok()?.read_to_end(&mut text).ok()?;
    let text = simdutf8::basic::from_utf8(&text).ok()?;
    blocks(text).nth(1).is_some().then(|| text.to_owned())
}

/// Where a table begins, with the lines above its header that belong to it.
#[derive(Debug, PartialEq, Eq)]
struct Start {
    /// First byte.
    from: usize,
    /// Its line, from 1.
    line: u64,
    /// Beginning of its header.
    title: String,
    /// Cells of its header.
    width: usize,
    has_rows: bool,
}

/// The starts of all tables of a text.
fn starts(text: &str, dialect: Option<Dialect>) -> Vec<Start> {
    let commented = blocks(text).filter(Block::has_comment).count() >= 2;
    let mut starts: Vec<Start> = Vec::new();
    // Blocks of comments or titles that wait for the table under them.
    let mut waiting: Option<(usize, u64)> = None;
    for block in blocks(text) {
        let expected = block.has_comment() || waiting.is_some();
        let header = match commented {
            true if expected => block.commented_header(dialect),
            true => None,
            false => block.header(dialect),
        };
        if let Some(title) = header {
            let (from, line) = waiting.take().unwrap_or((block.from, block.line));
            let has_rows = block.rows().len() > 1;
            starts.push(Start { from, line, title, width: block.width(dialect), has_rows });
        } else if block.is_title() {
            waiting.get_or_insert((block.from, block.line));
        } else if let Some(table) = starts.last_mut().filter(|table| table.width == block.width(dialect)) {
            // Rows that go on after a blank line.
            table.has_rows = true;
            waiting = None;
        } else {
            // Running text: what looks like a table in it is an example.
            return Vec::new();
        }
    }
    if let Some(first) = starts.first_mut() {
        (first.from, first.line) = (0, 1);
    }
    starts
}

/// Lines without a blank one between them.
#[derive(Debug)]
struct Block<'text> {
    from: usize,
    line: u64,
    lines: Vec<&'text str>,
}

impl Block<'_> {
    fn has_comment(&self) -> bool {
        self.lines[0].starts_with('#')
    }

    /// The line is a comment as exports write it; `#1001,…` is an order.
    fn rows(&self) -> &[&str] {
        let comments = self.lines.iter().take_while(|line| line.starts_with('#')).count();
        &self.lines[comments..]
    }

    /// Comments, or a line or two that are no table.
    fn is_title(&self) -> bool {
        self.rows().is_empty() || (self.lines.len() <= 2 && cells(self.rows()[0], b',').len() == 1)
    }

    /// Beginning of the header of a block in a text whose tables each have comments above them; they may have no rows.
    fn commented_header(&self, dialect: Option<Dialect>) -> Option<String> {
        let (header, rows) = self.rows().split_first()?;
        let names = self.cells(header, dialect);
        let fit = rows.iter().filter(|row| self.cells(row, dialect).len() == names.len()).count();
        let is_table = names.len() >= 2 && !holds_values(&names) && fit * 10 >= rows.len() * 9;
        is_table.then(|| title(&names))
    }

    /// Beginning of the header of a block that is a table by all its looks: names above rows of as many cells with values in them.
    fn header(&self, dialect: Option<Dialect>) -> Option<String> {
        let (header, rows) = self.lines.split_first()?;
        let names = self.cells(header, dialect);
        let is_named = names.len() >= 3 && names.iter().all(|name| !name.trim().is_empty());
        if !is_named || holds_values(&names) || rows.is_empty() {
            return None;
        }
        let fit = rows.iter().map(|row| self.cells(row, dialect)).filter(|cells| cells.len() == names.len());
        let with_values = fit.filter(|cells| holds_values(cells)).count();
        (with_values * 2 > rows.len()).then(|| title(&names))
    }

    /// Cells of its first row.
    fn width(&self, dialect: Option<Dialect>) -> usize {
        self.rows().first().map_or(0, |row| self.cells(row, dialect).len())
    }

    /// Cells of a line under the delimiter that the block's first row speaks for.
    fn cells(&self, line: &str, dialect: Option<Dialect>) -> Vec<String> {
        let first = self.rows().first().copied().unwrap_or_default();
        let usual = [b',', b'\t', b';', b'|']
            .into_iter()
            .rev()
            .max_by_key(|delimiter| memchr::memchr_iter(*delimiter, first.as_bytes()).count());
        cells(line, dialect.map_or(usual.unwrap_or(b','), |dialect| dialect.delimiter))
    }
}

fn title(cells: &[String]) -> String {
    cells.join(", ").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(TITLE).collect()
}

fn cells(line: &str, delimiter: u8) -> Vec<String> {
    let dialect = Dialect::delimited(delimiter);
    let (mut spans, mut scratch) = (Vec::new(), Vec::new());
    next_record(line.as_bytes(), 0, dialect, true, &mut spans);
    let text = |span: &Span| {
        String::from_utf8_lossy(span.bytes(line.as_bytes(), dialect, &mut scratch)).into_owned()
    };
    spans.iter().map(text).collect()
}

/// Whether one of the cells is a number, an amount or a date rather than a name.
fn holds_values(cells: &[String]) -> bool {
    cells.iter().any(|cell| {
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        digits > 0
            && cell
                .trim_start()
                .starts_with(|first: char| first.is_ascii_digit() || "-+.$฿€£".contains(first))
            && cell.chars().filter(|character| character.is_alphabetic()).count() <= digits
    })
}

/// The blocks of a text. A blank line inside a quoted cell is none.
fn blocks(text: &str) -> impl Iterator<Item = Block<'_>> {
    let mut at = 0;
    let mut line = 0;
    let mut lines = text.split_inclusive('\n');
    std::iter::from_fn(move || {
        let mut block: Option<Block<'_>> = None;
        let mut in_quotes = false;
        for full in lines.by_ref() {
            let from = at;
            at += full.len();
            line += 1;
            let content = full.trim_end_matches(['\n', '\r']);
            let is_blank = !in_quotes && content.bytes().all(|byte| b" \t,;|".contains(&byte));
            in_quotes ^= memchr::memchr_iter(b'"', full.as_bytes()).count() % 2 == 1;
            match &mut block {
                Some(_) if is_blank => return block,
                Some(block) => block.lines.push(content),
                None if is_blank => {}
                None => block = Some(Block { from, line, lines: vec![content] }),
            }
        }
        block
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u64, &str)]) {
        let starts = starts(text, None);
        let found: Vec<(u64, &str)> = starts.iter().map(|start| (start.line, start.title.as_str())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn tables_under_comments_are_told_apart_even_when_empty() {
        check(
            "# Account: tea\n#\nNth day,Users\n0000,3\n\n# Countries\nCountry,Users\n\n# Sources\nSource,Users\nx,1\n",
            &[(1, "Nth day, Users"), (6, "Country, Users"), (9, "Source, Users")],
        );
    }

    #[test]
    fn tables_with_titles_between_them_are_told_apart() {
        let text =
            "Sales\n\nDay,Orders,Total\n2026-01-05,2,9.50\n\nReturns\n\nDay,Item,Total\n2026-01-06,tea,1\n";
        check(text, &[(1, "Day, Orders, Total"), (6, "Day, Item, Total")]);
    }

    #[test]
    fn blank_lines_preambles_and_quoted_breaks_split_nothing() {
        check(
            "Day,Orders,Total\n2026-01-05,2,9\n\n2026-01-06,3,8\n2026-01-07,3,8\n",
            &[(1, "Day, Orders, Total")],
        );
        check("Shop,tea\nId,9\n\nDay,Orders,Total\n2026-01-05,2,9\n", &[]);
        check(
            "How to count:\nfirst this,\nthen that.\n\nDay,Orders,Total\n2026-01-05,2,9\n\nDay,Item,Total\n2026-01-06,1,9\n",
            &[],
        );
        check("Name,Note,Total\n#1,\"a\n\nDay,Orders,Total\n1,2,3\",5\n", &[]);
        check(
            "# Shop\n\nWe sell tea, coffee\nand cups.\n\n# Files\n\n| file | rows |\n|---|---|\n| a | 5 |\n",
            &[],
        );
        check("good,nice,bad\nfine,well,so\n\nyes,no,maybe\nthis,that,it\n", &[]);
    }
}

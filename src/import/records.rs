//! A stream of text to records, with the line on which each starts. Never loses a byte: every stretch of text is a record, a blank
//! line or a line whose quote is never closed.

use std::io::{self, Read};

use super::blocks::{BLOCK_BYTES, Blocks};
use super::mend;
use super::tokenize::{Dialect, Outcome, Span, Tokenizer};

/// One record as the reader hands it out.
#[derive(Debug)]
pub enum Record<'reader> {
    /// Cells of a record.
    Cells {
        /// Text that the spans point into.
        text: &'reader [u8],
        /// The cells.
        cells: &'reader [Span],
        /// Line on which the record starts, from 1.
        line: u64,
    },
    /// A line with a quote that is opened and never closed.
    Unclosed {
        /// The line, without its line break.
        text: &'reader [u8],
        /// Its number, from 1.
        line: u64,
    },
}

/// Reads records from a stream one after the other.
pub struct Records<R> {
    blocks: Blocks<R>,
    dialect: Dialect,
    text: Vec<u8>,
    at: usize,
    is_last: bool,
    line: u64,
    cells: Vec<Span>,
}

impl<R: Read> Records<R> {
    /// Records of `reader`, whose text is UTF-8.
    pub fn new(reader: R, dialect: Dialect) -> Self {
        Self::in_blocks(reader, dialect, BLOCK_BYTES)
    }

    /// Records of `reader`, read in blocks of `size` bytes.
    pub(super) fn in_blocks(reader: R, dialect: Dialect, size: usize) -> Self {
        let blocks = Blocks::new(reader, size, dialect.quote);
        Self { blocks, dialect, text: Vec::new(), at: 0, is_last: false, line: 1, cells: Vec::new() }
    }

    /// What was not read yet, and the line on which it starts.
    pub(super) fn into_rest(mut self) -> (Blocks<R>, u64) {
        self.blocks.put_back(&self.text[self.at..]);
        (self.blocks, self.line)
    }

    /// Whether everything is read and the last line has no line break.
    pub(super) fn ends_abruptly(&self) -> bool {
        let last = self.text.last();
        self.at >= self.text.len() && last.is_some_and(|last| !matches!(last, b'\n' | b'\r'))
    }

    /// The next record that is no blank line; `None` at the end.
    ///
    /// # Errors
    /// Whatever the reader reports.
    pub fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        loop {
            let mut tokenizer = Tokenizer::new(&self.text, self.at, self.dialect, self.is_last);
            let has_text = tokenizer.skip_blank_lines();
            let (from, line) = (tokenizer.at(), self.line + tokenizer.breaks());
            let outcome = if has_text { tokenizer.next_record(&mut self.cells) } else { Outcome::Incomplete };
            self.at = tokenizer.at();
            self.line += tokenizer.breaks();
            match outcome {
                Outcome::Incomplete if self.is_last => return Ok(None),
                Outcome::Incomplete => self.fill()?,
                Outcome::Record(next) => {
                    if self.dialect.width > 0 && self.cells.len() != self.dialect.width {
                        mend::record(&self.text, from..next, self.dialect, &mut self.cells);
                    }
                    return Ok(Some(Record::Cells { text: &self.text, cells: &self.cells, line }));
                }
                Outcome::Unclosed(next) => {
                    let text = self.text[from..next].trim_ascii_end();
                    return Ok(Some(Record::Unclosed { text, line }));
                }
            }
        }
    }

    /// Drops what was handed out and reads on; a record longer than a block makes the text grow.
    fn fill(&mut self) -> io::Result<()> {
        self.text.drain(..self.at);
        self.at = 0;
        match self.blocks.next(Vec::new())? {
            Some(block) => {
                self.text.extend_from_slice(block.text());
                self.is_last = block.is_last;
            }
            None => self.is_last = true,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every record as (line, cells); an unclosed line as its text behind `!`.
    fn read(text: &str, dialect: Dialect) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), dialect);
        let mut rows = Vec::new();
        let mut scratch = Vec::new();
        while let Some(record) = records.next().expect("memory can be read") {
            rows.push(match record {
                Record::Cells { text, cells, line } => {
                    let cell = |span: &Span| {
                        String::from_utf8_lossy(span.bytes(text, dialect, &mut scratch.clone())).into_owned()
                    };
                    (line, cells.iter().map(cell).collect())
                }
                Record::Unclosed { text, line } => {
                    (line, vec![format!("!{}", String::from_utf8_lossy(text))])
                }
            });
        }
        scratch.clear();
        rows
    }

    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let expected: Vec<(u64, Vec<String>)> = expected
            .iter()
            .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect();
        assert_eq!(read(text, Dialect::delimited(b',')), expected, "{text:?}");
    }

    #[test]
    fn quotes_breaks_and_blank_lines() {
        check("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r\n\r\n1,\r\n", &[(1, &["a", "b"]), (3, &["1", ""])]);
        check("a,b\r1,2\r3,4", &[(1, &["a", "b"]), (2, &["1", "2"]), (3, &["3", "4"])]);
        check("a,\"x\n\"\"y\"\", z\"\n1,2", &[(1, &["a", "x\n\"y\", z"]), (3, &["1", "2"])]);
        check("\"\",\" \"\n,", &[(1, &["", " "]), (2, &["", ""])]);
        check("a\"b,\"c\"d,e\n", &[(1, &["a\"b", "cd", "e"])]);
        check("", &[]);
        check("\n\n", &[]);
    }

    #[test]
    fn quotes_within_a_quoted_cell_are_text_when_one_closes_it() {
        check("\"5\" wide\",\"\"a\",b\n", &[(1, &["5\" wide", "\"a", "b"])]);
        let apostrophes = Dialect { quote: b'\'', ..Dialect::delimited(b',') };
        let rows = read("'it's here','x, it's y, and z','don''t',b's\n", apostrophes);
        assert_eq!(rows[0].1, ["it's here", "x, it's y, and z", "don't", "b's"]);
    }

    #[test]
    fn a_line_with_a_stray_quote_is_read_as_wide_as_the_others() {
        let dialect = Dialect { width: 3, ..Dialect::delimited(b',') };
        let rows = read("a,b,c\r\n1,\"x,\"y, z, w\"\r\n2,y,z\n", dialect);
        assert_eq!(rows[1], (2, vec!["1".to_owned(), "\"x".to_owned(), "y, z, w".to_owned()]));
    }

    #[test]
    fn a_stray_opening_quote_costs_its_own_line_only() {
        check(
            "h,i\n1,\"x,y\n2,a\n3,b\n",
            &[(1, &["h", "i"]), (2, &["!1,\"x,y"]), (3, &["2", "a"]), (4, &["3", "b"])],
        );
        check(
            "h,i\n1,\"x\n2,\"a, b\"\n3,c",
            &[(1, &["h", "i"]), (2, &["!1,\"x"]), (3, &["2", "a, b"]), (4, &["3", "c"])],
        );
    }

    #[test]
    fn backslashes_escape_where_the_file_does_so() {
        let dialect = Dialect { backslash: true, ..Dialect::delimited(b',') };
        let rows = read("n,t\n1,\"say \\\"hi\\\", ok\"\n", dialect);
        assert_eq!(rows[1], (2, vec!["1".to_owned(), "say \"hi\", ok".to_owned()]));
    }

    #[test]
    fn blanks_align_columns() {
        let rows = read(" customer_id  date\r\n 00001 19970101 \r\n", Dialect::delimited(b' '));
        assert_eq!(
            rows,
            [(1, vec!["customer_id".into(), "date".into()]), (2, vec!["00001".into(), "19970101".into()])]
        );
    }

    #[test]
    fn reading_in_tiny_pieces_changes_nothing() {
        struct Drip<'text>(&'text [u8]);
        impl Read for Drip<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let taken = self.0.len().min(buffer.len()).min(1);
                buffer[..taken].copy_from_slice(&self.0[..taken]);
                self.0 = &self.0[taken..];
                Ok(taken)
            }
        }
        let text = "a,\"b\r\nc\"\r\n\r\n\"x\"\"y\",z\r\n";
        let mut records = Records::new(Drip(text.as_bytes()), Dialect::delimited(b','));
        let mut lines = Vec::new();
        while let Some(Record::Cells { cells, line, .. }) = records.next().expect("memory can be read") {
            lines.push((line, cells.len()));
        }
        assert_eq!(lines, [(1, 2), (4, 2)]);
    }
}

//! A stream of text to records, with the line on which each starts. Never loses a byte: every stretch of text is a record, a blank
//! line or a line whose quote is never closed.

use std::io::{self, Read};

use super::decode::read_full;
use super::tokenize::{Dialect, Outcome, Span, next_record};

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

/// Reads records from a stream, block by block.
pub struct Records<R> {
    reader: R,
    dialect: Dialect,
    text: Vec<u8>,
    at: usize,
    filled: usize,
    at_end: bool,
    line: u64,
    cells: Vec<Span>,
    read_bytes: u64,
}

impl<R: Read> Records<R> {
    /// Bytes read at a time.
    const BLOCK: usize = 1 << 20;

    /// Records of `reader`, whose text is UTF-8.
    pub fn new(reader: R, dialect: Dialect) -> Self {
        Self {
            reader,
            dialect,
            text: Vec::new(),
            at: 0,
            filled: 0,
            at_end: false,
            line: 1,
            cells: Vec::new(),
            read_bytes: 0,
        }
    }

    /// Bytes of text read so far.
    pub fn read_bytes(&self) -> u64 {
        self.read_bytes
    }

    /// The next record that is no blank line; `None` at the end.
    ///
    /// # Errors
    /// Whatever the reader reports.
    pub fn next(&mut self) -> io::Result<Option<Record<'_>>> {
        loop {
            self.skip_blank_lines()?;
            if self.at == self.filled {
                if self.at_end {
                    return Ok(None);
                }
                self.fill()?;
                continue;
            }
            let text = &self.text[..self.filled];
            let (outcome, from) =
                (next_record(text, self.at, self.dialect, self.at_end, &mut self.cells), self.at);
            let line = self.line;
            match outcome {
                Outcome::Incomplete => self.fill()?,
                Outcome::Record(next) => {
                    self.advance(next);
                    return Ok(Some(Record::Cells {
                        text: &self.text[..self.filled],
                        cells: &self.cells,
                        line,
                    }));
                }
                Outcome::Unclosed(next) => {
                    self.advance(next);
                    let end = self.text[from..next].trim_ascii_end().len() + from;
                    return Ok(Some(Record::Unclosed { text: &self.text[from..end], line }));
                }
            }
        }
    }

    fn skip_blank_lines(&mut self) -> io::Result<()> {
        while self.at < self.filled && matches!(self.text[self.at], b'\n' | b'\r') {
            let is_pair = self.text[self.at] == b'\r'
                && self.text.get(self.at + 1) == Some(&b'\n')
                && self.at + 1 < self.filled;
            if self.text[self.at] == b'\r' && self.at + 1 == self.filled && !self.at_end {
                // The other half of a line break may be in the next block.
                self.fill()?;
                continue;
            }
            self.at += if is_pair { 2 } else { 1 };
            self.line += 1;
        }
        Ok(())
    }

    /// Moves on to `next` and counts the line breaks on the way.
    fn advance(&mut self, next: usize) {
        let passed = &self.text[self.at..next];
        let mut breaks = memchr::memchr_iter(b'\n', passed).count();
        if memchr::memchr(b'\r', passed).is_some() {
            breaks += passed
                .iter()
                .enumerate()
                .filter(|(index, byte)| **byte == b'\r' && passed.get(index + 1) != Some(&b'\n'))
                .count();
        }
        self.line += breaks as u64;
        self.at = next;
    }

    /// Drops what was handed out and reads on; a record longer than a block makes the buffer grow.
    fn fill(&mut self) -> io::Result<()> {
        self.text.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.at = 0;
        let wanted = self.filled.max(Self::BLOCK);
        self.text.resize(self.filled + wanted, 0);
        let read = read_full(&mut self.reader, &mut self.text[self.filled..])?;
        self.read_bytes += read as u64;
        self.at_end = read < wanted;
        self.filled += read;
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

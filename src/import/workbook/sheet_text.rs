//! A sheet as comma-separated text: one record per row, blank rows as blank lines, in memory. Never changes a cell's text but for its line
//! breaks, never grows without limit.

use crate::import::input::{DayNumbers, Source, Written};
use crate::import::lines::LineMap;
use crate::import::refusal::Limit;
use crate::import::tokenize::Dialect;
use crate::import::{Progress, Refusal, limits};

/// Cells between two looks at whether anybody still waits.
const CELLS_PER_LOOK: u64 = 16_384;

/// A sheet while it is written.
pub(super) struct SheetText<'watch> {
    text: Vec<u8>,
    /// Lines of the text at which a row begins that is called otherwise, and what it is called.
    marks: Vec<(u64, u64)>,
    /// Row at hand, from 1; 0 before the first.
    row: u64,
    /// Line of the text on which the row at hand begins.
    line: u64,
    /// Line breaks in the cells of the row at hand.
    breaks: u64,
    /// Cells written in the row at hand, and in the widest so far.
    width: u64,
    widest: u64,
    cells: u64,
    progress: &'watch dyn Progress,
}

impl<'watch> SheetText<'watch> {
    /// An empty sheet.
    pub(super) fn new(progress: &'watch dyn Progress) -> Self {
        Self {
            text: Vec::new(),
            marks: Vec::new(),
            row: 0,
            line: 1,
            breaks: 0,
            width: 0,
            widest: 0,
            cells: 0,
            progress,
        }
    }

    /// Goes to a row further down; rows in between are blank.
    ///
    /// # Errors
    /// [`Refusal`] for a row that is not below the one at hand, or beyond the end of any sheet.
    pub(super) fn go_to_row(&mut self, row: u64) -> Result<(), Refusal> {
        if row <= self.row || row > limits::SHEET_ROWS {
            return Err(damaged(&format!("cell reference, row {row}")));
        }
        while self.row < row {
            self.end_row()?;
            self.row += 1;
        }
        Ok(())
    }

    /// Number of the row at hand.
    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// Writes a cell of the row at hand; `column` counts from 0 and rises. Blank cells need not be written.
    ///
    /// # Errors
    /// [`Refusal`] when the sheet holds too much.
    pub(super) fn cell(&mut self, column: u64, value: &str) -> Result<(), Refusal> {
        self.cells += 1;
        if self.cells.is_multiple_of(CELLS_PER_LOOK) && self.progress.is_cancelled() {
            // Whoever cancelled does not look at the reason.
            return Err(Refusal::NothingInside);
        }
        too_much(self.cells > limits::SHEET_CELLS, Limit::Cells, limits::SHEET_CELLS)?;
        if value.is_empty() {
            return Ok(());
        }
        if column >= limits::SHEET_COLUMNS || column < self.width {
            return Err(damaged(&format!("cell reference, row {}", self.row)));
        }
        too_much(value.len() > limits::CELL_BYTES, Limit::Cell, limits::CELL_BYTES as u64)?;
        while self.width <= column {
            if self.width > 0 {
                self.text.push(b',');
            }
            self.width += 1;
        }
        self.push(value);
        too_much(self.text.len() as u64 > limits::SHEET_BYTES, Limit::SheetText, limits::SHEET_BYTES)
    }

    fn push(&mut self, value: &str) {
        let is_plain = |byte: &u8| !matches!(byte, b'"' | b',' | b'\n' | b'\r');
        if value.as_bytes().iter().all(is_plain) {
            self.text.extend_from_slice(value.as_bytes());
            return;
        }
        self.text.push(b'"');
        let mut characters = value.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' => self.text.extend_from_slice(b"\"\""),
                '\r' if characters.peek() == Some(&'\n') => {}
                '\r' | '\n' => {
                    self.text.push(b'\n');
                    self.breaks += 1;
                }
                other => self.text.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        self.text.push(b'"');
    }

    /// The text that was written since it was last forgotten.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Lets the text go that was written; what follows goes on from it.
    pub(super) fn forget(&mut self) {
        self.text.clear();
    }

    /// What [`LineMap::mark`] is to be told of the rows that were written since this was last asked.
    pub(super) fn take_marks(&mut self) -> impl Iterator<Item = (u64, u64)> {
        self.marks.drain(..)
    }

    /// Ends the row at hand.
    ///
    /// # Errors
    /// [`Refusal`] when the sheet holds too much.
    pub(super) fn end_row(&mut self) -> Result<(), Refusal> {
        if self.row == 0 {
            return Ok(());
        }
        if self.width > 0 {
            self.widest = self.widest.max(self.width).min(limits::FILLED_COLUMNS);
            // A lone blank cell would look like a blank line: rows are filled up behind what they hold.
            let missing = self.widest.saturating_sub(self.width);
            self.text.extend(std::iter::repeat_n(b',', missing as usize));
        }
        self.text.push(b'\n');
        self.line += 1 + self.breaks;
        if self.breaks > 0 {
            self.marks.push((self.line, self.row + 1));
        }
        (self.width, self.breaks) = (0, 0);
        too_much(self.text.len() as u64 > limits::SHEET_BYTES, Limit::SheetText, limits::SHEET_BYTES)
    }

    /// The sheet as something to read; `None` when no cell holds anything.
    ///
    /// # Errors
    /// [`Refusal`] when the last row is too much.
    pub(super) fn finish(mut self, name: &str, day_numbers: DayNumbers) -> Result<Option<Source>, Refusal> {
        self.end_row()?;
        if self.text.iter().all(|byte| *byte == b'\n') {
            return Ok(None);
        }
        let mut lines = LineMap::default();
        self.take_marks().for_each(|(line, row)| lines.mark(line, row));
        let mut source = Source::memory(name, self.text);
        source.written = Some(written(lines, day_numbers));
        Ok(Some(source))
    }
}

/// How the text of a sheet is written.
pub(super) fn written(lines: LineMap, day_numbers: DayNumbers) -> Written {
    let (dialect, day_numbers) = (Some(Dialect::delimited(b',')), Some(day_numbers));
    Written { encoding: "UTF-8", dialect, lines, day_numbers, unwrapped: 0 }
}

/// A refusal when there is too much of something.
pub(super) fn too_much(is_too_much: bool, limit: Limit, allowed: u64) -> Result<(), Refusal> {
    if is_too_much { Err(Refusal::TooMuch { limit, allowed }) } else { Ok(()) }
}

fn damaged(part: &str) -> Refusal {
    Refusal::Damaged { part: part.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::import::Unwatched;

    #[test]
    fn rows_keep_their_numbers_whatever_their_cells_hold() {
        let mut sheet = SheetText::new(&Unwatched);
        sheet.go_to_row(2).expect("a row");
        sheet.cell(0, "a").expect("a cell");
        sheet.cell(2, "two\r\nlines").expect("a cell");
        sheet.go_to_row(3).expect("a row");
        sheet.cell(1, "say \"hi\"").expect("a cell");
        sheet.go_to_row(5).expect("a row");
        sheet.cell(0, "x").expect("a cell");
        assert!(sheet.go_to_row(5).is_err());
        let source = sheet.finish("s", DayNumbers::From1900).expect("small").expect("filled");
        let mut text = String::new();
        source.open().expect("memory").read_to_string(&mut text).expect("UTF-8");
        assert_eq!(text, "\na,,\"two\nlines\"\n,\"say \"\"hi\"\"\",\n\nx,,\n");
        let lines = source.written.expect("written").lines;
        assert_eq!([2, 4, 6].map(|line| lines.shown(line)), [2, 3, 5]);
    }

    #[test]
    fn a_sheet_without_text_is_empty() {
        let mut sheet = SheetText::new(&Unwatched);
        sheet.go_to_row(1_000).expect("a row");
        sheet.cell(3, "").expect("a cell");
        assert!(sheet.finish("s", DayNumbers::From1900).expect("small").is_none());
    }
}

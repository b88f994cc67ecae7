//! The cells of an Excel sheet as text, row by row: plain rows straight off their bytes, all others tag by tag. Never holds more than a row.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};

use super::plain::{self, Ahead};
use super::sheet_text::{SheetText, too_much};
use super::xlsx::Values;
use super::xml::{Xml, add_text, attribute};
use crate::import::refusal::Limit;
use crate::import::{Refusal, limits};

/// A sheet while its cells are written as text.
pub(super) struct SheetCells<'watch> {
    xml: Xml<'watch>,
    /// Rows below are not read.
    last_row: u64,
    row: u64,
    next_column: u64,
    /// Whether a row has just ended, or none has begun: then a plain one may follow.
    is_between_rows: bool,
    buffer: Vec<u8>,
}

/// Where a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From 1.
    pub row: u64,
    /// From 0.
    pub column: u64,
}

/// What the tag of a cell says.
struct Cell {
    place: Place,
    kind: String,
    style: usize,
}

/// What came of a step.
enum Step {
    /// A plain row was written.
    Wrote,
    /// The end, or a row below the last that is wanted.
    Ended,
    /// What lies ahead is not plain.
    Other,
}

impl<'watch> SheetCells<'watch> {
    /// The cells that `xml` holds, of the rows up to `last_row`.
    pub(super) fn new(xml: Xml<'watch>, last_row: u64) -> Self {
        Self { xml, last_row, row: 0, next_column: 0, is_between_rows: false, buffer: Vec::new() }
    }

    /// Bytes of the sheet that were read.
    pub(super) fn position(&self) -> u64 {
        self.xml.position()
    }

    /// Writes some cells more, a row at most; says whether others may follow.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn write_on(&mut self, values: &Values<'_>, out: &mut SheetText<'_>) -> Result<bool, Refusal> {
        if self.is_between_rows {
            match self.write_plain_row(values, out)? {
                Step::Wrote => return Ok(true),
                Step::Ended => return Ok(false),
                Step::Other => self.is_between_rows = false,
            }
        }
        self.write_next(values, out)
    }

    /// Writes the row ahead if it is plain.
    fn write_plain_row(&mut self, values: &Values<'_>, out: &mut SheetText<'_>) -> Result<Step, Refusal> {
        loop {
            let mut cells = Vec::with_capacity(32);
            match plain::row(self.xml.ahead(plain::LEVELS), self.row, &mut cells) {
                Ahead::Plain(row, _) if row > self.last_row => return Ok(Step::Ended),
                Ahead::Plain(row, bytes) => {
                    for cell in &cells {
                        let shown = values.plain(cell).map_err(|damage| damage.of(&self.xml))?;
                        write(cell.place, &shown, out)?;
                    }
                    self.next_column = cells.last().map_or(0, |cell| cell.place.column + 1);
                    self.row = row;
                    drop(cells);
                    self.xml.pass_over(bytes);
                    return Ok(Step::Wrote);
                }
                Ahead::Unfinished => {}
                Ahead::Other => return Ok(Step::Other),
            }
            drop(cells);
            if !self.xml.look_further()? {
                return Ok(Step::Other);
            }
        }
    }

    /// Writes what the next tag says.
    fn write_next(&mut self, values: &Values<'_>, out: &mut SheetText<'_>) -> Result<bool, Refusal> {
        match self.xml.next(&mut self.buffer)? {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "row" => {
                    self.row = row_number(&tag, self.row)?;
                    self.next_column = 0;
                    return Ok(self.row <= self.last_row);
                }
                "c" => {
                    let cell = Cell::new(&tag, self.next_column, self.row)?;
                    self.next_column = cell.place.column + 1;
                    let value = cell_value(&cell, &mut self.xml, values)?;
                    write(cell.place, &value, out)?;
                }
                "sheetData" => self.is_between_rows = true,
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().into_inner() {
                "row" => {
                    self.row = row_number(&tag, self.row)?;
                    self.is_between_rows = true;
                }
                "c" => {
                    self.next_column = Cell::new(&tag, self.next_column, self.row)?.place.column + 1;
                    out.cell(self.next_column, "")?;
                }
                _ => {}
            },
            Event::End(tag) => self.is_between_rows = tag.local_name().into_inner() == "row",
            Event::Eof => return Ok(false),
            _ => {}
        }
        Ok(true)
    }
}

fn write(place: Place, value: &str, out: &mut SheetText<'_>) -> Result<(), Refusal> {
    if !value.is_empty() && out.row() != place.row {
        out.go_to_row(place.row)?;
    }
    out.cell(place.column, value)
}

/// The text of a cell, whose tag has just begun, up to its end.
fn cell_value<'values>(
    cell: &Cell,
    xml: &mut Xml<'_>,
    values: &Values<'values>,
) -> Result<Cow<'values, str>, Refusal> {
    let mut buffer = Vec::new();
    let (mut value, mut inline) = (String::new(), String::new());
    let mut within = Within::Nothing;
    loop {
        let event = xml.next(&mut buffer)?;
        match &event {
            Event::Start(tag) => {
                within = match tag.local_name().into_inner() {
                    "v" => Within::Value,
                    "t" if within != Within::Phonetic => Within::Text,
                    "rPh" => Within::Phonetic,
                    _ if within == Within::Phonetic => Within::Phonetic,
                    _ => Within::Nothing,
                }
            }
            Event::End(tag) => match tag.local_name().into_inner() {
                "c" => break,
                "t" if within == Within::Phonetic => {}
                _ => within = Within::Nothing,
            },
            Event::Eof => return Err(xml.damaged()),
            event if within == Within::Value => add_text(event, &mut value)?,
            event if within == Within::Text => add_text(event, &mut inline)?,
            _ => {}
        }
        too_much(value.len().max(inline.len()) > limits::CELL_BYTES, Limit::Cell, limits::CELL_BYTES as u64)?;
    }
    let shown = values.shown(&cell.kind, cell.style, &value, &inline).map_err(|damage| damage.of(xml))?;
    Ok(Cow::Owned(shown.into_owned()))
}

/// Which text of a cell is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Value,
    Text,
    /// How a word is spoken, beside the word itself.
    Phonetic,
}

impl Cell {
    fn new(tag: &BytesStart<'_>, next_column: u64, row: u64) -> Result<Self, Refusal> {
        let place = match attribute(tag, "r") {
            Some(reference) => place(&reference).ok_or_else(|| bad_reference(&reference))?,
            None => Place { row, column: next_column },
        };
        let style = attribute(tag, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        Ok(Self { place, kind: attribute(tag, "t").unwrap_or_default(), style })
    }
}

/// `BC23` as a place.
pub(super) fn place(reference: &str) -> Option<Place> {
    let digits = reference.find(|character: char| character.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        column = column * 26 + u64::from(letter.is_ascii_uppercase().then(|| letter - b'A' + 1)?);
    }
    let row = digits.parse().ok()?;
    let exists = (1..=limits::SHEET_ROWS).contains(&row) && column <= limits::SHEET_COLUMNS;
    exists.then(|| Place { row, column: column - 1 })
}

/// Number of a row, stated or the next one.
pub(super) fn row_number(tag: &BytesStart<'_>, before: u64) -> Result<u64, Refusal> {
    let Some(stated) = attribute(tag, "r") else { return Ok(before + 1) };
    let number = stated.parse().ok().filter(|number| (1..=limits::SHEET_ROWS).contains(number));
    number.ok_or_else(|| bad_reference(&stated))
}

fn bad_reference(reference: &str) -> Refusal {
    let shown: String = reference.chars().take(20).collect();
    Refusal::Damaged { part: format!("cell reference {shown}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_beyond_any_sheet_are_none() {
        let check = |reference, expected: Option<(u64, u64)>| {
            let expected = expected.map(|(column, row)| Place { row, column });
            assert_eq!(place(reference), expected, "{reference}");
        };
        check("A1", Some((0, 1)));
        check("bc23", Some((54, 23)));
        check("XFD1048576", Some((16_383, 1_048_576)));
        for reference in ["XFE1", "A0", "A1048577", "ZZZZZZZ4294967295", "12", "A", "", "ก1"] {
            check(reference, None);
        }
    }
}

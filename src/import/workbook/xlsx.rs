//! Workbooks of Excel 2007 and later: which sheets there are, and their cells as text, row by row. Never holds a sheet as a grid.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::links::{Link, links, main_part};
use super::number_format::NumberFormat;
use super::package::Package;
use super::shared_head;
use super::sheet_text::{SheetText, too_much};
use super::strings::Strings;
use super::xml::{Xml, add_text, attribute};
use crate::import::input::DayNumbers;
use crate::import::refusal::Limit;
use crate::import::{Refusal, limits};

/// A sheet of a workbook.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether its author has hidden it.
    pub hidden: bool,
    part: String,
}

/// What is common to all sheets of a workbook.
pub(super) struct Book {
    /// The sheets with cells, in their order.
    pub sheets: Vec<Sheet>,
    /// From which day it counts.
    pub day_numbers: DayNumbers,
    formats: Vec<NumberFormat>,
    /// The part with the shared texts.
    shared: Option<String>,
    strings: Strings,
}

impl Book {
    /// Reads the list of sheets and the formats.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn open(package: &mut Package) -> Result<Self, Refusal> {
        let main = main_part(package)?;
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let file = main.rsplit('/').next().unwrap_or_default();
        let links = links(package, &format!("{folder}/_rels/{file}.rels"), &folder)?;
        let mut book = Self {
            sheets: Vec::new(),
            day_numbers: DayNumbers::From1900,
            formats: Vec::new(),
            shared: None,
            strings: Strings::default(),
        };
        book.read_main(package, &main, &links)?;
        let of_kind =
            |kind: &str| links.values().find(|link| link.kind == kind).map(|link| link.part.clone());
        if let Some(part) = of_kind("styles") {
            book.formats = formats(package, &part)?;
        }
        book.shared = of_kind("sharedStrings");
        Ok(book)
    }

    /// Reads the shared texts, all of them.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn read_strings(&mut self, package: &mut Package) -> Result<(), Refusal> {
        if let Some(part) = &self.shared {
            self.strings = Strings::read(package, part, usize::MAX)?;
        }
        Ok(())
    }

    /// Reads the shared texts that the first rows of a sheet name: those of the first rows stand first.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn read_strings_of_head(
        &mut self,
        package: &mut Package,
        sheet: usize,
        rows: u64,
    ) -> Result<(), Refusal> {
        let (Some(part), Some(mut xml)) = (&self.shared, package.xml(&self.sheets[sheet].part)?) else {
            return Ok(());
        };
        let highest = shared_head::highest(&mut xml, rows)?;
        self.strings = Strings::read(package, part, highest.map_or(0, |highest| highest + 1))?;
        Ok(())
    }

    /// Lets the shared texts go, once every sheet is written.
    pub(super) fn forget_strings(&mut self) {
        self.strings = Strings::default();
    }

    fn read_main(
        &mut self,
        package: &mut Package,
        main: &str,
        links: &HashMap<String, Link>,
    ) -> Result<(), Refusal> {
        let Some(mut xml) = package.xml(main)? else { return Err(missing(main)) };
        let mut buffer = Vec::new();
        loop {
            match xml.next(&mut buffer)? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                    "workbookPr" if is_true(&tag, "date1904") => self.day_numbers = DayNumbers::From1904,
                    "sheet" => self.sheets.extend(sheet(&tag, links)),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        too_much(self.sheets.len() > limits::SHEETS, Limit::Sheets, limits::SHEETS as u64)
    }

    /// Writes the cells of a sheet, of the rows up to `last_row`.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn write(
        &self,
        package: &mut Package,
        sheet: usize,
        last_row: u64,
        out: &mut SheetText<'_>,
    ) -> Result<(), Refusal> {
        let part = &self.sheets[sheet].part;
        let Some(mut xml) = package.xml(part)? else { return Err(missing(part)) };
        let mut buffer = Vec::new();
        let (mut row, mut next_column) = (0, 0);
        loop {
            match xml.next(&mut buffer)? {
                Event::Start(tag) if tag.local_name().into_inner() == "row" => {
                    row = row_number(&tag, row)?;
                    if row > last_row {
                        return Ok(());
                    }
                    next_column = 0;
                }
                Event::Empty(tag) if tag.local_name().into_inner() == "row" => row = row_number(&tag, row)?,
                Event::Start(tag) if tag.local_name().into_inner() == "c" => {
                    let cell = Cell::new(&tag, next_column, row)?;
                    next_column = cell.column + 1;
                    let value = self.value(&cell, &mut xml)?;
                    if !value.is_empty() && out.row() != cell.row {
                        out.go_to_row(cell.row)?;
                    }
                    out.cell(cell.column, &value)?;
                }
                Event::Empty(tag) if tag.local_name().into_inner() == "c" => {
                    next_column = Cell::new(&tag, next_column, row)?.column + 1;
                    out.cell(next_column, "")?;
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The text of a cell, whose tag has just begun, up to its end.
    fn value(&self, cell: &Cell, xml: &mut Xml) -> Result<String, Refusal> {
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
            too_much(
                value.len().max(inline.len()) > limits::CELL_BYTES,
                Limit::Cell,
                limits::CELL_BYTES as u64,
            )?;
        }
        self.shown(cell, &value, &inline, xml)
    }

    fn shown(&self, cell: &Cell, value: &str, inline: &str, xml: &Xml) -> Result<String, Refusal> {
        Ok(match cell.kind.as_str() {
            _ if value.is_empty() && inline.is_empty() => String::new(),
            "s" => {
                let index = value.trim().parse::<usize>().ok();
                index.and_then(|index| self.strings.get(index)).ok_or_else(|| xml.damaged())?.to_owned()
            }
            "inlineStr" => unescaped(inline),
            "str" => unescaped(value),
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            // `2026-01-05T10:00:00`, or an error such as `#REF!` as a person sees it.
            "d" => value.trim().replacen('T', " ", 1),
            "e" => value.to_owned(),
            _ => {
                let format = self.formats.get(cell.style).copied().unwrap_or_default();
                format.show(value, self.day_numbers)
            }
        })
    }
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

/// What the tag of a cell says.
struct Cell {
    /// From 1.
    row: u64,
    /// From 0.
    column: u64,
    kind: String,
    style: usize,
}

impl Cell {
    fn new(tag: &BytesStart<'_>, next_column: u64, row: u64) -> Result<Self, Refusal> {
        let (column, row) = match attribute(tag, "r") {
            Some(reference) => place(&reference).ok_or_else(|| bad_reference(&reference))?,
            None => (next_column, row),
        };
        let style = attribute(tag, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
        Ok(Self { row, column, kind: attribute(tag, "t").unwrap_or_default(), style })
    }
}

/// `BC23` as (column from 0, row from 1).
fn place(reference: &str) -> Option<(u64, u64)> {
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
    ((1..=limits::SHEET_ROWS).contains(&row) && column <= limits::SHEET_COLUMNS).then(|| (column - 1, row))
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

fn missing(part: &str) -> Refusal {
    Refusal::Damaged { part: part.to_owned() }
}

fn is_true(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

fn sheet(tag: &BytesStart<'_>, links: &HashMap<String, Link>) -> Option<Sheet> {
    let link = links.get(&attribute(tag, "id")?)?;
    // Charts, dialogs and macros have no cells.
    if link.kind != "worksheet" {
        return None;
    }
    let hidden = attribute(tag, "state").is_some_and(|state| state.to_ascii_lowercase().contains("hidden"));
    Some(Sheet { name: attribute(tag, "name").unwrap_or_default(), hidden, part: link.part.clone() })
}

/// The format of each style that cells name by its position.
fn formats(package: &mut Package, part: &str) -> Result<Vec<NumberFormat>, Refusal> {
    let Some(mut xml) = package.xml(part)? else { return Ok(Vec::new()) };
    let (mut own, mut formats) = (HashMap::new(), Vec::new());
    let (mut buffer, mut in_cell_styles) = (Vec::new(), false);
    loop {
        match xml.next(&mut buffer)? {
            Event::End(tag) if tag.local_name().into_inner() == "cellXfs" => in_cell_styles = false,
            Event::Start(tag) | Event::Empty(tag) => {
                let id = attribute(&tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                match tag.local_name().into_inner() {
                    "cellXfs" => in_cell_styles = true,
                    "numFmt" => {
                        let code = attribute(&tag, "formatCode").unwrap_or_default();
                        own.insert(id.unwrap_or(0), NumberFormat::parse(&code));
                    }
                    "xf" if in_cell_styles => {
                        let id = id.unwrap_or(0);
                        formats.push(own.get(&id).copied().unwrap_or_else(|| NumberFormat::built_in(id)));
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(formats),
            _ => {}
        }
        // Excel has room for 65,490 of them.
        too_much(formats.len() + own.len() > 200_000, Limit::Cells, 200_000)?;
    }
}

/// Text in which characters that XML does not allow are written `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let Some(character) = character else {
            result.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        result.push_str(&rest[..at]);
        result.push(character);
        rest = &rest[at + 7..];
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_beyond_any_sheet_are_none() {
        let check = |reference, expected| assert_eq!(place(reference), expected, "{reference}");
        check("A1", Some((0, 1)));
        check("bc23", Some((54, 23)));
        check("XFD1048576", Some((16_383, 1_048_576)));
        for reference in ["XFE1", "A0", "A1048577", "ZZZZZZZ4294967295", "12", "A", "", "ก1"] {
            check(reference, None);
        }
    }

    #[test]
    fn escapes_of_excel_are_undone() {
        assert_eq!(unescaped("a_x000D_\nb _x005F_x _xZZZZ_ _x"), "a\r\nb _x _xZZZZ_ _x");
    }
}

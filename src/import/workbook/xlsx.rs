//! Workbooks of Excel 2007 and later: which sheets there are, and what their cells mean. Never holds a sheet.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::links::{Link, links, main_part};
use super::number_format::NumberFormat;
use super::package::Package;
use super::plain::PlainCell;
use super::shared_head;
use super::sheet::SheetCells;
use super::sheet_text::too_much;
use super::strings::Strings;
use super::xml::{Xml, attribute};
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
        let mut book =
            Self { sheets: Vec::new(), day_numbers: DayNumbers::From1900, formats: Vec::new(), shared: None };
        book.read_main(package, &main, &links)?;
        let of_kind =
            |kind: &str| links.values().find(|link| link.kind == kind).map(|link| link.part.clone());
        if let Some(part) = of_kind("styles") {
            book.formats = formats(package, &part)?;
        }
        book.shared = of_kind("sharedStrings");
        Ok(book)
    }

    /// The shared texts, all of them.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn strings(&self, package: &mut Package) -> Result<Strings, Refusal> {
        let Some(part) = &self.shared else { return Ok(Strings::default()) };
        Strings::read(package, part, usize::MAX)
    }

    /// The shared texts that the first rows of a sheet name: those of the first rows stand first.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn strings_of_head(
        &self,
        package: &mut Package,
        sheet: usize,
        rows: u64,
    ) -> Result<Strings, Refusal> {
        let (Some(part), Some(mut xml)) = (&self.shared, package.xml(&self.sheets[sheet].part)?) else {
            return Ok(Strings::default());
        };
        let highest = shared_head::highest(&mut xml, rows)?;
        Strings::read(package, part, highest.map_or(0, |highest| highest + 1))
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

    /// The cells of a sheet, of the rows up to `last_row`.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn cells<'watch>(
        &self,
        package: &mut Package<'watch>,
        sheet: usize,
        last_row: u64,
    ) -> Result<SheetCells<'watch>, Refusal> {
        let part = &self.sheets[sheet].part;
        let Some(xml) = package.xml(part)? else { return Err(missing(part)) };
        Ok(SheetCells::new(xml, last_row))
    }

    /// Bytes that a sheet inflates to, as the list of the archive says.
    pub(super) fn sheet_bytes(&self, package: &mut Package, sheet: usize) -> u64 {
        package.stated_bytes(&self.sheets[sheet].part)
    }
}

/// What the cells of a workbook mean.
#[derive(Clone, Copy)]
pub(super) struct Values<'book> {
    /// Formats and days.
    pub book: &'book Book,
    /// Texts that cells name by their position.
    pub strings: &'book Strings,
}

/// A cell names a shared text that there is not.
pub(super) struct NoSuchText;

impl NoSuchText {
    /// The refusal of the sheet.
    pub(super) fn of(self, xml: &Xml<'_>) -> Refusal {
        xml.damaged()
    }
}

impl<'book> Values<'book> {
    /// A plain cell as a person sees it.
    ///
    /// # Errors
    /// [`NoSuchText`].
    pub(super) fn plain<'text>(&self, cell: &'text PlainCell<'_>) -> Result<Cow<'text, str>, NoSuchText>
    where
        'book: 'text,
    {
        let (value, inline) = if cell.is_inline { ("", &*cell.text) } else { (&*cell.text, "") };
        self.shown(cell.kind, cell.style, value, inline)
    }

    /// A cell as a person sees it, by its kind, its style, its value and its inline text.
    ///
    /// # Errors
    /// [`NoSuchText`].
    pub(super) fn shown<'text>(
        &self,
        kind: &str,
        style: usize,
        value: &'text str,
        inline: &'text str,
    ) -> Result<Cow<'text, str>, NoSuchText>
    where
        'book: 'text,
    {
        Ok(match kind {
            _ if value.is_empty() && inline.is_empty() => Cow::Borrowed(""),
            "s" => {
                let index = value.trim().parse::<usize>().ok();
                Cow::Borrowed(index.and_then(|index| self.strings.get(index)).ok_or(NoSuchText)?)
            }
            "inlineStr" => unescaped(inline),
            "str" => unescaped(value),
            "b" => Cow::Borrowed(if value.trim() == "1" { "TRUE" } else { "FALSE" }),
            // `2026-01-05T10:00:00`, or an error such as `#REF!` as a person sees it.
            "d" => Cow::Owned(value.trim().replacen('T', " ", 1)),
            "e" => Cow::Borrowed(value),
            _ => {
                let format = self.book.formats.get(style).copied().unwrap_or_default();
                format.show(value, self.book.day_numbers)
            }
        })
    }
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
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
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
    Cow::Owned(result + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_excel_are_undone() {
        assert_eq!(unescaped("a_x000D_\nb _x005F_x _xZZZZ_ _x"), "a\r\nb _x _xZZZZ_ _x");
    }
}

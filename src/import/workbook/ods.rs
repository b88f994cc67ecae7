//! OpenDocument spreadsheets: their sheets and cells as text, row by row. Never repeats a blank row or cell that a document says is
//! repeated.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::number_format::plain;
use super::package::Package;
use super::sheet_text::{SheetText, too_much};
use super::xml::{Xml, add_text, attribute};
use crate::import::refusal::Limit;
use crate::import::{Progress, Refusal, limits};

/// A sheet that was written.
pub(super) struct Sheet<'watch> {
    /// Its name.
    pub name: String,
    /// Whether its author has hidden it.
    pub hidden: bool,
    /// Its cells.
    pub text: SheetText<'watch>,
}

/// Hands one sheet after another to `visit`, until that says that it has seen enough, or a sheet has more rows than `last_row`: of
/// that one the first are handed out, and nothing behind them.
///
/// # Errors
/// [`Refusal`].
pub(super) fn sheets<'watch>(
    package: &mut Package,
    last_row: u64,
    progress: &'watch dyn Progress,
    visit: &mut dyn FnMut(Sheet<'watch>) -> bool,
) -> Result<(), Refusal> {
    if is_encrypted(package)? {
        return Err(Refusal::Password);
    }
    let Some(mut xml) = package.xml("content.xml")? else {
        return Err(Refusal::Damaged { part: "content.xml".to_owned() });
    };
    let (mut buffer, mut style, mut hidden_styles) = (Vec::new(), String::new(), HashSet::new());
    let mut seen = 0;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                "style" => style = attribute(&tag, "name").unwrap_or_default(),
                "table-properties" if attribute(&tag, "display").as_deref() == Some("false") => {
                    hidden_styles.insert(std::mem::take(&mut style));
                }
                "table" => {
                    let name = attribute(&tag, "name").unwrap_or_default();
                    let hidden =
                        attribute(&tag, "style-name").is_some_and(|name| hidden_styles.contains(&name));
                    let mut text = SheetText::new(progress);
                    let is_whole = table(&mut xml, last_row, &mut text)?;
                    seen += 1;
                    too_much(seen > limits::SHEETS, Limit::Sheets, limits::SHEETS as u64)?;
                    if !visit(Sheet { name, hidden, text }) || !is_whole {
                        return Ok(());
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn is_encrypted(package: &mut Package) -> Result<bool, Refusal> {
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else { return Ok(false) };
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag))
                if tag.local_name().into_inner() == "encryption-data" =>
            {
                return Ok(true);
            }
            // Some writers declare a document type here; nothing in the list is read but the one tag.
            Ok(Event::Eof) | Err(Refusal::Entities) => return Ok(false),
            Ok(_) => {}
            Err(refusal) => return Err(refusal),
        }
    }
}

/// Writes the rows of a table, whose tag has just begun, up to its end or behind `last_row`; says whether it came to its end.
fn table(xml: &mut Xml, last_row: u64, out: &mut SheetText<'_>) -> Result<bool, Refusal> {
    let mut buffer = Vec::new();
    let mut next_row = 1;
    loop {
        if next_row > last_row {
            return Ok(false);
        }
        match xml.next(&mut buffer)? {
            Event::Start(tag) if tag.local_name().into_inner() == "table-row" => {
                let repeated = times(&tag, "number-rows-repeated");
                let cells = row(xml)?;
                if !cells.is_empty() {
                    for number in next_row..next_row + repeated {
                        out.go_to_row(number)?;
                        for (column, value) in &cells {
                            out.cell(*column, value)?;
                        }
                    }
                }
                next_row += repeated;
            }
            Event::Empty(tag) if tag.local_name().into_inner() == "table-row" => {
                next_row += times(&tag, "number-rows-repeated");
            }
            Event::End(tag) if tag.local_name().into_inner() == "table" => return Ok(true),
            Event::Eof => return Err(xml.damaged()),
            _ => {}
        }
    }
}

/// The filled cells of a row, whose tag has just begun, with their columns.
fn row(xml: &mut Xml) -> Result<Vec<(u64, String)>, Refusal> {
    let mut buffer = Vec::new();
    let mut cells = Vec::new();
    let (mut column, mut bytes) = (0, 0);
    loop {
        let (empty, tag) = match xml.next(&mut buffer)? {
            Event::Start(tag) => (false, tag),
            Event::Empty(tag) => (true, tag),
            Event::End(tag) if tag.local_name().into_inner() == "table-row" => return Ok(cells),
            Event::Eof => return Err(xml.damaged()),
            _ => continue,
        };
        if !matches!(tag.local_name().into_inner(), "table-cell" | "covered-table-cell") {
            continue;
        }
        let repeated = times(&tag, "number-columns-repeated");
        let stated = stated(&tag);
        let text = if empty { String::new() } else { text(xml)? };
        let value = stated.unwrap_or(text);
        if !value.is_empty() {
            bytes += value.len() as u64 * repeated.min(limits::SHEET_COLUMNS);
            too_much(bytes > limits::SHEET_BYTES, Limit::SheetText, limits::SHEET_BYTES)?;
            cells
                .extend((column..column + repeated.min(limits::SHEET_COLUMNS)).map(|at| (at, value.clone())));
        }
        column += repeated;
    }
}

fn times(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).and_then(|times| times.parse::<u64>().ok()).unwrap_or(1).clamp(1, 1 << 32)
}

/// The value that a cell states beside its text.
fn stated(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "value-type")?.as_str() {
        "float" | "currency" | "percentage" => {
            attribute(tag, "value").map(|value| plain(&value).into_owned())
        }
        "date" => attribute(tag, "date-value").map(|value| value.replacen('T', " ", 1)),
        "time" => attribute(tag, "time-value").map(|value| duration(&value)),
        "boolean" => attribute(tag, "boolean-value").map(|value| value.to_uppercase()),
        _ => None,
    }
}

/// `PT123H45M10S` as `123:45:10`; as it stands when it is no such thing.
fn duration(value: &str) -> String {
    let part = |unit: char| {
        let end = value.find(unit)?;
        let start =
            value[..end].rfind(|character: char| !character.is_ascii_digit() && character != '.')? + 1;
        value[start..end].parse::<f64>().ok()
    };
    match (part('H'), part('M'), part('S')) {
        (Some(hours), Some(minutes), seconds) => {
            format!("{hours:02}:{minutes:02}:{:02}", seconds.unwrap_or(0.0).floor())
        }
        _ => value.to_owned(),
    }
}

/// The text of a cell, whose tag has just begun, up to its end: paragraphs as lines, without what is only noted on it.
fn text(xml: &mut Xml) -> Result<String, Refusal> {
    let mut buffer = Vec::new();
    let (mut text, mut notes, mut paragraphs, mut cells) = (String::new(), 0_u32, 0_u32, 1_u32);
    let mut in_paragraph = false;
    loop {
        let event = xml.next(&mut buffer)?;
        match &event {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "annotation" => notes += 1,
                "table-cell" | "covered-table-cell" => cells += 1,
                "p" | "h" if notes == 0 => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    in_paragraph = true;
                }
                _ => {}
            },
            Event::Empty(tag) if notes == 0 => match tag.local_name().into_inner() {
                "s" => text.extend(std::iter::repeat_n(' ', times(tag, "c").min(100) as usize)),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().into_inner() {
                "annotation" => notes = notes.saturating_sub(1),
                "p" | "h" if notes == 0 => in_paragraph = false,
                "table-cell" | "covered-table-cell" => cells -= 1,
                _ => {}
            },
            Event::Eof => return Err(xml.damaged()),
            event if notes == 0 && in_paragraph => add_text(event, &mut text)?,
            _ => {}
        }
        too_much(text.len() > limits::CELL_BYTES, Limit::Cell, limits::CELL_BYTES as u64)?;
        if cells == 0 {
            return Ok(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_clocks() {
        assert_eq!(duration("PT123H45M10S"), "123:45:10");
        assert_eq!(duration("PT08H05M00.5S"), "08:05:00");
        assert_eq!(duration("P3D"), "P3D");
    }
}

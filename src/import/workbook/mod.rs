//! Workbooks: their sheets as comma-separated text, one after another, long ones written while they are read. Never writes to disk,
//! never keeps a sheet that was handed out.

mod binary;
mod links;
mod long_sheet;
mod number_format;
mod ods;
mod package;
mod plain;
mod shared_head;
mod sheet;
mod sheet_text;
mod streams;
mod strings;
mod xlsx;
mod xml;

use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

pub(super) use number_format::moment;

use super::input::Source;
use super::lines::LineMap;
use super::parts::{Absent, Extent};
use super::progress::Stoppable;
use super::refusal::{LeftOut, Limit};
use super::{Progress, Refusal, limits};
use long_sheet::LongSheet;
use package::Package;

/// A sheet that was written as text.
struct Made {
    name: String,
    hidden: bool,
    /// Its text; nothing when no cell holds anything.
    text: Result<Option<Source>, Refusal>,
}

/// A sheet as it is handed out.
pub(super) struct SheetPart {
    /// Its name.
    pub name: String,
    /// Its text, or why there is none.
    pub content: Result<Source, Absent>,
    /// Its number, from 0, and how many there are at least.
    pub place: (u64, u64),
}

/// Whoever is handed the sheets; may say that it has seen enough.
pub(super) type Visitor<'visitor> = dyn FnMut(SheetPart) -> ControlFlow<()> + 'visitor;

/// Hands out the sheets of a workbook that is a ZIP archive; `None` when the archive is no workbook.
///
/// # Errors
/// [`Refusal`] when nothing of it can be read; what was handed out before stays read.
pub(super) fn from_archive(
    source: &Source,
    extent: Extent,
    progress: &dyn Progress,
    visit: &mut Visitor<'_>,
) -> Result<Option<ControlFlow<()>>, Refusal> {
    let source = &in_reach(source, extent, progress)?;
    let mut package = Package::open(source, progress)?;
    if package.has("xl/workbook.bin") {
        extent.allows_all_of(source)?;
        return binary::xlsb(source, &mut package, progress).map(|sheets| Some(hand_out(sheets, visit)));
    }
    if package.has("xl/workbook.xml")
        || (package.has("[Content_Types].xml") && !package.has("word/document.xml"))
    {
        return xlsx_sheets(source, &mut package, extent, progress, visit).map(Some);
    }
    if package.has("content.xml") && package.has("META-INF/manifest.xml") {
        return ods_sheets(source, &mut package, extent, progress, visit).map(Some);
    }
    Ok(None)
}

/// Hands out the sheets of an old workbook.
///
/// # Errors
/// [`Refusal`] when nothing of it can be read.
pub(super) fn from_container(
    source: &Source,
    extent: Extent,
    progress: &dyn Progress,
    visit: &mut Visitor<'_>,
) -> Result<ControlFlow<()>, Refusal> {
    extent.allows_all_of(source)?;
    let bytes = bytes(source, limits::BINARY_BYTES, progress)?;
    match binary::xls(bytes, &source.name, progress) {
        // Excel puts a workbook of the new kind into the old container for one reason only.
        Err(Refusal::Damaged { .. }) if is_named_as_new(&source.name) => Err(Refusal::Password),
        sheets => sheets.map(|sheets| hand_out(sheets, visit)),
    }
}

fn is_named_as_new(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xlsx", ".xlsm", ".xlsb"].iter().any(|ending| name.ends_with(ending))
}

fn xlsx_sheets(
    source: &Source,
    package: &mut Package,
    extent: Extent,
    progress: &dyn Progress,
    visit: &mut Visitor<'_>,
) -> Result<ControlFlow<()>, Refusal> {
    let book = Arc::new(xlsx::Book::open(package)?);
    let mut strings = match extent {
        Extent::Whole => Arc::new(book.strings(package)?),
        Extent::Head => Arc::default(),
    };
    let count = book.sheets.len();
    for (index, sheet) in book.sheets.iter().enumerate() {
        let text = if sheet.hidden {
            Ok(None)
        } else {
            if extent == Extent::Head {
                strings = Arc::new(book.strings_of_head(package, index, extent.rows())?);
            }
            xlsx_sheet(
                source,
                package,
                (&book, index),
                extent.rows(),
                &strings,
                limits::KEPT_SHEET_BYTES,
                progress,
            )
        };
        if index + 1 == count {
            // Building the tables takes memory: what no further sheet needs makes room for it.
            strings = Arc::default();
        }
        let made = Made { name: sheet.name.clone(), hidden: sheet.hidden, text };
        if visit(part(made, index, count)).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// A sheet as text in memory; one of more than `most` bytes as text that is made whenever it is read.
fn xlsx_sheet(
    source: &Source,
    package: &mut Package,
    (book, index): (&Arc<xlsx::Book>, usize),
    last_row: u64,
    strings: &Arc<strings::Strings>,
    most: u64,
    progress: &dyn Progress,
) -> Result<Option<Source>, Refusal> {
    let values = xlsx::Values { book, strings };
    let mut cells = book.cells(package, index, last_row)?;
    let mut text = sheet_text::SheetText::new(progress);
    while cells.write_on(&values, &mut text)? {
        let made = text.text().len() as u64;
        if made > most {
            let share = book.sheet_bytes(package, index) as f64 / cells.position().max(1) as f64;
            let bytes = (made as f64 * share.max(1.0)) as u64;
            let written = sheet_text::written(LineMap::default(), book.day_numbers);
            let sheet = Arc::new(LongSheet::new(source, book, index, strings));
            return Ok(Some(Source::remade(&source.name, bytes, written, sheet)));
        }
    }
    text.finish(&source.name, book.day_numbers)
}

fn ods_sheets(
    source: &Source,
    package: &mut Package,
    extent: Extent,
    progress: &dyn Progress,
    visit: &mut Visitor<'_>,
) -> Result<ControlFlow<()>, Refusal> {
    let mut flow = ControlFlow::Continue(());
    let mut index = 0;
    ods::sheets(package, extent.rows(), progress, &mut |sheet| {
        let text = sheet.text.finish(&source.name, super::input::DayNumbers::From1900);
        // How many follow is not known before they come.
        flow = visit(part(Made { name: sheet.name, hidden: sheet.hidden, text }, index, index + 2));
        index += 1;
        flow.is_continue()
    })?;
    Ok(flow)
}

fn hand_out(sheets: Vec<Made>, visit: &mut Visitor<'_>) -> ControlFlow<()> {
    let count = sheets.len();
    sheets.into_iter().enumerate().try_for_each(|(index, sheet)| visit(part(sheet, index, count)))
}

fn part(sheet: Made, index: usize, count: usize) -> SheetPart {
    let content = match sheet.text {
        Err(refusal) => Err(Absent::Refused(refusal)),
        Ok(_) if sheet.hidden => Err(Absent::LeftOut(LeftOut::Hidden)),
        Ok(None) => Err(Absent::LeftOut(LeftOut::Empty)),
        Ok(Some(text)) => Ok(text),
    };
    SheetPart { name: sheet.name, content, place: (index as u64, count as u64) }
}

/// A workbook in an archive is read whole, because its parts lie in any order.
fn in_reach(source: &Source, extent: Extent, progress: &dyn Progress) -> Result<Source, Refusal> {
    match source.open_at_any_place() {
        Err(error) if error.kind() == std::io::ErrorKind::NotSeekable => {
            extent.allows_all_of(source)?;
            Ok(Source::memory(&source.name, bytes(source, limits::WORKBOOK_FILE_BYTES, progress)?))
        }
        Err(error) => Err(error.into()),
        Ok(_) => Ok(source.clone()),
    }
}

fn bytes(source: &Source, allowed: u64, progress: &dyn Progress) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    Stoppable::new(source.open()?, progress).take(allowed + 1).read_to_end(&mut bytes)?;
    sheet_text::too_much(bytes.len() as u64 > allowed, Limit::File, allowed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;

//! Old workbooks (XLS) and binary ones (XLSB), through calamine. Never lets a panic of its out, never reads a workbook whose cells would not
//! fit in memory.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xls, XlsError, Xlsb};

use super::Made;
use super::number_format::{NumberFormat, moment, plain};
use super::package::Package;
use super::sheet_text::SheetText;
use super::streams;
use crate::import::input::{DayNumbers, Source};
use crate::import::{Progress, Refusal, limits};

/// The sheets of an XLS file.
///
/// # Errors
/// [`Refusal`].
pub(super) fn xls(bytes: Vec<u8>, name: &str, progress: &dyn Progress) -> Result<Vec<Made>, Refusal> {
    streams::check(&bytes)?;
    let mut book = while_wanted(progress, move || {
        Xls::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsError::Password => Refusal::Password,
            _ => damaged(),
        })
    })?;
    guarded(|| {
        let day_numbers = day_numbers(book.has_1904_epoch());
        let sheets = book.sheets_metadata().to_vec();
        let cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let make = |sheet: &calamine::Sheet| {
            let hidden = sheet.visible != SheetVisible::Visible;
            let range = book.worksheet_range(&sheet.name).map_err(|_| damaged())?;
            let mut text = SheetText::new(progress);
            let (first_row, first_column) = range.start().unwrap_or_default();
            for (row, cells) in range.rows().enumerate() {
                text.go_to_row(u64::from(first_row) + row as u64 + 1)?;
                for (column, cell) in cells.iter().enumerate() {
                    text.cell(u64::from(first_column) + column as u64, &shown(cell, day_numbers))?;
                }
            }
            Ok(Made { name: sheet.name.clone(), hidden, text: text.finish(name, day_numbers) })
        };
        cells.map(make).collect()
    })
}

/// The sheets of an XLSB file.
///
/// # Errors
/// [`Refusal`].
pub(super) fn xlsb(
    source: &Source,
    package: &mut Package,
    progress: &dyn Progress,
) -> Result<Vec<Made>, Refusal> {
    package.check_all(limits::BINARY_BYTES)?;
    let reader = source.open_at_any_place()?;
    guarded(|| {
        let mut book = Xlsb::new(reader).map_err(|_| damaged())?;
        let day_numbers = day_numbers(book.has_1904_epoch());
        let sheets = book.sheets_metadata().to_vec();
        let mut made = Vec::new();
        for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
            let hidden = sheet.visible != SheetVisible::Visible;
            let mut text = SheetText::new(progress);
            let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|_| damaged())?;
            while let Some(cell) = cells.next_cell().map_err(|_| damaged())? {
                let (row, column) = cell.get_position();
                if text.row() != u64::from(row) + 1 {
                    text.go_to_row(u64::from(row) + 1)?;
                }
                let value = match cell.get_value() {
                    DataRef::SharedString(shared) => (*shared).to_owned(),
                    other => shown(&Data::from(other.clone()), day_numbers),
                };
                text.cell(u64::from(column), &value)?;
            }
            made.push(Made {
                name: sheet.name.clone(),
                hidden,
                text: text.finish(&source.name, day_numbers),
            });
        }
        Ok(made)
    })
}

/// How often somebody who waits for a library looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(20);

/// What `read` makes in a thread of its own, as long as it is wanted: calamine parses a whole XLS workbook at once and listens to
/// nobody. What comes too late is dropped where it was made.
///
/// # Errors
/// What `read` says; that the file is damaged when it panics; anything when nobody wants it any more.
fn while_wanted<T: Send + 'static>(
    progress: &dyn Progress,
    read: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let (hand_over, made) = sync_channel(1);
    thread::Builder::new().spawn(move || drop(hand_over.send(guarded(read))))?;
    loop {
        match made.recv_timeout(LOOK) {
            Ok(made) => return made,
            Err(RecvTimeoutError::Disconnected) => return Err(damaged()),
            // Whoever cancelled does not look at the reason.
            Err(RecvTimeoutError::Timeout) if progress.is_cancelled() => return Err(Refusal::NothingInside),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Runs what may panic; a panic is a damaged file.
fn guarded<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    // What the closure leaves behind half changed is dropped with it.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

fn day_numbers(from_1904: bool) -> DayNumbers {
    if from_1904 { DayNumbers::From1904 } else { DayNumbers::From1900 }
}

/// A cell as a person sees it.
fn shown(cell: &Data, day_numbers: DayNumbers) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => plain(&number.to_string()).into_owned(),
        Data::Float(number) => plain(&written(*number)).into_owned(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(value) => date(value, day_numbers),
        Data::DateTimeIso(text) => text.replacen('T', " ", 1),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
    }
}

/// A double as a spreadsheet would write it: one that has lost digits with an exponent.
fn written(number: f64) -> String {
    if number.abs() < 9_007_199_254_740_992.0 { number.to_string() } else { format!("{number:E}") }
}

fn date(value: &ExcelDateTime, day_numbers: DayNumbers) -> String {
    let serial = value.as_f64();
    let raw = serial.to_string();
    if value.is_duration() {
        return NumberFormat::Duration.show(&raw, day_numbers).into_owned();
    }
    if (0.0..1.0).contains(&serial) {
        return NumberFormat::Time.show(&raw, day_numbers).into_owned();
    }
    moment(serial, false, day_numbers).unwrap_or_else(|| plain(&raw).into_owned())
}

fn damaged() -> Refusal {
    Refusal::Damaged { part: String::new() }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::import::Unwatched;

    /// Somebody who wants nothing any more as soon as it was asked for.
    struct Gone;

    impl Progress for Gone {
        fn advance(&self, _done: u64, _total: u64, _name: &str) {}

        fn is_cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn what_a_library_makes_is_waited_for_and_its_panic_is_a_damaged_file() {
        assert!(matches!(while_wanted(&Unwatched, || Ok(7)), Ok(7)));
        assert!(matches!(
            while_wanted(&Unwatched, || Err::<(), _>(Refusal::Password)),
            Err(Refusal::Password)
        ));
        let panics = || -> Result<(), Refusal> { panic!("a library's") };
        assert!(matches!(while_wanted(&Unwatched, panics), Err(Refusal::Damaged { .. })));
    }

    #[test]
    fn nobody_waits_for_a_library_whose_answer_is_not_wanted() {
        static GOES_ON: AtomicBool = AtomicBool::new(true);
        let endless = || {
            while GOES_ON.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            Ok(())
        };
        assert!(while_wanted(&Gone, endless).is_err());
        GOES_ON.store(false, Ordering::Relaxed);
    }
}

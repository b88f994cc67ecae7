//! A sheet that is too long to be kept as text: it is written anew, a stretch at a time, whenever it is read. Never keeps a stretch.

use std::fmt;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::package::Package;
use super::sheet::SheetCells;
use super::sheet_text::{SheetText, too_much};
use super::strings::Strings;
use super::xlsx::{Book, Values};
use crate::import::input::{Remade, Source};
use crate::import::lines::LineMap;
use crate::import::refusal::{Limit, Refused};
use crate::import::{Refusal, Unwatched, limits};

/// Bytes of text that are made at a time.
const STRETCH: usize = 1 << 16;

/// A sheet of a workbook in a file.
pub(super) struct LongSheet {
    file: Source,
    book: Arc<Book>,
    sheet: usize,
    /// The shared texts, until the sheet was read to its end for the first time.
    strings: Mutex<Option<Arc<Strings>>>,
    /// Lines of the text to rows of the sheet, as far as it was read.
    lines: Mutex<LineMap>,
}

impl LongSheet {
    /// The sheet of that number.
    pub(super) fn new(file: &Source, book: &Arc<Book>, sheet: usize, strings: &Arc<Strings>) -> Self {
        Self {
            file: file.clone(),
            book: Arc::clone(book),
            sheet,
            strings: Mutex::new(Some(Arc::clone(strings))),
            lines: Mutex::default(),
        }
    }

    fn begin(self: Arc<Self>) -> Result<Stretches, Refusal> {
        let mut package = Package::open(&self.file, &Unwatched)?;
        let kept = unpoisoned(&self.strings).clone();
        let strings = match kept {
            Some(strings) => strings,
            None => Arc::new(self.book.strings(&mut package)?),
        };
        let cells = self.book.cells(&mut package, self.sheet, u64::MAX)?;
        Ok(Stretches {
            sheet: self,
            strings,
            cells,
            out: SheetText::new(&Unwatched),
            at: 0,
            before: 0,
            is_done: false,
        })
    }
}

impl fmt::Debug for LongSheet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "sheet {} of {}", self.sheet, self.file.name)
    }
}

impl Remade for LongSheet {
    fn open(self: Arc<Self>) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(self.begin().map_err(Refused::io)?))
    }

    fn lines(&self) -> LineMap {
        unpoisoned(&self.lines).clone()
    }
}

/// The text of a long sheet while it is read.
struct Stretches {
    sheet: Arc<LongSheet>,
    strings: Arc<Strings>,
    cells: SheetCells<'static>,
    /// The stretch at hand.
    out: SheetText<'static>,
    /// How much of it was read.
    at: usize,
    /// Bytes of the stretches before it.
    before: u64,
    is_done: bool,
}

impl Stretches {
    fn go_on(&mut self) -> Result<(), Refusal> {
        self.before += self.out.text().len() as u64;
        // A text that many cells name makes much of little.
        let usual = limits::SHEET_BYTES.max(limits::SHEET_RATIO * self.cells.position());
        too_much(self.before > usual, Limit::SheetText, limits::SHEET_BYTES)?;
        self.out.forget();
        self.at = 0;
        let values = Values { book: &self.sheet.book, strings: &self.strings };
        while !self.is_done && self.out.text().len() < STRETCH {
            if !self.cells.write_on(&values, &mut self.out)? {
                self.is_done = true;
                self.out.end_row()?;
                // Building the tables takes memory: who reads the sheet again reads its texts again.
                unpoisoned(&self.sheet.strings).take();
                self.strings = Arc::default();
                break;
            }
        }
        let mut lines = unpoisoned(&self.sheet.lines);
        self.out.take_marks().for_each(|(line, row)| lines.mark(line, row));
        Ok(())
    }
}

impl Read for Stretches {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.out.text().len() && !self.is_done {
            self.go_on().map_err(Refused::io)?;
        }
        let length = (&self.out.text()[self.at..]).read(buffer)?;
        self.at += length;
        Ok(length)
    }
}

/// What a panic elsewhere leaves behind is whole: it is replaced or added to in one step.
fn unpoisoned<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

//! What one worker does: a stretch of text to columns of text and an account of its records. Never looks at another stretch, so
//! rows and lines count from 1 in each.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use super::column::TextColumn;
use super::mend::{self, Mended};
use super::parallel::Worked;
use super::parse::text::shorten;
use super::profile::Field;
use super::raw_table::RawTable;
use super::read::Reading;
use super::sorter::{RecordKind, Sorter};
use super::tokenize::{Dialect, Outcome, Span, Tokenizer};
use super::{Note, Reason, Refusal, RejectedRow, SourceReport, limits};

/// Bytes of a rejected record that are looked at to show its beginning.
const SHOWN_BYTES: usize = 4_096;

/// What was read of a stretch of text.
#[derive(Default)]
pub(super) struct Part {
    /// Records of data.
    pub table: RawTable,
    /// Counts and rejected records.
    pub report: SourceReport,
    /// Line breaks.
    pub lines: u64,
    /// Whether all of it is UTF-8.
    pub is_utf8: bool,
    /// Records that were read in another way than they stand there.
    pub mended: Mended,
    /// Whether the text ends without a line break; `None` without a text.
    pub ends_abruptly: Option<bool>,
    /// Line of the last record, if it lacks cells or a closing quote.
    pub cut_line: Option<u64>,
    /// Digest of the bytes.
    pub digest: u64,
    /// Whether the record to come is the first under the header.
    pub is_first: bool,
    cells: Vec<TextColumn>,
    /// Where an escaped cell is put together.
    scratch: Vec<u8>,
}

impl Part {
    /// Counts and rejects a line whose quote is never closed.
    pub(super) fn reject_unclosed(&mut self, text: &[u8], line: u64) {
        self.is_first = false;
        self.report.rows_read += 1;
        self.reject(text, line, Reason::UnclosedQuote);
    }

    /// Rejects a whole record.
    fn reject(&mut self, text: &[u8], line: u64, reason: Reason) {
        let is_cut = matches!(reason, Reason::TooFewCells { .. } | Reason::UnclosedQuote);
        self.cut_line = is_cut.then_some(line);
        // Only the beginning of what may be long is shown.
        let value = shorten(&String::from_utf8_lossy(&text[..text.len().min(SHOWN_BYTES)]));
        let row = self.report.rows_read;
        self.report.reject(RejectedRow { row, line, column: String::new(), value, reason });
    }
}

/// Fills the mapped columns.
pub(super) struct Filler<'reading> {
    sorter: Sorter<'reading>,
    dialect: Dialect,
    fields: Vec<Field>,
    indices: Vec<usize>,
    lists_all: bool,
    /// Records and bytes per column of the part before: as much room as the next one is likely to need.
    records: AtomicUsize,
    bytes: Vec<AtomicUsize>,
}

impl<'reading> Filler<'reading> {
    pub(super) fn new(reading: &'reading Reading<'reading>, headers: &[String]) -> Self {
        let columns = &reading.mapping.columns;
        Self {
            sorter: Sorter::new(Some(reading.mapping), headers),
            lists_all: reading.lists_all,
            dialect: reading.dialect,
            fields: columns.keys().copied().collect(),
            indices: columns.values().copied().collect(),
            records: AtomicUsize::new(0),
            bytes: columns.iter().map(|_| AtomicUsize::new(0)).collect(),
        }
    }

    /// A part without a record.
    pub(super) fn part(&self) -> Part {
        let report = SourceReport { lists_all: self.lists_all, ..SourceReport::default() };
        let records = self.records.load(Relaxed);
        let cells = self.bytes.iter().map(|bytes| TextColumn::with_room_for(records, bytes.load(Relaxed)));
        let mut part = Part { cells: cells.collect(), report, is_utf8: true, ..Part::default() };
        part.table.rows.reserve(records);
        part.table.lines.reserve(records);
        part
    }

    /// Reads the records of `text`, which starts where a record does.
    pub(super) fn work(&self, text: &[u8], is_last: bool) -> Worked<Result<Part, Refusal>> {
        let mut part = self.part();
        let mut digest = foldhash::quality::FixedState::default().build_hasher();
        digest.write(text);
        part.digest = digest.finish();
        let utf8 = simdutf8::basic::from_utf8(text).ok();
        part.is_utf8 = utf8.is_some();
        let mut tokenizer = Tokenizer::new(text, 0, self.dialect, is_last);
        let mut cells = Vec::new();
        let mut fault = None;
        while fault.is_none() && tokenizer.skip_blank_lines() {
            let (from, line) = (tokenizer.at(), tokenizer.breaks() + 1);
            match tokenizer.next_record(&mut cells) {
                Outcome::Record(next) => {
                    let is_odd = self.dialect.width > 0 && cells.len() != self.dialect.width;
                    if is_odd && mend::record(text, from..next, self.dialect, &mut cells) {
                        part.mended.add(line);
                    }
                    fault = self.add(text, utf8, &cells, line, &mut part).err();
                }
                Outcome::Unclosed(next) => part.reject_unclosed(text[from..next].trim_ascii_end(), line),
                Outcome::Incomplete => break,
            }
        }
        part.lines = tokenizer.breaks();
        part.ends_abruptly = text.last().map(|last| !matches!(last, b'\n' | b'\r'));
        let used = tokenizer.at();
        Worked { part: fault.map_or_else(|| Ok(self.finished(part)), Err), used }
    }

    /// Adds one record to the part's columns, or to its counts.
    #[inline]
    pub(super) fn add(
        &self,
        text: &[u8],
        utf8: Option<&str>,
        cells: &[Span],
        line: u64,
        part: &mut Part,
    ) -> Result<(), Refusal> {
        let kind = match too_long(cells) {
            Some(reason) => RecordKind::Rejected(reason),
            None => self.sorter.kind_of(text, cells, self.dialect, part.is_first),
        };
        match kind {
            RecordKind::Blank => {
                // Whatever stood before it was a whole line.
                part.cut_line = None;
                return Ok(());
            }
            RecordKind::Description => {
                part.report.rows_description += 1;
                part.report.note(Note::DescriptionRow);
            }
            RecordKind::Total | RecordKind::Rejected(_) | RecordKind::Data => part.report.rows_read += 1,
        }
        part.cut_line = None;
        let may_describe = matches!(kind, RecordKind::Description);
        part.is_first = may_describe && part.report.rows_description < self.sorter.descriptions();
        match kind {
            RecordKind::Total => part.report.rows_total += 1,
            RecordKind::Rejected(reason) => part.reject(raw_line(text, cells), line, reason),
            RecordKind::Data => self.keep(text, utf8, cells, line, part)?,
            RecordKind::Blank | RecordKind::Description => {}
        }
        Ok(())
    }

    #[inline]
    fn keep(
        &self,
        text: &[u8],
        utf8: Option<&str>,
        cells: &[Span],
        line: u64,
        part: &mut Part,
    ) -> Result<(), Refusal> {
        part.table.rows.push(u32::try_from(part.report.rows_read).map_err(|_| Refusal::TooLarge)?);
        part.table.lines.push(u32::try_from(line).map_err(|_| Refusal::TooLarge)?);
        for (index, column) in self.indices.iter().zip(&mut part.cells) {
            let cell = cells[*index];
            if cell.is_empty() {
                column.push_blank();
                continue;
            }
            match utf8.and_then(|text| text.get(cell.range())) {
                Some(text) if !cell.is_escaped() => column.push_text(text)?,
                _ => column.push(cell.bytes(text, self.dialect, &mut part.scratch))?,
            }
        }
        Ok(())
    }

    /// The part with its columns by name.
    pub(super) fn finished(&self, mut part: Part) -> Part {
        self.records.store(part.table.rows.len(), Relaxed);
        for (bytes, column) in self.bytes.iter().zip(&part.cells) {
            bytes.store(column.bytes(), Relaxed);
        }
        part.table.columns = self.fields.iter().copied().zip(std::mem::take(&mut part.cells)).collect();
        part
    }
}

/// Whether a cell holds more than is read. Few records are so long that their cells have to be looked at.
fn too_long(cells: &[Span]) -> Option<Reason> {
    let most = limits::TEXT_CELL_BYTES;
    let whole = cells.first()?.range().start..cells.last()?.range().end;
    let is_long = whole.len() > most && cells.iter().any(|cell| cell.range().len() > most);
    is_long.then_some(Reason::CellTooLong { allowed: most as u64 })
}

/// The record as it stands in the file.
fn raw_line<'text>(text: &'text [u8], cells: &[Span]) -> &'text [u8] {
    match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => &text[first.range().start..last.range().end],
        _ => b"",
    }
}

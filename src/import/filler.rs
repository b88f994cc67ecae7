//! What one worker does: a stretch of text to columns of text and an account of its records. Never looks at another stretch, so
//! rows and lines count from 1 in each.

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use super::column::TextColumn;
use super::mend::{self, Mended};
use super::outline::{Outline, Sound};
use super::parallel::Worked;
use super::parse::text::{formula_text, shorten};
use super::profile::Field;
use super::raw_table::RawTable;
use super::read::Reading;
use super::sorter::{RecordKind, Sorter};
use super::tokenize::{Dialect, Outcome, Span, Tokenizer, after_break};
use super::{Note, Reason, Refusal, RejectedRow, SourceReport, limits};

/// Bytes of a rejected record that are looked at to show its beginning.
const SHOWN_BYTES: usize = 4_096;

/// Cells of a column that tell whether its texts are written as formulas: whoever does so does it in every row.
const FEW: usize = 16;

/// What was read of a stretch of text.
#[derive(Default)]
pub(super) struct Part<'text> {
    /// Records of data.
    pub table: RawTable<'text>,
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
    cells: Vec<TextColumn<'text>>,
}

impl Part<'_> {
    /// The finished part, whose cells lie in no text.
    pub(super) fn into_own(self) -> Part<'static> {
        Part {
            table: self.table.into_own(),
            cells: Vec::new(),
            report: self.report,
            lines: self.lines,
            is_utf8: self.is_utf8,
            mended: self.mended,
            ends_abruptly: self.ends_abruptly,
            cut_line: self.cut_line,
            digest: self.digest,
            is_first: self.is_first,
        }
    }

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

/// How far a text is read.
struct Place {
    /// Where the next record starts.
    at: usize,
    /// Line breaks before it.
    breaks: u64,
}

/// Fills the mapped columns.
pub(super) struct Filler<'reading> {
    sorter: Sorter<'reading>,
    dialect: Dialect,
    fields: Vec<Field>,
    indices: Vec<usize>,
    lists_all: bool,
    /// Records of the part before: as much room as the next one is likely to need.
    records: AtomicUsize,
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
        }
    }

    /// A part without a record, whose cells will lie in `text` if there is one.
    pub(super) fn part<'text>(&self, text: Option<&'text str>) -> Part<'text> {
        let report = SourceReport { lists_all: self.lists_all, ..SourceReport::default() };
        let records = self.records.load(Relaxed);
        let delimiter = self.dialect.delimiter;
        let within = |text| TextColumn::within(text, records, delimiter);
        let column = |_: &usize| text.map_or_else(TextColumn::default, within);
        let cells = self.indices.iter().map(column).collect();
        let mut part = Part { cells, report, is_utf8: true, ..Part::default() };
        part.table.rows.reserve(records);
        part.table.lines.reserve(records);
        part
    }

    /// Reads the records of `text`, which starts where a record does.
    pub(super) fn work<'text>(
        &self,
        text: &'text [u8],
        is_last: bool,
    ) -> Worked<Result<Part<'text>, Refusal>> {
        let utf8 = simdutf8::basic::from_utf8(text).ok();
        let mut part = self.part(utf8);
        let mut digest = foldhash::quality::FixedState::default().build_hasher();
        digest.write(text);
        part.digest = digest.finish();
        part.is_utf8 = utf8.is_some();
        let mut outline = Outline::new(self.dialect);
        let mut place = Place { at: 0, breaks: 0 };
        let mut fault = None;
        while fault.is_none() {
            if let Some(outline) = &mut outline
                && let Err(refusal) = self.add_sound(text, outline, &mut place, &mut part)
            {
                fault = Some(refusal);
                break;
            }
            match self.add_next(text, is_last, &mut place, &mut part) {
                Ok(true) => {}
                Ok(false) => break,
                Err(refusal) => fault = Some(refusal),
            }
        }
        part.lines = place.breaks;
        part.ends_abruptly = text.last().map(|last| !matches!(last, b'\n' | b'\r'));
        let used = place.at;
        Worked { part: fault.map_or_else(|| Ok(self.finished(part)), Err), used }
    }

    /// Adds the records from `place` on as far as their quotes are sound: nearly all.
    fn add_sound(
        &self,
        text: &[u8],
        outline: &mut Outline,
        place: &mut Place,
        part: &mut Part<'_>,
    ) -> Result<(), Refusal> {
        let mut plain = Vec::new();
        while !part.is_first && place.at < text.len() {
            let from = place.at;
            outline.look(text, from);
            plain.clear();
            for record in outline.records(text, from) {
                let line = place.breaks + 1;
                let end = outline.end(&record);
                *place = Place { at: after_break(text, end), breaks: place.breaks + record.inner_breaks + 1 };
                if end == record.from {
                    continue;
                }
                let cell = |index| outline.cell(&record, index, text, self.dialect.quote);
                let is_odd = self.dialect.width > 0 && record.cells != self.dialect.width;
                if !is_odd && self.sorter.is_plainly_data(text, record.cells, cell) {
                    part.report.rows_read += 1;
                    part.table.number(part.report.rows_read, line)?;
                    plain.push(record);
                    continue;
                }
                self.fill(text, outline, &plain, part)?;
                plain.clear();
                let mut cells: Vec<Span> = (0..record.cells).map(cell).collect();
                self.add_odd(text, record.from..place.at, &mut cells, line, part)?;
            }
            self.fill(text, outline, &plain, part)?;
            if place.at == from {
                break;
            }
        }
        Ok(())
    }

    /// Adds the record that stands in `range`, once it is as wide as it should be, if it can be.
    fn add_odd(
        &self,
        text: &[u8],
        range: Range<usize>,
        cells: &mut Vec<Span>,
        line: u64,
        part: &mut Part<'_>,
    ) -> Result<(), Refusal> {
        let is_odd = self.dialect.width > 0 && cells.len() != self.dialect.width;
        if is_odd && mend::record(text, range, self.dialect, cells) {
            part.mended.add(line);
        }
        self.add(text, cells, line, part)
    }

    /// Adds the record at `place`, whatever it is like; says whether there was one.
    fn add_next(
        &self,
        text: &[u8],
        is_last: bool,
        place: &mut Place,
        part: &mut Part<'_>,
    ) -> Result<bool, Refusal> {
        let mut tokenizer = Tokenizer::new(text, place.at, self.dialect, is_last);
        let has_text = tokenizer.skip_blank_lines();
        let (from, line) = (tokenizer.at(), place.breaks + tokenizer.breaks() + 1);
        let mut cells = Vec::with_capacity(self.sorter.width + 1);
        let outcome = if has_text { tokenizer.next_record(&mut cells) } else { Outcome::Incomplete };
        *place = Place { at: tokenizer.at(), breaks: place.breaks + tokenizer.breaks() };
        match outcome {
            Outcome::Record(next) => self.add_odd(text, from..next, &mut cells, line, part)?,
            Outcome::Unclosed(next) => part.reject_unclosed(text[from..next].trim_ascii_end(), line),
            Outcome::Incomplete => {}
        }
        Ok(outcome != Outcome::Incomplete)
    }

    /// Adds the mapped cells of records that hold data and have their numbers, column by column.
    fn fill(
        &self,
        text: &[u8],
        outline: &Outline,
        records: &[Sound],
        part: &mut Part<'_>,
    ) -> Result<(), Refusal> {
        if records.is_empty() {
            return Ok(());
        }
        // Whatever stood before them was a whole line.
        part.cut_line = None;
        let before = part.table.len() - records.len();
        let cell = |record, index| outline.cell(record, index, text, self.dialect.quote);
        for (index, column) in self.indices.iter().zip(&mut part.cells) {
            match column.as_within() {
                Some(cells) => cells.extend(records.iter().map(|record| outline.range(record, *index))),
                None => {
                    for record in records {
                        column.push_span(text, cell(record, *index), self.dialect)?;
                    }
                }
            }
        }
        for (place, index) in outline.quoted(records) {
            let columns = self.indices.iter().zip(&mut part.cells).filter(|(mapped, _)| **mapped == index);
            for cells in columns.filter_map(|(_, column)| column.as_within()) {
                cells.replace(before + place, text, cell(&records[place], index), self.dialect);
            }
        }
        Ok(())
    }

    /// Adds one record to the part's columns, or to its counts.
    #[inline]
    pub(super) fn add(
        &self,
        text: &[u8],
        cells: &[Span],
        line: u64,
        part: &mut Part<'_>,
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
            RecordKind::Data => self.keep(text, cells, line, part)?,
            RecordKind::Blank | RecordKind::Description => {}
        }
        Ok(())
    }

    #[inline]
    fn keep(&self, text: &[u8], cells: &[Span], line: u64, part: &mut Part<'_>) -> Result<(), Refusal> {
        part.table.number(part.report.rows_read, line)?;
        for (index, column) in self.indices.iter().zip(&mut part.cells) {
            column.push_span(text, cells[*index], self.dialect)?;
        }
        Ok(())
    }

    /// The part with its columns by name.
    pub(super) fn finished<'text>(&self, mut part: Part<'text>) -> Part<'text> {
        self.records.store(part.table.rows.len(), Relaxed);
        for column in &mut part.cells {
            let first = || column.iter().take(FEW);
            if first().any(|cell| formula_text(cell) != cell) {
                *column = column.mapped(formula_text);
            }
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

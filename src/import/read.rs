//! One file's records as columns of text, those that the mapping names and no others. Accounts for every record: used, total,
//! description or rejected.

use std::collections::BTreeMap;
use std::io::Read;

use super::column::TextColumn;
use super::parse::text::{fold, is_not_reported, shorten};
use super::profile::Field;
use super::progress::Progress;
use super::recognise::Mapping;
use super::records::{Record, Records};
use super::tokenize::{Dialect, Span};
use super::{Note, Reason, Refusal, RejectedRow, SourceReport};

/// The records that are neither rejected nor totals, column by column.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    /// Cells per mapped field, all of the same length.
    pub columns: BTreeMap<Field, TextColumn>,
    /// Number of each record after the header, from 1.
    pub rows: Vec<u32>,
    /// Line of each record, from 1.
    pub lines: Vec<u32>,
}

impl RawTable {
    /// Number of records.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Cell of `field` in record `index`; blank when the file has no such column.
    pub(super) fn cell(&self, field: Field, index: usize) -> &str {
        self.columns.get(&field).map_or("", |column| column.get(index))
    }
}

/// Where in the progress of the whole import a file stands.
pub(super) struct Watch<'watch> {
    /// Who is told.
    pub progress: &'watch dyn Progress,
    /// Bytes of the inputs before this one.
    pub before: u64,
    /// Bytes of all inputs.
    pub total: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Name of the file.
    pub name: &'watch str,
}

impl Watch<'_> {
    /// `bytes` of the file are read: the first half of its way.
    fn read(&self, bytes: u64) {
        self.progress.advance(self.before + bytes.min(self.bytes), self.total, self.name);
    }

    /// `done` of `total` of its orders are built: the second half.
    pub(super) fn built(&self, done: usize, total: usize) {
        let share = self.bytes.saturating_mul(done as u64) / (total as u64).max(1);
        self.progress.advance(self.before + self.bytes + share, self.total, self.name);
    }
}

/// What a record is, before any cell is interpreted.
pub(super) enum RecordKind {
    Data,
    Blank,
    Total,
    Description,
    Rejected(Reason),
}

/// Tells data from totals, descriptions, blanks and records of the wrong width.
pub(super) struct Sorter<'mapping> {
    /// The mapping, when the export is known.
    pub mapping: Option<&'mapping Mapping<'mapping>>,
    /// Columns with a header; blank headers at the end do not count.
    pub width: usize,
}

impl<'mapping> Sorter<'mapping> {
    pub(super) fn new(mapping: Option<&'mapping Mapping<'mapping>>, headers: &[String]) -> Self {
        let width = headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1);
        Self { mapping, width }
    }

    /// What the record is; `is_first` for the one right under the header.
    pub(super) fn kind(&self, cells: &[&str], is_first: bool) -> RecordKind {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return RecordKind::Blank;
        }
        if self.is_total(cells) {
            return RecordKind::Total;
        }
        if cells.len() < self.width {
            return RecordKind::Rejected(Reason::TooFewCells { found: cells.len(), expected: self.width });
        }
        if cells[self.width..].iter().any(|cell| !cell.trim().is_empty()) {
            return RecordKind::Rejected(Reason::TooManyCells { found: cells.len(), expected: self.width });
        }
        if is_first && self.is_description(cells) { RecordKind::Description } else { RecordKind::Data }
    }

    fn cell<'cell>(&self, field: Field, cells: &[&'cell str]) -> Option<&'cell str> {
        cells.get(*self.mapping?.columns.get(&field)?).copied()
    }

    fn is_total(&self, cells: &[&str]) -> bool {
        let first = cells.iter().find(|cell| !cell.trim().is_empty());
        if first.is_some_and(|cell| is_total_word(cell)) {
            return true;
        }
        let Some(mapping) = self.mapping else { return false };
        let rules = &mapping.profile.totals;
        let holds = |fields: &[Field], fits: fn(&str) -> bool| {
            fields.iter().filter_map(|field| self.cell(*field, cells)).any(|cell| fits(cell.trim()))
        };
        holds(&rules.blank, str::is_empty) || holds(&rules.dash, |cell| cell == "-" || cell == "--")
    }

    /// A record of sentences under the header: the column that must hold a date holds words.
    fn is_description(&self, cells: &[&str]) -> bool {
        let described = self.mapping.is_some_and(|mapping| mapping.profile.description_row);
        let date = self.cell(Field::OrderedAt, cells).unwrap_or_default();
        described && !date.starts_with(|character: char| character.is_ascii_digit())
    }
}

/// `Total`, `Total: Account`, `รวมทั้งหมด`; a campaign called `Total Wine` is none.
fn is_total_word(cell: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "รวม",
        "รวมทั้งหมด",
        "รวมทั้งสิ้น",
        "ยอดรวม",
        "ยอดรวมทั้งหมด",
        "ทั้งหมด",
        "gesamt",
    ];
    const BEGINNINGS: [&str; 4] = ["total:", "total :", "gesamt:", "grand total:"];
    if cell.len() > 60 {
        return false;
    }
    let word = fold(cell);
    WHOLE.contains(&word.as_str()) || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
}

/// Reads the records under the header into columns of text.
///
/// # Errors
/// [`Refusal`] when the file cannot be read on or is too large; the records read until then are in the report's counts.
pub(super) fn read(
    reader: Box<dyn Read + Send>,
    dialect: Dialect,
    header_line: u64,
    mapping: &Mapping<'_>,
    watch: &Watch<'_>,
    report: &mut SourceReport,
) -> Result<RawTable, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::Unreadable { why: error.to_string() };
    let mut records = Records::new(reader, dialect);
    let mut filler = Filler::new(mapping, dialect, &report.headers);
    let mut last_tick = 0;
    while let Some(record) = records.next().map_err(unreadable)? {
        match record {
            Record::Cells { line, .. } | Record::Unclosed { line, .. } if line <= header_line => continue,
            Record::Unclosed { text, line } => {
                report.rows_read += 1;
                reject_record(text, line, Reason::UnclosedQuote, report);
            }
            Record::Cells { text, cells, line } => filler.add(text, cells, line, report)?,
        }
        if report.rows_read - last_tick >= 20_000 {
            last_tick = report.rows_read;
            watch.read(records.read_bytes());
            if watch.progress.is_cancelled() {
                break;
            }
        }
    }
    if report.rows_total > 0 {
        report.note(Note::TotalsLeftOut { rows: report.rows_total });
    }
    Ok(filler.finish(mapping))
}

/// Rejects a whole record.
fn reject_record(text: &[u8], line: u64, reason: Reason, report: &mut SourceReport) {
    let value = shorten(&String::from_utf8_lossy(text));
    report.reject(RejectedRow { row: report.rows_read, line, column: String::new(), value, reason });
}

/// Fills the mapped columns record by record.
struct Filler<'mapping> {
    sorter: Sorter<'mapping>,
    dialect: Dialect,
    wanted: Vec<(usize, TextColumn)>,
    table: RawTable,
    scratch: Vec<Vec<u8>>,
    is_first: bool,
}

impl<'mapping> Filler<'mapping> {
    fn new(mapping: &'mapping Mapping<'mapping>, dialect: Dialect, headers: &[String]) -> Self {
        Self {
            sorter: Sorter::new(Some(mapping), headers),
            dialect,
            wanted: mapping.columns.values().map(|index| (*index, TextColumn::default())).collect(),
            table: RawTable::default(),
            scratch: vec![Vec::new(); headers.len() + 1],
            is_first: true,
        }
    }

    /// Adds one record to the columns, or to the report's counts.
    fn add(
        &mut self,
        text: &[u8],
        cells: &[Span],
        line: u64,
        report: &mut SourceReport,
    ) -> Result<(), Refusal> {
        let kind = quick_kind(&self.sorter, text, cells, self.dialect, &mut self.scratch, self.is_first);
        if !matches!(kind, RecordKind::Blank) {
            self.is_first = false;
        }
        match kind {
            RecordKind::Blank => return Ok(()),
            RecordKind::Description => {
                report.rows_description += 1;
                report.note(Note::DescriptionRow);
                return Ok(());
            }
            RecordKind::Total | RecordKind::Rejected(_) | RecordKind::Data => report.rows_read += 1,
        }
        match kind {
            RecordKind::Total => report.rows_total += 1,
            RecordKind::Rejected(reason) => reject_record(raw_line(text, cells), line, reason, report),
            _ => {
                self.table.rows.push(u32::try_from(report.rows_read).map_err(|_| Refusal::TooLarge)?);
                self.table.lines.push(u32::try_from(line).map_err(|_| Refusal::TooLarge)?);
                for (index, column) in &mut self.wanted {
                    column.push(cells[*index].bytes(text, self.dialect, &mut self.scratch[0]))?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self, mapping: &Mapping<'_>) -> RawTable {
        let columns = self.wanted.into_iter().map(|(_, column)| column);
        self.table.columns = mapping.columns.keys().copied().zip(columns).collect();
        self.table
    }
}

/// [`Sorter::kind`] on the cells that it needs, without unescaping the others.
fn quick_kind(
    sorter: &Sorter<'_>,
    text: &[u8],
    cells: &[Span],
    dialect: Dialect,
    scratch: &mut Vec<Vec<u8>>,
    is_first: bool,
) -> RecordKind {
    if scratch.len() < cells.len() {
        scratch.resize(cells.len(), Vec::new());
    }
    // Nearly every record has the right width and a first cell that is no total: decide on that cell alone.
    let plain = cells.len() == sorter.width && !is_first;
    if plain && sorter.mapping.is_some_and(|mapping| mapping.profile.totals.is_none()) {
        let first = cells.iter().find(|cell| cell.end > cell.start);
        if let Some(first) = first {
            let bytes = &text[first.start..first.end];
            let could_be_total =
                bytes.first().is_some_and(|byte| b"tTgGsS *".contains(byte) || *byte >= 0x80);
            let is_blank = bytes.iter().all(|byte| *byte == b' ' || *byte == b'\t');
            if !could_be_total && !is_blank {
                return RecordKind::Data;
            }
        }
    }
    let texts: Vec<String> = cells
        .iter()
        .zip(scratch.iter_mut())
        .map(|(cell, scratch)| String::from_utf8_lossy(cell.bytes(text, dialect, scratch)).into_owned())
        .collect();
    let cells: Vec<&str> = texts.iter().map(String::as_str).collect();
    sorter.kind(&cells, is_first)
}

/// The record as it stands in the file.
fn raw_line<'text>(text: &'text [u8], cells: &[Span]) -> &'text [u8] {
    match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => &text[first.start..last.end],
        _ => b"",
    }
}

/// Adds a note for each column in which cells hold `--`, `> 90%` and the like.
pub(super) fn note_not_reported(table: &RawTable, fields: &[Field], report: &mut SourceReport) {
    for field in fields {
        let Some(column) = table.columns.get(field) else { continue };
        let cells =
            column.iter().filter(|cell| !cell.trim().is_empty() && is_not_reported(cell)).count() as u64;
        if cells > 0 {
            let column = report.header_of(*field);
            report.note(Note::NotReported { column, cells });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_campaigns_that_sound_like_them() {
        for cell in ["Total: Campaigns", "Total: ", "total", "รวมทั้งหมด", "Grand Total"]
        {
            assert!(is_total_word(cell), "{cell}");
        }
        for cell in ["Total Wine", "Totally new", "รวมสินค้า Osuka", "Sum 41", ""] {
            assert!(!is_total_word(cell), "{cell}");
        }
    }
}

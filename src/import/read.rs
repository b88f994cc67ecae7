//! One file's records, read by several threads, as columns of text. Accounts for every record: used, total, description or rejected.

use std::hash::{BuildHasher, Hasher};
use std::io::Read;
use std::ops::ControlFlow;

use super::filler::{Filler, Part};
use super::mend::Mended;
use super::parallel::{Worked, in_order, workers};
use super::parse::text::is_not_reported;
use super::profile::Field;
use super::progress::Progress;
use super::recognise::Mapping;
use super::records::{Record, Records};
use super::tokenize::Dialect;
use super::{Note, Refusal, SourceReport};

pub(super) use super::raw_table::RawTable;
pub(super) use super::sorter::{RecordKind, Sorter};

/// Where in the progress of the whole import a file stands.
#[derive(Clone, Copy)]
pub(super) struct Watch<'watch> {
    /// Who is told.
    pub progress: &'watch dyn Progress,
    /// Work done before this one.
    pub before: u64,
    /// Work of all inputs.
    pub total: u64,
    /// Work that this one stands for.
    pub work: u64,
    /// Bytes of it, however much work they are.
    pub bytes: u64,
    /// Name of the file.
    pub name: &'watch str,
    /// Whether its rows are built while it is read.
    pub builds_meanwhile: bool,
}

impl Watch<'_> {
    /// `bytes` of the file are read, with `rows` records: the first half of its way, or all of it.
    fn read(&self, bytes: u64, rows: u64) {
        let way = if self.builds_meanwhile { 1.0 } else { 0.5 };
        self.advance(bytes as f64 / self.bytes.max(1) as f64 * way);
        self.progress.read(bytes.min(self.bytes), self.bytes, rows);
    }

    /// `done` of `total` of its orders are built: the second half.
    pub(super) fn built(&self, done: usize, total: usize) {
        self.advance(0.5 + done as f64 / total.max(1) as f64 / 2.0);
    }

    fn advance(&self, share: f64) {
        let done = self.before + (self.work as f64 * share.min(1.0)) as u64;
        self.progress.advance(done, self.total, self.name);
    }
}

/// What reading a file yields.
pub(super) struct ReadTable {
    /// The records that are neither rejected nor totals.
    pub table: RawTable<'static>,
    /// Digest of the text under the header: equal for two copies of one file.
    pub digest: u64,
}

/// Why a file could not be read to its end.
pub(super) enum Stopped {
    /// It cannot be used.
    Refused(Refusal),
    /// Its text was taken for UTF-8, and it is not.
    NotUtf8,
    /// Its orders were to be built part by part, and it must be seen as a whole: the records of an order are not together, or it is
    /// written otherwise than its first part.
    Scattered,
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(Refusal::from(error))
    }
}

/// How the text under a header is to be read.
pub(super) struct Reading<'reading> {
    /// How cells are separated and quoted.
    pub dialect: Dialect,
    /// Line of the header row.
    pub header_line: u64,
    /// What the columns are.
    pub mapping: &'reading Mapping<'reading>,
    /// Whether bytes that are no UTF-8 are a reason to stop rather than to show as `�`.
    pub must_be_utf8: bool,
    /// Bytes read at a time.
    pub block_bytes: usize,
    /// Number of threads.
    pub workers: usize,
    /// Whether every rejected record is listed, however many there are.
    pub lists_all: bool,
}

impl<'reading> Reading<'reading> {
    /// As this machine reads fastest.
    pub(super) fn new(
        dialect: Dialect,
        header_line: u64,
        mapping: &'reading Mapping<'reading>,
        must_be_utf8: bool,
    ) -> Self {
        let block_bytes = super::blocks::BLOCK_BYTES;
        Self {
            dialect,
            header_line,
            mapping,
            must_be_utf8,
            block_bytes,
            workers: workers(),
            lists_all: false,
        }
    }
}

/// Reads the records under the header into columns of text.
///
/// # Errors
/// [`Stopped`] when the file cannot be read on or is too large; the records read until then are in the report's counts.
pub(super) fn read(
    reader: Box<dyn Read + Send>,
    reading: &Reading<'_>,
    watch: &Watch<'_>,
    report: &mut SourceReport,
) -> Result<ReadTable, Stopped> {
    let headers = report.headers.clone();
    let (mut table, mut lines) = (RawTable::default(), 0);
    let text = read_parts(
        reader,
        reading,
        &headers,
        watch,
        |part: Part<'_>| part.into_own(),
        |part: Part<'static>| {
            let rows = report.rows_read;
            report.absorb(part.report, rows, lines);
            table.append(part.table, rows, lines)?;
            lines += part.lines;
            Ok(())
        },
    )?;
    text.note(report);
    Ok(ReadTable { table, digest: text.digest })
}

/// What is to be told of a text when it is read.
#[derive(Default)]
pub(super) struct ReadText {
    /// Digest of the text under the header.
    pub digest: u64,
    lines: u64,
    rows: u64,
    mended: Mended,
    ends_abruptly: bool,
    cut_line: Option<u64>,
}

impl ReadText {
    /// Adds what is to be told of the part that follows.
    fn add(&mut self, part: PartFacts) {
        self.digest = both(self.digest, part.digest);
        self.mended.absorb(part.mended, self.lines);
        if let Some(ends_abruptly) = part.ends_abruptly {
            self.ends_abruptly = ends_abruptly;
            self.cut_line = part.cut_line.map(|line| self.lines + line);
        }
        self.lines += part.lines;
        self.rows += part.rows;
    }

    /// Notes totals left out, lines that were mended, and a file that is cut off.
    pub(super) fn note(&self, report: &mut SourceReport) {
        let Mended { rows, line } = self.mended;
        if rows > 0 {
            report.note(Note::MendedLines { rows, line });
        }
        // A last line without a line break that lacks cells or a closing quote: the file ends in the middle of it.
        if let Some(line) = self.cut_line.filter(|_| self.ends_abruptly) {
            report.note(Note::Truncated { line });
        }
        if report.rows_total > 0 {
            report.note(Note::TotalsLeftOut { rows: report.rows_total });
        }
    }
}

/// What a part says about the text as a whole.
#[derive(Clone, Copy)]
struct PartFacts {
    digest: u64,
    lines: u64,
    rows: u64,
    mended: Mended,
    ends_abruptly: Option<bool>,
    cut_line: Option<u64>,
}

impl PartFacts {
    fn of(part: &mut Part<'_>) -> Self {
        let mended = std::mem::take(&mut part.mended);
        Self {
            digest: part.digest,
            lines: part.lines,
            rows: part.report.rows_read,
            mended,
            ends_abruptly: part.ends_abruptly,
            cut_line: part.cut_line,
        }
    }
}

/// Reads the records under the header: workers `make` something of each part, which is handed to `take` in the order of the file.
/// Yields what is to be told of the text.
///
/// # Errors
/// [`Stopped`] when the file cannot be read on; whatever `take` says.
pub(super) fn read_parts<P: Send>(
    reader: Box<dyn Read + Send>,
    reading: &Reading<'_>,
    headers: &[String],
    watch: &Watch<'_>,
    make: impl Fn(Part<'_>) -> P + Sync,
    mut take: impl FnMut(P) -> Result<(), Stopped>,
) -> Result<ReadText, Stopped> {
    let mut records = Records::in_blocks(reader, reading.dialect, reading.block_bytes);
    let filler = Filler::new(reading, headers);
    let mut first = first_records(&mut records, reading, &filler)?;
    let (rest, line) = records.into_rest();
    first.lines = line - 1;
    let (mut read, mut stopped) = (ReadText::default(), None);
    read.add(PartFacts::of(&mut first));
    take(make(first))?;
    let work = |text: &[u8], is_last: bool| {
        let worked = filler.work(text, is_last);
        let made = worked.part.map(|mut part| (part.is_utf8, PartFacts::of(&mut part), make(part)));
        Worked { part: made, used: worked.used }
    };
    in_order(rest, reading.workers, work, |made, read_bytes| {
        watch.read(read_bytes, read.rows);
        stopped = match made {
            Err(refusal) => Some(Stopped::Refused(refusal)),
            Ok((false, ..)) if reading.must_be_utf8 => Some(Stopped::NotUtf8),
            Ok((_, facts, made)) => {
                read.add(facts);
                take(made).err()
            }
        };
        if stopped.is_some() || watch.progress.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    stopped.map_or(Ok(read), Err)
}

/// One digest of two.
fn both(first: u64, second: u64) -> u64 {
    let mut digest = foldhash::quality::FixedState::default().build_hasher();
    digest.write_u64(first);
    digest.write_u64(second);
    digest.finish()
}

/// Reads past the header, up to and with the first record that is not blank: it may describe the columns.
fn first_records<R: Read>(
    records: &mut Records<R>,
    reading: &Reading<'_>,
    filler: &Filler<'_>,
) -> Result<Part<'static>, Stopped> {
    let mut part = filler.part(None);
    part.is_first = true;
    while part.is_first {
        match records.next()? {
            None => break,
            Some(Record::Cells { line, .. } | Record::Unclosed { line, .. })
                if line <= reading.header_line => {}
            Some(Record::Cells { text, cells, line }) => {
                filler.add(text, cells, line, &mut part)?;
            }
            Some(Record::Unclosed { text, line }) => part.reject_unclosed(text, line),
        }
    }
    part.ends_abruptly = Some(records.ends_abruptly());
    Ok(filler.finished(part))
}

/// Adds a note for each column in which cells hold `--`, `> 90%` and the like.
pub(super) fn note_not_reported(table: &RawTable<'_>, fields: &[Field], report: &mut SourceReport) {
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
    use proptest::prelude::*;

    use super::*;
    use crate::import::Profile;
    use crate::import::progress::Unwatched;
    use crate::import::recognise::{Recognised, recognise};

    const HEADER: &str = "Name,Email,Created at,Total";

    /// What is read of `text` in blocks of `block_bytes` by `workers` threads, and the account of it.
    fn read_as(text: &str, block_bytes: usize, workers: usize) -> (RawTable<'static>, SourceReport) {
        let headers: Vec<String> = HEADER.split(',').map(str::to_owned).collect();
        let Recognised::Known(mapping) = recognise(Profile::built_in(), &headers) else {
            panic!("a known header");
        };
        let dialect = Dialect::delimited(b',');
        let reading = Reading {
            dialect,
            header_line: 1,
            mapping: &mapping,
            must_be_utf8: false,
            block_bytes,
            workers,
            lists_all: false,
        };
        let watch = Watch {
            progress: &Unwatched,
            before: 0,
            total: 1,
            work: 1,
            bytes: 1,
            name: "test",
            builds_meanwhile: false,
        };
        let mut report = SourceReport { headers, ..SourceReport::default() };
        let reader = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        let Ok(read) = read(reader, &reading, &watch, &mut report) else { panic!("memory can be read") };
        report.settle_rejected();
        (read.table, report)
    }

    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-z0-9]{0,4}",
            4 => Just(",".to_owned()),
            3 => Just("#1,a@example.com,2026-01-05,1.00\n".to_owned()),
            2 => prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\n\n")].prop_map(str::to_owned),
            2 => prop_oneof![Just("\""), Just("\"\""), Just(",\""), Just("\","), Just("\"a\nb\"")].prop_map(str::to_owned),
            1 => prop_oneof![Just("ยอด"), Just("Total"), Just("-"), Just(",,,")].prop_map(str::to_owned),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| format!("{HEADER}\n{}", pieces.concat()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn neither_blocks_nor_threads_change_what_is_read(text in texts(), size in 1_usize..200, workers in 1_usize..4) {
            let whole = read_as(&text, 1 << 20, 1);
            prop_assert_eq!(read_as(&text, size, workers), whole, "blocks of {} bytes, {} workers", size, workers);
        }
    }
}

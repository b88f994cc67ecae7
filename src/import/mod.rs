//! Bytes to canonical tables and a report. Never all-or-nothing, never silent, never a network connection.
//!
//! The way of a file: [`input`] opens it, [`parts`] finds the tables in it ([`archive`], [`workbook`], [`stacked`], [`wrapped`]), [`content`] and [`decode`] tell what its bytes are, [`sniff`] finds delimiter and header,
//! [`recognise`] (with [`headers`]) the export format ([`profile`]: data in `assets/profiles/`), [`read`] turns records ([`records`]) into columns of text,
//! [`build`] those into rows, and [`merge`] puts the files together.

mod account;
mod archive;
mod asked;
mod blocks;
mod body;
mod build;
#[cfg(test)]
mod by_hand;
mod chats;
mod column;
mod columns_changed;
mod conceal;
mod conflict;
mod content;
mod decode;
mod dialect;
mod field;
mod filler;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod guess;
mod headers;
mod identity;
mod input;
mod kept;
#[cfg(test)]
mod laws;
mod limits;
mod lines;
mod mapping_file;
mod memory;
mod mend;
mod merge;
mod note;
mod origin;
mod outline;
mod pairs;
mod parallel;
mod parse;
mod parts;
mod preamble;
mod preview;
mod profile;
mod progress;
mod rates;
mod raw_table;
mod read;
mod recognise;
mod records;
mod refunds;
mod refusal;
mod rejected;
mod repeats;
mod report;
#[cfg(test)]
mod round_trip;
mod row_rules;
mod score;
mod shape;
mod single_byte;
mod sniff;
mod sorter;
mod source;
mod stacked;
mod stand_back;
mod table_copy;
mod table_rules;
mod tokenize;
mod told;
mod touchpoint;
mod workbook;
mod worth;
mod wrapped;

pub use asked::Asked;
pub use columns_changed::{ColumnsChanged, ColumnsSeen, SeenByFormat, columns_changed, columns_seen};
pub use conceal::conceal;
pub use conflict::{Conflict, ConflictKind};
pub use guess::{ColumnFacts, Kind, fields_of, tables as mappable_tables};
pub use input::{EXPORT_ENDINGS, is_named_as_export};
pub use kept::{ColumnFate, Dropped, Fate, Holding, column_fates};
pub use mapping_file::{LayoutRules, QuoteMark, Quotes, Remembered, SavedMapping, Shape};
pub use memory::FreeMemory;
pub use note::Note;
pub use parse::date_order::DateOrder;
pub use parse::number::NumberStyle;
pub use preview::{
    Cell, CellReading, DatesRead, Found, NumbersRead, Preview, PreviewColumn, PreviewRow, Question, Reading,
    first_rows, preview,
};
pub use profile::{Field, Profile, ProfileError};
pub use progress::{Progress, Unwatched};
pub use rates::{Rates, RatesError};
pub use refusal::{Content, LeftOut, Limit, Refusal, Unrecognised};
pub use rejected::{SayReason, export_rejected, guarded as spreadsheet_safe};
pub use repeats::Repeat;
pub use report::{ImportReport, Reason, RejectedRow, SourceReport};
pub use table_copy::{CopyError, copy_table};
pub use worth::Worth;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::{ChannelRules, IdentityRule};
use crate::tables::{PseudonymKey, Tables, TablesError};
use input::Opened;
use read::Watch;

/// One thing to import.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file, or a folder whose files are all tried.
    Path(PathBuf),
    /// Bytes that are already in memory (standard input, the built-in sample shop).
    Bytes {
        /// Name to report.
        name: String,
        /// Content.
        bytes: Cow<'static, [u8]>,
    },
}

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Reporting time zone (IANA name); also the zone of timestamps for which neither file nor profile gives one.
    pub time_zone: String,
    /// Mappings of the user's, tried in their order before the built-in formats.
    pub mappings: Vec<Profile>,
    /// Mappings made earlier, each applied to the files of its shape; the latest wins.
    pub remembered: Vec<Remembered>,
    /// Which values link records to a customer: records that share one are of one customer (METRICS, section 1).
    pub identity: Vec<IdentityRule>,
    /// Which sign of an order decides about its channel, and what a person has assigned.
    pub channels: ChannelRules,
    /// Rates with which amounts become one currency: a file `date,currency,rate`.
    pub rates: Option<PathBuf>,
    /// The key of the pseudonyms that stand for e-mails, phones and ids from the end of the import on; `None` keeps them as they are.
    pub pseudonyms: Option<PseudonymKey>,
    /// The user's answer where nothing in a file decides between day/month and month/day.
    pub date_order: Option<DateOrder>,
    /// The user's answer where nothing in a file decides between decimal comma and decimal point: whether it is the comma.
    pub decimal_comma: Option<bool>,
    /// What anybody asks about of what orders tell.
    pub asked: Asked,
    /// Whom to ask how much memory there is; a file that needs more is refused before it is read. `None` reads every file.
    pub memory: Option<Arc<dyn FreeMemory>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            time_zone: "Asia/Bangkok".to_owned(),
            mappings: Vec::new(),
            remembered: Vec::new(),
            identity: IdentityRule::ALL.to_vec(),
            channels: ChannelRules::default(),
            rates: None,
            pseudonyms: None,
            date_order: None,
            decimal_comma: None,
            asked: Asked::default(),
            memory: None,
        }
    }
}

/// What an import yields.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The tables.
    pub tables: Tables,
    /// What happened to each input.
    pub report: ImportReport,
}

/// Why an import yields nothing at all. What is wrong with a file is in the report instead.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The watcher asked to stop.
    #[error("The import was cancelled.")]
    Cancelled,
    /// The time zone is not known.
    #[error("There is no time zone called `{0}`. Use an IANA name such as Asia/Bangkok.")]
    UnknownTimeZone(String),
    /// The rates cannot be used.
    #[error(transparent)]
    Rates(#[from] RatesError),
    /// The tables could not be built.
    #[error(transparent)]
    Tables(#[from] TablesError),
}

/// Reads every input, recognises it, and merges what it holds into one set of tables.
///
/// # Errors
/// [`ImportError`]; a file that cannot be used is no error but a [`Refusal`] in the report.
pub fn import(inputs: &[Input], options: &Options, progress: &dyn Progress) -> Result<Imported, ImportError> {
    let reader = source::Reader::new(options)
        .ok_or_else(|| ImportError::UnknownTimeZone(options.time_zone.clone()))?;
    let rates = options.rates.as_deref().map(Rates::read).transpose()?;
    let opened = input::expand(inputs);
    let total: u64 = opened.iter().map(size).sum();
    let (sources, strangers, fragments) = (Vec::new(), Vec::new(), Vec::new());
    let mut run = Run { reader, progress, before: 0, total, sources, strangers, fragments };
    for opened in &opened {
        run.read(opened);
        if progress.is_cancelled() {
            return Err(ImportError::Cancelled);
        }
        run.before += size(opened);
    }
    run.pass_over_strangers();
    let is_stopped = || progress.is_cancelled();
    let source::Reader { codes, copies, .. } = run.reader;
    let mut rows = merge::merge(run.fragments, codes, &mut run.sources, &is_stopped);
    source::count_copies(&copies, &mut run.sources);
    if progress.is_cancelled() {
        return Err(ImportError::Cancelled);
    }
    chats::add_spells(&mut rows);
    rows.identity.clone_from(&options.identity);
    if let Some(rates) = &rates {
        rates::convert(&mut rows, rates, &mut run.sources);
    }
    progress.advance(total, total, "");
    let mut tables = Tables::from_rows_while_wanted(rows, &is_stopped).map_err(|error| match error {
        TablesError::Stopped => ImportError::Cancelled,
        error => ImportError::Tables(error),
    })?;
    if let Some(key) = &options.pseudonyms {
        tables.codes.pseudonymize(key);
    }
    Ok(Imported { tables, report: ImportReport { sources: run.sources } })
}

/// Work that an input stands for: each byte counts twice, once when it is read, once when what it says is built.
fn size(opened: &Opened) -> u64 {
    opened.source().map_or(0, |source| 2 * source.bytes)
}

/// An import under way.
struct Run<'run> {
    reader: source::Reader<'run>,
    progress: &'run dyn Progress,
    /// Work done before the file at hand.
    before: u64,
    /// Work of all inputs.
    total: u64,
    sources: Vec<SourceReport>,
    /// Those of them that lay in a folder and are not named as exports are.
    strangers: Vec<usize>,
    fragments: Vec<merge::Fragment>,
}

impl Run<'_> {
    /// What lies in a folder beside exports, and is none by name or content, is no fault of theirs.
    fn pass_over_strangers(&mut self) {
        if !self.sources.iter().any(SourceReport::is_used) {
            return;
        }
        for stranger in std::mem::take(&mut self.strangers) {
            let report = &mut self.sources[stranger];
            if report.refusal.take_if(|refusal| refusal.is_foreign()).is_some() {
                report.left_out = Some(LeftOut::NoExport);
            } else if report.is_used() && report.holds_no_row() {
                // A text that names the columns of an export (a program, a manual).
                report.pass_over(LeftOut::NoExport);
            }
        }
    }

    /// Reads one input with all its parts.
    fn read(&mut self, opened: &Opened) {
        match opened {
            Opened::EmptyFolder(path) => {
                let mut report =
                    SourceReport { path: path.clone(), file: path.clone(), ..SourceReport::default() };
                report.refuse(Refusal::EmptyFolder);
                self.sources.push(report);
            }
            Opened::Source(source) | Opened::Found(source) => {
                let first = self.sources.len();
                let work = size(opened) as f64;
                parts::visit(source, self.progress, &mut |part| {
                    self.read_part(part, &source.name, work);
                    if self.progress.is_cancelled() {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                });
                parts::settle(&mut self.sources[first..]);
                if matches!(opened, Opened::Found(_)) && !is_named_as_export(Path::new(&source.name)) {
                    self.strangers.extend(first..self.sources.len());
                }
            }
        }
    }

    /// Reads one part of `file`, which stands for `work`.
    fn read_part(&mut self, part: parts::Part, file: &str, work: f64) {
        let mut report = SourceReport { file: file.to_owned(), ..SourceReport::default() };
        report.path.clone_from(&part.name);
        let before = self.before + (work * part.share.from) as u64;
        self.progress.advance(before, self.total, &part.name);
        match part.content {
            Ok(source) => {
                let work = (work * (part.share.to - part.share.from)) as u64;
                let watch = Watch {
                    progress: self.progress,
                    before,
                    total: self.total,
                    work,
                    bytes: source.bytes,
                    name: &source.name,
                    builds_meanwhile: false,
                };
                match self.reader.read(&source, self.sources.len() as u32, &watch, &mut report) {
                    Ok(fragment) => self.fragments.extend(fragment),
                    Err(refusal) => report.refuse(refusal),
                }
            }
            Err(parts::Absent::Refused(refusal)) => report.refuse(refusal),
            Err(parts::Absent::LeftOut(why)) => report.left_out = Some(why),
        }
        report.settle_rejected();
        self.sources.push(report);
    }
}

//! Bytes to canonical tables and a report. Never all-or-nothing, never silent, never a network connection.
//!
//! The way of a file: [`input`] opens it, [`content`] and [`decode`] tell what its bytes are, [`sniff`] finds delimiter and header,
//! [`recognise`] the export format ([`profile`]: data in `assets/profiles/`), [`read`] turns records ([`records`]) into columns of text,
//! [`build`] those into rows, and [`merge`] puts the files together.

mod account;
mod blocks;
mod build;
mod column;
mod content;
mod decode;
mod filler;
mod identity;
mod input;
#[cfg(test)]
mod laws;
mod mapping_file;
mod marks;
mod merge;
mod parallel;
mod parse;
mod profile;
mod progress;
mod raw_table;
mod read;
mod recognise;
mod records;
mod report;
mod sniff;
mod sorter;
mod source;
mod table_copy;
mod tokenize;
mod told;
mod touchpoint;

pub use mapping_file::{LayoutRules, Quotes, Remembered, SavedMapping, Shape};
pub use parse::date_order::DateOrder;
pub use parse::number::NumberStyle;
pub use profile::{Field, Profile, ProfileError};
pub use progress::{Progress, Unwatched};
pub use report::{Content, ImportReport, Note, Reason, Refusal, RejectedRow, SourceReport, Unrecognised};
pub use table_copy::{CopyError, copy_table};

use std::borrow::Cow;
use std::path::PathBuf;

use jiff::tz::TimeZone;

use crate::domain::IdentityRule;
use crate::tables::{Codes, Tables, TablesError};
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
    /// A mapping of the user's, tried before the built-in formats.
    pub mapping: Option<Profile>,
    /// Mappings made earlier, each applied to the files of its shape; the latest wins.
    pub remembered: Vec<Remembered>,
    /// Which values link records to a customer: records that share one are of one customer (METRICS, section 1).
    pub identity: Vec<IdentityRule>,
    /// The user's answer where nothing in a file decides between day/month and month/day.
    pub date_order: Option<DateOrder>,
    /// The user's answer where nothing in a file decides between decimal comma and decimal point: whether it is the comma.
    pub decimal_comma: Option<bool>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            time_zone: "Asia/Bangkok".to_owned(),
            mapping: None,
            remembered: Vec::new(),
            identity: IdentityRule::ALL.to_vec(),
            date_order: None,
            decimal_comma: None,
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
    /// The tables could not be built.
    #[error(transparent)]
    Tables(#[from] TablesError),
}

/// Reads every input, recognises it, and merges what it holds into one set of tables.
///
/// # Errors
/// [`ImportError`]; a file that cannot be used is no error but a [`Refusal`] in the report.
pub fn import(inputs: &[Input], options: &Options, progress: &dyn Progress) -> Result<Imported, ImportError> {
    let reporting = TimeZone::get(&options.time_zone)
        .map_err(|_| ImportError::UnknownTimeZone(options.time_zone.clone()))?;
    let opened = input::expand(inputs);
    let size = |opened: &Opened| match opened {
        // Each byte counts twice: once when it is read, once when what it says is built.
        Opened::Source(source) => 2 * source.bytes,
        Opened::EmptyFolder(_) => 0,
    };
    let total: u64 = opened.iter().map(size).sum();
    let mut reader = source::Reader { options, reporting, codes: Codes::default(), seen: Vec::new() };
    let mut sources = Vec::new();
    let mut fragments = Vec::new();
    let mut before = 0;
    for opened in &opened {
        let mut report = SourceReport::default();
        match opened {
            Opened::EmptyFolder(path) => {
                report.path.clone_from(path);
                report.refusal = Some(Refusal::EmptyFolder);
            }
            Opened::Source(source) => {
                progress.advance(before, total, &source.name);
                let watch = Watch { progress, before, total, bytes: source.bytes, name: &source.name };
                match reader.read(source, sources.len() as u32, &watch, &mut report) {
                    Ok(fragment) => fragments.extend(fragment),
                    Err(refusal) => report.refuse(refusal),
                }
                report.settle_rejected();
            }
        }
        if progress.is_cancelled() {
            return Err(ImportError::Cancelled);
        }
        before += size(opened);
        sources.push(report);
    }
    let mut rows = merge::merge(fragments, reader.codes, &mut sources);
    rows.identity.clone_from(&options.identity);
    progress.advance(total, total, "");
    Ok(Imported { tables: Tables::from_rows(rows)?, report: ImportReport { sources } })
}

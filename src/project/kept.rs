//! The data that a project keeps when a person says so: the canonical tables without anybody's name, and what the import told. Never
//! keeps an e-mail, a phone, an id of a customer, a comment or a cell of a rejected row.

use std::io;

use super::archive::Part;
use super::key_store::passing_key;
use crate::analysis::topic_words;
use crate::import::{ImportReport, Imported, conceal};
use crate::tables::{KeptError, KeptFile, Tables, Words};

/// What the names of its parts begin with.
const FOLDER: &str = "data/";
/// What the import told.
const REPORT: &str = "report.json";

/// Why data cannot be kept, or was kept and cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The tables.
    #[error(transparent)]
    Tables(#[from] KeptError),
    /// What the import told.
    #[error("what the import told cannot be read: {0}")]
    Report(#[from] serde_json::Error),
    /// The operating system has no randomness to replace names with.
    #[error("{0}")]
    NoRandomness(#[from] io::Error),
}

/// Whether a part of a project file is one of the data.
pub fn is_data(part: &Part) -> bool {
    part.name.starts_with(FOLDER)
}

/// The parts of a project file that hold its data.
///
/// # Errors
/// [`DataError`]; then nothing is kept.
pub fn data_parts(imported: &Imported) -> Result<Vec<Part>, DataError> {
    // Nobody has this key: what it replaces in labels and links is gone.
    let key = passing_key()?;
    let files = imported.tables.keep(&|words, text| match words {
        Words::Comment => topic_words(text),
        Words::Label => conceal(text, &key),
    })?;
    let report = serde_json::to_vec(&without_cells(imported.report.clone()))?;
    let report = Part { name: format!("{FOLDER}{REPORT}"), bytes: report };
    let part = |file: KeptFile| Part { name: format!("{FOLDER}{}", file.name), bytes: file.bytes };
    Ok(std::iter::once(report).chain(files.into_iter().map(part)).collect())
}

/// The data that a project keeps; `None` when it keeps none.
///
/// # Errors
/// [`DataError`]; the project is read all the same.
pub fn data_of(parts: &[Part]) -> Result<Option<Imported>, DataError> {
    let Some(report) = parts.iter().find(|part| part.name.strip_prefix(FOLDER) == Some(REPORT)) else {
        return Ok(None);
    };
    let report: ImportReport = serde_json::from_slice(&report.bytes)?;
    let file = |part: &Part| {
        let name = part.name.strip_prefix(FOLDER)?.to_owned();
        Some(KeptFile { name, bytes: part.bytes.clone() })
    };
    let files: Vec<KeptFile> = parts.iter().filter_map(file).collect();
    Ok(Some(Imported { tables: Tables::from_kept(&files)?, report }))
}

/// The report without what stands in cells of the exports: rejected values, contradicting values, lines given as examples.
fn without_cells(mut report: ImportReport) -> ImportReport {
    for source in &mut report.sources {
        source.rejected.iter_mut().for_each(|row| row.value.clear());
        source.conflicts.clear();
        source.notes.clear();
    }
    report
}

//! One input as it was read, before any mapping, as plain CSV (`inspect --table`). Leaves preamble, description and totals rows
//! out; never changes a cell's text.

use std::io::Write;
use std::ops::ControlFlow;

use super::decode;
use super::input::{Opened, Source, expand};
use super::mend;
use super::parts::{self, Absent};
use super::progress::Unwatched;
use super::read::{RecordKind, Sorter};
use super::records::{Record, Records};
use super::sniff::Verdict;
use super::source::{no_table, refuse_what_is_no_text};
use super::tokenize::Span;
use super::told::{self, Chosen};
use super::{Input, Options, Profile, Refusal};

/// Why a table could not be copied.
#[derive(Debug)]
pub enum CopyError {
    /// The input cannot be used.
    Refused(Box<Refusal>),
    /// The copy could not be written.
    Write(std::io::Error),
}

impl From<Refusal> for CopyError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<csv::Error> for CopyError {
    fn from(error: csv::Error) -> Self {
        Self::Write(error.into())
    }
}

/// Writes the header row and the records of `input` to `out` as UTF-8 CSV; of several tables the one that `inspect` lists as
/// `number`, without a number the first that can be read.
///
/// # Errors
/// [`CopyError`].
pub fn copy_table(
    input: &Input,
    mappings: &[Profile],
    number: Option<u32>,
    out: &mut dyn Write,
) -> Result<(), CopyError> {
    let opened = expand(std::slice::from_ref(input));
    let Some(Opened::Source(source)) = opened.into_iter().next() else {
        return Err(Refusal::EmptyFolder.into());
    };
    let mut tables = 0;
    let mut copied: Option<Result<(), CopyError>> = None;
    parts::visit(&source, &Unwatched, &mut |part| {
        tables += 1;
        match (number, part.content) {
            (Some(number), _) if number != tables => return ControlFlow::Continue(()),
            (_, Ok(source)) => copied = Some(copy_part(&source, mappings, out)),
            (Some(_), Err(Absent::LeftOut(_))) => copied = Some(Err(Refusal::NothingInside.into())),
            (None, Err(Absent::LeftOut(_))) => return ControlFlow::Continue(()),
            // Without a number a part that can be read may still come.
            (None, Err(Absent::Refused(refusal))) => {
                copied = Some(Err(refusal.into()));
                return ControlFlow::Continue(());
            }
            (Some(_), Err(Absent::Refused(refusal))) => copied = Some(Err(refusal.into())),
        }
        ControlFlow::Break(())
    });
    copied.unwrap_or_else(|| Err(Refusal::NoSuchTable { tables }.into()))
}

fn copy_part(source: &Source, mappings: &[Profile], out: &mut dyn Write) -> Result<(), CopyError> {
    let unreadable = |error: std::io::Error| CopyError::from(Refusal::from(error));
    let mut scan = decode::scan(source, &Unwatched).map_err(unreadable)?;
    refuse_what_is_no_text(&scan)?;
    let options = Options { mappings: mappings.to_vec(), ..Options::default() };
    let Chosen { layout, encoding, .. } = told::choose(&scan, &options).ok_or_else(|| no_table(&scan))?;
    if let Some(encoding) = encoding {
        told::set_encoding(&mut scan, encoding);
    }
    let known = match &layout.recognised {
        Verdict::Known(mapping) | Verdict::NearMiss(mapping) => Some(mapping),
        Verdict::Unknown | Verdict::NoHeader | Verdict::NoTable => None,
    };
    let sorter = Sorter::new(known, &layout.headers);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
    writer.write_record(&layout.headers)?;
    let mut records = Records::new(decode::text_reader(source, &scan).map_err(unreadable)?, layout.dialect);
    let mut is_first = true;
    let mut scratch = Vec::new();
    while let Some(record) = records.next().map_err(unreadable)? {
        let (Record::Cells { line, .. } | Record::Unclosed { line, .. }) = record;
        if line <= layout.header_line {
            continue;
        }
        let mut read = |text: &[u8], cells: &[Span]| -> Vec<String> {
            let cells = cells.iter().map(|cell| cell.bytes(text, layout.dialect, &mut scratch).to_vec());
            cells.map(|cell| String::from_utf8_lossy(&cell).into_owned()).collect()
        };
        // An import rejects a line whose quote is never closed, but it belongs to the table as it stands.
        let cells = match record {
            Record::Cells { text, cells, .. } => read(text, cells),
            Record::Unclosed { text, .. } => read(text, &mend::unclosed(text, layout.dialect)),
        };
        let views: Vec<&str> = cells.iter().map(String::as_str).collect();
        // Records of the wrong width are rejected by an import but belong to the table as it stands.
        if matches!(sorter.kind(&views, is_first), RecordKind::Data | RecordKind::Rejected(_)) {
            writer.write_record(&cells)?;
        }
        is_first = false;
    }
    writer.flush().map_err(CopyError::Write)
}

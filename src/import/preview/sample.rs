//! The head of a file as rows of text. Never reads on after the first part of the file.

use std::ops::ControlFlow;

use encoding_rs::Encoding;

use super::Reading;
use crate::import::decode::{self, Scan};
use crate::import::input::{self, Opened, Source};
use crate::import::mapping_file::Quotes;
use crate::import::parse::text::formula_text;
use crate::import::parts;
use crate::import::profile::Profile;
use crate::import::recognise::Mapping;
use crate::import::records::{Record, Records};
use crate::import::sniff::{Layout, Verdict, signs};
use crate::import::source::refuse_what_is_no_text;
use crate::import::tokenize::Span;
use crate::import::told::{self, Chosen};
use crate::import::{Input, Options, Refusal};

/// Rows that are looked at.
const SAMPLED: usize = 1_000;

/// The head of a file, cut into rows.
pub(super) struct Sample<'options> {
    /// Name of the file.
    pub name: String,
    /// Whether it is a sheet of a workbook.
    pub is_sheet: bool,
    /// Encoding that it was read in.
    pub encoding: &'static Encoding,
    /// How sure that is.
    pub encoding_sure: f64,
    /// How it is laid out.
    pub layout: Layout<'options>,
    /// Whether a format knows it, or nearly does.
    pub known: Option<Mapping<'options>>,
    /// Rows under the header: line and cells.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Lines with a quote that is never closed.
    pub unclosed: Vec<(u64, String)>,
    /// Whether `rows` are all rows of the file.
    pub is_all: bool,
    /// Unusual signs that stand in nearly every line.
    pub signs: Vec<char>,
}

impl Sample<'_> {
    /// Cells of one column; blank where a row is too short.
    pub(super) fn column(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |(_, cells)| cells.get(index).map_or("", String::as_str))
    }

    /// How quotes inside quoted cells are written.
    pub(super) fn quotes(&self) -> Quotes {
        if self.layout.dialect.backslash { Quotes::Backslash } else { Quotes::Doubled }
    }
}

/// Reads the head of the file called `name`.
///
/// # Errors
/// [`Refusal`] when it is no text, or no table however it is cut.
pub(super) fn take<'options>(
    input: &Input,
    name: &str,
    reading: &Reading,
    options: &'options Options,
) -> Result<Sample<'options>, Refusal> {
    cut(&find(input, name).ok_or(Refusal::EmptyFolder)?, reading, options)
}

/// Reads the head of a text.
///
/// # Errors
/// As [`take`].
pub(super) fn cut<'options>(
    source: &Source,
    reading: &Reading,
    options: &'options Options,
) -> Result<Sample<'options>, Refusal> {
    let mut scan = decode::peek(source).map_err(|error| Refusal::Unreadable { why: error.to_string() })?;
    refuse_what_is_no_text(&scan)?;
    let rules = reading.layout();
    let told_encoding = told::encoding(&rules);
    if let Some(encoding) = told_encoding {
        told::set_encoding(&mut scan, encoding);
    }
    let (layout, encoding) = lay_out(&scan, reading, options)?;
    if let Some(encoding) = encoding.filter(|_| told_encoding.is_none()) {
        told::set_encoding(&mut scan, encoding);
    }
    let known = match &layout.recognised {
        Verdict::Known(mapping) | Verdict::NearMiss(mapping) => Some(mapping.clone()),
        Verdict::Unknown | Verdict::NoHeader | Verdict::NoTable => None,
    };
    let mut sample = Sample {
        name: source.name.clone(),
        is_sheet: source.written.as_ref().is_some_and(|written| written.day_numbers.is_some()),
        encoding: scan.encoding,
        encoding_sure: encoding_sure(&scan),
        layout,
        known,
        rows: Vec::new(),
        unclosed: Vec::new(),
        is_all: scan.head_is_all,
        signs: Vec::new(),
    };
    let head = decode::head_text(&scan);
    sample.signs = signs::in_most_lines(&head).into_iter().map(char::from).collect();
    sample.read(&head);
    Ok(sample)
}

/// The first rows of the first table of an input; `None` where there is none, or it would take long to find.
pub(super) fn first(input: &Input) -> Option<Source> {
    let opened = input::expand(std::slice::from_ref(input));
    let source = opened.iter().find_map(Opened::source)?;
    let mut found = None;
    parts::visit_heads(source, &mut |part| match part.content {
        Ok(content) => {
            found = Some(content);
            ControlFlow::Break(())
        }
        Err(_) => ControlFlow::Continue(()),
    });
    found
}

/// The file called `name`, or the part of a file (a sheet, a member of an archive) that is called so.
fn find(input: &Input, name: &str) -> Option<Source> {
    let opened = input::expand(std::slice::from_ref(input));
    let mut found = None;
    for opened in &opened {
        let Opened::Source(source) = opened else { continue };
        parts::visit(source, &crate::import::Unwatched, &mut |part| match part.content {
            Ok(content) if part.name == name => {
                found = Some(content);
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        });
        if found.is_some() {
            break;
        }
    }
    found
}

/// As told; where nothing is said about the text, as the import itself would lay it out.
fn lay_out<'options>(
    scan: &Scan,
    reading: &Reading,
    options: &'options Options,
) -> Result<(Layout<'options>, Option<&'static Encoding>), Refusal> {
    let rules = reading.layout();
    if rules.leaves_text_alone() {
        let Chosen { layout, encoding, .. } = told::choose(scan, options).ok_or(Refusal::NotATable)?;
        if !matches!(layout.recognised, Verdict::NoHeader) {
            return Ok((layout, encoding));
        }
        // A first row of data is data: the columns are called by their place until somebody says otherwise.
        let headless = crate::import::LayoutRules { header_line: Some(0), ..rules };
        let layout = told::layout(scan, &headless, Profile::built_in()).ok_or(Refusal::NotATable)?;
        return Ok((layout, encoding));
    }
    let layout = told::layout(scan, &rules, Profile::built_in()).ok_or(Refusal::NotATable)?;
    Ok((layout, None))
}

/// A byte order mark, valid UTF-8 and the NULs of UTF-16 leave no doubt; the statistics of single bytes do.
fn encoding_sure(scan: &Scan) -> f64 {
    let is_unicode =
        [encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&scan.encoding);
    if is_unicode || scan.bom_bytes > 0 { 1.0 } else { 0.8 }
}

impl Sample<'_> {
    fn read(&mut self, head: &str) {
        let dialect = self.layout.dialect;
        let mut records = Records::new(head.as_bytes(), dialect);
        let mut scratch = Vec::new();
        while let Ok(Some(record)) = records.next() {
            match record {
                Record::Cells { line, .. } | Record::Unclosed { line, .. }
                    if line <= self.layout.header_line => {}
                Record::Unclosed { text, line } => {
                    self.unclosed.push((line, String::from_utf8_lossy(text).into_owned()));
                }
                Record::Cells { text, cells, line } => {
                    let cell = |cell: &Span| {
                        let text = String::from_utf8_lossy(cell.bytes(text, dialect, &mut scratch));
                        formula_text(&text).to_owned()
                    };
                    self.rows.push((line, cells.iter().map(cell).collect()));
                }
            }
            if self.rows.len() + self.unclosed.len() > SAMPLED {
                self.is_all = false;
                break;
            }
        }
        // The last record of a text that goes on may be half a record.
        if !self.is_all {
            let last =
                self.rows.last().map(|(line, _)| *line).max(self.unclosed.last().map(|(line, _)| *line));
            self.rows.retain(|(line, _)| Some(*line) != last);
            self.unclosed.retain(|(line, _)| Some(*line) != last);
        }
    }
}

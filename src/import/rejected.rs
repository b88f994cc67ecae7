//! The rejected records of a file as a file of their own, to be corrected and imported again. Never shortens the list or a cell, never
//! writes what a spreadsheet would run as a formula.
//!
//! The file is what its platform wrote (preamble, header, whole records) with two columns in front, marked `senthang:`. An order with
//! one rejected record comes whole: the corrected order replaces the one that was imported. What the first file taught about dates and
//! decimals stands in the marker (`senthang:line dmy`), because a few records may not tell.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::ops::ControlFlow;

use super::decode;
use super::input::{Source, expand};
use super::progress::Progress;
use super::records::{Record, Records};
use super::sniff::{Layout, Verdict};
use super::source::{Reader, refuse_what_is_no_text};
use super::table_copy::CopyError;
use super::tokenize::{Dialect, Span};
use super::told::{self, Chosen};
use super::{DateOrder, Input, Note, Options, Reason, Refusal, SourceReport, parts};
use crate::tables::Table;

/// What the headers of added columns begin with.
const MARK: &str = "senthang:";

/// How the reason of a record is put in words; `None` for a record that is there for the sake of its order.
pub type SayReason<'say> = &'say dyn Fn(Option<&Reason>) -> String;

/// Takes a record with its line.
type TakeRecord<'take> = &'take mut dyn FnMut(u64, &[String]) -> Result<(), CopyError>;

/// Whether a column was added by [`export_rejected`].
pub(super) fn is_marked(header: &str) -> bool {
    header.trim().starts_with(MARK)
}

/// What a corrected file says about its dates and decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marker {
    /// Order of day and month.
    pub date_order: Option<DateOrder>,
    /// Whether the comma stands before the decimals.
    pub decimal_comma: Option<bool>,
}

impl Marker {
    /// The marker among `headers`; `None` for any file that was not made here.
    pub(super) fn of(headers: &[String]) -> Option<Self> {
        let line = format!("{MARK}line");
        let words = headers.iter().find_map(|header| header.trim().strip_prefix(&line))?;
        let mut marker = Self::default();
        for word in words.split_whitespace() {
            match word {
                "dmy" => marker.date_order = Some(DateOrder::DayFirst),
                "mdy" => marker.date_order = Some(DateOrder::MonthFirst),
                "comma" => marker.decimal_comma = Some(true),
                "point" => marker.decimal_comma = Some(false),
                _ => {}
            }
        }
        Some(marker)
    }

    /// What reading a file taught.
    fn learnt(report: &SourceReport, options: &Options) -> Self {
        let known = report.notes.iter().find_map(|note| match note {
            Note::DateOrder { order, .. } if order == "DD/MM/YYYY" => Some(DateOrder::DayFirst),
            Note::DateOrder { order, .. } if order == "MM/DD/YYYY" => Some(DateOrder::MonthFirst),
            _ => None,
        });
        Self { date_order: known.or(options.date_order), decimal_comma: options.decimal_comma }
    }

    fn header(self) -> String {
        let order = match self.date_order {
            Some(DateOrder::DayFirst) => " dmy",
            Some(DateOrder::MonthFirst) => " mdy",
            _ => "",
        };
        let decimals = self.decimal_comma.map_or("", |comma| if comma { " comma" } else { " point" });
        format!("{MARK}line{order}{decimals}")
    }
}

/// Writes every rejected record of the source called `name` among `inputs`, reading it again, and returns how many there are.
///
/// # Errors
/// [`CopyError`]; whatever was written until then is no whole file.
pub fn export_rejected(
    inputs: &[Input],
    name: &str,
    options: &Options,
    say: SayReason<'_>,
    progress: &dyn Progress,
    out: &mut dyn Write,
) -> Result<u64, CopyError> {
    let gone = || CopyError::from(Refusal::Unreadable { why: "it is not there any more".to_owned() });
    let source = part_named(inputs, name, progress).ok_or_else(gone)?;
    let report = read_again(&source, options, progress)?;
    let reasons: HashMap<u64, Reason> = report.rejected.iter().map(|row| (row.line, row.reason)).collect();
    let unreadable = |error: std::io::Error| CopyError::from(Refusal::from(error));
    let mut scan = decode::scan(&source, progress).map_err(unreadable)?;
    refuse_what_is_no_text(&scan)?;
    let Chosen { layout, encoding, .. } = told::choose(&scan, options).ok_or(Refusal::NotATable)?;
    if let Some(encoding) = encoding {
        told::set_encoding(&mut scan, encoding);
    }
    let each = |take: TakeRecord<'_>| {
        let text = decode::text_reader(&source, &scan).map_err(unreadable)?;
        // Lines as a person counts them: rows of a sheet, lines of the whole file.
        let lines = source.lines();
        let shown = |line| lines.as_ref().map_or(line, |lines| lines.shown(line));
        each_record(&mut Records::new(text, layout.dialect), &layout, &mut |line, cells| {
            take(shown(line), cells)
        })
    };
    let mut orders = Orders::new(&layout);
    each(&mut |line, cells| {
        orders.see(cells, reasons.contains_key(&line));
        Ok(())
    })?;
    out.write_all("\u{feff}".as_bytes()).map_err(CopyError::Write)?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
    write_head(&mut writer, &layout, Marker::learnt(&report, options))?;
    orders.last.clear();
    each(&mut |line, cells| {
        let belongs = orders.is_of_rejected_order(cells);
        if belongs || reasons.contains_key(&line) {
            let front = [line.to_string(), say(reasons.get(&line))];
            writer.write_record(front.iter().chain(cells).map(|cell| guarded(cell)))?;
        }
        Ok(())
    })?;
    writer.flush().map_err(CopyError::Write)?;
    Ok(report.rows_rejected)
}

/// The file, or the part of a file, that the report calls `name`.
fn part_named(inputs: &[Input], name: &str, progress: &dyn Progress) -> Option<Source> {
    let mut found = None;
    for opened in &expand(inputs) {
        let Some(file) = opened.source() else { continue };
        if !name.starts_with(&file.name) {
            continue;
        }
        parts::visit(file, progress, &mut |part| match part.content {
            Ok(source) if part.name == name => {
                found = Some(source);
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

/// The source with every rejected record listed.
fn read_again(
    source: &Source,
    options: &Options,
    progress: &dyn Progress,
) -> Result<SourceReport, CopyError> {
    let mut report = SourceReport { lists_all: true, ..SourceReport::default() };
    let mut reader = Reader::new(options).ok_or(Refusal::NotATable)?;
    reader.read_alone(source, progress, &mut report)?;
    Ok(report)
}

/// The lines before the header as they stand, then the header with the two columns in front.
fn write_head(
    writer: &mut csv::Writer<&mut dyn Write>,
    layout: &Layout<'_>,
    marker: Marker,
) -> Result<(), CopyError> {
    for cells in &layout.preamble {
        writer.write_record(cells.iter().map(|cell| guarded(cell)))?;
    }
    // A file that was corrected before has the columns already.
    let front = [marker.header(), format!("{MARK}reason")];
    writer.write_record(front.iter().chain(layout.headers.iter().filter(|header| !is_marked(header))))?;
    Ok(())
}

/// Hands over the records under the header, each with its line; a record whose quote is never closed is cut at every delimiter.
fn each_record(
    records: &mut Records<Box<dyn std::io::Read + Send>>,
    layout: &Layout<'_>,
    take: TakeRecord<'_>,
) -> Result<(), CopyError> {
    let marked: HashSet<usize> =
        (0..layout.headers.len()).filter(|index| is_marked(&layout.headers[*index])).collect();
    let unreadable = |error: std::io::Error| CopyError::from(Refusal::from(error));
    let mut scratch = Vec::new();
    while let Some(record) = records.next().map_err(unreadable)? {
        let (line, cells) = match record {
            Record::Cells { text, cells, line } => {
                (line, cells.iter().map(|cell| read(cell, text, layout.dialect, &mut scratch)).collect())
            }
            Record::Unclosed { text, line } => (line, cut(text, layout.dialect.delimiter)),
        };
        if line > layout.header_line {
            let cells: Vec<String> = cells;
            let own = cells.into_iter().enumerate().filter(|(index, _)| !marked.contains(index));
            take(line, &own.map(|(_, cell)| cell).collect::<Vec<_>>())?;
        }
    }
    Ok(())
}

fn read(cell: &Span, text: &[u8], dialect: Dialect, scratch: &mut Vec<u8>) -> String {
    String::from_utf8_lossy(cell.bytes(text, dialect, scratch)).into_owned()
}

fn cut(text: &[u8], delimiter: u8) -> Vec<String> {
    let cells = text.split(|byte| *byte == delimiter);
    cells.map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

/// The orders of which a record was rejected.
struct Orders {
    /// Column of the order number, where several records make an order.
    column: Option<usize>,
    /// Whether a record without a number continues the order above.
    carries_down: bool,
    /// Number of the order above.
    last: String,
    rejected: HashSet<String>,
}

impl Orders {
    fn new(layout: &Layout<'_>) -> Self {
        let known = match &layout.recognised {
            Verdict::Known(mapping) => Some(mapping),
            _ => None,
        };
        let known =
            known.filter(|known| known.profile.table == Table::Orders && !known.profile.orders.row_is_order);
        let column = known.and_then(|known| known.columns.get(&super::Field::OrderId)).copied();
        // The added columns of a corrected file are left out of the cells.
        let before =
            |column: usize| layout.headers[..column].iter().filter(|header| is_marked(header)).count();
        let column = column.map(|column| column - before(column));
        let carries_down = known.is_some_and(|known| known.profile.orders.carry_down);
        Self { column, carries_down, last: String::new(), rejected: HashSet::new() }
    }

    fn id(&mut self, cells: &[String]) -> Option<&str> {
        let id = cells.get(self.column?)?.trim();
        if !id.is_empty() {
            id.clone_into(&mut self.last);
        } else if !self.carries_down {
            return None;
        }
        (!self.last.is_empty()).then_some(self.last.as_str())
    }

    fn see(&mut self, cells: &[String], is_rejected: bool) {
        if let Some(id) = self.id(cells).map(str::to_owned).filter(|_| is_rejected) {
            self.rejected.insert(id);
        }
    }

    fn is_of_rejected_order(&mut self, cells: &[String]) -> bool {
        let Some(id) = self.id(cells).map(str::to_owned) else { return false };
        self.rejected.contains(&id)
    }
}

/// What a spreadsheet takes for the beginning of a formula.
const TRIGGERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet runs: `'` in front of what would be a formula; numbers stay as they are.
pub fn guarded(cell: &str) -> String {
    let is_number = !cell.is_empty()
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell
            .trim_start_matches(['+', '-'])
            .chars()
            .all(|letter| letter.is_ascii_digit() || "., %".contains(letter));
    // A cell that looks guarded already gets another one, so that exactly one can be taken away again.
    if cell.trim_start_matches('\'').starts_with(TRIGGERS) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell before [`guarded`].
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(TRIGGERS) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests;

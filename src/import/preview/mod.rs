//! The first rows of a file as they would be read, under whatever a person says about it. Reads the head of the file only, so it
//! answers at once for a file of any size; never imports anything.

mod cells;
mod columns;
mod mapping;
mod questions;
mod sample;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::guess::{ColumnFacts, Kind};
use super::mapping_file::{LayoutRules, QuoteMark, Quotes, Shape};
use super::parse::date_order::DateOrder;
use super::parse::number::NumberStyle;
use super::profile::{Field, Profile};
use super::{Input, Options, Reason, Refusal};
use crate::domain::{Currency, Day, OrderStatus};
use crate::tables::Table;

/// Rows that are shown.
const SHOWN: usize = 40;

/// What a person says about a file; whatever is `None` is found out or guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Encoding, by a name of the web.
    pub encoding: Option<String>,
    /// Character between cells.
    pub delimiter: Option<char>,
    /// Character around cells.
    pub quote_mark: Option<QuoteMark>,
    /// How a quote inside a quoted cell is written.
    pub quotes: Option<Quotes>,
    /// Line of the header row, from 1; 0 when there is none.
    pub header_line: Option<u64>,
    /// What the rows are.
    pub table: Option<Table>,
    /// Field per column; `None` for a column that is not to be read.
    pub columns: BTreeMap<usize, Option<Field>>,
    /// Order of day and month.
    pub date_order: Option<DateOrder>,
    /// Decimal sign.
    pub numbers: Option<NumberStyle>,
    /// Currency; `Some(None)` when the file names none and none is to be assumed.
    pub currency: Option<Option<Currency>>,
    /// Zone of times without an offset.
    pub time_zone: Option<String>,
    /// Whether the amounts of an order's rows add up to the order's.
    pub rows_add_up: Option<bool>,
}

impl Reading {
    /// What it says about the layout.
    pub(super) fn layout(&self) -> LayoutRules {
        LayoutRules {
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            quote_mark: self.quote_mark,
            quotes: self.quotes,
            header_line: self.header_line,
            date_order: None,
            numbers: None,
        }
    }
}

/// The first rows of a file as they would be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// Name of the file.
    pub name: String,
    /// Whether it is a sheet of a workbook, whose cells need neither encoding nor delimiter.
    pub is_sheet: bool,
    /// Encoding.
    pub encoding: Found<String>,
    /// Character between cells.
    pub delimiter: Found<char>,
    /// Signs that few programs put between cells and that stand in nearly every line: perhaps this one did.
    pub unusual_delimiters: Vec<char>,
    /// Character around cells.
    pub quote_mark: Found<QuoteMark>,
    /// How a quote inside a quoted cell is written.
    pub quotes: Found<Quotes>,
    /// Line of the header row; 0 when there is none.
    pub header_line: Found<u64>,
    /// What the rows are.
    pub table: Found<Table>,
    /// How well each table fits, the best first.
    pub fits: Vec<(Table, f64)>,
    /// Name of the format that the header belongs to, if one knows it.
    pub format: Option<String>,
    /// Order of day and month; `Auto` while it is open or every column decides by itself.
    pub date_order: Found<DateOrder>,
    /// Decimal sign; `Auto` while it is open or every column decides by itself.
    pub numbers: Found<NumberStyle>,
    /// Currency of the amounts, where one is named.
    pub currency: Found<Option<Currency>>,
    /// Zone of times without an offset.
    pub time_zone: Found<String>,
    /// Whether the amounts of an order's rows add up; `None` for tables without order numbers.
    pub rows_add_up: Option<Found<bool>>,
    /// The columns.
    pub columns: Vec<PreviewColumn>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// Rows that were looked at.
    pub sampled: usize,
    /// Whether those are all rows of the file.
    pub is_all: bool,
    /// Rows that are as wide as the header, of those looked at.
    pub as_wide: usize,
    /// Fields without which the table cannot be used and that no column is taken for.
    pub missing: Vec<Field>,
    /// What only a person can decide.
    pub questions: Vec<Question>,
    /// Which files are like this one.
    pub shape: Shape,
    /// The mapping that reads the file like this.
    pub mapping: Profile,
}

impl Preview {
    /// Whether the file can be imported like this.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.questions.is_empty()
    }

    /// The column that is taken for `field`.
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }
}

/// A value that was found out, or said by a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// How sure it is, 0 to 1.
    pub sure: f64,
    /// Whether a person said so.
    pub told: bool,
}

impl<T> Found<T> {
    fn out(value: T, sure: f64) -> Self {
        Self { value, sure, told: false }
    }

    fn or_told(self, told: Option<T>) -> Self {
        match told {
            Some(value) => Self { value, sure: 1.0, told: true },
            None => self,
        }
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewColumn {
    /// Header as it stands in the file.
    pub header: String,
    /// Field that it is taken for.
    pub field: Option<Field>,
    /// Whether a person said so.
    pub told: bool,
    /// The column before it that has the same header: mappings go by headers, so only that one can be read.
    pub twin: Option<usize>,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// How much the header speaks for it, 0 to 1.
    pub sounds: f64,
    /// What its cells look like.
    pub facts: ColumnFacts,
    /// Cells of the sample that do not read.
    pub faults: usize,
    /// The first of them: line, cell, reason.
    pub first_fault: Option<(u64, String, Reason)>,
}

impl PreviewColumn {
    /// What its cells must be.
    pub fn kind(&self) -> Option<Kind> {
        self.field.map(Kind::of)
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// Why the row as a whole would not be used.
    pub fault: Option<Reason>,
    /// Whether it is a row of totals or descriptions, which no sum includes.
    pub is_left_out: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// As it stands in the file, shortened.
    pub raw: String,
    /// As it is understood.
    pub reading: CellReading,
}

/// How a cell is understood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellReading {
    /// The column is not read.
    Unused,
    /// It reports nothing.
    Blank,
    /// As it stands.
    Text,
    /// A day, perhaps with the second of that day.
    Day(Day, Option<i32>),
    /// A number, in units of 10^-decimals.
    Number(i64, u32),
    /// What became of an order.
    Status(OrderStatus),
    /// A word that counts as "pending" until somebody says what it means.
    UnknownWord,
    /// It can be read in two ways, and nobody has decided yet.
    Unsettled,
    /// It cannot be read.
    Fault(Reason),
}

/// What only a person can decide.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Day or month first.
    Dates {
        /// Header of the column.
        header: String,
        /// A cell that reads both ways.
        example: String,
        /// The reading with the day first.
        day_first: DatesRead,
        /// The reading with the month first.
        month_first: DatesRead,
    },
    /// Decimal comma or thousands comma.
    Numbers {
        /// Header of the column.
        header: String,
        /// A cell that reads both ways.
        example: String,
        /// The reading with a decimal point.
        point: NumbersRead,
        /// The reading with a decimal comma.
        comma: NumbersRead,
    },
}

/// The dates of a column under one reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DatesRead {
    /// The example.
    pub example: Option<Day>,
    /// First day of the sample.
    pub first: Option<Day>,
    /// Last day of the sample.
    pub last: Option<Day>,
}

/// The numbers of a column under one reading, in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumbersRead {
    /// The example.
    pub example: Option<i64>,
    /// Sum over the sample.
    pub sum: i128,
}

/// The first rows of an input as they would be read, before anybody was asked: of a file, of the first table in it, or of the first
/// file of a folder. A long workbook that can only be read as a whole (XLS, XLSB) has none before the import.
///
/// # Errors
/// As [`preview`].
pub fn first_rows(input: &Input, options: &Options) -> Result<Preview, Refusal> {
    let head = sample::first(input).ok_or(Refusal::EmptyFolder)?;
    let reading = Reading::default();
    Ok(shown(&sample::cut(&head, &reading, options)?, &reading, options))
}

/// Shows the file called `name` within `input` as `reading` says.
///
/// # Errors
/// [`Refusal`] when there is no text table to show.
pub fn preview(input: &Input, name: &str, reading: &Reading, options: &Options) -> Result<Preview, Refusal> {
    Ok(shown(&sample::take(input, name, reading, options)?, reading, options))
}

/// Shows a sample as `reading` says.
fn shown(sample: &sample::Sample<'_>, reading: &Reading, options: &Options) -> Preview {
    let zone = |name: &str| TimeZone::get(name).unwrap_or(TimeZone::UTC);
    let reporting = zone(&options.time_zone);
    let choice = columns::choose(sample, reading, &reporting, options);
    let mapping = mapping::draft(sample, &choice, reading);
    let local = mapping.time_zone.as_deref().map_or_else(|| reporting.clone(), zone);
    let zones = super::parse::date::Zones::new(reporting, local);
    let settled = questions::settle(sample, &choice, reading, &mapping, &zones, options);
    let mapping = mapping::finish(mapping, &settled, reading);
    let shown = cells::Shown { sample, choice: &choice, settled: &settled, mapping: &mapping, zones: &zones };
    shown.assemble(reading, options)
}

#[cfg(test)]
mod tests;

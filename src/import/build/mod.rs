//! Columns of text to rows of the canonical tables. Never touches bytes, never merges files.

pub(super) mod ads;
pub(super) mod answers;
mod basket;
pub(super) mod campaigns;
pub(super) mod carts;
pub(super) mod customers;
mod durations;
pub(super) mod events;
mod evidence;
pub(super) mod gather;
pub(super) mod messages;
mod order_cells;
mod order_findings;
mod order_groups;
mod order_lines;
mod order_origins;
mod order_parcels;
pub(super) mod order_parts;
pub(super) mod order_platforms;
mod order_rows;
mod order_status;
mod order_styles;
mod order_totals;
pub(super) mod orders;
pub(super) mod parcels;
pub(super) mod referrals;
pub(super) mod returns;
pub(super) mod reviews;
pub(super) mod tickets;
pub(super) mod touches;
pub(super) mod web;

use evidence::{DateEvidence, NumberEvidence};

use jiff::tz::TimeZone;

use super::column::TextColumn;
use super::identity;
use super::input::DayNumbers;
use super::parse::date::{self, Moment, Zones};
use super::parse::date_order::DateOrder;
use super::parse::number::{self, NumberStyle, Value};
use super::parse::text::{is_not_reported, is_shortened_number, shorten};
use super::profile::{Field, Profile};
use super::read::{RawTable, Watch};
use super::{Asked, Note, Reason, Refusal, RejectedRow, SourceReport, workbook};
use crate::domain::{ChannelRules, Currency, Day};
use crate::tables::{Code, Codes, Handle};

/// What every builder needs to know.
#[derive(Clone)]
pub(super) struct Context<'context> {
    /// Index of the source in the report.
    pub source: u32,
    /// The profile.
    pub profile: &'context Profile,
    /// Currency that a header names.
    pub header_currency: Option<Currency>,
    /// Zone in which days are reported.
    pub reporting: TimeZone,
    /// Its name.
    pub reporting_name: &'context str,
    /// Order of day and month as the user answered.
    pub date_order: Option<DateOrder>,
    /// Decimal sign as the user answered.
    pub numbers: Option<NumberStyle>,
    /// Days that the lines before the header state, first to last.
    pub stated_range: Option<(Day, Day)>,
    /// Zone that the lines before the header state.
    pub stated_zone: Option<TimeZone>,
    /// Whether dates may stand as day numbers of a spreadsheet, and counted from which day.
    pub day_numbers: Option<DayNumbers>,
    /// Which sign of an order decides about its channel.
    pub channels: &'context ChannelRules,
    /// What anybody asks about of what orders tell.
    pub asked: Asked,
    /// Who watches, and where in the whole import the file stands.
    pub watch: &'context Watch<'context>,
}

impl Context<'_> {
    /// Tells the watcher that `done` of `total` are built; says whether to go on. Looks up every few thousand only.
    pub(super) fn goes_on(&self, done: usize, total: usize) -> bool {
        if !done.is_multiple_of(8_192) {
            return true;
        }
        self.watch.built(done, total);
        !self.watch.progress.is_cancelled()
    }

    /// Zones of a column of this source.
    pub(super) fn zones(&self) -> Zones {
        let named = || self.profile.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        let local = self.stated_zone.clone().or_else(named);
        Zones::new(self.reporting.clone(), local.unwrap_or_else(|| self.reporting.clone()))
    }

    /// What a record says about its customer in `cells`: e-mail, phone, the platform's id.
    pub(super) fn customer(
        &self,
        codes: &mut Codes,
        cells: [&str; 3],
        currency: Option<Currency>,
    ) -> Option<Handle> {
        let thai = currency.is_none_or(|currency| currency == Currency::THB);
        identity::handle(&mut codes.identities, cells, &self.profile.platform, thai)
    }

    /// Code of the id that the platform gives a record of the table that the profile feeds.
    pub(super) fn key(&self, codes: &mut Codes, table: &RawTable<'_>, row: usize) -> Option<Code> {
        self.composed_key(codes, table.cell(Field::RecordId, row))
    }

    /// Code of an id that is put together where the platform gives none.
    pub(super) fn composed_key(&self, codes: &mut Codes, id: &str) -> Option<Code> {
        let id = id.trim();
        if is_not_reported(id) || is_shortened_number(id) {
            return None;
        }
        Some(codes.keys.code(&format!("{}#{}#{id}", self.profile.platform, self.profile.table.id())))
    }

    /// As [`Self::customer`], of a record that also says what its customer is called.
    pub(super) fn named_customer(
        &self,
        codes: &mut Codes,
        cells: [&str; 3],
        name: &str,
        currency: Option<Currency>,
    ) -> Option<Handle> {
        let handle = self.customer(codes, cells, currency)?;
        codes.identities.is_called(handle, name);
        Some(handle)
    }
}

/// A column of dates whose order of day and month is settled.
pub(super) struct DateColumn<'table> {
    cells: Option<&'table TextColumn<'table>>,
    order: DateOrder,
    zones: Zones,
    header: String,
    day_numbers: Option<DayNumbers>,
    saw_buddhist: bool,
    unlikely: u64,
    has_offsets: bool,
}

impl<'table> DateColumn<'table> {
    /// Settles the order over all cells of `field`.
    ///
    /// # Errors
    /// [`Refusal::AmbiguousDates`] when nothing decides and neither profile nor user says.
    pub(super) fn new(
        table: &'table RawTable<'table>,
        field: Field,
        context: &Context<'_>,
        report: &mut SourceReport,
    ) -> Result<Self, Refusal> {
        let evidence = DateEvidence::of(table.columns.get(&field));
        let order = evidence.settle(field, context, report)?;
        Ok(Self::settled(table, field, order, context, report))
    }

    /// A column whose order was settled over all parts of the file.
    pub(super) fn settled(
        table: &'table RawTable<'table>,
        field: Field,
        order: DateOrder,
        context: &Context<'_>,
        report: &SourceReport,
    ) -> Self {
        let (cells, header) = (table.columns.get(&field), report.header_of(field));
        Self {
            cells,
            order,
            zones: context.zones(),
            header,
            day_numbers: context.day_numbers,
            saw_buddhist: false,
            unlikely: 0,
            has_offsets: false,
        }
    }

    /// The moment in record `index`; `None` for a cell that reports none.
    pub(super) fn at(&mut self, index: usize) -> Result<Option<Moment>, Reason> {
        let Some(cells) = self.cells else { return Ok(None) };
        let cell = cells.get(index);
        if is_not_reported(cell) {
            return Ok(None);
        }
        let from_number = self.day_numbers.and_then(|system| day_number(cell, system));
        let moment = date::parse(from_number.as_deref().unwrap_or(cell), self.order, &self.zones)?;
        self.saw_buddhist |= moment.buddhist;
        self.has_offsets |= moment.has_offset;
        self.unlikely += u64::from(!is_likely(moment.day));
        Ok(Some(moment))
    }

    /// The settled order of day and month.
    pub(super) fn order(&self) -> DateOrder {
        self.order
    }

    /// Notes what the readings showed.
    pub(super) fn note(&self, report: &mut SourceReport) {
        if self.saw_buddhist {
            report.note(Note::BuddhistYears { column: self.header.clone() });
        }
        if self.unlikely > 0 {
            report.note(Note::UnlikelyDates { column: self.header.clone(), cells: self.unlikely });
        }
    }
}

/// A day number of a spreadsheet in a column of dates, written as a date: the sheet shows a date, its format does not say so.
fn day_number(cell: &str, system: DayNumbers) -> Option<String> {
    let number = cell.trim().parse::<f64>().ok()?;
    // Days from 1954 to 2119: no year and no month of six digits.
    (20_000.0..80_000.0).contains(&number).then(|| workbook::moment(number, false, system))?
}

/// Days from 1990 to 2100; others are kept but do not stretch what a source covers.
pub(super) fn is_likely(day: Day) -> bool {
    // 1990-01-01 and 2100-01-01 as days since 1970-01-01.
    (7_305..47_482).contains(&day.0)
}

/// A column of amounts or counts whose decimal sign is settled.
pub(super) struct NumberColumn<'table> {
    cells: Option<&'table TextColumn<'table>>,
    style: NumberStyle,
}

impl<'table> NumberColumn<'table> {
    /// Settles the decimal sign over all cells of `field`.
    ///
    /// # Errors
    /// [`Refusal::AmbiguousNumbers`] when nothing decides and neither profile nor user says.
    pub(super) fn new(
        table: &'table RawTable<'table>,
        field: Field,
        context: &Context<'_>,
        report: &SourceReport,
    ) -> Result<Self, Refusal> {
        let style = NumberEvidence::of(table.columns.get(&field)).settle(field, context, report)?;
        Ok(Self::settled(table, field, style))
    }

    /// A column whose decimal sign was settled over all parts of the file.
    pub(super) fn settled(table: &'table RawTable<'table>, field: Field, style: NumberStyle) -> Self {
        Self { cells: table.columns.get(&field), style }
    }

    /// Whether the file has the column.
    pub(super) fn is_present(&self) -> bool {
        self.cells.is_some()
    }

    /// The value in record `index` in units of 10^-`scale`.
    pub(super) fn at(&self, index: usize, scale: u32) -> Value {
        self.cells.map_or(Value::NotReported, |cells| number::parse(cells.get(index), self.style, scale))
    }
}

/// Rejects record `index` of a table for the cell in `field`.
pub(super) fn reject(
    table: &RawTable<'_>,
    index: usize,
    field: Field,
    reason: Reason,
    report: &mut SourceReport,
) {
    let value = shorten(table.cell(field, index));
    let column = report.header_of(field);
    report.reject(RejectedRow {
        row: u64::from(table.rows[index]),
        line: u64::from(table.lines[index]),
        column,
        value,
        reason,
    });
}

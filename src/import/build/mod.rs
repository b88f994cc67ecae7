//! Columns of text to rows of the canonical tables. Never touches bytes, never merges files.

pub(super) mod ads;
pub(super) mod answers;
pub(super) mod campaigns;
pub(super) mod customers;
mod durations;
pub(super) mod events;
pub(super) mod gather;
pub(super) mod messages;
mod order_groups;
mod order_status;
pub(super) mod orders;
pub(super) mod parcels;
pub(super) mod referrals;
pub(super) mod returns;
pub(super) mod reviews;
pub(super) mod tickets;
pub(super) mod web;

use jiff::tz::TimeZone;

use super::column::TextColumn;
use super::identity;
use super::input::DayNumbers;
use super::parse::date::{self, Moment, Zones};
use super::parse::date_order::{DateOrder, OrderEvidence};
use super::parse::number::{self, NumberStyle, Value};
use super::parse::text::{is_not_reported, is_shortened_number, shorten};
use super::profile::{Field, Profile};
use super::read::{RawTable, Watch};
use super::{Note, Reason, Refusal, RejectedRow, SourceReport, workbook};
use crate::domain::{Currency, Day};
use crate::tables::{Code, Codes, Handle};

/// What every builder needs to know.
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
        Zones { reporting: self.reporting.clone(), local: local.unwrap_or_else(|| self.reporting.clone()) }
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
    pub(super) fn key(&self, codes: &mut Codes, table: &RawTable, row: usize) -> Option<Code> {
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
    cells: Option<&'table TextColumn>,
    order: DateOrder,
    zones: Zones,
    header: String,
    day_numbers: Option<DayNumbers>,
    saw_buddhist: bool,
    unlikely: u64,
}

impl<'table> DateColumn<'table> {
    /// Settles the order over all cells of `field`.
    ///
    /// # Errors
    /// [`Refusal::AmbiguousDates`] when nothing decides and neither profile nor user says.
    pub(super) fn new(
        table: &'table RawTable,
        field: Field,
        context: &Context<'_>,
        report: &mut SourceReport,
    ) -> Result<Self, Refusal> {
        let cells = table.columns.get(&field);
        let header = report.header_of(field);
        let mut evidence = OrderEvidence::default();
        cells.into_iter().flat_map(TextColumn::iter).for_each(|cell| evidence.add(cell));
        let convention =
            (context.profile.date_order != DateOrder::Auto).then_some(context.profile.date_order);
        let decided = match evidence.order() {
            Some(order) if evidence.day_first + evidence.month_first > 0 => Some(order),
            other => context.date_order.or(convention).or(other),
        };
        let Some(order) = context.profile.layout.date_order.or(decided) else {
            return Err(ambiguous_dates(cells, header, &context.zones()));
        };
        if evidence.day_first + evidence.month_first + evidence.either > 0 {
            let text = if order == DateOrder::MonthFirst { "MM/DD/YYYY" } else { "DD/MM/YYYY" };
            report.note(Note::DateOrder { column: header.clone(), order: text.to_owned() });
        }
        Ok(Self {
            cells,
            order,
            zones: context.zones(),
            header,
            day_numbers: context.day_numbers,
            saw_buddhist: false,
            unlikely: 0,
        })
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

fn ambiguous_dates(cells: Option<&TextColumn>, column: String, zones: &Zones) -> Refusal {
    let is_either = |cell: &&str| {
        let mut evidence = OrderEvidence::default();
        evidence.add(cell);
        evidence.either > 0
    };
    let example = cells.and_then(|cells| cells.iter().find(is_either)).unwrap_or_default();
    let read = |order| {
        date::parse(example, order, zones).map_or_else(|_| String::new(), |moment| moment.day.to_string())
    };
    Refusal::AmbiguousDates {
        column,
        example: shorten(example),
        day_first: read(DateOrder::DayFirst),
        month_first: read(DateOrder::MonthFirst),
    }
}

/// A column of amounts or counts whose decimal sign is settled.
pub(super) struct NumberColumn<'table> {
    cells: Option<&'table TextColumn>,
    style: NumberStyle,
}

impl<'table> NumberColumn<'table> {
    /// Settles the decimal sign over all cells of `field`.
    ///
    /// # Errors
    /// [`Refusal::AmbiguousNumbers`] when nothing decides and neither profile nor user says.
    pub(super) fn new(
        table: &'table RawTable,
        field: Field,
        context: &Context<'_>,
        report: &SourceReport,
    ) -> Result<Self, Refusal> {
        let cells = table.columns.get(&field);
        if let Some(style) = context.profile.layout.numbers {
            return Ok(Self { cells, style });
        }
        let usual = context.numbers.unwrap_or(context.profile.numbers);
        // Without a comma in the whole column nothing can speak against the usual point.
        let cells_decide = cells.filter(|column| usual != NumberStyle::Point || column.holds(b','));
        let style = match cells_decide.map(|column| number::decide(column.iter())) {
            // What the cells prove goes before what the platform usually writes: the file may have been saved again.
            Some(Ok(NumberStyle::Comma)) => NumberStyle::Comma,
            Some(Err(cell)) if usual == NumberStyle::Auto => {
                return Err(Refusal::AmbiguousNumbers {
                    column: report.header_of(field),
                    example: shorten(cell),
                });
            }
            _ if usual == NumberStyle::Auto => NumberStyle::Point,
            _ => usual,
        };
        Ok(Self { cells, style })
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
    table: &RawTable,
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

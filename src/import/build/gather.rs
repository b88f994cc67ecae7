//! What all simple tables share: one row per record, whose it is, when it was. Never interprets a cell that only one table has.

use super::{Context, DateColumn, Field, NumberColumn, RawTable, is_likely, reject};
use crate::domain::{Currency, Day};
use crate::import::parse::date::Moment;
use crate::import::parse::number::Value;
use crate::import::{Reason, SourceReport};
use crate::tables::{Code, Codes, Handle};

/// What one file's rows of a table are.
#[derive(Debug)]
pub(in crate::import) struct Gathered<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
}

impl<T> Default for Gathered<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), days: None }
    }
}

/// A cell that makes a record unusable.
pub(super) type Fault = (Field, Reason);

/// A row with the days it covers.
pub(super) type Dated<T> = (T, Option<(Day, Day)>);

/// Makes a row of each record, or rejects it.
pub(super) fn gather<T>(
    table: &RawTable<'_>,
    context: &Context<'_>,
    report: &mut SourceReport,
    mut read: impl FnMut(usize) -> Result<Dated<T>, Fault>,
) -> Gathered<T> {
    let mut gathered = Gathered::default();
    for row in 0..table.len() {
        if !context.goes_on(row, table.len()) {
            break;
        }
        match read(row) {
            Ok((built, days)) => {
                report.rows_used += 1;
                gathered.days = widen(gathered.days, days);
                gathered.rows.push(built);
            }
            Err((field, reason)) => reject(table, row, field, reason, report),
        }
    }
    gathered
}

/// Widens a range of days by a likely one.
pub(super) fn widen(covered: Option<(Day, Day)>, days: Option<(Day, Day)>) -> Option<(Day, Day)> {
    let days = days.filter(|(first, last)| is_likely(*first) && is_likely(*last));
    match (covered, days) {
        (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
        (covered, days) => covered.or(days),
    }
}

/// A day as a range of one day.
pub(super) fn one_day(day: Option<Day>) -> Option<(Day, Day)> {
    day.map(|day| (day, day))
}

/// The moment in a record, if it tells.
pub(super) fn moment(column: &mut DateColumn<'_>, field: Field, row: usize) -> Result<Option<Moment>, Fault> {
    column.at(row).map_err(|reason| (field, reason))
}

/// The moment in a record that must have one.
pub(super) fn needed(column: &mut DateColumn<'_>, field: Field, row: usize) -> Result<Moment, Fault> {
    moment(column, field, row)?.ok_or((field, Reason::NoDate))
}

/// A count, if the record reports one; `64517.0` is a count, `0.5` is none.
pub(super) fn count(column: &NumberColumn<'_>, field: Field, row: usize) -> Result<Option<i64>, Fault> {
    match column.at(row, 2) {
        Value::Number(centi) if centi % 100 == 0 && centi >= 0 => Ok(Some(centi / 100)),
        Value::NotReported => Ok(None),
        Value::Number(_) | Value::Bad(_) => Err((field, Reason::NotACount)),
    }
}

/// An amount in minor units, if the record reports one.
pub(super) fn amount(
    column: &NumberColumn<'_>,
    field: Field,
    row: usize,
    currency: Option<Currency>,
) -> Result<Option<i64>, Fault> {
    match column.at(row, currency.map_or(2, Currency::decimals)) {
        Value::Number(number) => Ok(Some(number)),
        Value::NotReported => Ok(None),
        Value::Bad(reason) => Err((field, reason)),
    }
}

impl Context<'_> {
    /// Currency of a record: its own column, else the header, else the profile.
    pub(super) fn currency_of(&self, table: &RawTable<'_>, row: usize) -> Option<Currency> {
        let named = Currency::parse(table.cell(Field::Currency, row));
        named.or(self.header_currency).or(self.profile.currency)
    }

    /// The customer of a record, by its e-mail, phone and id columns.
    pub(super) fn customer_of(&self, table: &RawTable<'_>, row: usize, codes: &mut Codes) -> Option<Handle> {
        let cells = [Field::Email, Field::Phone, Field::CustomerId].map(|field| table.cell(field, row));
        self.customer(codes, cells, self.currency_of(table, row))
    }

    /// Code of an order of this platform, as the orders table names it; `None` where the record names none.
    pub(super) fn order_of(&self, table: &RawTable<'_>, row: usize, codes: &mut Codes) -> Option<Code> {
        let order = table.cell(Field::OrderId, row).trim();
        let platform = self.profile.orders_of.as_deref().unwrap_or(&self.profile.platform);
        (!order.is_empty() && order != "-").then(|| codes.orders.code(&format!("{platform}:{order}")))
    }
}

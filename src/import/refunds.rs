//! Refunds that stand in an order export as records of their own, booked on the sale that they take back. Never makes an order of one,
//! never loses an amount.

use std::collections::HashMap;

use super::parse::number::{self, NumberStyle, Value};
use super::parse::text::is_not_reported;
use super::profile::{Field, Profile, StatusWord};
use super::read::RawTable;
use super::shape::{Fate, reject};
use super::{Note, Reason, SourceReport};
use crate::domain::OrderStatus;

/// Digits after the point that sums are exact to.
pub(super) const SCALE: u32 = 4;

/// Refunded amounts by the record of their sale. A refund belongs to the sale that it names, or whose number it bears. Where neither is
/// in the file it is booked on a sale of its day if the format says so; else it is rejected: what it takes back cannot be taken off
/// anything.
pub(super) fn book(
    profile: &Profile,
    fates: &[Fate],
    table: &RawTable<'_>,
    report: &mut SourceReport,
) -> HashMap<usize, i64> {
    let mut sales = Sales::new(profile, fates, table);
    let (mut by_day, mut elsewhere) = (0, 0);
    for row in (0..table.len()).filter(|row| fates[*row] == Fate::Refund) {
        let amount = match number::parse(table.cell(Field::Total, row), profile.numbers, SCALE) {
            Value::Number(amount) => amount.abs(),
            Value::Bad(reason) => {
                reject(table, row, Field::Total, reason, report);
                continue;
            }
            Value::NotReported => {
                reject(table, row, Field::Total, Reason::NoAmount, report);
                continue;
            }
        };
        let of_day =
            || sales.of_day(row).map(|sale| (sale, true)).or_else(|| Some((sales.nearest(row)?, false)));
        let named = sales.named(row);
        let (sale, same_day) = match (named, profile.rows.refunds_by_day) {
            (Some(sale), _) => (Some(sale), true),
            (None, true) => of_day().map_or((None, true), |(sale, same_day)| (Some(sale), same_day)),
            (None, false) => (None, true),
        };
        let Some(sale) = sale else {
            reject(table, row, Field::OrderId, Reason::RefundWithoutSale, report);
            continue;
        };
        by_day += u64::from(named.is_none());
        elsewhere += u64::from(!same_day);
        sales.take_back(sale, amount);
        report.rows_used += 1;
    }
    if by_day > 0 {
        report.note(Note::RefundsByDay { rows: by_day, elsewhere });
    }
    sales.refunded
}

/// The sales of a file.
struct Sales<'table> {
    table: &'table RawTable<'table>,
    style: NumberStyle,
    /// First record of each number.
    by_number: HashMap<&'table str, usize>,
    /// First records of the sales that took place, by their day as it is written.
    by_day: HashMap<&'table str, Vec<usize>>,
    refunded: HashMap<usize, i64>,
}

impl<'table> Sales<'table> {
    fn new(profile: &Profile, fates: &[Fate], table: &'table RawTable<'table>) -> Self {
        let (mut by_number, mut by_day) = (HashMap::new(), HashMap::<&str, Vec<usize>>::new());
        let is_cancelled = |row| {
            let word = profile.status.meaning(table.cell(Field::Status, row));
            word == Some(StatusWord::Is(OrderStatus::Cancelled))
        };
        for row in (0..table.len()).filter(|row| fates[*row] == Fate::Kept) {
            let number = table.cell(Field::OrderId, row).trim();
            if let std::collections::hash_map::Entry::Vacant(free) = by_number.entry(number) {
                free.insert(row);
                if !is_cancelled(row) {
                    by_day.entry(day(table, row)).or_default().push(row);
                }
            }
        }
        Self { table, style: profile.numbers, by_number, by_day, refunded: HashMap::new() }
    }

    /// The sale that a refund names, or whose number it bears.
    fn named(&self, row: usize) -> Option<usize> {
        let numbers = [Field::RefundOf, Field::OrderId].map(|field| self.table.cell(field, row).trim());
        let known = |number: &&str| !is_not_reported(number);
        numbers.iter().filter(|number| known(number)).find_map(|number| self.by_number.get(number).copied())
    }

    /// The sale of the same day of which most is left.
    fn of_day(&self, row: usize) -> Option<usize> {
        let sales = self.by_day.get(day(self.table, row))?;
        sales.iter().copied().max_by_key(|sale| (self.left(*sale), std::cmp::Reverse(*sale)))
    }

    /// The sale that stands nearest in the file: of a day without a sale.
    fn nearest(&self, row: usize) -> Option<usize> {
        let sales = self.by_day.values().flatten().copied();
        sales.min_by_key(|sale| (sale.abs_diff(row), std::cmp::Reverse(self.left(*sale)), *sale))
    }

    /// What was paid and not given back yet.
    fn left(&self, sale: usize) -> i64 {
        let paid = number::parse(self.table.cell(Field::Total, sale), self.style, SCALE).number();
        paid.unwrap_or(0) - self.refunded.get(&sale).copied().unwrap_or(0)
    }

    fn take_back(&mut self, sale: usize, amount: i64) {
        let stated = number::parse(self.table.cell(Field::Refunded, sale), self.style, SCALE).number();
        *self.refunded.entry(sale).or_insert(stated.map_or(0, i64::abs)) += amount;
    }
}

/// The day of a record as it is written, without the time.
fn day<'table>(table: &'table RawTable<'_>, row: usize) -> &'table str {
    table.cell(Field::OrderedAt, row).split_whitespace().next().unwrap_or("")
}

//! What the totals of a hand-made table say beside the amounts: whether the rows of an order state its total again and again or each its
//! own part, and in which currency. Never reads an amount.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::order_groups::continues;
use super::{Context, Field, RawTable};
use crate::domain::Currency;
use crate::import::parse::currency;
use crate::import::parse::text::{is_not_reported, trim};

/// What the totals in a table, or in a part of it, say.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderTotals {
    /// Whether the rows of any order state different ones: then each states its part of the order.
    pub differ: bool,
    /// The first row that states one, and the last.
    ends: Option<(Stated<String>, Stated<String>)>,
    /// Currencies that stand beside amounts.
    currencies: BTreeSet<Currency>,
}

/// A total with the order that it is stated of. Two tills may both have an order 1, but hardly on the same day.
#[derive(Clone, Debug)]
struct Stated<T> {
    /// Blank where the row goes on with an order of the part before.
    number: T,
    day: T,
    total: T,
}

impl Stated<&str> {
    fn owned(&self) -> Stated<String> {
        let Self { number, day, total } = self;
        Stated { number: (*number).to_owned(), day: (*day).to_owned(), total: (*total).to_owned() }
    }
}

/// A date without the time behind it, as it is written.
fn day(cell: &str) -> &str {
    let time = cell
        .match_indices(' ')
        .find(|(at, _)| cell[at + 1..].split(' ').next().is_some_and(|word| word.contains(':')));
    time.map_or(cell, |(at, _)| &cell[..at])
}

/// The currency that stands beside an amount: `฿120`.
pub(super) fn currency_beside(cell: &str) -> Option<Currency> {
    let is_bare = cell.bytes().all(|byte| byte.is_ascii_digit() || b".,-".contains(&byte));
    if is_bare { None } else { currency::within(cell) }
}

impl OrderTotals {
    /// Looks at all rows of `table`, if it was made by hand.
    pub(super) fn of(table: &RawTable<'_>, context: &Context<'_>) -> Self {
        let mut seen = Self::default();
        if context.profile.generic
            && let Some(totals) = table.columns.get(&Field::Total)
        {
            seen.currencies.extend(totals.iter().filter_map(currency_beside));
        }
        if context.profile.orders.amounts_may_add_up {
            seen.compare(table, context);
        }
        seen
    }

    /// The currency of all orders, where only one stands beside amounts: the others go without saying.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.currencies.first().filter(|_| self.currencies.len() == 1).copied()
    }

    /// Compares the totals of the rows of each order.
    fn compare(&mut self, table: &RawTable<'_>, context: &Context<'_>) {
        if !table.columns.contains_key(&Field::OrderId) || !table.columns.contains_key(&Field::Total) {
            return;
        }
        let cell = |field, row| trim(table.cell(field, row));
        let mut stated: HashMap<(&str, &str), &str, RandomState> = HashMap::default();
        let (mut number, mut date) = ("", "");
        let mut ends: Option<(Stated<&str>, Stated<&str>)> = None;
        for row in 0..table.len() {
            let (own, own_date) = (cell(Field::OrderId, row), day(cell(Field::OrderedAt, row)));
            if is_not_reported(own) {
                if !continues(table, row, context) {
                    continue;
                }
            } else {
                // A row that bears the number and no date is of the day of the row above.
                date = if own_date.is_empty() && own == number { date } else { own_date };
                number = own;
            }
            let total = cell(Field::Total, row);
            // A blank total on a further row is one that is stated once.
            if is_not_reported(total) {
                continue;
            }
            self.differ |= *stated.entry((number, date)).or_insert(total) != total;
            let of_row = || Stated { number, day: date, total };
            ends = Some((ends.map_or_else(of_row, |(first, _)| first), of_row()));
        }
        self.ends = ends.map(|(first, last)| (first.owned(), last.owned()));
    }

    /// Adds what the part that follows says.
    pub(super) fn absorb(&mut self, part: Self) {
        self.differ |= part.differ;
        self.currencies.extend(part.currencies);
        let Some((first, mut last)) = part.ends else { return };
        let Some((_, above)) = &mut self.ends else {
            self.ends = Some((first, last));
            return;
        };
        let goes_on = |row: &Stated<String>| row.number.is_empty();
        let is_same = goes_on(&first) || (first.number == above.number && first.day == above.day);
        self.differ |= is_same && first.total != above.total;
        if goes_on(&last) {
            last = Stated { total: last.total, ..above.clone() };
        }
        *above = last;
    }
}

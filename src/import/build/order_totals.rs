//! What the totals of a hand-made table say beside the amounts: whether the rows of an order state its total again and again or each its
//! own part, and in which currency. Never reads an amount.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::order_groups::begins_anew;
use super::{Context, Field, RawTable};
use crate::domain::Currency;
use crate::import::parse::currency;
use crate::import::parse::text::{is_not_reported, trim};

/// What the totals in a table, or in a part of it, say.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderTotals {
    /// Whether the rows of any order state different ones: then each states its part of the order.
    pub differ: bool,
    /// Number and total of the first row that states one; the number is blank where the row continues the order above.
    first: (String, String),
    /// Those of the last.
    last: (String, String),
    /// Currencies that stand beside amounts.
    currencies: BTreeSet<Currency>,
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
        let rules = &context.profile.orders;
        let columns = (table.columns.get(&Field::OrderId), table.columns.get(&Field::Total));
        let (Some(ids), Some(totals)) = columns else { return };
        let mut stated: HashMap<&str, &str, RandomState> = HashMap::default();
        let (mut above, mut differ) = ("", false);
        let (mut first, mut last) = (None, None);
        for (row, (id, total)) in ids.iter().map(trim).zip(totals.iter().map(trim)).enumerate() {
            if !is_not_reported(id) {
                above = id;
            } else if !rules.carry_down || begins_anew(table, row, context) {
                continue;
            }
            // A blank total on a further row is one that is stated once.
            if is_not_reported(total) {
                continue;
            }
            differ |= *stated.entry(above).or_insert(total) != total;
            first.get_or_insert((above, total));
            last = Some((above, total));
        }
        let owned = |seen: Option<(&str, &str)>| {
            seen.map_or_else(Default::default, |(id, total)| (id.to_owned(), total.to_owned()))
        };
        *self = Self {
            differ,
            first: owned(first),
            last: owned(last),
            currencies: std::mem::take(&mut self.currencies),
        };
    }

    /// Adds what the part that follows says.
    pub(super) fn absorb(&mut self, part: Self) {
        self.differ |= part.differ;
        self.currencies.extend(part.currencies);
        if part.first.1.is_empty() {
            return;
        }
        if self.first.1.is_empty() {
            (self.first, self.last) = (part.first, part.last);
            return;
        }
        let goes_on = part.first.0.is_empty() || part.first.0 == self.last.0;
        self.differ |= goes_on && part.first.1 != self.last.1;
        let before = std::mem::replace(&mut self.last, part.last);
        if self.last.0.is_empty() {
            self.last.0 = before.0;
        }
    }
}

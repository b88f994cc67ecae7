//! When refunds were paid back, where a returns export says so. Never an amount that the order does not know.

use polars::prelude::{Int32Type, Int64Type, UInt32Type};

use super::super::columns::{optional, values};
use super::super::scope::Scope;
use crate::domain::Day;
use crate::tables::{Code, schema};

/// Refunds with a date, by order.
#[derive(Debug, Default)]
pub(super) struct Refunds {
    /// Order code, day, amount; sorted.
    dated: Vec<(Code, Day, i64)>,
    /// Order code per row of the orders; empty where nothing is dated.
    orders: Vec<Code>,
    /// Refunds of valid orders in the shown currency whose day nobody tells: they stay on the day of the order.
    pub(super) undated_minor: i64,
}

impl Refunds {
    /// The refunds of a scope's orders; a table that cannot be read counts as one that says nothing.
    pub(super) fn read(scope: &Scope<'_>) -> Self {
        let mut refunds = Self { dated: dated(scope).unwrap_or_default(), ..Self::default() };
        if !refunds.dated.is_empty() {
            let orders = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER);
            refunds.orders = orders.map(std::borrow::Cow::into_owned).unwrap_or_default();
        }
        let rows = (0..scope.orders.len()).filter(|row| scope.orders.refunded_minor[*row] > 0);
        let counts = rows.filter(|row| {
            scope.orders.customer.get(*row).is_some() && scope.is_valid(*row) && scope.is_in_currency(*row)
        });
        refunds.undated_minor = counts
            .map(|row| {
                let known: i64 = refunds.of(scope, row).map(|(_, minor)| minor).sum();
                scope.orders.refunded_minor[row] - known
            })
            .sum();
        refunds
    }

    /// Whether any refund has a day of its own.
    pub(super) fn are_dated(&self) -> bool {
        !self.dated.is_empty()
    }

    /// Day and amount of each dated refund of the order in `row`, together at most what the order itself says was refunded.
    pub(super) fn of(&self, scope: &Scope<'_>, row: usize) -> impl Iterator<Item = (Day, i64)> {
        let refunded = scope.orders.refunded_minor[row];
        let order = self.orders.get(row).copied().filter(|_| refunded > 0);
        let start = order.map_or(0, |order| self.dated.partition_point(|one| one.0 < order));
        let own = order.map_or(&[][..], |order| {
            let rest = &self.dated[start..];
            &rest[..rest.partition_point(|one| one.0 == order)]
        });
        own.iter().scan(refunded, |left, (_, day, minor)| {
            let minor = (*minor).min(*left);
            *left -= minor;
            Some((*day, minor))
        })
    }
}

fn dated(scope: &Scope<'_>) -> Option<Vec<(Code, Day, i64)>> {
    use schema::returns as c;
    let frame = &scope.tables.returns;
    let orders = optional::<UInt32Type>(frame, c::ORDER).ok()?;
    let days = optional::<Int32Type>(frame, c::REFUNDED_DAY).ok()?;
    let amounts = optional::<Int64Type>(frame, c::REFUND_MINOR).ok()?;
    let known = orders.into_iter().zip(days).zip(amounts);
    let mut dated: Vec<(Code, Day, i64)> = known
        .filter_map(|((order, day), minor)| Some((order?, Day(day?), minor.filter(|minor| *minor > 0)?)))
        .collect();
    dated.sort_unstable();
    Some(dated)
}

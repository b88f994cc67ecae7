//! Which order each cart became: the one that the export names, or the customer's next purchase. Never gives one order to two carts.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Int32Type, Int64Type, PolarsResult, UInt32Type};

use super::super::columns::{optional, values};
use super::super::scope::Scope;
use super::WINDOW_DAYS;
use crate::domain::Day;
use crate::tables::{Code, schema};

/// One cart.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Cart {
    /// Row of the table.
    pub(in crate::analysis) row: usize,
    pub(in crate::analysis) customer: Option<Code>,
    pub(in crate::analysis) created: Day,
    pub(super) reminded: Option<Day>,
    /// Day of the order that it became.
    pub(in crate::analysis) ordered: Option<Day>,
    /// Whether that order was found by its customer and its day.
    pub(super) is_inferred: bool,
    pub(in crate::analysis) currency: Code,
    pub(in crate::analysis) value_minor: Option<i64>,
}

/// What became of a cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Fate {
    /// An order within the window.
    Ordered,
    /// No order, and the window is over.
    Abandoned,
    /// No telling yet. Also for a cart that became an order while its window is not over: others of its day could not yet be lost.
    Open,
}

impl Cart {
    /// What became of it as of `until`: all carts of a day are judged on the same day.
    pub(in crate::analysis) fn fate(&self, until: Option<Day>) -> Fate {
        let is_mature = until.is_some_and(|until| until.since(self.created) >= WINDOW_DAYS);
        let in_window = self.ordered.is_some_and(|day| day.since(self.created) <= WINDOW_DAYS);
        match (is_mature, in_window) {
            (false, _) => Fate::Open,
            (true, true) => Fate::Ordered,
            (true, false) => Fate::Abandoned,
        }
    }
}

/// All carts as of the end of the data.
pub(in crate::analysis) fn found(scope: &Scope<'_>) -> PolarsResult<Vec<Cart>> {
    let mut carts = read(scope)?;
    let mut taken: BTreeMap<Code, BTreeSet<Day>> = BTreeMap::new();
    for cart in carts.iter().filter(|cart| cart.ordered.is_some()) {
        if let (Some(customer), Some(day)) = (cart.customer, cart.ordered) {
            taken.entry(customer).or_default().insert(day);
        }
    }
    // An export that tells some of its orders tells all.
    if carts.iter().any(|cart| cart.ordered.is_some()) {
        return Ok(carts);
    }
    // The latest cart before a purchase is the one that became it.
    for cart in carts.iter_mut().rev() {
        let Some(customer) = cart.customer.and_then(|code| scope.customer(code)) else { continue };
        let taken = taken.entry(customer.code).or_default();
        let occasions = scope.occasions(customer);
        let later = occasions.partition_point(|occasion| occasion.day < cart.created);
        let next = occasions[later..].iter().map(|occasion| occasion.day);
        let next =
            next.take_while(|day| day.since(cart.created) <= WINDOW_DAYS).find(|day| !taken.contains(day));
        if let Some(day) = next {
            taken.insert(day);
            (cart.ordered, cart.is_inferred) = (Some(day), true);
        }
    }
    Ok(carts)
}

fn read(scope: &Scope<'_>) -> PolarsResult<Vec<Cart>> {
    use schema::carts as c;
    let frame = &scope.tables.carts;
    let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
    let orders = optional::<UInt32Type>(frame, c::ORDER)?;
    let created = values::<Int32Type>(frame, c::CREATED_DAY)?;
    let completed = optional::<Int32Type>(frame, c::COMPLETED_DAY)?;
    let reminded = optional::<Int32Type>(frame, c::REMINDED_DAY)?;
    let currencies = values::<UInt32Type>(frame, c::CURRENCY)?;
    let amounts = optional::<Int64Type>(frame, c::VALUE_MINOR)?;
    let days = days_of_orders(scope)?;
    let known = |day: Option<Day>| day.filter(|day| scope.spec.as_of.is_none_or(|end| *day <= end));
    let cart = |row: usize| Cart {
        row,
        customer: customers[row],
        created: Day(created[row]),
        reminded: known(reminded[row].map(Day)),
        // The day that the cart names, else that of the order that it names.
        ordered: known(
            completed[row].map(Day).or_else(|| days.get(orders[row]? as usize).copied().flatten()),
        ),
        is_inferred: false,
        currency: currencies[row],
        value_minor: amounts[row],
    };
    Ok((0..created.len()).map(cart).collect())
}

/// Per code of an order: its day, if it is a purchase.
fn days_of_orders(scope: &Scope<'_>) -> PolarsResult<Vec<Option<Day>>> {
    let codes = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER)?;
    let mut days = vec![None; scope.tables.codes.orders.len()];
    for row in (0..scope.orders.len()).filter(|row| scope.is_valid(*row)) {
        if let Some(slot) = days.get_mut(codes[row] as usize) {
            *slot = Some(Day(scope.orders.day[row]));
        }
    }
    Ok(days)
}

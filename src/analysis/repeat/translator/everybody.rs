//! The marks of everybody in the data, made once for all questions. Never a share.

use std::sync::Arc;

use super::Ask;
use super::marks::{Gathered, Marks};
use crate::analysis::scope::{Customer, Occasion};
use crate::domain::Day;
use crate::tables::Code;

/// Everybody's marks: existing orders by account and by customer, purchases, days of purchase.
pub(super) struct AllMarks {
    /// Empty where the exports name people in one way only.
    pub(super) accounts: Marks,
    pub(super) people: Marks,
    pub(super) buyers: Marks,
    pub(super) days: Marks,
}

impl AllMarks {
    /// Those of everybody, made once.
    pub(super) fn known(ask: &Ask<'_, '_>) -> Arc<Self> {
        ask.scope.once([0; 3], || Self {
            accounts: marks(ask, |add, customer, _| of_accounts(ask, customer, add)),
            people: marks(ask, |add, customer, _| of_orders(ask, customer, |row| ask.scope.exists(row), add)),
            buyers: marks(ask, |add, customer, _| {
                of_orders(ask, customer, |row| ask.scope.is_occasion(row), add);
            }),
            days: marks(ask, |add, _, occasions| of_days(occasions, add)),
        })
    }
}

/// Takes a mark: its day, how many of the same one came before, the day of the last of them, the orders that it stands for.
type Add<'a> = &'a mut dyn FnMut(Day, u64, Day, u64);

/// The marks that a walk through each customer finds.
fn marks(ask: &Ask<'_, '_>, walk: impl Fn(Add<'_>, &Customer, &[Occasion]) + Sync) -> Marks {
    let Some(start) = ask.scope.first_order_day() else { return Marks::default() };
    let gathered = ask.scope.fold_orders(
        Gathered::default,
        |own, customer, occasions| {
            let mut add = |day, earlier, before, orders| own.add(start, day, earlier, before, orders);
            walk(&mut add, customer, occasions);
        },
        Gathered::absorb,
    );
    Marks::new(start, &gathered)
}

/// The orders that count, in the order of time.
fn of_orders(ask: &Ask<'_, '_>, customer: &Customer, counts: impl Fn(usize) -> bool, add: Add<'_>) {
    let (mut earlier, mut before) = (0, Day(i32::MIN));
    for row in customer.rows().filter(|row| counts(*row)) {
        let day = Day(ask.scope.orders.day[row]);
        add(day, earlier, before, 1);
        (earlier, before) = (earlier + 1, day);
    }
}

/// The same by account; a customer has a handful.
fn of_accounts(ask: &Ask<'_, '_>, customer: &Customer, add: Add<'_>) {
    let mut seen: Vec<(Code, u64, Day)> = Vec::new();
    for row in customer.rows().filter(|row| ask.scope.exists(*row)) {
        let Some(account) = ask.account(row) else { return };
        let day = Day(ask.scope.orders.day[row]);
        match seen.iter_mut().find(|known| known.0 == account) {
            Some(known) => {
                add(day, known.1, known.2, 1);
                (known.1, known.2) = (known.1 + 1, day);
            }
            None => {
                add(day, 0, day, 1);
                seen.push((account, 1, day));
            }
        }
    }
}

fn of_days(occasions: &[Occasion], add: Add<'_>) {
    let mut before = Day(i32::MIN);
    for (earlier, occasion) in (0..).zip(occasions) {
        add(occasion.day, earlier, before, u64::from(occasion.orders));
        before = occasion.day;
    }
}

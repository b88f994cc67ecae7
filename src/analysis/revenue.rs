//! Net revenue by month, new against returning customers, order basis (METRICS, sections 0 and 1). Never cash basis.

use super::months::{Months, is_complete};
use super::result::RevenueMonth;
use super::scope::Scope;
use crate::domain::Day;

#[derive(Clone, Default)]
struct Sums {
    orders: u64,
    new: i64,
    returning: i64,
    anonymous: i64,
}

/// Revenue of the valid orders of the period in the money figures' currency; `None` without such an order.
///
/// New are the orders up to and on the customer's first occasion day, which may lie before the period;
/// later ones are returning.
pub(super) fn revenue(scope: &Scope<'_>) -> Option<Vec<RevenueMonth>> {
    let mut months: Months<Sums> = Months::spanning(&scope.months);
    let counts = |row: &usize| scope.is_valid(*row) && scope.in_period(*row) && scope.is_in_currency(*row);
    let identified = scope.customers.last().map_or(0, |last| last.rows.end);
    for customer in &scope.customers {
        let first = scope.occasions(customer).first().map(|first| first.day);
        for row in customer.rows.clone().filter(counts) {
            let Some(sums) = months.slot(scope.orders.month[row]) else { continue };
            let is_new = first.is_none_or(|first| Day(scope.orders.day[row]) <= first);
            sums.orders += 1;
            *(if is_new { &mut sums.new } else { &mut sums.returning }) += scope.orders.net_minor[row];
        }
    }
    let anonymous = |row: &usize| scope.orders.customer[*row].is_none();
    for row in (identified..scope.orders.len()).filter(anonymous).filter(counts) {
        let Some(sums) = months.slot(scope.orders.month[row]) else { continue };
        sums.orders += 1;
        sums.anonymous += scope.orders.net_minor[row];
    }
    let rows: Vec<RevenueMonth> = months
        .between_used(|sums| sums.orders > 0)
        .map(|(month, sums)| RevenueMonth {
            month,
            orders: sums.orders,
            new_minor: sums.new,
            returning_minor: sums.returning,
            anonymous_minor: sums.anonymous,
            complete: is_complete(month, scope.as_of),
        })
        .collect();
    (!rows.is_empty()).then_some(rows)
}

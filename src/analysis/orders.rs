//! What the order files say, so that a person can check it against them. Never a rate.

use super::result::{CurrencyTotal, IdentifiedBy, OrdersSummary};
use super::scope::{Scope, slot};
use super::{Family, identity};
use crate::domain::{Day, IdentityRule};
use crate::tables::{Code, Handle};

/// The summary; `None` without an orders table.
pub(super) fn summarize(scope: &Scope<'_>) -> Option<OrdersSummary> {
    if scope.orders.len() == 0 {
        return None;
    }
    let sums = scope.sums();
    let (customers, customers_with_2_orders) = match scope.spec.period.is_all() {
        true => scope.once([0; 3], || OverAllDays(customers(scope))).0,
        false => customers(scope),
    };
    let totals = currency_totals(scope, &sums.currencies);
    let single = totals.len() < 2;
    let amount = |sum: i64| single.then_some(sum);
    Some(OrdersSummary {
        orders: sums.orders,
        cancelled: sums.cancelled,
        customers,
        anonymous_orders: sums.anonymous,
        customers_with_2_orders,
        identified_by: if scope.spec.families.contains(Family::Identified) {
            identified(scope)
        } else {
            Vec::new()
        },
        // Who is in a segment is known under the rules in use only.
        identity: if scope.spec.identity_effects && scope.spec.segment.is_none() {
            identity::effects(scope)
        } else {
            Vec::new()
        },
        total_minor: amount(sums.total),
        refunded_minor: amount(sums.refunded),
        valid_orders: sums.valid,
        pending_orders: sums.pending,
        gross_minor: amount(sums.gross),
        net_minor: amount(sums.net),
        collected_minor: amount(sums.collected),
        currency: totals.first().filter(|_| single).and_then(|total| total.currency),
        mixed_currencies: (!single).then_some(totals),
        first_order: sums.first.map(Day),
        last_order: sums.last.map(Day),
    })
}

/// Orders of any status in the period by the value that identifies their customer first: what a person can count in the file.
/// Values that another rule unites are several here and one customer.
fn identified(scope: &Scope<'_>) -> Vec<IdentifiedBy> {
    let identities = &scope.tables.codes.identities;
    let rules = scope.tables.people.rules();
    let mut orders: [Vec<u64>; IdentityRule::ALL.len()] = Default::default();
    let known = |row: usize| identities.known_by(Handle::from_code(scope.orders.handle.get(row)?), rules);
    let rows = (0..scope.orders.len()).filter(|row| scope.exists(*row) && scope.in_period(*row));
    for value in rows.filter_map(known) {
        *slot(&mut orders[value.rule as usize], value.value) += 1;
    }
    let count = |rule: IdentityRule| {
        let orders = &orders[rule as usize];
        let with = |least: u64| orders.iter().filter(|orders| **orders >= least).count() as u64;
        IdentifiedBy {
            rule,
            customers: with(1),
            customers_with_2_orders: with(2),
            orders: orders.iter().sum(),
        }
    };
    IdentityRule::ALL.map(count).into_iter().filter(|count| count.customers > 0).collect()
}

/// Customers with orders, and with two or more, over all days.
struct OverAllDays((u64, u64));

/// Customers with at least one and with at least two orders of any status in the period.
fn customers(scope: &Scope<'_>) -> (u64, u64) {
    scope.fold_orders(
        || (0, 0),
        |own, customer, _| {
            // Sorted by day: whose last order is too early, or whose first is too late, needs no second look.
            let (first, last) =
                (scope.orders.day[customer.rows().start], scope.orders.day[customer.rows().end - 1]);
            let (from, to) = (scope.spec.period.from, scope.spec.period.to);
            if from.is_some_and(|from| last < from.0) || to.is_some_and(|to| first > to.0) {
                return;
            }
            let counts = |row: &usize| scope.exists(*row) && scope.in_period(*row);
            let orders = customer.rows().filter(counts).take(2).count();
            own.0 += u64::from(orders >= 1);
            own.1 += u64::from(orders >= 2);
        },
        |own, other| *own = (own.0 + other.0, own.1 + other.1),
    )
}

/// Most orders first, then by code name.
fn currency_totals(scope: &Scope<'_>, currencies: &[(u64, i64)]) -> Vec<CurrencyTotal> {
    let used = currencies.iter().enumerate().filter(|(_, (orders, _))| *orders > 0);
    let mut totals: Vec<CurrencyTotal> = used
        .map(|(code, (orders, total_minor))| CurrencyTotal {
            currency: scope.currency_of(code as Code),
            orders: *orders,
            total_minor: *total_minor,
        })
        .collect();
    totals.sort_by_key(|total| (std::cmp::Reverse(total.orders), total.currency.is_none(), total.currency));
    totals
}

#[cfg(test)]
mod tests {
    use super::super::Spec;
    use super::super::fixtures::{Shop, as_of, day, over};
    use crate::domain::{Currency, OrderStatus};

    fn shop() -> Shop {
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-05", 100);
        shop.order("ann", "2024-02-05", 200).status = OrderStatus::Cancelled;
        shop.order("bo", "2024-01-06", 300).status = OrderStatus::Pending;
        let returned = shop.order("", "2024-03-01", 400);
        (returned.status, returned.refunded_minor, returned.net_minor) = (OrderStatus::Returned, 150, 250);
        shop
    }

    #[test]
    fn the_first_block_counts_every_status_and_the_second_purchases_only() {
        let summary = shop().analyze(&Spec::default()).orders.expect("orders");
        assert_eq!((summary.orders, summary.cancelled, summary.pending_orders), (4, 1, 1));
        assert_eq!((summary.customers, summary.customers_with_2_orders, summary.anonymous_orders), (2, 1, 1));
        assert_eq!((summary.total_minor, summary.refunded_minor), (Some(1000), Some(150)));
        assert_eq!((summary.valid_orders, summary.gross_minor, summary.net_minor), (2, Some(500), Some(350)));
        assert_eq!((summary.currency, summary.mixed_currencies), (Some(Currency::THB), None));
        assert_eq!(
            (summary.first_order, summary.last_order),
            (Some(day("2024-01-05")), Some(day("2024-03-01")))
        );
    }

    #[test]
    fn period_and_data_end_leave_orders_out() {
        let orders = |spec: &Spec| shop().analyze(spec).orders.expect("orders").orders;
        assert_eq!(orders(&over("2024-01-06", "2024-02-05")), 2);
        assert_eq!(orders(&as_of("2024-01-31")), 2);
        assert_eq!(Shop::new().analyze(&Spec::default()).orders, None);
    }

    #[test]
    fn amounts_of_several_currencies_are_not_added() {
        let mut shop = shop();
        let dollar = shop.rows.codes.currency(Currency::parse("USD"));
        shop.order("cy", "2024-01-07", 70).currency = dollar;
        let summary = shop.analyze(&Spec::default()).orders.expect("orders");
        assert_eq!((summary.total_minor, summary.net_minor, summary.currency), (None, None, None));
        let totals = summary.mixed_currencies.expect("two currencies");
        let totals: Vec<_> = totals.iter().map(|total| (total.orders, total.total_minor)).collect();
        assert_eq!(totals, [(4, 1000), (1, 70)]);
    }
}

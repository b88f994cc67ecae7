//! What the order files say, so that a person can check it against them. Never a rate.

use super::result::{CurrencyTotal, IdentifiedBy, OrdersSummary};
use super::scope::{Scope, slot};
use super::{Family, identity};
use crate::domain::{Day, IdentityRule, OrderStatus};
use crate::tables::{Code, Handle};

/// Sums over the orders of the period. Amounts are only added up while all orders are in one currency.
#[derive(Default)]
struct Sums {
    orders: u64,
    cancelled: u64,
    pending: u64,
    anonymous: u64,
    valid: u64,
    total: i64,
    refunded: i64,
    gross: i64,
    net: i64,
    collected: i64,
    first: Option<i32>,
    last: Option<i32>,
    /// Orders and total per currency code.
    currencies: Vec<(u64, i64)>,
}

/// The summary; `None` without an orders table.
pub(super) fn summarize(scope: &Scope<'_>) -> Option<OrdersSummary> {
    if scope.orders.len() == 0 {
        return None;
    }
    let sums = scope.fold_rows(
        Sums::default,
        |own, row| {
            if scope.in_period(row) {
                own.add(scope, row);
            }
        },
        Sums::absorb,
    );
    let (customers, customers_with_2_orders) = customers(scope);
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

impl Sums {
    fn absorb(&mut self, other: Self) {
        self.orders += other.orders;
        self.cancelled += other.cancelled;
        self.pending += other.pending;
        self.anonymous += other.anonymous;
        self.valid += other.valid;
        self.total += other.total;
        self.refunded += other.refunded;
        self.gross += other.gross;
        self.net += other.net;
        self.collected += other.collected;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
        for (code, (orders, total)) in other.currencies.into_iter().enumerate() {
            let own = slot(&mut self.currencies, code as Code);
            *own = (own.0 + orders, own.1 + total);
        }
    }

    fn add(&mut self, scope: &Scope<'_>, row: usize) {
        let orders = &scope.orders;
        let status = OrderStatus::from_code(orders.status[row]);
        self.orders += 1;
        self.cancelled += u64::from(status == Some(OrderStatus::Cancelled));
        self.pending += u64::from(status == Some(OrderStatus::Pending));
        self.anonymous += u64::from(orders.customer[row].is_none());
        self.total += orders.total_minor[row];
        self.refunded += orders.refunded_minor[row];
        if scope.is_valid(row) {
            self.valid += 1;
            self.gross += orders.gross_minor[row];
            self.net += orders.net_minor[row];
            self.collected += orders.collected_minor[row];
        }
        let day = orders.day[row];
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
        let (count, total) = slot(&mut self.currencies, orders.currency[row]);
        *count += 1;
        *total += orders.total_minor[row];
    }
}

/// Orders of any status in the period by the value that identifies their customer first: what a person can count in the file.
/// Values that another rule unites are several here and one customer.
fn identified(scope: &Scope<'_>) -> Vec<IdentifiedBy> {
    let identities = &scope.tables.codes.identities;
    let rules = scope.tables.people.rules();
    let mut orders: [Vec<u64>; IdentityRule::ALL.len()] = Default::default();
    let known = |row: usize| identities.known_by(Handle::from_code(scope.orders.handle[row]?), rules);
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

/// Customers with at least one and with at least two orders of any status in the period.
fn customers(scope: &Scope<'_>) -> (u64, u64) {
    scope.fold_orders(
        || (0, 0),
        |own, customer, _| {
            let counts = |row: &usize| scope.exists(*row) && scope.in_period(*row);
            let orders = customer.rows.clone().filter(counts).take(2).count();
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
    use super::*;
    use crate::domain::Currency;

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

//! Net revenue by month, new against returning customers, order basis (METRICS, sections 0 and 1). Never cash basis.

use std::sync::Arc;

use super::months::{Months, is_complete};
use super::result::RevenueMonth;
use super::scope::{Scope, slot};
use crate::domain::Day;

#[derive(Clone, Default)]
struct Sums {
    orders: u64,
    new: i64,
    returning: i64,
    anonymous: i64,
}

impl Sums {
    fn absorb(&mut self, other: &Self) {
        self.orders += other.orders;
        self.new += other.new;
        self.returning += other.returning;
        self.anonymous += other.anonymous;
    }
}

/// Revenue of the valid orders of the period in the money figures' currency; `None` without such an order.
///
/// New are the orders up to and on the customer's first occasion day, which may lie before the period;
/// later ones are returning.
pub(super) fn revenue(scope: &Scope<'_>) -> Option<Vec<RevenueMonth>> {
    let mut months = Months::<Sums>::spanning(&scope.months);
    let days = if scope.is_of_all() {
        scope.once([scope.currency_key(), 0, 0], || daily(scope))
    } else {
        Arc::new(daily(scope))
    };
    let start = scope.first_order_day()?;
    for (offset, sums) in (0..).zip(days.iter()).filter(|(_, sums)| sums.orders > 0) {
        let day = start.plus(offset);
        if scope.spec.period.contains(day)
            && let Some(month) = months.slot(day.month().0)
        {
            month.absorb(sums);
        }
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

/// The sums of each day from the first with an order on: those of any days are sums of these.
fn daily(scope: &Scope<'_>) -> Vec<Sums> {
    let Some(start) = scope.first_order_day() else { return Vec::new() };
    let counts = |row: &usize| scope.is_valid(*row) && scope.is_in_currency(*row);
    let place = |row: usize| Day(scope.orders.day[row]).since(start).unsigned_abs();
    let mut days = scope.fold_orders(
        Vec::new,
        |days, customer, occasions| {
            let first = occasions.first().map(|first| first.day);
            for row in customer.rows().filter(counts) {
                let is_new = first.is_none_or(|first| Day(scope.orders.day[row]) <= first);
                let sums: &mut Sums = slot(days, place(row));
                sums.orders += 1;
                *(if is_new { &mut sums.new } else { &mut sums.returning }) += scope.orders.net_minor[row];
            }
        },
        |own, other| (0..).zip(&other).for_each(|(day, other)| slot(own, day).absorb(other)),
    );
    let identified = scope.customers.last().map_or(0, |last| last.rows().end);
    let anonymous = |row: &usize| scope.orders.customer.get(*row).is_none();
    for row in (identified..scope.orders.len()).filter(anonymous).filter(counts) {
        let sums = slot(&mut days, place(row));
        sums.orders += 1;
        sums.anonymous += scope.orders.net_minor[row];
    }
    days
}

#[cfg(test)]
mod tests {
    use super::super::Spec;
    use super::super::fixtures::{Shop, as_of, over};
    use super::*;
    use crate::domain::{Currency, OrderStatus};

    fn shop() -> Shop {
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-05", 100);
        shop.order("ann", "2024-01-05", 40);
        let gift = shop.order("ann", "2024-01-02", 0);
        gift.net_minor = 5;
        shop.order("ann", "2024-01-20", 200);
        shop.order("ann", "2024-03-01", 10).status = OrderStatus::Cancelled;
        shop.order("", "2024-03-05", 30);
        shop
    }

    fn months(shop: &Shop, spec: &Spec) -> Vec<(String, u64, i64, i64, i64)> {
        let months = shop.analyze(spec).revenue.expect("revenue");
        let row = |m: RevenueMonth| {
            (m.month.to_string(), m.orders, m.new_minor, m.returning_minor, m.anonymous_minor)
        };
        months.into_iter().map(row).collect()
    }

    #[test]
    fn the_first_occasion_day_is_new_and_whatever_follows_returning() {
        let month = |month: &str, orders, new, returning, anonymous| {
            (month.to_owned(), orders, new, returning, anonymous)
        };
        let expected =
            [month("2024-01", 4, 145, 200, 0), month("2024-02", 0, 0, 0, 0), month("2024-03", 1, 0, 0, 30)];
        assert_eq!(months(&shop(), &Spec::default()), expected);
        let later = over("2024-01-06", "2024-01-31");
        assert_eq!(
            months(&shop(), &later),
            [month("2024-01", 1, 0, 200, 0)],
            "first occasion before the period"
        );
        assert_eq!(shop().analyze(&over("2025-01-01", "2025-12-31")).revenue, None);
    }

    #[test]
    fn the_month_of_the_data_end_is_complete_on_its_last_day_only() {
        let complete =
            |date: &str| shop().analyze(&as_of(date)).revenue.expect("revenue").pop().map(|m| m.complete);
        assert_eq!((complete("2024-03-30"), complete("2024-03-31")), (Some(false), Some(true)));
    }

    #[test]
    fn orders_in_other_currencies_are_left_out() {
        let mut shop = shop();
        let dollar = shop.rows.codes.currency(Currency::parse("USD"));
        shop.order("ann", "2024-03-06", 999).currency = dollar;
        assert_eq!(months(&shop, &Spec::default()).pop().map(|m| (m.1, m.3)), Some((1, 0)));
    }
}

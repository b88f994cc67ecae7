//! Which orders count and what an occasion is, on shops counted by hand. Never a figure.

use super::super::fixtures::{Shop, as_of, day};
use super::*;
use crate::domain::OrderStatus;
use crate::tables::{Coverage, Table};

fn occasion_days(shop: &Shop, spec: &Spec) -> Vec<String> {
    let tables = shop.tables();
    let scope = Scope::new(&tables, spec).expect("a scope");
    scope.buyers().flat_map(|(_, occasions)| occasions.to_vec()).map(|one| one.day.to_string()).collect()
}

#[test]
fn an_occasion_is_a_day_with_a_valid_order_above_zero() {
    let mut shop = Shop::new();
    shop.order("ann", "2024-01-05", 100);
    shop.order("ann", "2024-01-05", 300);
    shop.order("ann", "2024-01-07", 100).status = OrderStatus::Cancelled;
    shop.order("ann", "2024-01-08", 0);
    shop.order("ann", "2024-01-09", 100).status = OrderStatus::Pending;
    let refunded = shop.order("ann", "2024-01-10", 100);
    (refunded.status, refunded.refunded_minor, refunded.net_minor) = (OrderStatus::Refunded, 100, 0);
    shop.order("", "2024-01-11", 100);
    shop.order("ann", "2024-01-12", 100);
    let check = |spec: &Spec, expected: &[&str]| assert_eq!(occasion_days(&shop, spec), expected);
    check(&Spec::default(), &["2024-01-05", "2024-01-10", "2024-01-12"]);
    check(&as_of("2024-01-11"), &["2024-01-05", "2024-01-10"]);
    let zero = Spec { zero_is_purchase: true, ..as_of("2024-01-11") };
    check(&zero, &["2024-01-05", "2024-01-08", "2024-01-10"]);
    let pending = Spec { pending_is_valid: true, ..as_of("2024-01-11") };
    check(&pending, &["2024-01-05", "2024-01-09", "2024-01-10"]);
}

#[test]
fn the_data_end_where_an_order_source_says_so_else_with_the_last_order() {
    let mut shop = Shop::new();
    shop.order("ann", "2024-01-05", 100);
    assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-01-05")));
    let covers = |table, last| Coverage { source: 0, table, first: None, last: Some(day(last)) };
    shop.rows.coverage = vec![covers(Table::Ads, "2024-09-01")];
    assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-01-05")));
    shop.rows.coverage.push(covers(Table::Orders, "2024-01-31"));
    assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-01-31")));
    shop.rows.orders.clear();
    shop.rows.coverage.remove(1);
    assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-09-01")));
}

#[test]
fn money_is_in_the_most_frequent_currency_and_ties_go_by_name() {
    let mut shop = Shop::new();
    let dollar = shop.rows.codes.currency(Currency::parse("USD"));
    let euro = shop.rows.codes.currency(Currency::parse("EUR"));
    let shown = |shop: &Shop| shop.analyze(&Spec::default()).currency.map(|currency| currency.to_string());
    assert_eq!(shown(&shop), None);
    shop.order("ann", "2024-01-05", 100).currency = dollar;
    shop.order("bo", "2024-01-05", 100).currency = euro;
    assert_eq!(shown(&shop).as_deref(), Some("EUR"));
    for date in ["2024-02-01", "2024-02-02"] {
        let row = shop.order("bo", date, 100);
        (row.currency, row.status) = (0, OrderStatus::Cancelled);
    }
    assert_eq!(shown(&shop).as_deref(), Some("EUR"), "cancelled orders do not count");
}

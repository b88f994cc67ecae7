//! Cohorts against hand-made shops, the general triangle, and a slow count of each cell. Never a reference value of others.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::fixtures::{Shop, as_of, cases, day, over};
use super::super::retention::{RetentionCell, RetentionSpec, retention};
use super::super::{Family, Spec};
use super::*;
use crate::domain::OrderStatus;

/// 1 January 2024.
const START: i32 = 19_723;

fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.order("ann", "2023-12-20", 0);
    shop.order("ann", "2024-01-31", 100);
    shop.order("ann", "2024-02-01", 200);
    shop.order("ann", "2024-02-20", 50);
    shop.order("bo", "2024-01-15", 300);
    shop.order("bo", "2024-03-15", 400).status = OrderStatus::Cancelled;
    shop.order("cy", "2024-03-02", 500);
    shop
}

#[test]
fn cells_hold_people_who_bought_in_the_month_and_the_value_of_their_orders() {
    let cohorts = shop().ask(&[Family::Cohorts], &as_of("2024-03-20")).cohorts.expect("cohorts");
    let rows: Vec<_> = cohorts.rows.iter().map(|row| (row.cohort.to_string(), row.size)).collect();
    assert_eq!(rows, [("2024-01".to_owned(), 2), ("2024-02".to_owned(), 0), ("2024-03".to_owned(), 1)]);
    let cell = |cell: &CohortCell| (cell.customers, cell.net_minor, cell.complete);
    let first: Vec<_> = cohorts.rows[0].cells.iter().map(cell).collect();
    assert_eq!(first, [(2, 400, true), (1, 250, true), (0, 0, false)]);
    assert_eq!(cohorts.rows[2].cells.iter().map(cell).collect::<Vec<_>>(), [(1, 500, false)]);
    let pooled: Vec<_> = cohorts.pooled.iter().map(|cell| (cell.offset, cell.retained, cell.size)).collect();
    assert_eq!(pooled, [(0, 2, 2), (1, 1, 2)], "incomplete cells are left out");
}

#[test]
fn a_month_is_complete_on_its_last_day() {
    let last = |date| {
        let cohorts = shop().ask(&[Family::Cohorts], &as_of(date)).cohorts.expect("cohorts");
        cohorts.rows[0].cells.last().map(|cell| (cell.offset, cell.complete))
    };
    assert_eq!(last("2024-03-30"), Some((2, false)));
    assert_eq!(last("2024-03-31"), Some((2, true)));
}

#[test]
fn a_period_without_new_customers_has_no_cohorts_and_a_misread_year_no_giant_triangle() {
    assert_eq!(shop().ask(&[Family::Cohorts], &over("2024-02-01", "2024-02-29")).cohorts, None);
    let mut shop = shop();
    shop.order("old", "0001-01-01", 100);
    let cohorts = shop.ask(&[Family::Cohorts], &Spec::default()).cohorts.expect("cohorts");
    assert_eq!((cohorts.rows.len(), cohorts.rows[598].size), (600, 0));
    assert_eq!(cohorts.rows[597].size, 2);
}

fn both(spec: &Spec) -> (Cohorts, Cohorts) {
    let analysis = shop().ask(&[Family::Cohorts], spec);
    (analysis.cohorts.expect("cohorts"), analysis.rolling_cohorts.expect("cohorts"))
}

#[test]
fn a_rolling_period_is_over_for_each_member_apart() {
    let (_, rolling) = both(&as_of("2024-03-20"));
    let january = &rolling.rows[0];
    // Ann began on 31 January (49 days ago), Bo on the 15th (65 days ago); Ann came back after 1 and 20 days, in her first 30.
    let cells: Vec<_> = january
        .cells
        .iter()
        .map(|cell| (cell.customers, cell.mature_customers, cell.mature, cell.complete))
        .collect();
    assert_eq!(cells, [(2, 2, 2, true), (0, 0, 1, false), (0, 0, 0, false)]);
    assert_eq!(rolling.rows[1].cells.len(), 0, "nobody began in February");
    assert_eq!((rolling.grain.as_str(), rolling.period_days), ("30_days", Some(30)));
    assert_eq!(january.cells[0].net_minor, 650);
}

#[test]
fn a_refund_leaves_the_till_on_its_own_day_and_the_cohort_on_the_day_of_the_order() {
    let mut shop = Shop::new();
    for (net, refunded) in [(60, 40), (80, 20)] {
        let row = shop.order("ann", "2024-01-05", 100);
        (row.net_minor, row.refunded_minor) = (net, refunded);
    }
    let refund = |order: u32, date: &str, minor: i64| crate::tables::ReturnRow {
        source: 5,
        line: order + 2,
        key: None,
        order: Some(order),
        customer: None,
        product: None,
        requested_day: None,
        refunded_day: Some(day(date)),
        claim: crate::domain::Claim::Other,
        quantity: None,
        currency: 0,
        refund_minor: Some(minor),
    };
    // More is said to be paid back than the order knows: the order decides.
    shop.rows.returns = vec![refund(0, "2024-02-10", 30), refund(0, "2024-03-01", 90)];
    let cohorts = shop.ask(&[Family::Cohorts], &as_of("2024-02-29")).cohorts.expect("cohorts");
    let cells = &cohorts.rows[0].cells;
    assert_eq!((cells[0].net_minor, cells[0].cash_minor), (140, 180));
    assert_eq!((cells[1].net_minor, cells[1].cash_minor, cells[1].cash_cumulative_minor), (0, -30, 150));
    assert_eq!((cohorts.undated_refunds_minor, cells[1].per_acquired_minor), (20, Some(140.0)));
    let later = shop.ask(&[Family::Cohorts], &as_of("2024-03-31")).cohorts.expect("cohorts");
    assert_eq!(later.rows[0].cells[2].cash_cumulative_minor, later.rows[0].cells[2].cumulative_minor);
}

/// Customer, day since 1 January 2024, amount.
fn orders() -> impl Strategy<Value = Vec<(u8, i32, i64)>> {
    prop::collection::vec((1_u8..8, 0_i32..300, 1_i64..9), 1..50)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(500)))]

    #[test]
    fn the_general_triangle_of_people_over_periods_agrees_in_every_variant(orders in orders()) {
        let mut shop = Shop::new();
        let mut events = Vec::new();
        for (customer, day, amount) in &orders {
            let day = Day(START + day);
            shop.order(&customer.to_string(), &day.to_string(), *amount);
            events.push((u32::from(*customer), (day.month().0 - Day(START).month().0) as u32));
        }
        let end = Day(START + 329);
        let cohorts = shop.ask(&[Family::Cohorts], &as_of(&end.to_string())).cohorts.expect("cohorts");
        let periods = (end.month().0 - Day(START).month().0 + 1) as u32;
        type Way = (RetentionCell, fn(&CohortCell) -> u64);
        let ways: [Way; 3] = [
            (RetentionCell::On, |cell| cell.customers),
            (RetentionCell::OnOrAfter, |cell| cell.on_or_after),
            (RetentionCell::OnOrBefore, |cell| cell.on_or_before),
        ];
        for (cell, ours) in ways {
            let triangle = retention(&events, &events, periods, RetentionSpec { cell, ..RetentionSpec::default() });
            for row in &cohorts.rows {
                let expected = &triangle[(row.cohort.0 - Day(START).month().0) as usize];
                let found: Vec<u64> = row.cells.iter().map(ours).collect();
                prop_assert_eq!(&found, expected);
            }
        }
    }

    #[test]
    fn rolling_periods_are_those_of_each_customer(orders in orders()) {
        let mut shop = Shop::new();
        let mut days: BTreeMap<u8, Vec<(i32, i64)>> = BTreeMap::new();
        for (customer, day, amount) in &orders {
            shop.order(&customer.to_string(), &Day(START + day).to_string(), *amount);
            days.entry(*customer).or_default().push((*day, *amount));
        }
        let end = 320;
        let rolling = shop.ask(&[Family::Cohorts], &as_of(&Day(START + end).to_string())).rolling_cohorts.expect("cohorts");
        for row in &rolling.rows {
            let members: Vec<(i32, &Vec<(i32, i64)>)> = days
                .values()
                .map(|own| (own.iter().map(|one| one.0).min().expect("an order"), own))
                .filter(|(first, _)| Day(START + first).month() == row.cohort)
                .collect();
            prop_assert_eq!(row.size, members.len() as u64);
            for cell in &row.cells {
                let from = cell.offset as i32 * 30;
                let inside = |first: i32, day: i32| (from..from + 30).contains(&(day - first));
                let bought = |(first, own): &&(i32, &Vec<(i32, i64)>)| own.iter().any(|one| inside(*first, one.0));
                let is_over = |(first, _): &&(i32, &Vec<(i32, i64)>)| first + from + 29 <= end;
                prop_assert_eq!(cell.customers, members.iter().filter(bought).count() as u64);
                prop_assert_eq!(cell.mature, members.iter().filter(is_over).count() as u64);
                let both = members.iter().filter(is_over).filter(bought).count();
                prop_assert_eq!(cell.mature_customers, both as u64);
                prop_assert_eq!(cell.complete, !members.is_empty() && members.iter().all(|one| is_over(&one)));
                let net: i64 = members
                    .iter()
                    .flat_map(|(first, own)| own.iter().filter(|one| inside(*first, one.0)).map(|one| one.1))
                    .sum();
                prop_assert_eq!(cell.net_minor, net);
            }
        }
    }
}

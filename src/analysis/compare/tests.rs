//! Comparisons of small shops counted by hand, and of random shops against a second, naive computation. Never a real shop.

use std::collections::BTreeSet;

use super::super::fixtures::{Shop, cases, day, over};
use super::super::result::{Blocked, ComparedFigure};
use super::super::statistics::{Draws, Verdict};
use super::*;
use crate::domain::Direction;
use crate::tables::Coverage;

fn compared(shop: &Shop, spec: &Spec, with: &str) -> Comparison {
    compare(&shop.tables(), spec, &with.parse().expect(with)).expect("a comparison")
}

fn figure<'a>(comparison: &'a Comparison, name: &str, days: Option<u32>) -> &'a ComparedFigure {
    let mut found = comparison.figures.iter().filter(|figure| figure.figure == name && figure.days == days);
    found.next().unwrap_or_else(|| panic!("{name}"))
}

/// In January 40 of 100 first-time customers come back within 30 days, in February 60 of 100.
fn shop() -> Shop {
    let mut shop = Shop::new();
    for (month, back) in [("01", 40), ("02", 60)] {
        for customer in 0..100 {
            let name = format!("{month}-{customer}");
            shop.order(&name, &format!("2024-{month}-02"), 1000 + customer);
            if customer < back {
                shop.order(&name, &format!("2024-{month}-20"), 500);
            }
        }
    }
    shop.rows.coverage = vec![Coverage {
        source: 0,
        table: Table::Orders,
        first: Some(day("2024-01-01")),
        last: Some(day("2024-03-31")),
    }];
    shop
}

#[test]
fn february_against_january_is_clearly_higher_with_newcombes_interval() {
    let comparison = compared(&shop(), &over("2024-02-01", "2024-02-29"), "previous");
    assert_eq!(comparison.then.as_of, Some(day("2024-03-02")), "January at the age that February has");
    let within = figure(&comparison, "repeat_within", Some(30));
    let change = within.change.expect("a change");
    assert_eq!((within.now.numerator, within.then.numerator), (Some(60), Some(40)));
    assert!((change.value - 0.2).abs() < 1e-12);
    // Newcombe's method 10 for 60/100 - 40/100.
    assert!((change.low.expect("low") - 0.0616).abs() < 1e-3, "{change:?}");
    assert_eq!(within.verdict, Some(Verdict::ClearlyHigher));
    let smallest = within.minimum_detectable.expect("a change");
    assert!((smallest - 2.8 * (2.0_f64 * 0.25 / 100.0).sqrt()).abs() < 1e-9);
    assert!(comparison.figures.iter().all(|figure| figure.verdict.is_some() != figure.blocked.is_some()));
}

#[test]
fn a_period_compared_with_itself_never_differs() {
    let comparison = compared(&shop(), &over("2024-02-01", "2024-02-29"), "2024-02");
    for figure in &comparison.figures {
        let Some(change) = figure.change else { continue };
        assert!((change.value - change.relation.nothing()).abs() < 1e-9, "{}", figure.figure);
        assert!(matches!(figure.verdict, None | Some(Verdict::NoTellingYet)), "{}", figure.figure);
    }
    assert_eq!(comparison.now, comparison.then);
}

#[test]
fn periods_that_the_exports_do_not_cover_are_not_compared() {
    let mut shop = shop();
    shop.rows.coverage[0].first = Some(day("2024-01-20"));
    let comparison = compared(&shop, &over("2024-02-01", "2024-02-29"), "previous");
    let within = figure(&comparison, "repeat_within", Some(30));
    assert_eq!(within.blocked, Some(Blocked::NotCovered { table: Table::Orders }));
    assert_eq!((within.change, within.verdict), (None, None));
}

#[test]
fn two_groups_share_nobody_and_together_are_everybody() {
    let mut shop = shop();
    for customer in 0..30 {
        shop.order_via(&format!("push-{customer}"), "2024-01-05", "Facebook Ads", Direction::Push);
    }
    let spec = Spec { segment: Segment::parse("direction = push").ok(), ..Spec::default() };
    let comparison = compared(&shop, &spec, "rest");
    let to_date = figure(&comparison, "repeat_to_date", None);
    assert_eq!((to_date.now.denominator, to_date.then.denominator), (Some(30), Some(200)));
    assert_eq!(comparison.kind, ComparisonKind::Segments);
    let overlapping = compared(&shop, &spec, "segment:orders = 1");
    assert_eq!(overlapping.overlap, 30);
    assert_eq!(figure(&overlapping, "repeat_to_date", None).then.denominator, Some(100));
}

#[test]
fn scores_and_stars_are_compared_by_their_own_tests() {
    let mut shop = shop();
    for index in 0..60 {
        shop.answer("", Some("2024-01-10"), if index % 2 == 0 { 10 } else { 3 });
        shop.answer("", Some("2024-02-10"), if index % 6 == 0 { 3 } else { 10 });
        shop.review("", Some("2024-01-10"), 1 + index % 5);
        shop.review("", Some("2024-02-10"), 1 + index % 5);
    }
    let comparison = compared(&shop, &over("2024-02-01", "2024-02-29"), "previous");
    let nps = figure(&comparison, "nps", None);
    let change = nps.change.expect("a change");
    // Scores 66.67 and 0 of 60 answers each: standard errors 100 sqrt(5/9/60) and 100 sqrt(1/60).
    let error = 100.0 * ((1.0 - 4.0 / 9.0) / 60.0_f64 + 1.0 / 60.0).sqrt();
    assert!((change.value - 200.0 / 3.0).abs() < 1e-9);
    assert!((change.low.expect("low") - (200.0 / 3.0 - 1.959_963_985 * error)).abs() < 1e-6);
    assert_eq!(nps.verdict, Some(Verdict::ClearlyHigher));
    assert_eq!(figure(&comparison, "stars", None).verdict, Some(Verdict::NoTellingYet));
}

fn random_shop(draws: &mut Draws) -> Shop {
    let mut shop = Shop::new();
    for offset in 0..120 {
        let date = day("2024-01-01").plus(offset).to_string();
        for _ in 0..draws.below(5) {
            shop.order(&format!("c{}", draws.below(80)), &date, 1 + draws.below(900) as i64);
        }
    }
    shop
}

/// Buyers of a period and those who bought again within `window` days of their first order, at an age: as plainly as possible.
fn naive(shop: &Shop, from: Day, to: Day, as_of: Day, window: i32) -> (u64, u64, u64) {
    let names: BTreeSet<_> = shop.rows.orders.iter().map(|row| row.customer).collect();
    let (mut buyers, mut mature, mut repeaters) = (0, 0, 0);
    for name in names {
        let own = shop.rows.orders.iter().filter(|row| row.customer == name && row.day <= as_of);
        let days: BTreeSet<Day> = own.map(|row| row.day).collect();
        buyers += u64::from(days.iter().any(|day| from <= *day && *day <= to));
        let Some(first) = days.first().copied().filter(|first| from <= *first && *first <= to) else {
            continue;
        };
        if as_of.since(first) >= window {
            mature += 1;
            repeaters += u64::from(days.iter().any(|day| *day > first && day.since(first) <= window));
        }
    }
    (buyers, mature, repeaters)
}

#[test]
fn both_sides_agree_with_a_naive_count_and_neither_order_of_rows_nor_dates_matter() {
    let mut draws = Draws::new(77);
    for round in 0..cases(40) {
        let shop = random_shop(&mut draws);
        let comparison = compared(&shop, &over("2024-03-01", "2024-03-31"), "previous");
        let end = shop.rows.orders.iter().map(|row| row.day).max().expect("orders");
        let age = end.since(day("2024-03-31"));
        let now = naive(&shop, day("2024-03-01"), day("2024-03-31"), day("2024-03-31").plus(age), 30);
        let then = naive(&shop, day("2024-02-01"), day("2024-02-29"), day("2024-02-29").plus(age), 30);
        let within = figure(&comparison, "repeat_within", Some(30));
        let sides = [within.now, within.then].map(|side| (side.denominator, side.numerator));
        assert_eq!(sides, [(Some(now.1), Some(now.2)), (Some(then.1), Some(then.2))], "round {round}");
        let bought = figure(&comparison, "purchase", None);
        assert_eq!((bought.now.numerator, bought.then.numerator), (Some(now.0), Some(then.0)));
        let mut mixed = Shop { rows: shop.rows.clone() };
        mixed.rows.orders.reverse();
        assert_eq!(compared(&mixed, &over("2024-03-01", "2024-03-31"), "previous"), comparison);
    }
}

#[test]
fn a_shift_of_all_dates_by_whole_years_of_days_changes_no_figure() {
    let mut draws = Draws::new(5);
    let shop = random_shop(&mut draws);
    let with = |from: Day, to: Day| ComparedWith::Period(Period::between(from, to));
    let asked = |shift: i32, shop: &Shop| {
        let at = |date: &str| day(date).plus(shift);
        let spec = Spec { period: Period::between(at("2024-03-05"), at("2024-04-02")), ..Spec::default() };
        compare(&shop.tables(), &spec, &with(at("2024-01-09"), at("2024-02-20")))
            .expect("a comparison")
            .figures
    };
    let mut later = Shop { rows: shop.rows.clone() };
    for row in &mut later.rows.orders {
        row.day = row.day.plus(400);
    }
    let without_months = |figures: Vec<ComparedFigure>| -> Vec<ComparedFigure> {
        figures
            .into_iter()
            .filter(|figure| figure.months.is_none())
            .map(|mut figure| {
                // Calendar months do not shift by days; the correction runs over them too.
                figure.verdict = None;
                figure.change.iter_mut().for_each(|change| change.adjusted_p = None);
                figure
            })
            .collect()
    };
    assert_eq!(without_months(asked(0, &shop)), without_months(asked(400, &later)));
}

//! Scenarios against plain arithmetic, and what they never do. Never a scenario without its starting point.

use super::super::fixtures::{Shop, as_of};
use super::super::result::{Lever, Reach, Scenario, WhatIf};
use super::super::{Spec, analyze};
use super::project;
use crate::domain::{Day, Direction};

/// Six months with ads, forty newcomers a month, of whom every `nth` comes back after a month.
fn shop(nth: usize) -> Shop {
    let mut shop = Shop::new();
    let ads = shop.channel("Facebook Ads", Direction::Push);
    for month in 1..=6 {
        let date = format!("2024-{month:02}-10");
        shop.ad(ads, &[&date], 10_000, 400).spend_minor = Some(50_000);
        for index in 0..40 {
            let name = format!("m{month} c{index}");
            let is_paid = index < 20;
            let first =
                if is_paid { shop.order(&name, &date, 1_000) } else { shop.order(&name, &date, 2_000) };
            first.channel = is_paid.then_some(ads).into();
            if index % nth == 0 {
                let later = Day::parse_iso(&date).expect("a date").plus(30).to_string();
                shop.order(&name, &later, 3_000);
            }
        }
    }
    shop
}

fn base(nth: usize) -> WhatIf {
    shop(nth).analyze(&as_of("2025-12-31")).what_if.expect("newcomers")
}

fn close(actual: f64, expected: f64, share: f64) {
    assert!((actual - expected).abs() <= expected.abs() * share, "{actual} is not {expected}");
}

#[test]
fn the_starting_point_is_counted() {
    let base = base(4);
    // July 2024 to December 2025 have no newcomer, but lie whole in the data.
    assert_eq!((base.months, base.newcomers, base.other_newcomers), (24, 240, 120));
    let ratio = |ratio: super::super::result::Ratio| (ratio.numerator, ratio.denominator);
    assert_eq!(base.click_through.map(ratio), Some((2_400, 60_000)));
    assert_eq!(base.customers_per_click.map(ratio), Some((120, 2_400)));
    assert_eq!((ratio(base.back), base.horizon_days), ((60, 240), 365));
    assert_eq!(
        (base.first_value.value, base.later_value.value, base.slow_value.value),
        (1_500.0, 3_000.0, 0.0)
    );
    assert_eq!(base.ad_spend_minor, Some(300_000));
}

#[test]
fn a_month_as_it_is_is_the_product_of_its_parts() {
    let base = base(4);
    let projection = project(&base, &Scenario::default());
    // Ten newcomers a month, 1,500 each and a quarter of 3,000 later.
    close(projection.before.median, 10.0 * (1_500.0 + 750.0), 0.03);
    assert_eq!((projection.gain.median, projection.gain.low, projection.gain.high), (0.0, 0.0, 0.0));
    close(projection.orders_before.median, 10.0 * 1.25, 0.03);
    assert!(
        projection.before.low < projection.before.median && projection.before.median < projection.before.high
    );
}

#[test]
fn one_lever_moves_its_part_and_nothing_else() {
    let base = base(4);
    let gain = |scenario: &Scenario| project(&base, scenario).gain.median;
    let of = |lever, percent| gain(&Scenario::default().with(lever, percent));
    close(of(Lever::Price, 10), 2_250.0, 0.03);
    close(of(Lever::BackWithin, 20), 10.0 * 0.05 * 3_000.0, 0.05);
    close(of(Lever::LaterValue, 20), 10.0 * 0.25 * 600.0, 0.05);
    for lever in [Lever::Impressions, Lever::ClickThrough, Lever::CustomersPerClick] {
        close(of(lever, 50), 2.5 * 2_250.0, 0.05);
    }
    close(of(Lever::OtherNewcomers, 50), 2.5 * 2_250.0, 0.05);
    assert!(of(Lever::Impressions, -50) < 0.0);
}

#[test]
fn colder_visitors_bring_less_and_a_full_house_brings_nothing_more() {
    let base = base(4);
    let more = Scenario::default().with(Lever::Impressions, 100);
    let cold = Scenario { quality_fade: 50, ..more.clone() };
    close(project(&base, &cold).gain.median, project(&base, &more).gain.median / 2.0, 0.02);
    let full = Scenario { capacity_orders: Some(5), ..more };
    let projection = project(&base, &full);
    assert_eq!((projection.capped, projection.orders_after.high), (1.0, 5.0));
    assert!(projection.gain.high < 0.0);
}

#[test]
fn profit_takes_a_margin_and_pays_for_more_ads() {
    let base = base(4);
    let more = Scenario { margin: Some(80), ..Scenario::default().with(Lever::Impressions, 100) };
    let projection = project(&base, &more);
    let profit = projection.profit_gain.expect("a margin");
    close(profit.median, projection.gain.median * 0.8 - 12_500.0, 0.02);
    assert_eq!(project(&base, &Scenario::default()).profit_gain, None);
}

#[test]
fn five_more_of_a_hundred_is_measured_on_the_shops_own_numbers() {
    let five = base(4).five_more.expect("a share");
    close(five.gain.median, 10.0 * 0.05 * 3_000.0, 0.05);
    close(five.gain_share.median, 150.0 / 2_250.0, 0.05);
}

#[test]
fn levers_stand_by_what_was_reached_before() {
    let mut shop = shop(4);
    // One month in which half came back.
    for index in 1..40 {
        if index % 4 == 1 {
            shop.order(&format!("m3 c{index}"), "2024-04-09", 3_000);
        }
    }
    let base = shop.analyze(&as_of("2025-12-31")).what_if.expect("newcomers");
    let back = base.levers.iter().find(|own| own.lever == Lever::BackWithin).expect("a lever");
    let goal = back.goals.first().expect("a goal");
    assert_eq!(goal.reach, Reach::BestMonth { month: Day::parse_iso("2024-03-01").expect("a date").month() });
    assert!((goal.value - 0.5).abs() < 1e-12 && goal.gain.median > 0.0);
    let gains: Vec<f64> = base.levers.iter().filter_map(|own| Some(own.goals.first()?.gain.median)).collect();
    assert!(gains.is_sorted_by(|a, b| a >= b), "{gains:?}");
}

#[test]
fn a_shop_without_a_whole_month_has_no_starting_point() {
    let mut shop = Shop::new();
    shop.order("ann", "2024-01-20", 100);
    assert_eq!(shop.analyze(&as_of("2024-01-25")).what_if, None);
    assert_eq!(analyze(&Shop::new().tables(), &Spec::default()).expect("an analysis").what_if, None);
}

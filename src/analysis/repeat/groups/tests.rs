//! Groups against hand-made shops and a second, slow computation. Never an estimate without its group.

use proptest::prelude::*;

use super::super::super::fixtures::{Shop, as_of, cases};
use super::super::super::result::GroupBy;
use super::super::super::{Family, Spec};
use super::*;
use crate::domain::Direction;
use crate::tables::LineRow;

const IN_DEPTH: [Family; 2] = [Family::Repeat, Family::RepeatInDepth];

fn of(shop: &Shop, by: GroupBy) -> Option<GroupedRepeat> {
    let spec = Spec { open_window_days: 30, ..as_of("2024-12-31") };
    let groups = shop.ask(&IN_DEPTH, &spec).repeat.expect("repeat purchase").groups;
    groups.into_iter().find(|grouped| grouped.by == by)
}

fn sizes(grouped: &GroupedRepeat) -> Vec<(GroupName, u64, u64)> {
    grouped.groups.iter().map(|group| (group.name.clone(), group.customers, group.repeaters)).collect()
}

fn named(name: &str) -> GroupName {
    GroupName::Named(name.to_owned())
}

#[test]
fn customers_are_grouped_by_what_brought_them_first() {
    let mut shop = Shop::new();
    shop.order_via("ann", "2024-01-01", "Google Search", Direction::Pull);
    shop.order_via("ann", "2024-01-20", "Facebook Ads", Direction::Push);
    shop.order_via("bo", "2024-01-01", "Facebook Ads", Direction::Push);
    shop.order_via("cy", "2024-05-01", "Facebook Ads", Direction::Push);
    shop.order("dee", "2024-05-01", 100);
    let direction = of(&shop, GroupBy::Direction).expect("two directions");
    let expected = [(GroupName::Push, 2, 0), (GroupName::Pull, 1, 1), (GroupName::Unknown, 1, 0)];
    assert_eq!(sizes(&direction), expected);
    assert_eq!((direction.degrees, direction.groups[2].p_against_rest), (Some(1), None));
    let channel = of(&shop, GroupBy::Channel).expect("two channels");
    assert_eq!(channel.groups[0].name, named("Facebook Ads"), "the larger first");
    let quarter = of(&shop, GroupBy::Quarter).expect("two quarters");
    assert_eq!(sizes(&quarter), [(named("2024-Q1"), 2, 1), (named("2024-Q2"), 2, 0)]);
    let risk: Vec<_> = quarter.groups[1].at_risk.iter().map(|at| (at.day, at.customers)).collect();
    assert_eq!(risk, [(0, 2), (30, 2), (60, 2), (90, 2), (180, 2)]);
    assert_eq!(of(&shop, GroupBy::FirstProduct), None, "no lines");
}

#[test]
fn the_first_product_is_that_of_the_highest_value_whatever_the_order_of_lines() {
    let products = |reverse: bool| {
        let mut shop = Shop::new();
        for who in ["ann", "bo", "cy"] {
            shop.order(who, "2024-01-01", 100);
        }
        let [tea, cup, pot] = ["tea", "cup", "pot"].map(|name| shop.rows.codes.products.code(name));
        let line = |order, line, product, net_minor| LineRow {
            order,
            source: 0,
            line,
            product: Some(product).into(),
            quantity: 1,
            net_minor,
        };
        shop.rows.lines = vec![
            line(0, 2, tea, 50),
            line(0, 3, cup, 90),
            line(1, 4, tea, 70),
            line(1, 5, pot, 70),
            line(2, 6, tea, 1),
        ];
        if reverse {
            shop.rows.lines.reverse();
        }
        sizes(&of(&shop, GroupBy::FirstProduct).expect("three products"))
    };
    let expected = [(named("cup"), 1, 0), (named("pot"), 1, 0), (named("tea"), 1, 0)];
    assert_eq!(products(false), expected);
    assert_eq!(products(true), expected);
}

#[test]
fn groups_beyond_the_largest_are_one_group() {
    let mut shop = Shop::new();
    for channel in 0..10 {
        for customer in 0..=channel {
            let who = format!("{channel}-{customer}");
            shop.order_via(&who, "2024-01-01", &format!("Channel {channel}"), Direction::Push);
        }
    }
    let channel = of(&shop, GroupBy::Channel).expect("channels");
    assert_eq!(channel.groups.len(), 8);
    assert_eq!(sizes(&channel)[7], (GroupName::Other, 1 + 2 + 3, 0));
    assert_eq!(of(&shop, GroupBy::Direction), None, "one direction is no comparison");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(300)))]

    #[test]
    fn groups_are_all_first_time_buyers_and_each_has_the_slow_curve(
        orders in prop::collection::vec((1_u8..12, 0_i32..330, 0_u8..4), 1..60),
    ) {
        let mut shop = Shop::new();
        for (customer, day, channel) in &orders {
            let date = Day(19_723 + day).to_string();
            match channel {
                0 => { shop.order(&customer.to_string(), &date, 100); }
                1 => shop.order_via(&customer.to_string(), &date, "Google Search", Direction::Pull),
                2 => shop.order_via(&customer.to_string(), &date, "Facebook Ads", Direction::Push),
                _ => shop.order_via(&customer.to_string(), &date, "TikTok Ads", Direction::Push),
            }
        }
        let spec = Spec { open_window_days: 30, ..as_of("2024-12-31") };
        let repeat = shop.ask(&IN_DEPTH, &spec).repeat.expect("repeat purchase");
        let end = crate::analysis::fixtures::day("2024-12-31").0 - 19_723;
        for grouped in &repeat.groups {
            let all: u64 = grouped.groups.iter().map(|group| group.customers).sum();
            prop_assert_eq!(all, repeat.to_date.customers);
            let back: u64 = grouped.groups.iter().map(|group| group.repeaters).sum();
            prop_assert_eq!(back, repeat.to_date.repeaters);
        }
        let Some(quarters) = repeat.groups.iter().find(|grouped| grouped.by == GroupBy::Quarter) else { return Ok(()) };
        for (quarter, group) in quarters.groups.iter().enumerate() {
            let mut durations = Vec::new();
            for customer in 1_u8..12 {
                let mut days: Vec<i32> = orders.iter().filter(|one| one.0 == customer).map(|one| one.1).collect();
                days.sort_unstable();
                days.dedup();
                let Some(first) = days.first() else { continue };
                let month = Day(19_723 + first).month().month();
                let name = GroupName::Named(format!("2024-Q{}", (month - 1) / 3 + 1));
                if name == group.name {
                    durations.push(days.get(1).map_or((end - first, false), |second| (second - first, true)));
                }
            }
            prop_assert_eq!(group.customers, durations.len() as u64, "group {}", quarter);
            if let Some(estimate) = group.kaplan_meier {
                let slow = crate::analysis::laws::kaplan_meier(&durations, 30);
                prop_assert!((estimate - slow).abs() < 1e-12);
            }
        }
    }
}

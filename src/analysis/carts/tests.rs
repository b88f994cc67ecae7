//! Carts against the example of the definitions and a second, plain computation on random carts. Never a share of young carts.

use super::super::Spec;
use super::super::fixtures::{Shop, as_of, cases, day};
use super::super::result::Carts;
use super::super::scope::Scope;
use super::super::statistics::Draws;
use super::*;
use crate::tables::{CartRow, Tables};

fn cart(shop: &mut Shop, customer: &str, date: &str, minor: i64) {
    let row = CartRow {
        source: 8,
        line: shop.rows.carts.len() as u32 + 2,
        key: None,
        customer: shop.customer(customer),
        order: None,
        created_day: day(date),
        completed_day: None,
        reminded_day: None,
        currency: 0,
        value_minor: Some(minor),
    };
    shop.rows.carts.push(row);
}

fn answer(tables: &Tables, spec: &Spec) -> Carts {
    let scope = Scope::new(tables, spec).expect("a scope");
    carts(&scope).expect("a table").expect("carts")
}

#[test]
fn three_carts_and_one_order_are_two_thirds_per_cart_and_nobody_per_person() {
    let mut shop = Shop::new();
    for date in ["2024-01-01", "2024-01-02", "2024-01-03"] {
        cart(&mut shop, "ann", date, 500);
    }
    shop.order("ann", "2024-01-03", 500);
    let found = answer(&shop.tables(), &as_of("2024-03-01"));
    assert_eq!((found.abandoned.numerator, found.abandoned.denominator), (2, 3));
    assert_eq!((found.abandoned_people.numerator, found.abandoned_people.denominator), (0, 1));
    assert_eq!((found.left_behind_minor, found.left_behind_carts, found.inferred), (Some(1_000), 2, 1));
    let young = answer(&shop.tables(), &as_of("2024-01-05"));
    assert_eq!((young.abandoned.denominator, young.still_open), (0, 3));
}

#[test]
fn reminders_are_compared_with_carts_that_could_have_been_reminded() {
    let mut shop = Shop::new();
    for index in 0..40 {
        cart(&mut shop, &format!("c{index}"), "2024-01-01", 100);
        let row = shop.rows.carts.last_mut().expect("just pushed");
        if index < 20 {
            row.reminded_day = Some(day("2024-01-02"));
        }
        // Ten of the reminded come back, two of the others; ten bought at once.
        row.completed_day = match index {
            0..10 => Some(day("2024-01-04")),
            20..22 => Some(day("2024-01-05")),
            30..40 => Some(day("2024-01-01")),
            _ => None,
        };
    }
    let found = answer(&shop.tables(), &as_of("2024-03-01"));
    let recovery = found.recovery.expect("reminders");
    assert_eq!((recovery.now.numerator, recovery.now.denominator), (Some(10), Some(20)));
    assert_eq!((recovery.then.numerator, recovery.then.denominator), (Some(2), Some(10)));
    assert_eq!(found.reminder_days, Some(1));
}

#[test]
fn carts_find_the_orders_that_plain_matching_finds() {
    let mut draws = Draws::new(21);
    for _ in 0..cases(500) {
        let mut shop = Shop::new();
        let mut wanted: Vec<(usize, i32)> =
            (0..1 + draws.below(6)).map(|_| (draws.below(2), draws.below(40) as i32)).collect();
        let mut bought: Vec<(usize, i32)> =
            (0..draws.below(4)).map(|_| (draws.below(2), draws.below(60) as i32)).collect();
        let date = |offset: i32| Day(19_723 + offset).to_string();
        for (who, offset) in &wanted {
            cart(&mut shop, &format!("c{who}"), &date(*offset), 100);
        }
        for (who, offset) in &bought {
            shop.order(&format!("c{who}"), &date(*offset), 100);
        }
        // One purchase a day and customer; each belongs to the latest cart before it that has none yet.
        bought.sort_unstable();
        bought.dedup();
        wanted.sort_by_key(|(_, offset)| *offset);
        let mut left = bought;
        let mut abandoned = 0;
        for (who, offset) in wanted.iter().rev() {
            let found =
                left.iter().position(|(buyer, day)| buyer == who && (0..=14).contains(&(day - offset)));
            match found {
                Some(index) => drop(left.remove(index)),
                None => abandoned += 1,
            }
        }
        let found = answer(&shop.tables(), &as_of(&date(80)));
        assert_eq!(
            (found.abandoned.numerator, found.abandoned.denominator),
            (abandoned, wanted.len() as u64)
        );
    }
}

//! Laws of comparisons and of what stands behind the score: neither the order of rows, nor the files they come in, nor the names of
//! customers, nor the day on which everything began changes them. Never a fixed example.

use proptest::prelude::*;

use super::compare::{ComparedWith, compare};
use super::fixtures::{Shop, cases};
use super::laws::{Drawn, Voice, build, build_named, order, voice};
use super::{ComparedFigure, Comparison, Families, Family, Memory, Spec, answer};
use crate::domain::{Condition, Day, Direction, Period, Segment};

/// 1 January 2024.
const START: i32 = 19_723;

/// Two periods of some weeks that do not overlap, in either order, moved by `shift` days.
fn periods(shift: i32) -> (Spec, ComparedWith) {
    let between = |from: i32, to: i32| Period::between(Day(START + from + shift), Day(START + to + shift));
    let spec = Spec { period: between(180, 290), as_of: Some(Day(START + 430 + shift)), ..Spec::default() };
    (spec, ComparedWith::Period(between(30, 160)))
}

/// Who came by push against the rest.
fn groups() -> (Spec, ComparedWith) {
    let push = Segment::Is(Condition::Direction(Direction::Push));
    (Spec { segment: Some(push), ..Spec::default() }, ComparedWith::Rest)
}

/// Both comparisons of a shop.
fn compared(shop: &Shop) -> [Comparison; 2] {
    let tables = shop.tables();
    [periods(0), groups()].map(|(spec, with)| compare(&tables, &spec, &with).expect("two sides"))
}

fn behind_the_score(shop: &Shop, spec: &Spec) -> Option<super::Voice> {
    let spec = Spec { families: Families::of(&[Family::Voice]), ..spec.clone() };
    answer(&shop.tables(), &spec, &mut Memory::default(), &|| false).expect("an answer").voice
}

/// The same rows out of several files.
fn split(mut shop: Shop) -> Shop {
    shop.rows.orders.iter_mut().enumerate().for_each(|(index, row)| row.source = 10 + index as u32 % 3);
    shop.rows.answers.iter_mut().enumerate().for_each(|(index, row)| row.source = 20 + index as u32 % 2);
    shop.rows.reviews.iter_mut().enumerate().for_each(|(index, row)| row.source = 30 + index as u32 % 2);
    shop
}

fn reversed(mut shop: Shop) -> Shop {
    shop.rows.orders.reverse();
    shop.rows.answers.reverse();
    shop.rows.reviews.reverse();
    shop
}

/// Names in another alphabetical order.
fn other_name(customer: u8) -> String {
    if customer == 0 { String::new() } else { format!("person {}", 200 - customer) }
}

/// What does not go by calendar months; the correction for many figures goes over those too.
fn timeless(comparison: Comparison) -> Vec<ComparedFigure> {
    let mut figures = comparison.figures;
    figures.retain(|figure| figure.months.is_none());
    for figure in &mut figures {
        figure.verdict = None;
        figure.change.iter_mut().for_each(|change| change.adjusted_p = None);
    }
    figures
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    #[test]
    fn neither_files_nor_their_order_nor_names_change_a_comparison_or_the_score(
        orders in prop::collection::vec(order(), 0..50), answers in prop::collection::vec(voice(), 0..14),
    ) {
        let whole = compared(&build(&orders, &answers));
        let behind = |shop: &Shop| behind_the_score(shop, &Spec::default());
        let score = behind(&build(&orders, &answers));
        for other in [
            split(build(&orders, &answers)),
            reversed(build(&orders, &answers)),
            build_named(&orders, &answers, &other_name),
        ] {
            prop_assert_eq!(&compared(&other), &whole);
            prop_assert_eq!(&behind(&other), &score);
        }
    }

    #[test]
    fn another_beginning_of_time_changes_neither(
        orders in prop::collection::vec(order(), 0..50), answers in prop::collection::vec(voice(), 0..14), days in 1_i32..900,
    ) {
        let later: Vec<Drawn> = orders.iter().map(|own| Drawn { day: own.day + days, ..own.clone() }).collect();
        let said: Vec<Voice> = answers.iter().map(|(who, day, score)| (*who, day + days, *score)).collect();
        let asked = |shift: i32, shop: &Shop| {
            let (spec, with) = periods(shift);
            let found = compare(&shop.tables(), &spec, &with).expect("two sides");
            (timeless(found), behind_the_score(shop, &spec))
        };
        prop_assert_eq!(asked(0, &build(&orders, &answers)), asked(days, &build(&later, &said)));
    }
}

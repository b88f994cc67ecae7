//! Delivery against a second, plain computation on random parcels and claims. Never a fixed example where a law will do.

use super::super::fixtures::{Shop, as_of, cases};
use super::super::result::Delivery;
use super::super::scope::Scope;
use super::super::statistics::Draws;
use super::super::{Outcome, Spec};
use super::*;
use crate::tables::{ParcelRow, ReturnRow};

/// 1 January 2024.
const START: i32 = 19_723;

/// Parcel of an order as drawn: days after the order on which it was promised and came.
type DrawnParcel = (usize, Option<i32>, Option<i32>);

fn shop(orders: &[i32], parcels: &[DrawnParcel], claims: &[(usize, Claim)]) -> Shop {
    let mut shop = Shop::new();
    for (index, offset) in orders.iter().enumerate() {
        shop.order(&format!("c{index}"), &Day(START + offset).to_string(), 100);
    }
    for (order, promised, delivered) in parcels {
        let ordered = Day(START + orders[*order]);
        let row = ParcelRow {
            source: 9,
            line: shop.rows.parcels.len() as u32 + 2,
            key: None,
            order: Some(*order as u32),
            customer: None,
            courier: Some(shop.rows.codes.couriers.code(if order % 2 == 0 { "Flash" } else { "Kerry" })),
            ordered_day: Some(ordered),
            promised_day: promised.map(|days| ordered.plus(days)),
            ship_by_day: None,
            shipped_day: Some(ordered),
            delivered_day: delivered.map(|days| ordered.plus(days)),
        };
        shop.rows.parcels.push(row);
    }
    for (order, claim) in claims {
        let row = ReturnRow {
            source: 10,
            line: shop.rows.returns.len() as u32 + 2,
            key: None,
            order: Some(*order as u32),
            customer: None,
            product: None,
            requested_day: Some(Day(START + orders[*order] + 5)),
            refunded_day: None,
            claim: *claim,
            quantity: None,
            currency: 0,
            refund_minor: None,
        };
        shop.rows.returns.push(row);
    }
    shop
}

fn answer(shop: &Shop, spec: &Spec) -> Delivery {
    let tables = shop.tables();
    let scope = Scope::new(&tables, spec).expect("a scope");
    delivery(&scope, &[]).expect("a table").expect("orders")
}

#[test]
fn promises_and_claims_are_those_of_plain_counting() {
    let mut draws = Draws::new(31);
    for _ in 0..cases(500) {
        let orders: Vec<i32> = (0..1 + draws.below(8)).map(|_| draws.below(60) as i32).collect();
        let some = |draws: &mut Draws, most: usize| (draws.below(4) > 0).then(|| draws.below(most) as i32);
        let parcels: Vec<DrawnParcel> = (0..draws.below(9))
            .map(|_| (draws.below(orders.len()), some(&mut draws, 6), some(&mut draws, 12)))
            .collect();
        let claims: Vec<(usize, Claim)> =
            (0..draws.below(4)).map(|_| (draws.below(orders.len()), Claim::ALL[draws.below(7)])).collect();
        let end = START + draws.below(120) as i32;
        let ours =
            answer(&shop(&orders, &parcels, &claims), &Spec { as_of: Some(Day(end)), ..Spec::default() });
        let mut naive = [0_u64; 5];
        for (index, offset) in orders.iter().enumerate().filter(|(_, offset)| START + **offset <= end) {
            let own: Vec<&DrawnParcel> = parcels.iter().filter(|(order, ..)| *order == index).collect();
            if own.is_empty() {
                continue;
            }
            let ordered = START + offset;
            let promised =
                own.iter().filter_map(|(_, promised, _)| *promised).min().map(|days| ordered + days);
            let all_came = own.iter().all(|(_, _, came)| came.is_some());
            let delivered = own.iter().filter_map(|(_, _, came)| *came).max().map(|days| ordered + days);
            let delivered = delivered.filter(|day| all_came && *day <= end);
            let place = match (promised, delivered) {
                (None, _) => 4,
                (Some(promised), Some(came)) => usize::from(came > promised),
                (Some(promised), None) => {
                    if promised < end {
                        2
                    } else {
                        3
                    }
                }
            };
            naive[place] += 1;
        }
        let counts =
            [ours.on_time.numerator, ours.late, ours.overdue, ours.not_yet_due, ours.without_promise];
        assert_eq!(counts, naive, "{orders:?} {parcels:?} as of {end}");
        assert_eq!(ours.on_time.denominator, naive[0] + naive[1] + naive[2]);
        assert_eq!(ours.orders, naive.iter().sum::<u64>(), "every order stands somewhere");
        let (mature, wrong) = naive_claims(&orders, &parcels, &claims, end);
        if !claims.is_empty() {
            assert_eq!((ours.wrong_or_damaged.numerator, ours.wrong_or_damaged.denominator), (wrong, mature));
        }
    }
}

fn naive_claims(orders: &[i32], parcels: &[DrawnParcel], claims: &[(usize, Claim)], end: i32) -> (u64, u64) {
    let (mut mature, mut wrong) = (0, 0);
    for (index, offset) in orders.iter().enumerate().filter(|(_, offset)| START + **offset <= end) {
        let known = |claim: &&(usize, Claim)| claim.0 == index && START + offset + 5 <= end;
        let own: Vec<Claim> = claims.iter().filter(known).map(|(_, claim)| *claim).collect();
        let sent: Vec<&DrawnParcel> = parcels.iter().filter(|(order, ..)| *order == index).collect();
        let came: Vec<i32> = sent.iter().filter_map(|(_, _, came)| *came).collect();
        let last =
            came.iter().max().filter(|days| came.len() == sent.len() && START + offset + **days <= end);
        let has_claim = own.iter().any(|claim| *claim != Claim::OutOfStock);
        let day = match (sent.is_empty(), last) {
            (false, Some(days)) => START + offset + days,
            (false, None) if !has_claim => continue,
            _ => START + offset,
        };
        if end - day >= 30 {
            mature += 1;
            wrong += u64::from(own.iter().any(|claim| matches!(claim, Claim::WrongItem | Claim::Damaged)));
        }
    }
    (mature, wrong)
}

#[test]
fn a_perfect_order_is_counted_order_by_order() {
    let orders = [0, 1, 2, 3];
    let parcels =
        [(0, Some(2), Some(1)), (1, Some(2), Some(5)), (2, Some(2), Some(2)), (3, Some(2), Some(9))];
    let claims = [(1, Claim::Damaged), (2, Claim::ChangedMind)];
    let found = answer(&shop(&orders, &parcels, &claims), &as_of("2024-06-01"));
    let perfect = found.perfect.expect("promises and claims");
    assert_eq!((perfect.joint.numerator, perfect.joint.denominator), (2, 4));
    // Late and damaged go together here: the product of the rates thinks otherwise.
    assert_eq!(perfect.product, Some(0.5 * 1.0 * 0.75));
}

#[test]
fn late_parcels_stand_beside_punctual_ones_with_what_customers_did_next() {
    let orders: Vec<i32> = (0..40).collect();
    let parcels: Vec<DrawnParcel> =
        (0..40).map(|index| (index, Some(3), Some(if index < 20 { 8 } else { 2 }))).collect();
    let mut shop = shop(&orders, &parcels, &[]);
    for index in 20..35 {
        shop.order(&format!("c{index}"), "2024-03-20", 100);
    }
    let found = answer(&shop, &as_of("2024-09-01"));
    let late =
        found.effects.iter().find(|effect| effect.experience == Experience::LateParcel).expect("an effect");
    assert_eq!(late.outcome, Outcome::BoughtAgain);
    assert_eq!((late.figure.now.numerator, late.figure.then.numerator), (Some(0), Some(15)));
    assert_eq!(found.couriers.len(), 2);
    assert_eq!(found.couriers.iter().map(|courier| courier.orders).sum::<u64>(), 40);
}

#[test]
fn demand_counts_each_day_of_the_period_once() {
    let found = answer(&shop(&[0, 0, 7, 13], &[], &[]), &as_of("2024-01-14"));
    let demand = found.demand.expect("orders");
    assert_eq!((demand.orders, demand.days), (4, 14));
    // Two Mondays with three orders, two Sundays with one.
    let weekday =
        |part: usize| (demand.weekdays[part].per_day.numerator, demand.weekdays[part].per_day.denominator);
    assert_eq!((weekday(0), weekday(6)), ((3, 2), (1, 2)));
    assert_eq!(demand.peaks[0].orders, 2);
}

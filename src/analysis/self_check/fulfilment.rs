//! Parcels, claims and carts, put into tables and counted again. Never a user's data.

use serde::Deserialize;

use super::Sheet;
use crate::analysis::{Analysis, Carts, Delivery, Families, Family, Share, Spec, analyze};
use crate::domain::{Claim, Currency, Day, Interval, OrderStatus};
use crate::tables::{CartRow, OrderRow, ParcelRow, ReturnRow, Rows, Tables};

/// The cases of parcels and of carts.
#[derive(Debug, Deserialize)]
pub(super) struct FulfilmentCases {
    parcels: Vec<ParcelsCase>,
    carts: Vec<CartsCase>,
}

/// Orders on their way: day of the order, promised day, day of the delivery (-1: none yet); claims: order, day, whether the item was
/// wrong or damaged (1) or no longer wanted (0).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParcelsCase {
    source: String,
    until: i32,
    orders: Vec<[i32; 3]>,
    claims: Vec<[i32; 3]>,
    on_time: [u64; 2],
    on_time_interval: [f64; 2],
    late: u64,
    overdue: u64,
    not_yet_due: u64,
    days_median: f64,
    days_p90: f64,
    days_with_open: f64,
    wrong_or_damaged: [u64; 2],
    returned: [u64; 2],
}

/// Carts: who (-1: nobody known), day, day of the order (-1: none), value in minor units.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CartsCase {
    source: String,
    until: i32,
    carts: Vec<[i32; 4]>,
    abandoned: [u64; 2],
    abandoned_interval: [f64; 2],
    people: [u64; 2],
    still_open: u64,
    left_behind_minor: i64,
}

impl FulfilmentCases {
    /// Computes all of them again.
    pub(super) fn check(&self, sheet: &mut Sheet) {
        self.parcels.iter().for_each(|case| parcels(sheet, case));
        self.carts.iter().for_each(|case| carts(sheet, case));
    }
}

/// A day of a case; a negative one is none.
fn day(offset: i32) -> Option<Day> {
    (offset >= 0).then(|| START.plus(offset))
}

/// 1 January 2026.
const START: Day = Day(20_454);

fn answer(rows: Rows, until: i32) -> Option<Analysis> {
    let families = Families::of(&[Family::Service]);
    let spec = Spec { as_of: day(until), families, identity_effects: false, ..Spec::default() };
    analyze(&Tables::from_rows(rows).ok()?, &spec).ok()
}

fn parcels(sheet: &mut Sheet, case: &ParcelsCase) {
    sheet.begin(&case.source, None);
    let ours: Option<Delivery> = answer(shipped(case), case.until).and_then(|ours| ours.delivery);
    let ours = ours.as_ref();
    let of = format!("{} orders on their way", case.orders.len());
    let on_time = ours.map(|own| own.on_time);
    both(sheet, &format!("On time, {of}"), case.on_time, on_time);
    let ends = on_time.and_then(|own| Some(Interval { low: own.low?, high: own.high? }));
    sheet.interval(&format!("On time, {of}"), case.on_time_interval, ends);
    for (what, expected, computed) in [
        ("delivered late", case.late, ours.map(|own| own.late)),
        ("due and not delivered", case.overdue, ours.map(|own| own.overdue)),
        ("not yet due", case.not_yet_due, ours.map(|own| own.not_yet_due)),
    ] {
        sheet.value(&format!("{what}, {of}"), expected as f64, computed.map(|count| count as f64));
    }
    let days = ours.and_then(|own| own.days.as_ref());
    for (what, expected, computed) in [
        ("median", case.days_median, days.and_then(|days| days.median)),
        ("nine tenths", case.days_p90, days.and_then(|days| days.p90)),
        ("Kaplan-Meier median", case.days_with_open, days.and_then(|days| days.kaplan_meier)),
    ] {
        sheet.value(&format!("Days to delivery, {what}, {of}"), expected, computed);
    }
    both(
        sheet,
        &format!("Wrong or damaged, {of}"),
        case.wrong_or_damaged,
        ours.map(|own| own.wrong_or_damaged),
    );
    both(sheet, &format!("With a claim, {of}"), case.returned, ours.map(|own| own.returned));
}

fn carts(sheet: &mut Sheet, case: &CartsCase) {
    sheet.begin(&case.source, None);
    let ours: Option<Carts> = answer(filled(case), case.until).and_then(|ours| ours.carts);
    let ours = ours.as_ref();
    let of = format!("{} carts", case.carts.len());
    let abandoned = ours.map(|own| own.abandoned);
    both(sheet, &format!("Abandoned, {of}"), case.abandoned, abandoned);
    let ends = abandoned.and_then(|own| Some(Interval { low: own.low?, high: own.high? }));
    sheet.interval(&format!("Abandoned, {of}"), case.abandoned_interval, ends);
    both(sheet, &format!("People who left, {of}"), case.people, ours.map(|own| own.abandoned_people));
    let open = ours.map(|own| own.still_open as f64);
    sheet.value(&format!("Still open, {of}"), case.still_open as f64, open);
    let left = ours.and_then(|own| own.left_behind_minor).map(|minor| minor as f64);
    sheet.value(&format!("Left behind, {of}"), case.left_behind_minor as f64, left);
}

/// Numerator and denominator of a share.
fn both(sheet: &mut Sheet, name: &str, expected: [u64; 2], ours: Option<Share>) {
    sheet.value(&format!("{name}: counted"), expected[0] as f64, ours.map(|own| own.numerator as f64));
    sheet.value(&format!("{name}: of"), expected[1] as f64, ours.map(|own| own.denominator as f64));
}

/// Each order with its parcel, and the claims.
fn shipped(case: &ParcelsCase) -> Rows {
    let mut rows = Rows::default();
    let currency = rows.codes.currency(Currency::parse("THB"));
    let platform = rows.codes.platforms.code("shop");
    for (index, [ordered, promised, delivered]) in (0_u32..).zip(&case.orders) {
        let order = rows.codes.orders.code(&format!("#{index}"));
        let customer = rows.codes.identities.handle([None, None, Some(&format!("c{index}"))]);
        let line = index + 2;
        rows.orders.push(OrderRow {
            order,
            source: 0,
            line,
            platform,
            customer,
            day: START.plus(*ordered),
            second: None,
            status: OrderStatus::Valid,
            channel: None.into(),
            currency,
            total_minor: 100,
            gross_minor: 100,
            net_minor: 100,
            collected_minor: 100,
            refunded_minor: 0,
            coupon: None.into(),
            place: None.into(),
        });
        rows.parcels.push(ParcelRow {
            source: 1,
            line,
            key: None,
            order: Some(order),
            customer,
            courier: None,
            ordered_day: day(*ordered),
            promised_day: day(*promised),
            ship_by_day: None,
            shipped_day: day(*ordered),
            delivered_day: day(*delivered),
        });
    }
    for (index, [order, on, is_wrong]) in (0_u32..).zip(&case.claims) {
        rows.returns.push(ReturnRow {
            source: 2,
            line: index + 2,
            key: None,
            order: Some(rows.codes.orders.code(&format!("#{order}"))),
            customer: None,
            product: None,
            requested_day: day(*on),
            refunded_day: None,
            claim: if *is_wrong == 1 { Claim::Damaged } else { Claim::ChangedMind },
            quantity: None,
            currency,
            refund_minor: None,
        });
    }
    rows
}

fn filled(case: &CartsCase) -> Rows {
    let mut rows = Rows::default();
    let currency = rows.codes.currency(Currency::parse("THB"));
    for (index, [who, created, ordered, minor]) in (0_u32..).zip(&case.carts) {
        let name = (*who >= 0).then(|| format!("c{who}"));
        let customer = rows.codes.identities.handle([None, None, name.as_deref()]);
        rows.carts.push(CartRow {
            source: 0,
            line: index + 2,
            key: None,
            customer,
            order: None,
            created_day: START.plus(*created),
            completed_day: day(*ordered),
            reminded_day: None,
            currency,
            value_minor: Some(i64::from(*minor)),
        });
    }
    rows
}

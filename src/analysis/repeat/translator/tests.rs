//! The translator against a hand-made shop and a second, slow computation. Never the fast code itself.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::super::fixtures::{Shop, as_of, cases};
use super::super::super::{Family, Spec};
use super::*;
use crate::domain::{IdentityRule, OrderStatus};

/// Orders as (person, account, day, amount, status): a person has one e-mail and up to three accounts of the platform.
type Drawn = (u8, u8, i32, i64, OrderStatus);

/// 1 January 2024.
const START: i32 = 19_723;
const END: i32 = START + 180;

fn shop_of(orders: &[Drawn]) -> Shop {
    let mut shop = Shop::new();
    for (person, account, day, amount, status) in orders {
        let mail = format!("person{person}@example.com");
        let id = (*account > 0).then(|| format!("shop:{person}-{account}"));
        let handle = shop.rows.codes.identities.handle([Some(&mail), None, id.as_deref()]);
        let row = shop.order("", &Day(*day).to_string(), *amount);
        (row.customer, row.status) = (handle, *status);
    }
    shop
}

fn question(period: Period, days: u32) -> Spec {
    Spec { period, open_window_days: days, ..as_of(&Day(END).to_string()) }
}

fn find(translations: &[Translation], counted: Counted) -> &Translation {
    translations.iter().find(|one| one.counted == counted).expect("a translation")
}

#[test]
fn the_customer_list_of_a_platform_is_taken_apart_down_to_ours() {
    let valid = OrderStatus::Valid;
    let orders = [
        // Two guest accounts of one person: nobody came back, says the platform.
        (1, 1, START, 100, valid),
        (1, 2, START + 20, 100, valid),
        // Two orders of one day, one cancelled later.
        (2, 1, START, 100, valid),
        (2, 1, START, 100, valid),
        (2, 1, START + 9, 100, OrderStatus::Cancelled),
        // Came back too late for the window.
        (3, 1, START, 100, valid),
        (3, 1, START + 100, 100, valid),
        // New: not watched long enough.
        (4, 1, END - 10, 100, valid),
    ];
    let analysis = shop_of(&orders).analyze(&question(Period::ALL, 30));
    let list = find(&analysis.translations, Counted::Accounts);
    assert_eq!((list.elsewhere.numerator, list.elsewhere.denominator), (2, 5));
    let steps: Vec<_> =
        list.steps.iter().map(|step| (step.part, step.share.numerator, step.share.denominator)).collect();
    let expected =
        [(Part::Identity, 3, 4), (Part::SameDay, 2, 4), (Part::Window, 1, 4), (Part::Maturity, 1, 3)];
    assert_eq!(steps, expected, "no step for what changes nothing here");
    let rp4 = &analysis.repeat.expect("repeat purchase").within[0];
    assert_eq!((list.here().numerator, list.here().denominator), (rp4.repeaters, rp4.mature));
}

#[test]
fn a_share_of_a_period_is_counted_over_the_last_complete_month_or_the_period_asked_for() {
    let valid = OrderStatus::Valid;
    let orders = [(1, 1, START, 100, valid), (1, 1, START + 40, 100, valid), (2, 1, START, 100, valid)];
    let frame = |spec: &Spec| {
        let analysis = shop_of(&orders).ask(&[Family::Translations], spec);
        analysis.translations.iter().map(|one| one.period).find(|period| !period.is_all())
    };
    let month =
        |text| MonthIndex::parse_iso(text).map(|month| Period::between(month.first_day(), month.last_day()));
    let of = |as_of_day| Spec { open_window_days: 1, ..as_of(as_of_day) };
    assert_eq!(frame(&of("2024-03-30")), month("2024-02"));
    assert_eq!(frame(&of("2024-02-29")), month("2024-02"));
    let january = Period::between(Day(START), Day(START + 30));
    assert_eq!(frame(&Spec { period: january, ..of("2024-03-30") }), Some(january));
}

#[test]
fn without_a_mature_customer_there_is_nothing_to_translate_into() {
    let orders = [(1, 1, END - 3, 100, OrderStatus::Valid)];
    assert!(shop_of(&orders).analyze(&question(Period::ALL, 30)).translations.is_empty());
    assert!(Shop::new().analyze(&Spec::default()).translations.is_empty());
}

fn orders() -> impl Strategy<Value = Vec<Drawn>> {
    let status = prop_oneof![4 => Just(OrderStatus::Valid), 1 => Just(OrderStatus::Cancelled), 1 => Just(OrderStatus::Pending)];
    let one = (1_u8..6, 0_u8..3, 0_i32..200, 0_i64..3, status)
        .prop_map(|(person, account, day, amount, status)| (person, account, START + day, amount, status));
    prop::collection::vec(one, 0..40)
}

/// (numerator, denominator) by counting sets, one definition at a time.
struct Slow<'a> {
    /// What the platform knows: with an id it is the id, without one the e-mail.
    orders: Vec<&'a Drawn>,
    period: Period,
    frame: Period,
}

impl Slow<'_> {
    /// Units that have a mark in the frame, and among them those with another mark before it.
    fn returning<K: Ord, V: Ord + Copy>(&self, marks: &BTreeMap<K, Vec<(V, i32)>>) -> (u64, u64) {
        let mut share = (0, 0);
        for own in marks.values() {
            let in_frame: Vec<V> = own
                .iter()
                .filter(|(_, day)| self.frame.contains(Day(*day)))
                .map(|(order, _)| *order)
                .collect();
            share.1 += u64::from(!in_frame.is_empty());
            let first = own.iter().map(|(order, _)| *order).min();
            share.0 += u64::from(in_frame.iter().any(|order| Some(*order) > first));
        }
        share
    }

    fn more_than_one<K: Ord, V>(marks: &BTreeMap<K, Vec<V>>) -> (u64, u64) {
        (marks.values().filter(|own| own.len() > 1).count() as u64, marks.len() as u64)
    }

    fn by<K: Ord>(
        &self,
        keep: impl Fn(&Drawn) -> bool,
        key: impl Fn(&Drawn) -> K,
    ) -> BTreeMap<K, Vec<(usize, i32)>> {
        let mut found: BTreeMap<K, Vec<(usize, i32)>> = BTreeMap::new();
        for (index, order) in self.orders.iter().enumerate().filter(|(_, order)| keep(order)) {
            found.entry(key(order)).or_default().push((index, order.2));
        }
        found
    }

    fn shares(&self, days: i32) -> BTreeMap<&'static str, (u64, u64)> {
        let is_purchase = |order: &Drawn| order.4 == OrderStatus::Valid && order.3 > 0;
        let accounts = self.by(|_| true, |order| (order.0, order.1));
        let people = self.by(|_| true, |order| order.0);
        let buyers = self.by(is_purchase, |order| order.0);
        let occasions: BTreeMap<u8, Vec<(i32, i32)>> = buyers
            .iter()
            .map(|(person, own)| {
                let days: BTreeSet<i32> = own.iter().map(|(_, day)| *day).collect();
                (*person, days.into_iter().map(|day| (day, day)).collect())
            })
            .collect();
        let starters = occasions.values().filter(|own| self.period.contains(Day(own[0].1)));
        let (mut to_date, mut in_time, mut mature) = ((0, 0), (0, 0), (0, 0));
        for own in starters {
            let soon = own.len() > 1 && own[1].1 - own[0].1 <= days;
            to_date = (to_date.0 + u64::from(own.len() > 1), to_date.1 + 1);
            in_time = (in_time.0 + u64::from(soon), in_time.1 + 1);
            if own[0].1 + days <= END {
                mature = (mature.0 + u64::from(soon), mature.1 + 1);
            }
        }
        BTreeMap::from([
            ("list by account", Self::more_than_one(&accounts)),
            ("list by person", Self::more_than_one(&people)),
            ("list of purchases", Self::more_than_one(&buyers)),
            ("list of days", Self::more_than_one(&occasions)),
            ("frame by account", self.returning(&accounts)),
            ("frame by person", self.returning(&people)),
            ("frame of purchases", self.returning(&buyers)),
            ("frame of days", self.returning(&occasions)),
            ("to date", to_date),
            ("in time", in_time),
            ("mature", mature),
        ])
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(1_000)))]

    #[test]
    fn every_rate_on_the_way_is_the_slow_one_and_the_changes_add_up(
        drawn in orders(), days in 1_u32..60, from in prop::option::of(0_i32..150),
    ) {
        let period = from.map_or(Period::ALL, |from| Period::between(Day(START + from), Day(START + from + 40)));
        let analysis = shop_of(&drawn).ask(&[Family::Translations], &question(period, days));
        let frame = if period.is_all() {
            Period::between(Day(END).month().first_day(), Day(END).month().last_day())
        } else {
            period
        };
        let frame = if period.is_all() && frame.to > Some(Day(END)) {
            let before = MonthIndex(Day(END).month().0 - 1);
            Period::between(before.first_day(), before.last_day())
        } else {
            frame
        };
        let mut kept: Vec<&Drawn> = drawn.iter().filter(|order| order.2 <= END).collect();
        kept.sort_by_key(|order| order.2);
        let shares = Slow { orders: kept, period, frame }.shares(days as i32);
        for one in &analysis.translations {
            let start = match one.counted {
                Counted::Accounts => "list by account",
                Counted::ReturningCustomers => "frame by account",
                Counted::ToDate => "to date",
                Counted::ReturningOrders => continue,
            };
            prop_assert_eq!((one.elsewhere.numerator, one.elsewhere.denominator), shares[start], "{}", start);
            let is_list = one.counted == Counted::Accounts;
            for step in &one.steps {
                let name = match (step.part, is_list) {
                    (Part::Identity, true) => "list by person",
                    (Part::Status, true) => "list of purchases",
                    (Part::SameDay, true) => "list of days",
                    (Part::Identity, false) => "frame by person",
                    (Part::Status, false) => "frame of purchases",
                    (Part::SameDay | Part::Unit, false) => "frame of days",
                    (Part::Starters, _) => "to date",
                    (Part::Window, _) => "in time",
                    (Part::Maturity, _) => "mature",
                    (Part::Unit, true) => unreachable!("a list counts customers"),
                };
                prop_assert_eq!((step.share.numerator, step.share.denominator), shares[name], "{}", name);
            }
        }
        for one in &analysis.translations {
            let changes: Option<f64> = one.steps.iter().map(|step| step.change).sum();
            if let (Some(changes), Some(from), Some(to)) = (changes, one.elsewhere.value, one.here().value) {
                prop_assert!((from + changes - to).abs() < 1e-12);
            }
            prop_assert_eq!((one.here().numerator, one.here().denominator), shares["mature"]);
        }
    }
}

#[test]
fn orders_of_a_month_are_counted_one_by_one() {
    let valid = OrderStatus::Valid;
    let june = |day: i32| Day::parse_iso("2024-05-31").expect("a day").0 + day;
    let orders = [
        (1, 1, START, 100, valid),
        (1, 2, june(3), 100, valid),
        (1, 2, june(3), 100, valid),
        (2, 1, june(4), 100, valid),
        (2, 1, june(4), 100, valid),
        (2, 1, june(9), 0, valid),
    ];
    let spec = Spec { open_window_days: 10, ..as_of("2024-06-30") };
    let analysis = shop_of(&orders).analyze(&spec);
    let translation = find(&analysis.translations, Counted::ReturningOrders);
    let mut shares = vec![(translation.elsewhere.numerator, translation.elsewhere.denominator)];
    shares.extend(translation.steps.iter().map(|step| (step.share.numerator, step.share.denominator)));
    let parts: Vec<Part> = translation.steps.iter().map(|step| step.part).collect();
    // By account: the second order of account 1-2, and two of account 2-1.
    assert_eq!(shares, [(3, 5), (4, 5), (3, 4), (2, 4), (1, 2), (0, 2)]);
    assert_eq!(parts, [Part::Identity, Part::Status, Part::SameDay, Part::Unit, Part::Window]);
    let plain = Spec { open_window_days: 10, ..as_of("2024-06-30") };
    let mut one_rule = shop_of(&orders);
    one_rule.rows.identity = vec![IdentityRule::Platform];
    let alone = one_rule.analyze(&plain);
    let list = find(&alone.translations, Counted::Accounts);
    assert!(list.steps.iter().all(|step| step.part != Part::Identity), "accounts are customers here");
}

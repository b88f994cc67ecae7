//! Perfect orders, demand, what customers did after a late parcel, and carts. Never a figure of a single shop.

use std::collections::BTreeMap;

use super::{PEOPLE, START, name};
use crate::analysis::fixtures::{Shop, cases};
use crate::analysis::statistics::Draws;
use crate::analysis::{Delivery, Experience, Family, Outcome, Spec};
use crate::domain::{Claim, Day, MonthIndex, Period};
use crate::tables::{CartRow, ParcelRow, ReturnRow};

/// An order, when, with the days after it on which its parcel was promised and came.
#[derive(Clone, Copy)]
struct Sent {
    on: i32,
    promised: Option<i32>,
    came: Option<i32>,
}

impl Sent {
    fn new(draws: &mut Draws, days: usize) -> Self {
        let some = |draws: &mut Draws, most: usize| (draws.below(5) > 0).then(|| draws.below(most) as i32);
        let on = START + draws.below(days) as i32;
        Self { on, promised: some(draws, 6), came: some(draws, 9) }
    }

    /// Day of the delivery as far as it is known.
    fn came(&self, end: i32) -> Option<i32> {
        self.came.map(|days| self.on + days).filter(|day| *day <= end)
    }

    /// Whether the promise was kept; `None` without one, or while it may be.
    fn is_in_time(&self, end: i32) -> Option<bool> {
        let promised = self.on + self.promised?;
        match self.came(end) {
            Some(came) => Some(came <= promised),
            None => (promised < end).then_some(false),
        }
    }
}

fn shop(sent: &[Sent], claims: &[(usize, Claim)]) -> Shop {
    let mut shop = Shop::new();
    for (index, one) in sent.iter().enumerate() {
        shop.order(&format!("c{index}"), &Day(one.on).to_string(), 100);
        let day = |days: Option<i32>| days.map(|days| Day(one.on + days));
        shop.rows.parcels.push(ParcelRow {
            source: 9,
            line: index as u32 + 2,
            key: None,
            order: Some(index as u32),
            customer: None,
            courier: None,
            ordered_day: Some(Day(one.on)),
            promised_day: day(one.promised),
            ship_by_day: None,
            shipped_day: Some(Day(one.on)),
            delivered_day: day(one.came),
        });
    }
    for (order, claim) in claims {
        shop.rows.returns.push(ReturnRow {
            source: 10,
            line: shop.rows.returns.len() as u32 + 2,
            key: None,
            order: Some(*order as u32),
            customer: None,
            product: None,
            requested_day: Some(Day(sent[*order].on + 5)),
            refunded_day: None,
            claim: *claim,
            quantity: None,
            currency: 0,
            refund_minor: None,
        });
    }
    shop
}

fn delivery(shop: &Shop, end: i32) -> Delivery {
    let spec = Spec { as_of: Some(Day(end)), ..Spec::default() };
    shop.ask(&[Family::Service], &spec).delivery.expect("orders")
}

#[test]
fn an_order_is_perfect_if_nothing_went_wrong_with_it() {
    let mut draws = Draws::new(63);
    let mut told = 0;
    for case in 0..cases(300) {
        let sent: Vec<Sent> = (0..1 + draws.below(12)).map(|_| Sent::new(&mut draws, 60)).collect();
        let claims: Vec<(usize, Claim)> =
            (0..1 + draws.below(4)).map(|_| (draws.below(sent.len()), Claim::ALL[draws.below(7)])).collect();
        let end = START + 20 + draws.below(100) as i32;
        let found = delivery(&shop(&sent, &claims), end).perfect;
        let mut counts = [0_u64; 5];
        for (index, one) in sent.iter().enumerate().filter(|(_, one)| one.on <= end) {
            let Some(in_time) = one.is_in_time(end) else { continue };
            let day = one.came(end).or(one.promised.map(|days| one.on + days)).expect("promised");
            if end - day < 30 {
                continue;
            }
            let own = claims.iter().filter(|claim| claim.0 == index && one.on + 5 <= end);
            let own: Vec<Claim> = own.map(|claim| claim.1).collect();
            let is_whole = !own.contains(&Claim::NotReceived);
            let is_right = [Claim::WrongItem, Claim::Damaged, Claim::NotAsDescribed]
                .iter()
                .all(|one| !own.contains(one));
            let right = [true, in_time && is_whole && is_right, in_time, is_whole, is_right];
            counts.iter_mut().zip(right).for_each(|(count, right)| *count += u64::from(right));
        }
        let Some(found) = found else {
            assert_eq!(counts[0], 0, "case {case}");
            continue;
        };
        let shares = [found.joint, found.on_time, found.complete, found.undamaged];
        assert!(shares.iter().all(|share| share.denominator == counts[0]), "case {case}");
        assert_eq!(shares.map(|share| share.numerator).as_slice(), &counts[1..], "case {case}");
        told += 1;
    }
    assert!(told > 0);
}

#[test]
fn after_a_late_parcel_each_customer_is_followed_for_as_long() {
    let mut draws = Draws::new(64);
    let mut told = 0;
    for case in 0..cases(100) {
        let sent: Vec<Sent> = (0..60).map(|_| Sent::new(&mut draws, 100)).collect();
        let mut shop = shop(&sent, &[]);
        let again: Vec<(usize, i32)> =
            (0..40).map(|_| (draws.below(60), START + draws.below(250) as i32)).collect();
        for (who, on) in &again {
            shop.order(&format!("c{who}"), &Day(*on).to_string(), 100);
        }
        let end = START + 100 + draws.below(160) as i32;
        let found = delivery(&shop, end);
        let (mut sides, mut open) = ([(0, 0); 2], 0);
        for (who, one) in sent.iter().enumerate().filter(|(_, one)| one.on <= end) {
            let Some(in_time) = one.is_in_time(end) else { continue };
            let day = one.came(end).or(one.promised.map(|days| one.on + days)).expect("promised");
            if end - day < 90 {
                open += u64::from(day <= end);
                continue;
            }
            let own = again.iter().filter(|later| later.0 == who && later.1 <= end).map(|later| later.1);
            let bought = own.chain([one.on]).any(|later| later > day && later - day <= 90);
            let side: &mut (u64, u64) = &mut sides[usize::from(in_time)];
            *side = (side.0 + u64::from(bought), side.1 + 1);
        }
        let effect = found
            .effects
            .iter()
            .find(|own| (own.experience, own.outcome) == (Experience::LateParcel, Outcome::BoughtAgain));
        let enough = sides.iter().all(|side| side.1 >= 10);
        let expected = enough.then_some((sides.map(|side| (Some(side.0), Some(side.1))), open));
        let figure = effect.map(|own| {
            (
                [&own.figure.now, &own.figure.then].map(|side| (side.numerator, side.denominator)),
                own.still_open,
            )
        });
        assert_eq!(figure, expected, "case {case}");
        told += u32::from(enough);
    }
    assert!(told > 0);
}

#[test]
fn demand_is_that_of_going_through_the_calendar() {
    let mut draws = Draws::new(65);
    for case in 0..cases(300) {
        let mut shop = Shop::new();
        let days: Vec<i32> = (0..1 + draws.below(40)).map(|_| START + draws.below(90) as i32).collect();
        for day in &days {
            shop.order("ann", &Day(*day).to_string(), 100);
        }
        let end = START + 60 + draws.below(60) as i32;
        let (a, b) = (START + draws.below(90) as i32, START + draws.below(90) as i32);
        let drawn = Period::between(Day(a.min(b)), Day(a.max(b)));
        let period = if draws.below(2) == 0 { Period::ALL } else { drawn };
        let spec = Spec { period, as_of: Some(Day(end)), ..Spec::default() };
        let found = shop.ask(&[Family::Service], &spec).delivery.expect("orders").demand;
        let own: Vec<i32> =
            days.into_iter().filter(|day| *day <= end && period.contains(Day(*day))).collect();
        let Some(found) = found else {
            assert!(own.is_empty(), "case {case}");
            continue;
        };
        let first = *own.iter().min().expect("an order");
        let all = first..=period.to.map_or(end, |to| to.0.min(end));
        assert_eq!((found.orders, found.days), (own.len() as u64, all.clone().count() as u64), "case {case}");
        let count = |is_own: &dyn Fn(Day) -> bool| {
            let orders = own.iter().filter(|day| is_own(Day(**day))).count() as u64;
            (orders, all.clone().filter(|day| is_own(Day(*day))).count() as u64)
        };
        for told in &found.weekdays {
            let own = count(&|day| day.weekday() == told.part as usize);
            assert_eq!((told.per_day.numerator, told.per_day.denominator), own, "case {case}");
            let index = own.0 as f64 / own.1 as f64 / (found.orders as f64 / found.days as f64);
            assert!((told.index - index).abs() < 1e-9, "case {case}");
        }
        for told in &found.seasons {
            let own = count(&|day| day.month().month() == told.part);
            assert_eq!((told.per_day.numerator, told.per_day.denominator), own, "case {case}");
        }
        let most = found.peaks[0];
        assert!(all.clone().all(|day| count(&|own| own == Day(day)).0 <= most.orders), "case {case}");
        assert!(found.peaks.iter().all(|peak| count(&|own| own == peak.day).0 == peak.orders), "case {case}");
    }
}

/// Whose cart, when, when it became an order and when its owner was reminded, what lay in it.
type Cart = (usize, i32, Option<i32>, Option<i32>, Option<i64>);

fn carts(draws: &mut Draws) -> Vec<Cart> {
    let some = |draws: &mut Draws, part: usize, most: usize| {
        (draws.below(part) == 0).then(|| draws.below(most) as i32)
    };
    let cart = |draws: &mut Draws| {
        let on = START + draws.below(100) as i32;
        let (bought, reminded) = (some(draws, 2, 20), some(draws, 2, 6));
        let value = (draws.below(4) > 0).then(|| draws.below(900) as i64);
        (draws.below(PEOPLE), on, bought.map(|days| on + days), reminded.map(|days| on + days), value)
    };
    (0..1 + draws.below(70)).map(|_| cart(draws)).collect()
}

fn shop_with(carts: &[Cart]) -> Shop {
    let mut shop = Shop::new();
    for (who, on, bought, reminded, value_minor) in carts {
        let row = CartRow {
            source: 8,
            line: shop.rows.carts.len() as u32 + 2,
            key: None,
            customer: shop.customer(&name(*who)),
            order: None,
            created_day: Day(*on),
            completed_day: bought.map(Day),
            reminded_day: reminded.map(Day),
            currency: 0,
            value_minor: *value_minor,
        };
        shop.rows.carts.push(row);
    }
    shop
}

#[test]
fn carts_people_months_values_and_reminders_are_counted_cart_by_cart() {
    let mut draws = Draws::new(66);
    let mut told = 0;
    for case in 0..cases(300) {
        let (drawn, end) = (carts(&mut draws), START + 20 + draws.below(120) as i32);
        let spec = Spec { as_of: Some(Day(end)), ..Spec::default() };
        let found = shop_with(&drawn).ask(&[Family::Service], &spec).carts.expect("carts");
        let known = |day: &Option<i32>| day.filter(|day| *day <= end);
        let own: Vec<&Cart> = drawn.iter().filter(|cart| cart.1 <= end).collect();
        let is_old = |cart: &Cart| end - cart.1 >= 14;
        let bought = |cart: &Cart| is_old(cart) && known(&cart.2).is_some_and(|day| day - cart.1 <= 14);
        let left = |cart: &Cart| is_old(cart) && !bought(cart);
        let count = |keep: &dyn Fn(&Cart) -> bool| own.iter().filter(|cart| keep(cart)).count() as u64;
        let carts = (found.abandoned.numerator, found.abandoned.denominator, found.still_open);
        assert_eq!(carts, (count(&left), count(&is_old), count(&|cart| !is_old(cart))), "case {case}");
        let of = |who: usize| own.iter().filter(move |cart| cart.0 == who);
        let mature = (1..PEOPLE).filter(|who| of(*who).any(|cart| is_old(cart)));
        let lost = mature.clone().filter(|who| !of(*who).any(|cart| bought(cart))).count() as u64;
        let people = (found.abandoned_people.numerator, found.abandoned_people.denominator);
        assert_eq!(people, (lost, mature.count() as u64), "case {case}");
        let values: Vec<i64> = own.iter().filter(|cart| left(cart)).filter_map(|cart| cart.4).collect();
        assert_eq!(found.left_behind_carts, values.len() as u64, "case {case}");
        assert_eq!(found.left_behind_minor.unwrap_or(0), values.iter().sum::<i64>(), "case {case}");
        let mut months: BTreeMap<MonthIndex, u64> = BTreeMap::new();
        own.iter()
            .filter(|cart| left(cart))
            .for_each(|cart| *months.entry(Day(cart.1).month()).or_default() += 1);
        for month in &found.months {
            assert_eq!(month.abandoned.numerator, months.remove(&month.month).unwrap_or(0), "case {case}");
        }
        assert!(months.is_empty(), "case {case}");
        // Whoever ordered before reminders usually go out could not be reminded.
        let mut delays: Vec<i32> = own.iter().filter_map(|cart| Some(known(&cart.3)? - cart.1)).collect();
        delays.sort_unstable();
        let Some(usual) = delays.get(delays.len() / 2) else { continue };
        let mut sides = [(0, 0); 2];
        for cart in own.iter().filter(|cart| is_old(cart)) {
            let from = known(&cart.3).unwrap_or(cart.1 + usual);
            if known(&cart.2).is_none_or(|day| day >= from) {
                let side: &mut (u64, u64) = &mut sides[usize::from(known(&cart.3).is_none())];
                *side = (side.0 + u64::from(bought(cart)), side.1 + 1);
            }
        }
        let enough = sides.iter().all(|side| side.1 >= 10);
        let figure = found
            .recovery
            .as_ref()
            .map(|own| [&own.now, &own.then].map(|side| (side.numerator, side.denominator)));
        let expected = enough.then(|| sides.map(|side| (Some(side.0), Some(side.1))));
        assert_eq!(figure, expected, "case {case}");
        told += u32::from(enough);
    }
    assert!(told > 0);
}

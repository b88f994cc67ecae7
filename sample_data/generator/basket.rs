//! What goes into one order: products, discount, shipping, what becomes of it and how it arrives. Never decides who orders.

use crate::clock::{DAYS, Moment, SLOW_PARCELS, YEAR_2026, date, gift_share};
use crate::rng::Rng;
use crate::shop::{Channel, Customer, Fate, Line, Order};
use crate::words::{GIFT_BOX, NEW_YEAR_BOX, PRODUCTS, TRIAL_SET};

const SECONDS_PER_DAY: i64 = 86_400;
/// Orders per hour of the day, most at lunch and after dinner.
const HOURS: [f64; 24] = [
    1.5, 0.7, 0.3, 0.2, 0.2, 0.4, 1.0, 2.0, 3.0, 4.0, 4.5, 5.0, 6.5, 5.5, 4.5, 4.0, 4.0, 4.0, 4.5, 6.0, 8.0,
    8.5, 6.5, 3.5,
];

/// One order of `customer` on `day`; it is the customer's purchase number `nth`, from 0.
pub fn order(rng: &mut Rng, index: usize, customer: &Customer, day: i64, nth: usize) -> Order {
    let placed = Moment { day, second: rng.weighted(&HOURS) as i64 * 3_600 + rng.between(0, 3_599) };
    let channel = channel(rng, customer.origin, nth);
    let lines = lines(rng, customer, day, nth);
    let gross: i64 = lines.iter().map(|line| line.price * line.quantity).sum();
    let discount = discount(rng, channel, day, nth, gross);
    let shipping = shipping(rng, channel, gross - discount.1);
    let fate = fate(rng, customer, day);
    let shipped =
        Moment { day: day + rng.between(1, 2), second: rng.between(9, 16) * 3_600 + rng.between(0, 3_599) };
    let late = rng.chance(if day < SLOW_PARCELS { 0.06 } else { 0.47 });
    let transit = if late { rng.between(7, 15) } else { rng.between(1, 4) };
    let delivered = shipped.plus(transit * SECONDS_PER_DAY + rng.between(-7_000, 9_000));
    let score = score(rng, late);
    Order {
        customer: index,
        placed,
        nth,
        channel,
        lines,
        discount,
        shipping,
        fate,
        shipped,
        delivered,
        late,
        score,
    }
}

fn channel(rng: &mut Rng, origin: Channel, nth: usize) -> Channel {
    use Channel::{Direct, Facebook, GoogleAds, GoogleOrganic, Line, Newsletter, Shopee};
    let weights = match origin {
        Shopee => return Shopee,
        _ if nth == 0 => return origin,
        Facebook => [3.0, 0.5, 1.0, 2.0, 1.5, 3.0],
        GoogleAds | GoogleOrganic => [0.3, 1.5, 3.0, 1.5, 2.0, 3.5],
        Line => [0.3, 0.2, 0.5, 6.0, 1.0, 2.0],
        Newsletter => [0.2, 0.2, 0.5, 1.0, 6.0, 2.0],
        Direct => [0.4, 0.4, 1.0, 2.0, 2.0, 6.0],
    };
    [Facebook, GoogleAds, GoogleOrganic, Line, Newsletter, Direct][rng.weighted(&weights)]
}

fn price(product: usize, origin: Channel) -> i64 {
    let baht = PRODUCTS[product].price;
    let on_shelf = if origin.is_web_shop() { baht } else { (baht * 11 + 9) / 10 };
    on_shelf * 100
}

fn lines(rng: &mut Rng, customer: &Customer, day: i64, nth: usize) -> Vec<Line> {
    let mut chosen: Vec<(usize, i64)> = Vec::new();
    if rng.chance(gift_share(day)) {
        let (_, month, _) = date(day);
        let gift = if month == 12 && rng.chance(0.45) { NEW_YEAR_BOX } else { GIFT_BOX };
        let quantity = if rng.chance(0.18) { rng.between(2, 4) } else { 1 };
        chosen.push((gift, quantity));
    } else if nth == 0 && customer.origin == Channel::Facebook && rng.chance(0.6) {
        chosen.push((TRIAL_SET, 1));
    } else {
        let quantity = if rng.chance(0.2) { 2 } else { 1 };
        chosen.push((customer.favourite, quantity));
    }
    let more = rng.weighted(&[0.68, 0.24, 0.08]);
    let weights: Vec<f64> = PRODUCTS.iter().map(|product| product.weight).collect();
    for _ in 0..more {
        let extra = rng.weighted(&weights);
        if chosen.iter().all(|(product, _)| *product != extra) {
            chosen.push((extra, 1));
        }
    }
    let line = |(product, quantity)| Line { product, quantity, price: price(product, customer.origin) };
    chosen.into_iter().map(line).collect()
}

fn discount(rng: &mut Rng, channel: Channel, day: i64, nth: usize, gross: i64) -> (&'static str, i64) {
    let (_, month, of_month) = date(day);
    let sale = matches!((month, of_month), (11, 10..=12) | (12, 11..=13));
    // Whole baht, as both platforms round a seller's discount.
    let percent = |share: i64| gross * share / 10_000 * 100;
    match channel {
        Channel::Shopee if sale || rng.chance(0.2) => ("DMTEA30", 3_000.min(percent(15))),
        Channel::Shopee => ("", 0),
        _ if sale => (if month == 11 { "DM1111" } else { "DM1212" }, percent(12)),
        Channel::Facebook if nth == 0 && rng.chance(0.55) => ("FBNEW10", percent(10)),
        Channel::Newsletter if rng.chance(0.3) => ("LETTER8", percent(8)),
        _ if nth == 0 && rng.chance(0.15) => ("WELCOME5", percent(5)),
        _ => ("", 0),
    }
}

fn shipping(rng: &mut Rng, channel: Channel, subtotal: i64) -> i64 {
    if channel == Channel::Shopee {
        if rng.chance(0.7) { 0 } else { *rng.pick(&[2_900, 3_800, 3_500]) }
    } else if subtotal >= 60_000 {
        0
    } else {
        4_500
    }
}

fn fate(rng: &mut Rng, customer: &Customer, day: i64) -> Fate {
    let cancel_day = (day + rng.between(0, 1)).min(DAYS - 1);
    if customer.origin == Channel::Shopee {
        // Offices are closed in the last week of 2025: many parcels cannot be handed over or come back.
        let closed = (YEAR_2026 - 5..YEAR_2026).contains(&day);
        let weights = if closed { [0.66, 0.02, 0.18, 0.14] } else { [0.910, 0.050, 0.020, 0.020] };
        match rng.weighted(&weights) {
            1 => Fate::Cancelled(cancel_day),
            2 => Fate::Undelivered(day + rng.between(8, 12)),
            3 => Fate::Returned,
            _ => Fate::Kept,
        }
    } else {
        let unpaid = if day >= DAYS - 3 { 0.25 } else { 0.006 };
        match rng.weighted(&[0.935 - unpaid, 0.024, 0.020, 0.015, unpaid]) {
            1 => Fate::Cancelled(cancel_day),
            2 => Fate::Returned,
            3 => Fate::PartlyRefunded,
            4 => Fate::Unpaid,
            _ => Fate::Kept,
        }
    }
}

fn score(rng: &mut Rng, late: bool) -> i64 {
    let groups = if late { [0.24, 0.31, 0.45] } else { [0.60, 0.29, 0.11] };
    match rng.weighted(&groups) {
        0 => *rng.pick(&[10, 10, 10, 9, 9]),
        1 => *rng.pick(&[8, 8, 8, 7, 7]),
        _ => *rng.pick(&[6, 6, 5, 5, 5, 4, 3, 3, 2, 1, 0]),
    }
}

//! Who comes to the shop, and when each of them comes back. Never writes a file.

use crate::basket;
use crate::clock::{DAYS, season, weekday};
use crate::rng::Rng;
use crate::shop::{Channel, Customer, Identity, Order, Shop};
use crate::words::{FAMILY, GIVEN, PLACE_WEIGHTS, PRODUCTS};

/// People who come for the first time, by channel.
const NEWCOMERS: [(Channel, usize); 7] = [
    (Channel::Shopee, 800),
    (Channel::Facebook, 310),
    (Channel::GoogleAds, 108),
    (Channel::GoogleOrganic, 112),
    (Channel::Line, 32),
    (Channel::Newsletter, 30),
    (Channel::Direct, 262),
];
/// Share of daily tea drinkers among people who can be recognised.
const REGULARS: f64 = 0.022;
/// First days of the sales and festivals that bring old customers back.
const PEAKS: [i64; 9] = [10, 41, 48, 152, 280, 375, 406, 413, 517];

/// The whole life of the shop.
pub fn live(rng: &mut Rng) -> Shop {
    let mut shop = Shop { customers: Vec::new(), orders: Vec::new() };
    for (channel, count) in NEWCOMERS {
        let busy: Vec<f64> = (0..DAYS).map(|day| newcomers(day, channel)).collect();
        for _ in 0..count {
            let day = rng.weighted(&busy) as i64;
            let index = shop.customers.len();
            let customer = customer(rng, index, channel);
            visits(rng, index, &customer, day, &mut shop.orders);
            shop.customers.push(customer);
        }
    }
    shop.orders.sort_by_key(|order| (order.placed, order.customer));
    shop
}

fn newcomers(day: i64, channel: Channel) -> f64 {
    // The shop becomes known: three quarters more newcomers a day after two years.
    let growth = 1.0 + 0.75 * day as f64 / DAYS as f64;
    let of_week = [1.05, 1.0, 0.95, 0.95, 0.95, 0.95, 1.2][weekday(day) as usize];
    // Newsletter and LINE need readers first.
    let known = if matches!(channel, Channel::Line | Channel::Newsletter) && day < 60 { 0.1 } else { 1.0 };
    growth * of_week * season(day, channel == Channel::Shopee) * known
}

fn customer(rng: &mut Rng, index: usize, origin: Channel) -> Customer {
    let given = rng.index(GIVEN.len());
    let first_half = rng.index(FAMILY.len());
    // Never the same half twice.
    let family = (first_half, (first_half + 1 + rng.index(FAMILY.len() - 1)) % FAMILY.len());
    let everyday: Vec<f64> = PRODUCTS[..7].iter().map(|product| product.weight).collect();
    let identity = match origin {
        Channel::Direct if rng.chance(0.08) => Identity::PhoneOnly,
        Channel::Direct if rng.chance(0.10) => Identity::Nobody,
        _ => Identity::Known,
    };
    let key =
        if origin.is_web_shop() { email(rng, index, given, family.0) } else { user_name(rng, index, given) };
    Customer {
        origin,
        identity,
        given,
        family,
        key,
        phone: index as i64 * 5 + 100,
        house: rng.between(1, 399),
        place: rng.weighted(&PLACE_WEIGHTS),
        favourite: rng.weighted(&everyday),
        regular: identity == Identity::Known && rng.chance(REGULARS),
        marketing: rng.chance(0.45),
    }
}

fn email(rng: &mut Rng, index: usize, given: usize, family: usize) -> String {
    let domain = ["example.com", "example.net", "example.co.th"][rng.weighted(&[6.0, 2.0, 2.0])];
    let (name, half) = (GIVEN[given].1, FAMILY[family].1);
    match rng.index(3) {
        0 => format!("{name}.{half}{index}@{domain}"),
        1 => format!("{name}{index}@{domain}"),
        _ => format!("{name}_{index}@{domain}"),
    }
}

fn user_name(rng: &mut Rng, index: usize, given: usize) -> String {
    let tail = rng.text("abcdefghijkmnpqrstuvwxyz", 3);
    match rng.index(4) {
        0 => format!("{}.{tail}{index}", GIVEN[given].1),
        1 => format!("{tail}_{}{index}", GIVEN[given].1),
        2 => format!("{}{}", rng.text("abcdefghijklmnopqrstuvwxyz", 7), 1_000 + index),
        _ => format!("{}{index}{tail}", GIVEN[given].1),
    }
}

fn visits(rng: &mut Rng, index: usize, customer: &Customer, first_day: i64, orders: &mut Vec<Order>) {
    let mut day = first_day;
    let mut nth = 0;
    loop {
        let order = basket::order(rng, index, customer, day, nth);
        let bought = order.fate.is_purchase();
        let gap = if bought { gap_after(rng, customer, &order) } else { gap_after_failure(rng) };
        nth += usize::from(bought);
        orders.push(order);
        let Some(gap) = gap else { return };
        day += gap;
        if customer.identity != Identity::Known || day >= DAYS {
            return;
        }
    }
}

/// Some people order once more when the first attempt came to nothing.
fn gap_after_failure(rng: &mut Rng) -> Option<i64> {
    if rng.chance(0.4) { Some(rng.between(0, 4)) } else { None }
}

/// Days until the next purchase: a refill, a present at the next festival, or never.
fn gap_after(rng: &mut Rng, customer: &Customer, order: &Order) -> Option<i64> {
    let usual = match (customer.regular, order.nth) {
        (true, _) => 0.93,
        (false, 0) => customer.origin.repeat_chance(),
        (false, 1) => 0.42,
        (false, _) => 0.52,
    };
    let parcel = if order.late && !customer.regular { 0.32 } else { 1.0 };
    let mood = match order.score {
        9.. => 1.22,
        7..=8 => 0.95,
        _ if customer.regular => 0.9,
        _ => 0.45,
    };
    if rng.chance((usual * parcel * mood).min(0.95)) {
        return Some(refill(rng, customer.regular));
    }
    if rng.chance(0.09) { Some(festival(rng, order.placed.day)) } else { None }
}

/// Days a pack lasts: mostly 25 to 60.
fn refill(rng: &mut Rng, regular: bool) -> i64 {
    if regular {
        return rng.between(18, 40);
    }
    match rng.weighted(&[0.10, 0.80, 0.10]) {
        0 => rng.between(3, 16),
        1 => (20.0 + 46.0 * (rng.fraction() + rng.fraction()) / 2.0) as i64,
        _ => rng.between(62, 89),
    }
}

/// Days until a later visit, often on the next big sale or festival.
fn festival(rng: &mut Rng, day: i64) -> i64 {
    let later = PEAKS.iter().map(|peak| peak - day).find(|gap| *gap > 95);
    match later {
        Some(gap) if rng.chance(0.6) => gap + rng.between(0, 3),
        _ => rng.between(95, 260),
    }
}

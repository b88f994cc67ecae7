//! What people of the web shop did before they bought: visits with their source, and carts that were filled and left. Never an order.

use std::error::Error;

use crate::clock::{DAYS, Moment, iso};
use crate::rng::Rng;
use crate::shop::{Channel, Identity, Order, Shop};
use crate::table::{Dialect, Table, baht};
use crate::words::PRODUCTS;

const VISITS: &str = "touched_at,utm_source,utm_medium,landing_page,Email";
const CARTS: &str = "รหัสตะกร้า,วันที่ใส่ตะกร้า,อีเมล,มูลค่าตะกร้า,สกุลเงิน,ส่งข้อความเตือนเมื่อ,สั่งซื้อเมื่อ";
/// Reminders go out from this day on: 1 July 2025.
const REMINDERS_FROM: i64 = 242;

/// Source and medium as the web shop's statistics write them; `None` without a trace.
fn source(channel: Channel) -> Option<(&'static str, &'static str)> {
    match channel {
        Channel::Facebook => Some(("facebook", "paid")),
        Channel::GoogleAds => Some(("google", "cpc")),
        Channel::GoogleOrganic => Some(("google", "organic")),
        Channel::Line => Some(("line", "message")),
        Channel::Newsletter => Some(("newsletter", "email")),
        Channel::Direct | Channel::Shopee => None,
    }
}

/// The e-mail address by which the shop knows who ordered.
fn address<'shop>(shop: &'shop Shop, order: &Order) -> Option<&'shop str> {
    let customer = &shop.customers[order.customer];
    (customer.identity == Identity::Known).then_some(customer.key.as_str())
}

/// Visits of known people before their orders, by time: what brought the order last, and what came before it.
pub fn visits(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    use Channel::{Facebook, GoogleAds, GoogleOrganic, Line, Newsletter};
    let mut rows: Vec<(Moment, Channel, &str, usize)> = Vec::new();
    for order in shop.web_orders() {
        let page = rng.index(4);
        // Ads are seen first and seldom last; search is the other way around.
        let before =
            [Facebook, GoogleOrganic, GoogleAds, Newsletter, Line][rng.weighted(&[5.0, 2.5, 1.5, 0.7, 0.5])];
        let (days, second, early) = (rng.between(1, 6), rng.between(30_000, 80_000), rng.between(7, 20));
        let (has_before, has_first, minutes) = (rng.chance(0.55), rng.chance(0.25), rng.between(2, 50));
        let Some(email) = address(shop, order) else { continue };
        let own = order.channel;
        if source(own).is_some() {
            rows.push((order.placed.plus(-60 * minutes), own, email, page));
        }
        for (goes, day, channel) in [(has_before, days, before), (has_first, early, Facebook)] {
            if goes && order.placed.day >= day {
                rows.push((Moment { day: order.placed.day - day, second }, channel, email, (page + 1) % 4));
            }
        }
    }
    rows.sort_by(|a, b| (a.0, a.2).cmp(&(b.0, b.2)));
    let mut table = Table::new(Dialect::Unix, VISITS);
    for (at, channel, email, page) in rows {
        let Some((name, medium)) = source(channel) else { continue };
        let page = ["/", "/products/oolong-no-12", "/products/tasting-set", "/blogs/how-to-brew"][page];
        table.push(&[
            ("touched_at", at.with_offset()),
            ("utm_source", name.to_owned()),
            ("utm_medium", medium.to_owned()),
            ("landing_page", page.to_owned()),
            ("Email", email.to_owned()),
        ])?;
    }
    Ok(table.into_text())
}

/// A cart before it is written.
struct Cart<'shop> {
    day: i64,
    email: &'shop str,
    value: i64,
    reminded: Option<i64>,
    ordered: Option<i64>,
}

/// Carts of the web shop, oldest first: those that became the orders, and those that were left.
pub fn carts(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    let mut carts: Vec<Cart<'_>> = Vec::new();
    for order in shop.web_orders() {
        let email = address(shop, order).unwrap_or("");
        let placed = order.placed.day;
        // Some sleep over it; of those, the reminded come back more often.
        let waits = if rng.chance(0.16) { rng.between(2, 6) } else { 0 };
        let is_reminded =
            rng.chance(0.74) && waits > 0 && !email.is_empty() && placed - waits + 1 >= REMINDERS_FROM;
        let day = (placed - waits).max(0);
        let value = order.subtotal();
        carts.push(Cart {
            day,
            email,
            value,
            reminded: is_reminded.then_some(day + 1),
            ordered: Some(placed),
        });
        for _ in 0..rng.weighted(&[0.12, 0.32, 0.34, 0.22]) {
            carts.push(left(rng, placed, email));
        }
    }
    carts.retain(|cart| cart.day < DAYS);
    carts.sort_by_key(|cart| cart.day);
    let mut table = Table::new(Dialect::Windows, CARTS);
    for (index, cart) in carts.iter().enumerate() {
        let day = |day: Option<i64>| day.filter(|day| *day < DAYS).map_or_else(String::new, iso);
        table.push(&[
            ("รหัสตะกร้า", format!("C{:05}", index + 1)),
            ("วันที่ใส่ตะกร้า", iso(cart.day)),
            ("อีเมล", cart.email.to_owned()),
            ("มูลค่าตะกร้า", baht(cart.value)),
            ("สกุลเงิน", "THB".to_owned()),
            ("ส่งข้อความเตือนเมื่อ", day(cart.reminded)),
            ("สั่งซื้อเมื่อ", day(cart.ordered)),
        ])?;
    }
    Ok(table.into_text())
}

/// A cart that nobody came back for, filled around `day`; mostly by somebody unknown.
fn left<'shop>(rng: &mut Rng, day: i64, email: &'shop str) -> Cart<'shop> {
    let day = (day + rng.between(-9, 9)).max(0);
    let product = &PRODUCTS[rng.index(PRODUCTS.len())];
    let value = product.price * 100 * rng.between(1, 3);
    let is_known = rng.chance(0.3) && !email.is_empty();
    let is_reminded = rng.chance(0.42) && is_known && day + 1 >= REMINDERS_FROM;
    Cart {
        day,
        email: if is_known { email } else { "" },
        value,
        reminded: is_reminded.then_some(day + 1),
        ordered: None,
    }
}

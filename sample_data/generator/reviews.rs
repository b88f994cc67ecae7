//! Product reviews of the web shop, as Judge.me exports them. Never writes about a product that was not bought.

use std::error::Error;

use crate::clock::{DAYS, Moment};
use crate::rng::Rng;
use crate::shop::{Identity, Order, Shop};
use crate::table::{Dialect, Table};
use crate::words::{BLAME, GIVEN, LATE, LUKEWARM, PRAISE, PRODUCTS};

const HEADER: &str = "title,body,rating,review_date,source,curated,reviewer_name,reviewer_email,product_id,\
product_handle,reply,reply_date,picture_urls,ip_address,location";
/// The review, counted from 0, whose stars are missing.
const SPOILED: usize = 141;

/// The whole file, newest review first.
pub fn file(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    let mut reviews: Vec<(Moment, &Order)> = Vec::new();
    for order in shop.web_orders().filter(|order| order.fate.is_purchase()) {
        let known = shop.customers[order.customer].identity == Identity::Known;
        let at = order.delivered.plus(rng.between(2, 14) * 86_400 + rng.between(0, 40_000));
        if known && rng.chance(0.31) && at.day < DAYS {
            reviews.push((at, order));
        }
    }
    reviews.sort_by_key(|(at, order)| (*at, order.customer));
    let mut table = Table::new(Dialect::Unix, HEADER);
    for (index, (at, order)) in reviews.into_iter().enumerate().rev() {
        push(&mut table, rng, shop, at, order, index == SPOILED)?;
    }
    Ok(table.into_text())
}

fn push(
    table: &mut Table,
    rng: &mut Rng,
    shop: &Shop,
    at: Moment,
    order: &Order,
    spoiled: bool,
) -> Result<(), Box<dyn Error>> {
    let customer = &shop.customers[order.customer];
    let product = order.lines[0].product;
    let stars = stars(rng, order.score);
    let body = (*rng.pick(phrases(stars, order.late))).to_owned();
    let title = ["", "ชอบมาก", "ดีค่ะ", "เฉย ๆ", "ผิดหวัง"];
    let title = title[if rng.chance(0.4) { 0 } else { [4, 4, 4, 3, 2, 1][stars as usize] }];
    let answered = stars <= 3 && rng.chance(0.7);
    let at_reply = at.plus(rng.between(3_600, 180_000));
    let replied = answered && at_reply.day < DAYS;
    let reply = if replied {
        "ขอโทษด้วยนะคะ ทางร้านทักข้อความไปแล้วค่ะ"
    } else {
        ""
    };
    table.push(&[
        ("title", title.to_owned()),
        ("body", body),
        ("rating", if spoiled { String::new() } else { stars.to_string() }),
        ("review_date", at.in_utc()),
        ("source", if rng.chance(0.85) { "email" } else { "web" }.to_owned()),
        ("curated", if stars < 2 && rng.chance(0.1) { "spam" } else { "ok" }.to_owned()),
        ("reviewer_name", GIVEN[customer.given].0.to_owned()),
        ("reviewer_email", customer.key.clone()),
        ("product_id", (7_400_000_000_000 + product as i64 * 65_537).to_string()),
        ("product_handle", PRODUCTS[product].handle.to_owned()),
        ("reply", reply.to_owned()),
        ("reply_date", if replied { at_reply.in_utc() } else { String::new() }),
        ("ip_address", format!("203.0.113.{}", rng.between(1, 254))),
        ("location", "Thailand".to_owned()),
    ])
}

fn stars(rng: &mut Rng, score: i64) -> i64 {
    match score {
        9.. => *rng.pick(&[5, 5, 5, 5, 5, 4]),
        7..=8 => *rng.pick(&[5, 4, 4, 4, 3]),
        4..=6 => *rng.pick(&[3, 3, 2, 4]),
        _ => *rng.pick(&[1, 1, 2]),
    }
}

fn phrases(stars: i64, late: bool) -> &'static [&'static str] {
    match stars {
        4.. => &PRAISE,
        _ if late => &LATE,
        3 => &LUKEWARM,
        _ => &BLAME,
    }
}

//! Answers to the shop's Google Form, scanned from a card in each parcel. Never alters what a customer felt.

use crate::clock::{DAYS, Moment};
use crate::rng::Rng;
use crate::shop::{Identity, Order, Shop};
use crate::table::{Dialect, Table};
use crate::words::{BLAME, LATE, LUKEWARM, PRAISE};

const HEADER: &str = "ประทับเวลา,อีเมล,\"คุณมีแนวโน้มจะแนะนำร้านเราให้เพื่อนมากแค่ไหน (0-10)\",เหตุผล";
/// Answers, counted from 0, whose score is no number from 0 to 10, and what stands there.
const SPOILED: [(usize, &str); 5] = [(57, ""), (203, "n/a"), (388, "11"), (467, ""), (611, "ดีมาก")];

/// The whole file, oldest answer first.
pub fn file(rng: &mut Rng, shop: &Shop) -> String {
    let mut answers: Vec<(Moment, String, i64, String)> = Vec::new();
    for order in shop.orders.iter().filter(|order| order.fate.is_purchase()) {
        let web = shop.customers[order.customer].origin.is_web_shop();
        if !rng.chance(if web { 0.38 } else { 0.22 }) {
            continue;
        }
        let at = Moment { day: order.delivered.day + rng.between(1, 8), second: rng.between(28_800, 82_800) };
        let email = email(rng, shop, order);
        let reason = reason(rng, order);
        if at.day < DAYS {
            answers.push((at, email, order.score, reason));
        }
    }
    answers.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let mut table = Table::new(Dialect::Sheets, HEADER);
    for (index, (at, email, score, reason)) in answers.into_iter().enumerate() {
        let spoiled = SPOILED.iter().find(|(row, _)| *row == index);
        let score = spoiled.map_or_else(|| score.to_string(), |(_, text)| (*text).to_owned());
        table.push_row(&[at.day_first(), email, score, reason]);
    }
    table.into_text()
}

/// Marketplace buyers type an address that no order knows; some leave it blank.
fn email(rng: &mut Rng, shop: &Shop, order: &Order) -> String {
    let customer = &shop.customers[order.customer];
    match customer.identity {
        _ if rng.chance(0.05) => String::new(),
        Identity::Known if customer.origin.is_web_shop() => match rng.index(20) {
            0 => customer.key.to_ascii_uppercase(),
            1 => format!("{} ", customer.key),
            _ => customer.key.clone(),
        },
        _ => format!("guest{}@example.com", order.customer),
    }
}

/// Half of the people say why.
fn reason(rng: &mut Rng, order: &Order) -> String {
    if rng.chance(0.45) {
        return String::new();
    }
    let phrases: &[&str] = match order.score {
        9.. => &PRAISE,
        _ if order.late => &LATE,
        7..=8 => &LUKEWARM,
        _ => &BLAME,
    };
    (*rng.pick(phrases)).to_owned()
}

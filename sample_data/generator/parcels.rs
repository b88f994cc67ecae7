//! The web shop's parcels and the claims about them, as tables that the shop keeps itself. Never decides when a parcel comes.

use std::error::Error;

use crate::clock::{DAYS, SLOW_PARCELS, iso};
use crate::rng::Rng;
use crate::shop::{Fate, Order, Shop};
use crate::shopify::FIRST_NUMBER;
use crate::table::{Dialect, Table};
use crate::words::PRODUCTS;

const PARCELS: &str = "เลขพัสดุ,เลขคำสั่งซื้อ,ขนส่ง,วันที่สั่งซื้อ,วันที่คาดว่าจะได้รับ,วันที่ส่ง,วันที่ส่งสำเร็จ";
const CLAIMS: &str = "เลขที่คืน,เลขคำสั่งซื้อ,สินค้า,จำนวน,เหตุผล,วันที่ขอคืน";
/// Days after the order by which the shop promises a parcel.
const PROMISE: i64 = 7;
/// From March 2026 on most parcels go with the cheaper courier.
const COURIERS: [&str; 2] = ["ดอยส่งด่วน", "ราบรื่นขนส่ง"];
const DAMAGED: [&str; 3] = ["สินค้าเสียหาย กล่องบุบ", "กาชงชาแตก", "ซองรั่ว สินค้าเสียหาย"];
const WRONG: [&str; 2] = ["ส่งผิดรายการ", "ได้สินค้าผิด"];

/// Whether a parcel was packed at all.
fn was_sent(order: &Order) -> bool {
    !matches!(order.fate, Fate::Cancelled(_) | Fate::Unpaid) && order.shipped.day < DAYS
}

/// One row per parcel of the web shop, oldest order first.
pub fn parcels(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    let mut table = Table::new(Dialect::Windows, PARCELS);
    for (index, order) in shop.web_orders().enumerate() {
        let tracking = format!("DM{}", rng.text("0123456789", 10));
        // Late ones are mostly the cheaper courier's.
        let cheap = match (order.placed.day < SLOW_PARCELS, order.late) {
            (true, late) => {
                if late {
                    0.4
                } else {
                    0.12
                }
            }
            (false, late) => {
                if late {
                    0.93
                } else {
                    0.55
                }
            }
        };
        let courier = COURIERS[usize::from(rng.chance(cheap))];
        if !was_sent(order) {
            continue;
        }
        let came = order.delivered.day < DAYS && !matches!(order.fate, Fate::Undelivered(_));
        table.push(&[
            ("เลขพัสดุ", tracking),
            ("เลขคำสั่งซื้อ", format!("#{}", FIRST_NUMBER + index)),
            ("ขนส่ง", courier.to_owned()),
            ("วันที่สั่งซื้อ", iso(order.placed.day)),
            ("วันที่คาดว่าจะได้รับ", iso(order.placed.day + PROMISE)),
            ("วันที่ส่ง", iso(order.shipped.day)),
            ("วันที่ส่งสำเร็จ", if came { iso(order.delivered.day) } else { String::new() }),
        ])?;
    }
    Ok(table.into_text())
}

/// Why an order is complained about; `None` for most.
fn reason(rng: &mut Rng, order: &Order) -> Option<&'static str> {
    let hurt = if order.late { 0.055 } else { 0.018 };
    let (damaged, wrong, mood) = (rng.chance(hurt), rng.chance(0.016), rng.chance(0.5));
    match order.fate {
        Fate::Returned => Some(if mood {
            DAMAGED[rng.index(3)]
        } else {
            "เปลี่ยนใจ ไม่ต้องการแล้ว"
        }),
        Fate::PartlyRefunded => Some(if mood {
            WRONG[rng.index(2)]
        } else {
            "สินค้าหมด ส่งไม่ครบ"
        }),
        Fate::Kept if damaged => Some(DAMAGED[rng.index(3)]),
        Fate::Kept if wrong => Some(WRONG[rng.index(2)]),
        _ => None,
    }
}

/// One row per claim, oldest order first.
pub fn claims(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    let mut table = Table::new(Dialect::Windows, CLAIMS);
    let mut number = 0;
    for (index, order) in shop.web_orders().enumerate() {
        let why = reason(rng, order);
        let day = order.delivered.day + rng.between(0, 6);
        let Some(why) = why.filter(|_| was_sent(order) && day < DAYS) else { continue };
        number += 1;
        let line = &order.lines[0];
        table.push(&[
            ("เลขที่คืน", format!("R{number:04}")),
            ("เลขคำสั่งซื้อ", format!("#{}", FIRST_NUMBER + index)),
            ("สินค้า", PRODUCTS[line.product].title.to_owned()),
            ("จำนวน", line.quantity.to_string()),
            ("เหตุผล", why.to_owned()),
            ("วันที่ขอคืน", iso(day)),
        ])?;
    }
    Ok(table.into_text())
}

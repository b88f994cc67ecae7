//! The two order exports of the Shopee shop, as the Seller Centre writes them. Never decides who orders what.

use std::error::Error;

use crate::clock::{DAYS, Moment, YEAR_2026, date, iso};
use crate::rng::Rng;
use crate::shop::{Customer, Fate, Order, Shop};
use crate::shopee_layout as c;
use crate::table::{Dialect, Table, baht};
use crate::words::{FAMILY, GIVEN, PLACES, PRODUCTS};

/// The first file was exported in the morning of 1 January 2026, the second on 1 November 2026.
const EXPORTS: [Moment; 2] =
    [Moment { day: YEAR_2026, second: 9 * 3_600 }, Moment { day: DAYS, second: 9 * 3_600 }];
/// The second file begins on 22 December 2025, so that it repeats orders of the first, many of them in a newer state.
const SECOND_FROM: i64 = YEAR_2026 - 10;
/// From these days on, the first single-line order of a newcomer was spoiled by hand in a spreadsheet:
/// the one has a broken formula for an amount, the other an impossible date.
const SPOILED_AMOUNT_FROM: i64 = 275;
const SPOILED_DATE_FROM: i64 = 485;

type Cells<'a> = Vec<(&'a str, String)>;

/// What does not change from one export to the next.
struct Slip {
    id: String,
    payment: usize,
    courier: &'static str,
    tracking: String,
    expected_shipping: i64,
    voucher: i64,
    completed: Moment,
}

/// Both files: November 2024 to December 2025, and January to October 2026.
pub fn files(rng: &mut Rng, shop: &Shop) -> Result<[String; 2], Box<dyn Error>> {
    let mut first = Table::new(Dialect::Windows, c::HEADER);
    let mut second = Table::new(Dialect::Windows, c::HEADER);
    let spoiled = [SPOILED_AMOUNT_FROM, SPOILED_DATE_FROM]
        .map(|from| shop.shopee_orders().find(|order| is_plain(order, from)));
    for order in shop.shopee_orders() {
        let customer = &shop.customers[order.customer];
        let slip = slip(rng, order);
        let early = state(order, &slip, EXPORTS[0]);
        let late = state(order, &slip, EXPORTS[1]);
        let slip_of_hand = spoiled.iter().position(|one| one.is_some_and(|one| std::ptr::eq(one, order)));
        if order.placed.day < YEAR_2026 {
            write(&mut first, order, customer, &slip, &early, slip_of_hand)?;
        }
        if order.placed.day >= SECOND_FROM {
            write(&mut second, order, customer, &slip, &late, slip_of_hand)?;
        }
    }
    Ok([first.into_text(), second.into_text()])
}

fn is_plain(order: &Order, from: i64) -> bool {
    order.placed.day >= from && order.nth == 0 && order.lines.len() == 1 && order.fate == Fate::Kept
}

fn slip(rng: &mut Rng, order: &Order) -> Slip {
    let (year, month, day) = date(order.placed.day);
    let tail = rng.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 8);
    let id = format!("{:02}{month:02}{day:02}{tail}", year % 100);
    let spx = rng.chance(0.7);
    let prefix = if spx { "TH" } else { "TH0" };
    let digits = rng.text("0123456789", 11);
    let tracking = format!("{prefix}{digits}{}", rng.text("ABCDEFGH", 1));
    let estimate = *rng.pick(&[2_900, 3_500, 3_800, 4_800]);
    let expected_shipping = estimate.max(order.shipping);
    let voucher = if rng.chance(0.35) { order.subtotal() / 100 * rng.between(5, 12) / 100 * 100 } else { 0 };
    let wait = if rng.chance(0.6) { rng.between(0, 3) } else { 7 };
    let completed = order.delivered.plus(wait * 86_400 + rng.between(600, 9_000));
    let payment = rng.weighted(&[26.0, 25.0, 18.0, 13.0, 10.0, 6.0]);
    let courier = if spx { "SPX Express" } else { "Flash Express" };
    Slip { id, payment, courier, tracking, expected_shipping, voucher, completed }
}

/// What an export of that moment says about an order.
#[derive(PartialEq, Eq)]
struct State {
    status: String,
    reason: &'static str,
    sent: bool,
    completed: bool,
    returned: bool,
}

fn state(order: &Order, slip: &Slip, export: Moment) -> State {
    let sent = order.shipped <= export;
    let calm = |status: &str, completed| State {
        status: status.to_owned(),
        reason: "",
        sent,
        completed,
        returned: completed && order.fate == Fate::Returned,
    };
    match order.fate {
        Fate::Cancelled(day) if day <= export.day => cancelled(order, false),
        Fate::Undelivered(day) if day <= export.day => cancelled(order, sent),
        _ if !sent => calm("ที่ต้องจัดส่ง", false),
        Fate::Undelivered(_) => calm("การจัดส่ง", false),
        _ if order.delivered > export => calm("การจัดส่ง", false),
        _ if slip.completed <= export => calm("สำเร็จแล้ว", true),
        _ if order.delivered.plus(86_400) > export => calm("จัดส่งสำเร็จแล้ว", false),
        _ => {
            let until = iso(order.delivered.day + 7);
            let family = "ผู้ซื้อได้รับสินค้าแล้ว โปรดทราบว่าผู้ซื้อสามารถยื่นคำขอคืนเงิน/คืนสินค้าได้จนถึง";
            calm(&format!("{family} {until}"), false)
        }
    }
}

fn cancelled(order: &Order, sent: bool) -> State {
    let reasons = [
        "ยกเลิกโดยผู้ซื้อ เหตุผล : ต้องการแก้ไขรายละเอียดคำสั่งซื้อ",
        "ยกเลิกโดยผู้ซื้อ เหตุผล : เปลี่ยนใจ",
        "ยกเลิกโดยผู้ซื้อ เหตุผล : พบสินค้าที่ราคาถูกกว่า",
    ];
    let reason = if sent {
        "ยกเลิกโดยระบบ เหตุผล : จัดส่งไม่สำเร็จ"
    } else {
        reasons[(order.placed.second % 3) as usize]
    };
    State {
        status: "ยกเลิกแล้ว".to_owned(), reason, sent, completed: false, returned: false
    }
}

fn write(
    table: &mut Table,
    order: &Order,
    customer: &Customer,
    slip: &Slip,
    state: &State,
    slip_of_hand: Option<usize>,
) -> Result<(), Box<dyn Error>> {
    let mut shared = who_and_when(order, customer, slip, state);
    shared.extend(money(order, slip, state));
    shared.extend(c::ALWAYS_ZERO.map(|name| (name, "0.00".to_owned())));
    for line in &order.lines {
        let product = &PRODUCTS[line.product];
        let returned = if state.returned { line.quantity } else { 0 };
        let mut cells = shared.clone();
        cells.extend([
            (c::PARENT_SKU, product.sku.to_owned()),
            (c::PRODUCT, format!("ใบชาดอยหมอก {} {}", product.title, product.size)),
            (c::SKU, format!("{}-S", product.sku)),
            (c::VARIATION, product.size.to_owned()),
            (c::LIST_PRICE, baht(line.price)),
            (c::SALE_PRICE, baht(line.price)),
            (c::QUANTITY, line.quantity.to_string()),
            (c::RETURNED, returned.to_string()),
            (c::NET, baht(line.price * line.quantity)),
        ]);
        match slip_of_hand {
            Some(0) => cells.push((c::TOTAL, "#REF!".to_owned())),
            Some(_) => cells.push((c::PLACED, "31/02/2026".to_owned())),
            None => {}
        }
        table.push(&cells)?;
    }
    Ok(())
}

fn who_and_when<'a>(order: &Order, customer: &Customer, slip: &Slip, state: &State) -> Cells<'a> {
    let (payment, plan) = [
        ("เก็บเงินปลายทาง", "Cash on Delivery"),
        ("SPayLater", "SPayLater"),
        ("บัตรเครดิต/บัตรเดบิต", "Airpay Credit Card"),
        ("QR พร้อมเพย์", "QR PromptPay"),
        ("ยอดเงิน ShopeePay", "Airpay Wallet V2"),
        ("Mobile Banking", "Mobile Banking"),
    ][slip.payment];
    let on_delivery = slip.payment == 0;
    let only = |when: bool, text: String| if when { text } else { String::new() };
    let paid = match on_delivery {
        true => only(state.completed, slip.completed.to_minute()),
        false => order.placed.plus(50).to_minute(),
    };
    let place = &PLACES[customer.place];
    let province = format!("จังหวัด{}", place.province);
    let address = format!("****** {} {} {province} {}", place.tambon, place.amphoe, place.zip);
    let method = if slip.courier == "SPX Express" { "pickup" } else { "Drop-off" };
    let ship_by = Moment { day: order.placed.day + 2, second: 86_340 };
    vec![
        (c::ID, slip.id.clone()),
        (c::STATUS, state.status.clone()),
        (c::HOT, "N".to_owned()),
        (c::CANCEL_REASON, state.reason.to_owned()),
        (c::RETURN_STATUS, only(state.returned, "คำขอได้รับการยอมรับแล้ว".to_owned())),
        (c::BUYER, customer.key.clone()),
        (c::PLACED, order.placed.to_minute()),
        (c::PAID, paid),
        (c::PAYMENT, payment.to_owned()),
        (c::PLAN, plan.to_owned()),
        (c::FEE_RATE, "3.21%".to_owned()),
        (c::COURIER, format!("Standard Delivery - ส่งธรรมดาในประเทศ-{}", slip.courier)),
        (c::METHOD, only(state.sent, method.to_owned())),
        (c::TRACKING, only(state.sent, slip.tracking.clone())),
        (c::SHIP_BY, ship_by.to_minute()),
        (c::SHIPPED, only(state.sent, order.shipped.to_minute())),
        (c::RECIPIENT, masked(customer)),
        (c::PHONE, format!("******{:02}", customer.phone % 100)),
        (c::ADDRESS, address),
        (c::COUNTRY, "TH".to_owned()),
        (c::PROVINCE, province),
        (c::DISTRICT, place.amphoe.to_owned()),
        (c::ZIP, place.zip.to_owned()),
        (c::COMPLETED, only(state.completed, slip.completed.to_minute())),
    ]
}

/// Total = items after both vouchers + shipping that the buyer pays; 0.00 once cancelled.
fn money<'a>(order: &Order, slip: &Slip, state: &State) -> Cells<'a> {
    let gone = !state.reason.is_empty();
    let items = order.subtotal() - slip.voucher;
    let charged = |satang: i64| baht(if gone { 0 } else { satang });
    // Fees are rounded to whole baht.
    let fee = |share: i64| charged(order.subtotal() * share / 1_000_000 * 100);
    let borne = (slip.expected_shipping - order.shipping).max(0);
    vec![
        (c::SELLER_VOUCHER, baht(order.discount.1)),
        (c::SHOPEE_VOUCHER, baht(slip.voucher)),
        (c::VOUCHER_CODE, order.discount.0.to_owned()),
        (c::BUNDLE, "N".to_owned()),
        (c::COINS, "0".to_owned()),
        (c::COMMISSION, fee(856)),
        (c::TRANSACTION_FEE, fee(321)),
        (c::PAID_FOR_ITEMS, baht(items)),
        (c::PAID_SHIPPING, charged(order.shipping)),
        (c::SHOPEE_SHIPPING, charged(borne)),
        (c::SERVICE_FEE, fee(642)),
        (c::TOTAL, charged(items + order.shipping)),
        (c::EXPECTED_SHIPPING, baht(slip.expected_shipping)),
    ]
}

/// First and last letter of a name, as Shopee shows a recipient.
fn masked(customer: &Customer) -> String {
    let name = format!("{}{}", GIVEN[customer.given].0, FAMILY[customer.family.1].0);
    let first = name.chars().find(|letter| !('เ'..='ไ').contains(letter)).unwrap_or('ก');
    format!("{first}******{}", name.chars().last().unwrap_or('ก'))
}

//! The order export of the web shop, as Shopify writes it. Never decides who orders what.

use std::error::Error;

use crate::clock::{DAYS, Moment};
use crate::google_ads;
use crate::meta_ads;
use crate::rng::Rng;
use crate::shop::{Channel, Customer, Fate, Identity, Order, Shop};
use crate::shopify_layout::HEADER;
use crate::table::{Dialect, Table, baht};
use crate::words::{FAMILY, GIVEN, PLACES, PRODUCTS};

/// A formula spoiled the total of the first single-line order of a newcomer from this day on.
const SPOILED_FROM: i64 = 520;
pub const FIRST_NUMBER: usize = 1_001;

type Cells<'a> = Vec<(&'a str, String)>;

/// The whole file, newest order first.
pub fn file(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    let mut table = Table::new(Dialect::Unix, HEADER);
    let mut rows: Vec<Cells<'_>> = Vec::new();
    let spoiled = shop.web_orders().position(|order| {
        order.placed.day >= SPOILED_FROM
            && order.nth == 0
            && order.lines.len() == 1
            && order.fate == Fate::Kept
    });
    for (number, order) in shop.web_orders().enumerate() {
        let customer = &shop.customers[order.customer];
        let mut written = order_rows(rng, order, customer, number);
        if spoiled == Some(number) {
            written[0].push(("Total", "#REF!".to_owned()));
        }
        // Newest first: the whole list is turned round below, so lines go in backwards.
        written.reverse();
        rows.extend(written);
    }
    rows.reverse();
    for row in rows {
        table.push(&row)?;
    }
    Ok(table.into_text())
}

fn order_rows<'a>(rng: &mut Rng, order: &Order, customer: &Customer, number: usize) -> Vec<Cells<'a>> {
    let name = format!("#{}", FIRST_NUMBER + number);
    let phone = customer.identity == Identity::PhoneOnly || has_account_phone(customer);
    let on_every_row = vec![
        ("Name", name.clone()),
        ("Email", email(rng, order, customer)),
        ("Created at", order.placed.with_offset()),
        ("Vendor", "Doi Mok Tea".to_owned()),
        ("Phone", only(phone, format!("+6680000{:04}", customer.phone))),
    ];
    let sent = is_sent(order);
    let mut rows = Vec::new();
    for (index, line) in order.lines.iter().enumerate() {
        let product = &PRODUCTS[line.product];
        let mut cells = on_every_row.clone();
        cells.extend([
            ("Lineitem quantity", line.quantity.to_string()),
            ("Lineitem name", format!("{} - {}", product.title, product.size)),
            ("Lineitem price", baht(line.price)),
            ("Lineitem sku", product.sku.to_owned()),
            ("Lineitem requires shipping", "true".to_owned()),
            ("Lineitem taxable", "true".to_owned()),
            ("Lineitem fulfillment status", if sent { "fulfilled" } else { "pending" }.to_owned()),
            ("Lineitem discount", "0.00".to_owned()),
        ]);
        if index == 0 {
            cells.extend(money(rng, order));
            cells.extend(course(rng, order, customer));
            cells.extend(addresses(customer));
            cells.extend(traces(rng, order, customer, &name, number));
        }
        rows.push(cells);
    }
    rows
}

fn only(when: bool, text: String) -> String {
    if when { text } else { String::new() }
}

/// About a fifth of the customers have a telephone number in their account.
fn has_account_phone(customer: &Customer) -> bool {
    customer.identity == Identity::Known && customer.phone % 25 == 0
}

fn email(rng: &mut Rng, order: &Order, customer: &Customer) -> String {
    if customer.identity != Identity::Known {
        return String::new();
    }
    let mut letters = customer.key.chars();
    match letters.next() {
        // A telephone's keyboard starts the address with a capital.
        Some(first) if order.nth > 0 && rng.chance(0.15) => {
            format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
        }
        _ => customer.key.clone(),
    }
}

fn is_sent(order: &Order) -> bool {
    order.fate.is_purchase() && order.shipped.day < DAYS
}

/// Subtotal is after the discount; Total = Subtotal + Shipping, with 7 % VAT inside.
fn money<'a>(rng: &mut Rng, order: &Order) -> Cells<'a> {
    let total = order.total();
    let tax = (total * 7 + 53) / 107;
    let refunded = match order.fate {
        Fate::Returned => total,
        Fate::PartlyRefunded if order.lines.len() > 1 => order.lines[1].price,
        Fate::PartlyRefunded => order.subtotal() * rng.between(20, 50) / 10_000 * 100,
        _ if status(order) == "refunded" => total,
        _ => 0,
    };
    let owed = if matches!(order.fate, Fate::Unpaid) { total } else { 0 };
    vec![
        ("Currency", "THB".to_owned()),
        ("Subtotal", baht(order.subtotal())),
        ("Shipping", baht(order.shipping)),
        ("Taxes", baht(tax)),
        ("Total", baht(total)),
        ("Discount Code", order.discount.0.to_owned()),
        ("Discount Amount", baht(order.discount.1)),
        ("Refunded Amount", baht(refunded)),
        ("Outstanding Balance", baht(owed)),
        ("Tax 1 Name", "VAT 7%".to_owned()),
        ("Tax 1 Value", baht(tax)),
    ]
}

fn status(order: &Order) -> &'static str {
    match order.fate {
        Fate::Kept => "paid",
        Fate::Returned => "refunded",
        Fate::PartlyRefunded => "partially_refunded",
        Fate::Unpaid => "pending",
        Fate::Cancelled(_) | Fate::Undelivered(_) => {
            ["voided", "refunded", "voided", "refunded", "paid"][(order.placed.second % 5) as usize]
        }
    }
}

fn course<'a>(rng: &mut Rng, order: &Order, customer: &Customer) -> Cells<'a> {
    let status = status(order);
    let paid = order.placed.plus(rng.between(2, 90));
    let cancelled = match order.fate {
        Fate::Cancelled(day) => {
            let noon = Moment { day, second: 12 * 3_600 };
            noon.max(order.placed.plus(rng.between(900, 7_200))).with_offset()
        }
        _ => String::new(),
    };
    let method = if order.shipping == 0 {
        "ส่งฟรี เมื่อครบ 600 บาท"
    } else {
        "ส่งธรรมดา"
    };
    let sent = is_sent(order);
    vec![
        ("Financial Status", status.to_owned()),
        ("Paid at", only(status != "voided" && status != "pending", paid.with_offset())),
        ("Fulfillment Status", if sent { "fulfilled" } else { "unfulfilled" }.to_owned()),
        ("Fulfilled at", only(sent, order.shipped.with_offset())),
        ("Accepts Marketing", if customer.marketing { "yes" } else { "no" }.to_owned()),
        ("Shipping Method", method.to_owned()),
        ("Cancelled at", cancelled),
    ]
}

fn addresses<'a>(customer: &Customer) -> Cells<'a> {
    if customer.identity == Identity::Nobody {
        return Vec::new();
    }
    let place = &PLACES[customer.place];
    let family = format!("{}{}", FAMILY[customer.family.0].0, FAMILY[customer.family.1].0);
    let name = format!("{} {family}", GIVEN[customer.given].0);
    let street = format!("{}/{} ถนนตัวอย่าง", customer.house, customer.phone % 9 + 1);
    let phone = format!("'+66 80 000 {:04}", customer.phone);
    let mut cells = Vec::new();
    let both = [
        ("Billing Name", "Shipping Name", name),
        ("Billing Street", "Shipping Street", street.clone()),
        ("Billing Address1", "Shipping Address1", street),
        ("Billing City", "Shipping City", place.amphoe.to_owned()),
        ("Billing Zip", "Shipping Zip", place.zip.to_owned()),
        ("Billing Province", "Shipping Province", place.code.to_owned()),
        ("Billing Country", "Shipping Country", "TH".to_owned()),
        ("Billing Phone", "Shipping Phone", phone),
        ("Billing Province Name", "Shipping Province Name", place.english.to_owned()),
    ];
    for (billing, shipping, value) in both {
        cells.push((billing, value.clone()));
        cells.push((shipping, value));
    }
    cells
}

fn traces<'a>(rng: &mut Rng, order: &Order, customer: &Customer, name: &str, number: usize) -> Cells<'a> {
    let method = ["PromptPay", "Visa / Mastercard", "Bank transfer"][rng.weighted(&[5.0, 3.0, 2.0])];
    let payment = format!("{name}.1");
    let at_stall = customer.identity == Identity::Nobody;
    let source = match order.channel {
        _ if at_stall => "pos",
        Channel::Line if rng.chance(0.5) => "shopify_draft_order",
        _ => "web",
    };
    vec![
        ("Note Attributes", notes(rng, order, at_stall)),
        ("Notes", only(rng.chance(0.03), "ฝากวางไว้ที่ป้อมยาม\nโทรก่อนส่งนะคะ".to_owned())),
        ("Payment Method", method.to_owned()),
        ("Payment Reference", payment.clone()),
        ("Payment ID", payment.clone()),
        ("Payment References", payment),
        ("Id", (5_700_000_000_000 + number as i64 * 1_048_583).to_string()),
        ("Risk Level", "Low".to_owned()),
        ("Source", source.to_owned()),
        ("Location", only(at_stall, "ตลาดนัดเสาร์".to_owned())),
    ]
}

fn notes(rng: &mut Rng, order: &Order, at_stall: bool) -> String {
    let tags = |source: &str, medium: &str, campaign: &str| {
        format!("utm_source: {source}\nutm_medium: {medium}\nutm_campaign: {campaign}")
    };
    let mut text = match order.channel {
        Channel::Facebook => tags("facebook", "paid", &meta_ads::campaign_of(order)),
        Channel::GoogleAds => tags("google", "cpc", google_ads::campaign_of(order)),
        Channel::GoogleOrganic => "utm_source: google\nutm_medium: organic".to_owned(),
        Channel::Line => tags("line", "message", "line_oa_broadcast"),
        Channel::Newsletter => tags("newsletter", "email", "monthly_letter"),
        Channel::Direct | Channel::Shopee => String::new(),
    };
    if !at_stall && rng.chance(0.06) {
        let card = "ห่อของขวัญ: ใช่\nข้อความในการ์ด: ขอให้มีความสุขมาก ๆ";
        text = if text.is_empty() { card.to_owned() } else { format!("{text}\n{card}") };
    }
    text
}

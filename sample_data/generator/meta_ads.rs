//! The daily campaign report of Meta Ads Manager in Thai. Never counts an order that nobody placed.

use std::error::Error;

use crate::clock::{DAYS, date, iso, season, weekday};
use crate::rng::Rng;
use crate::shop::{Channel, Order, Shop};
use crate::table::{Dialect, Table, baht};

/// Header row, letter for letter.
const HEADER: &str = "วัน,ชื่อแคมเปญ,สถานะการแสดงโฆษณา,ผลลัพธ์,ประเภทผลลัพธ์,การเข้าถึง,ความถี่,\
จำนวนเงินที่ใช้จ่ายไป (THB),อิมเพรสชัน,การคลิกลิงก์,จำนวนคลิก (ทั้งหมด),ค่าคอนเวอร์ชั่นการซื้อ,\
เริ่มการรายงาน,สิ้นสุดการรายงาน";
const PROSPECTING: &str = "prospecting_tea_th";
const RETARGETING: &str = "retargeting_cart_30d";

/// One campaign on one day, or the sum of all.
#[derive(Clone, Copy, Default)]
struct Figures {
    spend: i64,
    impressions: i64,
    reach: i64,
    link_clicks: i64,
    clicks: i64,
    purchases: i64,
    value: i64,
}

impl Figures {
    fn add(&mut self, other: Self) {
        self.spend += other.spend;
        self.impressions += other.impressions;
        self.reach += other.reach;
        self.link_clicks += other.link_clicks;
        self.clicks += other.clicks;
        self.purchases += other.purchases;
        self.value += other.value;
    }
}

/// The campaign that an order's link names: a seasonal one while it runs, retargeting for people who know the shop.
pub fn campaign_of(order: &Order) -> String {
    match seasonal(order.placed.day) {
        _ if order.nth > 0 => RETARGETING.to_owned(),
        Some(name) if order.placed.second % 5 < 3 => name,
        _ => PROSPECTING.to_owned(),
    }
}

fn seasonal(day: i64) -> Option<String> {
    let (year, month, of_month) = date(day);
    match (month, of_month) {
        (11, 5..=12) => Some(format!("season_1111_{year}")),
        (12, 8..=28) => Some(format!("season_newyear_{}", year + 1)),
        (4, 1..=12) => Some(format!("season_songkran_{year}")),
        (8, 1..=12) => Some(format!("season_mothersday_{year}")),
        _ => None,
    }
}

/// The whole file: grand total first, then day by day.
pub fn file(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    let mut rows = Vec::new();
    let mut sum = Figures::default();
    for day in 0..DAYS {
        for name in running(day) {
            let figures = day_of(rng, shop, day, &name);
            sum.add(figures);
            rows.push((day, name, figures));
        }
    }
    // Reach counts people once however often they came back.
    sum.reach = sum.reach * 31 / 100;
    let mut table = Table::new(Dialect::MarkedUnix, HEADER);
    push(&mut table, String::new(), "", sum)?;
    for (day, name, figures) in rows.into_iter().rev() {
        push(&mut table, iso(day), &name, figures)?;
    }
    Ok(table.into_text())
}

/// Retargeting began in February 2025 and rests on Mondays and Tuesdays; prospecting rests on some Wednesdays.
fn running(day: i64) -> Vec<String> {
    let mut names = Vec::new();
    if !(weekday(day) == 2 && day % 3 == 0) {
        names.push(PROSPECTING.to_owned());
    }
    if day >= 92 && weekday(day) >= 2 {
        names.push(RETARGETING.to_owned());
    }
    names.extend(seasonal(day));
    names
}

fn day_of(rng: &mut Rng, shop: &Shop, day: i64, name: &str) -> Figures {
    let budget = match name {
        PROSPECTING => 120.0 + 50.0 * day as f64 / DAYS as f64,
        RETARGETING => 55.0,
        _ => 190.0,
    };
    let spend = (budget * 100.0 * (0.82 + 0.3 * rng.fraction())) as i64;
    // The auction is dearer in a season, and dearer every year.
    let dearer = 1.0 + 0.12 * (season(day, false).min(3.0) - 1.0) + 0.25 * day as f64 / DAYS as f64;
    let cpm = if name == RETARGETING { 135.0 } else { 78.0 } * dearer * (0.9 + 0.2 * rng.fraction());
    let impressions = (spend as f64 / 100.0 / cpm * 1_000.0) as i64;
    let rate = if name == RETARGETING { 0.021 } else { 0.0125 } * (0.75 + 0.5 * rng.fraction());
    let link_clicks = (impressions as f64 * rate) as i64;
    let clicks = (link_clicks as f64 * (1.25 + 0.4 * rng.fraction())) as i64;
    let reach = (impressions as f64 / (1.04 + 0.2 * rng.fraction())) as i64;
    let (purchases, value) = claims(rng, shop, day, name);
    Figures { spend, impressions, reach, link_clicks, clicks, purchases, value }
}

/// Its own orders, and those of other channels whose buyers had merely seen an ad the day before.
fn claims(rng: &mut Rng, shop: &Shop, day: i64, name: &str) -> (i64, i64) {
    let mut purchases = 0;
    let mut value = 0;
    for order in shop.web_orders().filter(|order| order.placed.day == day) {
        let own = order.channel == Channel::Facebook && campaign_of(order) == name;
        let seen =
            order.channel != Channel::Facebook && rng.chance(if name == RETARGETING { 0.2 } else { 0.12 });
        if own || seen {
            purchases += 1;
            value += order.total();
        }
    }
    (purchases, value)
}

fn push(table: &mut Table, day: String, name: &str, f: Figures) -> Result<(), Box<dyn Error>> {
    let total = name.is_empty();
    let bought = f.purchases > 0;
    let state = match name {
        "" => "",
        PROSPECTING | RETARGETING => "active",
        _ => "inactive",
    };
    let frequency = f.impressions as f64 / f.reach.max(1) as f64;
    table.push(&[
        ("วัน", day),
        ("ชื่อแคมเปญ", name.to_owned()),
        ("สถานะการแสดงโฆษณา", state.to_owned()),
        ("ผลลัพธ์", if bought && !total { f.purchases.to_string() } else { String::new() }),
        (
            "ประเภทผลลัพธ์",
            if bought && !total {
                "การซื้อบนเว็บไซต์".to_owned()
            } else {
                String::new()
            },
        ),
        ("การเข้าถึง", f.reach.to_string()),
        ("ความถี่", format!("{frequency:.2}")),
        ("จำนวนเงินที่ใช้จ่ายไป (THB)", baht(f.spend)),
        ("อิมเพรสชัน", f.impressions.to_string()),
        ("การคลิกลิงก์", f.link_clicks.to_string()),
        ("จำนวนคลิก (ทั้งหมด)", f.clicks.to_string()),
        ("ค่าคอนเวอร์ชั่นการซื้อ", if bought { baht(f.value) } else { String::new() }),
        ("เริ่มการรายงาน", iso(0)),
        ("สิ้นสุดการรายงาน", iso(DAYS - 1)),
    ])
}

//! How long the models of customer value take: customers who buy and leave as BG/NBD has it, with parameters that are known; everything
//! that the family of predictions holds (both models, the back-test, Gamma-Gamma, the forecasts, who is overdue), and the parameters that
//! came out beside those that went in. Never run by the tests: a time is no proof.
//!
//! `cargo run --release --example predictions --features probes -- [CUSTOMERS] [ROUNDS]`, by default 1,000,000 customers, 3 rounds.

use std::io::Write as _;
use std::time::Instant;

use senthang::analysis::statistics::Draws;
use senthang::analysis::{Analysis, Families, Family, Memory, Spec, answer};
use senthang::domain::{Currency, Day, OrderStatus};
use senthang::tables::{OrderRow, Rows, Tables};

/// 1 January 2023, and so many days of orders.
const START: i32 = 19_358;
const DAYS: f64 = 1_096.0;
/// The rate of purchase is Gamma(R, ALPHA) per day, the chance to leave after a repeat purchase Beta(A, B).
const R: f64 = 0.8;
const ALPHA: f64 = 60.0;
const A: f64 = 0.9;
const B: f64 = 2.6;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (customers, rounds) = (number(1_000_000), number(3));
    let began = Instant::now();
    let tables = shop(customers).expect("tables");
    let orders = tables.orders.height();
    say(&format!("{orders} orders of {customers} customers, drawn in {:.1?}", began.elapsed()));
    say(&format!("drawn with  r {R:.4}  alpha {ALPHA:.2} days  a {A:.4}  b {B:.4}"));
    for _ in 0..rounds {
        // What an earlier round knew would be taken over.
        let mut memory = Memory::default();
        ask(&tables, &[], &mut memory);
        let began = Instant::now();
        let said = ask(&tables, &[Family::Predictions], &mut memory);
        say(&format!("everything: {:.2?}", began.elapsed()));
        let Some(said) = said.predictions else { continue };
        for model in &said.models {
            let name = &model.model;
            let (r, alpha, a, b) = (model.r, model.alpha_days, model.a, model.b);
            say(&format!("  {name:<8}  r {r:.4}  alpha {alpha:.2} days  a {a:.4}  b {b:.4}"));
        }
        let missed = said.back_test.and_then(|test| test.error).map_or(0.0, |error| error * 100.0);
        say(&format!("  refused: {:?}; the back-test missed by {missed:.1} %", said.refused));
    }
}

fn ask(tables: &Tables, families: &[Family], memory: &mut Memory) -> Analysis {
    let spec = Spec { families: Families::of(families), identity_effects: false, ..Spec::default() };
    answer(tables, &spec, memory, &|| false).expect("an answer")
}

fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn shop(customers: u64) -> Result<Tables, senthang::tables::TablesError> {
    let (mut rows, mut draws) = (Rows::default(), Draws::new(2_005));
    rows.codes.currency(Currency::parse("THB"));
    let platform = rows.codes.platforms.code("shopify");
    for customer in 0..customers {
        let mail = format!("c{customer}@example.com");
        let handle = rows.codes.identities.handle([Some(&mail), None, None]);
        let (rate, chance) = (draws.gamma(R) / ALPHA, draws.beta(A, B));
        let mean = 20_000.0 + 60_000.0 * draws.unit();
        let mut at = draws.unit() * (DAYS - 180.0);
        let mut repeats = 0;
        while at < DAYS && (repeats == 0 || repeats == 1 || draws.unit() >= chance) {
            let order = rows.codes.orders.code(&format!("#{}", rows.orders.len()));
            let minor = (mean * (0.6 + 0.8 * draws.unit())) as i64;
            rows.orders.push(OrderRow {
                order,
                source: 0,
                line: rows.orders.len() as u32 + 2,
                platform,
                customer: handle,
                day: Day(START + at as i32),
                second: Some(43_200),
                status: OrderStatus::Valid,
                channel: None.into(),
                currency: 0,
                total_minor: minor,
                gross_minor: minor,
                net_minor: minor,
                collected_minor: minor,
                refunded_minor: 0,
                coupon: None.into(),
                place: None.into(),
            });
            at += -(1.0 - draws.unit()).ln() / rate;
            repeats += 1;
        }
    }
    Tables::from_rows(rows)
}

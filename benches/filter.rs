//! How long a changed filter takes, by family of figures and by view: a shop of invented orders or given exports, a question that changes
//! each time, the fastest, the median and the 95th percentile, then the median by what was changed. Never run by the tests: a time is no
//! proof.
//!
//! `cargo run --release --example filter -- [ORDERS | FILES...] [ROUNDS] [NAME]`, by default 1,000,000 orders of 400,000 customers, 60
//! rounds; with a name only what is so called. `benches/growth.py` and `benches/second_query.py` read what it prints.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use senthang::analysis::{AnalysisError, Families, Family, Memory, Spec, answer};
use senthang::domain::{Channel, Currency, Day, Direction, OrderStatus, Period, Segment, Stage};
use senthang::import::{Input, Options, Unwatched, import};
use senthang::tables::{LineRow, OrderRow, Rows, Tables};

/// A small deterministic source of numbers (SplitMix64).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// 1 January 2023; three years of orders.
const START: i32 = 19_358;
const DAYS: u64 = 1_096;
const CHANNELS: [(&str, Direction); 6] = [
    ("Facebook Ads", Direction::Push),
    ("TikTok Ads", Direction::Push),
    ("Google Ads", Direction::Push),
    ("Google Search", Direction::Pull),
    ("LINE", Direction::Pull),
    ("Referral", Direction::Pull),
];
const PRODUCTS: u64 = 40;
/// The families that hold what the peers' job computes (`benches/peers.py`); its funnel is sums of the ads, customers and repeat customers,
/// which channels, the summary of the orders (part of every answer) and repeat purchase tell.
const PEERS_JOB: (&str, &[Family]) =
    ("the peers' job", &[Family::Repeat, Family::Cohorts, Family::Rfm, Family::Revenue, Family::Channels]);

fn main() {
    let (files, others): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|text| PathBuf::from(text).is_file());
    let mut others = others.into_iter();
    let mut number = |default: u64| others.next().and_then(|text| text.parse().ok()).unwrap_or(default);
    let orders = if files.is_empty() { number(1_000_000) } else { 0 };
    let rounds = number(60);
    let only = others.next();
    let began = Instant::now();
    let tables = if files.is_empty() { shop(orders).expect("tables") } else { imported(&files) };
    let (orders, people) = (tables.orders.height(), tables.people.len());
    say(&format!("{orders} orders of {people} customers, built in {:.1?}", began.elapsed()));
    let mut memory = Memory::default();
    let began = Instant::now();
    run(&tables, &Spec::default(), &mut memory).expect("an answer");
    say(&format!("first question, everything: {:.1?}", began.elapsed()));
    say("                     fastest   median      p95   days  window   from  segment");
    let mut measured = |name: &str, families: Families| {
        if only.as_ref().is_none_or(|only| only == name) {
            measure(name, &tables, families, rounds, &mut memory);
        }
    };
    measured("what all share", Families::of(&[]));
    for family in Family::ALL {
        measured(&format!("{family:?}"), Families::of(&[family]));
    }
    let views: [(&str, &[Family]); 10] = [
        ("Journey", &[Family::Journey, Family::Repeat, Family::Voice]),
        ("Customers: repeat", &[Family::Repeat, Family::RepeatInDepth, Family::Translations]),
        ("Customers: cohorts", &[Family::Repeat, Family::Cohorts, Family::Revenue]),
        ("Customers: ladder", &[Family::Repeat, Family::RepeatInDepth]),
        ("Customers: RFM", &[Family::Repeat, Family::Rfm]),
        ("Customers: value", &[Family::Repeat, Family::Value]),
        ("Channels", &[Family::Journey, Family::Channels, Family::Efficiency, Family::Attribution]),
        ("Voice", &[Family::Voice]),
        ("Service", &[Family::Service]),
        ("What-if", &[Family::WhatIf]),
    ];
    for (name, families) in views {
        measured(name, Families::of(families));
    }
    measured(PEERS_JOB.0, Families::of(PEERS_JOB.1));
    measured("everything", Families::ALL);
}

fn imported(files: &[String]) -> Tables {
    let inputs: Vec<Input> = files.iter().map(|file| Input::Path(PathBuf::from(file))).collect();
    import(&inputs, &Options::default(), &Unwatched).expect("read").tables
}

fn say(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn run(tables: &Tables, spec: &Spec, memory: &mut Memory) -> Result<(), AnalysisError> {
    let analysis = answer(tables, spec, memory, &|| false)?;
    std::hint::black_box(analysis);
    Ok(())
}

/// Asks another question each time, as somebody who moves the filters does: the period, the window, a segment.
fn measure(name: &str, tables: &Tables, families: Families, rounds: u64, memory: &mut Memory) {
    let times: Vec<Duration> = (0..rounds)
        .map(|round| {
            let spec = question(round, families);
            let began = Instant::now();
            run(tables, &spec, memory).expect("an answer");
            began.elapsed()
        })
        .collect();
    let at = |times: &[Duration], share: usize| {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        sorted
            .get(sorted.len().saturating_sub(1) * share / 100)
            .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    let of_kind = |kind: usize| times.iter().skip(kind).step_by(KINDS).copied().collect::<Vec<_>>();
    let kinds: String = (0..KINDS).map(|kind| format!(" {:>6.1}", at(&of_kind(kind), 50))).collect();
    let [least, median, p95] = [0, 50, 95].map(|share| at(&times, share));
    say(&format!("{name:<20} {least:>5.1} ms {median:>5.1} ms {p95:>5.1} ms {kinds}"));
}

/// Days, window, first day only, segment.
const KINDS: usize = 4;

fn question(round: u64, families: Families) -> Spec {
    let day = |offset: u64| Day(START + offset as i32);
    let plain = Spec { families, identity_effects: false, ..Spec::default() };
    match round as usize % KINDS {
        0 => Spec { period: Period::between(day(round * 5), day(round * 5 + 365)), ..plain },
        1 => Spec { open_window_days: [30, 60, 90, 180, 365][round as usize / 4 % 5], ..plain },
        2 => Spec { period: Period { from: Some(day(round * 7)), to: None }, ..plain },
        _ => {
            // Another one each time.
            let text = format!(
                "orders >= {} and not direction = push and recency_days < {}",
                1 + round / 4 % 3,
                700 + round
            );
            Spec { segment: Segment::parse(&text).ok(), ..plain }
        }
    }
}

/// Two orders in five come from known customers of a few hundred baht; some are cancelled, some refunded.
fn shop(orders: u64) -> Result<Tables, senthang::tables::TablesError> {
    let mut rows = Rows::default();
    let mut draws = Draws(7);
    rows.codes.currency(Currency::parse("THB"));
    let channels: Vec<u32> = CHANNELS
        .iter()
        .map(|(name, direction)| {
            let name = (*name).to_owned();
            rows.codes.channel(&Channel { name, stage: Stage::Awareness, direction: *direction })
        })
        .collect();
    let platform = rows.codes.platforms.code("shopify");
    let products: Vec<u32> =
        (0..PRODUCTS).map(|product| rows.codes.products.code(&format!("Tea {product}"))).collect();
    let customers = orders * 2 / 5;
    for order in 0..orders {
        // Everybody buys once; the other three fifths of the orders go to the first half more often than to the second.
        let customer =
            if order < customers { order } else { draws.below(customers).min(draws.below(customers)) };
        let handle = rows.codes.identities.handle([Some(&format!("c{customer}@example.com")), None, None]);
        let minor = 10_000 + draws.below(90_000) as i64;
        let refunded = if draws.below(50) == 0 { minor } else { 0 };
        let status = if draws.below(20) == 0 { OrderStatus::Cancelled } else { OrderStatus::Valid };
        rows.orders.push(OrderRow {
            order: rows.codes.orders.code(&format!("#{order}")),
            source: 0,
            line: order as u32 + 2,
            platform,
            customer: handle,
            day: Day(START + draws.below(DAYS) as i32),
            second: Some(draws.below(86_400) as i32),
            status,
            channel: (draws.below(4) > 0)
                .then(|| channels[draws.below(channels.len() as u64) as usize])
                .into(),
            currency: 0,
            total_minor: minor,
            gross_minor: minor,
            net_minor: minor - refunded,
            collected_minor: minor - refunded,
            refunded_minor: refunded,
            coupon: None.into(),
            place: None.into(),
        });
        rows.lines.push(LineRow {
            order: order as u32,
            source: 0,
            line: order as u32 + 2,
            product: Some(products[draws.below(PRODUCTS) as usize]).into(),
            quantity: 1,
            net_minor: minor,
        });
    }
    Tables::from_rows(rows)
}

//! The campaign report of Google Ads by day, with its title, range and total lines. Never counts an order that nobody placed.

use crate::clock::{DAYS, iso, season};
use crate::rng::Rng;
use crate::shop::{Channel, Order, Shop};
use crate::table::{Dialect, Table, baht, grouped};

const PREAMBLE: &str = "Campaign report\n\"November 1, 2024 - October 31, 2026\"\n";
const HEADER: &str = "Day,Campaign,Campaign type,Currency code,Impr.,Clicks,Cost,Conversions,Conv. value";
const NOT_REPORTED: &str = " --";

/// A campaign: name, type, first day, impressions a day, click rate, price of a click in baht.
struct Campaign {
    name: &'static str,
    kind: &'static str,
    first_day: i64,
    impressions: f64,
    click_rate: f64,
    click_price: f64,
}

const CAMPAIGNS: [Campaign; 4] = [
    Campaign {
        name: "search_brand",
        kind: "Search",
        first_day: 0,
        impressions: 26.0,
        click_rate: 0.19,
        click_price: 2.6,
    },
    Campaign {
        name: "search_generic",
        kind: "Search",
        first_day: 0,
        impressions: 165.0,
        click_rate: 0.042,
        click_price: 3.9,
    },
    Campaign {
        name: "pmax_gifts",
        kind: "Performance Max",
        first_day: 120,
        impressions: 460.0,
        click_rate: 0.011,
        click_price: 2.7,
    },
    Campaign {
        name: "display_remarketing",
        kind: "Display",
        first_day: 180,
        impressions: 1_450.0,
        click_rate: 0.0028,
        click_price: 2.1,
    },
];

/// What one row or one total line adds up; conversions in hundredths, money in satang.
#[derive(Clone, Copy, Default)]
struct Figures {
    impressions: i64,
    clicks: i64,
    cost: i64,
    conversions: i64,
    value: i64,
}

impl Figures {
    fn add(&mut self, other: Self) {
        self.impressions += other.impressions;
        self.clicks += other.clicks;
        self.cost += other.cost;
        self.conversions += other.conversions;
        self.value += other.value;
    }
}

/// The campaign that an order's link names.
pub fn campaign_of(order: &Order) -> &'static str {
    let gifts_run = order.placed.day >= CAMPAIGNS[2].first_day;
    match order.placed.second % 10 {
        0..=2 => CAMPAIGNS[0].name,
        3..=4 if gifts_run => CAMPAIGNS[2].name,
        _ => CAMPAIGNS[1].name,
    }
}

/// The whole file, oldest day first, totals last.
pub fn file(rng: &mut Rng, shop: &Shop) -> String {
    let mut table = Table::new(Dialect::Unix, HEADER);
    let mut sums = [Figures::default(); CAMPAIGNS.len()];
    for day in 0..DAYS {
        for (index, campaign) in CAMPAIGNS.iter().enumerate() {
            // Display shows only from Thursday to Sunday.
            let resting = campaign.kind == "Display" && day % 7 > 2;
            if day < campaign.first_day || resting {
                continue;
            }
            let figures = day_of(rng, shop, day, index);
            sums[index].add(figures);
            table.push_row(&row(iso(day), campaign.name, campaign.kind, figures));
        }
    }
    totals(&mut table, &sums);
    table.with_preamble(PREAMBLE).into_text()
}

fn day_of(rng: &mut Rng, shop: &Shop, day: i64, index: usize) -> Figures {
    let campaign = &CAMPAIGNS[index];
    let busy = season(day, false).min(3.0) * (1.0 + 0.4 * day as f64 / DAYS as f64);
    let impressions = (campaign.impressions * busy * (0.7 + 0.6 * rng.fraction())) as i64;
    let clicks =
        (impressions as f64 * campaign.click_rate * (0.6 + 0.8 * rng.fraction()) + rng.fraction()) as i64;
    let cost = (clicks as f64 * campaign.click_price * 100.0 * (0.8 + 0.4 * rng.fraction())) as i64;
    let (conversions, value) = claims(rng, shop, day, index);
    Figures { impressions, clicks, cost, conversions, value }
}

/// Orders after a click, each credited to one campaign, and fractions of orders of other channels.
fn claims(rng: &mut Rng, shop: &Shop, day: i64, index: usize) -> (i64, i64) {
    let mut conversions = 0;
    let mut value = 0;
    for order in shop.web_orders().filter(|order| order.placed.day == day) {
        let credit = match order.channel {
            Channel::GoogleAds if campaign_of(order) == CAMPAIGNS[index].name => 100,
            Channel::GoogleAds => 0,
            _ if rng.chance(0.07) => *rng.pick(&[33, 50, 67, 100]),
            _ => 0,
        };
        conversions += credit;
        value += order.total() * credit / 100;
    }
    (conversions, value)
}

fn row(day: String, name: &str, kind: &str, figures: Figures) -> Vec<String> {
    // A display click is not followed to an order on its own: nothing claimed is written as not reported.
    let silent = kind == "Display" && figures.conversions == 0;
    let told = |text: String| if silent { NOT_REPORTED.to_owned() } else { text };
    vec![
        day,
        name.to_owned(),
        kind.to_owned(),
        "THB".to_owned(),
        grouped(figures.impressions),
        grouped(figures.clicks),
        baht(figures.cost),
        told(hundredths(figures.conversions)),
        told(hundredths(figures.value)),
    ]
}

fn hundredths(value: i64) -> String {
    format!("{}.{:02}", grouped(value / 100), value % 100)
}

/// `Total: Account` is a little above the campaigns: a removed campaign is still in it.
fn totals(table: &mut Table, sums: &[Figures; CAMPAIGNS.len()]) {
    let mut all = Figures::default();
    for figures in sums {
        all.add(*figures);
    }
    let removed = Figures { impressions: 1_204, clicks: 31, cost: 12_645, conversions: 0, value: 0 };
    let mut account = all;
    account.add(removed);
    let mut search = sums[0];
    search.add(sums[1]);
    let lines = [
        ("Campaigns", "", all),
        ("Account", "", account),
        ("Search", "Search", search),
        ("Performance Max", "Performance Max", sums[2]),
        ("Display", "Display", sums[3]),
    ];
    for (label, kind, figures) in lines {
        let name = if label == "Campaigns" { NOT_REPORTED } else { "" };
        table.push_row(&row(format!("Total: {label}"), name, kind, figures));
    }
}

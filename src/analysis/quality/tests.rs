//! Coverage and feeds of a small shop, counted by hand. Never reads a file.

use super::*;
use crate::analysis::fixtures::{Shop, day};
use crate::domain::{Direction, Stage};
use crate::tables::{Coverage, Table, WebCut};

fn covered(shop: &mut Shop, source: u32, table: Table, days: Option<(&str, &str)>) {
    let (first, last) = (days.map(|days| day(days.0)), days.map(|days| day(days.1)));
    shop.rows.coverage.push(Coverage { source, table, first, last });
}

#[test]
fn records_are_counted_by_day_and_source_and_a_silent_fortnight_is_named() {
    let mut shop = Shop::new();
    for number in 0..60 {
        if !(20..34).contains(&number) {
            let date = day("2026-05-01").plus(number).to_string();
            shop.order("anna", &date, 100);
            shop.order("", &date, 100);
        }
    }
    covered(&mut shop, 0, Table::Orders, Some(("2026-05-01", "2026-06-29")));
    let quality = data_quality(&shop.tables()).expect("a quality");
    let [orders] = quality.coverage.as_slice() else { panic!("{:?}", quality.coverage) };
    assert_eq!((orders.records, orders.undated, orders.days.len()), (92, 0, 46));
    assert_eq!(orders.days[0], (day("2026-05-01"), 2));
    assert_eq!(orders.gaps, [Gap { from: day("2026-05-21"), to: day("2026-06-03") }]);
    assert_eq!(orders.gaps[0].days(), 14);
}

#[test]
fn stages_are_fed_by_what_a_source_really_reports() {
    let mut shop = Shop::new();
    let channel = shop.channel("Facebook Ads", Direction::Push);
    shop.ad(channel, &["2026-05-01", "2026-05-03"], 100, 5);
    shop.ad(channel, &["2026-05-02"], 100, 5).clicks = None;
    shop.ad(channel, &[], 100, 5).impressions = None;
    shop.order("anna", "2026-05-01", 100);
    shop.order("", "2026-05-02", 100);
    shop.answer("", None, 10);
    let chat = shop.channel_of("LINE chat", Stage::Consideration, Direction::Pull);
    let desk = shop.channel_of("Help desk", Stage::Retention, Direction::Pull);
    shop.sessions(("ga4", WebCut::Day), None, &["2026-05-01"], 12);
    shop.campaign(channel, Some("2026-05-01"), Some(900), None);
    shop.campaign(channel, Some("2026-05-02"), None, Some(8));
    for by in [Some(chat), Some(chat), Some(desk), None] {
        shop.ticket(by, "2026-05-02");
    }
    shop.referral("anna", channel, None, 2);
    covered(&mut shop, 0, Table::Orders, Some(("2026-05-01", "2026-05-02")));
    covered(&mut shop, 1, Table::Ads, Some(("2026-05-01", "2026-05-03")));
    covered(&mut shop, 2, Table::Answers, None);
    covered(&mut shop, 9, Table::Tickets, None);
    let quality = data_quality(&shop.tables()).expect("a quality");
    let fed = |stage: Stage| {
        let feeds = quality.feeds.iter().find(|feeds| feeds.stage == stage).expect("each stage");
        feeds.sources.iter().map(|feed| (feed.source, feed.records)).collect::<Vec<_>>()
    };
    let considered = vec![(1, 2), (4, 1), (5, 1), (6, 2)];
    let expected = [vec![(1, 2), (5, 1)], considered, vec![(0, 2)], vec![(0, 1)], vec![(2, 1), (7, 1)]];
    assert_eq!(Stage::ALL.map(fed), expected);
    let missing = |stage: Stage| {
        quality.feeds.iter().find(|feeds| feeds.stage == stage).expect("each stage").missing.clone()
    };
    assert_eq!(Stage::ALL.map(missing), [vec![], vec![], vec![], vec![], vec![Table::Reviews]]);
    let ads = quality.coverage.iter().find(|of| of.source == 1).expect("the ads");
    let days: Vec<u64> = ads.days.iter().map(|(_, records)| *records).collect();
    assert_eq!((ads.records, ads.undated, days), (3, 1, vec![1, 2, 1]));
    // A source of which nothing is left in the tables is still listed.
    assert!(quality.coverage.iter().any(|of| of.source == 9 && of.records == 0 && of.gaps.is_empty()));
}

#[test]
fn nothing_imported_feeds_nothing() {
    let quality = data_quality(&Shop::new().tables()).expect("a quality");
    assert!(quality.coverage.is_empty());
    assert!(quality.feeds.iter().all(|feeds| feeds.sources.is_empty()));
    assert!(
        quality
            .feeds
            .iter()
            .all(|feeds| feeds.missing.iter().eq(Table::feeding(feeds.stage).collect::<Vec<_>>().iter()))
    );
    assert_eq!(quality.feeds.len(), Stage::ALL.len());
}

#[test]
fn days_that_a_newer_file_of_the_same_platform_holds_are_not_missing() {
    let mut shop = Shop::new();
    for number in 0..60 {
        let date = day("2026-05-01").plus(number).to_string();
        // The middle fortnight was exported again: its records now belong to the newer file.
        let source = u32::from((20..34).contains(&number));
        shop.order("anna", &date, 100).source = source;
    }
    covered(&mut shop, 0, Table::Orders, Some(("2026-05-01", "2026-06-29")));
    covered(&mut shop, 1, Table::Orders, Some(("2026-05-15", "2026-06-03")));
    let quality = data_quality(&shop.tables()).expect("a quality");
    assert!(quality.coverage.iter().all(|of| of.gaps.is_empty()), "{:?}", quality.coverage);
    // Another platform's orders fill no gap.
    shop.rows.codes.platforms.code("shopify");
    for order in shop.rows.orders.iter_mut().filter(|order| order.source == 1) {
        order.platform = 1;
    }
    let quality = data_quality(&shop.tables()).expect("a quality");
    assert_eq!(quality.coverage[0].gaps, [Gap { from: day("2026-05-21"), to: day("2026-06-03") }]);
}

//! Shops whose costs can be computed by hand, and random ones against a second computation.

use crate::analysis::fixtures::{Shop, as_of, cases, day};
use crate::analysis::statistics::Draws;
use crate::analysis::{Efficiency, Family, Spec};
use crate::domain::{Currency, Direction, OriginRule};
use crate::tables::{OptionalCode, OriginRow};

fn shop() -> Shop {
    let mut shop = Shop::new();
    let facebook = shop.channel("Facebook Ads", Direction::Push);
    for (date, spend, claimed) in [("2024-01-01", 6_000, 100), ("2024-01-31", 4_000, 300)] {
        let row = shop.ad(facebook, &[date], 1_000, 10);
        (row.spend_minor, row.claimed_orders_centi) = (Some(spend), Some(claimed));
        row.claimed_value_minor = Some(10_000);
    }
    let row = shop.ad(facebook, &["2024-02-29"], 1_000, 10);
    row.spend_minor = Some(2_000);
    for (customer, date, minor) in [
        ("ann", "2024-01-05", 1_000),
        ("ann", "2024-02-05", 3_000),
        ("bo", "2024-01-06", 2_000),
        ("cy", "2024-02-07", 500),
    ] {
        shop.order(customer, date, minor);
    }
    shop.rows.orders[0].channel = Some(facebook).into();
    shop
}

fn said(shop: &Shop, spec: &Spec) -> Efficiency {
    shop.ask(&[Family::Efficiency], spec).efficiency.expect("ads")
}

#[test]
fn spend_is_held_against_customers_and_revenue_of_the_same_days() {
    let spec = Spec { monthly_costs_minor: 30_437, margin_percent: Some(50), ..as_of("2024-03-31") };
    let found = said(&shop(), &spec);
    assert_eq!(found.from.zip(found.to), Some((day("2024-01-05"), day("2024-02-07"))), "days of both");
    // Inside the shared days lies one row; the first sticks out by four days and counts, the last lies too far beyond.
    let found_spend = found.spend_minor;
    assert_eq!((found.orders, found.new_customers, found.net_minor), (Some(4), Some(3), Some(6_500)));
    let spend = found_spend.expect("spend") as f64;
    assert_eq!(found.cac_minor, Some(spend / 3.0));
    assert_eq!(found.blended_roas, Some(6_500.0 / spend));
    assert_eq!((found.paid_new_customers, found.paid_cac_minor), (Some(1), Some(spend)));
    let other = found.other_costs_minor.expect("costs");
    assert!((other as f64 - 34.0 * 1_000.0).abs() < 2.0, "{other}");
    assert_eq!(found.loaded_cac_minor, Some((spend + other as f64) / 3.0));
    assert_eq!((found.average_order_minor, found.median_order_minor), (Some(1_625.0), Some(1_500.0)));
    let (low, high) = (found.cac_low_minor.expect("low"), found.cac_high_minor.expect("high"));
    assert!(low < spend / 3.0 && spend / 3.0 < high);
}

#[test]
fn a_month_pays_its_customers_back_with_the_margin() {
    let mut shop = Shop::new();
    let facebook = shop.channel("Facebook Ads", Direction::Push);
    for month in 1..=6 {
        let row = shop.ad(facebook, &[&format!("2024-0{month}-01")], 100, 10);
        row.spend_minor = Some(1_000);
        let row = shop.ad(facebook, &[&format!("2024-0{month}-28")], 100, 10);
        row.spend_minor = Some(1_000);
    }
    shop.order("first", "2024-01-01", 500);
    for (date, minor) in [("2024-02-03", 1_500), ("2024-03-04", 1_000), ("2024-05-05", 2_000)] {
        shop.order("ann", date, minor);
    }
    shop.order("end", "2024-06-30", 100);
    let found = said(&shop, &Spec { margin_percent: Some(50), ..as_of("2024-06-30") });
    let february =
        found.cohorts.iter().find(|cohort| cohort.month.to_string() == "2024-02").expect("a month");
    assert_eq!((february.spend_minor, february.customers, february.cac_minor), (2_000, 1, Some(2_000.0)));
    assert_eq!(february.net_per_customer_minor, [1_500.0, 2_500.0, 2_500.0, 4_500.0, 4_500.0]);
    assert_eq!((february.ltv_cac_3, february.revenue_cac_3), (Some(0.625), Some(1.25)));
    assert_eq!((february.ltv_cac_6, february.observed_months), (None, 5), "not over yet");
    assert_eq!((february.payback_months, february.revenue_payback_months), (Some(4), Some(2)));
    let bare = said(&shop, &as_of("2024-06-30"));
    assert!(bare.cohorts.iter().all(|cohort| cohort.ltv_cac_3.is_none() && cohort.payback_months.is_none()));
}

#[test]
fn currencies_are_never_added_and_no_ads_cost_nothing() {
    let mut shop = shop();
    let dollar = shop.rows.codes.currency(Currency::parse("USD"));
    shop.rows.ads[1].currency = dollar;
    let found = said(&shop, &as_of("2024-03-31"));
    assert_eq!(found.other_spend.len(), 1);
    assert_eq!(found.other_spend[0].spend_minor, 4_000);
    let mut bare = Shop::new();
    bare.order("ann", "2024-01-05", 1_000);
    assert_eq!(bare.ask(&[Family::Efficiency], &Spec::default()).efficiency, None);
}

#[test]
fn signs_are_counted_with_what_they_decided() {
    let mut shop = shop();
    let facebook = shop.rows.orders[0].channel;
    let text = shop.rows.codes.origins.code("facebook / paid");
    let other = shop.rows.codes.origins.code("partner");
    for (order, rule, text, channel) in [
        (0, OriginRule::Utm, text, facebook),
        (0, OriginRule::Referrer, other, OptionalCode::default()),
        (1, OriginRule::Referrer, other, OptionalCode::default()),
    ] {
        shop.rows.origins.push(OriginRow { order, source: 0, rule: rule.code(), text, channel });
    }
    let origins = said(&shop, &as_of("2024-03-31")).origins.expect("signs");
    assert_eq!((origins.orders, origins.with_channel, origins.contradicted), (4, 1, 0));
    let counts: Vec<_> =
        origins.rules.iter().map(|one| (one.rule, one.orders, one.named, one.agrees)).collect();
    assert_eq!(counts, [(OriginRule::Utm, 1, 1, 1), (OriginRule::Referrer, 2, 0, 0)]);
    let texts: Vec<_> =
        origins.texts.iter().map(|one| (one.text.as_str(), one.orders, one.net_minor)).collect();
    assert_eq!(texts, [("partner", 2, 4_000), ("facebook / paid", 1, 1_000)], "what nobody knows first");
    assert_eq!(origins.campaigns.len(), 1);
}

#[test]
fn random_shops_cost_what_a_second_computation_says() {
    let mut draws = Draws::new(23);
    for case in 0..cases(300) {
        let mut shop = Shop::new();
        let channels = [shop.channel("push", Direction::Push), shop.channel("pull", Direction::Pull)];
        let date = |offset: usize| crate::domain::Day(19_723 + offset as i32).to_string();
        let ads: Vec<(usize, usize, i64)> = (0..1 + draws.below(12))
            .map(|_| (draws.below(2), draws.below(120), draws.below(500) as i64))
            .collect();
        for (channel, offset, spend) in &ads {
            shop.ad(channels[*channel], &[&date(*offset)], 10, 1).spend_minor = Some(*spend);
        }
        let orders: Vec<(usize, usize, i64, usize)> = (0..1 + draws.below(15))
            .map(|_| (draws.below(5), draws.below(120), 1 + draws.below(900) as i64, draws.below(3)))
            .collect();
        for (customer, offset, minor, channel) in &orders {
            let row = shop.order(&format!("c{customer}"), &date(*offset), *minor);
            row.channel = channels.get(*channel).copied().into();
        }
        let found = said(&shop, &as_of("2024-12-31"));
        let Some((first, last)) = found.from.zip(found.to) else { continue };
        let (first, last) = ((first.0 - 19_723) as usize, (last.0 - 19_723) as usize);
        let inside = |offset: usize| (first..=last).contains(&offset);
        let spend: i64 = ads.iter().filter(|ad| inside(ad.1)).map(|ad| ad.2).sum();
        assert_eq!(found.spend_minor.unwrap_or(0), spend, "case {case}");
        let net: i64 = orders.iter().filter(|order| inside(order.1)).map(|order| order.2).sum();
        assert_eq!(found.net_minor, Some(net), "case {case}");
        let firsts =
            (0..5).filter_map(|one| orders.iter().filter(|order| order.0 == one).map(|order| order.1).min());
        let new = firsts.filter(|offset| inside(*offset)).count() as u64;
        assert_eq!(found.new_customers, Some(new), "case {case}");
        let by_channel: u64 = found.channels.iter().map(|channel| channel.new_customers).sum();
        assert_eq!(by_channel, new);
        let rows: i64 = found.channels.iter().filter_map(|channel| channel.spend_minor).sum();
        assert_eq!(rows, spend);
        assert_eq!(
            found.cac_minor,
            (new > 0 && found.spend_minor.is_some()).then(|| spend as f64 / new as f64)
        );
    }
}

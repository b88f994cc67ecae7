//! The leak ledger against shops counted by hand and against a second, naive computation on random shops. Never a real shop.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fixtures::{Shop, as_of, cases, day};
use super::super::result::{Leak, LeakMeasure, LeakSilence};
use super::super::statistics::Draws;
use super::super::{Analysis, Family, Spec};
use crate::domain::{Currency, Day, MonthIndex};

fn leak(analysis: &Analysis, measure: LeakMeasure) -> &Leak {
    analysis.journey.leaks.iter().find(|leak| leak.measure == measure).expect("one line per step")
}

fn spec(end: &str) -> Spec {
    Spec { open_window_days: 30, ..as_of(end) }
}

/// Ten new customers in each of four months, each paying 100; of January's three come back within 30 days and of March's six,
/// each for 500.
fn shop() -> Shop {
    let mut shop = Shop::new();
    for (month, back) in [("01", 3), ("02", 3), ("03", 6), ("04", 3)] {
        for customer in 0..10 {
            let name = format!("{month}-{customer}");
            shop.order(&name, &format!("2024-{month}-01"), 100);
            if customer < back {
                shop.order(&name, &format!("2024-{month}-20"), 500 + i64::from(customer));
            }
        }
    }
    shop
}

#[test]
fn coming_back_is_measured_against_the_best_month_and_priced_by_what_a_return_brings() {
    let analysis = shop().analyze(&spec("2024-06-30"));
    let back = leak(&analysis, LeakMeasure::BackWithin);
    let now = back.now.expect("data");
    assert_eq!((now.numerator, now.denominator, back.months, back.within_days), (15, 40, 4, Some(30)));
    let best = back.best.expect("a best month");
    assert_eq!((best.month.to_string().as_str(), best.rate.numerator), ("2024-03", 6));
    // (0.6 - 9/30) x 30 others / 4 months = 2.25 more customers a month, each worth 501.8 on average.
    let gain = back.gain_per_month.expect("a gain");
    assert!((gain.value - 2.25).abs() < 1e-9);
    let mean =
        [3, 3, 6, 3].iter().flat_map(|back| 0..*back).map(|c| 500.0 + f64::from(c)).sum::<f64>() / 15.0;
    let amount = back.amount().expect("an amount");
    assert_eq!(amount.value_minor, (2.25 * mean).round() as i64);
    assert!(amount.low_minor <= amount.value_minor && amount.value_minor <= amount.high_minor);
    assert_eq!(amount.currency, Some(Currency::THB));
    assert_eq!(analysis.journey.steps[2].value_of_leak_minor, Some(amount.value_minor));
    assert_eq!(analysis.journey.worst_step(), Some(2));
    assert_eq!(leak(&analysis, LeakMeasure::Recommend).silent, Some(LeakSilence::NoPrice));
    assert_eq!(leak(&analysis, LeakMeasure::ClickThrough).silent, Some(LeakSilence::NoData));
}

#[test]
fn months_whose_customers_had_no_time_yet_are_not_compared() {
    let back = leak(&shop().analyze(&spec("2024-05-10")), LeakMeasure::BackWithin).clone();
    assert_eq!((back.months, back.now.map(|now| now.denominator)), (3, Some(30)));
    let young = leak(&shop().analyze(&spec("2024-04-20")), LeakMeasure::BackWithin).clone();
    assert_eq!(young.silent, Some(LeakSilence::FewMonths { months: 2, needed: 3 }));
}

#[test]
fn amounts_of_two_currencies_stand_beside_one_another() {
    let mut shop = shop();
    let dollar = shop.rows.codes.currency(Currency::parse("USD"));
    for row in shop.rows.orders.iter_mut().filter(|row| row.day > day("2024-03-10")) {
        row.currency = dollar;
    }
    let analysis = shop.analyze(&spec("2024-06-30"));
    let back = leak(&analysis, LeakMeasure::BackWithin);
    let currencies: Vec<_> = back.amounts.iter().map(|amount| amount.currency).collect();
    assert_eq!(currencies, [Some(Currency::THB), Currency::parse("USD")]);
}

#[test]
fn equal_months_have_no_better_one() {
    let mut shop = Shop::new();
    for month in 1..=4 {
        for customer in 0..5 {
            shop.order(&format!("{month}-{customer}"), &format!("2024-0{month}-01"), 100);
        }
    }
    let analysis = shop.analyze(&spec("2024-06-30"));
    assert_eq!(leak(&analysis, LeakMeasure::BackWithin).silent, Some(LeakSilence::NoBetterMonth));
    assert_eq!(analysis.journey.dearest_leak(), None);
}

/// Orders and ads at random, over half a year.
fn random_shop(draws: &mut Draws) -> Shop {
    let mut shop = Shop::new();
    let channel = shop.channel("Facebook Ads", crate::domain::Direction::Push);
    for offset in 0..182 {
        let date = day("2024-01-01").plus(offset).to_string();
        shop.ad(channel, &[&date], 100 + draws.below(900) as i64, draws.below(60) as i64);
        for _ in 0..draws.below(4) {
            shop.order(&format!("c{}", draws.below(60)), &date, draws.below(900) as i64);
        }
    }
    shop
}

/// Numerator and denominator by month, written as plainly as possible.
fn naive(shop: &Shop, measure: LeakMeasure, end: Day) -> BTreeMap<MonthIndex, (u64, u64)> {
    let mut months: BTreeMap<MonthIndex, (u64, u64)> = BTreeMap::new();
    let mut days: BTreeMap<crate::tables::Handle, BTreeSet<Day>> = BTreeMap::new();
    for row in shop.rows.orders.iter().filter(|row| row.total_minor > 0 && row.day <= end) {
        days.entry(row.customer.expect("named")).or_default().insert(row.day);
    }
    for row in &shop.rows.ads {
        let month = row.first_day.expect("a day").month();
        let slot = months.entry(month).or_default();
        match measure {
            LeakMeasure::ClickThrough => {
                slot.0 += row.clicks.expect("clicks").unsigned_abs();
                slot.1 += row.impressions.expect("impressions").unsigned_abs();
            }
            LeakMeasure::CustomersPerClick => slot.1 += row.clicks.expect("clicks").unsigned_abs(),
            _ => {}
        }
    }
    for own in days.values() {
        let first = *own.first().expect("a day");
        match measure {
            LeakMeasure::CustomersPerClick => {
                for month in own.iter().map(|day| day.month()).collect::<BTreeSet<_>>() {
                    months.entry(month).or_default().0 += 1;
                }
            }
            LeakMeasure::BackWithin if first.month().last_day().plus(30) <= end => {
                let slot = months.entry(first.month()).or_default();
                slot.1 += 1;
                slot.0 += u64::from(own.iter().any(|day| *day > first && day.since(first) <= 30));
            }
            _ => {}
        }
    }
    months.retain(|month, (_, denominator)| *denominator > 0 && month.last_day() <= end);
    months
}

#[test]
fn the_months_agree_with_a_naive_count_on_random_shops() {
    let mut draws = Draws::new(20_240_101);
    let end = day("2024-06-30");
    for _ in 0..cases(60) {
        let shop = random_shop(&mut draws);
        let mut covering = shop.rows.clone();
        covering.coverage = [crate::tables::Table::Orders, crate::tables::Table::Ads]
            .map(|table| crate::tables::Coverage {
                source: 0,
                table,
                first: Some(day("2024-01-01")),
                last: Some(end),
            })
            .to_vec();
        let analysis = Shop { rows: covering }.ask(&[Family::Journey], &spec("2024-06-30"));
        for measure in [LeakMeasure::ClickThrough, LeakMeasure::CustomersPerClick, LeakMeasure::BackWithin] {
            let own = leak(&analysis, measure);
            let naive = naive(&shop, measure, end);
            let total = naive.values().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
            let now = own.now.expect("data");
            assert_eq!((now.numerator, now.denominator, own.months), (total.0, total.1, naive.len() as u64));
            let best = own.best.expect("a best month");
            assert_eq!(naive.get(&best.month), Some(&(best.rate.numerator, best.rate.denominator)));
            if let Some(gain) = own.gain_per_month {
                let rest = (total.0 - best.rate.numerator, total.1 - best.rate.denominator);
                let ahead = best.rate.value - rest.0 as f64 / rest.1 as f64;
                assert!((gain.value - ahead * rest.1 as f64 / naive.len() as f64).abs() < 1e-9);
                assert!(gain.low <= gain.value && gain.value <= gain.high && gain.low >= 0.0);
            }
        }
    }
}

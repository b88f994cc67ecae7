//! What channels cost, what a month's customers bring back, what customers are worth, and which sign says where they come from. Never a
//! figure of a single shop.

use std::collections::BTreeMap;

use super::{Ad, DAYS, PEOPLE, Person, START, Seen, asked, each, name};
use crate::analysis::fixtures::{Shop, cases};
use crate::analysis::statistics::Draws;
use crate::analysis::{
    AcquiredCohort, Families, Family, HistoricalValue, Memory, Origins, Spec, ValueGroup, answer,
};
use crate::domain::{Day, Direction, OriginRule};
use crate::tables::{Code, OriginRow};

const NAMES: [&str; 2] = ["Facebook Ads", "Google Search"];

fn close(told: Option<f64>, numerator: f64, denominator: f64, case: &str) {
    let expected = (denominator > 0.0).then(|| numerator / denominator);
    let is_near = match (told, expected) {
        (Some(told), Some(expected)) => (told - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        (told, expected) => told == expected,
    };
    assert!(is_near, "{case}: {told:?} is not {expected:?}");
}

#[test]
fn an_ad_channel_is_the_sum_of_its_rows_and_its_ratios_are_those_of_the_sums() {
    each(55, 300, |seen, case| {
        let found = asked(seen, &[Family::Channels]).channels.unwrap_or_default();
        for channel in [1, 2] {
            let own = seen.ads_of(channel);
            let told = found.iter().find(|one| one.channel == NAMES[channel - 1]);
            assert_eq!(told.is_some(), !own.is_empty(), "{case}");
            let Some(told) = told else { continue };
            let sum = |of: fn(&Ad) -> i64| own.iter().map(|ad| of(ad)).sum::<i64>();
            let spends: Vec<i64> = own.iter().filter_map(|ad| ad.spent).collect();
            let (shown, clicks, claimed) =
                (sum(|ad| ad.shown), sum(|ad| ad.clicks), sum(|ad| ad.claimed_centi));
            let spent = (!spends.is_empty()).then(|| spends.iter().sum::<i64>());
            assert_eq!((told.spend_minor, told.impressions), (spent, Some(shown as u64)), "{case}");
            assert_eq!(
                (told.clicks, told.claimed_orders),
                (Some(clicks as u64), Some(claimed as f64 / 100.0)),
                "{case}"
            );
            close(told.ctr, clicks as f64, shown as f64, case);
            close(told.cvr, claimed as f64 / 100.0, clicks as f64, case);
            if let Some(spent) = spent {
                close(told.cpm_minor, 1000.0 * spent as f64, shown as f64, case);
                close(told.cpc_minor, spent as f64, clicks as f64, case);
                close(told.cpa_minor, spent as f64, claimed as f64 / 100.0, case);
            }
        }
    });
}

fn efficiency(seen: &Seen<'_>) -> Option<crate::analysis::Efficiency> {
    let families = Families::of(&[Family::Efficiency]);
    let spec = Spec { families, margin_percent: Some(40), ..seen.spec.clone() };
    answer(&seen.drawn.shop().tables(), &spec, &mut Memory::default(), &|| false)
        .expect("an answer")
        .efficiency
}

#[test]
fn a_month_of_customers_is_held_against_its_own_ads() {
    let told = std::cell::Cell::new(0);
    each(56, 300, |seen, case| {
        let Some(found) = efficiency(seen) else { return };
        for cohort in &found.cohorts {
            let (first, last) = (cohort.month.first_day().0, cohort.month.last_day().0);
            assert!(
                found.from.is_some_and(|day| day.0 <= first) && found.to.is_some_and(|day| day.0 >= last)
            );
            let ads =
                seen.drawn.ads.iter().filter(|ad| (first..=last).contains(&ad.day) && seen.in_period(ad.day));
            let spent: i64 = ads.filter_map(|ad| ad.spent).sum();
            let won: Vec<&Person> = seen
                .people
                .iter()
                .filter(|one| (first..=last).contains(&one.days[0]) && seen.in_period(one.days[0]))
                .collect();
            assert_eq!((cohort.spend_minor, cohort.customers), (spent, won.len() as u64), "{case}");
            paid_back(seen, cohort, &won, case);
            told.set(told.get() + 1);
        }
    });
    assert!(told.get() > 0);
}

fn paid_back(seen: &Seen<'_>, cohort: &AcquiredCohort, won: &[&Person], case: &str) {
    let month = |day: i32| Day(day).month().0;
    // Months of the data that are over, the month itself first.
    let observed =
        (cohort.month.0..).take_while(|own| crate::domain::MonthIndex(*own).last_day().0 <= seen.drawn.end);
    let brought: Vec<f64> = observed
        .map(|until| {
            let net = won.iter().map(|one| seen.drawn.net(one.who, |day| month(day) <= until)).sum::<i64>();
            net as f64 / won.len() as f64
        })
        .collect();
    let cac = cohort.spend_minor as f64 / won.len() as f64;
    if won.is_empty() {
        return assert!(cohort.net_per_customer_minor.is_empty() && cohort.cac_minor.is_none(), "{case}");
    }
    assert_eq!(cohort.net_per_customer_minor.len(), brought.len(), "{case}");
    let near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-9;
    assert!(cohort.net_per_customer_minor.iter().zip(&brought).all(near), "{case}");
    assert_eq!(cohort.cac_minor, (cac > 0.0).then_some(cac), "{case}");
    let first =
        |share: f64| brought.iter().position(|net| cac > 0.0 && net * share >= cac).map(|at| at as u32 + 1);
    assert_eq!((cohort.payback_months, cohort.revenue_payback_months), (first(0.4), first(1.0)), "{case}");
    let third = brought.get(2).filter(|_| cac > 0.0).map(|net| net / cac);
    let told = (cohort.revenue_cac_3, cohort.ltv_cac_3);
    let is_near = |told: Option<f64>, own: Option<f64>| match (told, own) {
        (Some(told), Some(own)) => (told - own).abs() < 1e-9,
        (told, own) => told == own,
    };
    assert!(is_near(told.0, third) && is_near(told.1, third.map(|ratio| 0.4 * ratio)), "{case}: {told:?}");
}

#[test]
fn value_by_month_and_by_channel_is_that_of_each_customer() {
    each(57, 300, |seen, case| {
        let starters: Vec<&Person> = seen.people.iter().filter(|one| seen.in_period(one.days[0])).collect();
        let Some(value) = asked(seen, &[Family::Value]).value else {
            return assert!(starters.is_empty(), "{case}");
        };
        let sums = |own: &[&Person], days: u32| {
            let until = |one: &Person| one.days[0] + days as i32;
            let mature: Vec<&&Person> = own.iter().filter(|one| until(one) <= seen.drawn.end).collect();
            let net = mature.iter().map(|one| seen.drawn.net(one.who, |day| day <= until(one))).sum::<i64>();
            (mature.len() as u64, net)
        };
        let of = |keep: &dyn Fn(&Person) -> bool| -> Vec<&Person> {
            starters.iter().copied().filter(|one| keep(one)).collect()
        };
        let same = |told: &HistoricalValue, own: &[&Person]| {
            assert_eq!((told.customers, told.net_minor), sums(own, told.days), "{case}");
            close(told.per_customer_minor, told.net_minor as f64, told.customers as f64, case);
        };
        value.horizons.iter().for_each(|told| same(told, &starters));
        for cohort in &value.cohorts {
            let own = of(&|one| Day(one.days[0]).month() == cohort.month);
            assert_eq!(cohort.customers, own.len() as u64, "{case}");
            for (told, horizon) in cohort.per_customer_minor.iter().zip(&value.horizons) {
                let is_over = cohort.month.last_day().0 + horizon.days as i32 <= seen.drawn.end;
                let (customers, net) = sums(&own, horizon.days);
                close(*told, net as f64, if is_over { customers as f64 } else { 0.0 }, case);
            }
        }
        for group in &value.groups {
            let own = of(&|one| is_in(group, one.channel));
            group.horizons.iter().for_each(|told| same(told, &own));
        }
    });
}

#[test]
fn what_a_cohort_brought_is_added_up_order_by_order() {
    each(60, 300, |seen, case| {
        let Some(cohorts) = asked(seen, &[Family::Cohorts]).cohorts else { return };
        for row in &cohorts.rows {
            let is_own =
                |one: &&Person| seen.in_period(one.days[0]) && Day(one.days[0]).month() == row.cohort;
            let own: Vec<&Person> = seen.people.iter().filter(is_own).collect();
            let mut so_far = 0;
            for cell in &row.cells {
                let month = crate::domain::MonthIndex(row.cohort.0 + cell.offset as i32);
                let is_active = |one: &&&Person| one.days.iter().any(|day| Day(*day).month() == month);
                let net: i64 =
                    own.iter().map(|one| seen.drawn.net(one.who, |day| Day(day).month() == month)).sum();
                so_far += net;
                // Nobody was refunded: both bases are the same.
                let told =
                    [cell.net_minor, cell.cash_minor, cell.cumulative_minor, cell.cash_cumulative_minor];
                assert_eq!(told, [net, net, so_far, so_far], "{case}: {} {}", row.cohort, cell.offset);
                close(cell.per_acquired_minor, so_far as f64, own.len() as f64, case);
                close(cell.per_active_minor, net as f64, own.iter().filter(is_active).count() as f64, case);
            }
        }
    });
}

fn is_in(group: &ValueGroup, channel: usize) -> bool {
    match (&group.channel, group.kind) {
        (Some(name), _) => channel > 0 && *name == NAMES[channel - 1],
        (None, Some(Direction::Push)) => channel == 1,
        (None, Some(Direction::Pull)) => channel == 2,
        (None, None) => channel == 0,
    }
}

#[test]
fn signs_of_origin_are_counted_order_by_order() {
    let mut draws = Draws::new(58);
    for case in 0..cases(300) {
        let mut shop = Shop::new();
        let channels = [shop.channel(NAMES[0], Direction::Push), shop.channel(NAMES[1], Direction::Pull)];
        let orders: Vec<(i64, usize)> =
            (0..1 + draws.below(12)).map(|_| (draws.below(900) as i64, draws.below(3))).collect();
        let signs = drawn_signs(&mut draws, &mut shop, channels, &orders);
        let found =
            shop.ask(&[Family::Efficiency], &Spec::default()).efficiency.and_then(|found| found.origins);
        let Some(found) = found else {
            assert!(signs.is_empty(), "case {case}");
            continue;
        };
        let with_channel = orders.iter().filter(|order| order.1 > 0).count() as u64;
        assert_eq!((found.orders, found.with_channel), (orders.len() as u64, with_channel), "case {case}");
        let told: Vec<_> =
            found.rules.iter().map(|own| (own.rule, own.orders, own.named, own.agrees)).collect();
        let count = |rule: OriginRule, keep: &dyn Fn(usize, usize) -> bool| {
            signs.iter().filter(|own| own.1 == rule && keep(own.0, own.2)).count() as u64
        };
        let of = |rule: OriginRule| {
            let agrees = |order: usize, channel: usize| channel > 0 && orders[order].1 == channel;
            (rule, count(rule, &|_, _| true), count(rule, &|_, channel| channel > 0), count(rule, &agrees))
        };
        let expected: Vec<_> = OriginRule::ALL.into_iter().map(of).filter(|own| own.1 > 0).collect();
        assert_eq!(told, expected, "case {case}");
        let named = |order: usize, channel: usize| signs.iter().any(|own| (own.0, own.2) == (order, channel));
        let both = (0..orders.len()).filter(|order| named(*order, 1) && named(*order, 2)).count() as u64;
        assert_eq!(found.contradicted, both, "case {case}");
        texts(&orders, &signs, &found, case);
    }
}

/// Enters the orders with signs of their channel: per order and kind of sign the channel that it names, 0 for none.
fn drawn_signs(
    draws: &mut Draws,
    shop: &mut Shop,
    channels: [Code; 2],
    orders: &[(i64, usize)],
) -> Vec<(usize, OriginRule, usize)> {
    let mut signs = Vec::new();
    for (index, (minor, channel)) in orders.iter().enumerate() {
        let day = Day(START + draws.below(DAYS) as i32).to_string();
        let row = shop.order(&name(draws.below(PEOPLE)), &day, *minor);
        row.channel = (*channel > 0).then(|| channels[*channel - 1]).into();
        for rule in OriginRule::ALL.into_iter().filter(|rule| *rule != OriginRule::SelfReport) {
            if draws.below(3) == 0 {
                signs.push((index, rule, draws.below(3)));
            }
        }
    }
    for (order, rule, channel) in &signs {
        let text = shop.rows.codes.origins.code(&format!("text {channel}"));
        let channel = (*channel > 0).then(|| channels[*channel - 1]).into();
        shop.rows.origins.push(OriginRow {
            order: *order as u32,
            source: 0,
            rule: rule.code(),
            text,
            channel,
        });
    }
    signs
}

/// What the orders say, word by word.
fn texts(orders: &[(i64, usize)], signs: &[(usize, OriginRule, usize)], found: &Origins, case: u32) {
    let mut texts: BTreeMap<(OriginRule, String), (u64, i64)> = BTreeMap::new();
    for (order, rule, channel) in signs {
        let own = texts.entry((*rule, format!("text {channel}"))).or_default();
        *own = (own.0 + 1, own.1 + orders[*order].0);
    }
    let told = found.texts.iter().map(|own| ((own.rule, own.text.clone()), (own.orders, own.net_minor)));
    assert_eq!(told.collect::<BTreeMap<_, _>>(), texts, "case {case}");
}

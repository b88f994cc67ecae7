//! Channels by stage, what platforms claim, push against pull. Never a figure of a single shop.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ad, Person, Seen, WINDOW, asked, each, same_mean};
use crate::analysis::{ChannelStage, ComparedFigure, Family, FigureSide};
use crate::domain::Day;

const CHANNELS: [(usize, Option<&str>); 3] =
    [(1, Some("Facebook Ads")), (2, Some("Google Search")), (0, None)];

#[test]
fn channels_by_stage_and_what_platforms_claim_are_those_of_counting_row_by_row() {
    each(41, 300, |seen, case| {
        let found = asked(seen, &[Family::Journey]).journey.channels;
        let rows = found.map_or_else(Vec::new, |matrix| matrix.rows);
        let has_any = CHANNELS[..2]
            .iter()
            .any(|(channel, _)| !seen.orders_of(*channel).is_empty() || !seen.ads_of(*channel).is_empty());
        assert!(!rows.is_empty() || !has_any, "{case}");
        for (channel, name) in CHANNELS.into_iter().filter(|_| !rows.is_empty()) {
            let case = format!("{case}: {name:?}");
            match rows.iter().find(|row| row.channel.as_deref() == name) {
                Some(row) => row_of(seen, channel, row, &case),
                None => assert!(
                    seen.ads_of(channel).is_empty()
                        && seen.orders_of(channel).is_empty()
                        && !seen.people_of(channel).iter().any(|one| one.bought),
                    "{case}"
                ),
            }
        }
    });
}

fn row_of(seen: &Seen<'_>, channel: usize, row: &ChannelStage, case: &str) {
    let (ads, orders) = (seen.ads_of(channel), seen.orders_of(channel));
    let own: Vec<&Person> = seen.people_of(channel).into_iter().filter(|one| one.bought).collect();
    let back = own.iter().filter(|one| one.back).count() as u64;
    assert_eq!((row.buyers, row.retained.numerator), (own.len() as u64, back), "{case}");
    assert_eq!(row.orders, orders.len() as u64, "{case}");
    let sum = |of: fn(&Ad) -> i64| (!ads.is_empty()).then(|| ads.iter().map(|ad| of(ad)).sum::<i64>() as u64);
    assert_eq!((row.impressions, row.clicks), (sum(|ad| ad.shown), sum(|ad| ad.clicks)), "{case}");
    // Whoever recommends counts for the channel that brought them, buyer of the period or not.
    let of_channel = |who: &usize| seen.drawn.channel(*who, seen.drawn.end) == channel;
    let advocates: BTreeSet<usize> = seen.recommending().into_iter().filter(of_channel).collect();
    assert_eq!(row.advocates, advocates.len() as u64, "{case}");
    let claims: Vec<i64> =
        ads.iter().filter(|ad| seen.is_shared(ad.day)).map(|ad| ad.claimed_centi).collect();
    let carried = orders.iter().filter(|one| seen.is_shared(one.day)).count() as u64;
    let told = row.over_claim.map(|own| ((own.claimed * 100.0).round() as i64, own.orders));
    assert_eq!(told, (!claims.is_empty()).then(|| (claims.iter().sum::<i64>(), carried)), "{case}");
    if let Some(own) = row.over_claim.filter(|own| own.orders > 0) {
        let ratio = own.ratio.expect("orders");
        assert!((ratio - own.claimed / own.orders as f64).abs() < 1e-12, "{case}");
    }
}

#[test]
fn push_and_pull_are_counted_person_by_person() {
    each(42, 300, |seen, case| {
        let sides = asked(seen, &[Family::Journey]).journey.sides;
        if sides.is_empty() {
            assert!(seen.people.iter().all(|one| one.channel == 0), "{case}");
            assert!(seen.ads_of(1).is_empty() && seen.ads_of(2).is_empty(), "{case}");
            return;
        }
        side(seen, 1, &|name| of(&sides, name).map(|figure| figure.now), case);
        side(seen, 2, &|name| of(&sides, name).map(|figure| figure.then), case);
    });
}

fn of<'a>(sides: &'a [ComparedFigure], name: &str) -> Option<&'a ComparedFigure> {
    sides.iter().find(|figure| figure.figure == name)
}

#[test]
fn the_months_of_ads_add_up_row_by_row() {
    each(41, 60, |seen, case| {
        let found = asked(seen, &[Family::Channels]).ad_months;
        for channel in [1, 2] {
            let own = seen.ads_of(channel);
            let name = ["Facebook Ads", "Google Search"][channel - 1];
            let line = found.iter().flat_map(|found| &found.channels).find(|line| line.channel == name);
            assert_eq!(line.is_some(), !own.is_empty(), "{case}: {name}");
            let mut months: BTreeMap<String, (Option<i64>, u64, u64)> = BTreeMap::new();
            for ad in &own {
                let month = Day(ad.day).to_string()[..7].to_owned();
                let sums = months.entry(month).or_default();
                sums.0 = ad.spent.map(|spent| sums.0.unwrap_or(0) + spent).or(sums.0);
                (sums.1, sums.2) = (sums.1 + ad.shown as u64, sums.2 + ad.clicks as u64);
            }
            let told: BTreeMap<String, (Option<i64>, u64, u64)> = line
                .iter()
                .flat_map(|line| &line.months)
                .map(|one| {
                    let sums = one.sums;
                    let counts = (sums.impressions.unwrap_or(0), sums.clicks.unwrap_or(0));
                    (one.month.to_string(), (sums.spend_minor, counts.0, counts.1))
                })
                .collect();
            assert_eq!(told, months, "{case}: {name}");
        }
    });
}

fn side(seen: &Seen<'_>, channel: usize, told: &dyn Fn(&str) -> Option<FigureSide>, case: &str) {
    let own = seen.people_of(channel);
    let count = |keep: &dyn Fn(&Person) -> bool| own.iter().filter(|one| keep(one)).count() as u64;
    let same = |name: &str, numerator: u64, denominator: u64| {
        let side = told(name).unwrap_or_else(|| panic!("{case}: no {name}"));
        let found = (side.numerator, side.denominator);
        assert_eq!(found, (Some(numerator), Some(denominator)), "{case}: {name} of {channel}");
    };
    let ads = seen.ads_of(channel);
    let (shown, clicks) =
        ads.iter().fold((0, 0), |sum, ad| (sum.0 + ad.shown as u64, sum.1 + ad.clicks as u64));
    same("click_through", clicks, shown);
    same("came_back", count(&|one| one.bought && one.back), count(&|one| one.bought));
    let starts = |one: &Person| seen.in_period(one.days[0]) && seen.drawn.end - one.days[0] >= WINDOW;
    same("back_within", count(&|one| starts(one) && one.is_soon()), count(&starts));
    // Where no voice names anybody, nobody is held against anything.
    let answers = || seen.drawn.answers.iter().filter(|one| one.0 > 0 && seen.in_period(one.1));
    let back = if answers().next().is_some() { count(&|one| one.back) } else { 0 };
    same("recommend", count(&|one| one.back && one.recommends), back);
    if seen.shared.is_some() && seen.drawn.ads.iter().any(|ad| seen.in_period(ad.day)) {
        let bought = count(&|one| one.days.iter().any(|day| seen.is_shared(*day)));
        let within = ads.iter().filter(|ad| seen.is_shared(ad.day));
        same("customers_per_click", bought, within.map(|ad| ad.clicks as u64).sum());
    }
    let said = answers().filter(|one| seen.drawn.channel(one.0, seen.drawn.end) == channel).count();
    assert_eq!(told("nps").map_or(0, |side| side.n), said as u64, "{case}");
    let buyers = own.iter().filter(|one| one.bought);
    let net: Vec<i64> = buyers.map(|one| seen.drawn.net(one.who, |day| seen.in_period(day))).collect();
    same_mean(told("net_per_customer").and_then(|side| side.value), &net, case);
}

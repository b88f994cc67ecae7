//! The ladder, the scores and the starting point of what-if. Never a figure of a single shop.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ad, Person, Seen, WINDOW, asked, each, same_mean};
use crate::analysis::{Family, LadderStep, Ratio, Rfm, WhatIf};
use crate::domain::Day;

#[test]
fn the_ladder_and_the_scores_are_those_of_going_from_customer_to_customer() {
    each(43, 300, |seen, case| {
        let analysis = asked(seen, &[Family::Repeat, Family::RepeatInDepth, Family::Rfm]);
        let ladder = analysis.repeat.map_or_else(Vec::new, |repeat| repeat.ladder);
        let starters: Vec<&Person> = seen.people.iter().filter(|one| seen.in_period(one.days[0])).collect();
        for rank in 0..4 {
            let reached: Vec<&Person> =
                starters.iter().copied().filter(|one| one.days.len() > rank).collect();
            match ladder.get(rank) {
                Some(step) => step_of(seen, &reached, rank, step, case),
                None => assert!(reached.is_empty(), "{case}: step {rank}"),
            }
        }
        scores(seen, analysis.rfm.as_ref(), case);
    });
}

fn step_of(seen: &Seen<'_>, reached: &[&Person], rank: usize, step: &LadderStep, case: &str) {
    let gap = |one: &Person| one.days.get(rank + 1).map(|day| day - one.days[rank]);
    let next: Vec<i32> = reached.iter().filter_map(|one| gap(one)).collect();
    let in_time = next.iter().filter(|days| **days <= WINDOW).count() as u64;
    let mature: Vec<_> = reached.iter().filter(|one| seen.drawn.end - one.days[rank] >= WINDOW).collect();
    let kept = mature.iter().filter(|one| gap(one).is_some_and(|days| days <= WINDOW)).count() as u64;
    let found = (step.reached, step.next, step.in_time, step.mature.numerator, step.mature.denominator);
    let expected = (reached.len() as u64, next.len() as u64, in_time, kept, mature.len() as u64);
    assert_eq!(found, expected, "{case}: step {rank}");
    let net = |one: &&Person| seen.drawn.net(one.who, |day| day == one.days[rank]);
    assert_eq!(step.net_minor, reached.iter().map(net).sum::<i64>(), "{case}: step {rank}");
}

/// Scores by mid-ranks that are counted one by one.
fn scores(seen: &Seen<'_>, rfm: Option<&Rfm>, case: &str) {
    let end = seen.spec.period.to.map_or(seen.drawn.end, |day| day.0.min(seen.drawn.end));
    let buyer = |one: &Person| {
        let days: Vec<i32> = one.days.iter().copied().filter(|day| seen.in_period(*day)).collect();
        let net = seen.drawn.net(one.who, |day| seen.in_period(day));
        [i64::from(days[days.len() - 1] - end), days.len() as i64, net]
    };
    let buyers: Vec<[i64; 3]> = seen.people.iter().filter(|one| one.bought).map(buyer).collect();
    let score = |place: usize, value: i64| {
        let below = buyers.iter().filter(|other| other[place] < value).count();
        let not_above = buyers.iter().filter(|other| other[place] <= value).count();
        1 + (5 * (below + not_above) / (2 * buyers.len())).min(4) as u8
    };
    let once = buyers.iter().filter(|one| one[1] == 1).count();
    let mut groups: BTreeMap<(u8, u8, u8), (u64, i64)> = BTreeMap::new();
    for one in &buyers {
        let often = match one[1] {
            _ if 5 * once <= 3 * buyers.len() => score(1, one[1]),
            times @ 1..=3 => times as u8,
            4..=5 => 4,
            _ => 5,
        };
        let own = groups.entry((score(0, one[0]), often, score(2, one[2]))).or_default();
        *own = (own.0 + 1, own.1 + one[2]);
    }
    let found = rfm.iter().flat_map(|rfm| &rfm.groups);
    let found: BTreeMap<_, _> =
        found.map(|own| ((own.r, own.f, own.m), (own.customers, own.net_minor))).collect();
    assert_eq!(found, groups, "{case}");
}

#[test]
fn the_starting_point_of_what_if_is_that_of_going_through_whole_months() {
    each(45, 100, |seen, case| {
        let found = asked(seen, &[Family::WhatIf]).what_if;
        let newcomers: Vec<&Person> = seen
            .people
            .iter()
            .filter(|one| seen.in_period(one.days[0]) && is_whole(seen, one.days[0]))
            .collect();
        match found {
            Some(found) => starting_point(seen, &newcomers, &found, case),
            None => assert!(newcomers.is_empty(), "{case}"),
        }
    });
}

/// A month counts when all of it lies in the data and in the period.
fn is_whole(seen: &Seen<'_>, day: i32) -> bool {
    let month = Day(day).month();
    let first = seen.drawn.orders.iter().map(|one| Day(one.day).month()).min();
    let is_known = first.is_some_and(|first| first <= month) && month.last_day().0 <= seen.drawn.end;
    is_known && seen.in_period(month.first_day().0) && seen.in_period(month.last_day().0)
}

fn starting_point(seen: &Seen<'_>, newcomers: &[&Person], found: &WhatIf, case: &str) {
    let ads: Vec<&Ad> =
        seen.drawn.ads.iter().filter(|ad| seen.in_period(ad.day) && is_whole(seen, ad.day)).collect();
    let clicked: BTreeSet<usize> = ads.iter().filter(|ad| ad.clicks > 0).map(|ad| ad.channel).collect();
    let paid = newcomers.iter().filter(|one| clicked.contains(&one.channel)).count() as u64;
    let all = newcomers.len() as u64;
    assert_eq!((found.newcomers, found.other_newcomers), (all, all - paid), "{case}");
    let sum = |of: fn(&Ad) -> i64| ads.iter().map(|ad| of(ad) as u64).sum::<u64>();
    let ratio = |ratio: Option<Ratio>| ratio.map(|own| (own.numerator, own.denominator));
    let (shown, clicks) = (sum(|ad| ad.shown), sum(|ad| ad.clicks));
    assert_eq!(ratio(found.click_through), (shown > 0).then_some((clicks, shown)), "{case}");
    assert_eq!(ratio(found.customers_per_click), (clicks > 0).then_some((paid, clicks)), "{case}");
    let mature: Vec<&&Person> =
        newcomers.iter().filter(|one| seen.drawn.end - one.days[0] >= WINDOW).collect();
    let back = mature.iter().filter(|one| one.is_soon()).count() as u64;
    assert_eq!((found.back.numerator, found.back.denominator), (back, mature.len() as u64), "{case}");
    let first: Vec<i64> =
        newcomers.iter().map(|one| seen.drawn.net(one.who, |day| day == one.days[0])).collect();
    same_mean(Some(found.first_value.value), &first, case);
    let until = found.horizon_days as i32;
    for (is_back, told) in [(true, found.later_value), (false, found.slow_value)] {
        let followed = newcomers.iter().filter(|one| seen.drawn.end - one.days[0] >= until.max(WINDOW));
        let own = followed.filter(|one| one.is_soon() == is_back);
        let net = |one: &&Person| seen.drawn.net(one.who, |day| (1..=until).contains(&(day - one.days[0])));
        let values: Vec<i64> = own.map(net).collect();
        assert_eq!(told.n, values.len() as u64, "{case}");
        same_mean((told.n > 0).then_some(told.value), &values, case);
    }
}

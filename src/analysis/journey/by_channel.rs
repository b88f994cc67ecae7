//! Channels by stage, and over-claim (METRICS, section 3). Buyers and orders that name no channel are a row of their own: they are
//! never spread over the others.

use std::collections::BTreeMap;

use super::super::DefinitionId;
use super::super::ads::{Ads, reported};
use super::super::result::{ChannelStage, ChannelStages, OverClaim};
use super::super::scope::{Scope, slot};
use super::super::shares::share;
use super::super::statistics::poisson;
use super::advocates::Advocates;
use super::counted::lies_within;
use super::passes;
use super::people::People;
use crate::domain::{Day, Period, Proportion};
use crate::tables::Code;

/// What is counted for a channel.
#[derive(Default)]
struct Count {
    impressions: Option<u64>,
    clicks: Option<u64>,
    buyers: u64,
    retained: u64,
    advocates: u64,
    orders: u64,
    shared_orders: u64,
    claimed_centi: Option<i64>,
}

type Counts = BTreeMap<Option<Code>, Count>;

/// The matrix through the lens of the question; `None` without ads and without orders that name a channel.
pub(super) fn by_channel(
    scope: &Scope<'_>,
    ads: &Ads<'_>,
    (people, advocates): (&People, &Advocates),
    shared: Option<(Day, Day)>,
) -> Option<ChannelStages> {
    let mut counts = Counts::new();
    count_ads(&mut counts, scope, ads, shared);
    let all_orders = count_orders(&mut counts, scope, shared);
    count_people(&mut counts, scope, people, advocates);
    counts.keys().flatten().next()?;
    let claims: Vec<i64> = counts.values().filter_map(|count| count.claimed_centi).collect();
    let over_claim =
        (!claims.is_empty() && shared.is_some()).then(|| over_claim(claims.iter().sum(), all_orders));
    let mut rows: Vec<ChannelStage> =
        counts.into_iter().filter_map(|(code, count)| row(scope, code, &count, shared.is_some())).collect();
    rows.sort_by(|left, right| {
        let key = |row: &ChannelStage| (row.channel.is_none(), std::cmp::Reverse((row.buyers, row.clicks)));
        key(left).cmp(&key(right)).then_with(|| left.channel.cmp(&right.channel))
    });
    let (from, to) = (shared.map(|days| days.0), shared.map(|days| days.1));
    Some(ChannelStages { rows, over_claim, from, to, definition: DefinitionId::ChannelStages })
}

fn count_ads(counts: &mut Counts, scope: &Scope<'_>, ads: &Ads<'_>, shared: Option<(Day, Day)>) {
    for row in &ads.counted {
        let count = counts.entry(Some(ads.channel[*row])).or_default();
        for (sum, own) in [
            (&mut count.impressions, reported(ads.impressions[*row])),
            (&mut count.clicks, reported(ads.clicks[*row])),
        ] {
            if let Some(own) = own {
                *sum.get_or_insert(0) += own;
            }
        }
    }
    let lens = scope.spec.lens;
    let of_lens = |row: &usize| passes(lens, ads.channel_of(*row).map(|channel| channel.direction));
    for row in ads.counted.iter().copied().filter(of_lens).filter(|row| is_shared(ads.days[*row], shared)) {
        if let Some(claimed) = ads.claimed_centi[row] {
            *counts.entry(Some(ads.channel[row])).or_default().claimed_centi.get_or_insert(0) += claimed;
        }
    }
}

/// Whether a row of `days` belongs to the shared ones: as for clicks, most of it inside and at most a week beyond.
fn is_shared(days: Option<(Day, Day)>, shared: Option<(Day, Day)>) -> bool {
    days.zip(shared).is_some_and(|(days, shared)| lies_within(days, shared))
}

/// A misread year, or thousands of channels, must not make millions of sums.
const MOST_PLACES: usize = 1 << 20;

/// Orders of a channel: valid ones, and those of them in the shared days.
#[derive(Clone, Copy, Default)]
struct Orders {
    valid: u64,
    shared: u64,
}

/// Valid orders by the channel they name; how many there are in the shared days.
fn count_orders(counts: &mut Counts, scope: &Scope<'_>, shared: Option<(Day, Day)>) -> u64 {
    let none = scope.tables.codes.channels.len();
    let days =
        scope.first_order_day().zip(scope.as_of).map_or(0, |(first, last)| last.since(first).unsigned_abs());
    let orders = if scope.is_of_all() && days as usize * none < MOST_PLACES {
        scope.once([0; 3], || Daily::new(scope)).within(scope.spec.period, shared)
    } else {
        of_rows(scope, shared)
    };
    for (place, own) in orders.iter().enumerate().filter(|(_, own)| own.valid > 0) {
        let count = counts.entry((place < none).then_some(place as Code)).or_default();
        (count.orders, count.shared_orders) = (own.valid, own.shared);
    }
    orders.iter().map(|own| own.shared).sum()
}

/// Per channel code, and in one place more for those that name none: the orders, order by order.
fn of_rows(scope: &Scope<'_>, shared: Option<(Day, Day)>) -> Vec<Orders> {
    let none = scope.tables.codes.channels.len();
    scope.fold_rows(
        || vec![Orders::default(); none + 1],
        |orders, row| {
            if scope.is_valid(row) && scope.in_period(row) {
                let own = &mut orders[scope.orders.channel.get(row).map_or(none, |code| code as usize)];
                own.add(1, Day(scope.orders.day[row]), shared);
            }
        },
        |all, part| {
            for (all, part) in all.iter_mut().zip(part) {
                (all.valid, all.shared) = (all.valid + part.valid, all.shared + part.shared);
            }
        },
    )
}

impl Orders {
    fn add(&mut self, valid: u64, day: Day, shared: Option<(Day, Day)>) {
        self.valid += valid;
        self.shared +=
            if shared.is_some_and(|(first, last)| first <= day && day <= last) { valid } else { 0 };
    }
}

/// The same of each day: the orders of any days are sums of these.
struct Daily {
    first: Day,
    /// Valid orders, one place per channel and one more, day after day.
    valid: Vec<u32>,
    places: usize,
}

impl Daily {
    fn new(scope: &Scope<'_>) -> Self {
        let places = scope.tables.codes.channels.len() + 1;
        let mut daily = Self { first: scope.first_order_day().unwrap_or(Day(0)), valid: Vec::new(), places };
        for row in (0..scope.orders.len()).filter(|row| scope.is_valid(*row)) {
            let channel = scope.orders.channel.get(row).map_or(places - 1, |code| code as usize);
            let day = Day(scope.orders.day[row]).since(daily.first).unsigned_abs();
            *slot(&mut daily.valid, day * places as u32 + channel as u32) += 1;
        }
        daily
    }

    fn within(&self, period: Period, shared: Option<(Day, Day)>) -> Vec<Orders> {
        let mut orders = vec![Orders::default(); self.places];
        for (offset, valid) in (0..).zip(self.valid.chunks(self.places)) {
            let day = self.first.plus(offset);
            if period.contains(day) {
                orders.iter_mut().zip(valid).for_each(|(own, valid)| own.add(u64::from(*valid), day, shared));
            }
        }
        orders
    }
}

fn count_people(counts: &mut Counts, scope: &Scope<'_>, people: &People, advocates: &Advocates) {
    for (channel, people) in people.by_channel() {
        let count = counts.entry(channel).or_default();
        (count.buyers, count.retained) = (people.buyers, people.retained);
    }
    for code in &advocates.people {
        let channel = scope.customer(*code).and_then(|customer| customer.channel);
        counts.entry(channel).or_default().advocates += 1;
    }
}

fn row(scope: &Scope<'_>, code: Option<Code>, count: &Count, is_shared: bool) -> Option<ChannelStage> {
    let channel = code.and_then(|code| scope.tables.codes.channels.get(code as usize));
    let kind = channel.map(|channel| channel.direction);
    if code.is_some() && !passes(scope.spec.lens, kind) {
        return None;
    }
    Some(ChannelStage {
        channel: channel.map(|channel| channel.name.clone()),
        kind,
        impressions: count.impressions,
        clicks: count.clicks,
        buyers: count.buyers,
        retained: share(Proportion::new(count.retained, count.buyers)),
        advocates: count.advocates,
        orders: count.orders,
        over_claim: count
            .claimed_centi
            .filter(|_| is_shared)
            .map(|claim| over_claim(claim, count.shared_orders)),
    })
}

/// Claimed orders, in hundredths, against the shop's orders of the same days, with the exact Poisson interval of the latter.
pub(in crate::analysis) fn over_claim(claimed_centi: i64, orders: u64) -> OverClaim {
    let claimed = claimed_centi as f64 / 100.0;
    let interval = poisson(orders);
    let over = |orders: f64| (orders > 0.0).then(|| claimed / orders);
    OverClaim {
        claimed,
        orders,
        ratio: over(orders as f64),
        low: over(interval.high),
        high: over(interval.low),
        definition: DefinitionId::OverClaim,
    }
}

//! Ad channels: sums and the ratios of those sums (METRICS, sections 3 and 4). Never sums reach, never mixes currencies.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::DefinitionId;
use super::ads::{Ads, reported};
use super::result::ChannelResult;
use crate::domain::{Channel, Currency, Day};
use crate::tables::Code;

/// Sums over the rows of one channel in one currency; `None` while no row reports the figure.
#[derive(Default)]
struct Sums {
    rows: u64,
    spend: Option<i64>,
    impressions: Option<u64>,
    reach: Option<u64>,
    clicks: Option<u64>,
    claimed_centi: Option<i64>,
    claimed_value: Option<i64>,
    days: Option<(Day, Day)>,
}

/// Channels of the rows in the period, highest spend first, then by name; `None` without ad rows.
pub(super) fn channels(ads: &Ads<'_>, currencies: &[Option<Currency>]) -> Option<Vec<ChannelResult>> {
    if ads.is_empty() {
        return None;
    }
    let mut groups: BTreeMap<(Code, Code), Sums> = BTreeMap::new();
    for row in &ads.counted {
        groups.entry((ads.channel[*row], ads.currency[*row])).or_default().add(ads, *row);
    }
    let named = groups.into_iter().filter_map(|((channel, currency), sums)| {
        let currency = currencies.get(currency as usize).copied().flatten();
        Some(sums.result(ads.channel_named(channel)?, currency))
    });
    let mut results: Vec<ChannelResult> = named.collect();
    results.sort_by(|a, b| {
        let spend = |one: &ChannelResult| Reverse(one.spend_minor);
        spend(a).cmp(&spend(b)).then_with(|| (&a.channel, a.currency).cmp(&(&b.channel, b.currency)))
    });
    Some(results)
}

impl Sums {
    fn add(&mut self, ads: &Ads<'_>, row: usize) {
        self.rows += 1;
        add(&mut self.spend, ads.spend_minor[row]);
        add(&mut self.impressions, reported(ads.impressions[row]));
        add(&mut self.reach, reported(ads.reach[row]));
        add(&mut self.clicks, reported(ads.clicks[row]));
        add(&mut self.claimed_centi, ads.claimed_orders_centi[row]);
        add(&mut self.claimed_value, ads.claimed_value_minor[row]);
        self.days = match (self.days, ads.days[row]) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (known, new) => known.or(new),
        };
    }

    fn result(self, channel: &Channel, currency: Option<Currency>) -> ChannelResult {
        let spend = self.spend.map(|minor| minor as f64);
        let (impressions, clicks) = (self.impressions.map(|n| n as f64), self.clicks.map(|n| n as f64));
        let claimed_orders = self.claimed_centi.map(|centi| centi as f64 / 100.0);
        ChannelResult {
            channel: channel.name.clone(),
            kind: channel.direction,
            stage: channel.stage,
            currency,
            spend_minor: self.spend,
            impressions: self.impressions,
            reach: self.reach.filter(|_| self.rows == 1),
            clicks: self.clicks,
            claimed_orders,
            claimed_value_minor: self.claimed_value,
            cpm_minor: ratio(spend, impressions).map(|per_impression| 1000.0 * per_impression),
            ctr: ratio(clicks, impressions),
            cpc_minor: ratio(spend, clicks),
            cpa_minor: ratio(spend, claimed_orders),
            platform_roas: ratio(self.claimed_value.map(|minor| minor as f64), spend),
            first: self.days.map(|(first, _)| first),
            last: self.days.map(|(_, last)| last),
            definition: DefinitionId::Channel,
        }
    }
}

fn add<T: std::ops::Add<Output = T> + Copy>(sum: &mut Option<T>, reported: Option<T>) {
    *sum = match (*sum, reported) {
        (Some(so_far), Some(more)) => Some(so_far + more),
        (known, new) => known.or(new),
    };
}

/// `None` without a numerator, and with a denominator that is zero or missing.
fn ratio(numerator: Option<f64>, denominator: Option<f64>) -> Option<f64> {
    Some(numerator? / denominator.filter(|value| *value > 0.0)?)
}

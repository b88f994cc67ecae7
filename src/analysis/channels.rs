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

#[cfg(test)]
mod tests {
    use super::super::Spec;
    use super::super::fixtures::{Shop, over};
    use super::*;
    use crate::domain::Direction;

    fn shop() -> Shop {
        let mut shop = Shop::new();
        let facebook = shop.channel("Facebook Ads", Direction::Push);
        let search = shop.channel("Google Search", Direction::Pull);
        let leaflet = shop.channel("A leaflet", Direction::Push);
        let first = shop.ad(facebook, &["2024-01-01"], 1000, 10);
        (first.spend_minor, first.reach) = (Some(5000), Some(900));
        (first.claimed_orders_centi, first.claimed_value_minor) = (Some(150), Some(20_000));
        let second = shop.ad(facebook, &["2024-01-02"], 3000, 30);
        (second.spend_minor, second.reach) = (Some(3000), Some(900));
        let whole = shop.ad(search, &["2024-01-01", "2024-01-31"], 0, 0);
        (whole.spend_minor, whole.reach) = (Some(9000), Some(70));
        let undated = shop.ad(leaflet, &[], 0, 0);
        (undated.impressions, undated.clicks) = (None, None);
        shop
    }

    #[test]
    fn ratios_come_from_sums_and_reach_is_never_summed() {
        let channels = shop().analyze(&Spec::default()).channels.expect("channels");
        let names: Vec<_> = channels.iter().map(|channel| channel.channel.as_str()).collect();
        assert_eq!(
            names,
            ["Google Search", "Facebook Ads", "A leaflet"],
            "highest spend first, unknown last"
        );
        let facebook = &channels[1];
        assert_eq!(
            (facebook.spend_minor, facebook.impressions, facebook.clicks),
            (Some(8000), Some(4000), Some(40))
        );
        assert_eq!(
            (facebook.cpm_minor, facebook.ctr, facebook.cpc_minor),
            (Some(2000.0), Some(0.01), Some(200.0))
        );
        assert_eq!((facebook.claimed_orders, facebook.platform_roas), (Some(1.5), Some(2.5)));
        assert_eq!((facebook.reach, channels[0].reach), (None, Some(70)));
        assert_eq!(facebook.first.zip(facebook.last).map(|(first, last)| last.since(first)), Some(1));
    }

    #[test]
    fn a_zero_or_missing_denominator_is_no_data() {
        let channels = shop().analyze(&Spec::default()).channels.expect("channels");
        assert_eq!((channels[0].cpm_minor, channels[0].ctr, channels[0].cpc_minor), (None, None, None));
        assert_eq!(
            (channels[2].impressions, channels[2].spend_minor, channels[2].cpa_minor),
            (None, None, None)
        );
        assert_eq!(Shop::new().analyze(&Spec::default()).channels, None);
    }

    #[test]
    fn currencies_and_periods_keep_rows_apart() {
        let mut shop = shop();
        let dollar = shop.rows.codes.currency(Currency::parse("USD"));
        shop.rows.ads[1].currency = dollar;
        assert_eq!(shop.analyze(&Spec::default()).channels.map(|channels| channels.len()), Some(4));
        let first_day = shop.analyze(&over("2024-01-01", "2024-01-01")).channels.expect("channels");
        assert_eq!((first_day.len(), first_day[0].spend_minor), (1, Some(5000)));
    }
}

//! Ad channels: sums and the ratios of those sums (METRICS, sections 3 and 4). Never sums reach, never mixes currencies.

use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Expr, Int32Type, Int64Type, IntoLazy, LazyFrame, NewChunkedArray,
    SortMultipleOptions, UInt32Type, col, len, lit, when,
};

use super::ads::Ads;
use super::columns::{optional, values};
use super::result::ChannelResult;
use super::{AnalysisError, DefinitionId};
use crate::domain::{Channel, Currency, Day};
use crate::tables::{Tables, collect, schema::ads as c};

const ROWS: &str = "rows";

/// Channels of the rows in the period, highest spend first, then by name; `None` without ad rows.
pub(super) fn channels(tables: &Tables, ads: &Ads<'_>) -> Result<Option<Vec<ChannelResult>>, AnalysisError> {
    if ads.is_empty() {
        return Ok(None);
    }
    let mut counted = vec![false; tables.ad_days.height()];
    ads.counted.iter().for_each(|row| counted[*row] = true);
    let rows = tables.ad_days.filter(&BooleanChunked::from_slice("counted".into(), &counted))?;
    let sums = collect(sums_by_channel(rows.lazy()))?;
    let mut results = named(tables, &sums)?;
    // Highest spend first, unknown spend last; names settle ties, so that no hash decides an order.
    results.sort_by(|left, right| {
        let by_spend = right.spend_minor.cmp(&left.spend_minor);
        by_spend.then_with(|| (&left.channel, left.currency).cmp(&(&right.channel, right.currency)))
    });
    Ok(Some(results))
}

/// Sums per channel and currency, null where no row reports the figure.
fn sums_by_channel(rows: LazyFrame) -> LazyFrame {
    let figures = [
        c::SPEND_MINOR,
        c::IMPRESSIONS,
        c::REACH,
        c::CLICKS,
        c::CLAIMED_ORDERS_CENTI,
        c::CLAIMED_VALUE_MINOR,
    ];
    let first = col(c::FIRST_DAY).fill_null(col(c::LAST_DAY)).min().alias(c::FIRST_DAY);
    let last = col(c::LAST_DAY).fill_null(col(c::FIRST_DAY)).max().alias(c::LAST_DAY);
    let mut sums: Vec<Expr> = figures.map(sum_of_reported).to_vec();
    sums.extend([len().cast(DataType::Int64).alias(ROWS), first, last]);
    let keys = [c::CHANNEL, c::CURRENCY];
    rows.group_by(keys.map(col)).agg(sums).sort(keys, SortMultipleOptions::default())
}

/// The sum of what is reported; null, not zero, where nothing is.
fn sum_of_reported(name: &str) -> Expr {
    let nothing = lit(polars::prelude::NULL).cast(DataType::Int64);
    when(col(name).count().gt(lit(0))).then(col(name).sum()).otherwise(nothing).alias(name)
}

/// The figures of each channel, from its sums.
fn named(tables: &Tables, sums: &DataFrame) -> Result<Vec<ChannelResult>, AnalysisError> {
    let channel = values::<UInt32Type>(sums, c::CHANNEL)?;
    let currency = values::<UInt32Type>(sums, c::CURRENCY)?;
    let rows = values::<Int64Type>(sums, ROWS)?;
    let figure = |name| optional::<Int64Type>(sums, name);
    let (spend, impressions, reach) = (figure(c::SPEND_MINOR)?, figure(c::IMPRESSIONS)?, figure(c::REACH)?);
    let (clicks, claimed) = (figure(c::CLICKS)?, figure(c::CLAIMED_ORDERS_CENTI)?);
    let claimed_value = figure(c::CLAIMED_VALUE_MINOR)?;
    let (first, last) =
        (optional::<Int32Type>(sums, c::FIRST_DAY)?, optional::<Int32Type>(sums, c::LAST_DAY)?);
    let count = |reported: Option<i64>| reported.map(|number| number.max(0).unsigned_abs());
    let results = (0..sums.height()).filter_map(|row| {
        let named = tables.codes.channels.get(channel[row] as usize)?;
        let sums = Sums {
            spend: spend[row],
            impressions: count(impressions[row]),
            // Reach is never summed: one row's own figure is the platform's, several rows have none.
            reach: count(reach[row]).filter(|_| rows[row] == 1),
            clicks: count(clicks[row]),
            claimed_centi: claimed[row],
            claimed_value: claimed_value[row],
            days: first[row].zip(last[row]).map(|(first, last)| (Day(first), Day(last))),
        };
        Some(sums.result(named, tables.codes.currencies.get(currency[row] as usize).copied().flatten()))
    });
    Ok(results.collect())
}

/// Sums over the rows of one channel in one currency; `None` where no row reports the figure.
struct Sums {
    spend: Option<i64>,
    impressions: Option<u64>,
    reach: Option<u64>,
    clicks: Option<u64>,
    claimed_centi: Option<i64>,
    claimed_value: Option<i64>,
    days: Option<(Day, Day)>,
}

impl Sums {
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
            reach: self.reach,
            clicks: self.clicks,
            claimed_orders,
            claimed_value_minor: self.claimed_value,
            cpm_minor: ratio(spend, impressions).map(|per_impression| 1000.0 * per_impression),
            ctr: ratio(clicks, impressions),
            cpc_minor: ratio(spend, clicks),
            cpa_minor: ratio(spend, claimed_orders),
            cvr: ratio(claimed_orders, clicks),
            platform_roas: ratio(self.claimed_value.map(|minor| minor as f64), spend),
            first: self.days.map(|(first, _)| first),
            last: self.days.map(|(_, last)| last),
            definition: DefinitionId::Channel,
        }
    }
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

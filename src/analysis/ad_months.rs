//! What ads cost in each month, by channel and by campaign (METRICS, section 3). Never adds amounts of two currencies, never spreads a row
//! over the months that it covers.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{Int64Type, UInt32Type};

use super::ads::{Ads, month_of, reported};
use super::columns::{optional, values};
use super::result::{AdLine, AdMonth, AdMonths, AdSums};
use super::{AnalysisError, DefinitionId};
use crate::domain::{Channel, MonthIndex};
use crate::tables::{Code, Tables, schema};

/// Campaigns that are listed.
const LISTED: usize = 40;

/// What a row belongs to: channel, currency and, where lines are campaigns, its campaign.
type Key = (Code, Code, Option<Code>);

/// Months of the rows in the period; `None` without such rows.
pub(super) fn ad_months(tables: &Tables, ads: &Ads<'_>) -> Result<Option<AdMonths>, AnalysisError> {
    if ads.counted.is_empty() {
        return Ok(None);
    }
    use schema::ads as c;
    let frame = &tables.ad_days;
    let rows = Rows {
        tables,
        ads,
        currency: &values::<UInt32Type>(frame, c::CURRENCY)?,
        campaign: &optional::<UInt32Type>(frame, c::CAMPAIGN)?,
        spend: &optional::<Int64Type>(frame, c::SPEND_MINOR)?,
    };
    let (channels, _) = rows.lines(|row| Some((ads.channel[row], rows.currency[row], None)), usize::MAX);
    let of_campaign = |row: usize| Some((ads.channel[row], rows.currency[row], Some(rows.campaign[row]?)));
    let (campaigns, more_campaigns) = rows.lines(of_campaign, LISTED);
    let across = ads.counted.iter().filter(|row| month_of(ads.days[**row]).is_none());
    Ok(Some(AdMonths {
        complete: complete(ads, &channels),
        across_months: across.count() as u64,
        channels,
        campaigns,
        more_campaigns,
    }))
}

/// The months with rows that lie between the first and the last day that any row covers.
fn complete(ads: &Ads<'_>, channels: &[AdLine]) -> Vec<MonthIndex> {
    let days = || ads.counted.iter().filter_map(|row| ads.days[*row]);
    let ends = days().map(|days| days.0).min().zip(days().map(|days| days.1).max());
    let mut months: Vec<MonthIndex> =
        channels.iter().flat_map(|line| &line.months).map(|month| month.month).collect();
    months.sort_unstable();
    months.dedup();
    let is_whole = |month: &MonthIndex| {
        ends.is_some_and(|(first, last)| first <= month.first_day() && month.last_day() <= last)
    };
    months.retain(is_whole);
    months
}

/// The rows of ad reports that count, by columns.
struct Rows<'a> {
    tables: &'a Tables,
    ads: &'a Ads<'a>,
    currency: &'a [Code],
    campaign: &'a [Option<Code>],
    spend: &'a [Option<i64>],
}

impl Rows<'_> {
    /// The `listed` largest lines by spend, each with its months, and how many more there are.
    fn lines(&self, key: impl Fn(usize) -> Option<Key>, listed: usize) -> (Vec<AdLine>, u64) {
        let mut sums: HashMap<Key, AdSums> = HashMap::new();
        for row in &self.ads.counted {
            if let Some(key) = key(*row) {
                self.add(sums.entry(key).or_default(), *row);
            }
        }
        let mut lines: Vec<(Key, AdLine)> =
            sums.into_iter().filter_map(|(key, sums)| Some((key, self.line(key, sums)?))).collect();
        // Highest spend first; names settle ties, so that no hash decides an order.
        lines.sort_by(|(_, left), (_, right)| {
            let name = |line: &AdLine| (line.channel.clone(), line.campaign.clone(), line.currency);
            right.sums.spend_minor.cmp(&left.sums.spend_minor).then_with(|| name(left).cmp(&name(right)))
        });
        let more = lines.len().saturating_sub(listed) as u64;
        lines.truncate(listed);
        let places: HashMap<Key, usize> =
            lines.iter().enumerate().map(|(place, (key, _))| (*key, place)).collect();
        let mut months = vec![BTreeMap::<MonthIndex, AdSums>::new(); lines.len()];
        for row in &self.ads.counted {
            let place = key(*row).and_then(|key| places.get(&key));
            if let Some((place, month)) = place.zip(month_of(self.ads.days[*row])) {
                self.add(months[*place].entry(month).or_default(), *row);
            }
        }
        let lines = lines.into_iter().zip(months).map(|((_, line), months)| AdLine {
            months: months.into_iter().map(|(month, sums)| AdMonth { month, sums }).collect(),
            ..line
        });
        (lines.collect(), more)
    }

    fn add(&self, sums: &mut AdSums, row: usize) {
        *sums = sums.with(AdSums {
            spend_minor: self.spend[row],
            impressions: reported(self.ads.impressions[row]),
            clicks: reported(self.ads.clicks[row]),
        });
    }

    fn line(&self, (channel, currency, campaign): Key, sums: AdSums) -> Option<AdLine> {
        let channel: &Channel = self.ads.channel_named(channel)?;
        let campaign = match campaign {
            Some(code) => Some(self.tables.codes.campaigns.name(code)?.to_owned()),
            None => None,
        };
        Some(AdLine {
            channel: channel.name.clone(),
            campaign,
            kind: channel.direction,
            currency: self.tables.codes.currencies.get(currency as usize).copied().flatten(),
            sums,
            months: Vec::new(),
            definition: DefinitionId::Channel,
        })
    }
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
        for (channel, days, spend) in [
            (facebook, &["2024-01-01"][..], 500),
            (facebook, &["2024-01-31"], 700),
            (facebook, &["2024-02-10"], 900),
            (search, &["2024-01-05", "2024-01-09"], 300),
            (search, &["2024-01-20", "2024-02-20"], 4000),
        ] {
            shop.ad(channel, days, 1000, 10).spend_minor = Some(spend);
        }
        shop
    }

    fn months(line: &AdLine) -> Vec<(String, Option<i64>, Option<u64>)> {
        let month = |one: &AdMonth| (one.month.to_string(), one.sums.spend_minor, one.sums.clicks);
        line.months.iter().map(month).collect()
    }

    #[test]
    fn a_row_belongs_to_the_month_that_holds_it_and_to_none_where_it_reaches_over_the_end() {
        let found = shop().analyze(&Spec::default()).ad_months.expect("months");
        let (search, facebook) = (&found.channels[0], &found.channels[1]);
        assert_eq!((search.sums.spend_minor, facebook.sums.spend_minor), (Some(4300), Some(2100)));
        assert_eq!(months(search), [("2024-01".to_owned(), Some(300), Some(10))]);
        let two = [("2024-01".to_owned(), Some(1200), Some(20)), ("2024-02".to_owned(), Some(900), Some(10))];
        assert_eq!(months(facebook), two);
        assert_eq!(found.across_months, 1);
        let complete: Vec<String> = found.complete.iter().map(ToString::to_string).collect();
        assert_eq!(complete, ["2024-01"], "February ends before its last day");
    }

    #[test]
    fn a_period_leaves_the_other_months_out_and_no_ads_have_no_months() {
        let found = shop().analyze(&over("2024-02-01", "2024-02-29")).ad_months.expect("months");
        assert_eq!(found.channels.len(), 1);
        assert_eq!(months(&found.channels[0]), [("2024-02".to_owned(), Some(900), Some(10))]);
        assert_eq!(Shop::new().analyze(&Spec::default()).ad_months, None);
    }
}

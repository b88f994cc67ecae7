//! The ad rows of the shared days: what they cost by channel, month and campaign. Never adds amounts of two currencies.

use std::collections::BTreeMap;

use polars::prelude::{Int64Type, UInt32Type};

use crate::analysis::AnalysisError;
use crate::analysis::ads::{Ads, month_of};
use crate::analysis::columns::{optional, values};
use crate::analysis::journey::{click_rows, days_with_ads};
use crate::analysis::result::{CampaignSpend, Origins, OtherSpend};
use crate::analysis::scope::Scope;
use crate::domain::{Channel, Currency, Day, Lens, MonthIndex};
use crate::tables::{Code, schema};

/// Campaigns that are listed.
const LISTED: usize = 100;

/// Spend of the rows that count.
pub(super) struct Spend {
    /// Currency of the amounts: that of the orders; without orders, that of the ads.
    pub(super) currency: Option<Currency>,
    /// Days that ads and orders share.
    pub(super) shared: Option<(Day, Day)>,
    /// In the currency of the analysis; `None` where no row reports it.
    pub(super) total: Option<i64>,
    /// In other currencies, by their code.
    pub(super) others: Vec<OtherSpend>,
    /// By channel.
    pub(super) by_channel: BTreeMap<Code, i64>,
    /// By month, of rows within one month.
    pub(super) by_month: BTreeMap<MonthIndex, i64>,
    /// Whether rows with spend reach over the end of a month: then no month's spend is known.
    pub(super) spans_months: bool,
    /// Value that platforms claim.
    pub(super) claimed_value: Option<i64>,
    /// Orders that platforms claim; may be fractional.
    pub(super) claimed_orders: Option<f64>,
    /// Spend of channels that claim any value.
    pub(super) of_claiming_channels: i64,
    campaigns: Vec<CampaignSpend>,
}

impl Spend {
    pub(super) fn new(scope: &Scope<'_>, ads: &Ads<'_>) -> Result<Self, AnalysisError> {
        use schema::ads as c;
        let frame = &scope.tables.ad_days;
        let spend = optional::<Int64Type>(frame, c::SPEND_MINOR)?;
        let claimed = optional::<Int64Type>(frame, c::CLAIMED_VALUE_MINOR)?;
        let currency = values::<UInt32Type>(frame, c::CURRENCY)?;
        let campaign = optional::<UInt32Type>(frame, c::CAMPAIGN)?;
        let shared = days_with_ads(scope, ads);
        let rows: Vec<usize> = match shared {
            Some(days) => click_rows(ads, Lens::All, days).collect(),
            None => ads.counted.clone(),
        };
        // Ads in another currency than the orders still cost something: where there are no orders, the first currency counts.
        let main = scope.currency.or_else(|| rows.first().map(|row| currency[*row]));
        let mut own = Self {
            currency: main.and_then(|code| scope.currency_of(code)),
            shared,
            total: None,
            others: Vec::new(),
            by_channel: BTreeMap::new(),
            by_month: BTreeMap::new(),
            spans_months: false,
            claimed_value: None,
            claimed_orders: None,
            of_claiming_channels: 0,
            campaigns: campaigns(scope, ads, (&spend, &campaign, &currency)),
        };
        let mut others: BTreeMap<Option<Currency>, i64> = BTreeMap::new();
        let mut claims: BTreeMap<Code, i64> = BTreeMap::new();
        let claims_of = rows.iter().filter_map(|row| ads.claimed_centi[*row]);
        let claimed_centi = claims_of.reduce(|sum, centi| sum + centi);
        own.claimed_orders = claimed_centi.map(|centi| centi as f64 / 100.0).filter(|_| shared.is_some());
        for row in rows {
            if Some(currency[row]) != main {
                if let Some(minor) = spend[row] {
                    *others.entry(scope.currency_of(currency[row])).or_default() += minor;
                }
                continue;
            }
            if let Some(minor) = claimed[row] {
                *own.claimed_value.get_or_insert(0) += minor;
                claims.insert(ads.channel[row], minor);
            }
            if let Some(minor) = spend[row] {
                own.add(ads.channel[row], ads.days[row], minor);
            }
        }
        own.others =
            others.into_iter().map(|(currency, spend_minor)| OtherSpend { currency, spend_minor }).collect();
        let of = |code: &Code| own.by_channel.get(code).copied().unwrap_or(0);
        own.of_claiming_channels = claims.keys().map(of).sum();
        Ok(own)
    }

    fn add(&mut self, channel: Code, days: Option<(Day, Day)>, minor: i64) {
        *self.total.get_or_insert(0) += minor;
        *self.by_channel.entry(channel).or_default() += minor;
        match month_of(days) {
            Some(month) => *self.by_month.entry(month).or_default() += minor,
            None => self.spans_months |= minor > 0,
        }
    }

    /// What says where orders come from, with the campaigns beside it.
    pub(super) fn with_campaigns(&self, origins: Origins) -> Origins {
        let more_campaigns = self.campaigns.len().saturating_sub(LISTED) as u64;
        let campaigns = self.campaigns.iter().take(LISTED).cloned().collect();
        Origins { campaigns, more_campaigns, ..origins }
    }
}

/// Campaigns of all rows of the period, those that no rule names first, then by spend.
fn campaigns(
    scope: &Scope<'_>,
    ads: &Ads<'_>,
    (spend, campaign, currency): (&[Option<i64>], &[Option<Code>], &[Code]),
) -> Vec<CampaignSpend> {
    let mut sums: BTreeMap<(Option<Code>, Code, Code), i64> = BTreeMap::new();
    for row in &ads.counted {
        let key = (campaign[*row], ads.channel[*row], currency[*row]);
        *sums.entry(key).or_default() += spend[*row].unwrap_or(0);
    }
    let named = |(campaign, channel, currency): (Option<Code>, Code, Code), spend_minor| {
        let channel = ads.channel_named(channel).map_or("", |channel| channel.name.as_str());
        let name = campaign.and_then(|code| scope.tables.codes.campaigns.name(code));
        CampaignSpend {
            campaign: name.unwrap_or_default().to_owned(),
            channel: channel.to_owned(),
            unmapped: channel == Channel::OTHER_ADS,
            spend_minor,
            currency: scope.currency_of(currency),
        }
    };
    let mut campaigns: Vec<CampaignSpend> = sums.into_iter().map(|(key, spend)| named(key, spend)).collect();
    campaigns.sort_by(|left, right| {
        let key = |own: &CampaignSpend| (!own.unmapped, std::cmp::Reverse(own.spend_minor));
        let name = |own: &CampaignSpend| (own.campaign.clone(), own.channel.clone(), own.currency);
        key(left).cmp(&key(right)).then_with(|| name(left).cmp(&name(right)))
    });
    campaigns
}

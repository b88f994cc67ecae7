//! What the ads cost against what the shop took, and how orders were given to channels. Never computes anything.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::share::Share;
use crate::domain::{Currency, Day, Direction, MonthIndex, OriginRule, Stage};

/// Ad spend held against customers and revenue of the same days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Efficiency {
    /// Spend of the ad rows in the days that ads and orders share, in the currency of the analysis; without such days, of all of them.
    pub spend_minor: Option<i64>,
    /// Currency of every amount here.
    pub currency: Option<Currency>,
    /// Spend in other currencies, which is never added.
    pub other_spend: Vec<OtherSpend>,
    /// First shared day.
    pub from: Option<Day>,
    /// Last shared day.
    pub to: Option<Day>,
    /// Valid orders of those days.
    pub orders: Option<u64>,
    /// Their net value.
    pub net_minor: Option<i64>,
    /// Mean net value of an order.
    pub average_order_minor: Option<f64>,
    /// Median net value of an order.
    pub median_order_minor: Option<f64>,
    /// Customers whose first purchase ever lies in those days.
    pub new_customers: Option<u64>,
    /// Blended: spend / new customers.
    pub cac_minor: Option<f64>,
    /// Spend over the upper end of the Poisson interval of the new customers.
    pub cac_low_minor: Option<f64>,
    /// Spend over the lower end.
    pub cac_high_minor: Option<f64>,
    /// New customers whose first order that names a channel names one with spend.
    pub paid_new_customers: Option<u64>,
    /// Spend / those.
    pub paid_cac_minor: Option<f64>,
    /// Salaries, tools and agencies of those days, as entered; `None` when nothing was.
    pub other_costs_minor: Option<i64>,
    /// Fully loaded: (spend + other costs) / new customers; `None` while no other costs are entered.
    pub loaded_cac_minor: Option<f64>,
    /// Net revenue of the shop per 1 of ad spend.
    pub blended_roas: Option<f64>,
    /// Order value that the platforms claim in those days.
    pub claimed_value_minor: Option<i64>,
    /// That value per 1 of the spend of the channels that claim any.
    pub platform_roas: Option<f64>,
    /// Orders that platforms claim / orders of the shop.
    pub over_claim: Option<f64>,
    /// Share of net revenue that remains after goods, shipping and fees, as entered.
    pub margin: Option<f64>,
    /// Channels, highest spend first, then most new customers.
    pub channels: Vec<ChannelEfficiency>,
    /// Push and pull as a whole, where channels have a direction.
    #[serde(default)]
    pub directions: Vec<ChannelEfficiency>,
    /// Stages with the channels that work in them, by direction.
    #[serde(default)]
    pub stages: Vec<StageChannels>,
    /// Months in which customers were won, with what they brought since. Empty where a month's spend is not known.
    pub cohorts: Vec<AcquiredCohort>,
    /// Which sign decided about the orders' channels.
    pub origins: Option<Origins>,
    /// RPS.
    pub definition: DefinitionId,
    /// CAC.
    pub cac_definition: DefinitionId,
}

/// Spend in another currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherSpend {
    /// The currency; `None` where the export names none.
    pub currency: Option<Currency>,
    /// Spend in it.
    pub spend_minor: i64,
}

/// What a channel costs and whom it brings, in the shared days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelEfficiency {
    /// The channel; `None` for customers and orders that name none.
    pub channel: Option<String>,
    /// Push or pull.
    pub kind: Option<Direction>,
    /// Spend in the currency of the analysis; `None` for a channel without ads.
    pub spend_minor: Option<i64>,
    /// New customers whose first order that names a channel names it.
    pub new_customers: u64,
    /// Spend / new customers.
    pub cac_minor: Option<f64>,
    /// Valid orders that name the channel.
    pub orders: u64,
    /// Their net value.
    pub net_minor: i64,
    /// Their net value per 1 of spend.
    pub roas: Option<f64>,
    /// Of its new customers whose window is over: who came back within it.
    pub back: Share,
    /// Days from the first purchase of its new customers to the second, median of those who came back.
    pub median_days_back: Option<f64>,
    /// Net value per new customer within the window, of those whose window is over.
    pub net_per_customer_minor: Option<f64>,
}

/// Which channels work in a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageChannels {
    /// The stage.
    pub stage: Stage,
    /// Push channels of the data, by name.
    pub push: Vec<String>,
    /// Pull channels of the data, by name.
    pub pull: Vec<String>,
    /// Spend of the push channels.
    pub push_spend_minor: i64,
    /// Spend of the pull channels.
    pub pull_spend_minor: i64,
    /// The direction that no channel has although money is spent in the stage.
    pub missing: Option<Direction>,
}

/// Customers won in a month, and what they brought by months since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcquiredCohort {
    /// The month.
    pub month: MonthIndex,
    /// Ad spend of the month.
    pub spend_minor: i64,
    /// Customers whose first purchase ever lies in it.
    pub customers: u64,
    /// Spend / customers.
    pub cac_minor: Option<f64>,
    /// Net value per customer up to the end of the month 0, 1, 2 … after; complete months only.
    pub net_per_customer_minor: Vec<f64>,
    /// Contribution of the first 3 months per customer / CAC; `None` without a margin or before they are over.
    pub ltv_cac_3: Option<f64>,
    /// Of the first 6 months.
    pub ltv_cac_6: Option<f64>,
    /// Of the first 12 months.
    pub ltv_cac_12: Option<f64>,
    /// Net revenue (not margin) of the first 3 months per customer / CAC.
    pub revenue_cac_3: Option<f64>,
    /// Of the first 12 months.
    pub revenue_cac_12: Option<f64>,
    /// Months until the contribution per customer covers the CAC, the month of the purchase being 1; `None` while it does not.
    pub payback_months: Option<u32>,
    /// The same of net revenue (not margin).
    pub revenue_payback_months: Option<u32>,
    /// Months that are over, the month of the purchase being the first.
    pub observed_months: u32,
    /// LTC.
    pub definition: DefinitionId,
}

/// How the valid orders of the period were given to channels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origins {
    /// Valid orders.
    pub orders: u64,
    /// Those with a channel.
    pub with_channel: u64,
    /// Those of which two signs name different channels.
    pub contradicted: u64,
    /// Each kind of sign.
    pub rules: Vec<OriginUse>,
    /// What orders say, most orders first; those without a channel before the others. Capped.
    pub texts: Vec<OriginText>,
    /// Texts beyond the cap.
    pub more_texts: u64,
    /// Campaigns by spend, those that no rule names first. Capped.
    pub campaigns: Vec<CampaignSpend>,
    /// Campaigns beyond the cap.
    pub more_campaigns: u64,
    /// ORG.
    pub definition: DefinitionId,
}

/// One kind of sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginUse {
    /// Which one.
    pub rule: OriginRule,
    /// Valid orders that bear it.
    pub orders: u64,
    /// Those whose channel it knows.
    pub named: u64,
    /// Those whose channel is the one that it names.
    pub agrees: u64,
}

/// What some orders say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginText {
    /// Where they say it.
    pub rule: OriginRule,
    /// What they say.
    pub text: String,
    /// The channel that it stands for; `None` where no rule knows.
    pub channel: Option<String>,
    /// Valid orders that say it.
    pub orders: u64,
    /// Their net value, in the currency of the analysis.
    pub net_minor: i64,
}

/// A campaign of the ad exports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CampaignSpend {
    /// Its name; blank where the export names none.
    pub campaign: String,
    /// Its channel.
    pub channel: String,
    /// Whether no rule names it.
    pub unmapped: bool,
    /// Its spend, in `currency`.
    pub spend_minor: i64,
    /// Currency of the spend.
    pub currency: Option<Currency>,
}

//! What an analysis says: typed, serialisable, complete with numerator, denominator, interval, maturity and
//! definition. Never computes anything.
//!
//! Field names are those of the JSON of `senthang analyze`. Money is in minor units of `Analysis::currency` (or of the
//! row's own `currency`), rates are fractions, intervals are at 95 %. `None` means "no data", never zero.
//! All of it can be read back, so that a snapshot opens without the exports.

mod caveat;
mod identity;
mod journey;
mod rfm;

pub use caveat::Caveat;
pub use identity::{IdentifiedBy, IdentityEffect, IdentityTally};
pub use journey::{CountUnit, Journey, StageResult, StepKind, StepResult};
pub use rfm::{FrequencyScale, Rfm, RfmGroup, RfmSegment, RfmSegmentCount};

use serde::{Deserialize, Serialize};

use super::definition::DefinitionId;
use crate::domain::{Currency, Day, Direction, MonthIndex, Stage};

/// Every figure of one analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// `T_end`: last day covered by the order exports, or as given.
    pub as_of: Option<Day>,
    /// Currency of revenue and cohorts: the most frequent one among the valid orders of the period.
    pub currency: Option<Currency>,
    /// What the order files say.
    pub orders: Option<OrdersSummary>,
    /// The five-stage boundary funnel.
    pub journey: Journey,
    /// Repeat purchase.
    pub repeat: Option<Repeat>,
    /// Month cohorts.
    pub cohorts: Option<Cohorts>,
    /// Revenue by month, first month to last without gaps.
    pub revenue: Option<Vec<RevenueMonth>>,
    /// Recency, frequency and monetary value.
    #[serde(default)]
    pub rfm: Option<Rfm>,
    /// Ad channels, highest spend first.
    pub channels: Option<Vec<ChannelResult>>,
    /// Net promoter score.
    pub nps: Option<Nps>,
    /// Stars.
    pub reviews: Option<Reviews>,
    /// Things the reader of the numbers must know, in the order of their weight.
    pub caveats: Vec<Caveat>,
}

/// What the order files say. The first block counts orders whatever their status; the second follows METRICS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrdersSummary {
    /// Orders in the files, in the period and up to `as_of`.
    pub orders: u64,
    /// The cancelled among them.
    pub cancelled: u64,
    /// Identified customers.
    pub customers: u64,
    /// Orders without a customer.
    pub anonymous_orders: u64,
    /// Customers with two or more orders of any status.
    pub customers_with_2_orders: u64,
    /// The values that identify orders first (e-mail, else phone, else the platform's id), as a person can count them in the files.
    /// Where rules unite several values, `customers` is smaller than their sum.
    pub identified_by: Vec<IdentifiedBy>,
    /// What each identity rule changes; empty while a segment is set.
    #[serde(default)]
    pub identity: Vec<IdentityEffect>,
    /// Sum of the order totals as exported; `None` when currencies are mixed.
    pub total_minor: Option<i64>,
    /// Sum of refunds; `None` when currencies are mixed.
    pub refunded_minor: Option<i64>,
    /// Orders that count as purchases (METRICS, section 0).
    pub valid_orders: u64,
    /// Orders waiting for payment, or for delivery when paid in cash.
    pub pending_orders: u64,
    /// List price x quantity of valid orders.
    pub gross_minor: Option<i64>,
    /// Gross - discounts - refunds of valid orders (order basis).
    pub net_minor: Option<i64>,
    /// What customers paid and did not get back, of valid orders.
    pub collected_minor: Option<i64>,
    /// The currency, when there is one.
    pub currency: Option<Currency>,
    /// Totals per currency when there are several, most orders first; every other amount of the summary is then `None`.
    pub mixed_currencies: Option<Vec<CurrencyTotal>>,
    /// Day of the first order.
    pub first_order: Option<Day>,
    /// Day of the last order.
    pub last_order: Option<Day>,
}

/// Orders of one currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurrencyTotal {
    /// The currency; `None` where the export names none.
    pub currency: Option<Currency>,
    /// Orders in it.
    pub orders: u64,
    /// Sum of their totals as exported.
    pub total_minor: i64,
}

/// Repeat purchase: several definitions, each under its own name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeat {
    /// RP1.
    pub to_date: RepeatToDate,
    /// RP4 with RP5 beside it, one entry per window.
    pub within: Vec<RepeatWithin>,
    /// Days from first to second occasion, of those who have a second.
    pub second_order_days: SecondOrderDays,
    /// Days between consecutive occasions.
    pub gap_days: GapDays,
    /// RP2 by month of the period, over all its customers, first month to last without gaps.
    pub returning_customer_rate: Vec<ReturningMonth>,
    /// RP5 as a curve: the share with a second occasion by each day on which it changes.
    pub curve: Vec<CurvePoint>,
}

/// RP1: share of all customers with two or more occasions to date. Biased low for young customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepeatToDate {
    /// Customers with an occasion.
    pub customers: u64,
    /// Customers with two or more.
    pub repeaters: u64,
    /// `repeaters / customers`.
    pub rate: Option<f64>,
    /// Wilson, lower end.
    pub low: Option<f64>,
    /// Wilson, upper end.
    pub high: Option<f64>,
    /// RP1.
    pub definition: DefinitionId,
}

/// RP4 (mature customers only) and RP5 (Kaplan-Meier) for one window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepeatWithin {
    /// Window in days.
    pub days: u32,
    /// Customers whose first occasion + window is not after `as_of`.
    pub mature: u64,
    /// Those of them with a second occasion within the window.
    pub repeaters: u64,
    /// `repeaters / mature`.
    pub rate: Option<f64>,
    /// Wilson, lower end.
    pub low: Option<f64>,
    /// Wilson, upper end.
    pub high: Option<f64>,
    /// RP5: 1 - S(window) over all customers, censored at `as_of`.
    pub kaplan_meier: Option<f64>,
    /// Log-log Greenwood, lower end.
    pub km_low: Option<f64>,
    /// Log-log Greenwood, upper end.
    pub km_high: Option<f64>,
    /// Customers that are not mature yet.
    pub still_open: u64,
    /// RP4.
    pub definition: DefinitionId,
}

/// One step of the Kaplan-Meier curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Days since the first occasion.
    pub day: u32,
    /// 1 - S(day).
    pub value: f64,
    /// Log-log Greenwood, lower end.
    pub low: Option<f64>,
    /// Log-log Greenwood, upper end.
    pub high: Option<f64>,
    /// Customers still at risk just before the day.
    pub at_risk: u64,
}

/// Days from first to second occasion; conditional on having a second.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecondOrderDays {
    /// Median (type 7).
    pub median: Option<f64>,
    /// Mean.
    pub mean: Option<f64>,
    /// Customers with a second occasion.
    pub n: u64,
}

/// Days between consecutive occasions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GapDays {
    /// Median (type 7).
    pub median: Option<f64>,
    /// Mean.
    pub mean: Option<f64>,
    /// First quartile (type 7).
    pub p25: Option<f64>,
    /// Third quartile (type 7).
    pub p75: Option<f64>,
    /// Gaps.
    pub n: u64,
    /// Customers with at least one gap.
    pub customers: u64,
}

/// RP2 of one month: customers who ordered and had ordered before, of customers who ordered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturningMonth {
    /// The month.
    pub month: MonthIndex,
    /// Customers with an occasion in the month.
    pub customers: u64,
    /// Those with an earlier occasion, in the month or before it.
    pub returning: u64,
    /// `returning / customers`.
    pub rate: Option<f64>,
    /// Whether the whole month lies before or on `as_of`.
    pub complete: bool,
}

/// Month cohorts: each customer in one cohort, that of the first occasion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cohorts {
    /// Always `month`.
    pub grain: String,
    /// Cohorts, oldest first, without gaps between first and last.
    pub rows: Vec<CohortRow>,
    /// Pooled retention per offset: sum retained / sum of sizes over complete cells.
    pub pooled: Vec<PooledCell>,
    /// COH.
    pub definition: DefinitionId,
}

/// One cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CohortRow {
    /// Month of the first occasion.
    pub cohort: MonthIndex,
    /// Customers in it.
    pub size: u64,
    /// Cells from offset 0 to the month of `as_of`, without gaps.
    pub cells: Vec<CohortCell>,
}

/// One cohort in one month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CohortCell {
    /// Calendar months since the cohort's month.
    pub offset: u32,
    /// Customers of the cohort with an occasion in that month.
    pub customers: u64,
    /// Net value of the cohort's valid orders booked in that month.
    pub net_minor: i64,
    /// Whether the whole month lies before or on `as_of`; incomplete cells enter no average and no colour scale.
    pub complete: bool,
}

/// Pooled retention at one offset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledCell {
    /// Calendar months since the cohort's month.
    pub offset: u32,
    /// Customers retained, summed over complete cells.
    pub retained: u64,
    /// Cohort sizes, summed over the same cells.
    pub size: u64,
}

/// Net revenue of one month, order basis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevenueMonth {
    /// The month.
    pub month: MonthIndex,
    /// Valid orders.
    pub orders: u64,
    /// Orders of a customer's first occasion day.
    pub new_minor: i64,
    /// All later ones.
    pub returning_minor: i64,
    /// Orders without a customer.
    pub anonymous_minor: i64,
    /// Whether the whole month lies before or on `as_of`.
    pub complete: bool,
}

/// One channel of the ad exports, in one currency. Every ratio is computed from sums.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelResult {
    /// Channel name.
    pub channel: String,
    /// Push or pull.
    pub kind: Direction,
    /// Stage the channel works in.
    pub stage: Stage,
    /// Currency of the amounts; `None` where the export names none.
    pub currency: Option<Currency>,
    /// Spend.
    pub spend_minor: Option<i64>,
    /// Impressions.
    pub impressions: Option<u64>,
    /// The platform's own reach; only when one single row covers the whole range (reach is never summed).
    pub reach: Option<u64>,
    /// Clicks.
    pub clicks: Option<u64>,
    /// Orders the platform claims (may be fractional).
    pub claimed_orders: Option<f64>,
    /// Order value the platform claims.
    pub claimed_value_minor: Option<i64>,
    /// 1000 x spend / impressions.
    pub cpm_minor: Option<f64>,
    /// Clicks / impressions.
    pub ctr: Option<f64>,
    /// Spend / clicks.
    pub cpc_minor: Option<f64>,
    /// Spend / claimed orders.
    pub cpa_minor: Option<f64>,
    /// Claimed value / spend.
    pub platform_roas: Option<f64>,
    /// First day the channel's rows cover.
    pub first: Option<Day>,
    /// Last day the channel's rows cover.
    pub last: Option<Day>,
    /// CHA.
    pub definition: DefinitionId,
}

/// Net promoter score of all valid answers in the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Nps {
    /// Valid answers (whole scores 0-10).
    pub n: u64,
    /// Scores 9-10.
    pub promoters: u64,
    /// Scores 7-8.
    pub passives: u64,
    /// Scores 0-6.
    pub detractors: u64,
    /// 100 (promoters - detractors) / n.
    pub score: Option<f64>,
    /// Adjusted Wald, lower end, clipped to -100.
    pub low: Option<f64>,
    /// Adjusted Wald, upper end, clipped to 100.
    pub high: Option<f64>,
    /// Answers that are no valid score.
    pub rejected: u64,
    /// Answers per score 0..=10.
    pub distribution: [u64; 11],
    /// The same by month, first month to last without gaps; answers without a date are in none.
    pub months: Vec<NpsMonth>,
    /// NPS.
    pub definition: DefinitionId,
}

/// Net promoter score of one month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NpsMonth {
    /// The month.
    pub month: MonthIndex,
    /// Valid answers.
    pub n: u64,
    /// Scores 9-10.
    pub promoters: u64,
    /// Scores 0-6.
    pub detractors: u64,
    /// 100 (promoters - detractors) / n.
    pub score: Option<f64>,
    /// Adjusted Wald, lower end.
    pub low: Option<f64>,
    /// Adjusted Wald, upper end.
    pub high: Option<f64>,
}

/// Reviews with stars in the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reviews {
    /// Reviews.
    pub n: u64,
    /// Mean stars.
    pub mean: Option<f64>,
    /// Reviews per star, 1 to 5.
    pub stars: [u64; 5],
}

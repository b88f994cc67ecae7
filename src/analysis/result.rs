//! What an analysis says: typed, serialisable, complete with numerator, denominator, interval, maturity and
//! definition. Never computes anything.
//!
//! Field names are those of the JSON of `senthang analyze`. Money is in minor units of `Analysis::currency` (or of the
//! row's own `currency`), rates are fractions, intervals are at 95 %. `None` means "no data", never zero.
//! All of it can be read back, so that a snapshot opens without the exports.

mod ad_months;
mod attribution;
mod calendar_cohorts;
mod carts;
mod caveat;
mod channel_stages;
mod cohorts;
mod comparison;
mod delivery;
mod efficiency;
mod emotion;
mod identity;
mod journey;
mod ladder;
mod leak;
mod net_score;
mod repeat;
mod rfm;
mod satisfaction;
mod service;
mod share;
mod translation;
mod value;
mod voice;
mod what_if;

pub use ad_months::{AdLine, AdMonth, AdMonths, AdSums};
pub use attribution::{AttributedChannel, Attribution};
pub use calendar_cohorts::{CalendarCell, CalendarCohort, CalendarCohorts, CalendarGrain};
pub use carts::{CartMonth, Carts};
pub use caveat::Caveat;
pub use channel_stages::{ChannelStage, ChannelStages, OverClaim};
pub use cohorts::{CohortCell, CohortRow, CohortVariant, Cohorts, MoneyBasis, PooledCell};
pub use comparison::{
    Blocked, ComparedFigure, ComparedQuestion, Comparison, ComparisonKind, FigureChange, FigureScale,
    FigureSide, Relation,
};
pub use delivery::{ClaimCount, Courier, Delivery, DeliveryMonth, Demand, DemandPart, PeakDay, PerfectOrder};
pub use efficiency::{
    AcquiredCohort, CampaignSpend, ChannelEfficiency, Efficiency, OriginText, OriginUse, Origins, OtherSpend,
    StageChannels,
};
pub use emotion::{Emotion, EmotionSource, StageEmotion};
pub use identity::{IdentifiedBy, IdentityEffect, IdentityTally};
pub use journey::{CountUnit, Journey, StageCount, StageResult, StepKind, StepPart, StepResult};
pub use ladder::{AtRisk, GroupBy, GroupFinding, GroupName, GroupedRepeat, LadderStep, RepeatGroup, StepGap};
pub use leak::{Leak, LeakAmount, LeakBasis, LeakBest, LeakMeasure, LeakRange, LeakRate, LeakSilence};
pub use net_score::NetScore;
pub use repeat::{
    CurvePoint, GapDays, Repeat, RepeatToDate, RepeatWithin, ReturningMonth, ReturningShares, SecondOrderDays,
};
pub use rfm::{FrequencyScale, Rfm, RfmGroup, RfmPlace, RfmSegment, RfmSegmentCount};
pub use satisfaction::{Csat, CsatGroup, CsatMonth, CsatScale};
pub use service::{
    Complaint, Effect, Experience, HourSlot, Outcome, Process, ProcessArc, ProcessVariant, Rate, Service,
    ServiceMonth, Staffing, Waiting,
};
pub use share::Share;
pub use translation::{Counted, DifferencePart, Translation, TranslationStep};
pub use value::{
    BackTest, BackTestGroup, CustomerValue, Forecast, GateCheck, GateKind, HistoricalValue, Overdue,
    OverdueBy, PredictionRefusal, Predictions, PurchaseModel, SpendingModel, ValueCohort, ValueGroup,
};
pub use voice::{DistinctScore, Driver, DriverKind, LaterPurchases, NpsGroup, NpsGroupBy, Response, Voice};
pub use what_if::{
    Attainable, FiveMore, Goal, Lever, Mean, Projection, Range, Ratio, Reach, Scenario, WhatIf,
};

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
    /// What other definitions of a repeat rate say about the same customers, and why ours says something else.
    #[serde(default)]
    pub translations: Vec<Translation>,
    /// Month cohorts.
    pub cohorts: Option<Cohorts>,
    /// The same cohorts by 30-day periods.
    #[serde(default)]
    pub rolling_cohorts: Option<Cohorts>,
    /// Cohorts by weeks or quarters, when that was asked for.
    #[serde(default)]
    pub calendar_cohorts: Option<CalendarCohorts>,
    /// Revenue by month, first month to last without gaps.
    pub revenue: Option<Vec<RevenueMonth>>,
    /// Recency, frequency and monetary value.
    #[serde(default)]
    pub rfm: Option<Rfm>,
    /// Ad channels, highest spend first.
    pub channels: Option<Vec<ChannelResult>>,
    /// What ads cost in each month, by channel and by campaign.
    #[serde(default)]
    pub ad_months: Option<AdMonths>,
    /// Net promoter score.
    pub nps: Option<Nps>,
    /// What stands behind the score.
    #[serde(default)]
    pub voice: Option<Voice>,
    /// Tickets and chats.
    #[serde(default)]
    pub service: Option<Service>,
    /// Parcels, claims, demand.
    #[serde(default)]
    pub delivery: Option<Delivery>,
    /// Carts.
    #[serde(default)]
    pub carts: Option<Carts>,
    /// What a change would bring.
    #[serde(default)]
    pub what_if: Option<WhatIf>,
    /// How satisfied people say they are.
    #[serde(default)]
    pub csat: Option<Csat>,
    /// Stars.
    pub reviews: Option<Reviews>,
    /// How people felt at each stage.
    #[serde(default)]
    pub emotion: Option<Emotion>,
    /// What the ads cost against what the shop took, and where orders come from.
    #[serde(default)]
    pub efficiency: Option<Efficiency>,
    /// Which channels the orders are credited to.
    #[serde(default)]
    pub attribution: Option<Attribution>,
    /// What first-time customers brought up to a horizon.
    #[serde(default)]
    pub value: Option<CustomerValue>,
    /// What customers may still bring.
    #[serde(default)]
    pub predictions: Option<Predictions>,
    /// The figures beside those of another period or group, when that was asked for.
    #[serde(default)]
    pub comparison: Option<Comparison>,
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
    #[serde(default)]
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
    /// Claimed orders / clicks.
    #[serde(default)]
    pub cvr: Option<f64>,
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
    /// Of all valid answers.
    #[serde(flatten)]
    pub net: NetScore,
    /// Scores 7-8.
    pub passives: u64,
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
    /// Of its answers.
    #[serde(flatten)]
    pub net: NetScore,
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
    /// Student's interval of the mean, lower end.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(default)]
    pub high: Option<f64>,
    /// Reviews of 4 or 5 stars, of all.
    #[serde(default)]
    pub four_or_five: Option<Share>,
}

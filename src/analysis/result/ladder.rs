//! From purchase to purchase, and repeat purchase by group, as an analysis says them. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::{CurvePoint, Share};

/// From the n-th purchase to the next one, of the first-time buyers of the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LadderStep {
    /// Which purchase the step begins with, from 1.
    pub order: u32,
    /// Customers who made it.
    pub reached: u64,
    /// Those of them who made the next one, whenever.
    pub next: u64,
    /// Window of the shares below, in days.
    pub days: u32,
    /// The next one came within the window.
    pub in_time: u64,
    /// The window is over without it.
    pub dropped: u64,
    /// The window is not over yet, and it has not come.
    pub still_open: u64,
    /// Next one within the window, of the customers who had the whole window (Wilson).
    pub mature: Share,
    /// Kaplan-Meier share with a next one within the window, of all who reached the step.
    pub kaplan_meier: Option<f64>,
    /// Log-log Greenwood, lower end.
    pub km_low: Option<f64>,
    /// Log-log Greenwood, upper end.
    pub km_high: Option<f64>,
    /// Days by which half of those who reached the step have gone on (Kaplan-Meier); `None`: not reached.
    pub half_days: Option<u32>,
    /// Days to the next one, of those who made it.
    pub gap: StepGap,
    /// Without a next purchase for longer than this, a customer counts as dormant: the 90th percentile of the gaps, but at least
    /// twice their median.
    pub dormant_days: Option<f64>,
    /// Net value (order basis) of these n-th purchases.
    pub net_minor: i64,
    /// Net value per customer who made it.
    pub net_per_customer_minor: Option<f64>,
    /// LAD.
    pub definition: DefinitionId,
}

/// Days between two purchases of one rank; conditional on the second of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepGap {
    /// Median.
    pub median: Option<f64>,
    /// Order-statistic interval of the median, lower end; `None` below six gaps.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// 90th percentile (type 7).
    pub p90: Option<f64>,
    /// Gaps.
    pub n: u64,
}

/// First-time buyers in groups, and whether the groups come back equally soon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupedRepeat {
    /// By what.
    pub by: GroupBy,
    /// Window of the shares, in days.
    pub days: u32,
    /// The groups: channels and products by number of customers, quarters by time.
    pub groups: Vec<RepeatGroup>,
    /// Log-rank chi-square over all groups but the collecting one.
    pub chi_square: Option<f64>,
    /// Its degrees of freedom.
    pub degrees: Option<u32>,
    /// Its p value.
    pub p: Option<f64>,
    /// RPG.
    pub definition: DefinitionId,
}

/// How first-time buyers are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    /// Push or pull: direction of the first attributed order.
    Direction,
    /// Channel of the first attributed order.
    Channel,
    /// What was bought on the first occasion.
    FirstProduct,
    /// Calendar quarter of the first occasion.
    Quarter,
}

impl GroupBy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Direction, Self::Channel, Self::FirstProduct, Self::Quarter];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Channel => "channel",
            Self::FirstProduct => "first_product",
            Self::Quarter => "quarter",
        }
    }
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepeatGroup {
    /// What it is called.
    pub name: GroupName,
    /// First-time buyers in it.
    pub customers: u64,
    /// Those with a second occasion to date.
    pub repeaters: u64,
    /// Second occasion within the window, of the mature (Wilson).
    pub within: Share,
    /// Kaplan-Meier share within the window.
    pub kaplan_meier: Option<f64>,
    /// Log-log Greenwood, lower end.
    pub km_low: Option<f64>,
    /// Log-log Greenwood, upper end.
    pub km_high: Option<f64>,
    /// Days by which half have come back (Kaplan-Meier); `None`: not reached.
    pub half_days: Option<u32>,
    /// The curve.
    pub curve: Vec<CurvePoint>,
    /// Customers still at risk at a few days.
    pub at_risk: Vec<AtRisk>,
    /// Log-rank p value of the group against all others together, Benjamini-Hochberg adjusted over the groups.
    pub p_against_rest: Option<f64>,
    /// The same share of all others together, those of whom the data do not say it left out.
    pub rest: Share,
    /// Newcombe interval of the difference between the two shares, lower end.
    pub difference_low: Option<f64>,
    /// Upper end.
    pub difference_high: Option<f64>,
}

/// The group that differs most surely from all others, where any does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFinding {
    /// How customers are grouped.
    pub by: GroupBy,
    /// The group.
    pub name: GroupName,
    /// Its share with a second purchase within the window, of the mature.
    pub within: Share,
    /// The share of all others.
    pub rest: Share,
    /// Newcombe interval of the difference, lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Window in days.
    pub days: u32,
    /// Log-rank p value, corrected for the groups and for the ways to group.
    pub p: f64,
    /// RPG.
    pub definition: DefinitionId,
}

/// What a group is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupName {
    /// Push.
    Push,
    /// Pull.
    Pull,
    /// A channel or product by its name, a quarter as `2026-Q1`.
    Named(String),
    /// All smaller groups together.
    Other,
    /// The data do not say.
    Unknown,
}

/// Customers at risk on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtRisk {
    /// Days since the first occasion.
    pub day: u32,
    /// Customers without a second occasion before the day, and watched until it.
    pub customers: u64,
}

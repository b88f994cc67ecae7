//! Repeat purchase as an analysis says it: several definitions, each under its own name. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::{GroupFinding, GroupedRepeat, LadderStep, Share};
use crate::domain::MonthIndex;

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
    /// RP2 and RP3 of the whole period.
    #[serde(default)]
    pub in_period: Option<ReturningShares>,
    /// From each purchase to the next, first to fifth.
    #[serde(default)]
    pub ladder: Vec<LadderStep>,
    /// The same customers in groups, one entry per way to group them that the data allow.
    #[serde(default)]
    pub groups: Vec<GroupedRepeat>,
    /// The group that differs most surely from all others; `None` while the data do not say so.
    #[serde(default)]
    pub finding: Option<GroupFinding>,
}

impl Repeat {
    /// The curve to the end of what was observed, by day: after its last change it holds as far as a window still has an estimate.
    /// Values that are no numbers are left out.
    pub fn observed_curve(&self) -> Vec<CurvePoint> {
        let mut curve: Vec<CurvePoint> =
            self.curve.iter().filter(|point| point.value.is_finite()).copied().collect();
        curve.sort_by_key(|point| point.day);
        let estimated = self.within.iter().filter(|window| window.kaplan_meier.is_some());
        if let (Some(last), Some(end)) = (curve.last().copied(), estimated.map(|window| window.days).max())
            && last.day < end
        {
            curve.push(CurvePoint { day: end, ..last });
        }
        curve
    }
}

/// RP2 and RP3 side by side: of those who bought, and of what they bought, how much came from earlier buyers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturningShares {
    /// RP2: customers with an occasion that is not their first, of customers with an occasion.
    pub customers: Share,
    /// RP3: purchases on a day after the customer's first occasion, of purchases that name a customer. Orders of one customer go
    /// together, so the interval counts customers, not orders.
    pub orders: Share,
    /// Purchases without a customer, in neither.
    pub anonymous_orders: u64,
    /// RP2.
    pub customers_definition: DefinitionId,
    /// RP3.
    pub orders_definition: DefinitionId,
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
    /// Wilson, lower end.
    #[serde(default)]
    pub low: Option<f64>,
    /// Wilson, upper end.
    #[serde(default)]
    pub high: Option<f64>,
    /// RP3: purchases of the month on a day after the customer's first occasion, of its purchases that name a customer.
    #[serde(default)]
    pub orders: Option<Share>,
    /// Whether the whole month lies before or on `as_of`.
    pub complete: bool,
}

//! What each step of the journey loses in money, on one stated basis. Never computes anything.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use crate::domain::{Currency, MonthIndex, Stage};

/// One line of the leak ledger: what a step would bring in a month if it were as good as in the shop's own best month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// Index into `Journey::steps`.
    pub step: usize,
    /// Stage before.
    pub from: Stage,
    /// Stage after.
    pub to: Stage,
    /// What is measured by month.
    pub measure: LeakMeasure,
    /// Days within which a customer has to come back; `None` for the other measures.
    pub within_days: Option<u32>,
    /// All months together; `None` when no month has data.
    pub now: Option<LeakRate>,
    /// Months with data.
    pub months: u64,
    /// What the gain is measured by.
    pub basis: LeakBasis,
    /// The best of the months: the one whose interval has the highest lower end, so that a lucky small month is not taken.
    pub best: Option<LeakBest>,
    /// Units more per month if the other months were as good.
    pub gain_per_month: Option<LeakRange>,
    /// What those would bring per month, one amount per currency, highest first.
    pub amounts: Vec<LeakAmount>,
    /// Why there is no amount; `None` when there is one.
    pub silent: Option<LeakSilence>,
    /// LEK.
    pub definition: DefinitionId,
}

impl Leak {
    /// The largest amount; `None` where the ledger is silent.
    pub fn amount(&self) -> Option<&LeakAmount> {
        self.amounts.first()
    }

    /// Units of the months that did not take the step; `None` across the boundary between events and people.
    pub fn lost(&self) -> Option<u64> {
        let now = self.now.filter(|_| self.measure != LeakMeasure::CustomersPerClick)?;
        Some(now.denominator.saturating_sub(now.numerator))
    }
}

/// What is measured month by month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeakMeasure {
    /// Clicks of impressions.
    ClickThrough,
    /// Customers of the month per click: a yield.
    CustomersPerClick,
    /// First-time customers of the month who came back within the window, of those whose window is over.
    BackWithin,
    /// Returning customers known to recommend.
    Recommend,
}

/// What the gain is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeakBasis {
    /// The shop's own best month.
    BestMonth,
}

/// A rate or yield with what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeakRate {
    /// Units that took the step.
    pub numerator: u64,
    /// Units that could have.
    pub denominator: u64,
    /// `numerator / denominator`.
    pub value: f64,
    /// Wilson, or exact Poisson for a yield: lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The best month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeakBest {
    /// Which month.
    pub month: MonthIndex,
    /// How good it was.
    #[serde(flatten)]
    pub rate: LeakRate,
}

/// A figure with its range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeakRange {
    /// The figure.
    pub value: f64,
    /// Lower end of its 95 % interval, not below 0.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Money per month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeakAmount {
    /// Its currency; `None` where the export names none.
    pub currency: Option<Currency>,
    /// Net value per month.
    pub value_minor: i64,
    /// Lower end of its 95 % interval; 0 where the best month may be no better than the others.
    pub low_minor: i64,
    /// Upper end.
    pub high_minor: i64,
}

/// Why a line of the ledger has no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum LeakSilence {
    /// The step has no data by month.
    NoData,
    /// Too few months to speak of a best one.
    FewMonths {
        /// Months with data.
        months: u64,
        /// Months it takes.
        needed: u64,
    },
    /// No month was better than the others together.
    NoBetterMonth,
    /// Too few sales to say what one is worth.
    NoValue,
    /// A recommendation has no price in the data.
    NoPrice,
}

//! What customers have brought, and what they may still bring. Never computes anything.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::share::Share;
use crate::domain::{Day, Direction, MonthIndex};

/// Net value of first-time customers of the period by time since their first purchase (order basis).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomerValue {
    /// One entry per horizon.
    pub horizons: Vec<HistoricalValue>,
    /// Months of the first purchase; a cell is `None` until the youngest customer of the month has had the whole time.
    pub cohorts: Vec<ValueCohort>,
    /// The same by the channel and the direction that brought the customer, customers without a channel last.
    pub groups: Vec<ValueGroup>,
    /// LTV.
    pub definition: DefinitionId,
}

/// Net value per customer up to a horizon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoricalValue {
    /// Days after the first purchase.
    pub days: u32,
    /// Customers who have had the whole time.
    pub customers: u64,
    /// What they brought in it.
    pub net_minor: i64,
    /// `net_minor / customers`.
    pub per_customer_minor: Option<f64>,
    /// Student's interval, lower end.
    pub low_minor: Option<f64>,
    /// Upper end.
    pub high_minor: Option<f64>,
}

/// Customers of one month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueCohort {
    /// Month of the first purchase.
    pub month: MonthIndex,
    /// Customers.
    pub customers: u64,
    /// Net value per customer at each horizon of [`CustomerValue::horizons`].
    pub per_customer_minor: Vec<Option<f64>>,
}

/// Customers whom one channel brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueGroup {
    /// The channel; `None` for a direction as a whole, and for customers without a channel.
    pub channel: Option<String>,
    /// The direction; `None` for customers without a channel.
    pub kind: Option<Direction>,
    /// One entry per horizon.
    pub horizons: Vec<HistoricalValue>,
}

/// What may be said about purchases to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predictions {
    /// Customers with a purchase.
    pub customers: u64,
    /// Those with a repeat purchase.
    pub repeaters: u64,
    /// What the data must have before anything is predicted.
    pub gate: Vec<GateCheck>,
    /// Why single customers are not predicted; `None` when they are.
    pub refused: Option<PredictionRefusal>,
    /// The fitted models, the one that predicts first.
    pub models: Vec<PurchaseModel>,
    /// What a purchase is worth.
    pub spending: Option<SpendingModel>,
    /// The last third of the data, predicted from the first two.
    pub back_test: Option<BackTest>,
    /// What all customers together may do next.
    pub forecasts: Vec<Forecast>,
    /// Customers who still buy, as far as the model can tell: the sum of their probabilities.
    pub alive: Option<f64>,
    /// Repeat customers who should have bought again by now.
    pub overdue: Option<Overdue>,
    /// BTY.
    pub definition: DefinitionId,
}

/// A condition for predicting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateCheck {
    /// What is asked for.
    pub check: GateKind,
    /// What the data have.
    pub have: u64,
    /// What they need: at least, or for the days since the last order at most.
    pub need: u64,
    /// Whether that is enough.
    pub passed: bool,
}

/// What is asked of the data before a prediction (METRICS, section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// Customers with a purchase.
    Customers,
    /// Days of data.
    Days,
    /// Days since the last order.
    LastOrder,
    /// Customers with three or more purchases.
    ThreeOrders,
}

impl GateKind {
    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Days => "days",
            Self::LastOrder => "last_order",
            Self::ThreeOrders => "three_orders",
        }
    }
}

/// Why nothing is predicted for single customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PredictionRefusal {
    /// The data do not have what the gate asks for.
    Gate,
    /// The likelihood has no top.
    NoFit,
    /// The back-test missed by more than a fifth.
    BackTest,
}

impl PredictionRefusal {
    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::NoFit => "no_fit",
            Self::BackTest => "back_test",
        }
    }
}

/// A fitted model of how often customers buy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PurchaseModel {
    /// `mbg_nbd` or `bg_nbd`.
    pub model: String,
    /// Shape of how often customers buy.
    pub r: f64,
    /// Its scale, in days.
    pub alpha_days: f64,
    /// Shape of how many leave.
    pub a: f64,
    /// Its other shape.
    pub b: f64,
    /// Mean log-likelihood per customer, in days.
    pub log_likelihood: f64,
}

/// The fitted model of what a purchase is worth (Gamma-Gamma).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpendingModel {
    /// Shape.
    pub p: f64,
    /// Shape.
    pub q: f64,
    /// Scale, in minor units.
    pub v_minor: f64,
    /// Repeat customers that it was fitted to.
    pub customers: u64,
    /// Correlation of how often and how much they buy: the model takes it for 0.
    pub correlation: Option<f64>,
    /// Whether it is beyond 0.3, so that values are too low or too high.
    pub correlated: bool,
    /// Mean value of a purchase day of all customers; what customers without a repeat purchase get.
    pub mean_minor: Option<f64>,
}

/// Predicted against actual purchase days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackTest {
    /// Last day that the model saw.
    pub until: Day,
    /// Days that it predicted.
    pub days: u32,
    /// Customers it knew.
    pub customers: u64,
    /// Purchase days that followed.
    pub actual: u64,
    /// Purchase days that it expected.
    pub predicted: f64,
    /// `|predicted - actual| / actual`.
    pub error: Option<f64>,
    /// By repeat purchases up to then: 0 to 6, 7 and more.
    pub groups: Vec<BackTestGroup>,
}

/// Customers with so many repeat purchases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BackTestGroup {
    /// Repeat purchases; 7 stands for 7 and more.
    pub repeats: u32,
    /// Customers.
    pub customers: u64,
    /// Purchase days that followed.
    pub actual: u64,
    /// Purchase days that were expected.
    pub predicted: f64,
}

/// What all known customers may do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// In so many days.
    pub days: u32,
    /// Purchase days.
    pub purchases: f64,
    /// Their net value; `None` without a model of it.
    pub net_minor: Option<f64>,
}

/// How it is known who is overdue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverdueBy {
    /// By the model that passed its test.
    #[default]
    Model,
    /// By the shop's own gaps between purchases, where no model holds.
    Gaps,
}

impl OverdueBy {
    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Gaps => "gaps",
        }
    }
}

/// Repeat customers away for longer than nine in ten of their kind would be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overdue {
    /// Of all repeat customers.
    pub share: Share,
    /// Net value that they have brought so far.
    pub net_minor: i64,
    /// How it is known; figures of before it was said are the model's.
    #[serde(default)]
    pub by: OverdueBy,
    /// OVD.
    pub definition: DefinitionId,
}

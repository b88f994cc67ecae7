//! Why the same shop has another repeat rate elsewhere, as an analysis says it. Never computes, never words it.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::Share;
use crate::domain::Period;

/// From a repeat rate as somebody else counts it to ours (RP4), one change of definition after the other. Each step is a rate of its
/// own, so that it can be checked; their changes add up to the whole difference. Another order of the steps would split it
/// differently, so the order is always the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// What is counted elsewhere.
    pub counted: Counted,
    /// Days that it is counted over, where it belongs to a period.
    pub period: Period,
    /// The rate as it is counted there.
    pub elsewhere: Share,
    /// The changes that matter here, in their order; the share after the last one is ours.
    pub steps: Vec<TranslationStep>,
    /// Window of our rate in days.
    pub days: u32,
    /// TRL.
    pub definition: DefinitionId,
}

impl Translation {
    /// Our rate: RP4 within [`Self::days`].
    pub fn here(&self) -> &Share {
        self.steps.last().map_or(&self.elsewhere, |step| &step.share)
    }
}

/// One change of definition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TranslationStep {
    /// What changes.
    pub part: DifferencePart,
    /// The rate after it.
    pub share: Share,
    /// Rate after it minus rate before it; `None` where one of the two is no data.
    pub change: Option<f64>,
}

/// What somebody else calls the repeat rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Accounts with two or more orders of any status, of accounts with one: the customer list of a shop platform.
    Accounts,
    /// Accounts that ordered in the period and before, of accounts that ordered in it: "returning customer rate".
    ReturningCustomers,
    /// Orders of the period by accounts that had ordered before, of its orders.
    ReturningOrders,
    /// Customers with two or more purchases to date, of customers with one (RP1).
    ToDate,
}

impl Counted {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] =
        [Self::Accounts, Self::ReturningCustomers, Self::ReturningOrders, Self::ToDate];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::ReturningCustomers => "returning_customers",
            Self::ReturningOrders => "returning_orders",
            Self::ToDate => "to_date",
        }
    }
}

/// One way in which two definitions differ, in the order in which they are taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferencePart {
    /// Accounts of one person are one customer.
    Identity,
    /// Cancelled, unpaid and free orders are no purchases.
    Status,
    /// Orders of one day are one purchase.
    SameDay,
    /// Customers are counted, not their orders.
    Unit,
    /// One starts from first-time buyers, not from everybody who happened to buy.
    Starters,
    /// Only what follows within the window counts.
    Window,
    /// Only customers who had the whole window count.
    Maturity,
}

impl DifferencePart {
    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Status => "status",
            Self::SameDay => "same_day",
            Self::Unit => "unit",
            Self::Starters => "starters",
            Self::Window => "window",
            Self::Maturity => "maturity",
        }
    }
}

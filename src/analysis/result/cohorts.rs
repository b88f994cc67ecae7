//! Cohorts as an analysis says them. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use crate::domain::MonthIndex;

/// Month cohorts: each customer in one cohort, that of the first occasion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cohorts {
    /// `month`: calendar months. `30_days`: periods of 30 days since each customer's own first day.
    pub grain: String,
    /// Length of a rolling period; `None` for calendar months.
    #[serde(default)]
    pub period_days: Option<u32>,
    /// Cohorts, oldest first, without gaps between first and last.
    pub rows: Vec<CohortRow>,
    /// Pooled retention per offset: sum retained / sum of sizes over complete cells.
    pub pooled: Vec<PooledCell>,
    /// Refunds whose day nobody tells: on cash basis they, too, stay on the day of the order.
    #[serde(default)]
    pub undated_refunds_minor: i64,
    /// COH or COR.
    pub definition: DefinitionId,
    /// COM.
    #[serde(default = "of_money")]
    pub money_definition: DefinitionId,
}

fn of_money() -> DefinitionId {
    DefinitionId::CohortMoney
}

/// One cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CohortRow {
    /// Month of the first occasion.
    pub cohort: MonthIndex,
    /// Customers in it.
    pub size: u64,
    /// Cells from offset 0 to the last period that anybody was watched in, without gaps.
    pub cells: Vec<CohortCell>,
}

/// One cohort in one period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CohortCell {
    /// Periods since the cohort's first.
    pub offset: u32,
    /// Customers of the cohort with an occasion in the period ("on").
    pub customers: u64,
    /// Net value of the cohort's valid orders made in the period (order basis).
    pub net_minor: i64,
    /// Whether the period is over for every member; incomplete cells enter no average and no colour scale.
    pub complete: bool,
    /// Customers with an occasion in the period or later: falls as the data end nears, so never compare young with old. The size of the
    /// cohort at offset 0.
    pub on_or_after: u64,
    /// Customers who came back in the period or before it, after the first one. The size of the cohort at offset 0.
    pub on_or_before: u64,
    /// Members for whom the period is over.
    pub mature: u64,
    /// Those of them with an occasion in the period.
    pub mature_customers: u64,
    /// Net value up to and including the period.
    pub cumulative_minor: i64,
    /// As `net_minor`, but each refund in the period in which it was paid back (cash basis).
    pub cash_minor: i64,
    /// Cash basis up to and including the period.
    pub cash_cumulative_minor: i64,
    /// `cumulative_minor` / size of the cohort.
    pub per_acquired_minor: Option<f64>,
    /// `net_minor` / customers with an occasion in the period.
    pub per_active_minor: Option<f64>,
}

/// All cohorts at one offset, over complete cells only: sums, so that large cohorts weigh more.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PooledCell {
    /// Periods since the cohort's first.
    pub offset: u32,
    /// Customers retained ("on").
    pub retained: u64,
    /// Sizes of the cohorts.
    pub size: u64,
    /// Customers with an occasion in the period or later.
    pub on_or_after: u64,
    /// Customers who came back in the period or before it.
    pub on_or_before: u64,
    /// Net value made in the period.
    pub net_minor: i64,
    /// Net value up to the period.
    pub cumulative_minor: i64,
    /// The same on cash basis.
    pub cash_cumulative_minor: i64,
    /// `cumulative_minor / size`.
    pub per_acquired_minor: Option<f64>,
}

/// What a cell of a triangle counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CohortVariant {
    /// Bought in the period.
    #[default]
    On,
    /// Bought in the period or later.
    OnOrAfter,
    /// Came back in the period or before it.
    OnOrBefore,
}

impl CohortVariant {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::On, Self::OnOrBefore, Self::OnOrAfter];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::OnOrAfter => "on_or_after",
            Self::OnOrBefore => "on_or_before",
        }
    }

    /// Customers of a cell.
    pub fn of(self, cell: &CohortCell) -> u64 {
        match self {
            Self::On => cell.customers,
            Self::OnOrAfter => cell.on_or_after,
            Self::OnOrBefore => cell.on_or_before,
        }
    }

    /// Customers of a pooled cell.
    pub fn of_pooled(self, cell: &PooledCell) -> u64 {
        match self {
            Self::On => cell.retained,
            Self::OnOrAfter => cell.on_or_after,
            Self::OnOrBefore => cell.on_or_before,
        }
    }
}

/// When a refund counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MoneyBasis {
    /// With its order.
    #[default]
    Order,
    /// On the day on which it was paid back.
    Cash,
}

//! Cohorts as an analysis says them. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use crate::domain::MonthIndex;

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

//! Calendar-month cohorts: each customer in one cohort for ever, retention "on" (METRICS, section 6).
//! Never an average of percentages, never an incomplete cell in a pool.

use super::DefinitionId;
use super::months::is_complete;
use super::result::{CohortCell, CohortRow, Cohorts, PooledCell};
use super::scope::Scope;
use crate::domain::MonthIndex;

/// A misread year must not make a triangle of millions of cells: only the latest cohorts are kept.
const MAX_MONTHS: i32 = 600;

/// Cohorts of the customers whose first occasion lies in the period, followed to `as_of`; `None` without such a customer.
///
/// Money is the net value (order basis) of the cohort's valid orders in the month of the order. A zero-value order from
/// before the first occasion belongs to offset 0.
pub(super) fn cohorts(scope: &Scope<'_>) -> Option<Cohorts> {
    let end = scope.as_of?.month();
    let first_months = || scope.first_time_buyers().map(|(_, occasions)| occasions[0].month);
    let (first, last) = (first_months().min()?.max(end.0 - MAX_MONTHS + 1), first_months().max()?);
    let mut rows: Vec<CohortRow> =
        (first..=last).map(|month| empty_row(scope, MonthIndex(month), end)).collect();
    for (customer, occasions) in scope.first_time_buyers() {
        let cohort = occasions[0].month;
        let Some(row) = usize::try_from(cohort - first).ok().and_then(|index| rows.get_mut(index)) else {
            continue;
        };
        row.size += 1;
        let mut counted = None;
        for occasion in occasions {
            if counted.replace(occasion.month) != Some(occasion.month)
                && let Some(cell) = row.cell_mut(occasion.month)
            {
                cell.customers += 1;
            }
        }
        for order in customer.rows.clone().filter(|row| scope.is_valid(*row) && scope.is_in_currency(*row)) {
            if let Some(cell) = row.cell_mut(scope.orders.month[order]) {
                cell.net_minor += scope.orders.net_minor[order];
            }
        }
    }
    Some(Cohorts { grain: "month".to_owned(), pooled: pool(&rows), rows, definition: DefinitionId::Cohort })
}

impl CohortRow {
    fn cell_mut(&mut self, month: i32) -> Option<&mut CohortCell> {
        self.cells.get_mut(usize::try_from(month - self.cohort.0).unwrap_or(0))
    }
}

fn empty_row(scope: &Scope<'_>, cohort: MonthIndex, end: MonthIndex) -> CohortRow {
    let cell = |offset: i32| CohortCell {
        offset: offset.unsigned_abs(),
        customers: 0,
        net_minor: 0,
        complete: is_complete(MonthIndex(cohort.0 + offset), scope.as_of),
    };
    CohortRow { cohort, size: 0, cells: (0..=end.0 - cohort.0).map(cell).collect() }
}

/// Per offset: retained and sizes, summed over complete cells.
fn pool(rows: &[CohortRow]) -> Vec<PooledCell> {
    let mut pooled: Vec<PooledCell> = Vec::new();
    for row in rows {
        for cell in row.cells.iter().filter(|cell| cell.complete) {
            let index = cell.offset as usize;
            while pooled.len() <= index {
                pooled.push(PooledCell { offset: pooled.len() as u32, retained: 0, size: 0 });
            }
            pooled[index].retained += cell.customers;
            pooled[index].size += row.size;
        }
    }
    pooled
}

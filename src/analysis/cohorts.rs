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

#[cfg(test)]
mod tests {
    use super::super::Spec;
    use super::super::fixtures::{Shop, as_of, over};
    use super::*;
    use crate::domain::OrderStatus;

    fn shop() -> Shop {
        let mut shop = Shop::new();
        shop.order("ann", "2023-12-20", 0);
        shop.order("ann", "2024-01-31", 100);
        shop.order("ann", "2024-02-01", 200);
        shop.order("ann", "2024-02-20", 50);
        shop.order("bo", "2024-01-15", 300);
        shop.order("bo", "2024-03-15", 400).status = OrderStatus::Cancelled;
        shop.order("cy", "2024-03-02", 500);
        shop
    }

    #[test]
    fn cells_hold_people_who_bought_in_the_month_and_the_value_of_their_orders() {
        let cohorts = shop().analyze(&as_of("2024-03-20")).cohorts.expect("cohorts");
        let rows: Vec<_> = cohorts.rows.iter().map(|row| (row.cohort.to_string(), row.size)).collect();
        assert_eq!(rows, [("2024-01".to_owned(), 2), ("2024-02".to_owned(), 0), ("2024-03".to_owned(), 1)]);
        let cell = |cell: &CohortCell| (cell.customers, cell.net_minor, cell.complete);
        let first: Vec<_> = cohorts.rows[0].cells.iter().map(cell).collect();
        assert_eq!(first, [(2, 400, true), (1, 250, true), (0, 0, false)]);
        assert_eq!(cohorts.rows[2].cells.iter().map(cell).collect::<Vec<_>>(), [(1, 500, false)]);
        let pooled: Vec<_> =
            cohorts.pooled.iter().map(|cell| (cell.offset, cell.retained, cell.size)).collect();
        assert_eq!(pooled, [(0, 2, 2), (1, 1, 2)], "incomplete cells are left out");
    }

    #[test]
    fn a_month_is_complete_on_its_last_day() {
        let last = |date| {
            let cohorts = shop().analyze(&as_of(date)).cohorts.expect("cohorts");
            cohorts.rows[0].cells.last().map(|cell| (cell.offset, cell.complete))
        };
        assert_eq!(last("2024-03-30"), Some((2, false)));
        assert_eq!(last("2024-03-31"), Some((2, true)));
    }

    #[test]
    fn a_period_without_new_customers_has_no_cohorts_and_a_misread_year_no_giant_triangle() {
        assert_eq!(shop().analyze(&over("2024-02-01", "2024-02-29")).cohorts, None);
        let mut shop = shop();
        shop.order("old", "0001-01-01", 100);
        let cohorts = shop.analyze(&Spec::default()).cohorts.expect("cohorts");
        assert_eq!((cohorts.rows.len(), cohorts.rows[598].size), (600, 0));
        assert_eq!(cohorts.rows[597].size, 2);
    }
}

//! Customers won in a month, the ads of that month, and how long until they pay them back (METRICS, section 4). Never extends a month that
//! is not over, never holds the spend of one month against the customers of another.

use std::collections::BTreeMap;

use super::ratio;
use super::spend::Spend;
use crate::analysis::DefinitionId;
use crate::analysis::result::AcquiredCohort;
use crate::analysis::scope::Scope;
use crate::domain::MonthIndex;

/// What the customers of a month brought, by months since.
#[derive(Default)]
struct Won {
    customers: u64,
    net_by_offset: Vec<i64>,
}

/// The months that lie whole in the shared days, first to last.
pub(super) fn cohorts(scope: &Scope<'_>, spend: &Spend) -> Vec<AcquiredCohort> {
    let (Some((first, last)), Some(as_of)) = (spend.shared, scope.as_of) else { return Vec::new() };
    if spend.spans_months || spend.total.is_none() {
        return Vec::new();
    }
    let is_whole = |month: MonthIndex| month.first_day() >= first && month.last_day() <= last;
    let months = (first.month().0..=last.month().0).map(MonthIndex).filter(|month| is_whole(*month));
    let mut won: BTreeMap<MonthIndex, Won> = months.map(|month| (month, Won::default())).collect();
    for (customer, occasions) in scope.buyers() {
        let first = occasions[0];
        if !scope.is_first_time(first.day) {
            continue;
        }
        let Some(own) = won.get_mut(&MonthIndex(first.month)) else { continue };
        own.customers += 1;
        let counts = |row: &usize| scope.is_valid(*row) && scope.is_in_currency(*row);
        for row in customer.rows().filter(counts) {
            // A valid order of nothing may stand before the first purchase.
            let offset = (scope.orders.month[row] - first.month).max(0) as usize;
            if own.net_by_offset.len() <= offset {
                own.net_by_offset.resize(offset + 1, 0);
            }
            own.net_by_offset[offset] += scope.orders.net_minor[row];
        }
    }
    let complete = |month: MonthIndex| {
        // Months of the data that are over, counted from the month itself.
        let last_whole =
            if as_of == as_of.month().last_day() { as_of.month().0 } else { as_of.month().0 - 1 };
        usize::try_from(last_whole - month.0 + 1).unwrap_or(0)
    };
    won.into_iter()
        .map(|(month, own)| {
            let spent = spend.by_month.get(&month).copied().unwrap_or(0);
            cohort(month, spent, &own, complete(month), scope.spec.margin())
        })
        .collect()
}

fn cohort(
    month: MonthIndex,
    spend_minor: i64,
    won: &Won,
    observed: usize,
    margin: Option<f64>,
) -> AcquiredCohort {
    let mut sum = 0;
    let brought: Vec<f64> = (0..observed)
        .filter_map(|offset| {
            sum += won.net_by_offset.get(offset).copied().unwrap_or(0);
            ratio(Some(sum as f64), Some(won.customers as f64))
        })
        .collect();
    let cac = ratio(Some(spend_minor as f64), Some(won.customers as f64)).filter(|cac| *cac > 0.0);
    let after = |months: usize| ratio(brought.get(months - 1).copied(), cac);
    let contribution = |months: usize| Some(after(months)? * margin?);
    let paid_back = |share: f64| {
        let covers = |net: &f64| cac.is_some_and(|cac| net * share >= cac);
        brought.iter().position(covers).map(|offset| offset as u32 + 1)
    };
    AcquiredCohort {
        month,
        spend_minor,
        customers: won.customers,
        cac_minor: cac,
        ltv_cac_3: contribution(3),
        ltv_cac_6: contribution(6),
        ltv_cac_12: contribution(12),
        revenue_cac_3: after(3),
        revenue_cac_12: after(12),
        payback_months: margin.and_then(paid_back),
        revenue_payback_months: paid_back(1.0),
        observed_months: observed as u32,
        net_per_customer_minor: brought,
        definition: DefinitionId::LifetimeToCost,
    }
}

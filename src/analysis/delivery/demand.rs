//! When orders come: weekdays, months of the year, busiest days. Never counts a weekday that the period holds more often as busier.

use std::collections::BTreeMap;

use super::super::DefinitionId;
use super::super::result::{Demand, DemandPart, PeakDay};
use super::super::scope::{Scope, slot};
use super::super::service::rate;
use crate::domain::{Day, MonthIndex};

/// So many of the busiest days are told.
const PEAKS: usize = 10;

/// Valid orders by day; `None` without an order.
pub(super) fn demand(scope: &Scope<'_>) -> Option<Demand> {
    let start = MonthIndex(*scope.months.start()).first_day();
    let add = |own: &mut Vec<u64>, row: usize| {
        if scope.is_valid(row) && scope.in_period(row) {
            *slot(own, Day(scope.orders.day[row]).since(start).unsigned_abs()) += 1;
        }
    };
    let merge = |whole: &mut Vec<u64>, part: Vec<u64>| {
        for (day, orders) in (0..).zip(part) {
            *slot(whole, day) += orders;
        }
    };
    let counts = scope.fold_rows(Vec::new, add, merge);
    let by_day: BTreeMap<i32, u64> = (start.0..).zip(counts).filter(|(_, orders)| *orders > 0).collect();
    let (first, last) = (*by_day.keys().next()?, *by_day.keys().next_back()?);
    let (period, as_of) = (scope.spec.period, scope.as_of);
    // A quiet beginning or end of the period counts as long as the data cover it.
    let last = as_of.into_iter().chain(period.to).min().map_or(last, |end| end.0.max(last));
    let days = (first..=last).map(Day);
    let orders: u64 = by_day.values().sum();
    let count = (last - first + 1) as u64;
    let mut weekdays = [(0, 0); 7];
    let mut seasons: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for day in days {
        let own = by_day.get(&day.0).copied().unwrap_or(0);
        let season = seasons.entry(day.month().month()).or_default();
        for part in [&mut weekdays[day.weekday()], season] {
            part.0 += own;
            part.1 += 1;
        }
    }
    let mean = orders as f64 / count as f64;
    let part = |(part, (orders, days)): (u32, (u64, u64))| {
        let per_day = rate(orders, days, 1.0)?;
        Some(DemandPart { part, per_day, index: per_day.value / mean })
    };
    let mut peaks: Vec<PeakDay> =
        by_day.iter().map(|(day, orders)| PeakDay { day: Day(*day), orders: *orders }).collect();
    peaks.sort_by_key(|peak| (std::cmp::Reverse(peak.orders), peak.day));
    peaks.truncate(PEAKS);
    Some(Demand {
        orders,
        days: count,
        weekdays: (0..).zip(weekdays).filter_map(part).collect(),
        seasons: seasons.into_iter().filter_map(part).collect(),
        peaks,
        definition: DefinitionId::Demand,
    })
}

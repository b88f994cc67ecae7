//! Cohorts by calendar weeks or quarters, "on": who of a part's new customers bought in each later part. Never an incomplete cell in a pool.

use super::super::DefinitionId;
use super::super::result::{CalendarCell, CalendarCohort, CalendarCohorts, CalendarGrain};
use super::super::scope::Scope;
use super::super::shares::share;
use super::MAX_MONTHS;
use crate::domain::Proportion;

/// A cohort while it is counted: its size, and who bought per offset.
#[derive(Clone, Default)]
struct Counted {
    size: u64,
    on: Vec<u64>,
}

/// The triangle of the first-time buyers of the period; `None` without one.
pub(in crate::analysis) fn calendar_cohorts(
    scope: &Scope<'_>,
    grain: CalendarGrain,
) -> Option<CalendarCohorts> {
    let end = grain.index(scope.as_of?);
    let ends = scope.fold_first_time(
        || (i32::MAX, i32::MIN),
        |own, _, occasions| {
            let index = grain.index(occasions[0].day);
            *own = (own.0.min(index), own.1.max(index));
        },
        |own, other| *own = (own.0.min(other.0), own.1.max(other.1)),
    );
    if ends.0 > ends.1 {
        return None;
    }
    let (first, last) = (ends.0.max(end - MAX_MONTHS + 1), ends.1);
    let empty = |cohort: i32| Counted { size: 0, on: vec![0; (end - cohort + 1).max(0) as usize] };
    let counted: Vec<Counted> = scope.fold_first_time(
        || (first..=last).map(empty).collect(),
        |own: &mut Vec<Counted>, _, occasions| {
            let cohort = grain.index(occasions[0].day);
            let Some(line) = usize::try_from(cohort - first).ok().and_then(|place| own.get_mut(place)) else {
                return;
            };
            line.size += 1;
            let mut offsets: Vec<i32> = occasions.iter().map(|one| grain.index(one.day) - cohort).collect();
            offsets.dedup();
            for offset in offsets {
                if let Some(cell) = line.on.get_mut(offset.unsigned_abs() as usize) {
                    *cell += 1;
                }
            }
        },
        |own, other| {
            for (own, other) in own.iter_mut().zip(&other) {
                own.size += other.size;
                own.on.iter_mut().zip(&other.on).for_each(|(own, other)| *own += other);
            }
        },
    );
    let is_over = |index: i32| scope.as_of.is_some_and(|as_of| grain.last_day(index) <= as_of);
    let row = |(cohort, line): (i32, Counted)| CalendarCohort {
        cohort: grain.name(cohort),
        first: grain.first_day(cohort),
        size: line.size,
        cells: (0..)
            .zip(line.on)
            .map(|(offset, customers)| CalendarCell {
                offset,
                customers,
                complete: is_over(cohort + offset as i32),
            })
            .collect(),
    };
    let rows: Vec<CalendarCohort> = (first..).zip(counted).map(row).collect();
    let pooled = pool(&rows);
    Some(CalendarCohorts { grain, rows, pooled, definition: DefinitionId::Cohort })
}

fn pool(rows: &[CalendarCohort]) -> Vec<super::super::result::Share> {
    let mut pooled: Vec<Proportion> = Vec::new();
    for row in rows {
        for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.complete) {
            if pooled.len() <= place {
                pooled.resize(place + 1, Proportion::new(0, 0));
            }
            pooled[place].numerator += cell.customers;
            pooled[place].denominator += row.size;
        }
    }
    pooled.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::super::fixtures::{Shop, day};
    use super::super::super::statistics::Draws;
    use super::super::super::{Analysis, Family, Spec};
    use super::*;
    use crate::domain::Day;

    fn of(shop: &Shop, grain: CalendarGrain) -> CalendarCohorts {
        let spec = Spec { cohort_grain: Some(grain), ..Spec::default() };
        let analysis: Analysis = shop.ask(&[Family::Cohorts], &spec);
        analysis.calendar_cohorts.expect("buyers")
    }

    #[test]
    fn weeks_begin_on_monday_and_are_named_by_their_thursday() {
        let check = |date: &str, grain: CalendarGrain, name: &str, first: &str| {
            let index = grain.index(day(date));
            assert_eq!((grain.name(index).as_str(), grain.first_day(index)), (name, day(first)), "{date}");
        };
        check("2026-01-01", CalendarGrain::Week, "2026-W01", "2025-12-29");
        check("2027-01-03", CalendarGrain::Week, "2026-W53", "2026-12-28");
        check("2024-12-30", CalendarGrain::Week, "2025-W01", "2024-12-30");
        check("2026-03-31", CalendarGrain::Quarter, "2026-Q1", "2026-01-01");
    }

    /// Counted one by one on random shops.
    #[test]
    fn triangles_agree_with_a_naive_count() {
        let mut draws = Draws::new(9);
        for round in 0..200 {
            let mut shop = Shop::new();
            for _ in 0..1 + draws.below(60) {
                let date = day("2025-11-20").plus(draws.below(300) as i32).to_string();
                shop.order(&format!("c{}", draws.below(15)), &date, 100);
            }
            let end = shop.rows.orders.iter().map(|row| row.day).max().expect("orders");
            let names: BTreeSet<_> = shop.rows.orders.iter().map(|row| row.customer).collect();
            let people: Vec<BTreeSet<Day>> = names
                .iter()
                .map(|name| {
                    shop.rows.orders.iter().filter(|row| row.customer == *name).map(|row| row.day).collect()
                })
                .collect();
            for grain in CalendarGrain::ALL {
                let found = of(&shop, grain);
                let all: u64 = found.rows.iter().map(|row| row.size).sum();
                assert_eq!(all, people.len() as u64, "round {round}");
                for row in &found.rows {
                    let own = people.iter().filter(|days| {
                        days.first().is_some_and(|first| {
                            *first >= row.first && *first <= grain.last_day(grain.index(row.first))
                        })
                    });
                    for cell in &row.cells {
                        let index = grain.index(row.first) + cell.offset as i32;
                        let is_in =
                            |one: &Day| *one >= grain.first_day(index) && *one <= grain.last_day(index);
                        let naive = own.clone().filter(|days| days.iter().any(&is_in)).count();
                        assert_eq!(
                            cell.customers, naive as u64,
                            "round {round}, {} + {}",
                            row.cohort, cell.offset
                        );
                        assert_eq!(cell.complete, grain.last_day(index) <= end);
                    }
                }
            }
        }
    }
}

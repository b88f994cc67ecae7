//! Who of a cohort is still there: triangles of people over periods, for any start and return event (METRICS, section 6).
//! Knows periods by number only; never a date, never money.

/// What a cell of the triangle counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetentionCell {
    /// Members who returned in the period.
    #[default]
    On,
    /// Members who returned in the period or later: falls as the data end nears.
    OnOrAfter,
    /// Members who returned in the period or before it, after their start.
    OnOrBefore,
}

/// Who belongs to a cohort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CohortKey {
    /// Each unit once, in the period of its first start.
    #[default]
    FirstTime,
    /// Each unit in every period in which it starts.
    Recurring,
}

/// How a triangle is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionSpec {
    /// What a cell counts.
    pub cell: RetentionCell,
    /// Who belongs to a cohort.
    pub cohort: CohortKey,
    /// Least number of returns in a period that count as one.
    pub min_returns: u32,
}

impl Default for RetentionSpec {
    fn default() -> Self {
        Self { cell: RetentionCell::On, cohort: CohortKey::FirstTime, min_returns: 1 }
    }
}

/// Cohorts of periods `0..periods` by rows, offsets 0.. by columns; column 0 is the size of the cohort. `starts` and `returns`
/// hold (unit, period) in any order; what lies outside the periods is left out.
///
/// Returns in the period of the start itself are not told from the start: they count at offset 0 only.
pub fn retention(
    starts: &[(u32, u32)],
    returns: &[(u32, u32)],
    periods: u32,
    spec: RetentionSpec,
) -> Vec<Vec<u64>> {
    let mut triangle: Vec<Vec<u64>> =
        (0..periods).map(|cohort| vec![0; (periods - cohort) as usize]).collect();
    let starts = sorted(starts, periods, 1);
    let returns = sorted(returns, periods, spec.min_returns);
    for own in starts.chunk_by(|left, right| left.0 == right.0) {
        let unit = own[0].0;
        let first = returns.partition_point(|(other, _)| *other < unit);
        let last = returns.partition_point(|(other, _)| *other <= unit);
        let cohorts = match spec.cohort {
            CohortKey::FirstTime => &own[..1],
            CohortKey::Recurring => own,
        };
        for (_, cohort) in cohorts {
            add(&mut triangle[*cohort as usize], *cohort, &returns[first..last], spec.cell);
        }
    }
    triangle
}

/// Each (unit, period) once that occurs at least `least` times, by unit and period.
fn sorted(events: &[(u32, u32)], periods: u32, least: u32) -> Vec<(u32, u32)> {
    let mut kept: Vec<(u32, u32)> = events.iter().copied().filter(|(_, period)| *period < periods).collect();
    kept.sort_unstable();
    kept.chunk_by(|left, right| left == right)
        .filter(|same| same.len() >= least as usize)
        .map(|same| same[0])
        .collect()
}

/// Adds one member of the cohort, whose return periods ascend.
fn add(row: &mut [u64], cohort: u32, returns: &[(u32, u32)], cell: RetentionCell) {
    row[0] += 1;
    let offsets =
        returns.iter().filter(|(_, period)| *period > cohort).map(|(_, period)| (period - cohort) as usize);
    match cell {
        RetentionCell::On => offsets.for_each(|offset| row[offset] += 1),
        RetentionCell::OnOrAfter => {
            let last = offsets.max().unwrap_or(0);
            row[1..=last].iter_mut().for_each(|count| *count += 1);
        }
        RetentionCell::OnOrBefore => {
            let mut offsets = offsets;
            if let Some(first) = offsets.next() {
                row[first..].iter_mut().for_each(|count| *count += 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::analysis::oracles::json;
    use crate::domain::Day;

    fn rows(value: &Value) -> Vec<Vec<u64>> {
        serde_json::from_value(value.clone()).expect("a triangle")
    }

    /// (unit, period) of a case's events.
    fn periods(case: &Value, key: &str, people: &mut Vec<String>) -> Vec<(u32, u32)> {
        let day = |text: &str| Day::parse_iso(&text[..10]).expect("a date");
        let first = day(case["first_interval"].as_str().expect("a date"));
        let by_day = case["interval"] == "day";
        let events = case[key].as_array().expect("events").iter();
        events
            .map(|event| {
                let person = event[0].as_str().expect("a person");
                let unit = people.iter().position(|known| known == person).unwrap_or_else(|| {
                    people.push(person.to_owned());
                    people.len() - 1
                });
                let date = day(event[1].as_str().expect("a time"));
                let period = if by_day { date.since(first) } else { date.month().0 - first.month().0 };
                (unit as u32, period.unsigned_abs())
            })
            .collect()
    }

    #[test]
    fn every_published_triangle_is_ours() {
        let Some(cases) = json("posthog/retention_cases.json") else { return };
        for case in cases.as_array().expect("cases") {
            let mut people = Vec::new();
            let (starts, returns) = if case["events"].is_array() {
                let events = periods(case, "events", &mut people);
                (events.clone(), events)
            } else {
                (periods(case, "start_events", &mut people), periods(case, "return_events", &mut people))
            };
            let cell = match case["criterion"].as_str() {
                Some("on_or_after") => RetentionCell::OnOrAfter,
                _ => RetentionCell::On,
            };
            let spec = RetentionSpec { cell, cohort: CohortKey::Recurring, ..RetentionSpec::default() };
            let intervals = case["intervals"].as_u64().expect("a number") as u32;
            let expected = rows(&case["expect_counts"]);
            assert_eq!(retention(&starts, &returns, intervals, spec), expected, "{}", case["id"]);
        }
    }

    #[test]
    fn a_minimum_of_returns_leaves_single_ones_out() {
        let (starts, returns) = ([(1, 0)], [(1, 1), (1, 2), (1, 2)]);
        let count = |min_returns| {
            retention(&starts, &returns, 3, RetentionSpec { min_returns, ..RetentionSpec::default() })
        };
        assert_eq!(count(1)[0], [1, 1, 1]);
        assert_eq!(count(2)[0], [1, 0, 1]);
    }

    /// The same counts from sets, cell by cell.
    fn naive(
        starts: &[(u32, u32)],
        returns: &[(u32, u32)],
        periods: u32,
        spec: RetentionSpec,
    ) -> Vec<Vec<u64>> {
        let mut starts_of: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (unit, period) in starts.iter().filter(|(_, period)| *period < periods) {
            starts_of.entry(*unit).or_default().insert(*period);
        }
        let back = |unit: u32, period: u32| {
            returns.iter().filter(|event| **event == (unit, period)).count() >= spec.min_returns as usize
        };
        let belongs = |starts: &BTreeSet<u32>, cohort: u32| match spec.cohort {
            CohortKey::FirstTime => starts.first() == Some(&cohort),
            CohortKey::Recurring => starts.contains(&cohort),
        };
        let cell = |cohort: u32, offset: u32| {
            let members = starts_of.iter().filter(|(_, starts)| belongs(starts, cohort));
            let returned = |unit: u32| match spec.cell {
                _ if offset == 0 => true,
                RetentionCell::On => back(unit, cohort + offset),
                RetentionCell::OnOrAfter => (cohort + offset..periods).any(|period| back(unit, period)),
                RetentionCell::OnOrBefore => (cohort + 1..=cohort + offset).any(|period| back(unit, period)),
            };
            members.filter(|(unit, _)| returned(**unit)).count() as u64
        };
        (0..periods)
            .map(|cohort| (0..periods - cohort).map(|offset| cell(cohort, offset)).collect())
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_500))]

        #[test]
        fn counting_cell_by_cell_gives_the_same(
            starts in prop::collection::vec((0..4_u32, 0..7_u32), 0..16),
            returns in prop::collection::vec((0..4_u32, 0..7_u32), 0..16),
            cell in prop_oneof![Just(RetentionCell::On), Just(RetentionCell::OnOrAfter), Just(RetentionCell::OnOrBefore)],
            cohort in prop_oneof![Just(CohortKey::FirstTime), Just(CohortKey::Recurring)],
            min_returns in 1..3_u32,
        ) {
            let spec = RetentionSpec { cell, cohort, min_returns };
            prop_assert_eq!(retention(&starts, &returns, 6, spec), naive(&starts, &returns, 6, spec));
        }
    }
}

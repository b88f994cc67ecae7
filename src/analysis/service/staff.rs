//! How many people an hour needs so that requests are answered in time (Erlang 1917). Never measures how long a request takes: the shop
//! says so.

use super::super::DefinitionId;
use super::super::result::{HourSlot, Staffing};
use crate::domain::ServiceTerms;

/// Share of requests that are to be answered within the target.
const GOAL: f64 = 0.8;
/// More people than that are never looked for.
const MOST: u32 = 10_000;

/// Probability that a request has to wait at all when `people` serve a load of `erlangs` (arrivals per hour x hours per request); 1
/// where they cannot keep up. By the recurrence of Erlang's B, which neither over- nor underflows.
pub fn erlang_c(people: u32, erlangs: f64) -> f64 {
    if erlangs <= 0.0 {
        return 0.0;
    }
    if f64::from(people) <= erlangs {
        return 1.0;
    }
    let blocked = (1..=people).fold(1.0, |blocked, n| erlangs * blocked / (f64::from(n) + erlangs * blocked));
    let servers = f64::from(people);
    blocked / (1.0 - erlangs / servers * (1.0 - blocked))
}

/// Fewest people with whom at least `goal` of the requests are taken up within `target_minutes`, when so many come per hour and each
/// takes `minutes_per_case`. `None` when no such number is sensible.
pub fn people_needed(per_hour: f64, minutes_per_case: f64, target_minutes: f64, goal: f64) -> Option<u32> {
    if per_hour <= 0.0 {
        return Some(0);
    }
    if minutes_per_case <= 0.0 || !per_hour.is_finite() {
        return None;
    }
    let erlangs = per_hour * minutes_per_case / 60.0;
    let fewest = erlangs.floor() + 1.0;
    if fewest >= f64::from(MOST) {
        return None;
    }
    (fewest as u32..=MOST).find(|people| {
        let spare = f64::from(*people) - erlangs;
        let in_time = 1.0 - erlang_c(*people, erlangs) * (-spare * target_minutes / minutes_per_case).exp();
        in_time >= goal
    })
}

/// People for an hour with so many arrivals.
pub(super) fn people_for(per_hour: f64, terms: &ServiceTerms) -> Option<u32> {
    people_needed(per_hour, f64::from(terms.minutes_per_case), f64::from(terms.target_minutes), GOAL)
}

/// What the hours need at most; `None` without one.
pub(super) fn staffing(hours: &[HourSlot], terms: &ServiceTerms) -> Option<Staffing> {
    let most = hours.iter().filter_map(|slot| slot.people).max()?;
    Some(Staffing {
        minutes_per_case: terms.minutes_per_case,
        goal: GOAL,
        most,
        definition: DefinitionId::Staffing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 200 calls an hour of 3 minutes are 10 erlangs; the published table gives 14 people, 17.4 % wait, 88.8 % within 20 seconds.
    #[test]
    fn the_published_call_centre_example_comes_out() {
        assert!((erlang_c(14, 10.0) - 0.1741).abs() < 5e-5, "{}", erlang_c(14, 10.0));
        let within = 1.0 - erlang_c(14, 10.0) * (-4.0_f64 * 20.0 / 180.0).exp();
        assert!((within - 0.8884).abs() < 5e-5, "{within}");
        assert_eq!(people_needed(200.0, 3.0, 20.0 / 60.0, 0.8), Some(14));
    }

    #[test]
    fn the_recurrence_is_the_textbook_sum() {
        for tenths in 1..120 {
            let erlangs = f64::from(tenths) / 10.0;
            for people in (erlangs.floor() as u32 + 1)..(erlangs as u32 + 8) {
                let term = |n: u32| (1..=n).fold(1.0, |all, k| all * erlangs / f64::from(k));
                let busy = term(people) * f64::from(people) / (f64::from(people) - erlangs);
                let sum: f64 = (0..people).map(term).sum();
                assert!((erlang_c(people, erlangs) - busy / (sum + busy)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn nobody_is_needed_for_nothing_and_a_wait_that_cannot_end_is_certain() {
        assert_eq!(people_needed(0.0, 10.0, 60.0, 0.8), Some(0));
        assert_eq!(people_needed(1e9, 10.0, 60.0, 0.8), None);
        assert!((erlang_c(3, 3.0) - 1.0).abs() < 1e-15 && erlang_c(0, 0.0) == 0.0);
    }
}

//! Whether groups last equally long. Never compares at a single day, never says which group lasts longer.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::Lifetimes;
use super::comparison::Test;

/// A log-rank test of any number of groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupsTest {
    /// Chi-square and its p value.
    pub test: Test,
    /// Degrees of freedom: groups - 1.
    pub degrees: u32,
}

/// The log-rank test (Mantel 1966) of two groups' durations: chi-square with one degree of freedom.
///
/// `None` when no event happens while both groups are watched.
pub fn log_rank(first: &Lifetimes, second: &Lifetimes) -> Option<Test> {
    log_rank_of(&[first, second]).map(|answer| answer.test)
}

/// The log-rank test of several groups (Peto and Peto 1972): the surpluses of events over the expected ones of all groups but the last,
/// weighed by the inverse of their covariance; chi-square with groups - 1 degrees of freedom.
///
/// `None` with fewer than two groups, and when some group cannot be compared: no event happens while it and another are watched.
pub fn log_rank_of(groups: &[&Lifetimes]) -> Option<GroupsTest> {
    let free = groups.len().checked_sub(1).filter(|free| *free > 0)?;
    let mut surplus = vec![0.0; free];
    let mut covariance = vec![vec![0.0; free]; free];
    Lifetimes::by_day(groups, |counts| {
        let n = counts.iter().map(|count| count.at_risk).sum::<u64>() as f64;
        let d = counts.iter().map(|count| count.events).sum::<u64>() as f64;
        if d == 0.0 || n < 2.0 {
            return;
        }
        let spread = d * (n - d) / (n - 1.0);
        for row in 0..free {
            let share = counts[row].at_risk as f64 / n;
            surplus[row] += counts[row].events as f64 - d * share;
            for column in 0..free {
                let other = counts[column].at_risk as f64 / n;
                let own = if row == column { 1.0 } else { 0.0 };
                covariance[row][column] += spread * share * (own - other);
            }
        }
    });
    let weights = solve(covariance, &surplus)?;
    let statistic: f64 = surplus.iter().zip(&weights).map(|(surplus, weight)| surplus * weight).sum();
    let chi2 = ChiSquared::new(free as f64).ok()?;
    Some(GroupsTest { test: Test { statistic, p: chi2.sf(statistic) }, degrees: free as u32 })
}

/// Solves `matrix` x = `right` by elimination with partial pivoting; `None` when the matrix is singular.
fn solve(mut matrix: Vec<Vec<f64>>, right: &[f64]) -> Option<Vec<f64>> {
    let mut right = right.to_vec();
    let size = right.len();
    let scale = matrix.iter().flatten().fold(0.0_f64, |most, value| most.max(value.abs()));
    for step in 0..size {
        let pivot = (step..size).max_by(|a, b| matrix[*a][step].abs().total_cmp(&matrix[*b][step].abs()))?;
        if matrix[pivot][step].abs() <= scale * 1e-12 {
            return None;
        }
        matrix.swap(step, pivot);
        right.swap(step, pivot);
        let (above, below) = matrix.split_at_mut(step + 1);
        for (offset, row) in below.iter_mut().enumerate() {
            let factor = row[step] / above[step][step];
            row.iter_mut().zip(&above[step]).skip(step).for_each(|(own, other)| *own -= factor * other);
            right[step + 1 + offset] -= factor * right[step];
        }
    }
    for step in (0..size).rev() {
        let known: f64 = (step + 1..size).map(|column| matrix[step][column] * right[column]).sum();
        right[step] = (right[step] - known) / matrix[step][step];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lifetimes(events: &[u32], censored: &[u32]) -> Lifetimes {
        let mut times = Lifetimes::default();
        events.iter().for_each(|day| times.event(*day));
        censored.iter().for_each(|day| times.censored(*day));
        times
    }

    #[test]
    fn freireichs_two_groups_differ_as_published() {
        let drug =
            lifetimes(&[6, 6, 6, 7, 10, 13, 16, 22, 23], &[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
        let weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
        let placebo = lifetimes(&weeks, &[]);
        let test = log_rank(&drug, &placebo).expect("events");
        assert!((test.statistic - 16.792_940_989_216_547).abs() < 1e-9);
        assert!((test.p - 4.168_809_109_334_511e-5).abs() < 1e-12);
        assert_eq!(drug.kaplan_meier().median(), Some(23));
        assert_eq!(placebo.kaplan_meier().median(), Some(8));
        assert_eq!(log_rank(&drug, &Lifetimes::default()), None, "nobody to compare with");
    }

    #[test]
    fn one_group_or_none_cannot_be_compared() {
        let one = lifetimes(&[1, 2], &[3]);
        assert_eq!(log_rank_of(&[&one]), None);
        assert_eq!(log_rank_of(&[]), None);
        assert_eq!(log_rank_of(&[&one, &one]).map(|answer| answer.test.statistic), Some(0.0));
    }

    /// The textbook's two-group formula, straight from the sums.
    fn naive(first: &[(u32, bool)], second: &[(u32, bool)]) -> Option<f64> {
        let at_risk = |group: &[(u32, bool)], day| group.iter().filter(|one| one.0 >= day).count() as f64;
        let events =
            |group: &[(u32, bool)], day| group.iter().filter(|one| **one == (day, true)).count() as f64;
        let (mut surplus, mut variance) = (0.0, 0.0);
        for day in 0..60 {
            let (n1, n2) = (at_risk(first, day), at_risk(second, day));
            let (n, d) = (n1 + n2, events(first, day) + events(second, day));
            if d > 0.0 && n > 1.0 {
                surplus += events(first, day) - d * n1 / n;
                variance += d * (n1 / n) * (n2 / n) * (n - d) / (n - 1.0);
            }
        }
        (variance > 1e-9).then_some(surplus * surplus / variance)
    }

    fn group() -> impl Strategy<Value = Vec<(u32, bool)>> {
        prop::collection::vec((0_u32..50, any::<bool>()), 1..20)
    }

    fn times(group: &[(u32, bool)]) -> Lifetimes {
        let of = |event: bool| group.iter().filter(|one| one.1 == event).map(|one| one.0).collect::<Vec<_>>();
        lifetimes(&of(true), &of(false))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn two_groups_agree_with_the_textbook_and_three_do_not_mind_their_order(
            first in group(), second in group(), third in group(),
        ) {
            let (one, two, three) = (times(&first), times(&second), times(&third));
            if let Some(expected) = naive(&first, &second) {
                let ours = log_rank(&one, &two).expect("a variance").statistic;
                prop_assert!((ours - expected).abs() < 1e-9 * expected.max(1.0), "{} is not {}", ours, expected);
            }
            let forth = log_rank_of(&[&one, &two, &three]);
            let back = log_rank_of(&[&three, &one, &two]);
            if let (Some(forth), Some(back)) = (forth, back) {
                let difference = (forth.test.statistic - back.test.statistic).abs();
                prop_assert!(difference < 1e-6 * forth.test.statistic.max(1.0), "{}", difference);
                prop_assert_eq!((forth.degrees, back.degrees), (2, 2));
            }
        }
    }
}

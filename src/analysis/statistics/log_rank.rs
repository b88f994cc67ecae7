//! Whether two groups last equally long. Never compares at a single day, never more than two groups.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::Lifetimes;
use super::comparison::Test;

/// The log-rank test (Mantel 1966) of two groups' durations: chi-square with one degree of freedom.
///
/// `None` when no event happens while both groups are watched.
pub fn log_rank(first: &Lifetimes, second: &Lifetimes) -> Option<Test> {
    let (mut surplus, mut variance) = (0.0, 0.0);
    for (one, two) in first.paired(second) {
        let (n1, n2) = (one.at_risk as f64, two.at_risk as f64);
        let (n, d) = (n1 + n2, (one.events + two.events) as f64);
        if d == 0.0 || n < 2.0 {
            continue;
        }
        surplus += one.events as f64 - d * n1 / n;
        variance += d * (n1 / n) * (n2 / n) * (n - d) / (n - 1.0);
    }
    if variance <= 0.0 {
        return None;
    }
    let statistic = surplus * surplus / variance;
    let chi2 = ChiSquared::new(1.0).ok()?;
    Some(Test { statistic, p: chi2.sf(statistic) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freireichs_two_groups_differ_as_published() {
        let mut drug = Lifetimes::default();
        [6, 6, 6, 7, 10, 13, 16, 22, 23].into_iter().for_each(|week| drug.event(week));
        [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].into_iter().for_each(|week| drug.censored(week));
        let mut placebo = Lifetimes::default();
        let weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
        weeks.into_iter().for_each(|week| placebo.event(week));
        let test = log_rank(&drug, &placebo).expect("events");
        assert!((test.statistic - 16.792_940_989_216_547).abs() < 1e-9);
        assert!((test.p - 4.168_809_109_334_511e-5).abs() < 1e-12);
        assert_eq!(drug.kaplan_meier().median(), Some(23));
        assert_eq!(placebo.kaplan_meier().median(), Some(8));
        assert_eq!(log_rank(&drug, &Lifetimes::default()), None, "nobody to compare with");
    }
}

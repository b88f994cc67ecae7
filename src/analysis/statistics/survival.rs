//! Kaplan-Meier over whole days. Never knows what the event is.

use super::{DayCounts, Z95};
use crate::domain::Interval;

/// Durations until an event or until observation ends, counted per day; one entry per day, however many units.
#[derive(Clone, Debug, Default)]
pub struct Lifetimes {
    days: Vec<DayCount>,
}

#[derive(Clone, Copy, Debug, Default)]
struct DayCount {
    events: u64,
    censored: u64,
}

/// One day of one group in a comparison.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtRisk {
    /// Units whose event or end of observation is not before the day.
    pub at_risk: u64,
    /// Events on the day.
    pub events: u64,
}

/// The survival curve at one event time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalStep {
    /// Day of the step.
    pub day: u32,
    /// Units at risk just before the step.
    pub at_risk: u64,
    /// Events on the day.
    pub events: u64,
    /// S(day), events of the day included.
    pub survival: f64,
    /// Log-log Greenwood interval of S, 95 %; `None` where it is undefined (S = 0).
    pub interval: Option<Interval>,
}

/// A Kaplan-Meier estimate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survival {
    /// One step per day with an event, ascending.
    pub steps: Vec<SurvivalStep>,
    /// Longest duration that anyone was observed for; `None` without units.
    pub observed_days: Option<u32>,
}

impl Lifetimes {
    /// Adds a unit whose event happened `day` days after it entered.
    pub fn event(&mut self, day: u32) {
        self.slot(day).events += 1;
    }

    /// Adds a unit without an event that was observed for `day` days.
    pub fn censored(&mut self, day: u32) {
        self.slot(day).censored += 1;
    }

    /// Adds every unit that another holds.
    pub fn absorb(&mut self, other: &Self) {
        if self.days.len() < other.days.len() {
            self.days.resize(other.days.len(), DayCount::default());
        }
        for (own, other) in self.days.iter_mut().zip(&other.days) {
            own.events += other.events;
            own.censored += other.censored;
        }
    }

    /// Units whose event or end of observation is not before `day`.
    pub fn at_risk(&self, day: u32) -> u64 {
        self.days.iter().skip(day as usize).map(|count| count.events + count.censored).sum()
    }

    fn slot(&mut self, day: u32) -> &mut DayCount {
        let index = day as usize;
        if self.days.len() <= index {
            self.days.resize(index + 1, DayCount::default());
        }
        &mut self.days[index]
    }

    /// The days until an event, of those that had one.
    pub fn events(&self) -> DayCounts {
        let mut counts = DayCounts::default();
        (0..).zip(&self.days).for_each(|(day, count)| counts.add_many(day, count.events));
        counts
    }

    /// Per day: who is at risk and who has the event, one entry per group.
    pub(super) fn by_day(groups: &[&Self], mut see: impl FnMut(&[AtRisk])) {
        let days = groups.iter().map(|group| group.days.len()).max().unwrap_or(0);
        let mut left: Vec<u64> = groups.iter().map(|group| group.units()).collect();
        let mut counts = vec![AtRisk { at_risk: 0, events: 0 }; groups.len()];
        for day in 0..days {
            for (index, group) in groups.iter().enumerate() {
                let count = group.days.get(day).copied().unwrap_or_default();
                counts[index] = AtRisk { at_risk: left[index], events: count.events };
                left[index] -= count.events + count.censored;
            }
            see(&counts);
        }
    }

    /// How many units there are.
    pub fn units(&self) -> u64 {
        self.days.iter().map(|count| count.events + count.censored).sum()
    }

    /// Kaplan-Meier (1958): S(t) = prod (1 - d/n), events before censorings at equal times; Greenwood's variance
    /// sum d/(n(n-d)); interval on log(-log S) (Kalbfleisch and Prentice).
    pub fn kaplan_meier(&self) -> Survival {
        let mut at_risk: u64 = self.days.iter().map(|day| day.events + day.censored).sum();
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let mut steps = Vec::new();
        for (day, count) in self.days.iter().enumerate() {
            if count.events > 0 {
                let (events, units) = (count.events as f64, at_risk as f64);
                survival *= (units - events) / units;
                greenwood += events / (units * (units - events));
                let interval = log_log_interval(survival, greenwood);
                steps.push(SurvivalStep {
                    day: day as u32,
                    at_risk,
                    events: count.events,
                    survival,
                    interval,
                });
            }
            at_risk -= count.events + count.censored;
        }
        Survival { steps, observed_days: self.days.len().checked_sub(1).map(|day| day as u32) }
    }
}

impl Survival {
    /// The step in force on `day`: `None` where nothing has happened yet, see [`Self::value`].
    pub fn step(&self, day: u32) -> Option<&SurvivalStep> {
        let after = self.steps.partition_point(|step| step.day <= day);
        after.checked_sub(1).map(|index| &self.steps[index])
    }

    /// First day on which half or fewer are left; `None` when the curve stays above one half ("not reached").
    pub fn median(&self) -> Option<u32> {
        self.steps.iter().find(|step| step.survival <= 0.5).map(|step| step.day)
    }

    /// S(`day`). `None` beyond the longest observation, where the curve is not estimated, unless it has reached zero.
    pub fn value(&self, day: u32) -> Option<f64> {
        let survival = self.step(day).map_or(1.0, |step| step.survival);
        (day <= self.observed_days? || survival == 0.0).then_some(survival)
    }
}

fn log_log_interval(survival: f64, greenwood: f64) -> Option<Interval> {
    if survival <= 0.0 || survival >= 1.0 {
        return None;
    }
    let log = survival.ln();
    let reach = Z95 * greenwood.sqrt() / log.abs();
    let at = |shift: f64| (log * shift.exp()).exp();
    Some(Interval { low: at(reach), high: at(-reach) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Freireich et al. 1963, remission under 6-MP in weeks; the estimate is in every textbook.
    #[test]
    fn freireichs_remission_times_give_the_published_curve() {
        let mut times = Lifetimes::default();
        [6, 6, 6, 7, 10, 13, 16, 22, 23].into_iter().for_each(|week| times.event(week));
        [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].into_iter().for_each(|week| times.censored(week));
        let curve = times.kaplan_meier();
        let published =
            [(5, 1.0), (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (22, 0.538), (23, 0.448)];
        for (week, expected) in published {
            let survival: f64 = curve.value(week).expect("observed");
            assert!((survival - expected).abs() < 5e-4, "week {week}");
        }
        let first = curve.step(6).and_then(|step| step.interval).expect("an interval");
        assert!((first.low - 0.6197).abs() < 5e-5 && (first.high - 0.9516).abs() < 5e-5);
        assert_eq!(curve.value(36), None, "nobody was observed for 36 weeks");
    }

    #[test]
    fn the_curve_without_units_says_nothing_and_one_that_reaches_zero_stays_there() {
        assert_eq!(Lifetimes::default().kaplan_meier().value(0), None);
        let mut times = Lifetimes::default();
        times.event(3);
        let curve = times.kaplan_meier();
        assert_eq!((curve.value(2), curve.value(3), curve.value(90)), (Some(1.0), Some(0.0), Some(0.0)));
        assert_eq!(curve.steps[0].interval, None);
    }
}

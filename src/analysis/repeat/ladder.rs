//! From purchase to purchase: how many go on from the first to the second, and so on to the fifth (METRICS, section 5). Never counts
//! orders of one day twice.

use std::sync::Arc;

use super::super::DefinitionId;
use super::super::result::{LadderStep, StepGap};
use super::super::scope::Scope;
use super::super::statistics::Lifetimes;
use super::newcomers::Newcomers;
use super::{came_back, share, whole_days};
use crate::domain::{Day, Proportion};

/// Steps: 1 to 2, 2 to 3, 3 to 4, 4 to 5.
pub(super) const STEPS: usize = 4;

/// One step while it is counted.
#[derive(Clone, Default)]
pub(super) struct Step {
    in_time: u64,
    mature: Proportion,
    until_next: Lifetimes,
    net_minor: i64,
}

/// The steps of some customers.
pub(super) type Steps = [Step; STEPS];

/// The steps that anybody reached, of the first-time buyers of the period.
pub(super) fn ladder(scope: &Scope<'_>, as_of: Day) -> Vec<LadderStep> {
    let days = scope.spec.open_window_days;
    let steps = if scope.is_of_all() {
        let newcomers = Newcomers::known(scope);
        newcomers.steps(scope.first_days(), as_of, whole_days(days), &Takings::known(scope, &newcomers))
    } else {
        of_members(scope, as_of, whole_days(days))
    };
    let reached = steps.into_iter().zip(1..).filter(|(step, _)| step.until_next.units() > 0);
    reached.map(|(step, order)| step.finish(order, days)).collect()
}

/// Customer by customer.
fn of_members(scope: &Scope<'_>, as_of: Day, window: i32) -> Steps {
    let nets = scope.nets();
    scope.fold_first_time(
        Steps::default,
        |own, customer, occasions| {
            let gaps = occasions.windows(2).map(|pair| pair[1].day.since(pair[0].day).unsigned_abs());
            climb(own, as_of.since(occasions[0].day), gaps, window);
            own.iter_mut().zip(nets.of(customer)).for_each(|(step, net)| step.net_minor += net);
        },
        |own, other| absorb(own, &other),
    )
}

/// Adds a customer who was `watched` for so many days from the first purchase on, with the days between the purchases.
pub(super) fn climb(steps: &mut Steps, watched: i32, mut gaps: impl Iterator<Item = u32>, window: i32) {
    let mut watched = watched;
    for step in steps {
        let Some(days) = gaps.next() else { return step.last(watched, window) };
        step.went_on(watched, days, window);
        watched -= days as i32;
    }
}

/// Puts the steps of other customers together with these.
pub(super) fn absorb(own: &mut Steps, other: &Steps) {
    own.iter_mut().zip(other).for_each(|(own, other)| own.absorb(other));
}

/// What the purchases of each rank brought, by day of the customers' first purchase: those of days that follow one another are
/// differences of two sums.
pub(super) struct Takings {
    /// Up to the day before each first day, and up to the last.
    until: Vec<[i64; STEPS]>,
}

impl Takings {
    fn known(scope: &Scope<'_>, newcomers: &Newcomers) -> Arc<Self> {
        scope.once([scope.currency_key(), 0, 0], || {
            let (nets, mut sums) = (scope.nets(), [0; STEPS]);
            let mut until = vec![sums];
            for of_day in newcomers.by_day() {
                for index in of_day {
                    let own = nets.of(&scope.customers[*index as usize]);
                    sums.iter_mut().zip(own).for_each(|(sum, net)| *sum += net);
                }
                until.push(sums);
            }
            Self { until }
        })
    }

    /// What those brought who began on the first days of these numbers.
    pub(super) fn between(&self, first: usize, end: usize) -> [i64; STEPS] {
        let (before, mut all) = (self.until[first], self.until[end]);
        all.iter_mut().zip(before).for_each(|(all, before)| *all -= before);
        all
    }
}

impl Step {
    /// Adds what the purchases of this rank brought.
    pub(super) fn take(&mut self, net_minor: i64) {
        self.net_minor += net_minor;
    }

    /// The next purchase followed after so many days.
    fn went_on(&mut self, watched: i32, days: u32, window: i32) {
        let in_time = days as i32 <= window;
        self.in_time += u64::from(in_time);
        self.mature.count(watched >= window, in_time);
        self.until_next.event(days);
    }

    /// No other purchase is known.
    fn last(&mut self, watched: i32, window: i32) {
        self.mature.count(watched >= window, false);
        self.until_next.censored(watched.unsigned_abs());
    }

    fn absorb(&mut self, other: &Self) {
        self.in_time += other.in_time;
        self.mature += other.mature;
        self.until_next.absorb(&other.until_next);
        self.net_minor += other.net_minor;
    }

    fn finish(self, order: u32, days: u32) -> LadderStep {
        let curve = self.until_next.kaplan_meier();
        let estimate = came_back(&curve, days);
        let ends = estimate.and_then(|(_, ends)| ends);
        let (reached, gaps) = (self.until_next.units(), self.until_next.events());
        let (median, p90) = (gaps.median(), gaps.quantile(0.9));
        let around = gaps.median_interval();
        let dropped = self.mature.denominator - self.mature.numerator;
        LadderStep {
            order,
            reached,
            next: gaps.len(),
            days,
            in_time: self.in_time,
            dropped,
            still_open: reached - self.in_time - dropped,
            mature: share(self.mature),
            kaplan_meier: estimate.map(|(value, _)| value),
            km_low: ends.map(|ends| ends.low),
            km_high: ends.map(|ends| ends.high),
            half_days: curve.median(),
            gap: StepGap {
                median,
                low: around.map(|ends| ends.low),
                high: around.map(|ends| ends.high),
                p90,
                n: gaps.len(),
            },
            dormant_days: median.zip(p90).map(|(median, p90)| p90.max(2.0 * median)),
            net_minor: self.net_minor,
            net_per_customer_minor: Some(self.net_minor as f64 / reached as f64),
            definition: DefinitionId::Ladder,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Spec;
    use super::super::super::fixtures::{Shop, as_of};
    use super::*;

    fn ladder_of(shop: &Shop, days: u32) -> Vec<LadderStep> {
        let spec = Spec { open_window_days: days, ..as_of("2024-03-31") };
        shop.analyze(&spec).repeat.expect("repeat purchase").ladder
    }

    #[test]
    fn each_step_tells_the_lost_from_those_who_still_may_come() {
        let mut shop = Shop::new();
        for (who, date, amount) in [
            ("ann", "2024-01-01", 100),
            ("ann", "2024-01-01", 50),
            ("ann", "2024-01-11", 200),
            ("ann", "2024-03-20", 400),
            ("bo", "2024-01-05", 100),
            ("bo", "2024-02-24", 300),
            ("cy", "2024-02-01", 100),
            ("dee", "2024-03-10", 100),
        ] {
            shop.order(who, date, amount);
        }
        let ladder = ladder_of(&shop, 30);
        let states: Vec<_> = ladder
            .iter()
            .map(|step| (step.order, step.reached, step.next, step.in_time, step.dropped, step.still_open))
            .collect();
        assert_eq!(states, [(1, 4, 2, 1, 2, 1), (2, 2, 1, 0, 2, 0), (3, 1, 0, 0, 0, 1)]);
        assert_eq!((ladder[0].mature.numerator, ladder[0].mature.denominator), (1, 3));
        let money: Vec<i64> = ladder.iter().map(|step| step.net_minor).collect();
        assert_eq!(money, [450, 500, 400]);
        assert_eq!(ladder[0].net_per_customer_minor, Some(112.5));
        assert_eq!((ladder[0].gap.median, ladder[0].gap.n, ladder[0].gap.low), (Some(30.0), 2, None));
        assert_eq!(
            ladder[0].dormant_days,
            Some(60.0),
            "twice the median is more than nine tenths of the gaps"
        );
        assert_eq!((ladder[0].kaplan_meier, ladder[2].kaplan_meier), (Some(0.25), None));
        assert_eq!(ladder[0].half_days, Some(50));
    }

    #[test]
    fn a_second_purchase_ends_the_wait_even_before_the_window_is_over() {
        let mut shop = Shop::new();
        shop.order("ann", "2024-03-20", 100);
        shop.order("ann", "2024-03-25", 100);
        let ladder = ladder_of(&shop, 90);
        let first = &ladder[0];
        assert_eq!((first.in_time, first.dropped, first.still_open, first.mature.value), (1, 0, 0, None));
        assert_eq!(ladder.len(), 2);
    }
}

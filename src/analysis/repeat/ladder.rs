//! From purchase to purchase: how many go on from the first to the second, and so on to the fifth (METRICS, section 5). Never counts
//! orders of one day twice.

use super::super::DefinitionId;
use super::super::result::{LadderStep, StepGap};
use super::super::scope::{Customer, Occasion, Scope};
use super::super::statistics::{DayCounts, Lifetimes};
use super::{came_back, share, whole_days};
use crate::domain::{Day, Proportion};

/// Steps: 1 to 2, 2 to 3, 3 to 4, 4 to 5.
const STEPS: usize = 4;

/// One step while it is counted.
#[derive(Default)]
struct Step {
    reached: u64,
    in_time: u64,
    mature: Proportion,
    gaps: DayCounts,
    until_next: Lifetimes,
    net_minor: i64,
}

/// The steps that anybody reached, of the first-time buyers of the period.
pub(super) fn ladder(scope: &Scope<'_>, as_of: Day) -> Vec<LadderStep> {
    let days = scope.spec.open_window_days;
    let steps = scope.fold_first_time(
        || -> [Step; STEPS] { Default::default() },
        |own, customer, occasions| {
            for (step, rest) in own.iter_mut().zip(tails(occasions)) {
                step.add(rest, as_of, whole_days(days));
            }
            add_money(own, scope, customer, occasions);
        },
        |own, other| own.iter_mut().zip(other).for_each(|(own, other)| own.absorb(&other)),
    );
    let reached = steps.into_iter().zip(1..).filter(|(step, _)| step.reached > 0);
    reached.map(|(step, order)| step.finish(order, days)).collect()
}

/// The occasions from the first on, from the second on, and so on.
fn tails(occasions: &[Occasion]) -> impl Iterator<Item = &[Occasion]> {
    (0..occasions.len()).map(|start| &occasions[start..])
}

/// The net value of a customer's valid orders goes to the purchase of their day.
fn add_money(steps: &mut [Step; STEPS], scope: &Scope<'_>, customer: &Customer, occasions: &[Occasion]) {
    let mut rank = 0;
    for row in customer.rows() {
        let day = Day(scope.orders.day[row]);
        while rank < occasions.len() && occasions[rank].day < day {
            rank += 1;
        }
        if rank >= STEPS.min(occasions.len()) {
            return;
        }
        if occasions[rank].day == day && scope.is_valid(row) && scope.is_in_currency(row) {
            steps[rank].net_minor += scope.orders.net_minor[row];
        }
    }
}

impl Step {
    /// Adds a customer whose purchase of this rank is the first of `rest`.
    fn add(&mut self, rest: &[Occasion], as_of: Day, window: i32) {
        let watched = as_of.since(rest[0].day);
        let next = rest.get(1).map(|next| next.day.since(rest[0].day));
        let in_time = next.is_some_and(|days| days <= window);
        self.reached += 1;
        self.in_time += u64::from(in_time);
        self.mature.count(watched >= window, in_time);
        match next {
            Some(days) => {
                self.gaps.add(days.unsigned_abs());
                self.until_next.event(days.unsigned_abs());
            }
            None => self.until_next.censored(watched.unsigned_abs()),
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.reached += other.reached;
        self.in_time += other.in_time;
        self.mature += other.mature;
        self.gaps.absorb(&other.gaps);
        self.until_next.absorb(&other.until_next);
        self.net_minor += other.net_minor;
    }

    fn finish(self, order: u32, days: u32) -> LadderStep {
        let curve = self.until_next.kaplan_meier();
        let estimate = came_back(&curve, days);
        let ends = estimate.and_then(|(_, ends)| ends);
        let (median, p90) = (self.gaps.median(), self.gaps.quantile(0.9));
        let around = self.gaps.median_interval();
        let dropped = self.mature.denominator - self.mature.numerator;
        LadderStep {
            order,
            reached: self.reached,
            next: self.gaps.len(),
            days,
            in_time: self.in_time,
            dropped,
            still_open: self.reached - self.in_time - dropped,
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
                n: self.gaps.len(),
            },
            dormant_days: median.zip(p90).map(|(median, p90)| p90.max(2.0 * median)),
            net_minor: self.net_minor,
            net_per_customer_minor: Some(self.net_minor as f64 / self.reached as f64),
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

//! Repeat purchase: five definitions, each under its own name (METRICS, sections 0 and 5). Never a cohort, never money.

mod groups;
pub(super) use self::groups::Keys as GroupKeys;
mod ladder;
mod newcomers;
mod returning;
mod translator;

pub(super) use translator::translations;

use self::newcomers::Newcomers;
use super::result::{CurvePoint, GapDays, Repeat, RepeatToDate, RepeatWithin, SecondOrderDays};
use super::scope::{Occasion, Scope};
use super::shares::share;
use super::statistics::{DayCounts, Lifetimes, Survival};
use super::{DefinitionId, Family};
use crate::domain::{Day, Interval, Proportion};

/// The curve is drawn this far, in days.
const CURVE_DAYS: u32 = 730;

/// What one pass over the first-time buyers of the period collects.
#[derive(Default)]
struct Observed {
    customers: u64,
    /// Per window: second occasion in time, of the mature.
    windows: Vec<Proportion>,
    second_days: DayCounts,
    gaps: DayCounts,
    until_second: Lifetimes,
}

/// Repeat purchase of the customers whose first occasion lies in the period; `None` when nobody has an occasion.
///
/// RP2 and RP3 are figures of a period, so they count every customer with an occasion in it.
pub(super) fn repeat(scope: &Scope<'_>) -> Option<Repeat> {
    let as_of = scope.as_of?;
    if !scope.has_occasions() {
        return None;
    }
    let days = &scope.spec.repeat_windows_days;
    let observed = if scope.is_of_all() {
        let newcomers = Newcomers::known(scope);
        newcomers.observed(scope.first_days(), as_of, days)
    } else {
        scope.fold_first_time(
            || Observed::new(days.len()),
            |own, _, occasions| own.add(occasions, as_of, days),
            |own, other| own.absorb(&other),
        )
    };
    let curve = observed.until_second.kaplan_meier();
    let (in_period, months) = returning::returning(scope);
    let in_depth = scope.spec.families.contains(Family::RepeatInDepth);
    let groups = if in_depth { groups::groups(scope, as_of) } else { Vec::new() };
    Some(Repeat {
        to_date: observed.to_date(),
        within: (0..days.len()).map(|window| observed.within(window, days[window], &curve)).collect(),
        second_order_days: observed.second_order_days(),
        gap_days: observed.gap_days(),
        returning_customer_rate: months,
        curve: curve_points(&curve),
        in_period: Some(in_period),
        ladder: if in_depth { ladder::ladder(scope, as_of) } else { Vec::new() },
        finding: groups::finding(&groups),
        groups,
    })
}

impl Observed {
    fn new(windows: usize) -> Self {
        Self { windows: vec![Proportion::new(0, 0); windows], ..Self::default() }
    }

    fn add(&mut self, occasions: &[Occasion], as_of: Day, days: &[u32]) {
        let first = occasions[0].day;
        let watched = as_of.since(first);
        let second = occasions.get(1).map(|second| second.day.since(first));
        self.customers += 1;
        for (share, days) in self.windows.iter_mut().zip(days) {
            let window = whole_days(*days);
            share.count(watched >= window, second.is_some_and(|second| second <= window));
        }
        match second {
            Some(days) => {
                self.second_days.add(days.unsigned_abs());
                self.until_second.event(days.unsigned_abs());
            }
            None => self.until_second.censored(watched.unsigned_abs()),
        }
        for pair in occasions.windows(2) {
            self.gaps.add(pair[1].day.since(pair[0].day).unsigned_abs());
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.customers += other.customers;
        for (own, other) in self.windows.iter_mut().zip(&other.windows) {
            *own += *other;
        }
        self.second_days.absorb(&other.second_days);
        self.gaps.absorb(&other.gaps);
        self.until_second.absorb(&other.until_second);
    }

    /// RP1.
    fn to_date(&self) -> RepeatToDate {
        let share = share(Proportion::new(self.second_days.len(), self.customers));
        RepeatToDate {
            customers: share.denominator,
            repeaters: share.numerator,
            rate: share.value,
            low: share.low,
            high: share.high,
            definition: DefinitionId::RepeatToDate,
        }
    }

    /// RP4 and RP5 of the window with this index.
    fn within(&self, window: usize, days: u32, curve: &Survival) -> RepeatWithin {
        let mature = share(self.windows[window]);
        let estimate = came_back(curve, days);
        RepeatWithin {
            days,
            mature: mature.denominator,
            repeaters: mature.numerator,
            rate: mature.value,
            low: mature.low,
            high: mature.high,
            kaplan_meier: estimate.map(|(value, _)| value),
            km_low: estimate.and_then(|(_, ends)| ends).map(|ends| ends.low),
            km_high: estimate.and_then(|(_, ends)| ends).map(|ends| ends.high),
            still_open: self.customers - mature.denominator,
            definition: DefinitionId::RepeatWithin,
        }
    }

    fn second_order_days(&self) -> SecondOrderDays {
        let days = &self.second_days;
        SecondOrderDays { median: days.median(), mean: days.mean(), n: days.len() }
    }

    fn gap_days(&self) -> GapDays {
        GapDays {
            median: self.gaps.median(),
            mean: self.gaps.mean(),
            p25: self.gaps.quantile(0.25),
            p75: self.gaps.quantile(0.75),
            n: self.gaps.len(),
            // Whoever has a second occasion has a gap.
            customers: self.second_days.len(),
        }
    }
}

/// A window as a difference of days.
fn whole_days(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// 1 - S(`days`) with its interval; `None` beyond what was observed.
fn came_back(curve: &Survival, days: u32) -> Option<(f64, Option<Interval>)> {
    let survival = curve.value(days)?;
    Some((1.0 - survival, curve.step(days).and_then(|step| step.interval).map(complement)))
}

/// From the share that has not come back to the share that has.
fn complement(ends: Interval) -> Interval {
    Interval { low: 1.0 - ends.high, high: 1.0 - ends.low }
}

fn curve_points(curve: &Survival) -> Vec<CurvePoint> {
    let drawn = curve.steps.iter().take_while(|step| step.day <= CURVE_DAYS);
    drawn
        .map(|step| {
            let ends = step.interval.map(complement);
            CurvePoint {
                day: step.day,
                value: 1.0 - step.survival,
                low: ends.map(|ends| ends.low),
                high: ends.map(|ends| ends.high),
                at_risk: step.at_risk,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Spec;
    use super::super::fixtures::{Shop, as_of, over};
    use super::*;

    /// Ann comes back after 10 and 50 more days, Bo after 40, Cy and Dee never; Dee is new.
    fn shop() -> Shop {
        let mut shop = Shop::new();
        let orders = [
            ("ann", "2024-01-01"),
            ("ann", "2024-01-11"),
            ("ann", "2024-03-01"),
            ("bo", "2024-01-05"),
            ("bo", "2024-02-14"),
            ("cy", "2024-02-01"),
            ("dee", "2024-03-10"),
        ];
        for (customer, date) in orders {
            shop.order(customer, date, 100);
        }
        shop
    }

    fn repeat_of(spec: &Spec) -> Repeat {
        let spec = Spec { repeat_windows_days: vec![30], ..spec.clone() };
        shop().analyze(&spec).repeat.expect("repeat purchase")
    }

    #[test]
    fn only_customers_who_had_the_whole_window_are_mature() {
        let repeat = repeat_of(&as_of("2024-03-31"));
        assert_eq!(
            (repeat.to_date.customers, repeat.to_date.repeaters, repeat.to_date.rate),
            (4, 2, Some(0.5))
        );
        let within = &repeat.within[0];
        assert_eq!((within.mature, within.repeaters, within.still_open), (3, 1, 1));
        // Dee is censored after 21 days, so S(30) is still 1 - 1/4.
        assert_eq!(within.kaplan_meier, Some(0.25));
        let on_the_last_day = &repeat_of(&as_of("2024-03-02")).within[0];
        assert_eq!((on_the_last_day.mature, on_the_last_day.still_open), (3, 0));
    }

    #[test]
    fn days_and_gaps_are_whole_calendar_days() {
        let repeat = repeat_of(&as_of("2024-03-31"));
        let seconds = &repeat.second_order_days;
        assert_eq!((seconds.median, seconds.mean, seconds.n), (Some(25.0), Some(25.0), 2));
        let gaps = &repeat.gap_days;
        assert_eq!(
            (gaps.median, gaps.p25, gaps.p75, gaps.n, gaps.customers),
            (Some(40.0), Some(25.0), Some(45.0), 3, 2)
        );
        let curve: Vec<_> =
            repeat.curve.iter().map(|point| (point.day, point.value, point.at_risk)).collect();
        assert_eq!(curve, [(10, 0.25, 4), (40, 0.625, 2)]);
    }

    #[test]
    fn a_month_counts_whoever_bought_before_as_returning() {
        let months = |spec: &Spec| -> Vec<(String, u64, u64, bool)> {
            let months = repeat_of(spec).returning_customer_rate;
            months.into_iter().map(|m| (m.month.to_string(), m.customers, m.returning, m.complete)).collect()
        };
        let month =
            |month: &str, customers, returning, complete| (month.to_owned(), customers, returning, complete);
        let all = [month("2024-01", 2, 1, true), month("2024-02", 2, 1, true), month("2024-03", 2, 1, false)];
        assert_eq!(months(&as_of("2024-03-30")), all);
        assert_eq!(months(&over("2024-02-01", "2024-02-29")), all[1..2]);
    }

    #[test]
    fn a_period_takes_those_who_are_new_in_it_and_follows_them_to_the_end() {
        let repeat = repeat_of(&over("2024-01-02", "2024-02-01"));
        assert_eq!((repeat.to_date.customers, repeat.to_date.repeaters), (2, 1));
        assert_eq!(Shop::new().analyze(&Spec::default()).repeat, None);
    }

    #[test]
    fn what_nobody_was_watched_for_is_no_data() {
        let spec = Spec { repeat_windows_days: vec![365, u32::MAX], ..as_of("2024-03-31") };
        for within in shop().analyze(&spec).repeat.expect("repeat purchase").within {
            assert_eq!(
                (within.mature, within.rate, within.kaplan_meier, within.km_low),
                (0, None, None, None)
            );
        }
    }
}

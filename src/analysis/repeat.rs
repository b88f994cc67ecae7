//! Repeat purchase: five definitions, each under its own name (METRICS, sections 0 and 5). Never a cohort, never money.

use super::DefinitionId;
use super::months::{Months, is_complete};
use super::result::{
    CurvePoint, GapDays, Repeat, RepeatToDate, RepeatWithin, ReturningMonth, SecondOrderDays,
};
use super::scope::{Occasion, Scope};
use super::statistics::{Lifetimes, Survival, mean, median, quantile, wilson};
use crate::domain::{Day, Interval, Proportion};

/// The curve is drawn this far, in days.
const CURVE_DAYS: u32 = 730;

/// What one pass over the first-time buyers of the period collects.
#[derive(Default)]
struct Observed {
    customers: u64,
    /// First day and, where there is one, days until the second occasion.
    seconds: Vec<(Day, Option<i32>)>,
    second_days: Vec<i32>,
    gaps: Vec<i32>,
    until_second: Lifetimes,
}

/// Repeat purchase of the customers whose first occasion lies in the period; `None` when nobody has an occasion.
///
/// RP2 is a figure of a month, so it counts every customer with an occasion in that month of the period.
pub(super) fn repeat(scope: &Scope<'_>) -> Option<Repeat> {
    let as_of = scope.as_of?;
    if !scope.has_occasions() {
        return None;
    }
    let mut observed = Observed::default();
    for (_, occasions) in scope.first_time_buyers() {
        observed.add(occasions, as_of);
    }
    observed.second_days.sort_unstable();
    observed.gaps.sort_unstable();
    let curve = observed.until_second.kaplan_meier();
    let windows = &scope.spec.repeat_windows_days;
    Some(Repeat {
        to_date: observed.to_date(),
        within: windows.iter().map(|days| observed.within(*days, as_of, &curve)).collect(),
        second_order_days: observed.second_order_days(),
        gap_days: observed.gap_days(),
        returning_customer_rate: returning_customer_rate(scope),
        curve: curve_points(&curve),
    })
}

impl Observed {
    fn add(&mut self, occasions: &[Occasion], as_of: Day) {
        let first = occasions[0].day;
        let second = occasions.get(1).map(|second| second.day.since(first));
        self.customers += 1;
        self.seconds.push((first, second));
        match second {
            Some(days) => {
                self.second_days.push(days);
                self.until_second.event(days.unsigned_abs());
            }
            None => self.until_second.censored(as_of.since(first).unsigned_abs()),
        }
        self.gaps.extend(occasions.windows(2).map(|pair| pair[1].day.since(pair[0].day)));
    }

    /// RP1.
    fn to_date(&self) -> RepeatToDate {
        let share = Proportion::new(self.second_days.len() as u64, self.customers);
        let interval = wilson(share);
        RepeatToDate {
            customers: share.denominator,
            repeaters: share.numerator,
            rate: share.value(),
            low: interval.map(|ends| ends.low),
            high: interval.map(|ends| ends.high),
            definition: DefinitionId::RepeatToDate,
        }
    }

    /// RP4 and RP5.
    fn within(&self, days: u32, as_of: Day, curve: &Survival) -> RepeatWithin {
        let window = i32::try_from(days).unwrap_or(i32::MAX);
        let mut share = Proportion::new(0, 0);
        for (_, second) in self.seconds.iter().filter(|(first, _)| as_of.since(*first) >= window) {
            share.denominator += 1;
            share.numerator += u64::from(second.is_some_and(|second| second <= window));
        }
        let interval = wilson(share);
        let estimate = curve.value(days);
        let ends = estimate.and_then(|_| curve.step(days)).and_then(|step| step.interval).map(complement);
        RepeatWithin {
            days,
            mature: share.denominator,
            repeaters: share.numerator,
            rate: share.value(),
            low: interval.map(|ends| ends.low),
            high: interval.map(|ends| ends.high),
            kaplan_meier: estimate.map(|survival| 1.0 - survival),
            km_low: ends.map(|ends| ends.low),
            km_high: ends.map(|ends| ends.high),
            still_open: self.customers - share.denominator,
            definition: DefinitionId::RepeatWithin,
        }
    }

    fn second_order_days(&self) -> SecondOrderDays {
        SecondOrderDays {
            median: median(&self.second_days),
            mean: mean(&self.second_days),
            n: self.second_days.len() as u64,
        }
    }

    fn gap_days(&self) -> GapDays {
        GapDays {
            median: median(&self.gaps),
            mean: mean(&self.gaps),
            p25: quantile(&self.gaps, 0.25),
            p75: quantile(&self.gaps, 0.75),
            n: self.gaps.len() as u64,
            // Whoever has a second occasion has a gap.
            customers: self.second_days.len() as u64,
        }
    }
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

/// RP2: a month's customers who had bought before, earlier in the month included, of the month's customers.
fn returning_customer_rate(scope: &Scope<'_>) -> Vec<ReturningMonth> {
    let mut months: Months<(u64, u64)> = Months::spanning(&scope.months);
    for (_, occasions) in scope.buyers() {
        let mut counted = (None, None);
        for (index, occasion) in occasions.iter().enumerate() {
            let Some((customers, returning)) = months.slot(occasion.month) else { continue };
            if !scope.spec.period.contains(occasion.day) {
                continue;
            }
            *customers += u64::from(counted.0.replace(occasion.month) != Some(occasion.month));
            if index > 0 {
                *returning += u64::from(counted.1.replace(occasion.month) != Some(occasion.month));
            }
        }
    }
    let used = months.between_used(|(customers, _)| *customers > 0);
    used.map(|(month, (customers, returning))| ReturningMonth {
        month,
        customers,
        returning,
        rate: Proportion::new(returning, customers).value(),
        complete: is_complete(month, scope.as_of),
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

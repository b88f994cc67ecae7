//! Draws of what a month could be like, with and without changes. The same draws stand on both sides, so that a difference is that of
//! the change alone. Never an unseeded one.

use super::super::result::{Lever, Mean, Projection, Range, Scenario, WhatIf};
use super::super::statistics::Draws;
use super::range;

/// Draws of every figure.
const DRAWS: u32 = 10_000;
/// Seed of the draws, stored nowhere else: the same data give the same answer.
const SEED: u64 = 20_261_122;

/// How far each lever is moved: 1 leaves it where it stands.
struct Factors<'a> {
    scenario: &'a Scenario,
    /// A single lever that is moved by any factor, besides the scenario.
    moved: Option<(Lever, f64)>,
}

impl Factors<'_> {
    fn of(&self, lever: Lever) -> f64 {
        let own = 1.0 + f64::from(self.scenario.change(lever)) / 100.0;
        own.max(0.0) * self.moved.filter(|(moved, _)| *moved == lever).map_or(1.0, |(_, factor)| factor)
    }
}

/// One month as drawn.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    shown: f64,
    click_through: f64,
    per_click: f64,
    clicks_alone: f64,
    other: f64,
    back: f64,
    first: f64,
    later: f64,
    slow: f64,
    first_orders: f64,
    later_orders: f64,
}

impl Drawn {
    fn new(what_if: &WhatIf, draws: &mut Draws) -> Self {
        let months = what_if.months.max(1) as f64;
        let share =
            |draws: &mut Draws, k: u64, n: u64| draws.beta(k as f64 + 0.5, n.saturating_sub(k) as f64 + 0.5);
        let count = |draws: &mut Draws, k: u64| draws.gamma(k as f64 + 0.5);
        let mean = |draws: &mut Draws, mean: &Mean| (mean.value + mean.error * draws.normal()).max(0.0);
        let click_through = what_if.click_through.map_or(0.0, |r| share(draws, r.numerator, r.denominator));
        let per_click = what_if.customers_per_click.filter(|r| r.denominator > 0);
        Self {
            shown: what_if.impressions.unwrap_or(0) as f64 / months,
            click_through,
            per_click: per_click.map_or(0.0, |r| count(draws, r.numerator) / r.denominator as f64),
            // Clicks of ads that tell no impressions.
            clicks_alone: per_click.map_or(0.0, |r| {
                let shown = what_if.click_through.map_or(0, |through| through.numerator);
                r.denominator.saturating_sub(shown) as f64 / months
            }),
            other: if what_if.other_newcomers == 0 {
                0.0
            } else {
                count(draws, what_if.other_newcomers) / months
            },
            back: if what_if.back.denominator == 0 {
                0.0
            } else {
                share(draws, what_if.back.numerator, what_if.back.denominator)
            },
            first: mean(draws, &what_if.first_value),
            later: mean(draws, &what_if.later_value),
            slow: mean(draws, &what_if.slow_value),
            first_orders: mean(draws, &what_if.first_orders),
            later_orders: mean(draws, &what_if.later_orders),
        }
    }

    /// Net value, orders, and whether the capacity was reached.
    fn month(&self, factors: &Factors<'_>) -> (f64, f64, bool) {
        let price = factors.of(Lever::Price);
        let shown = self.shown * factors.of(Lever::Impressions);
        let clicks =
            shown * (self.click_through * factors.of(Lever::ClickThrough)).min(1.0) + self.clicks_alone;
        let before = self.shown * self.click_through + self.clicks_alone;
        // Visitors beyond those of today are colder by the fade.
        let warm = 1.0 - f64::from(factors.scenario.quality_fade.min(100)) / 100.0;
        let visitors = clicks.min(before) + (clicks - before).max(0.0) * warm;
        let newcomers = visitors * self.per_click * factors.of(Lever::CustomersPerClick)
            + self.other * factors.of(Lever::OtherNewcomers);
        let back = (self.back * factors.of(Lever::BackWithin)).min(1.0);
        let stay = factors.of(Lever::LaterValue);
        let per_newcomer = self.first + back * self.later * stay + (1.0 - back) * self.slow;
        let orders = newcomers * (self.first_orders + back * self.later_orders * stay);
        let capacity = factors.scenario.capacity_orders.map(f64::from).filter(|capacity| *capacity < orders);
        let served = capacity.map_or(1.0, |capacity| capacity / orders);
        (newcomers * per_newcomer * price * served, orders * served, capacity.is_some())
    }
}

/// What one moved lever brings.
pub(super) struct Moved {
    pub(super) gain: Range,
    pub(super) gain_share: Range,
}

/// The months of a starting point, drawn once: every lever, every goal and every scenario is asked of the same ones.
#[derive(Debug)]
pub struct DrawnMonths {
    months: Vec<Drawn>,
    /// Net value of each as it is, in minor units.
    before: Vec<f64>,
    /// Spent on ads in a month, in minor units.
    spend: f64,
}

impl DrawnMonths {
    /// 10,000 draws of every rate, count and value from what the data say of it.
    pub fn new(what_if: &WhatIf) -> Self {
        let mut draws = Draws::new(SEED);
        let months: Vec<Drawn> = (0..DRAWS).map(|_| Drawn::new(what_if, &mut draws)).collect();
        let still = Scenario::default();
        let none = Factors { scenario: &still, moved: None };
        let before = months.iter().map(|month| month.month(&none).0).collect();
        let spend = what_if.ad_spend_minor.unwrap_or(0) as f64 / what_if.months.max(1) as f64;
        Self { months, before, spend }
    }

    /// Net value of a month as it is.
    pub(super) fn before(&self) -> Range {
        range(&mut self.before.clone())
    }

    /// A lever moved by a factor, all others as they are.
    pub(super) fn moved(&self, lever: Lever, factor: f64) -> Moved {
        let still = Scenario::default();
        let with = Factors { scenario: &still, moved: Some((lever, factor)) };
        let pairs = || self.before.iter().zip(&self.months);
        let gains = pairs().map(|(before, month)| month.month(&with).0 - before);
        let mut gains: Vec<f64> = gains.collect();
        let share = |(gain, before): (&f64, &f64)| if *before > 0.0 { gain / before } else { 0.0 };
        let mut shares: Vec<f64> = gains.iter().zip(&self.before).map(share).collect();
        Moved { gain: range(&mut gains), gain_share: range(&mut shares) }
    }

    /// What a scenario would bring in a month. Amounts in minor units.
    pub fn project(&self, scenario: &Scenario) -> Projection {
        // As it is: nothing is turned away today.
        let (still, with) = (Scenario::default(), Factors { scenario, moved: None });
        let none = Factors { scenario: &still, moved: None };
        let margin = scenario.margin.map(|percent| f64::from(percent) / 100.0);
        let spend = self.spend;
        let more_shown = with.of(Lever::Impressions);
        let mut sheet: [Vec<f64>; 7] = Default::default();
        let mut capped = 0_u32;
        for month in &self.months {
            let ((before, orders, _), (after, later_orders, is_capped)) =
                (month.month(&none), month.month(&with));
            capped += u32::from(is_capped);
            for (values, value) in sheet.iter_mut().zip([before, after, after - before, orders, later_orders])
            {
                values.push(value);
            }
            if let Some(margin) = margin {
                // More impressions are paid for as today's are.
                let left = before * margin - spend;
                let gain = (after - before) * margin - spend * (more_shown - 1.0);
                sheet[5].push(gain);
                if left > 0.0 {
                    sheet[6].push(gain / left);
                }
            }
        }
        let enough = sheet[6].len() as u32 * 2 > DRAWS;
        let [before, after, gain, orders_before, orders_after, profit_gain, profit_share] =
            sheet.each_mut().map(|values| range(values));
        Projection {
            before,
            after,
            gain,
            orders_before,
            orders_after,
            capped: f64::from(capped) / f64::from(DRAWS),
            profit_gain: margin.map(|_| profit_gain),
            profit_share: margin.filter(|_| enough).map(|_| profit_share),
            draws: DRAWS,
        }
    }
}

/// As [`DrawnMonths::project`], for one scenario alone.
pub fn project(what_if: &WhatIf, scenario: &Scenario) -> Projection {
    DrawnMonths::new(what_if).project(scenario)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixtures::cases;

    fn drawn(draws: &mut Draws) -> Drawn {
        let mut up_to = |most: f64| draws.unit() * most;
        Drawn {
            shown: up_to(9_000.0),
            click_through: up_to(0.3),
            per_click: up_to(0.2),
            clicks_alone: up_to(50.0),
            other: up_to(40.0),
            back: up_to(1.0),
            first: up_to(900.0),
            later: up_to(2_000.0),
            slow: up_to(300.0),
            first_orders: 1.0 + up_to(0.5),
            later_orders: up_to(3.0),
        }
    }

    /// The month visitor by visitor: those of today as they are, each further one as cold as the fade says; then newcomer by newcomer.
    #[test]
    fn a_month_is_what_its_visitors_and_newcomers_add_up_to() {
        let mut draws = Draws::new(12);
        for case in 0..cases(2_000) {
            let one = drawn(&mut draws);
            let mut scenario = Scenario { quality_fade: draws.below(101) as u32, ..Scenario::default() };
            for lever in Lever::ALL {
                scenario = scenario.with(lever, draws.below(301) as i32 - 100);
            }
            scenario.capacity_orders = (draws.below(2) == 0).then(|| draws.below(200) as u32);
            let times = |lever: Lever| 1.0 + f64::from(scenario.change(lever)) / 100.0;
            let today = one.shown * one.click_through + one.clicks_alone;
            let rate = f64::min(1.0, one.click_through * times(Lever::ClickThrough));
            let then = one.shown * times(Lever::Impressions) * rate + one.clicks_alone;
            let fade = 1.0 - f64::from(scenario.quality_fade) / 100.0;
            let visitors = if then > today { today + (then - today) * fade } else { then };
            let won = visitors * one.per_click * times(Lever::CustomersPerClick)
                + one.other * times(Lever::OtherNewcomers);
            let soon = won * f64::min(1.0, one.back * times(Lever::BackWithin));
            let stay = times(Lever::LaterValue);
            let value = won * one.first + soon * one.later * stay + (won - soon) * one.slow;
            let orders = won * one.first_orders + soon * one.later_orders * stay;
            let most = scenario.capacity_orders.map_or(f64::INFINITY, f64::from);
            let part = if orders > most { most / orders } else { 1.0 };
            let expected = (value * times(Lever::Price) * part, orders * part, orders > most);
            let found = one.month(&Factors { scenario: &scenario, moved: None });
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
            assert!(
                near(found.0, expected.0) && near(found.1, expected.1),
                "case {case}: {found:?} {expected:?}"
            );
            assert_eq!(found.2, expected.2, "case {case}");
        }
    }
}

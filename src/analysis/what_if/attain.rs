//! What is within reach of each lever: the shop's own best month, its best channel, the upper end of what the data say. Never a goal
//! that nobody has reached, unless the data cannot tell it from today.

use super::super::result::{Attainable, Goal, Lever, Reach, WhatIf};
use super::super::scope::Scope;
use super::super::statistics::Estimate;
use super::base::{Base, Counts};
use super::draw::DrawnMonths;
use crate::domain::Proportion;

/// Fewest months of which one can be the best.
const FEWEST_MONTHS: usize = 3;
/// Fewest units behind the rate of a month or a channel that is taken for a goal.
const FEWEST_UNITS: u64 = 30;

/// How a lever's rate is counted, and what of.
type Rate = (Lever, fn(&Counts) -> Proportion, bool);

/// The levers that are rates: all but the yield are shares.
const RATES: [Rate; 3] = [
    (Lever::ClickThrough, |counts| counts.clicked, true),
    (Lever::CustomersPerClick, |counts| counts.bought, false),
    (Lever::BackWithin, |counts| counts.back, true),
];

/// All levers that can be moved, the largest gain by their best known goal first; those without a goal last.
pub(super) fn levers(
    scope: &Scope<'_>,
    base: &Base,
    (what_if, drawn): (&WhatIf, &DrawnMonths),
) -> Vec<Attainable> {
    let mut levers: Vec<Attainable> =
        RATES.into_iter().filter_map(|rate| of_rate(scope, base, drawn, rate)).collect();
    levers.extend(of_value(what_if, drawn));
    let gain = |own: &Attainable| own.goals.first().map_or(f64::NEG_INFINITY, |goal| goal.gain.median);
    levers.sort_by(|a, b| gain(b).total_cmp(&gain(a)).then(a.lever.cmp(&b.lever)));
    levers
}

fn estimate(ratio: Proportion, is_share: bool) -> Option<Estimate> {
    if is_share { Estimate::share(ratio) } else { Estimate::rate(ratio.numerator, ratio.denominator) }
}

fn of_rate(
    scope: &Scope<'_>,
    base: &Base,
    drawn: &DrawnMonths,
    (lever, of, is_share): Rate,
) -> Option<Attainable> {
    let now = estimate(of(&base.total()), is_share).filter(|now| now.value > 0.0)?;
    let mut goals = Vec::new();
    let mut goal = |reach: Reach, value: f64| {
        if value > now.value {
            goals.push(Goal { reach, value, gain: drawn.moved(lever, value / now.value).gain });
        }
    };
    let solid = |ratio: &Proportion| ratio.denominator >= FEWEST_UNITS;
    // The highest lower end: a lucky small month is not taken for what the shop can do.
    let months: Vec<_> =
        base.months.iter().map(|(month, counts)| (*month, of(counts))).filter(|(_, r)| solid(r)).collect();
    if months.len() >= FEWEST_MONTHS {
        let rated = months.into_iter().filter_map(|(month, ratio)| Some((month, estimate(ratio, is_share)?)));
        if let Some((month, best)) = rated.max_by(|a, b| a.1.low.total_cmp(&b.1.low)) {
            goal(Reach::BestMonth { month }, best.value);
        }
    }
    let rated =
        base.channels.iter().map(|(code, counts)| (*code, of(counts))).filter(|(_, ratio)| solid(ratio));
    let rated = rated.filter_map(|(code, ratio)| Some((code, estimate(ratio, is_share)?)));
    if let Some((code, best)) = rated.max_by(|a, b| a.1.low.total_cmp(&b.1.low)) {
        let name = scope.tables.codes.channels.get(code as usize).map(|channel| channel.name.clone());
        goal(Reach::BestGroup { name: name.unwrap_or_default() }, best.value);
    }
    goal(Reach::UpperEnd, now.high);
    Some(Attainable { lever, now: Some(now.value), goals })
}

/// What those who came back buy later: only the upper end is known.
fn of_value(what_if: &WhatIf, drawn: &DrawnMonths) -> Option<Attainable> {
    let later = what_if.later_value;
    if later.n < 2 || later.value <= 0.0 {
        return None;
    }
    let value = later.value + super::super::statistics::Z95 * later.error;
    let gain = drawn.moved(Lever::LaterValue, value / later.value).gain;
    let goals = vec![Goal { reach: Reach::UpperEnd, value, gain }];
    Some(Attainable { lever: Lever::LaterValue, now: Some(later.value), goals })
}

//! Levers, goals and what they would bring, in words. Never says that a change is likely.

use std::fmt::Display;

use super::{filled, month, percent, text};
use crate::analysis::{Attainable, Goal, Lever, Range, Reach, WhatIf};
use crate::domain::{Currency, Language, Money};

/// What a lever is called.
pub fn lever(language: Language, lever: Lever, window_days: u32) -> String {
    filled(language, &format!("lever.{}", lever.id()), &[("days", &window_days)])
}

/// An amount per month.
pub fn amount(minor: f64, currency: Option<Currency>) -> String {
    let rounded = minor.round() as i64;
    currency.map_or_else(|| (rounded / 100).to_string(), |currency| Money::new(rounded, currency).rounded())
}

/// `฿12,000 … ฿18,000`.
pub fn range(range: &Range, currency: Option<Currency>) -> String {
    format!("{} … {}", amount(range.low, currency), amount(range.high, currency))
}

/// Where a lever stands or would stand, in its own unit.
pub fn standing(what_if: &WhatIf, lever: Lever, value: f64) -> String {
    match lever {
        Lever::ClickThrough => format!("{:.2} %", value * 100.0),
        Lever::BackWithin => percent(value),
        Lever::CustomersPerClick => format!("{:.2}/100", value * 100.0),
        Lever::LaterValue | Lever::Price => amount(value, what_if.currency),
        Lever::Impressions | Lever::OtherNewcomers => format!("{value:.0}"),
    }
}

/// How a goal is known to be within reach.
pub fn reach(language: Language, reach: &Reach) -> String {
    match reach {
        Reach::BestMonth { month: best } => {
            filled(language, "reach.best_month", &[("month", &month(language, *best))])
        }
        Reach::BestGroup { name } => filled(language, "reach.best_group", &[("name", name)]),
        Reach::UpperEnd => text(language, "reach.upper_end"),
    }
}

/// The lever whose best known goal brings most; `None` while no goal brings anything.
pub fn finding(language: Language, what_if: &WhatIf) -> Option<String> {
    let found: Option<(&Attainable, &Goal)> = what_if
        .levers
        .first()
        .and_then(|own| Some((own, own.goals.first().filter(|goal| goal.gain.median > 0.0)?)));
    let (own, goal) = found?;
    let values: [(&str, &dyn Display); 5] = [
        ("lever", &lever(language, own.lever, what_if.window_days)),
        ("now", &standing(what_if, own.lever, own.now.unwrap_or(0.0))),
        ("goal", &standing(what_if, own.lever, goal.value)),
        ("reach", &reach(language, &goal.reach)),
        ("gain", &amount(goal.gain.median, what_if.currency)),
    ];
    Some(filled(language, "what_if.finding", &values))
}

/// What five more of every hundred who come back would bring; `None` where it cannot be said.
pub fn five_more(language: Language, what_if: &WhatIf) -> Option<String> {
    let five = what_if.five_more?;
    let values: [(&str, &dyn Display); 5] = [
        ("gain", &amount(five.gain.median, what_if.currency)),
        ("range", &range(&five.gain, what_if.currency)),
        ("share", &percent(five.gain_share.median)),
        ("low", &percent(five.gain_share.low)),
        ("high", &percent(five.gain_share.high)),
    ];
    Some(filled(language, "what_if.five_more", &values))
}

//! What the channels cost and bring, and what customers are worth, in one sentence each. Never computes, never says a cause.

use super::{count, filled, percent, text};
use crate::analysis::{Analysis, AttributedChannel, CustomerValue, Predictions};
use crate::domain::{Currency, Language, Money, numbers};

/// An amount without its cents, or a dash.
pub fn money(minor: Option<i64>, currency: Option<Currency>) -> String {
    match (minor, currency) {
        (Some(minor), Some(currency)) => Money::new(minor, currency).rounded(),
        // An amount whose currency no export names.
        (Some(minor), None) => count(minor.unsigned_abs() / 100),
        (None, _) => "–".to_owned(),
    }
}

/// What a new customer costs and what the shop took for the ads; else what is missing to say it.
pub fn finding(language: Language, analysis: &Analysis) -> String {
    let Some(found) = &analysis.efficiency else { return text(language, "channels.finding.none") };
    let cac = found.cac_minor.map(|minor| minor.round() as i64);
    match (cac, found.blended_roas) {
        (Some(cac), Some(roas)) => {
            let (cac, roas) = (money(Some(cac), found.currency), format!("{roas:.2}"));
            filled(language, "channels.finding.cost", &[("cac", &cac), ("roas", &roas)])
        }
        _ => match &found.origins {
            Some(origins) if origins.orders > 0 => {
                let (with, all) = (count(origins.with_channel), count(origins.orders));
                let share = percent(origins.with_channel as f64 / origins.orders as f64);
                let values: [(&str, &dyn std::fmt::Display); 3] =
                    [("with", &with), ("orders", &all), ("share", &share)];
                filled(language, "channels.finding.origins", &values)
            }
            _ => text(language, "channels.finding.none"),
        },
    }
}

/// What a customer brought in the longest horizon that enough customers have had, and what may follow.
pub fn value(
    language: Language,
    value: &CustomerValue,
    said: Option<&Predictions>,
    currency: Option<Currency>,
) -> String {
    let known = value.horizons.iter().rev().find(|horizon| horizon.customers >= 30);
    let mut sentence = match known.and_then(|horizon| Some((horizon, horizon.per_customer_minor?))) {
        Some((horizon, each)) => {
            let each = money(Some(each.round() as i64), currency);
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("days", &horizon.days), ("each", &each), ("customers", &count(horizon.customers))];
            filled(language, "value.finding", &values)
        }
        None => text(language, "value.finding.none"),
    };
    if let Some(overdue) = said.and_then(|said| said.overdue.as_ref()) {
        let values: [(&str, &dyn std::fmt::Display); 2] = [
            ("customers", &count(overdue.share.numerator)),
            ("repeaters", &count(overdue.share.denominator)),
        ];
        let key = format!("value.finding.overdue.{}", overdue.by.id());
        sentence = format!("{sentence} {}", filled(language, &key, &values));
    }
    sentence
}

/// Which channel's orders depend most on the model, or that all models rank the channels alike.
pub fn credit(language: Language, single: bool, channels: &[AttributedChannel]) -> String {
    if single {
        return text(language, "channels.credit.title_single");
    }
    let moved = channels.iter().filter(|own| own.best_rank != own.worst_rank);
    match moved.max_by(|left, right| (left.high - left.low).total_cmp(&(right.high - right.low))) {
        Some(own) => {
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("channel", &own.channel), ("low", &orders(own.low)), ("high", &orders(own.high))];
            filled(language, "channels.credit.title_depends", &values)
        }
        None => text(language, "channels.credit.title_agree"),
    }
}

/// The orders that models credit a channel with: `120–180 orders`.
pub fn credited(language: Language, low: f64, high: f64) -> String {
    let (low, high) = (orders(low), orders(high));
    if low == high {
        return filled(language, "channels.credit.orders", &[("orders", &high)]);
    }
    filled(language, "channels.credit.range", &[("low", &low), ("high", &high)])
}

/// Orders, with a decimal where they are few.
pub fn orders(value: f64) -> String {
    let digits = usize::from(value < 10.0 && value.fract().abs() > 0.05);
    numbers::decimal(value, digits)
}

//! The leak ledger in sentences: the headline of the journey, the basis, and why a line is silent. Never ranks, never computes.

use std::fmt::Display;

use super::{count, filled, month_long, text};
use crate::analysis::{Leak, LeakAmount, LeakMeasure, LeakRate, LeakSilence};
use crate::domain::{Currency, Language, Money};

/// The biggest loss with its amount and range; `None` when the ledger has no amount.
pub fn headline(language: Language, leak: &Leak) -> Option<String> {
    let (now, amount) = (leak.now?, leak.amount()?);
    let values: [(&str, &dyn Display); 3] = [
        ("what", &what(language, leak, &now)),
        ("amount", &about(amount.value_minor, amount.currency)),
        ("basis", &basis(language, leak)),
    ];
    Some(filled(language, "leak.headline", &values))
}

/// The route and how many are lost on it, as the ledger measures it.
fn what(language: Language, leak: &Leak, now: &LeakRate) -> String {
    let (lost, of) = (count(leak.lost().unwrap_or(0)), count(now.denominator));
    let per_hundred = format!("{:.2}", now.value * 100.0);
    let days = leak.within_days.unwrap_or(0);
    let values: [(&str, &dyn Display); 6] = [
        ("from", &stage(language, leak.from.id())),
        ("to", &stage(language, leak.to.id())),
        ("lost", &lost),
        ("of", &of),
        ("per_hundred", &per_hundred),
        ("days", &days),
    ];
    filled(language, &format!("leak.what.{}", measure_key(leak.measure)), &values)
}

fn stage(language: Language, id: &str) -> String {
    text(language, &format!("stage.{id}")).to_lowercase()
}

/// What the ledger measures in this line.
pub fn measure(language: Language, leak: &Leak) -> String {
    let days = leak.within_days.unwrap_or(0);
    filled(language, &format!("leak.measure.{}", measure_key(leak.measure)), &[("days", &days)])
}

fn measure_key(measure: LeakMeasure) -> &'static str {
    match measure {
        LeakMeasure::ClickThrough => "click_through",
        LeakMeasure::CustomersPerClick => "customers_per_click",
        LeakMeasure::BackWithin => "back_within",
        LeakMeasure::Recommend => "recommend",
    }
}

/// `if it were as good as in March 2026`; blank without a best month.
pub fn basis(language: Language, leak: &Leak) -> String {
    let month =
        leak.best.map(|best| format!("{} {}", month_long(language, best.month.month()), best.month.year()));
    month.map_or_else(String::new, |month| filled(language, "leak.basis", &[("month", &month)]))
}

/// `฿84,000`: two digits that mean something, the rest rounded away, since the range is wider than that.
pub fn about(minor: i64, currency: Option<Currency>) -> String {
    let named = currency.unwrap_or(Currency::THB);
    let per_major = named.minor_per_major();
    let major = minor as f64 / per_major as f64;
    let step = 10_f64.powi((major.abs().max(1.0).log10().floor() as i32 - 1).max(0));
    let rounded = ((major / step).round() * step) as i64;
    let written = Money::new(rounded.saturating_mul(per_major), named).rounded();
    if currency.is_some() { written } else { written.replace(&named.sign(), "") }
}

/// `฿30,000–฿140,000`.
pub fn range(amount: &LeakAmount) -> String {
    format!("{}–{}", about(amount.low_minor, amount.currency), about(amount.high_minor, amount.currency))
}

/// The range of the headline's amount, as a sentence of its own.
pub fn range_sentence(language: Language, leak: &Leak) -> Option<String> {
    let amount = leak.amount()?;
    Some(filled(language, "leak.range", &[("range", &range(amount))]))
}

/// Why a line has no amount; `None` when it has one.
pub fn silence(language: Language, leak: &Leak) -> Option<String> {
    Some(match leak.silent? {
        LeakSilence::NoData => text(language, "leak.silent.no_data"),
        LeakSilence::FewMonths { months, needed } => {
            filled(language, "leak.silent.few_months", &[("months", &months), ("needed", &needed)])
        }
        LeakSilence::NoBetterMonth => text(language, "leak.silent.no_better_month"),
        LeakSilence::NoValue => text(language, "leak.silent.no_value"),
        LeakSilence::NoPrice => text(language, "leak.silent.no_price"),
    })
}

//! The leak ledger as text for a terminal. Never computes an amount.

use std::fmt::Write as _;

use super::layout::{Side, heading, table};
use crate::analysis::{Journey, Leak, LeakMeasure, LeakRate};
use crate::app::wording::{count, leaks, month, text};
use crate::domain::Language;

/// The headline with its range; nothing where the ledger is silent.
pub(super) fn headline(out: &mut String, journey: &Journey, language: Language) {
    let leak = journey.dearest_leak();
    let Some(sentence) = leak.and_then(|leak| leaks::headline(language, leak)) else { return };
    let _ = writeln!(out, "\n{sentence}.");
    if let Some(range) = journey.dearest_leak().and_then(|leak| leaks::range_sentence(language, leak)) {
        let _ = writeln!(out, "{range}.");
    }
}

/// One line per step and currency, and the reasons of the silent ones.
pub(super) fn ledger(out: &mut String, journey: &Journey, language: Language) {
    let Some(first) = journey.leaks.first() else { return };
    let say = |key: &str| text(language, key);
    heading(out, &format!("{} [{}]", say("leak.title"), first.definition.id()));
    let headers = ["measure", "now", "best", "gain", "amount", "range"]
        .map(|column| say(&format!("leak.column.{column}")))
        .to_vec();
    let priced: Vec<&Leak> = journey.leaks.iter().filter(|leak| leak.silent.is_none()).collect();
    let rows: Vec<Vec<String>> = priced.iter().flat_map(|leak| rows(leak, language)).collect();
    if !rows.is_empty() {
        let sides = [Side::Left, Side::Right, Side::Left, Side::Right, Side::Right, Side::Left];
        table(out, &headers, &sides, &rows);
    }
    for leak in &journey.leaks {
        if let Some(why) = leaks::silence(language, leak) {
            let _ = writeln!(out, "  {}: {why}", leaks::measure(language, leak));
        }
    }
}

fn rows(leak: &Leak, language: Language) -> Vec<Vec<String>> {
    let rate = |rate: LeakRate| value(leak.measure, &rate);
    let best = leak
        .best
        .map_or_else(String::new, |best| format!("{} ({})", rate(best.rate), month(language, best.month)));
    let gain = leak.gain_per_month.map_or_else(|| "-".to_owned(), |gain| count(gain.value.round() as u64));
    let amounts = leak.amounts.iter().enumerate();
    amounts
        .map(|(index, amount)| {
            let first = |cell: String| if index == 0 { cell } else { String::new() };
            vec![
                first(leaks::measure(language, leak)),
                first(leak.now.map_or_else(|| "-".to_owned(), rate)),
                first(best.clone()),
                first(gain.clone()),
                leaks::about(amount.value_minor, amount.currency),
                leaks::range(amount),
            ]
        })
        .collect()
}

/// `18.2 % (4,210/23,130)`, or per hundred clicks.
fn value(measure: LeakMeasure, rate: &LeakRate) -> String {
    let made_of = format!("{}/{}", count(rate.numerator), count(rate.denominator));
    match measure {
        LeakMeasure::CustomersPerClick => format!("{:.2}/100 ({made_of})", rate.value * 100.0),
        _ => format!("{:.2} % ({made_of})", rate.value * 100.0),
    }
}

//! What is within reach, as text for a terminal. Never computes a figure.

use std::fmt::Write as _;

use super::layout::{Side, heading, table};
use crate::analysis::WhatIf;
use crate::app::wording::{count, filled, text, what_if as words};
use crate::domain::Language;

/// The levers with their goals, and five more of every hundred.
pub(super) fn what_if(out: &mut String, what_if: &WhatIf, language: Language) {
    heading(out, &format!("{} [{}]", text(language, "what_if.title"), what_if.definition.id()));
    if let Some(sentence) = words::finding(language, what_if) {
        let _ = writeln!(out, "  {sentence}");
    }
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("months", &what_if.months),
        ("newcomers", &count(what_if.newcomers)),
        ("revenue", &words::amount(what_if.revenue.median, what_if.currency)),
        ("range", &words::range(&what_if.revenue, what_if.currency)),
    ];
    let _ = writeln!(out, "  {}\n", filled(language, "what_if.base", &values));
    let mut rows = Vec::new();
    for own in &what_if.levers {
        for goal in &own.goals {
            rows.push(vec![
                words::lever(language, own.lever, what_if.window_days),
                own.now.map_or_else(|| "-".to_owned(), |now| words::standing(what_if, own.lever, now)),
                words::standing(what_if, own.lever, goal.value),
                words::reach(language, &goal.reach),
                words::amount(goal.gain.median, what_if.currency),
                words::range(&goal.gain, what_if.currency),
            ]);
        }
    }
    let headers = ["lever", "now", "goal", "reach", "gain", "range"]
        .map(|column| text(language, &format!("what_if.column.{column}")));
    let sides = [Side::Left, Side::Right, Side::Right, Side::Left, Side::Right, Side::Left];
    table(out, &headers, &sides, &rows);
    if let Some(sentence) = words::five_more(language, what_if) {
        let _ = writeln!(out, "\n  {sentence}");
    }
}

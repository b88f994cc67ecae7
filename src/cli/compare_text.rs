//! A comparison as text for a terminal. Never computes a difference.

use std::fmt::Write as _;

use super::layout::{Side, heading, table};
use crate::analysis::{ComparedFigure, Comparison, ComparisonKind};
use crate::app::wording::{comparisons, count, filled, text};
use crate::domain::Language;

/// What is compared, figure by figure.
pub(super) fn comparison(out: &mut String, comparison: &Comparison, language: Language) {
    heading(out, &format!("{} [{}]", text(language, "compare.title"), comparison.definition.id()));
    let _ = writeln!(out, "  {}", comparisons::question(language, comparison));
    if comparison.overlap > 0 {
        let customers = count(comparison.overlap);
        let _ = writeln!(out, "  {}", filled(language, "compare.overlap", &[("customers", &customers)]));
    }
    let group = if comparison.kind == ComparisonKind::Periods { "" } else { "_group" };
    let headers = [
        "figure",
        &format!("now{group}"),
        &format!("then{group}"),
        "change",
        "interval",
        "detectable",
        "verdict",
    ]
    .map(|column| text(language, &format!("compare.column.{column}")))
    .to_vec();
    let rows: Vec<Vec<String>> = comparison.figures.iter().map(|figure| row(figure, language)).collect();
    let right = [Side::Right; 5];
    table(out, &headers, &[&[Side::Left], right.as_slice(), &[Side::Left]].concat(), &rows);
    let _ = writeln!(out, "  {}", filled(language, "compare.corrected", &[("tests", &comparison.tests)]));
}

fn row(figure: &ComparedFigure, language: Language) -> Vec<String> {
    let side = |side| {
        let made_of = comparisons::made_of(language, figure, side);
        let value = comparisons::value(figure, side);
        if made_of.is_empty() { value } else { format!("{value} ({made_of})") }
    };
    vec![
        comparisons::figure(language, figure),
        side(&figure.now),
        side(&figure.then),
        comparisons::change(language, figure),
        comparisons::interval(language, figure),
        comparisons::detectable(language, figure),
        comparisons::said(language, figure),
    ]
}

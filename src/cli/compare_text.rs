//! A comparison as text for a terminal. Never computes a difference.

use std::fmt::Write as _;

use super::layout::{Side, heading, table};
use crate::analysis::Comparison;
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
    let sides = comparisons::side_headings(language, comparison.kind);
    let headers = comparisons::headings(language, sides).to_vec();
    let rows: Vec<Vec<String>> =
        comparison.figures.iter().map(|figure| comparisons::cells(language, figure).to_vec()).collect();
    let right = [Side::Right; 5];
    table(out, &headers, &[&[Side::Left], right.as_slice(), &[Side::Left]].concat(), &rows);
    let _ = writeln!(out, "  {}", filled(language, "compare.corrected", &[("tests", &comparison.tests)]));
}

//! What the identity rules change, as text for a terminal. Never computes a figure.

use std::fmt::Write as _;

use super::layout::{Side, heading, table};
use crate::analysis::{DefinitionId, IdentityEffect, IdentityTally};
use crate::app::wording::{count, percent, text};
use crate::domain::Language;

/// One line per rule, and what was set aside.
pub(super) fn identity(out: &mut String, effects: &[IdentityEffect], language: Language) {
    // A single rule that unites nobody has nothing to tell.
    if effects.iter().all(|effect| effect.merges == 0 && effect.shared_values == 0) && effects.len() < 2 {
        return;
    }
    let say = |key: &str| text(language, key);
    heading(out, &format!("{} [{}]", say("cli.identity"), DefinitionId::Identity.id()));
    let keys = [
        "",
        "values",
        "shared",
        "merges",
        "only_by",
        "customers_with",
        "customers_without",
        "rate_with",
        "rate_without",
    ];
    let header = |key: &str| if key.is_empty() { String::new() } else { say(&format!("cli.identity.{key}")) };
    let headers: Vec<String> = keys.into_iter().map(header).collect();
    let rate = |tally: &IdentityTally| tally.rate.map_or_else(|| "-".to_owned(), percent);
    let row = |effect: &IdentityEffect| {
        let off = if effect.enabled { String::new() } else { format!(" ({})", say("identity.off")) };
        let figures = [effect.values, effect.shared_values, effect.merges, effect.only_by];
        let customers = [effect.with.customers, effect.without.customers];
        let mut cells = vec![format!("{}{off}", say(&format!("identity.{}", effect.rule.id())))];
        cells.extend(figures.into_iter().chain(customers).map(count));
        cells.extend([rate(&effect.with), rate(&effect.without)]);
        cells
    };
    let rows: Vec<Vec<String>> = effects.iter().map(row).collect();
    let sides = [vec![Side::Left], vec![Side::Right; keys.len() - 1]].concat();
    table(out, &headers, &sides, &rows);
    let _ = writeln!(out, "  {}", say("cli.identity.note"));
}

//! What an unknown table might be: how well each canonical table fits, and a field for each column with how sure that is and why.
//! A proposal for a person; never applied by itself.

pub(super) mod facts;
mod kinds;
mod words;

pub use facts::ColumnFacts;
pub use kinds::Kind;

use std::collections::BTreeSet;

use super::mapping_file::Remembered;
use super::parse::text::fold;
use super::profile::{Field, Profile};
use crate::tables::Table;
use words::Phrase;

/// Below this a guess is not worth showing.
const LEAST: f64 = 0.3;

/// What a table might be.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The table that fits best, or the one that was asked for.
    pub table: Table,
    /// How well each table fits, 0 to 1, the best first.
    pub fits: Vec<(Table, f64)>,
    /// One guess per column.
    pub columns: Vec<Guess>,
}

/// What one column might be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Guess {
    /// The field; `None` when the column is not needed.
    pub field: Option<Field>,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// How much the header speaks for it, 0 to 1.
    pub header: f64,
}

/// One column as the guess sees it.
pub(super) struct ColumnSeen<'sample> {
    /// Its header.
    pub header: &'sample str,
    /// What its cells look like.
    pub facts: &'sample ColumnFacts,
}

/// Guesses the table and the fields; with `asked` only the fields of that table.
pub(super) fn propose(columns: &[ColumnSeen<'_>], asked: Option<Table>, known: &[Remembered]) -> Proposal {
    let phrases: Vec<Phrase> = columns.iter().map(|column| Phrase::new(column.header)).collect();
    let mut tables: Vec<(Table, f64, Vec<Guess>)> = words::tables()
        .map(|table| {
            let guesses = assign(table, columns, &phrases, known);
            (table, table_fit(table, &guesses), guesses)
        })
        .collect();
    tables.sort_by(|left, right| right.1.total_cmp(&left.1));
    let fits = tables.iter().map(|(table, fit, _)| (*table, *fit)).collect();
    let chosen = asked.and_then(|asked| tables.iter().position(|(table, ..)| *table == asked)).unwrap_or(0);
    let (table, _, columns) = tables.swap_remove(chosen);
    Proposal { table, fits, columns }
}

/// Fields that a column of `table` can be, in the order of their declaration.
pub fn fields_of(table: Table) -> Vec<Field> {
    let profiles = Profile::built_in().iter().filter(|profile| profile.table == table);
    let fields: BTreeSet<Field> = profiles.flat_map(|profile| profile.columns.keys().copied()).collect();
    fields.into_iter().collect()
}

/// The tables that a file can be mapped to.
pub fn tables() -> Vec<Table> {
    words::tables().collect()
}

/// The rules that a mapping of one's own for `table` starts from: the generic format's (else those of a neighbour, without what is
/// that platform's own), without its columns.
pub(super) fn base(table: Table) -> Profile {
    let of_table = || Profile::built_in().iter().filter(|profile| profile.table == table);
    let generic = of_table().find(|profile| profile.generic);
    let model = generic.or_else(|| of_table().next()).unwrap_or(&Profile::built_in()[0]);
    let required = generic.map_or_else(|| least_required(of_table()), |profile| profile.required.clone());
    Profile {
        id: format!("own.{}", table.id()),
        name: String::new(),
        platform: table.id().to_owned(),
        table,
        generic: true,
        currency: None,
        time_zone: None,
        date_order: super::DateOrder::Auto,
        numbers: super::NumberStyle::Auto,
        description_row: false,
        header_rows: 0,
        find_score: false,
        currency_after: Vec::new(),
        instead: None,
        signature: Vec::new(),
        required,
        columns: std::collections::BTreeMap::new(),
        rows: super::row_rules::RowRules::default(),
        layout: super::LayoutRules::default(),
        ..model.clone()
    }
}

/// What every format of a table needs, when no generic one says it.
fn least_required<'profile>(profiles: impl Iterator<Item = &'profile Profile>) -> Vec<Field> {
    let mut sets = profiles.map(|profile| profile.required.iter().copied().collect::<BTreeSet<Field>>());
    let first = sets.next().unwrap_or_default();
    sets.fold(first, |common, set| common.intersection(&set).copied().collect()).into_iter().collect()
}

/// Each column at most one field, each field at most one column: the surest pairs first.
fn assign(table: Table, columns: &[ColumnSeen<'_>], phrases: &[Phrase], known: &[Remembered]) -> Vec<Guess> {
    let mut pairs: Vec<(usize, Guess)> = Vec::new();
    let kinds: Vec<Kind> = words::known_fields(table).map(Kind::of).collect();
    for (index, column) in columns.iter().enumerate() {
        let sounds = words::fields_of(table, &phrases[index]);
        let folded = fold(column.header);
        for ((field, likeness), kind) in sounds.into_iter().zip(&kinds) {
            let likeness = if was_mapped(known, table, field, &folded) { 1.0 } else { likeness };
            let guess = weigh(table, field, *kind, likeness, column.facts);
            if guess.confidence >= LEAST {
                pairs.push((index, guess));
            }
        }
    }
    pairs.sort_by(|left, right| right.1.confidence.total_cmp(&left.1.confidence).then(left.0.cmp(&right.0)));
    let mut guesses = vec![Guess::default(); columns.len()];
    let mut taken = BTreeSet::new();
    for (index, guess) in pairs {
        let Some(field) = guess.field else { continue };
        if guesses[index].field.is_none() && taken.insert(field) {
            guesses[index] = guess;
        }
    }
    guesses
}

/// Whether a mapping made earlier took this header (folded) for this field.
fn was_mapped(known: &[Remembered], table: Table, field: Field, folded: &String) -> bool {
    known
        .iter()
        .map(|known| &known.profile)
        .filter(|profile| profile.table == table)
        .any(|profile| profile.columns.get(&field).is_some_and(|aliases| aliases.contains(folded)))
}

/// Header and cells together: a header whose cells do not read is worth little, cells without a header are a weak guess.
fn weigh(table: Table, field: Field, kind: Kind, likeness: f64, facts: &ColumnFacts) -> Guess {
    let fit = kind.fit(facts);
    let by_header = likeness * (0.3 + 0.7 * fit) * if fit < 0.5 { fit * 2.0 } else { 1.0 };
    let bare = Kind::bare_guess(field, table, facts);
    Guess { field: Some(field), confidence: by_header.max(bare).min(1.0), header: likeness }
}

/// How well a table fits: mostly how sure its required fields are, a little how many others there are. A table that needs one
/// field only is easily found anywhere, so it counts for less than one that needs two.
fn table_fit(table: Table, guesses: &[Guess]) -> f64 {
    // Cells without a word from their header say little about what the table is: many tables have a day and an amount.
    let weight = |guess: &Guess| guess.confidence * if guess.header < LEAST { 0.5 } else { 1.0 };
    let sure = |field: Field| guesses.iter().find(|guess| guess.field == Some(field)).map_or(0.0, weight);
    let required = base(table).required;
    let needed = required.iter().map(|field| sure(*field)).sum::<f64>() / (required.len() as f64 + 0.5);
    let others: f64 = guesses
        .iter()
        .filter(|guess| guess.field.is_some_and(|field| !required.contains(&field)))
        .map(weight)
        .sum();
    // What lacks a field that it needs cannot be used as that table at all.
    let is_whole = required.iter().all(|field| guesses.iter().any(|guess| guess.field == Some(*field)));
    (0.75 * needed + 0.25 * (others / 5.0).min(1.0)) * if is_whole { 1.0 } else { 0.6 }
}

#[cfg(test)]
mod tests;

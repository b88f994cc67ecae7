//! What changed around the figures of two snapshots: exports, days, settings, identity rules, definitions. Never looks at a figure.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::super::{Snapshot, Source};
use crate::domain::{Day, IdentityRule, Period};

/// Kinds of causes, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// Other or more exports.
    NewData,
    /// Who counts as one customer.
    Identity,
    /// How the question is asked, and how exports are read.
    Settings,
    /// What the figures mean, or the program that computes them.
    Definitions,
    /// Other days: what customers did.
    Real,
    /// An older snapshot did not keep what it was made with.
    Unrecorded,
}

/// Something that changed around the figures.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// The exports differ.
    NewData {
        /// File by file.
        sources: Vec<SourceChange>,
        /// The last day of the data, before and after.
        as_of: (Option<Day>, Option<Day>),
    },
    /// Identity rules were switched: those that were off before and after.
    Identity {
        /// Off before.
        before: Vec<IdentityRule>,
        /// Off after.
        after: Vec<IdentityRule>,
    },
    /// Settings.
    Settings(Vec<Changed>),
    /// Another version of the program, or other definitions.
    Definitions {
        /// Version before and after.
        app: (String, String),
        /// Definitions whose cards changed, by id.
        changed: Vec<String>,
    },
    /// Other days are looked at.
    Period {
        /// Before.
        before: Period,
        /// After.
        after: Period,
    },
    /// One of the snapshots did not keep what it was made with.
    Unrecorded,
}

impl Cause {
    /// Its kind.
    pub fn kind(&self) -> CauseKind {
        match self {
            Self::NewData { .. } => CauseKind::NewData,
            Self::Identity { .. } => CauseKind::Identity,
            Self::Settings(_) => CauseKind::Settings,
            Self::Definitions { .. } => CauseKind::Definitions,
            Self::Period { .. } => CauseKind::Real,
            Self::Unrecorded => CauseKind::Unrecorded,
        }
    }
}

/// A setting before and after, as it is saved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// Its name in the project file.
    pub name: String,
    /// Before.
    pub before: Value,
    /// After.
    pub after: Value,
}

/// An export file before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SourceChange {
    /// Only the newer snapshot has it.
    Added {
        /// Where it was.
        path: String,
        /// Rows that were used.
        rows: u64,
    },
    /// Only the older snapshot has it.
    Removed {
        /// Where it was.
        path: String,
        /// Rows that were used.
        rows: u64,
    },
    /// It holds something else.
    Altered {
        /// Where it was.
        path: String,
        /// Rows that were used, before.
        before: u64,
        /// And after.
        after: u64,
    },
}

/// Settings of the document that are told elsewhere, or change no figure.
const NOT_SETTINGS: [&str; 9] = [
    "period",
    "lens",
    "segment",
    "pending_is_valid",
    "burn_in_days",
    "identity_off",
    "pseudonyms",
    "watched_folder",
    "keeps_data",
];
/// Parts of a question that are told elsewhere, or change no figure.
const NOT_QUESTION: [&str; 4] = ["period", "as_of", "identity_effects", "compared_with"];

/// Everything that changed, in the order in which it is told.
pub fn causes(before: &Snapshot, after: &Snapshot) -> Vec<Cause> {
    let known = before.made.is_known() && after.made.is_known();
    let mut found = Vec::new();
    found.extend(new_data(before, after));
    if known {
        let off = |snapshot: &Snapshot| snapshot.made.settings.identity_off.clone();
        let (before, after) = (off(before), off(after));
        found.extend((before != after).then_some(Cause::Identity { before, after }));
    }
    let mut settings = changed(&before.spec, &after.spec, &NOT_QUESTION);
    if known {
        settings.extend(changed(&before.made.settings, &after.made.settings, &NOT_SETTINGS));
        found.extend(definitions(before, after));
    } else {
        found.push(Cause::Unrecorded);
    }
    found.extend((!settings.is_empty()).then_some(Cause::Settings(settings)));
    if before.spec.period != after.spec.period {
        found.push(Cause::Period { before: before.spec.period, after: after.spec.period });
    }
    found.sort_by_key(Cause::kind);
    found
}

fn new_data(before: &Snapshot, after: &Snapshot) -> Option<Cause> {
    let sources = source_changes(&before.sources, &after.sources);
    let as_of = (before.analysis.as_of, after.analysis.as_of);
    let asked = before.spec.as_of != after.spec.as_of;
    (!sources.is_empty() || asked || (as_of.0 != as_of.1 && before.spec.period == after.spec.period))
        .then_some(Cause::NewData { sources, as_of })
}

fn source_changes(before: &[Source], after: &[Source]) -> Vec<SourceChange> {
    let mut changes = Vec::new();
    for source in before {
        let (path, rows) = (source.path.clone(), source.rows_used);
        match source.counterpart(before, after) {
            None => changes.push(SourceChange::Removed { path, rows }),
            Some(now) if !now.is_same_as(source) => {
                changes.push(SourceChange::Altered { path, before: rows, after: now.rows_used });
            }
            Some(_) => {}
        }
    }
    let is_new = |source: &&Source| source.counterpart(after, before).is_none();
    let added = |source: &Source| SourceChange::Added { path: source.path.clone(), rows: source.rows_used };
    changes.extend(after.iter().filter(is_new).map(added));
    changes
}

fn definitions(before: &Snapshot, after: &Snapshot) -> Option<Cause> {
    let (old, new) = (&before.made.definitions, &after.made.definitions);
    let differs = |(id, hash): &(&String, &String)| new.get(*id).is_some_and(|other| other != *hash);
    let changed: Vec<String> = old.iter().filter(differs).map(|(id, _)| id.clone()).collect();
    let app = (before.made.app.clone(), after.made.app.clone());
    (app.0 != app.1 || !changed.is_empty()).then_some(Cause::Definitions { app, changed })
}

/// What differs between two settings of one kind, by the names under which they are saved.
fn changed(before: &impl Serialize, after: &impl Serialize, without: &[&str]) -> Vec<Changed> {
    let fields = |value: &dyn Fn() -> Option<Value>| match value() {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let old = fields(&|| serde_json::to_value(before).ok());
    let new = fields(&|| serde_json::to_value(after).ok());
    let names: BTreeMap<&String, ()> = old.keys().chain(new.keys()).map(|name| (name, ())).collect();
    let of = |fields: &Map<String, Value>, name: &str| fields.get(name).cloned().unwrap_or(Value::Null);
    let differs = names.into_keys().filter(|name| !without.contains(&name.as_str()));
    differs
        .map(|name| Changed { name: name.clone(), before: of(&old, name), after: of(&new, name) })
        .filter(|changed| changed.before != changed.after)
        .collect()
}

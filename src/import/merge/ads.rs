//! Ad rows by platform, channel, campaign and days, and by ad set or ad where both files name them. Never adds two reports of the same days.

use std::collections::{HashMap, HashSet};

use super::{ConflictKind, Ledger, Outcome};
use crate::domain::Day;
use crate::tables::{AdRow, Code};

/// What a report row is about.
type Key = (Code, Code, Option<Code>, Option<Day>, Option<Day>, Code);

fn key(row: &AdRow) -> Key {
    (row.platform, row.channel, row.campaign, row.first_day, row.last_day, row.currency)
}

/// Rows of another file that are about the same are replaced; within one file breakdowns repeat a key and are kept. Where both files
/// name ad sets or ads, each is replaced for itself: an export of some ads does not take the others away. A hand-made table that
/// names no campaign may be of any account: only its identical rows count as known.
pub(super) fn merge(known: &mut Vec<AdRow>, fresh: Vec<AdRow>, is_generic: bool, ledger: &mut Ledger<'_>) {
    let mut by_key: HashMap<Key, Vec<&AdRow>> = HashMap::new();
    for row in &fresh {
        by_key.entry(key(row)).or_default().push(row);
    }
    let mut met: HashSet<(u32, u32)> = HashSet::new();
    known.retain(|old| {
        let Some(candidates) = by_key.get(&key(old)) else { return true };
        let finer = old.part.is_some() && candidates.iter().all(|new| new.part.is_some());
        let new: Vec<&&AdRow> = candidates.iter().filter(|new| !finer || new.part == old.part).collect();
        if new.is_empty() {
            return true;
        }
        let same = |new: &&&&AdRow| AdRow { source: old.source, line: old.line, ..(***new).clone() } == *old;
        if let Some(same) = new.iter().find(|new| same(new) && !met.contains(&(new.source, new.line))) {
            met.insert((same.source, same.line));
            ledger.count(Outcome::Unchanged);
            return false;
        }
        if is_generic && old.campaign.is_none() {
            return true;
        }
        // One row for one row can be compared; a breakdown of other columns only replaces.
        let is_pair = new.len() == 1 && (finer || candidates.len() == 1);
        let shrunk = if is_pair && !ledger.is_newer_than(old.source) { shrunk(old, new[0]) } else { None };
        for row in new.iter().filter(|row| met.insert((row.source, row.line))) {
            match &shrunk {
                Some(values) => {
                    let values = values.clone();
                    ledger.conflict(row.line, (old.source, old.line), ConflictKind::AdFigures, values);
                }
                None => ledger.count(Outcome::Updated),
            }
        }
        false
    });
    for _ in fresh.iter().filter(|row| !met.contains(&(row.source, row.line))) {
        ledger.count(Outcome::New);
    }
    known.extend(fresh);
}

/// Figures of the same days only grow while a platform still counts: the first that has become smaller, new and old.
fn shrunk(old: &AdRow, new: &AdRow) -> Option<[String; 2]> {
    let figures =
        [(new.spend_minor, old.spend_minor), (new.impressions, old.impressions), (new.clicks, old.clicks)];
    let smaller =
        figures.into_iter().find_map(|(new, old)| Some((new?, old?)).filter(|(new, old)| new < old));
    smaller.map(|(new, old)| [new.to_string(), old.to_string()])
}

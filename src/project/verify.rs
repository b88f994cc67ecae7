//! Whether a snapshot's exports still give its figures, to the last bit. Never changes a snapshot.

use serde::Serialize;
use serde_json::Value;

use super::{Snapshot, Source};
use crate::analysis::{Analysis, AnalysisError, analyze};
use crate::import::Imported;

/// More differing places than anybody reads.
const MOST: usize = 1_000;

/// What came of computing a snapshot again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verified {
    /// Figures and other values that were compared.
    pub compared: u64,
    /// Places at which they differ; at most 1,000 of them.
    pub differing: Vec<Place>,
    /// Exports whose content is not what it was then.
    pub changed_sources: Vec<String>,
}

impl Verified {
    /// Whether every figure came out as it was.
    pub fn is_same(&self) -> bool {
        self.differing.is_empty()
    }
}

/// A value that is not what it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Where it stands in the JSON of the figures, as a JSON pointer.
    pub pointer: String,
    /// What the snapshot says.
    pub before: Value,
    /// What the exports give now.
    pub now: Value,
}

/// Computes the figures of a snapshot again and compares every value.
///
/// # Errors
/// [`AnalysisError`] when the figures cannot be computed.
pub fn verify(
    snapshot: &Snapshot,
    imported: &Imported,
    sources: &[Source],
) -> Result<Verified, AnalysisError> {
    let again = analyze(&imported.tables, &snapshot.spec)?;
    // What nothing was read of made no figure; snapshots of earlier releases name what lay in a folder beside its exports.
    let was_read = |known: &&Source| known.profile_name.is_some() || known.rows_read > 0;
    let changed = snapshot.sources.iter().filter(was_read).filter(|known| {
        let now = known.counterpart(&snapshot.sources, sources);
        now.is_none_or(|now| !now.is_same_as(known))
    });
    let changed_sources = changed.map(|source| source.path.clone()).collect();
    let is_same_program = snapshot.made.app == env!("CARGO_PKG_VERSION");
    Ok(Verified { changed_sources, ..compare(&snapshot.analysis, &again, is_same_program) })
}

/// Compares two analyses value by value. Another version of the program may have figures that there were none of before.
pub fn compare(before: &Analysis, now: &Analysis, is_same_program: bool) -> Verified {
    let value = |analysis: &Analysis| serde_json::to_value(analysis).unwrap_or_default();
    let mut found = Verified { compared: 0, differing: Vec::new(), changed_sources: Vec::new() };
    let mut walk = Walk { is_same_program, pointer: String::new(), found: &mut found };
    walk.over(&value(before), &value(now));
    found
}

/// A walk over two values side by side.
struct Walk<'a> {
    is_same_program: bool,
    pointer: String,
    found: &'a mut Verified,
}

impl Walk<'_> {
    fn over(&mut self, before: &Value, now: &Value) {
        let length = self.pointer.len();
        match (before, now) {
            (Value::Object(old), Value::Object(new)) => {
                for (name, value) in old {
                    self.pointer.push('/');
                    self.pointer.push_str(name);
                    self.over(value, new.get(name).unwrap_or(&Value::Null));
                    self.pointer.truncate(length);
                }
            }
            (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
                for (index, (value, other)) in old.iter().zip(new).enumerate() {
                    self.pointer.push_str(&format!("/{index}"));
                    self.over(value, other);
                    self.pointer.truncate(length);
                }
            }
            _ => self.leaf(before, now),
        }
    }

    fn leaf(&mut self, before: &Value, now: &Value) {
        self.found.compared += 1;
        let counts = self.is_same_program || !was_not_known(before);
        if before != now && counts && self.found.differing.len() < MOST {
            let (before, now) = (before.clone(), now.clone());
            self.found.differing.push(Place { pointer: self.pointer.clone(), before, now });
        }
    }
}

/// A figure that the program did not compute when the snapshot was taken says nothing.
fn was_not_known(before: &Value) -> bool {
    match before {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::document_fixture;

    #[test]
    fn the_same_figures_are_the_same_and_one_bit_is_found() {
        let analysis = document_fixture::analysis();
        let same = compare(&analysis, &analysis.clone(), true);
        assert!(same.is_same() && same.compared > 100, "{} values", same.compared);
        let mut other = analysis.clone();
        let repeat = other.repeat.as_mut().expect("the fixture has customers");
        let rate = repeat.to_date.rate.expect("a rate");
        repeat.to_date.rate = Some(f64::from_bits(rate.to_bits() + 1));
        let found = compare(&analysis, &other, true);
        let pointers: Vec<&str> = found.differing.iter().map(|place| place.pointer.as_str()).collect();
        assert_eq!(pointers, ["/repeat/to_date/rate"]);
    }

    #[test]
    fn what_was_not_computed_then_is_no_difference() {
        let (mut old, new) = (document_fixture::analysis(), document_fixture::analysis());
        old.repeat = None;
        assert!(compare(&old, &new, false).is_same() && !compare(&old, &new, true).is_same());
        assert!(!compare(&new, &old, false).is_same());
    }
}

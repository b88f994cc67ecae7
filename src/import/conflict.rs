//! What two files say about one and the same thing in contradiction. Never decides which of them is right.

use serde::{Deserialize, Serialize};

use super::SourceReport;

impl SourceReport {
    /// How many contradictions are listed one by one.
    pub const MAX_CONFLICTS: usize = 100;

    /// Counts a contradiction and lists it while there is room.
    pub(super) fn contradict(&mut self, conflict: Conflict) {
        self.conflicting += 1;
        if self.conflicts.len() < Self::MAX_CONFLICTS {
            self.conflicts.push(conflict);
        }
    }
}

/// A row that contradicts one of another file under the same key. Never names a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Line of the row in this file, from 1.
    pub line: u64,
    /// Path of the other file.
    pub other: String,
    /// Line of the row there.
    pub other_line: u64,
    /// What is contradicted.
    pub kind: ConflictKind,
    /// What this file says.
    pub here: String,
    /// What the other file says.
    pub there: String,
}

/// What two rows of one key contradict each other in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Two orders of different days or customers bear one number: both are kept.
    SameNumber,
    /// The total or the currency of an order: the file given later is believed.
    Total,
    /// A status or refund that goes back: the file given later is believed.
    Status,
    /// Spend, impressions or clicks of the same days that became less: the file given later is believed.
    AdFigures,
    /// The score, the stars or the like: the file given later is believed.
    Answer,
}

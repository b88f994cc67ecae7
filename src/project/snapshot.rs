//! A view frozen with all its figures and everything they depend on. Never recomputes a figure, never holds a row of an export.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Board, Note, Settings, Source};
use crate::analysis::{Analysis, Projection, Scenario, Spec};

/// Identity of a snapshot within its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SnapshotId(pub u64);

/// A view frozen with all its figures. Opens without the original exports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Identity.
    pub id: SnapshotId,
    /// Name given by the person who took it.
    pub name: String,
    /// Day and time it was taken, as shown (local time, `2026-11-21 14:20`).
    pub created: String,
    /// The exports behind the figures.
    pub sources: Vec<Source>,
    /// The question the figures answer.
    pub spec: Spec,
    /// The figures.
    pub analysis: Box<Analysis>,
    /// The notes that were pinned then.
    pub notes: Vec<Note>,
    /// The journey map as it was; empty in snapshots of the first releases.
    #[serde(default)]
    pub board: Board,
    /// Words to find it by, in the order in which they were given.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What the figures depend on besides question and exports; blank in snapshots of the first releases.
    #[serde(default)]
    pub made: Made,
    /// The scenario that was tried then.
    #[serde(default)]
    pub scenario: Option<SavedScenario>,
}

/// A scenario with what it projected when it was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedScenario {
    /// The changes.
    pub scenario: Scenario,
    /// What they would bring, as it looked then.
    pub projection: Projection,
}

/// What the figures of a snapshot depend on besides its question and its exports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    /// Version of the program; blank where it was not kept.
    pub app: String,
    /// The definitions that the figures follow: a short hash of each one's card, by its id.
    pub definitions: BTreeMap<String, String>,
    /// The project's settings then.
    pub settings: Settings,
    /// The view that was looked at.
    pub view: String,
}

impl Made {
    /// Whether it was kept at all.
    pub fn is_known(&self) -> bool {
        !self.app.is_empty()
    }
}

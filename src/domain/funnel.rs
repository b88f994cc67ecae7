//! A question about a sequence of steps: which, in what order, within what time. Never an answer, never an event.

use serde::{Deserialize, Serialize};

/// A funnel: who did the steps, in order, within the window of their entry (METRICS, section 2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelSpec {
    /// The steps; the first is the entry.
    pub steps: Vec<FunnelStep>,
    /// Time from the entry within which a step must happen, inclusive, in seconds; `None` for no limit.
    pub window_seconds: Option<i64>,
    /// In what order the steps must happen.
    pub order: StepOrder,
    /// Which of several entries of a unit counts.
    pub reentry: Reentry,
    /// Events that must not happen between two steps.
    pub exclusions: Vec<Exclusion>,
    /// Entries that count: first and last second, both inclusive; later steps may lie after the range.
    pub entries: Option<(i64, i64)>,
    /// Whether units that never do the first step are followed from the first step they do, apart.
    pub open: bool,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelStep {
    /// Name for people.
    pub name: String,
    /// Names of the events that count as the step.
    pub events: Vec<String>,
    /// Whether the step may be left out; the first and the last may not.
    pub optional: bool,
    /// Least time since the step before, in seconds.
    pub min_seconds: Option<i64>,
    /// Most time since the step before, in seconds.
    pub max_seconds: Option<i64>,
}

impl FunnelStep {
    /// A step that is the event of the same name.
    pub fn event(name: &str) -> Self {
        Self { name: name.to_owned(), events: vec![name.to_owned()], ..Self::default() }
    }
}

/// In what order the steps must happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepOrder {
    /// One after the other, anything else in between.
    #[default]
    Ordered,
    /// One after the other, nothing in between.
    Strict,
    /// In any order: step k of the answer is "any k of the steps".
    Any,
}

/// Which of several entries of a unit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reentry {
    /// The entry that gets furthest; of equals the latest, but the first that gets through all steps.
    #[default]
    Best,
    /// The first entry only.
    First,
    /// Each entry is an attempt of its own; a new one begins when the former has ended.
    Every,
}

/// An event that must not happen between two steps; the attempt in which it does is left out altogether.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Name of the event.
    pub event: String,
    /// Number of the step after which it must not happen, from 1.
    pub from: usize,
    /// Number of the step before which it must not happen, from 1.
    pub to: usize,
}

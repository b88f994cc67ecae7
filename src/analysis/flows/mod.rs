//! Which way customers go after something happened, or came before it: step by step, with who stopped and who is still on the way.
//! Never orders what happens at one moment, never reads a table or a file.

mod answer;
mod follow;
#[cfg(test)]
mod laws;

pub use answer::{FlowColumn, FlowLink, FlowNode, FlowPath, Flows};

use std::collections::{BTreeSet, HashMap};

use super::funnel::EventLog;
use answer::fold;
use follow::{Follow, Walk};

/// Most steps beside the first event.
pub const MOST_STEPS: usize = 6;

/// On which side of the event one looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FlowSide {
    /// What came after its first occurrence.
    #[default]
    After,
    /// What came before its last occurrence.
    Before,
}

impl FlowSide {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::After, Self::Before];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
        }
    }
}

/// What is asked of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowSpec {
    /// The event at which all ways begin (or end).
    pub anchor: String,
    /// On which side of it one looks.
    pub side: FlowSide,
    /// Events that are not looked at.
    pub hidden: BTreeSet<String>,
    /// Steps beside the event, 1 to [`MOST_STEPS`].
    pub steps: usize,
    /// The next step must come within so many seconds; later it counts as stopped.
    pub window_seconds: i64,
    /// Kinds of steps told apart in each column; rarer ones are "other".
    pub kinds: usize,
    /// First and last second in which the event must lie; `None` for any time.
    pub within: Option<(i64, i64)>,
}

impl Default for FlowSpec {
    fn default() -> Self {
        Self {
            anchor: String::new(),
            side: FlowSide::After,
            hidden: BTreeSet::new(),
            steps: 3,
            window_seconds: 90 * 86_400,
            kinds: 6,
            within: None,
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlowError {
    /// No event of the log has that name.
    #[error("The log has no event called `{0}`.")]
    UnknownEvent(String),
}

/// Answers `spec` from `log`; `start` and `end` are the first and the last second that the data cover. Each unit takes one way: from
/// the first occurrence of the event onwards, or from its last backwards. What happens at one moment is one step of several events.
/// A unit whose next step did not come in time has stopped; if the time is not over, it is still on the way (METRICS, section 2:
/// a share is only of those whose time is over).
///
/// # Errors
/// [`FlowError`] when the log does not know the event.
pub fn flows(log: &EventLog, spec: &FlowSpec, (start, end): (i64, i64)) -> Result<Flows, FlowError> {
    let anchor = log.code(&spec.anchor).ok_or_else(|| FlowError::UnknownEvent(spec.anchor.clone()))?;
    let hidden = log.names().iter().map(|name| *name != spec.anchor && spec.hidden.contains(name)).collect();
    let mut follow = Follow::new(spec, anchor, hidden, (start, end));
    let mut ways: HashMap<Walk, u64> = HashMap::new();
    let mut never = 0;
    for events in log.units() {
        match follow.way(events) {
            Some(way) => *ways.entry(way).or_default() += 1,
            None => never += 1,
        }
    }
    Ok(fold(&follow, log.names(), &ways, never))
}

//! Event funnels: who did the steps, who stopped, who is still on the way (METRICS, section 2). Never reads a table or a file:
//! a log of events goes in, counts come out.

mod answer;
mod attempt;
mod count;
mod groups;
mod journey_log;
#[cfg(test)]
mod laws;
mod log;
mod matching;
#[cfg(test)]
mod oracles;
mod ordered;
mod plan;
mod table;
mod times;
mod trace;
mod unit;
mod unordered;

pub use answer::{EntryPeriod, Funnel, GroupCount, SideCount, StepCount};
pub use count::GroupAt;
pub use groups::TopGroups;
pub use journey_log::{JourneyGroup, JourneyLog, journey_log};
pub use log::{Event, EventLog};
pub use table::{FunnelUnit, LogOfTables, log_of_tables};
pub use times::{TimeBins, TimeSummary};
pub use trace::{Member, Trace, TracedEvent, UnitState, members, trace};

use crate::domain::FunnelSpec;
use count::Counter;
use plan::Plan;

/// Why a funnel cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FunnelError {
    /// One step is no funnel.
    #[error("A funnel needs at least two steps.")]
    TooFewSteps,
    /// No event of the log is the step.
    #[error("The log has no event called `{step}`.")]
    UnknownStep {
        /// The step.
        step: String,
        /// The events that the log has.
        known: Vec<String>,
    },
    /// An exclusion names steps that are not there or not in order.
    #[error("The exclusion of `{0}` names steps that are not in the funnel, or not in order.")]
    ExclusionOutside(String),
    /// Strict order asked of a log that knows days only.
    #[error("The log knows days only, so that nothing can be said about what directly follows what.")]
    StrictNeedsTimes,
    /// Optional steps and times between steps need an order.
    #[error("Optional steps and times between steps need steps in order.")]
    NeedsOrderedSteps,
}

/// As [`funnel_by`], broken down by the value at the entry if `by` says so.
///
/// # Errors
/// [`FunnelError`] when the question does not fit the log.
pub fn funnel(log: &EventLog, spec: &FunnelSpec, end: i64, by: bool) -> Result<Funnel, FunnelError> {
    funnel_by(log, spec, end, by.then_some(GroupAt::Entry))
}

/// Answers `spec` from `log`; `end` is the last second that the data cover, `by` at which event's value the answer is
/// broken down, if at all. Each attempt counts once per step, so that the parts add up to the whole.
///
/// # Errors
/// [`FunnelError`] when the question does not fit the log.
pub fn funnel_by(
    log: &EventLog,
    spec: &FunnelSpec,
    end: i64,
    by: Option<GroupAt>,
) -> Result<Funnel, FunnelError> {
    let plan = Plan::new(log, spec)?;
    let names: Vec<String> = spec.steps.iter().map(|step| step.name.clone()).collect();
    let mut counter = Counter::new(&plan, &names, end, by.unwrap_or_default());
    for events in log.units() {
        counter.add(&unit::follow(events, &plan));
    }
    Ok(counter.finish(by.is_some()))
}

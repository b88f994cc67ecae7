//! What a funnel says. Plain data: never computes.

use serde::{Deserialize, Serialize};

use super::times::{TimeBins, TimeSummary};
use crate::domain::{Day, Interval, Proportion};

/// The answer to a [`crate::domain::FunnelSpec`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// The steps in order.
    pub steps: Vec<StepCount>,
    /// Units of the log that entered (attempts, when every entry counts).
    pub entrants: u64,
    /// Entrants whose whole window lies before the end of the data.
    pub mature_entrants: u64,
    /// Units that never did the first step.
    pub never_entered: u64,
    /// Units all of whose attempts an excluded event took away.
    pub excluded: u64,
    /// Time from the entry to the last step, of those who got there.
    pub time_to_convert: Option<TimeSummary>,
    /// The same in bins.
    pub bins: TimeBins,
    /// Time by which half of the entrants are through, counting those still open (Kaplan-Meier); `None` when not reached.
    pub kaplan_meier_median_seconds: Option<i64>,
    /// The answer by day, week or month of the entry.
    pub periods: Vec<EntryPeriod>,
    /// The answer by the value of the entry's event; the parts add up to the whole. `None` when not asked for.
    pub by: Option<Vec<GroupCount>>,
    /// Units that began with a later step, per step they began with; `None` for a closed funnel.
    pub side: Option<Vec<SideCount>>,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepCount {
    /// Name.
    pub step: String,
    /// Whether it may be left out; its share is of those who did the steps around it.
    pub optional: bool,
    /// Units that did it.
    pub reached: u64,
    /// Mature units that did it.
    pub mature_reached: u64,
    /// Units whose last step it was and whose window is over.
    pub dropped: u64,
    /// Units whose last step it was so far.
    pub still_open: u64,
    /// Of the mature units that did the step before; `None` for the first.
    pub of_previous: Option<Proportion>,
    /// Wilson interval of that share.
    pub of_previous_interval: Option<Interval>,
    /// Of the mature entrants.
    pub of_first: Option<Proportion>,
    /// Wilson interval of that share; the first step is all of itself.
    pub of_first_interval: Option<Interval>,
    /// Time since the step before.
    pub seconds_from_previous: Option<TimeSummary>,
    /// Net value of the events that are this step in the attempts that count, in minor units.
    pub value_minor: i64,
}

/// Entrants of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPeriod {
    /// First day of the month.
    pub month: Day,
    /// Who entered in it.
    pub entrants: u64,
    /// Those of them whose window is over.
    pub mature: u64,
    /// Those of them who got through all steps.
    pub converted: u64,
    /// Those of the mature who got through all steps.
    pub mature_converted: u64,
}

/// One part of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCount {
    /// Code of the value.
    pub group: u32,
    /// Units that did each step.
    pub reached: Vec<u64>,
    /// Units whose window is over.
    pub mature: u64,
    /// Mature units that got through all steps.
    pub mature_converted: u64,
}

/// Units that began with a later step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideCount {
    /// Number of the step they began with, from 2.
    pub from_step: usize,
    /// Those of them who did each step.
    pub reached: Vec<u64>,
}

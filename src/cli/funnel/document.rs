//! The JSON of `funnel`: the promise to other programs. Names may be added, none renamed.

use serde::Serialize;

use crate::analysis::funnel::{
    EntryPeriod, Funnel, GroupCount, SideCount, StepCount, TimeSummary, TopGroups,
};
use crate::domain::Interval;

/// The JSON of `senthang funnel`.
#[derive(Debug, Serialize)]
pub(super) struct FunnelDocument<'answer> {
    schema: u32,
    version: &'static str,
    steps: Vec<StepDocument<'answer>>,
    never_entered: u64,
    excluded: u64,
    entrants: u64,
    mature_entrants: u64,
    time_to_convert: TimeDocument<'answer>,
    by: Option<Vec<GroupDocument>>,
    other: Option<OtherDocument>,
    periods: &'answer [EntryPeriod],
    side_entries: &'answer Option<Vec<SideCount>>,
    events_left_out: u64,
}

#[derive(Debug, Serialize)]
struct StepDocument<'answer> {
    step: &'answer str,
    optional: bool,
    reached: u64,
    mature_reached: u64,
    of_previous: Option<f64>,
    of_previous_low: Option<f64>,
    of_previous_high: Option<f64>,
    of_first: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    dropped: u64,
    still_open: u64,
    value_minor: i64,
    seconds_from_previous: &'answer Option<TimeSummary>,
}

#[derive(Debug, Serialize)]
struct TimeDocument<'answer> {
    from_seconds: i64,
    bin_seconds: i64,
    counts: &'answer [u64],
    summary: &'answer Option<TimeSummary>,
    kaplan_meier_median_seconds: Option<i64>,
}

#[derive(Debug, Serialize)]
struct GroupDocument {
    value: Option<String>,
    reached: Vec<u64>,
    mature_entrants: u64,
    mature_converted: u64,
}

/// The parts of the breakdown that are not shown by name, together.
#[derive(Debug, Serialize)]
struct OtherDocument {
    groups: usize,
    #[serde(flatten)]
    sum: GroupDocument,
}

impl<'answer> FunnelDocument<'answer> {
    /// Puts the document together; `values` are the names of the breakdown's codes, of which the `top` largest stand by name.
    pub(super) fn new(answer: &'answer Funnel, values: &[&str], top: Option<usize>, left_out: u64) -> Self {
        let group = |group: &GroupCount| GroupDocument {
            value: group
                .group
                .checked_sub(1)
                .and_then(|code| values.get(code as usize))
                .map(|name| (*name).to_owned()),
            reached: group.reached.clone(),
            mature_entrants: group.mature,
            mature_converted: group.mature_converted,
        };
        let groups = answer.by.as_ref().map(|groups| match top {
            Some(most) => TopGroups::new(groups, most),
            None => TopGroups { shown: groups.clone(), other: None },
        });
        Self {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            steps: answer.steps.iter().map(StepDocument::new).collect(),
            never_entered: answer.never_entered,
            excluded: answer.excluded,
            entrants: answer.entrants,
            mature_entrants: answer.mature_entrants,
            time_to_convert: TimeDocument {
                from_seconds: answer.bins.from_seconds,
                bin_seconds: answer.bins.bin_seconds,
                counts: &answer.bins.counts,
                summary: &answer.time_to_convert,
                kaplan_meier_median_seconds: answer.kaplan_meier_median_seconds,
            },
            other: groups
                .as_ref()
                .and_then(|groups| groups.other.as_ref())
                .map(|(number, sum)| OtherDocument { groups: *number, sum: group(sum) }),
            by: groups.map(|groups| groups.shown.iter().map(group).collect()),
            periods: &answer.periods,
            side_entries: &answer.side,
            events_left_out: left_out,
        }
    }
}

impl<'answer> StepDocument<'answer> {
    fn new(step: &'answer StepCount) -> Self {
        let low = |interval: Option<Interval>| interval.map(|ends| ends.low);
        let high = |interval: Option<Interval>| interval.map(|ends| ends.high);
        Self {
            step: &step.step,
            optional: step.optional,
            reached: step.reached,
            mature_reached: step.mature_reached,
            of_previous: step.of_previous.and_then(crate::domain::Proportion::value),
            of_previous_low: low(step.of_previous_interval),
            of_previous_high: high(step.of_previous_interval),
            of_first: step.of_first.and_then(crate::domain::Proportion::value),
            low: low(step.of_first_interval),
            high: high(step.of_first_interval),
            dropped: step.dropped,
            still_open: step.still_open,
            value_minor: step.value_minor,
            seconds_from_previous: &step.seconds_from_previous,
        }
    }
}

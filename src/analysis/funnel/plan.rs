//! A funnel's question with its names looked up in a log. Never looks at a unit.

use super::FunnelError;
use super::log::EventLog;
use crate::domain::{FunnelSpec, Reentry, StepOrder};

/// A spec whose events are codes.
#[derive(Debug)]
pub(super) struct Plan {
    /// The steps.
    pub steps: Vec<PlannedStep>,
    /// Indices of the steps that may not be left out, ascending.
    pub required: Vec<usize>,
    /// Exclusions: event code, index of the step before and of the step after.
    pub exclusions: Vec<(u32, usize, usize)>,
    pub window: Option<i64>,
    pub order: StepOrder,
    pub reentry: Reentry,
    pub entries: (i64, i64),
    pub open: bool,
}

/// One step.
#[derive(Debug)]
pub(super) struct PlannedStep {
    /// Per event code: whether it is the step.
    matches: Vec<bool>,
    pub optional: bool,
    pub min: i64,
    pub max: i64,
}

impl PlannedStep {
    pub(super) fn is(&self, event: u32) -> bool {
        self.matches.get(event as usize).copied().unwrap_or(false)
    }
}

impl Plan {
    /// Looks the names of `spec` up in `log`.
    pub(super) fn new(log: &EventLog, spec: &FunnelSpec) -> Result<Self, FunnelError> {
        check(log, spec)?;
        let last = spec.steps.len() - 1;
        let steps = spec
            .steps
            .iter()
            .enumerate()
            .map(|(index, step)| PlannedStep {
                matches: log.names().iter().map(|name| step.events.contains(name)).collect(),
                optional: step.optional && index != 0 && index != last,
                min: step.min_seconds.unwrap_or(0),
                max: step.max_seconds.unwrap_or(i64::MAX),
            })
            .collect::<Vec<_>>();
        let required = (0..steps.len()).filter(|index| !steps[*index].optional).collect();
        let exclusions = spec.exclusions.iter().filter_map(|exclusion| {
            // An event that never happens excludes nobody.
            Some((log.code(&exclusion.event)?, exclusion.from - 1, exclusion.to - 1))
        });
        Ok(Self {
            exclusions: exclusions.collect(),
            steps,
            required,
            window: spec.window_seconds,
            order: spec.order,
            reentry: spec.reentry,
            entries: spec.entries.unwrap_or((i64::MIN, i64::MAX)),
            open: spec.open && spec.order == StepOrder::Ordered,
        })
    }

    /// Last second in which a step of an attempt that entered at `entry` counts.
    pub(super) fn deadline(&self, entry: i64) -> i64 {
        self.window.map_or(i64::MAX, |window| entry.saturating_add(window))
    }

    pub(super) fn is_entry_time(&self, second: i64) -> bool {
        (self.entries.0..=self.entries.1).contains(&second)
    }
}

fn check(log: &EventLog, spec: &FunnelSpec) -> Result<(), FunnelError> {
    if spec.steps.len() < 2 {
        return Err(FunnelError::TooFewSteps);
    }
    for step in &spec.steps {
        if step.events.iter().all(|event| log.code(event).is_none()) {
            return Err(FunnelError::UnknownStep { step: step.name.clone(), known: log.names().to_vec() });
        }
    }
    for exclusion in &spec.exclusions {
        if exclusion.from == 0 || exclusion.to <= exclusion.from || exclusion.to > spec.steps.len() {
            return Err(FunnelError::ExclusionOutside(exclusion.event.clone()));
        }
    }
    if spec.order == StepOrder::Strict && log.is_day_resolution() {
        return Err(FunnelError::StrictNeedsTimes);
    }
    if spec.order != StepOrder::Ordered {
        let special = |step: &crate::domain::FunnelStep| {
            step.optional || step.min_seconds.is_some() || step.max_seconds.is_some()
        };
        if spec.steps.iter().any(special) {
            return Err(FunnelError::NeedsOrderedSteps);
        }
    }
    Ok(())
}

//! One unit followed through a funnel: why is it where it is? And every unit with where it ended. Never counts.

use super::FunnelError;
use super::attempt::Attempt;
use super::log::{Event, EventLog};
use super::plan::Plan;
use super::unit::{UnitOutcome, follow};
use crate::domain::{FunnelSpec, StepOrder};

/// Where a unit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitState {
    /// It did every step.
    Converted,
    /// Its time is over.
    Dropped,
    /// It may still do the next step.
    Open,
    /// An excluded event took every attempt away.
    Excluded,
    /// It began with a later step.
    Side,
    /// It never did the first step.
    NeverEntered,
}

impl UnitState {
    /// All states, in the order of a list.
    pub const ALL: [Self; 6] =
        [Self::Converted, Self::Dropped, Self::Open, Self::Excluded, Self::Side, Self::NeverEntered];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Converted => "converted",
            Self::Dropped => "dropped",
            Self::Open => "still_open",
            Self::Excluded => "excluded",
            Self::Side => "side_entry",
            Self::NeverEntered => "never_entered",
        }
    }
}

/// One attempt of a unit that counts (every attempt where every entry counts).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The unit.
    pub unit: u32,
    /// Where it ended.
    pub state: UnitState,
    /// Index of the last step that it did; `None` when it did none.
    pub last_step: Option<usize>,
    /// Second of the entry.
    pub entry: Option<i64>,
    /// Second of the last step that it did.
    pub last: Option<i64>,
    /// Last second in which a step would have counted; `None` without a limit.
    pub deadline: Option<i64>,
    /// Net value of the steps that it did, in minor units.
    pub value_minor: i64,
}

/// An event of a unit, with the step that it is in the attempt that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TracedEvent {
    /// The event.
    pub event: Event,
    /// Index of the step that it fills.
    pub step: Option<usize>,
    /// Whether it lies after the time in which steps counted.
    pub is_late: bool,
    /// Whether it is an excluded event.
    pub is_excluded: bool,
}

/// Why a unit is where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The attempts that count; one, unless every entry counts.
    pub members: Vec<Member>,
    /// The events in order of time.
    pub events: Vec<TracedEvent>,
}

/// Where each unit of `log` ended, in the order of the log; `end` is the last second that the data cover.
///
/// # Errors
/// As [`super::funnel`].
pub fn members(log: &EventLog, spec: &FunnelSpec, end: i64) -> Result<Vec<Member>, FunnelError> {
    let plan = Plan::new(log, spec)?;
    let of_unit = |events: &[Event]| {
        let outcome = follow(events, &plan);
        members_of(events[0].unit, &outcome, &plan, end)
    };
    Ok(log.units().flat_map(of_unit).collect())
}

/// Follows one unit; `None` when the log does not know it.
///
/// # Errors
/// As [`super::funnel`].
pub fn trace(log: &EventLog, spec: &FunnelSpec, end: i64, unit: u32) -> Result<Option<Trace>, FunnelError> {
    let plan = Plan::new(log, spec)?;
    let Some(own) = log.units().find(|events| events[0].unit == unit) else { return Ok(None) };
    let outcome = follow(own, &plan);
    let members = members_of(unit, &outcome, &plan, end);
    let attempts: &[Attempt] = match &outcome {
        UnitOutcome::Entered(attempts) => attempts,
        UnitOutcome::Side(_, attempt) => std::slice::from_ref(attempt),
        UnitOutcome::Excluded | UnitOutcome::NeverEntered => &[],
    };
    let last_deadline = attempts.iter().map(|attempt| plan.deadline(attempt.entry)).max();
    let mut filled: Vec<(usize, Event)> = attempts
        .iter()
        .flat_map(|attempt| attempt.steps.iter().enumerate())
        .filter_map(|(step, event)| event.map(|event| (step, event)))
        .collect();
    let mut events: Vec<Event> = own.to_vec();
    events.sort_by_key(|event| event.second);
    let traced = |event: Event| {
        // Each event fills one step: equal ones are told apart by being taken out.
        let place = filled.iter().position(|(_, used)| *used == event);
        TracedEvent {
            event,
            step: place.map(|place| filled.remove(place).0),
            is_late: last_deadline.is_some_and(|deadline| event.second > deadline),
            is_excluded: plan.exclusions.iter().any(|exclusion| exclusion.0 == event.event),
        }
    };
    Ok(Some(Trace { members, events: events.into_iter().map(traced).collect() }))
}

fn members_of(unit: u32, outcome: &UnitOutcome, plan: &Plan, end: i64) -> Vec<Member> {
    let nobody = |state| Member {
        unit,
        state,
        last_step: None,
        entry: None,
        last: None,
        deadline: None,
        value_minor: 0,
    };
    match outcome {
        UnitOutcome::Entered(attempts) => {
            attempts.iter().map(|attempt| entered(unit, attempt, plan, end)).collect()
        }
        UnitOutcome::Side(_, attempt) => {
            vec![Member { state: UnitState::Side, ..entered(unit, attempt, plan, end) }]
        }
        UnitOutcome::Excluded => vec![nobody(UnitState::Excluded)],
        UnitOutcome::NeverEntered => vec![nobody(UnitState::NeverEntered)],
    }
}

fn entered(unit: u32, attempt: &Attempt, plan: &Plan, end: i64) -> Member {
    let is_mature = plan.window.is_none_or(|window| attempt.entry.saturating_add(window) <= end);
    let state = match (attempt.is_full(plan), is_mature) {
        (true, _) => UnitState::Converted,
        (false, true) => UnitState::Dropped,
        (false, false) => UnitState::Open,
    };
    let last_required = match plan.order {
        StepOrder::Any => attempt.depth - 1,
        StepOrder::Ordered | StepOrder::Strict => plan.required[attempt.depth - 1],
    };
    Member {
        unit,
        state,
        last_step: Some(last_required),
        entry: Some(attempt.entry),
        last: Some(attempt.last_second()),
        deadline: plan.window.map(|_| plan.deadline(attempt.entry)),
        value_minor: attempt.steps.iter().flatten().map(|event| event.value_minor).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Exclusion, FunnelStep};

    fn log() -> EventLog {
        let event = |unit, second, event| Event { unit, second, event, chain: 0, group: 0, value_minor: 5 };
        let events = vec![
            event(0, 0, 0),
            event(0, 5, 1),
            event(1, 1, 0),
            event(1, 90, 1),
            event(2, 95, 0),
            event(3, 4, 1),
            event(4, 1, 0),
            event(4, 2, 2),
            event(4, 3, 1),
        ];
        EventLog::new(events, ["home", "buy", "refund"].map(str::to_owned).into())
    }

    fn spec() -> FunnelSpec {
        FunnelSpec {
            steps: vec![FunnelStep::event("home"), FunnelStep::event("buy")],
            window_seconds: Some(10),
            exclusions: vec![Exclusion { event: "refund".to_owned(), from: 1, to: 2 }],
            ..FunnelSpec::default()
        }
    }

    #[test]
    fn everybody_is_somewhere() {
        let found = members(&log(), &spec(), 100).expect("a funnel");
        let states: Vec<_> = found.iter().map(|member| (member.state, member.last_step)).collect();
        assert_eq!(
            states,
            [
                (UnitState::Converted, Some(1)),
                (UnitState::Dropped, Some(0)),
                (UnitState::Open, Some(0)),
                (UnitState::NeverEntered, None),
                (UnitState::Excluded, None),
            ]
        );
        let side = FunnelSpec { open: true, ..spec() };
        let found = members(&log(), &side, 100).expect("a funnel");
        assert_eq!((found[3].state, found[3].last_step), (UnitState::Side, Some(1)));
    }

    #[test]
    fn a_trace_says_which_event_is_which_step_and_what_came_too_late() {
        let told = |unit| {
            let trace = trace(&log(), &spec(), 100, unit).expect("a funnel").expect("a unit");
            let events = trace.events.iter();
            events.map(|one| (one.event.second, one.step, one.is_late, one.is_excluded)).collect::<Vec<_>>()
        };
        assert_eq!(told(0), [(0, Some(0), false, false), (5, Some(1), false, false)]);
        assert_eq!(told(1), [(1, Some(0), false, false), (90, None, true, false)]);
        assert_eq!(told(4), [(1, None, false, false), (2, None, false, true), (3, None, false, false)]);
        assert_eq!(trace(&log(), &spec(), 100, 9), Ok(None));
    }
}

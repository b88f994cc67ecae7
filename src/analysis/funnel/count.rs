//! Units to counts. Never looks at an event that is not part of an attempt.

use std::collections::BTreeMap;

use super::answer::{EntryPeriod, Funnel, GroupCount, SideCount, StepCount};
use super::attempt::Attempt;
use super::plan::Plan;
use super::times::{TimeBins, TimeSummary, kaplan_meier_median};
use super::unit::UnitOutcome;
use crate::analysis::statistics::wilson;
use crate::domain::{Day, Interval, MonthIndex, Proportion, StepOrder};

/// At which event's value an attempt is broken down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupAt {
    /// The value at the entry: an attempt is of one group.
    #[default]
    Entry,
    /// The value at the last step it did: an attempt is of one group.
    Last,
    /// The value at each step: an attempt may count in several groups, each step in one.
    Step,
}

/// Adds up what came of the units.
pub(super) struct Counter<'plan> {
    plan: &'plan Plan,
    /// Last second of the data.
    end: i64,
    at: GroupAt,
    answer: Funnel,
    /// Per step: durations since the step before.
    gaps: Vec<Vec<i64>>,
    /// Durations from entry to last step.
    whole: Vec<i64>,
    /// Durations with their outcome, for the estimate that counts those still open.
    watched: Vec<(i64, bool)>,
    periods: BTreeMap<i32, EntryPeriod>,
    groups: BTreeMap<u32, GroupCount>,
    side: BTreeMap<usize, SideCount>,
    /// Per optional step: mature units that did the steps around it, and those of them that did it as well.
    around: Vec<Proportion>,
}

impl<'plan> Counter<'plan> {
    pub(super) fn new(plan: &'plan Plan, names: &[String], end: i64, at: GroupAt) -> Self {
        let step = |(planned, name): (&super::plan::PlannedStep, &String)| StepCount {
            step: name.clone(),
            optional: planned.optional,
            ..StepCount::default()
        };
        let steps = plan.steps.iter().zip(names).map(step).collect();
        Self {
            plan,
            end,
            at,
            answer: Funnel { steps, ..Funnel::default() },
            gaps: vec![Vec::new(); plan.steps.len()],
            whole: Vec::new(),
            watched: Vec::new(),
            periods: BTreeMap::new(),
            groups: BTreeMap::new(),
            side: BTreeMap::new(),
            around: vec![Proportion::new(0, 0); plan.steps.len()],
        }
    }

    /// Adds one unit.
    pub(super) fn add(&mut self, outcome: &UnitOutcome) {
        match outcome {
            UnitOutcome::Entered(attempts) => attempts.iter().for_each(|attempt| self.attempt(attempt)),
            UnitOutcome::Excluded => self.answer.excluded += 1,
            UnitOutcome::NeverEntered => self.answer.never_entered += 1,
            UnitOutcome::Side(step, attempt) => {
                self.answer.never_entered += 1;
                let steps = self.plan.steps.len();
                let count = self
                    .side
                    .entry(*step)
                    .or_insert_with(|| SideCount { from_step: step + 1, reached: vec![0; steps] });
                add_steps(&mut count.reached, attempt);
            }
        }
    }

    fn attempt(&mut self, attempt: &Attempt) {
        let mature = self.is_mature(attempt.entry);
        let full = attempt.is_full(self.plan);
        self.answer.entrants += 1;
        self.answer.mature_entrants += u64::from(mature);
        self.steps(attempt, mature);
        if !full {
            let last = self.plan.required[attempt.depth - 1];
            let step = &mut self.answer.steps
                [if self.plan.order == StepOrder::Any { attempt.depth - 1 } else { last }];
            *(if mature { &mut step.dropped } else { &mut step.still_open }) += 1;
        }
        self.time(attempt, full);
        let month = Day(attempt.entry.div_euclid(86_400) as i32).month();
        let period = self.periods.entry(month.0).or_insert(EntryPeriod {
            month: MonthIndex(month.0).first_day(),
            entrants: 0,
            mature: 0,
            converted: 0,
            mature_converted: 0,
        });
        period.entrants += 1;
        period.mature += u64::from(mature);
        period.converted += u64::from(full);
        period.mature_converted += u64::from(mature && full);
        self.group(attempt, mature, full);
    }

    fn group(&mut self, attempt: &Attempt, mature: bool, full: bool) {
        let first = attempt.steps[0].map_or(0, |event| event.group);
        let last = attempt.steps.iter().flatten().next_back().map_or(0, |event| event.group);
        let at = self.at;
        let count = self.group_count(if at == GroupAt::Last { last } else { first });
        count.mature += u64::from(mature);
        count.mature_converted += u64::from(mature && full);
        if at != GroupAt::Step {
            return add_steps(&mut count.reached, attempt);
        }
        for (index, event) in attempt.steps.iter().enumerate() {
            if let Some(event) = event {
                self.group_count(event.group).reached[index] += 1;
            }
        }
    }

    fn group_count(&mut self, group: u32) -> &mut GroupCount {
        let steps = self.plan.steps.len();
        let empty = || GroupCount { group, reached: vec![0; steps], mature: 0, mature_converted: 0 };
        self.groups.entry(group).or_insert_with(empty)
    }

    fn is_mature(&self, entry: i64) -> bool {
        self.plan.window.is_none_or(|window| entry.saturating_add(window) <= self.end)
    }

    fn steps(&mut self, attempt: &Attempt, mature: bool) {
        let mut previous = None;
        for (index, event) in attempt.steps.iter().enumerate() {
            let Some(event) = event else { continue };
            let step = &mut self.answer.steps[index];
            step.reached += 1;
            step.mature_reached += u64::from(mature);
            step.value_minor += event.value_minor;
            if let Some(previous) = previous {
                self.gaps[index].push(event.second - previous);
            }
            previous = Some(event.second);
        }
        let optional = (0..attempt.steps.len()).filter(|index| self.plan.steps[*index].optional);
        for index in optional.filter(|_| mature) {
            let after = self.plan.required.iter().find(|step| **step > index);
            if after.is_some_and(|step| attempt.steps[*step].is_some()) {
                self.around[index].denominator += 1;
                self.around[index].numerator += u64::from(attempt.steps[index].is_some());
            }
        }
    }

    fn time(&mut self, attempt: &Attempt, full: bool) {
        let through = attempt.last_second() - attempt.entry;
        if full {
            self.whole.push(through);
            self.watched.push((through, true));
        } else {
            let until = self.plan.deadline(attempt.entry).min(self.end).max(attempt.entry);
            self.watched.push((until - attempt.entry, false));
        }
    }

    /// The finished answer; `by` says whether it was to be broken down.
    pub(super) fn finish(mut self, by: bool) -> Funnel {
        let mature = self.answer.mature_entrants;
        let mut previous: Option<u64> = None;
        for index in 0..self.answer.steps.len() {
            let step = &mut self.answer.steps[index];
            let done = step.mature_reached;
            step.of_previous = if step.optional {
                Some(self.around[index])
            } else {
                previous.map(|basis| Proportion::new(done, basis))
            };
            step.of_previous_interval = step.of_previous.and_then(wilson);
            step.of_first = Some(Proportion::new(done, mature));
            step.of_first_interval = match index {
                0 if mature > 0 => Some(Interval { low: 1.0, high: 1.0 }),
                _ => step.of_first.and_then(wilson),
            };
            step.seconds_from_previous = TimeSummary::new(std::mem::take(&mut self.gaps[index]));
            if !step.optional {
                previous = Some(done);
            }
        }
        self.answer.bins = TimeBins::new(&self.whole, None);
        self.answer.time_to_convert = TimeSummary::new(self.whole);
        self.answer.kaplan_meier_median_seconds = kaplan_meier_median(self.watched);
        self.answer.periods = self.periods.into_values().collect();
        self.answer.by = by.then(|| self.groups.into_values().collect());
        self.answer.side = self.plan.open.then(|| self.side.into_values().collect());
        self.answer
    }
}

fn add_steps(counts: &mut [u64], attempt: &Attempt) {
    for (count, event) in counts.iter_mut().zip(&attempt.steps) {
        *count += u64::from(event.is_some());
    }
}

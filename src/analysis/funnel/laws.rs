//! Laws of funnels, and a brute-force second opinion on random logs. Never reads a file.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Event, EventLog, Funnel, funnel};
use crate::domain::{Exclusion, FunnelSpec, FunnelStep, Reentry, StepOrder};

const NAMES: [&str; 5] = ["a", "b", "c", "d", "x"];
const END: i64 = 12;

fn names() -> Vec<String> {
    NAMES.iter().map(|name| (*name).to_owned()).collect()
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let chain = prop_oneof![3 => Just(0_u32), 1 => Just(1_u32)];
    let event =
        (0..4_u32, 0..END, 0..5_u32, 0..3_u32, chain).prop_map(|(unit, second, event, group, chain)| Event {
            unit,
            second,
            event,
            chain,
            group,
            value_minor: i64::from(event) + 1,
        });
    prop::collection::vec(event, 1..24)
}

fn step() -> impl Strategy<Value = FunnelStep> {
    let names = prop::collection::vec(0..4_usize, 1..3);
    let limit = prop_oneof![3 => Just(None), 1 => (0..4_i64).prop_map(Some)];
    (names, limit.clone(), limit).prop_map(|(names, min, max)| FunnelStep {
        name: NAMES[names[0]].to_owned(),
        events: names.iter().map(|index| NAMES[*index].to_owned()).collect(),
        optional: false,
        min_seconds: min,
        max_seconds: max.map(|max| max + min.unwrap_or(0)),
    })
}

fn specs() -> impl Strategy<Value = FunnelSpec> {
    let window = prop_oneof![Just(None), (0..10_i64).prop_map(Some)];
    (prop::collection::vec(step(), 2..5), window).prop_map(|(steps, window_seconds)| FunnelSpec {
        steps,
        window_seconds,
        ..FunnelSpec::default()
    })
}

fn answer(events: &[Event], spec: &FunnelSpec) -> Funnel {
    funnel(&EventLog::new(events.to_vec(), names()), spec, END, true).expect("the steps are in the log")
}

/// The times of the longest chain of steps from one entry, the earliest of equals: every choice tried.
fn longest(events: &[Event], spec: &FunnelSpec, entry: usize) -> Vec<i64> {
    fn extend(events: &[Event], spec: &FunnelSpec, used: &mut Vec<usize>, best: &mut Vec<i64>) {
        let times: Vec<i64> = used.iter().map(|index| events[*index].second).collect();
        if (times.len(), std::cmp::Reverse(&times)) > (best.len(), std::cmp::Reverse(best)) {
            best.clone_from(&times);
        }
        let Some(step) = spec.steps.get(used.len()) else { return };
        for (index, event) in events.iter().enumerate() {
            let gap = event.second - times[times.len() - 1];
            let fits = step.events.iter().any(|name| name == NAMES[event.event as usize])
                && !used.contains(&index)
                && event.chain == events[used[0]].chain
                && gap >= step.min_seconds.unwrap_or(0)
                && step.max_seconds.is_none_or(|max| gap <= max)
                && spec.window_seconds.is_none_or(|window| event.second - times[0] <= window);
            if fits {
                used.push(index);
                extend(events, spec, used, best);
                used.pop();
            }
        }
    }
    let mut best = Vec::new();
    extend(events, spec, &mut vec![entry], &mut best);
    best
}

/// Events that the first step is.
fn entries<'a>(events: &'a [Event], spec: &'a FunnelSpec) -> impl Iterator<Item = usize> + 'a {
    let is_first =
        |event: &Event| spec.steps[0].events.iter().any(|name| name == NAMES[event.event as usize]);
    events.iter().enumerate().filter(move |(_, event)| is_first(event)).map(|(index, _)| index)
}

/// The attempt that stands for a unit, by trying everything.
fn brute(events: &[Event], spec: &FunnelSpec) -> Option<Vec<i64>> {
    best(entries(events, spec).map(|index| longest(events, spec, index)), spec)
}

fn best(attempts: impl Iterator<Item = Vec<i64>>, spec: &FunnelSpec) -> Option<Vec<i64>> {
    attempts.max_by_key(|times| {
        let full = (times.len() == spec.steps.len()).then(|| times[times.len() - 1]);
        // Entries of one moment are one attempt, which takes each step as early as it can.
        (times.len(), std::cmp::Reverse(full), times[0], std::cmp::Reverse(times.clone()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::analysis::fixtures::cases(2_500)))]

    #[test]
    fn trying_everything_finds_nothing_better(events in events(), spec in specs()) {
        let ours = answer(&events, &spec);
        let mut reached = vec![0; spec.steps.len()];
        let (mut entrants, mut open, mut through) = (0, 0, Vec::new());
        for unit in 0..4 {
            let own: Vec<Event> = events.iter().filter(|event| event.unit == unit).copied().collect();
            let Some(times) = brute(&own, &spec) else { continue };
            entrants += 1;
            reached[..times.len()].iter_mut().for_each(|count| *count += 1);
            let is_full = times.len() == spec.steps.len();
            if is_full {
                through.push(times[times.len() - 1] - times[0]);
            }
            open += u64::from(!is_full && spec.window_seconds.is_some_and(|window| times[0] + window > END));
        }
        prop_assert_eq!(ours.entrants, entrants);
        prop_assert_eq!(ours.steps.iter().map(|step| step.reached).collect::<Vec<u64>>(), reached);
        prop_assert_eq!(ours.steps.iter().map(|step| step.still_open).sum::<u64>(), open);
        let mean = (!through.is_empty()).then(|| through.iter().sum::<i64>() as f64 / through.len() as f64);
        prop_assert_eq!(ours.time_to_convert.map(|times| times.mean), mean);
    }

    /// An event that no step is (`x`) must not happen between two steps: attempts tried one by one, those with it left out.
    #[test]
    fn an_excluded_event_takes_away_the_attempts_that_trying_everything_takes_away(
        events in events(), spec in specs(), ends in (0_usize..4, 1_usize..4),
    ) {
        let from = ends.0.min(spec.steps.len() - 2);
        let to = (from + ends.1).min(spec.steps.len() - 1);
        let excluded = Exclusion { event: "x".to_owned(), from: from + 1, to: to + 1 };
        let spec = FunnelSpec { exclusions: vec![excluded], ..spec };
        let ours = answer(&events, &spec);
        let (mut entrants, mut gone, mut never, mut reached) = (0, 0, 0, vec![0; spec.steps.len()]);
        for unit in 0..4 {
            let own: Vec<Event> = events.iter().filter(|event| event.unit == unit).copied().collect();
            if own.is_empty() {
                continue;
            }
            // What happens at one moment has no order: entries of the same moment are one attempt, the one that gets furthest.
            let mut moments: BTreeMap<(i64, u32), (Vec<i64>, usize)> = BTreeMap::new();
            for entry in entries(&own, &spec) {
                let times = longest(&own, &spec, entry);
                let known = moments.entry((own[entry].second, own[entry].chain)).or_insert((times.clone(), entry));
                if (times.len(), std::cmp::Reverse(&times)) > (known.0.len(), std::cmp::Reverse(&known.0)) {
                    *known = (times, entry);
                }
            }
            let tried: Vec<(Vec<i64>, bool)> = moments
                .into_values()
                .map(|(times, entry)| {
                    let until = times.get(to).map(|second| second - 1);
                    let deadline = spec.window_seconds.map(|window| times[0] + window);
                    let until = until.or(deadline).unwrap_or(i64::MAX);
                    let is_between = |event: &&Event| {
                        event.chain == own[entry].chain && NAMES[event.event as usize] == "x"
                            && times.get(from).is_some_and(|after| event.second > *after && event.second <= until)
                    };
                    let is_gone = own.iter().any(|event| is_between(&event));
                    (times, is_gone)
                })
                .collect();
            match best(tried.iter().filter(|(_, is_gone)| !is_gone).map(|(times, _)| times.clone()), &spec) {
                Some(times) => {
                    entrants += 1;
                    reached[..times.len()].iter_mut().for_each(|count| *count += 1);
                }
                None if tried.is_empty() => never += 1,
                None => gone += 1,
            }
        }
        prop_assert_eq!((ours.entrants, ours.excluded, ours.never_entered), (entrants, gone, never));
        prop_assert_eq!(ours.steps.iter().map(|step| step.reached).collect::<Vec<u64>>(), reached);
    }

    /// A step that may be left out, of an event (`x`) that no other step is: it is done when it lies between its neighbours.
    #[test]
    fn an_optional_step_is_done_where_it_lies_between_its_neighbours(
        events in events(), spec in specs(), place in 1_usize..4,
    ) {
        let events: Vec<Event> = events.into_iter().map(|event| Event { chain: 0, ..event }).collect();
        prop_assume!(events.iter().any(|event| NAMES[event.event as usize] == "x"));
        let place = place.min(spec.steps.len() - 1);
        let mut with = spec.clone();
        with.steps.insert(place, FunnelStep { optional: true, ..FunnelStep::event("x") });
        let (plain, ours) = (answer(&events, &spec), answer(&events, &with));
        let mut expected: Vec<u64> = plain.steps.iter().map(|step| step.reached).collect();
        let mut done = 0;
        for unit in 0..4 {
            let own: Vec<Event> = events.iter().filter(|event| event.unit == unit).copied().collect();
            let Some(times) = brute(&own, &spec).filter(|times| times.len() >= place) else { continue };
            let deadline = spec.window_seconds.map_or(i64::MAX, |window| times[0] + window);
            let until = times.get(place).copied().unwrap_or(deadline);
            let between = times[place - 1]..=until;
            done += u64::from(own.iter().any(|event| NAMES[event.event as usize] == "x" && between.contains(&event.second)));
        }
        expected.insert(place, done);
        prop_assert_eq!(ours.steps.iter().map(|step| step.reached).collect::<Vec<u64>>(), expected);
        prop_assert_eq!((ours.entrants, ours.never_entered), (plain.entrants, plain.never_entered));
    }

    #[test]
    fn nobody_is_lost_and_counts_never_rise(
        events in events(),
        spec in specs(),
        reentry in prop_oneof![Just(Reentry::Best), Just(Reentry::First), Just(Reentry::Every)],
        order in prop_oneof![Just(StepOrder::Ordered), Just(StepOrder::Strict), Just(StepOrder::Any)],
    ) {
        let mut spec = FunnelSpec { reentry, order, ..spec };
        if order != StepOrder::Ordered {
            spec.steps.iter_mut().for_each(|step| (step.min_seconds, step.max_seconds) = (None, None));
        }
        let log = EventLog::new(events.clone(), names());
        prop_assume!(order != StepOrder::Strict || !log.is_day_resolution());
        let ours = answer(&events, &spec);
        let reached: Vec<u64> = ours.steps.iter().map(|step| step.reached).collect();
        prop_assert!(reached.windows(2).all(|pair| pair[0] >= pair[1]));
        prop_assert_eq!(reached[0], ours.entrants);
        let ended: u64 = ours.steps.iter().map(|step| step.dropped + step.still_open).sum();
        prop_assert_eq!(ended + reached[reached.len() - 1], ours.entrants);
        let by = ours.by.expect("asked for");
        for (index, count) in reached.iter().enumerate() {
            prop_assert_eq!(by.iter().map(|group| group.reached[index]).sum::<u64>(), *count);
        }
        let in_periods: u64 = ours.periods.iter().map(|period| period.entrants).sum();
        prop_assert_eq!(in_periods, ours.entrants);
        if reentry != Reentry::Every {
            prop_assert_eq!(ours.entrants + ours.never_entered + ours.excluded, log.unit_count() as u64);
        }
    }

    #[test]
    fn the_order_of_rows_and_the_names_of_units_change_nothing(
        events in events(),
        spec in specs(),
        seed in any::<u64>(),
    ) {
        let mut other: Vec<Event> =
            events.iter().map(|event| Event { unit: 9 - event.unit, ..*event }).collect();
        let turn = seed as usize % other.len();
        other.rotate_left(turn);
        prop_assert_eq!(answer(&events, &spec), answer(&other, &spec));
    }

    #[test]
    fn every_strict_attempt_is_an_ordered_one_and_every_ordered_one_is_one_in_any_order(
        events in events(),
        steps in prop::collection::vec(step(), 2..5),
        window in prop_oneof![Just(None), (0..10_i64).prop_map(Some)],
    ) {
        let mut steps = steps;
        steps.iter_mut().for_each(|step| (step.min_seconds, step.max_seconds) = (None, None));
        prop_assume!(!EventLog::new(events.clone(), names()).is_day_resolution());
        let reached = |order| {
            let spec =
                FunnelSpec { steps: steps.clone(), window_seconds: window, order, ..FunnelSpec::default() };
            answer(&events, &spec).steps.iter().map(|step| step.reached).collect::<Vec<u64>>()
        };
        let (strict, ordered, any) =
            (reached(StepOrder::Strict), reached(StepOrder::Ordered), reached(StepOrder::Any));
        prop_assert!(strict.iter().zip(&ordered).all(|(fewer, more)| fewer <= more));
        prop_assert!(ordered.iter().zip(&any).all(|(fewer, more)| fewer <= more));
    }
}

//! Laws of flows, a second opinion that walks each customer naively, and a case counted by hand. Never reads a file.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{FlowNode, FlowSide, FlowSpec, Flows, flows};
use crate::analysis::funnel::{Event, EventLog};

const NAMES: [&str; 5] = ["a", "b", "c", "d", "x"];
const DATA: (i64, i64) = (0, 14);

fn log(events: &[(u32, i64, u32)]) -> EventLog {
    let event = |&(unit, second, event): &(u32, i64, u32)| Event {
        unit,
        second,
        event,
        chain: 0,
        group: 0,
        value_minor: 0,
    };
    EventLog::new(events.iter().map(event).collect(), NAMES.map(str::to_owned).into())
}

fn spec(side: FlowSide, window_seconds: i64) -> FlowSpec {
    FlowSpec { anchor: "a".to_owned(), side, window_seconds, kinds: 100, ..FlowSpec::default() }
}

/// What a node is called, so that two computations can be held side by side.
fn word(node: &FlowNode) -> String {
    match node {
        FlowNode::Events(names) => names.join("+"),
        FlowNode::Other(_) => "other".to_owned(),
        FlowNode::Open => "open".to_owned(),
        FlowNode::Stopped => "stopped".to_owned(),
    }
}

fn told(flows: &Flows) -> BTreeMap<Vec<String>, u64> {
    let words = |places: &[usize]| {
        places.iter().enumerate().map(|(column, place)| word(&flows.columns[column][*place].0)).collect()
    };
    flows.paths.iter().map(|path| (words(&path.places), path.units)).collect()
}

/// The same from the definition: every moment of every unit looked at by itself.
fn naive(events: &[(u32, i64, u32)], spec: &FlowSpec) -> BTreeMap<Vec<String>, u64> {
    let units: BTreeSet<u32> = events.iter().map(|event| event.0).collect();
    let mut ways: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for unit in units {
        let at = |second: i64| -> BTreeSet<&str> {
            let here = events.iter().filter(|event| event.0 == unit && event.1 == second);
            here.map(|event| NAMES[event.2 as usize]).filter(|name| !spec.hidden.contains(*name)).collect()
        };
        let mut seconds: Vec<i64> = (DATA.0..=DATA.1).collect();
        if spec.side == FlowSide::Before {
            seconds.reverse();
        }
        let Some(start) = seconds.iter().position(|second| at(*second).contains("a")) else { continue };
        let (mut way, mut last) = (vec!["a".to_owned()], seconds[start]);
        for _ in 0..spec.steps {
            let next = seconds.iter().find(|second| {
                let beyond = if spec.side == FlowSide::After { **second > last } else { **second < last };
                beyond && !at(**second).is_empty()
            });
            match next.filter(|next| (**next - last).abs() <= spec.window_seconds) {
                Some(next) => {
                    way.push(at(*next).into_iter().collect::<Vec<_>>().join("+"));
                    last = *next;
                }
                None => {
                    let left = if spec.side == FlowSide::After { DATA.1 - last } else { last - DATA.0 };
                    way.push(if left >= spec.window_seconds { "stopped" } else { "open" }.to_owned());
                    break;
                }
            }
        }
        *ways.entry(way).or_default() += 1;
    }
    ways
}

fn events() -> impl Strategy<Value = Vec<(u32, i64, u32)>> {
    prop::collection::vec((0..6_u32, DATA.0..=DATA.1, 0..5_u32), 1..40)
}

fn sides() -> impl Strategy<Value = FlowSide> {
    prop_oneof![Just(FlowSide::After), Just(FlowSide::Before)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::analysis::fixtures::cases(2_000)))]

    #[test]
    fn every_way_is_the_one_that_a_naive_walk_takes(
        events in events(), side in sides(), window in 1..12_i64, hides in any::<bool>(), steps in 1..6_usize,
    ) {
        let hidden = if hides { BTreeSet::from(["x".to_owned()]) } else { BTreeSet::new() };
        let asked = FlowSpec { hidden, steps, ..spec(side, window) };
        let Ok(found) = flows(&log(&events), &asked, DATA) else { return Ok(()) };
        prop_assert_eq!(told(&found), naive(&events, &asked));
    }

    #[test]
    fn what_flows_in_flows_out_and_the_order_of_rows_changes_nothing(
        mut events in events(), side in sides(), window in 1..12_i64, kinds in 1..4_usize,
    ) {
        let asked = FlowSpec { kinds, ..spec(side, window) };
        let Ok(found) = flows(&log(&events), &asked, DATA) else { return Ok(()) };
        let links = found.links(|_| true);
        prop_assert_eq!(found.columns[0][0].1, found.units);
        for (column, nodes) in found.columns.iter().enumerate() {
            for (place, (node, units)) in nodes.iter().enumerate() {
                let into: u64 = links.iter().filter(|l| l.column + 1 == column && l.to == place).map(|l| l.units).sum();
                let out: u64 = links.iter().filter(|l| l.column == column && l.from == place).map(|l| l.units).sum();
                prop_assert!(column == 0 || into == *units);
                let ends = node.is_end() || column + 1 == found.columns.len();
                prop_assert_eq!(out, if ends { 0 } else { *units });
            }
        }
        events.reverse();
        prop_assert_eq!(flows(&log(&events), &asked, DATA).expect("known"), found);
    }
}

#[test]
fn ways_are_counted_as_by_hand() {
    // 1: a, then b and c at one moment, then nothing for long. 2: a, b in time. 3: a, too late for anything. 4: never.
    let events = [(1, 0, 0), (1, 3, 1), (1, 3, 2), (2, 1, 0), (2, 2, 1), (3, 12, 0), (4, 5, 1)];
    let asked = FlowSpec { steps: 2, ..spec(FlowSide::After, 5) };
    let found = flows(&log(&events), &asked, DATA).expect("known");
    assert_eq!((found.units, found.never), (3, 1));
    let expected: [(&[&str], u64); 3] =
        [(&["a", "b", "stopped"], 1), (&["a", "b+c", "stopped"], 1), (&["a", "open"], 1)];
    let expected = expected.map(|(way, units)| (way.iter().map(ToString::to_string).collect(), units));
    assert_eq!(told(&found), BTreeMap::from(expected));
    let before =
        flows(&log(&events), &FlowSpec { anchor: "b".to_owned(), ..spec(FlowSide::Before, 5) }, DATA);
    assert_eq!(before.expect("known").units, 3);
    assert!(flows(&log(&events), &FlowSpec { anchor: "nothing".to_owned(), ..asked }, DATA).is_err());
}

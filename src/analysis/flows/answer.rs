//! The ways of all units as columns of steps. What flows into a step flows out of it again, stops there, or is still on the way.
//! Never follows a unit.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::follow::{Follow, Step, Walk};

/// What stands at one place of a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowNode {
    /// What happened at one moment: names of the events, in alphabetical order.
    Events(Vec<String>),
    /// Rarer steps together: of how many kinds.
    Other(u64),
    /// Nothing yet, and the time is not over.
    Open,
    /// Nothing came in time.
    Stopped,
}

impl FlowNode {
    /// Whether ways end here.
    pub fn is_end(&self) -> bool {
        matches!(self, Self::Open | Self::Stopped)
    }
}

/// One column: the steps that stand side by side, the most frequent first, ends last.
pub type FlowColumn = Vec<(FlowNode, u64)>;

/// Units that took the same way: the place in each column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlowPath {
    /// Index in the column, column by column; shorter where the way ends.
    pub places: Vec<usize>,
    /// How many took it.
    pub units: u64,
}

/// Units that go from one place to one in the next column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FlowLink {
    /// The column it leaves.
    pub column: usize,
    /// Place in that column.
    pub from: usize,
    /// Place in the next column.
    pub to: usize,
    /// How many go.
    pub units: u64,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flows {
    /// The event first, then one column per step.
    pub columns: Vec<FlowColumn>,
    /// Every way that was taken, the most frequent first.
    pub paths: Vec<FlowPath>,
    /// Units to whom the event happened.
    pub units: u64,
    /// Units to whom it never did.
    pub never: u64,
}

impl Flows {
    /// The links of the ways for which `counts` holds, by column and place.
    pub fn links(&self, counts: impl Fn(&FlowPath) -> bool) -> Vec<FlowLink> {
        let mut links: BTreeMap<(usize, usize, usize), u64> = BTreeMap::new();
        for path in self.paths.iter().filter(|path| counts(path)) {
            for (column, pair) in path.places.windows(2).enumerate() {
                *links.entry((column, pair[0], pair[1])).or_default() += path.units;
            }
        }
        let link = |((column, from, to), units)| FlowLink { column, from, to, units };
        links.into_iter().map(link).collect()
    }
}

/// The columns and ways of what was followed; rare steps become "other".
pub(super) fn fold(follow: &Follow<'_>, names: &[String], ways: &HashMap<Walk, u64>, never: u64) -> Flows {
    let named: Vec<Vec<String>> = follow.sets.iter().map(|set| name(set, names)).collect();
    let units = ways.values().sum();
    let anchor = FlowNode::Events(vec![names[follow.anchor as usize].clone()]);
    let mut columns: Vec<FlowColumn> = vec![vec![(anchor, units)]];
    let mut place_of: Vec<HashMap<Step, usize>> = Vec::new();
    for step in 0..follow.steps {
        let (column, places) = column(step, ways, &named, follow.spec.kinds);
        if column.is_empty() {
            break;
        }
        columns.push(column);
        place_of.push(places);
    }
    let mut paths: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    for (way, units) in ways {
        let steps = way.iter().zip(&place_of).map_while(|(step, places)| places.get(step).copied());
        let places: Vec<usize> = std::iter::once(0).chain(steps).collect();
        *paths.entry(places).or_default() += units;
    }
    let mut paths: Vec<FlowPath> =
        paths.into_iter().map(|(places, units)| FlowPath { places, units }).collect();
    paths.sort_by_key(|path| Reverse(path.units));
    Flows { columns, paths, units, never }
}

fn name(set: &[u32], names: &[String]) -> Vec<String> {
    let mut named: Vec<String> = set.iter().map(|event| names[*event as usize].clone()).collect();
    named.sort();
    named
}

/// The column of a step, and the place of each step in it.
fn column(
    step: usize,
    ways: &HashMap<Walk, u64>,
    named: &[Vec<String>],
    kinds: usize,
) -> (FlowColumn, HashMap<Step, usize>) {
    let mut counts: HashMap<Step, u64> = HashMap::new();
    for (way, units) in ways.iter().filter(|(way, _)| way[step] != Step::Nothing) {
        *counts.entry(way[step]).or_default() += units;
    }
    let mut sets: Vec<(u32, u64)> = counts
        .iter()
        .filter_map(|(step, units)| if let Step::Set(code) = step { Some((*code, *units)) } else { None })
        .collect();
    // By name where two are equally frequent: codes follow the order of the rows.
    sets.sort_by(|left, right| {
        right.1.cmp(&left.1).then_with(|| named[left.0 as usize].cmp(&named[right.0 as usize]))
    });
    // A single rare kind is shown as itself: "other" would take the same room and say less.
    let told = if sets.len() == kinds + 1 { sets.len() } else { sets.len().min(kinds) };
    let (mut column, mut places) = (FlowColumn::new(), HashMap::new());
    for (code, units) in &sets[..told] {
        places.insert(Step::Set(*code), column.len());
        column.push((FlowNode::Events(named[*code as usize].clone()), *units));
    }
    let rest = &sets[told..];
    if !rest.is_empty() {
        rest.iter().for_each(|(code, _)| {
            places.insert(Step::Set(*code), column.len());
        });
        column.push((FlowNode::Other(rest.len() as u64), rest.iter().map(|set| set.1).sum()));
    }
    for (step, node) in [(Step::Open, FlowNode::Open), (Step::Stopped, FlowNode::Stopped)] {
        if let Some(units) = counts.get(&step) {
            places.insert(step, column.len());
            column.push((node, *units));
        }
    }
    (column, places)
}

//! Attempts whose steps follow one another with anything in between. Never sees more than one unit's events.

use std::collections::HashSet;

use super::attempt::Attempt;
use super::log::{Chain, Event};
use super::matching::Matching;
use super::plan::Plan;

/// Finds attempts in one chain of events.
pub(super) struct Ordered<'chain, 'log> {
    chain: &'chain Chain<'log>,
    plan: &'chain Plan,
    /// Per required step and group: the first group from there on that holds the step.
    next: Vec<Vec<usize>>,
    /// Per required step: whether a later one has a longest time since the step before it, so that the earliest choice need not be
    /// the best.
    must_search: Vec<bool>,
}

/// Places of a search that led nowhere: position, group, length of the run in the group.
type Dead = HashSet<(usize, usize, usize)>;

impl<'chain, 'log> Ordered<'chain, 'log> {
    /// Prepares `chain`; `first` is the first required step that is looked at (0 but for side entries).
    pub(super) fn new(chain: &'chain Chain<'log>, plan: &'chain Plan) -> Self {
        let next = plan.required.iter().map(|step| next_groups(chain, plan, *step)).collect();
        let limits: Vec<bool> = plan.required.iter().map(|step| plan.steps[*step].max < i64::MAX).collect();
        let must_search =
            (0..limits.len()).map(|position| limits[position + 1..].iter().any(|limit| *limit)).collect();
        Self { chain, plan, next, must_search }
    }

    /// Groups that hold the required step at `position`, ascending.
    pub(super) fn entries(&self, position: usize) -> impl Iterator<Item = usize> + '_ {
        let next = &self.next[position];
        let hop = move |from: usize| next.get(from).copied().filter(|group| *group < self.chain.groups.len());
        std::iter::successors(hop(0), move |group| hop(group + 1))
    }

    /// The attempt that enters in `group` at the required step `position`.
    pub(super) fn attempt(&self, group: usize, position: usize) -> Attempt {
        let mut path = vec![group];
        if self.must_search[position] {
            let (mut best, mut dead) = (path.clone(), Dead::new());
            self.search(position, &mut path, &mut best, &mut dead);
            path = best;
        } else {
            self.follow(position, &mut path);
        }
        self.finish(position, &path)
    }

    /// Takes the earliest event for each step.
    fn follow(&self, from: usize, path: &mut Vec<usize>) {
        let (mut group, mut matching) = (path[0], Matching::default());
        matching.fill(self.plan.required[from], self.events(group), &self.plan.steps);
        for position in from + 1..self.plan.required.len() {
            let step = self.plan.required[position];
            let here = self.plan.steps[step].min <= 0 && self.plan.steps[step].max >= 0;
            if !(here && matching.fill(step, self.events(group), &self.plan.steps)) {
                let Some(later) = self.later_groups(position, path[0], group).next() else { return };
                group = later;
                matching = Matching::default();
                matching.fill(step, self.events(group), &self.plan.steps);
            }
            path.push(group);
        }
    }

    /// Tries every choice, the earliest first, until all steps are done; `best` keeps the longest path.
    fn search(&self, from: usize, path: &mut Vec<usize>, best: &mut Vec<usize>, dead: &mut Dead) -> bool {
        if path.len() > best.len() {
            best.clone_from(path);
        }
        let position = from + path.len();
        if position == self.plan.required.len() {
            return true;
        }
        let group = path[path.len() - 1];
        let run = path.iter().rev().take_while(|other| **other == group).count();
        if !dead.insert((position, group, run)) {
            return false;
        }
        let step = &self.plan.steps[self.plan.required[position]];
        let here = (step.min <= 0 && self.fits_run(from, path)).then_some(group);
        let later = self.later_groups(position, path[0], group);
        let choices: Vec<usize> = here.into_iter().chain(later).collect();
        for choice in choices {
            path.push(choice);
            if self.search(from, path, best, dead) {
                return true;
            }
            path.pop();
        }
        false
    }

    /// Whether the steps at the end of `path` that lie in its last group, and the next one, can all be filled there.
    fn fits_run(&self, from: usize, path: &[usize]) -> bool {
        let group = path[path.len() - 1];
        let run = path.iter().rev().take_while(|other| **other == group).count();
        let mut matching = Matching::default();
        (from + path.len() - run..=from + path.len())
            .all(|position| matching.fill(self.plan.required[position], self.events(group), &self.plan.steps))
    }

    /// Groups after `group` in which the step at `position` may happen, for an attempt that entered in group `entry`.
    fn later_groups(&self, position: usize, entry: usize, group: usize) -> impl Iterator<Item = usize> + '_ {
        let step = &self.plan.steps[self.plan.required[position]];
        let since = self.chain.second(group);
        let earliest = since.saturating_add(step.min);
        let latest = since.saturating_add(step.max).min(self.plan.deadline(self.chain.second(entry)));
        let next = &self.next[position];
        let hop = move |from: usize| next.get(from).copied().filter(|found| *found < self.chain.groups.len());
        std::iter::successors(hop(group + 1), move |found| hop(found + 1))
            .skip_while(move |found| self.chain.second(*found) < earliest)
            .take_while(move |found| self.chain.second(*found) <= latest)
    }

    fn events(&self, group: usize) -> &'log [Event] {
        &self.chain.events[self.chain.groups[group].clone()]
    }

    /// Names the events along `path` and looks for the optional steps between them.
    fn finish(&self, from: usize, path: &[usize]) -> Attempt {
        let mut steps = vec![None; self.plan.steps.len()];
        let mut used = vec![];
        let mut start = 0;
        while start < path.len() {
            let group = path[start];
            let length = path[start..].iter().take_while(|other| **other == group).count();
            let mut matching = Matching::default();
            for position in start..start + length {
                matching.fill(self.plan.required[from + position], self.events(group), &self.plan.steps);
            }
            for (index, event) in self.events(group).iter().enumerate() {
                if let Some(step) = matching.step_of(index) {
                    steps[step] = Some(*event);
                    used.push(self.chain.groups[group].start + index);
                }
            }
            start += length;
        }
        let entry = self.chain.second(path[0]);
        self.fill_optional(from, path, &mut steps, &mut used);
        Attempt { entry, steps, depth: from + path.len() }
    }

    /// The earliest unused event for each optional step between two steps of the path, and after its end.
    fn fill_optional(&self, from: usize, path: &[usize], steps: &mut [Option<Event>], used: &mut Vec<usize>) {
        let deadline = self.plan.deadline(self.chain.second(path[0]));
        for (index, group) in path.iter().enumerate() {
            let first = self.plan.required[from + index];
            let Some(last) = self.plan.required.get(from + index + 1) else { continue };
            let until = path.get(index + 1).map_or(deadline, |next| self.chain.second(*next));
            let mut since = self.chain.second(*group);
            let between = steps.iter_mut().enumerate().take(*last).skip(first + 1);
            for (step, filled) in between {
                let planned = &self.plan.steps[step];
                let earliest = since.saturating_add(planned.min);
                let latest = since.saturating_add(planned.max).min(until);
                let start = self.chain.events.partition_point(|event| event.second < earliest);
                let found = (start..self.chain.events.len())
                    .take_while(|at| self.chain.events[*at].second <= latest)
                    .find(|at| planned.is(self.chain.events[*at].event) && !used.contains(at));
                if let Some(at) = found {
                    *filled = Some(self.chain.events[at]);
                    since = self.chain.events[at].second;
                    used.push(at);
                }
            }
        }
    }
}

/// Per group: the first group from there on that holds `step`; the number of groups where there is none.
fn next_groups(chain: &Chain<'_>, plan: &Plan, step: usize) -> Vec<usize> {
    let mut next = vec![chain.groups.len(); chain.groups.len()];
    let mut found = chain.groups.len();
    for (index, group) in chain.groups.iter().enumerate().rev() {
        if chain.events[group.clone()].iter().any(|event| plan.steps[step].is(event.event)) {
            found = index;
        }
        next[index] = found;
    }
    next
}

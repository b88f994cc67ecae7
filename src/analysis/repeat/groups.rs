//! Whether some customers come back sooner than others: Kaplan-Meier by group with the log-rank test (METRICS, section 5). Never
//! compares at one day only, never takes a group apart after looking at it.

mod keys;

use std::ops::Range;

use self::keys::KeyTable;
pub(in crate::analysis) use self::keys::Keys;
use super::super::DefinitionId;
use super::super::result::{AtRisk, GroupFinding, GroupName, GroupedRepeat, RepeatGroup};
use super::super::scope::{Scope, on_all_cores, ranges};
use super::super::statistics::{Lifetimes, benjamini_hochberg, log_rank, log_rank_of, newcombe};
use super::newcomers::{NEVER, Newcomers};
use super::{came_back, curve_points, share, whole_days};
use crate::domain::{Day, Proportion};

/// Groups shown by name; the others are one group. As many as there are colours.
const NAMED: usize = 7;
/// Fewer mature customers make no finding.
const FEWEST: u64 = 30;
/// Days at which those still at risk are counted.
const RISK_DAYS: [u32; 7] = [0, 30, 60, 90, 180, 365, 730];

/// One group while it is counted.
#[derive(Clone, Default)]
struct Group {
    mature: Proportion,
    times: Lifetimes,
}

impl Group {
    fn add(&mut self, watched: i32, second: Option<u32>, window: i32) {
        self.mature.count(watched >= window, second.is_some_and(|days| days as i32 <= window));
        match second {
            Some(days) => self.times.event(days),
            None => self.times.censored(watched.unsigned_abs()),
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.mature += other.mature;
        self.times.absorb(&other.times);
    }
}

/// The groups of several ways.
type Counted = Vec<Vec<Group>>;

/// The first-time buyers of the period in groups, one entry per way to group them that makes at least two.
pub(super) fn groups(scope: &Scope<'_>, as_of: Day) -> Vec<GroupedRepeat> {
    let days = scope.spec.open_window_days;
    let window = whole_days(days);
    let (keys, counted) =
        if scope.is_of_all() { of_newcomers(scope, as_of, window) } else { of_members(scope, as_of, window) };
    let ways: Vec<(Keys, Vec<Group>)> = keys.into_iter().zip(counted).collect();
    // Curves and tests take as long as the counting: half of the ways on each of two cores.
    let half = ways.len().div_ceil(2);
    let compared =
        |range: Range<usize>| ways[range].iter().map(|(keys, groups)| compare(keys, groups, days)).collect();
    on_all_cores(vec![0..half, half..ways.len()], compared, &mut |own: &mut Vec<_>, mut other| {
        own.append(&mut other);
    })
}

/// Customer by customer.
fn of_members(scope: &Scope<'_>, as_of: Day, window: i32) -> (Vec<Keys>, Counted) {
    let keys = Keys::all(scope);
    let counted = scope.fold_first_time(
        || empty(&keys),
        |own, customer, occasions| {
            let watched = as_of.since(occasions[0].day);
            let second = occasions.get(1).map(|second| second.day.since(occasions[0].day).unsigned_abs());
            for (groups, keys) in own.iter_mut().zip(&keys) {
                groups[keys.of(customer, occasions)].add(watched, second, window);
            }
        },
        |own, other| absorb(own, &other),
    );
    (keys, counted)
}

/// Of the run of newcomers that the question is about.
fn of_newcomers(scope: &Scope<'_>, as_of: Day, window: i32) -> (Vec<Keys>, Counted) {
    let newcomers = Newcomers::known(scope);
    let table = KeyTable::known(scope, &newcomers);
    let run = newcomers.within(scope.first_days());
    let keys = table.ways(scope, run.clone());
    let work = |part: Range<usize>| {
        let mut own = empty(&keys);
        for index in run.start + part.start..run.start + part.end {
            let watched = as_of.since(newcomers.first[index]);
            let second = Some(newcomers.second[index]).filter(|second| *second != NEVER);
            for (groups, keys) in own.iter_mut().zip(&keys) {
                groups[keys.of_row(table.row(index))].add(watched, second, window);
            }
        }
        own
    };
    let counted = on_all_cores(ranges(run.len()), work, &mut |own, other| absorb(own, &other));
    (keys, counted)
}

fn empty(keys: &[Keys]) -> Counted {
    keys.iter().map(|keys| vec![Group::default(); keys.names.len()]).collect()
}

fn absorb(own: &mut Counted, other: &Counted) {
    own.iter_mut().flatten().zip(other.iter().flatten()).for_each(|(own, other)| own.absorb(other));
}

fn compare(keys: &Keys, counted: &[Group], days: u32) -> GroupedRepeat {
    let groups: Vec<(&GroupName, &Group)> = keys.names.iter().zip(counted).collect();
    let known = groups.iter().filter(|(name, _)| is_named(name));
    let test = log_rank_of(&known.map(|(_, group)| &group.times).collect::<Vec<_>>());
    let against = against_rest(&groups);
    let shown = (0..groups.len()).zip(against).map(|(index, p)| finish(&groups, index, days, p));
    GroupedRepeat {
        by: keys.by,
        days,
        groups: shown.collect(),
        chi_square: test.map(|test| test.test.statistic),
        degrees: test.map(|test| test.degrees),
        p: test.map(|test| test.test.p),
        definition: DefinitionId::RepeatGroups,
    }
}

/// Whether a group is more than what is left over.
fn is_named(name: &GroupName) -> bool {
    !matches!(name, GroupName::Other | GroupName::Unknown)
}

/// Per group: the adjusted p value of its difference from all others together; the collecting groups are compared with nobody.
fn against_rest(groups: &[(&GroupName, &Group)]) -> Vec<Option<f64>> {
    let test = |index: usize| {
        let (_, own) = groups.get(index).filter(|(name, _)| is_named(name))?;
        let mut rest = Lifetimes::default();
        others(groups, index).for_each(|group| rest.absorb(&group.times));
        log_rank(&own.times, &rest).map(|test| test.p)
    };
    let raw: Vec<Option<f64>> = (0..groups.len()).map(test).collect();
    let mut adjusted = benjamini_hochberg(&raw.iter().copied().flatten().collect::<Vec<_>>()).into_iter();
    raw.into_iter().map(|p| p.and_then(|_| adjusted.next())).collect()
}

/// All groups but the one with this index and the unknown.
fn others<'a>(groups: &[(&'a GroupName, &'a Group)], index: usize) -> impl Iterator<Item = &'a Group> {
    let apart = move |(other, (name, _)): &(usize, &(&GroupName, &Group))| {
        *other != index && **name != GroupName::Unknown
    };
    groups.iter().enumerate().filter(apart).map(|(_, (_, group))| *group)
}

fn finish(
    groups: &[(&GroupName, &Group)],
    index: usize,
    days: u32,
    p_against_rest: Option<f64>,
) -> RepeatGroup {
    let (name, group) = (groups[index].0.clone(), groups[index].1);
    let mut rest = Proportion::default();
    others(groups, index).for_each(|other| rest += other.mature);
    let difference = newcombe(group.mature, rest);
    let curve = group.times.kaplan_meier();
    let estimate = came_back(&curve, days);
    let ends = estimate.and_then(|(_, ends)| ends);
    let observed = curve.observed_days.unwrap_or(0);
    let shown = RISK_DAYS.into_iter().filter(|day| *day <= observed);
    RepeatGroup {
        name,
        customers: group.times.units(),
        repeaters: group.times.events().len(),
        within: share(group.mature),
        kaplan_meier: estimate.map(|(value, _)| value),
        km_low: ends.map(|ends| ends.low),
        km_high: ends.map(|ends| ends.high),
        half_days: curve.median(),
        curve: curve_points(&curve),
        at_risk: shown.map(|day| AtRisk { day, customers: group.times.at_risk(day) }).collect(),
        p_against_rest,
        rest: share(rest),
        difference_low: difference.map(|ends| ends.low),
        difference_high: difference.map(|ends| ends.high),
    }
}

/// The group that differs most surely from all others: the smallest corrected p value below 5 %, at least 30 mature customers on both
/// sides, and an interval of the difference that leaves out nothing.
pub(super) fn finding(ways: &[GroupedRepeat]) -> Option<GroupFinding> {
    let candidates = ways.iter().flat_map(|way| way.groups.iter().map(move |group| (way, group)));
    let sure = candidates.filter_map(|(way, group)| {
        let p = (group.p_against_rest? * ways.len() as f64).min(1.0);
        let (low, high) = (group.difference_low?, group.difference_high?);
        let enough = group.within.denominator.min(group.rest.denominator) >= FEWEST;
        let apart = low > 0.0 || high < 0.0;
        (p < 0.05 && enough && apart).then(|| GroupFinding {
            by: way.by,
            name: group.name.clone(),
            within: group.within,
            rest: group.rest,
            low,
            high,
            days: way.days,
            p,
            definition: DefinitionId::RepeatGroups,
        })
    });
    // Of two groups that are each other's rest, the one that comes back more often is named.
    sure.min_by(|one, other| {
        one.p
            .total_cmp(&other.p)
            .then(other.within.value.partial_cmp(&one.within.value).unwrap_or(std::cmp::Ordering::Equal))
    })
}

#[cfg(test)]
mod tests;

//! Which group each customer belongs to, as small numbers. Never looks at whether anybody came back.

use std::ops::Range;
use std::sync::Arc;

use super::super::super::result::{GroupBy, GroupName};
use super::super::super::scope::{Customer, Occasion, Scope, on_all_cores, ranges, slot};
use super::super::super::shared::Shared;
use super::super::newcomers::Newcomers;
use super::NAMED;
use crate::domain::Direction;
use crate::tables::OptionalCode;

/// A misread year must not make millions of quarters.
const MAX_QUARTERS: i32 = 800;

/// One way to group the first-time buyers of a scope: the groups that are shown, and which of them each customer is in.
pub(in crate::analysis) struct Keys {
    pub(super) by: GroupBy,
    /// Names of the groups in the order in which they are shown.
    pub(in crate::analysis) names: Vec<GroupName>,
    source: Source,
    /// Per key: index in `names`.
    group_of_key: Vec<u8>,
    /// Index in `names` of those without a key.
    nobody: usize,
}

impl Keys {
    /// One way; `None` where the data know fewer than two such groups.
    pub(in crate::analysis) fn new(scope: &Scope<'_>, by: GroupBy) -> Option<Self> {
        Self::of_ways(scope, &[by]).pop()
    }

    /// All ways of which the data know at least two groups.
    pub(super) fn all(scope: &Scope<'_>) -> Vec<Self> {
        Self::of_ways(scope, &GroupBy::ALL)
    }

    fn of_ways(scope: &Scope<'_>, ways: &[GroupBy]) -> Vec<Self> {
        let ways = sources(scope, ways);
        let sizes = scope.fold_first_time(
            || vec![Sizes::default(); ways.len()],
            |own, customer, occasions| {
                for (sizes, (_, source)) in own.iter_mut().zip(&ways) {
                    sizes.count(source.key(customer, occasions));
                }
            },
            |own, other| own.iter_mut().zip(&other).for_each(|(own, other)| own.absorb(other)),
        );
        let ways = ways.into_iter().zip(&sizes);
        ways.filter_map(|((by, source), sizes)| Self::named(scope, by, source, sizes)).collect()
    }

    fn named(scope: &Scope<'_>, by: GroupBy, source: Source, sizes: &Sizes) -> Option<Self> {
        let shown = shown(scope, by, &sizes.of_key);
        if shown.len() < 2 {
            return None;
        }
        let mut names: Vec<GroupName> = shown.iter().map(|key| name(scope, by, *key)).collect();
        let other = names.len() as u8;
        let in_shown: u64 = shown.iter().map(|key| sizes.of_key[*key as usize]).sum();
        names.extend((in_shown < sizes.of_key.iter().sum()).then_some(GroupName::Other));
        let nobody = names.len();
        names.extend((sizes.unknown > 0).then_some(GroupName::Unknown));
        let mut group_of_key = vec![other; sizes.of_key.len()];
        (0_u8..).zip(&shown).for_each(|(group, key)| group_of_key[*key as usize] = group);
        Some(Self { by, names, source, group_of_key, nobody })
    }

    /// The group of a first-time buyer, as an index in `names`.
    pub(in crate::analysis) fn of(&self, customer: &Customer, occasions: &[Occasion]) -> usize {
        let key = self.source.key(customer, occasions);
        self.group(key)
    }

    /// The same from the keys of a newcomer.
    pub(super) fn of_row(&self, row: &Row) -> usize {
        let key = row[self.by as usize];
        self.group((key != NO_KEY).then_some(key))
    }

    fn group(&self, key: Option<u32>) -> usize {
        key.map_or(self.nobody, |key| usize::from(self.group_of_key[key as usize]))
    }
}

/// The ways of which the data know anything, with where their keys come from.
fn sources(scope: &Scope<'_>, ways: &[GroupBy]) -> Vec<(GroupBy, Source)> {
    ways.iter().filter_map(|by| Some((*by, Source::new(scope, *by)?))).collect()
}

/// A key of each way, by the number of the way.
pub(super) type Row = [u32; GroupBy::ALL.len()];

/// Without a key.
const NO_KEY: u32 = u32::MAX;

/// The keys of all newcomers, in their order.
pub(super) struct KeyTable {
    rows: Vec<Row>,
}

impl KeyTable {
    /// Those of everybody, made once.
    pub(super) fn known(scope: &Scope<'_>, newcomers: &Newcomers) -> Arc<Self> {
        scope.once([0; 3], || {
            let ways = sources(scope, &GroupBy::ALL);
            let row = |place: &u32| {
                let customer = &scope.customers[*place as usize];
                let mut row = [NO_KEY; GroupBy::ALL.len()];
                for (by, source) in &ways {
                    row[*by as usize] = source.key(customer, scope.occasions(customer)).unwrap_or(NO_KEY);
                }
                row
            };
            let places = newcomers.places();
            let work = |part: Range<usize>| places[part].iter().map(row).collect::<Vec<_>>();
            let rows = on_all_cores(ranges(places.len()), work, &mut |all, mut part| all.append(&mut part));
            Self { rows }
        })
    }

    pub(super) fn row(&self, index: usize) -> &Row {
        &self.rows[index]
    }

    /// The ways to group a run of newcomers.
    pub(super) fn ways(&self, scope: &Scope<'_>, run: Range<usize>) -> Vec<Keys> {
        let rows = &self.rows[run];
        let work = |part: Range<usize>| {
            let mut own: [Sizes; GroupBy::ALL.len()] = Default::default();
            for row in &rows[part] {
                for (sizes, key) in own.iter_mut().zip(row) {
                    sizes.count((*key != NO_KEY).then_some(*key));
                }
            }
            own
        };
        let sizes = on_all_cores(ranges(rows.len()), work, &mut |own, other| {
            own.iter_mut().zip(&other).for_each(|(own, other)| own.absorb(other));
        });
        let ways = sources(scope, &GroupBy::ALL).into_iter();
        ways.filter_map(|(by, source)| Keys::named(scope, by, source, &sizes[by as usize])).collect()
    }
}

/// How many first-time buyers have each key, and how many none.
#[derive(Clone, Default)]
struct Sizes {
    of_key: Vec<u64>,
    unknown: u64,
}

impl Sizes {
    fn count(&mut self, key: Option<u32>) {
        match key {
            Some(key) => *slot(&mut self.of_key, key) += 1,
            None => self.unknown += 1,
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.unknown += other.unknown;
        for (key, count) in (0..).zip(&other.of_key) {
            *slot(&mut self.of_key, key) += count;
        }
    }
}

/// Where the key of a customer comes from.
enum Source {
    Direction,
    Channel,
    /// Per customer code.
    FirstProduct(Shared<OptionalCode>),
    Quarter {
        first: i32,
    },
}

impl Source {
    /// `None` where the data know nothing of it.
    fn new(scope: &Scope<'_>, by: GroupBy) -> Option<Self> {
        Some(match by {
            GroupBy::Direction => Self::Direction,
            GroupBy::Channel => Self::Channel,
            GroupBy::FirstProduct => Self::FirstProduct(scope.first_products()?),
            GroupBy::Quarter => Self::Quarter { first: first_quarter(scope) },
        })
    }

    fn key(&self, customer: &Customer, occasions: &[Occasion]) -> Option<u32> {
        match self {
            Self::Direction => customer.direction.map(|direction| u32::from(direction == Direction::Pull)),
            Self::Channel => customer.channel,
            Self::FirstProduct(products) => products[customer.code as usize].get(),
            Self::Quarter { first } => u32::try_from(occasions[0].month.div_euclid(3) - first).ok(),
        }
    }
}

/// The keys that are shown by name: the latest quarters, both directions, the largest of the others.
fn shown(scope: &Scope<'_>, by: GroupBy, sizes: &[u64]) -> Vec<u32> {
    let mut used: Vec<u32> =
        (0_u32..).zip(sizes).filter(|(_, size)| **size > 0).map(|(key, _)| key).collect();
    match by {
        GroupBy::Quarter => {
            used.drain(..used.len().saturating_sub(NAMED));
        }
        GroupBy::Direction => {}
        GroupBy::Channel | GroupBy::FirstProduct => {
            let rank = |key: &u32| (std::cmp::Reverse(sizes[*key as usize]), name(scope, by, *key));
            used.sort_by_cached_key(rank);
            used.truncate(NAMED);
        }
    }
    used
}

fn first_quarter(scope: &Scope<'_>) -> i32 {
    scope.months.start().div_euclid(3).max(scope.months.end().div_euclid(3) - MAX_QUARTERS + 1)
}

fn name(scope: &Scope<'_>, by: GroupBy, key: u32) -> GroupName {
    let codes = &scope.tables.codes;
    let named =
        |name: Option<&str>| name.map_or(GroupName::Unknown, |name| GroupName::Named(name.to_owned()));
    match by {
        GroupBy::Direction if key == 0 => GroupName::Push,
        GroupBy::Direction => GroupName::Pull,
        GroupBy::Channel => named(codes.channels.get(key as usize).map(|channel| channel.name.as_str())),
        GroupBy::FirstProduct => named(codes.products.name(key)),
        GroupBy::Quarter => {
            let quarter = first_quarter(scope) + key as i32;
            GroupName::Named(format!("{:04}-Q{}", quarter.div_euclid(4), quarter.rem_euclid(4) + 1))
        }
    }
}

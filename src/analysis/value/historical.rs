//! Historical value: what first-time customers brought up to a horizon (METRICS, section 8). Never counts a customer who has not had the
//! whole time, never a prediction.

use std::collections::BTreeMap;

use crate::analysis::DefinitionId;
use crate::analysis::result::{CustomerValue, HistoricalValue, ValueCohort, ValueGroup};
use crate::analysis::scope::{Customer, Scope};
use crate::analysis::statistics::Moments;
use crate::domain::{Day, Direction, MonthIndex};
use crate::tables::Code;

/// Days after the first purchase.
const HORIZONS: [u32; 4] = [30, 90, 180, 365];

/// What is known of some customers at each horizon.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    customers: u64,
    at: [Moments; HORIZONS.len()],
}

impl Sums {
    fn absorb(&mut self, other: &Self) {
        self.customers += other.customers;
        self.at.iter_mut().zip(&other.at).for_each(|(own, other)| own.absorb(other));
    }

    fn horizons(&self) -> Vec<HistoricalValue> {
        HORIZONS.iter().zip(&self.at).map(|(days, sums)| value(*days, sums)).collect()
    }
}

/// Sums of all, by month of the first purchase, and by channel.
#[derive(Clone, Debug, Default)]
struct Found {
    months: BTreeMap<i32, Sums>,
    channels: BTreeMap<Option<Code>, Sums>,
}

/// The first-time customers of the period; `None` without one or without a currency.
pub(in crate::analysis) fn historical(scope: &Scope<'_>) -> Option<CustomerValue> {
    scope.currency?;
    let as_of = scope.as_of?;
    let found = scope.fold_first_time(
        Found::default,
        |own, customer, occasions| {
            let first = occasions[0];
            let mut sums = Sums { customers: 1, ..Sums::default() };
            for (days, sum) in HORIZONS.into_iter().zip(&mut sums.at) {
                if let Some(net) = value_within(scope, customer, first.day, (days, as_of)) {
                    sum.add(net);
                }
            }
            own.months.entry(first.month).or_default().absorb(&sums);
            own.channels.entry(customer.channel).or_default().absorb(&sums);
        },
        |own, other| {
            other.months.iter().for_each(|(key, sums)| own.months.entry(*key).or_default().absorb(sums));
            other.channels.iter().for_each(|(key, sums)| own.channels.entry(*key).or_default().absorb(sums));
        },
    );
    let mut all = Sums::default();
    found.months.values().for_each(|sums| all.absorb(sums));
    if all.customers == 0 {
        return None;
    }
    let cohorts = found.months.iter().map(|(month, sums)| cohort(MonthIndex(*month), sums, as_of));
    Some(CustomerValue {
        horizons: all.horizons(),
        cohorts: cohorts.collect(),
        groups: groups(scope, &found.channels),
        definition: DefinitionId::HistoricalValue,
    })
}

/// Net value of a customer within `days` of the first purchase; `None` before they are over.
pub(in crate::analysis) fn value_within(
    scope: &Scope<'_>,
    customer: &Customer,
    first: Day,
    (days, as_of): (u32, Day),
) -> Option<i64> {
    let end = first.plus(i32::try_from(days).ok()?);
    if end > as_of {
        return None;
    }
    let counts = |row: &usize| {
        scope.is_valid(*row) && scope.is_in_currency(*row) && Day(scope.orders.day[*row]) <= end
    };
    Some(customer.rows().filter(counts).map(|row| scope.orders.net_minor[row]).sum())
}

fn value(days: u32, sums: &Moments) -> HistoricalValue {
    let estimate = sums.estimate();
    HistoricalValue {
        days,
        customers: sums.n,
        net_minor: i64::try_from(sums.sum).unwrap_or(i64::MAX),
        per_customer_minor: sums.mean(),
        low_minor: estimate.map(|estimate| estimate.low),
        high_minor: estimate.map(|estimate| estimate.high),
    }
}

/// A cell is there once the last day of the month is old enough.
fn cohort(month: MonthIndex, sums: &Sums, as_of: Day) -> ValueCohort {
    let is_over = |days: u32| i32::try_from(days).is_ok_and(|days| month.last_day().plus(days) <= as_of);
    let cell = |(days, sum): (&u32, &Moments)| sum.mean().filter(|_| is_over(*days));
    let per_customer_minor = HORIZONS.iter().zip(&sums.at).map(cell).collect();
    ValueCohort { month, customers: sums.customers, per_customer_minor }
}

/// Push, pull, then the channels by customers; whoever has none last.
fn groups(scope: &Scope<'_>, channels: &BTreeMap<Option<Code>, Sums>) -> Vec<ValueGroup> {
    let named = |code: &Option<Code>| scope.tables.codes.channels.get((*code)? as usize);
    let mut groups = Vec::new();
    for direction in Direction::ALL {
        let mut sums = Sums::default();
        let own = channels
            .iter()
            .filter(|(code, _)| named(code).is_some_and(|channel| channel.direction == direction));
        own.for_each(|(_, other)| sums.absorb(other));
        if sums.customers > 0 {
            groups.push(ValueGroup { channel: None, kind: Some(direction), horizons: sums.horizons() });
        }
    }
    let mut single: Vec<(Option<&str>, Option<Direction>, &Sums)> = channels
        .iter()
        .map(|(code, sums)| {
            let channel = named(code);
            (channel.map(|one| one.name.as_str()), channel.map(|one| one.direction), sums)
        })
        .collect();
    single.sort_by_key(|(name, _, sums)| (name.is_none(), std::cmp::Reverse(sums.customers), *name));
    if single.iter().all(|(name, ..)| name.is_none()) {
        return groups;
    }
    groups.extend(single.into_iter().map(|(name, kind, sums)| ValueGroup {
        channel: name.map(str::to_owned),
        kind,
        horizons: sums.horizons(),
    }));
    groups
}

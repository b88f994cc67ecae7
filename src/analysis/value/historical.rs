//! Historical value: what first-time customers brought up to a horizon (METRICS, section 8). Never counts a customer who has not had the
//! whole time, never a prediction.

use std::collections::BTreeMap;

use crate::analysis::DefinitionId;
use crate::analysis::months::whole_and_cut;
use crate::analysis::result::{CustomerValue, HistoricalValue, ValueCohort, ValueGroup};
use crate::analysis::scope::{Customer, Scope};
use crate::analysis::statistics::Moments;
use crate::domain::{Day, Direction, MonthIndex, Period};
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

/// Sums by month of the first purchase and by channel.
type Found = BTreeMap<(i32, Option<Code>), Sums>;

/// The first-time customers of the period; `None` without one or without a currency.
pub(in crate::analysis) fn historical(scope: &Scope<'_>) -> Option<CustomerValue> {
    scope.currency?;
    let as_of = scope.as_of?;
    let found = asked(scope, as_of);
    let (mut all, mut months, mut channels) = (Sums::default(), BTreeMap::new(), BTreeMap::new());
    for ((month, channel), sums) in &found {
        all.absorb(sums);
        months.entry(*month).or_insert_with(Sums::default).absorb(sums);
        channels.entry(*channel).or_insert_with(Sums::default).absorb(sums);
    }
    if all.customers == 0 {
        return None;
    }
    let cohorts = months.iter().map(|(month, sums)| cohort(MonthIndex(*month), sums, as_of));
    Some(CustomerValue {
        horizons: all.horizons(),
        cohorts: cohorts.collect(),
        groups: groups(scope, &channels),
        definition: DefinitionId::HistoricalValue,
    })
}

/// Of the first-time customers of the question. Those of a whole month are the same whatever days are asked about: only the months that
/// the days cut are counted anew.
fn asked(scope: &Scope<'_>, as_of: Day) -> Found {
    let days = scope.first_days();
    if !scope.is_of_all() {
        return counted(scope, as_of, &[days]);
    }
    let all = scope.once([scope.currency_key(), 0, 0], || EveryMonth(counted(scope, as_of, &[Period::ALL])));
    let (whole, cut) = whole_and_cut(days, &scope.months);
    let of_whole = all.0.iter().filter(|((month, _), _)| whole.contains(month));
    let mut found: Found = of_whole.map(|(key, sums)| (*key, *sums)).collect();
    if !cut.is_empty() {
        found.extend(counted(scope, as_of, &cut));
    }
    found
}

/// The sums of all customers.
struct EveryMonth(Found);

/// Of those whose first purchase lies in one of some periods.
fn counted(scope: &Scope<'_>, as_of: Day, periods: &[Period]) -> Found {
    scope.fold_first_within(
        periods,
        Found::new,
        |own, customer, occasions| {
            let first = occasions[0];
            let sums = own.entry((first.month, customer.channel)).or_default();
            sums.customers += 1;
            for (days, sum) in HORIZONS.into_iter().zip(&mut sums.at) {
                if let Some(net) = value_within(scope, customer, first.day, (days, as_of)) {
                    sum.add(net);
                }
            }
        },
        |own, other| other.iter().for_each(|(key, sums)| own.entry(*key).or_default().absorb(sums)),
    )
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

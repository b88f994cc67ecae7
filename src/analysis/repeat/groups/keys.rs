//! Which group each customer belongs to, as small numbers. Never looks at whether anybody came back.

use polars::prelude::{Int64Type, UInt32Type};

use super::super::super::columns::{optional, values};
use super::super::super::result::{GroupBy, GroupName};
use super::super::super::scope::{Customer, Occasion, Scope};
use super::NAMED;
use crate::domain::Direction;
use crate::tables::{Code, schema};

/// No group that has a name.
const UNKNOWN: u32 = u32::MAX;
/// A misread year must not make millions of quarters.
const MAX_QUARTERS: i32 = 800;

/// One way to group the first-time buyers of a scope: the groups that are shown, and which of them each customer is in.
pub(in crate::analysis) struct Keys {
    pub(super) by: GroupBy,
    /// Names of the groups in the order in which they are shown.
    pub(in crate::analysis) names: Vec<GroupName>,
    /// Per customer code: index in `names`.
    group_of: Vec<u8>,
}

impl Keys {
    /// `None` where the data know fewer than two such groups.
    pub(in crate::analysis) fn new(scope: &Scope<'_>, by: GroupBy) -> Option<Self> {
        let keys = keys(scope, by)?;
        let mut sizes: Vec<u64> = Vec::new();
        let (mut unknown, mut all) = (0_u64, 0_u64);
        for (customer, _) in scope.first_time_buyers() {
            all += 1;
            match keys[customer.code as usize] {
                UNKNOWN => unknown += 1,
                key => {
                    let place = key as usize;
                    if sizes.len() <= place {
                        sizes.resize(place + 1, 0);
                    }
                    sizes[place] += 1;
                }
            }
        }
        let shown = shown(scope, by, &sizes);
        if shown.len() < 2 {
            return None;
        }
        let mut names: Vec<GroupName> = shown.iter().map(|key| name(scope, by, *key)).collect();
        let other = names.len() as u8;
        let in_shown: u64 = shown.iter().map(|key| sizes[*key as usize]).sum();
        names.extend((in_shown + unknown < all).then_some(GroupName::Other));
        let nobody = names.len() as u8;
        names.extend((unknown > 0).then_some(GroupName::Unknown));
        let mut group_of_key = vec![other; sizes.len()];
        (0_u8..).zip(&shown).for_each(|(group, key)| group_of_key[*key as usize] = group);
        // Who is no first-time buyer of the question may have a key of its own; nobody asks for it.
        let group = |key: u32| match key {
            UNKNOWN => nobody,
            key => group_of_key.get(key as usize).copied().unwrap_or(other),
        };
        Some(Self { by, names, group_of: keys.into_iter().map(group).collect() })
    }

    /// The group of a customer.
    pub(in crate::analysis) fn of(&self, customer: &Customer) -> usize {
        usize::from(self.group_of[customer.code as usize])
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

/// Per customer code: its key.
fn keys(scope: &Scope<'_>, by: GroupBy) -> Option<Vec<u32>> {
    let products = if by == GroupBy::FirstProduct { Some(Products::read(scope)?) } else { None };
    let first_quarter = first_quarter(scope);
    let length = scope.customers.last().map_or(0, |customer| customer.code as usize + 1);
    let mut keys = vec![UNKNOWN; length];
    for (customer, occasions) in scope.buyers() {
        let key = match by {
            GroupBy::Direction => customer.direction.map(|direction| u32::from(direction == Direction::Pull)),
            GroupBy::Channel => customer.channel,
            GroupBy::FirstProduct => {
                products.as_ref().and_then(|known| known.first(scope, customer, occasions))
            }
            GroupBy::Quarter => u32::try_from(occasions[0].month.div_euclid(3) - first_quarter).ok(),
        };
        keys[customer.code as usize] = key.unwrap_or(UNKNOWN);
    }
    Some(keys)
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

/// What is on the lines of each order.
struct Products {
    /// Per order code: the line of the highest value, and its product.
    best: Vec<Option<(i64, Code)>>,
    /// Order code per row.
    orders: Vec<Code>,
}

impl Products {
    /// `None` where no line names a product.
    fn read(scope: &Scope<'_>) -> Option<Self> {
        let tables = scope.tables;
        let lines = values::<UInt32Type>(&tables.lines, schema::lines::ORDER).ok()?;
        let products = optional::<UInt32Type>(&tables.lines, schema::lines::PRODUCT).ok()?;
        let nets = values::<Int64Type>(&tables.lines, schema::lines::NET_MINOR).ok()?;
        let mut best: Vec<Option<(i64, Code)>> = Vec::new();
        for (row, order) in lines.iter().enumerate() {
            let Some(product) = products[row] else { continue };
            let own = super::super::super::scope::slot(&mut best, *order);
            *own = better(scope, *own, Some((nets[row], product)));
        }
        let orders = values::<UInt32Type>(&tables.orders, schema::orders::ORDER).ok()?.into_owned();
        (!best.is_empty()).then_some(Self { best, orders })
    }

    /// Product of the highest value in the first purchase.
    fn first(&self, scope: &Scope<'_>, customer: &Customer, occasions: &[Occasion]) -> Option<Code> {
        let first = occasions[0].day.0;
        let rows = customer.rows.clone().skip_while(|row| scope.orders.day[*row] < first);
        let on_day =
            rows.take_while(|row| scope.orders.day[*row] == first).filter(|row| scope.is_occasion(*row));
        let bought = on_day.map(|row| self.best.get(self.orders[row] as usize).copied().flatten());
        bought.fold(None, |best, other| better(scope, best, other)).map(|(_, product)| product)
    }
}

/// The line of the higher value; of equal ones the first name, so that the order of the lines decides nothing.
fn better(scope: &Scope<'_>, one: Option<(i64, Code)>, other: Option<(i64, Code)>) -> Option<(i64, Code)> {
    let (Some(left), Some(right)) = (one, other) else { return one.or(other) };
    let name = |line: (i64, Code)| scope.tables.codes.products.name(line.1);
    let wins = right.0 > left.0 || (right.0 == left.0 && name(right) < name(left));
    Some(if wins { right } else { left })
}

//! Buyers of the period: who came back, who may still, who will not. Never an event.

use std::collections::BTreeSet;

use super::super::result::CountUnit;
use super::super::scope::{Customer, Occasion, Scope, slot};
use super::Split;
use super::counted::Tally;
use crate::domain::{Day, Lens};
use crate::tables::Code;

/// People of the orders file in the period.
#[derive(Default)]
pub(super) struct People {
    /// Whether any order exists up to `as_of`.
    pub(super) have_orders: bool,
    /// Whether any order says where its customer came from.
    pub(super) have_channels: bool,
    /// Customers with an occasion in the period.
    pub(super) buyers: Split,
    /// Those of them with an occasion in the period that is not their first ever (RP2 over the period).
    pub(super) retained: Split,
    /// Those not retained of whom it cannot be said that they are lost.
    pub(super) open: Split,
    /// Names of the platforms that sold to them, sorted.
    pub(super) platforms: Vec<String>,
}

/// What a customer did in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Conduct {
    /// No occasion in the period.
    Absent,
    /// Came back in the period.
    Retained,
    /// Not in the period, but came back after it or bought so lately that time is not over.
    Open,
    /// Never came back.
    Lost,
}

impl People {
    pub(super) fn new(scope: &Scope<'_>) -> Self {
        let mut people = Self {
            have_orders: (0..scope.orders.len()).any(|row| scope.exists(row)),
            have_channels: scope.customers.iter().any(|customer| customer.direction.is_some()),
            platforms: platforms(scope),
            ..Self::default()
        };
        for (customer, occasions) in scope.buyers() {
            let conduct = conduct(scope, occasions);
            if conduct == Conduct::Absent {
                continue;
            }
            people.buyers.add(1, customer.direction);
            match conduct {
                Conduct::Retained => people.retained.add(1, customer.direction),
                Conduct::Open => people.open.add(1, customer.direction),
                Conduct::Absent | Conduct::Lost => {}
            }
        }
        people
    }

    /// A count of customers; `None` without orders.
    pub(super) fn tally(&self, split: Split) -> Option<Tally> {
        let sources = self.platforms.iter().cloned().collect();
        let told = self.have_channels;
        self.have_orders.then(|| Tally { split, told, sources, ..Tally::new(CountUnit::Customers) })
    }

    /// Buyers without any attributed order.
    pub(super) fn unattributed(&self) -> u64 {
        self.buyers.all - self.buyers.push - self.buyers.pull
    }
}

/// What the owner of `occasions` (all of them, ascending) did in the period.
pub(in crate::analysis) fn conduct(scope: &Scope<'_>, occasions: &[Occasion]) -> Conduct {
    let period = scope.spec.period;
    let Some((first, later)) = occasions.split_first() else { return Conduct::Absent };
    if later.iter().any(|occasion| period.contains(occasion.day)) {
        return Conduct::Retained;
    }
    if !period.contains(first.day) {
        return Conduct::Absent;
    }
    let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
    let is_recent = scope.as_of.is_some_and(|as_of| as_of.since(first.day) < window);
    if !later.is_empty() || is_recent { Conduct::Open } else { Conduct::Lost }
}

/// Customers of the lens with an occasion within `days`.
pub(super) fn buyers_within(scope: &Scope<'_>, lens: Lens, days: (Day, Day)) -> u64 {
    let bought = |occasions: &[Occasion]| {
        let from = occasions.partition_point(|occasion| occasion.day < days.0);
        occasions.get(from).is_some_and(|occasion| occasion.day <= days.1)
    };
    let of_lens = |customer: &Customer| super::passes(lens, customer.direction);
    scope.buyers().filter(|(customer, occasions)| of_lens(customer) && bought(occasions)).count() as u64
}

fn platforms(scope: &Scope<'_>) -> Vec<String> {
    let mut used: Vec<bool> = Vec::new();
    let rows = scope.customers.iter().flat_map(|customer| customer.rows.clone());
    for row in rows.filter(|row| scope.is_valid(*row) && scope.in_period(*row)) {
        *slot(&mut used, scope.orders.platform[row]) = true;
    }
    let codes = used.iter().enumerate().filter(|(_, used)| **used).map(|(code, _)| code as Code);
    let names: BTreeSet<&str> = codes.filter_map(|code| scope.tables.codes.platforms.name(code)).collect();
    names.into_iter().map(str::to_owned).collect()
}

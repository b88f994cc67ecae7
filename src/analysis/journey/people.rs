//! Buyers of the period: who came back, who may still, who will not. Never an event.

use std::collections::BTreeSet;

use super::super::result::CountUnit;
use super::super::scope::{Customer, Occasion, Scope, slot};
use super::counted::Tally;
use super::sides::{Direct, side_of};
use super::{Split, passes};
use crate::domain::{Day, Lens, Period};
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
    /// Buyers, and those retained, by code of the channel that brought them; whom no channel brought stands last.
    pub(super) by_channel: Vec<OfChannel>,
    /// What the customers of each direction did, in the order of [`Direction::ALL`].
    pub(super) sides: [Direct; 2],
}

/// People of one channel.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OfChannel {
    pub(super) buyers: u64,
    pub(super) retained: u64,
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
        // One place more than there are channels, for people whom none brought.
        let none = scope.tables.codes.channels.len();
        let nets = scope.nets();
        let counted = scope.fold_active(
            scope.spec.period,
            || Self { by_channel: vec![OfChannel::default(); none + 1], ..Self::default() },
            |people, customer, occasions| {
                let conduct = conduct(scope, occasions);
                people.count(customer, conduct);
                if let Some(direction) = customer.direction.filter(|_| conduct != Conduct::Absent) {
                    let side = &mut people.sides[side_of(direction)];
                    side.count(scope, occasions, scope.net_within(&nets, customer, scope.spec.period));
                }
            },
            |all, part| all.absorb(&part),
        );
        Self {
            have_orders: (0..scope.orders.len()).any(|row| scope.exists(row)),
            have_channels: scope.customers.iter().any(|customer| customer.direction.is_some()),
            platforms: platforms(scope),
            ..counted
        }
    }

    fn count(&mut self, customer: &Customer, conduct: Conduct) {
        if conduct == Conduct::Absent {
            return;
        }
        let none = self.by_channel.len() - 1;
        let channel = &mut self.by_channel[customer.channel.map_or(none, |code| code as usize)];
        channel.buyers += 1;
        self.buyers.add(1, customer.direction);
        match conduct {
            Conduct::Retained => {
                channel.retained += 1;
                self.retained.add(1, customer.direction);
            }
            Conduct::Open => self.open.add(1, customer.direction),
            Conduct::Absent | Conduct::Lost => {}
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.buyers.absorb(other.buyers);
        self.retained.absorb(other.retained);
        self.open.absorb(other.open);
        self.sides.iter_mut().zip(&other.sides).for_each(|(own, other)| own.absorb(other));
        for (own, other) in self.by_channel.iter_mut().zip(&other.by_channel) {
            own.buyers += other.buyers;
            own.retained += other.retained;
        }
    }

    /// By code of the channel, `None` for people whom none brought: only what has any.
    pub(super) fn by_channel(&self) -> impl Iterator<Item = (Option<Code>, OfChannel)> {
        let none = self.by_channel.len().saturating_sub(1);
        let of = self.by_channel.iter().enumerate().filter(|(_, people)| people.buyers > 0);
        of.map(move |(place, people)| ((place < none).then_some(place as Code), *people))
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
    scope.fold_active(
        Period::between(days.0, days.1),
        || 0,
        |count, customer, occasions| {
            *count += u64::from(passes(lens, customer.direction) && bought(occasions));
        },
        |all, part| *all += part,
    )
}

fn platforms(scope: &Scope<'_>) -> Vec<String> {
    let (mut used, mut found): (Vec<bool>, usize) = (Vec::new(), 0);
    let rows = scope.customers.iter().flat_map(Customer::rows);
    for row in rows.filter(|row| scope.is_valid(*row) && scope.in_period(*row)) {
        found += usize::from(!std::mem::replace(slot(&mut used, scope.orders.platform[row]), true));
        // Nothing new can follow.
        if found == scope.platforms {
            break;
        }
    }
    let codes = used.iter().enumerate().filter(|(_, used)| **used).map(|(code, _)| code as Code);
    let names: BTreeSet<&str> = codes.filter_map(|code| scope.tables.codes.platforms.name(code)).collect();
    names.into_iter().map(str::to_owned).collect()
}

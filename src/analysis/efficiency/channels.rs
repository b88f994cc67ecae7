//! Whom each channel brings in the shared days, and whether they come back. Never gives a customer to two channels.

use std::collections::BTreeMap;

use super::ratio;
use super::spend::Spend;
use crate::analysis::result::{ChannelEfficiency, StageChannels};
use crate::analysis::scope::{Customer, Occasion, Scope};
use crate::analysis::shares::share;
use crate::analysis::statistics::median;
use crate::domain::{Channel, Day, Direction, Proportion, Stage};
use crate::tables::Code;

/// What is counted for a channel.
#[derive(Clone, Debug, Default)]
struct Count {
    new_customers: u64,
    mature: u64,
    back: u64,
    days_back: Vec<i32>,
    net_mature: i64,
    orders: u64,
    net_minor: i64,
}

impl Count {
    fn absorb(&mut self, other: &Self) {
        self.new_customers += other.new_customers;
        self.mature += other.mature;
        self.back += other.back;
        self.days_back.extend(&other.days_back);
        self.net_mature += other.net_mature;
        self.orders += other.orders;
        self.net_minor += other.net_minor;
    }
}

/// Counts by channel; `None` for whoever names none.
#[derive(Debug, Default)]
pub(super) struct Channels {
    counts: BTreeMap<Option<Code>, Count>,
    paid_new_customers: u64,
}

impl Channels {
    pub(super) fn new(scope: &Scope<'_>, spend: &Spend) -> Self {
        let mut own = Self::default();
        let Some((first, last)) = spend.shared else { return own };
        let is_shared = |day: Day| first <= day && day <= last;
        for (customer, occasions) in scope.buyers() {
            if is_shared(occasions[0].day) && scope.is_first_time(occasions[0].day) {
                own.add_customer(scope, customer, occasions);
            }
        }
        let counts = |row: &usize| scope.is_valid(*row) && is_shared(Day(scope.orders.day[*row]));
        for row in (0..scope.orders.len()).filter(counts) {
            let count = own.counts.entry(scope.orders.channel.get(row)).or_default();
            count.orders += 1;
            if scope.is_in_currency(row) {
                count.net_minor += scope.orders.net_minor[row];
            }
        }
        let has_spend = |code: &Code| spend.by_channel.get(code).is_some_and(|minor| *minor > 0);
        own.paid_new_customers = own
            .counts
            .iter()
            .filter(|(code, _)| code.as_ref().is_some_and(has_spend))
            .map(|(_, count)| count.new_customers)
            .sum();
        spend.by_channel.keys().for_each(|code| {
            own.counts.entry(Some(*code)).or_default();
        });
        own
    }

    fn add_customer(&mut self, scope: &Scope<'_>, customer: &Customer, occasions: &[Occasion]) {
        let count = self.counts.entry(customer.channel).or_default();
        count.new_customers += 1;
        let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
        let first = occasions[0].day;
        if scope.as_of.is_none_or(|as_of| as_of.since(first) < window) {
            return;
        }
        count.mature += 1;
        let second = occasions.get(1).map(|second| second.day.since(first)).filter(|days| *days <= window);
        count.back += u64::from(second.is_some());
        count.days_back.extend(second);
        let within = |row: &usize| {
            scope.is_valid(*row)
                && scope.is_in_currency(*row)
                && Day(scope.orders.day[*row]).since(first) <= window
        };
        let rows = customer.rows().filter(within);
        count.net_mature += rows.map(|row| scope.orders.net_minor[row]).sum::<i64>();
    }

    /// Customers won in the shared days.
    pub(super) fn new_customers(&self) -> u64 {
        self.counts.values().map(|count| count.new_customers).sum()
    }

    /// Those of channels with spend.
    pub(super) fn paid_new_customers(&self) -> u64 {
        self.paid_new_customers
    }

    /// Push and pull as a whole; empty where no channel is known.
    pub(super) fn directions(&self, scope: &Scope<'_>, spend: &Spend) -> Vec<ChannelEfficiency> {
        let channel = |code: &Code| scope.tables.codes.channels.get(*code as usize);
        let of = |direction: Direction| {
            let is_own = |code: &Code| channel(code).is_some_and(|one| one.direction == direction);
            let mut whole = Count::default();
            let own = self.counts.iter().filter(|(code, _)| code.as_ref().is_some_and(is_own));
            own.for_each(|(_, count)| whole.absorb(count));
            let spent = spend.by_channel.iter().filter(|(code, _)| is_own(code)).map(|(_, minor)| minor);
            let spent = spent.copied().reduce(|sum, minor| sum + minor);
            ChannelEfficiency { kind: Some(direction), ..row(scope, None, whole, spent.as_ref()) }
        };
        let known = self.counts.keys().flatten().next().is_some();
        if known { Direction::ALL.map(of).to_vec() } else { Vec::new() }
    }

    /// The channels that cost something or brought somebody, by the stage that they work in.
    pub(super) fn stages(&self, scope: &Scope<'_>, spend: &Spend) -> Vec<StageChannels> {
        let used = |code: &Code| scope.tables.codes.channels.get(*code as usize).map(|one| (*code, one));
        let channels: Vec<(Code, &Channel)> = self.counts.keys().flatten().filter_map(used).collect();
        let stage = |stage: Stage| {
            let of = |direction: Direction| {
                let own = channels.iter().filter(|(_, one)| one.stage == stage && one.direction == direction);
                let mut names: Vec<String> = own.clone().map(|(_, one)| one.name.clone()).collect();
                names.sort_unstable();
                let spent = own.filter_map(|(code, _)| spend.by_channel.get(code)).sum::<i64>();
                (names, spent)
            };
            let ((push, push_spend_minor), (pull, pull_spend_minor)) =
                (of(Direction::Push), of(Direction::Pull));
            let missing = match (push.is_empty(), pull.is_empty()) {
                _ if push_spend_minor + pull_spend_minor == 0 => None,
                (true, false) => Some(Direction::Push),
                (false, true) => Some(Direction::Pull),
                _ => None,
            };
            StageChannels { stage, push, pull, push_spend_minor, pull_spend_minor, missing }
        };
        if channels.is_empty() { Vec::new() } else { Stage::ALL.map(stage).to_vec() }
    }

    /// The channels, highest spend first, then most new customers; whoever names none last.
    pub(super) fn rows(self, scope: &Scope<'_>, spend: &Spend) -> Vec<ChannelEfficiency> {
        let mut rows: Vec<ChannelEfficiency> = self
            .counts
            .into_iter()
            .map(|(code, count)| row(scope, code, count, code.and_then(|code| spend.by_channel.get(&code))))
            .collect();
        rows.sort_by(|left, right| {
            let key = |row: &ChannelEfficiency| {
                let (spend, customers) = (row.spend_minor.unwrap_or(0), row.new_customers);
                (row.channel.is_none(), std::cmp::Reverse((spend, customers, row.orders)))
            };
            key(left).cmp(&key(right)).then_with(|| left.channel.cmp(&right.channel))
        });
        rows
    }
}

fn row(scope: &Scope<'_>, code: Option<Code>, mut count: Count, spend: Option<&i64>) -> ChannelEfficiency {
    let channel = code.and_then(|code| scope.tables.codes.channels.get(code as usize));
    let spent = spend.map(|minor| *minor as f64).filter(|minor| *minor > 0.0);
    count.days_back.sort_unstable();
    ChannelEfficiency {
        channel: channel.map(|channel| channel.name.clone()),
        kind: channel.map(|channel| channel.direction),
        spend_minor: spend.copied(),
        new_customers: count.new_customers,
        cac_minor: ratio(spent, Some(count.new_customers as f64)),
        orders: count.orders,
        net_minor: count.net_minor,
        roas: ratio(Some(count.net_minor as f64), spent),
        back: share(Proportion::new(count.back, count.mature)),
        median_days_back: median(&count.days_back),
        net_per_customer_minor: ratio(Some(count.net_mature as f64), Some(count.mature as f64)),
    }
}

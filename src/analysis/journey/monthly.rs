//! The steps of the journey month by month, and what a sale is worth: the ledger's material. Only months that lie whole in the
//! question and the data. Never an interval.

use std::collections::BTreeMap;

use super::super::ads::{Ads, month_of, reported};
use super::super::scope::{Customer, Occasion, Scope};
use super::super::statistics::{Estimate, Moments};
use super::passes;
use crate::domain::{Currency, Day, MonthIndex, Proportion};
use crate::tables::Code;

/// Numerator and denominator of a step by month.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) months: BTreeMap<MonthIndex, Proportion>,
}

impl Tally {
    fn add(&mut self, month: MonthIndex, more: Proportion) {
        *self.months.entry(month).or_insert(Proportion::new(0, 0)) += more;
    }
}

/// What one unit is worth on average, in one currency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worth {
    pub(super) currency: Option<Currency>,
    pub(super) net: Estimate,
}

/// The steps by month.
pub(super) struct Monthly<'a> {
    scope: &'a Scope<'a>,
    /// Clicks of impressions, of ad rows that report both.
    pub(super) clicked: Tally,
    /// Customers with an occasion in the month per click, months that ads and orders cover whole.
    pub(super) bought: Tally,
    /// First-time customers of the month who came back within the window.
    pub(super) back: Tally,
    /// Net value per customer and month.
    buyers: Takings,
    /// Net value of the window after the first day, per customer who came back.
    returns: Takings,
}

/// Net values of units, by currency code.
#[derive(Default)]
struct Takings {
    units: u64,
    by_currency: Vec<Moments>,
}

impl Takings {
    /// One unit with what it brought in each currency; clears `net`.
    fn add(&mut self, net: &mut [i64]) {
        self.units += 1;
        if self.by_currency.len() < net.len() {
            self.by_currency.resize(net.len(), Moments::default());
        }
        for (moments, minor) in self.by_currency.iter_mut().zip(net) {
            if *minor != 0 {
                moments.add(std::mem::take(minor));
            }
        }
    }

    /// Adds the units of other customers.
    fn absorb(&mut self, other: &Self) {
        self.units += other.units;
        if self.by_currency.len() < other.by_currency.len() {
            self.by_currency.resize(other.by_currency.len(), Moments::default());
        }
        for (own, other) in self.by_currency.iter_mut().zip(&other.by_currency) {
            own.absorb(other);
        }
    }

    /// The mean per unit in each currency that any unit paid in; units that paid in another count as nothing.
    fn worth(&self, scope: &Scope<'_>) -> Vec<Worth> {
        let paid = self.by_currency.iter().enumerate().filter(|(_, moments)| moments.n > 0);
        paid.filter_map(|(code, moments)| {
            let net = Moments { n: self.units, ..*moments }.estimate()?;
            Some(Worth { currency: scope.currency_of(code as Code), net })
        })
        .collect()
    }
}

impl<'a> Monthly<'a> {
    pub(super) fn new(scope: &'a Scope<'a>, ads: &Ads<'_>, shared: Option<(Day, Day)>) -> Self {
        let mut monthly = Self {
            scope,
            clicked: Tally::default(),
            bought: Tally::default(),
            back: Tally::default(),
            buyers: Takings::default(),
            returns: Takings::default(),
        };
        monthly.count_ads(ads, shared);
        let months: Vec<Month> =
            scope.months.clone().map(|month| monthly.month(MonthIndex(month), shared)).collect();
        // Counted for all months of the data: other days need no other count.
        let key = [
            i64::from(scope.spec.open_window_days),
            scope.spec.lens as i64,
            i64::from(scope.spec.burn_in_days),
        ];
        let people = scope.once(key, || People::counted(scope));
        for (place, month) in months.iter().enumerate() {
            let (bought, back) = (people.bought[place], people.back[place]);
            // A month without a click of its own has no yield.
            if month.is_shared && bought > 0 && monthly.bought.months.contains_key(&month.index) {
                monthly.bought.add(month.index, Proportion::new(bought, 0));
            }
            if month.is_whole {
                monthly.buyers.absorb(&people.buyers[place]);
            }
            if month.may_return && back.denominator > 0 {
                monthly.back.add(month.index, back);
            }
            if month.may_return {
                monthly.returns.absorb(&people.returns[place]);
            }
        }
        monthly
    }

    /// What a month allows to be counted, found once rather than for each of its customers.
    fn month(&self, index: MonthIndex, shared: Option<(Day, Day)>) -> Month {
        let scope = self.scope;
        let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
        let is_whole = self.is_whole(index);
        let has_had_its_time = scope.as_of.is_some_and(|as_of| index.last_day().plus(window) <= as_of);
        Month {
            index,
            is_whole,
            is_shared: self.is_shared(index, shared),
            may_return: is_whole && has_had_its_time,
        }
    }

    pub(super) fn per_buyer(&self) -> Vec<Worth> {
        self.buyers.worth(self.scope)
    }

    pub(super) fn per_return(&self) -> Vec<Worth> {
        self.returns.worth(self.scope)
    }

    /// Whether the whole month lies in the period and before the end of the data.
    fn is_whole(&self, month: MonthIndex) -> bool {
        let (first, last, period) = (month.first_day(), month.last_day(), self.scope.spec.period);
        period.contains(first) && period.contains(last) && self.scope.as_of.is_some_and(|as_of| last <= as_of)
    }

    fn is_shared(&self, month: MonthIndex, shared: Option<(Day, Day)>) -> bool {
        let inside = |days: (Day, Day)| days.0 <= month.first_day() && month.last_day() <= days.1;
        shared.is_some_and(inside) && self.is_whole(month)
    }

    /// Rows of one month only: the counts of a longer report cannot be divided.
    fn count_ads(&mut self, ads: &Ads<'_>, shared: Option<(Day, Day)>) {
        for row in &ads.counted {
            let Some(month) = month_of(ads.days[*row]) else { continue };
            let direction = ads.channel_of(*row).map(|channel| channel.direction);
            if !passes(self.scope.spec.lens, direction) || !self.is_whole(month) {
                continue;
            }
            let (seen, clicks) = (reported(ads.impressions[*row]), reported(ads.clicks[*row]));
            if let (Some(seen), Some(clicks)) = (seen, clicks) {
                self.clicked.add(month, Proportion::new(clicks.min(seen), seen));
            }
            if let Some(clicks) = clicks.filter(|_| self.is_shared(month, shared)) {
                self.bought.add(month, Proportion::new(0, clicks));
            }
        }
    }
}

/// What may be counted of a month.
struct Month {
    index: MonthIndex,
    /// All of it lies in the question and the data.
    is_whole: bool,
    /// It is whole, and ads and orders cover all of it.
    is_shared: bool,
    /// It is whole, and the window of its last customer is over.
    may_return: bool,
}

/// What customers of the lens did, by month of the data.
#[derive(Default)]
struct People {
    /// Customers with an occasion in the month.
    bought: Vec<u64>,
    /// First-time customers of the month who came back within the window.
    back: Vec<Proportion>,
    /// What each customer with an occasion in the month brought in it.
    buyers: Vec<Takings>,
    /// What each of those who came back brought within the window.
    returns: Vec<Takings>,
}

impl People {
    fn counted(scope: &Scope<'_>) -> Self {
        let count = Count::new(scope);
        scope
            .fold(
                || (Self::new(scope), vec![0; scope.tables.codes.currencies.len()]),
                |(people, net), customer, occasions| {
                    if passes(scope.spec.lens, customer.direction) {
                        count.months(people, net, customer, occasions);
                        count.return_of(people, net, customer, occasions);
                    }
                },
                |all, part| all.0.absorb(&part.0),
            )
            .0
    }

    fn new(scope: &Scope<'_>) -> Self {
        let months = scope.months.clone().count();
        let takings = || (0..months).map(|_| Takings::default()).collect();
        Self {
            bought: vec![0; months],
            back: vec![Proportion::new(0, 0); months],
            buyers: takings(),
            returns: takings(),
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.bought.iter_mut().zip(&other.bought).for_each(|(own, other)| *own += other);
        self.back.iter_mut().zip(&other.back).for_each(|(own, other)| *own += *other);
        self.buyers.iter_mut().zip(&other.buyers).for_each(|(own, other)| own.absorb(other));
        self.returns.iter_mut().zip(&other.returns).for_each(|(own, other)| own.absorb(other));
    }
}

/// How one customer is counted.
struct Count<'scope, 'tables> {
    scope: &'scope Scope<'tables>,
    window: i32,
}

impl<'scope, 'tables> Count<'scope, 'tables> {
    fn new(scope: &'scope Scope<'tables>) -> Self {
        Self { scope, window: i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX) }
    }

    /// Place of a month of the data in the lists.
    fn place(&self, month: i32) -> usize {
        (month - self.scope.months.start()) as usize
    }

    /// Each month in which the customer bought, with what it brought; `net` holds what the unit at hand brought, by currency code.
    fn months(&self, people: &mut People, net: &mut [i64], customer: &Customer, occasions: &[Occasion]) {
        let (scope, orders) = (self.scope, &self.scope.orders);
        let mut rows = customer.rows().peekable();
        let mut last = None;
        for month in occasions.iter().map(|occasion| occasion.month) {
            if last.replace(month) == Some(month) {
                continue;
            }
            while let Some(row) = rows.next_if(|row| orders.month[*row] <= month) {
                if orders.month[row] == month && scope.is_valid(row) {
                    net[orders.currency[row] as usize] += orders.net_minor[row];
                }
            }
            let place = self.place(month);
            people.buyers[place].add(net);
            people.bought[place] += 1;
        }
    }

    /// Whether a customer came back within the window, and with how much.
    fn return_of(&self, people: &mut People, net: &mut [i64], customer: &Customer, occasions: &[Occasion]) {
        let (scope, first) = (self.scope, occasions[0]);
        if !scope.is_after_burn_in(first.day) {
            return;
        }
        let place = self.place(first.month);
        let end = first.day.plus(self.window);
        let came = occasions.get(1).is_some_and(|second| second.day <= end);
        people.back[place].count(true, came);
        if !came {
            return;
        }
        for row in customer.rows().filter(|row| scope.is_valid(*row)) {
            let day = Day(scope.orders.day[row]);
            if day > first.day && day <= end {
                net[scope.orders.currency[row] as usize] += scope.orders.net_minor[row];
            }
        }
        people.returns[place].add(net);
    }
}

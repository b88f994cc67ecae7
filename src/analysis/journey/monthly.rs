//! The steps of the journey month by month, and what a sale is worth: the ledger's material. Only months that lie whole in the
//! question and the data. Never an interval.

use std::collections::BTreeMap;

use super::super::ads::{Ads, reported};
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
        let people = scope.fold(
            || People::new(scope, &months),
            |people, customer, occasions| {
                if passes(scope.spec.lens, customer.direction) {
                    people.count_months(customer, occasions);
                    people.count_return(customer, occasions);
                }
            },
            |all, part| all.absorb(&part),
        );
        for (month, bought) in months.iter().zip(&people.bought) {
            // A month without a click of its own has no yield.
            if *bought > 0 && monthly.bought.months.contains_key(&month.index) {
                monthly.bought.add(month.index, Proportion::new(*bought, 0));
            }
        }
        for (month, back) in months.iter().zip(&people.back).filter(|(_, back)| back.denominator > 0) {
            monthly.back.add(month.index, *back);
        }
        (monthly.buyers, monthly.returns) = (people.buyers, people.returns);
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
            let Some((first, last)) = ads.days[*row].filter(|days| days.0.month() == days.1.month()) else {
                continue;
            };
            debug_assert!(first <= last);
            let month = first.month();
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

/// What customers did, by month of the data.
struct People<'a> {
    scope: &'a Scope<'a>,
    months: &'a [Month],
    /// Customers with an occasion in a shared month.
    bought: Vec<u64>,
    /// First-time customers of the month who came back within the window.
    back: Vec<Proportion>,
    buyers: Takings,
    returns: Takings,
    /// Net value of the unit at hand, by currency code.
    net: Vec<i64>,
}

impl<'a> People<'a> {
    fn new(scope: &'a Scope<'a>, months: &'a [Month]) -> Self {
        Self {
            scope,
            months,
            bought: vec![0; months.len()],
            back: vec![Proportion::new(0, 0); months.len()],
            buyers: Takings::default(),
            returns: Takings::default(),
            net: vec![0; scope.tables.codes.currencies.len()],
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.bought.iter_mut().zip(&other.bought).for_each(|(own, other)| *own += other);
        self.back.iter_mut().zip(&other.back).for_each(|(own, other)| *own += *other);
        self.buyers.absorb(&other.buyers);
        self.returns.absorb(&other.returns);
    }

    /// Place of a month of the data in the lists.
    fn place(&self, month: i32) -> usize {
        (month - self.scope.months.start()) as usize
    }

    /// Each month in which the customer bought, with what it brought.
    fn count_months(&mut self, customer: &Customer, occasions: &[Occasion]) {
        let mut rows = customer.rows().peekable();
        let mut last = None;
        for month in occasions.iter().map(|occasion| occasion.month) {
            let place = self.place(month);
            if last.replace(month) == Some(month) || !self.months[place].is_whole {
                continue;
            }
            let orders = &self.scope.orders;
            while let Some(row) = rows.next_if(|row| orders.month[*row] <= month) {
                if orders.month[row] == month && self.scope.is_valid(row) {
                    self.net[orders.currency[row] as usize] += orders.net_minor[row];
                }
            }
            self.buyers.add(&mut self.net);
            self.bought[place] += u64::from(self.months[place].is_shared);
        }
    }

    /// Whether a first-time customer whose window is over came back within it, and with how much.
    fn count_return(&mut self, customer: &Customer, occasions: &[Occasion]) {
        let (scope, first) = (self.scope, occasions[0]);
        let place = self.place(first.month);
        if !self.months[place].may_return || !scope.is_first_time(first.day) {
            return;
        }
        let end = first.day.plus(i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX));
        let came = occasions.get(1).is_some_and(|second| second.day <= end);
        self.back[place].count(true, came);
        if !came {
            return;
        }
        for row in customer.rows().filter(|row| scope.is_valid(*row)) {
            let day = Day(scope.orders.day[row]);
            if day > first.day && day <= end {
                self.net[scope.orders.currency[row] as usize] += scope.orders.net_minor[row];
            }
        }
        self.returns.add(&mut self.net);
    }
}

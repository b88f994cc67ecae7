//! Which orders count, and the purchase occasions of each customer, derived once for all metrics.
//! Never computes a figure that is shown.

mod base;
mod first_products;
mod folds;
mod kept;
mod nets;
mod restricted;
mod sums;
#[cfg(test)]
mod tests;

use std::ops::{Range, RangeInclusive};

use self::base::{Base, Conventions, EXISTS, OCCASION, VALID, default_as_of};
pub(super) use self::nets::Nets;
use self::restricted::Restricted;
use self::sums::Sums;
pub(super) use crate::tables::cores::{on_all_cores, ranges};
use polars::prelude::Int32Type;

use super::columns::{Orders, values};
use super::shared::Shared;
use super::{AnalysisError, Spec, segment};
use crate::domain::{Currency, Day, Direction, Period};
use crate::tables::{Code, OptionalCode, Tables};

/// Customers or orders between two looks at whether somebody still waits for the answer.
const BETWEEN_LOOKS: usize = 8_192;
/// As many sets of derived lists are kept: the present one, and those of a question that was just asked.
const REMEMBERED: usize = 3;

/// What earlier questions derived from the same tables, so that the next one need not. Holds nothing that changes an answer.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    bases: Vec<Base>,
}

impl Memory {
    /// The derived lists for tables and conventions; made now if they are not known.
    fn base(&mut self, tables: &Tables, conventions: Conventions) -> Result<Base, AnalysisError> {
        let known = self.bases.iter().position(|base| base.fits(tables, conventions));
        let base = match known {
            Some(index) => self.bases.remove(index),
            None => Base::new(tables, conventions)?,
        };
        // Lists of other tables are of no use any more, and large.
        self.bases.retain(|other| other.revision == tables.revision);
        self.bases.truncate(REMEMBERED - 1);
        self.bases.insert(0, base.clone());
        Ok(base)
    }
}

/// Says whether nobody waits for the answer any more.
pub type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// The orders of one analysis with everything that several metrics derive from them.
pub(super) struct Scope<'a> {
    pub(super) tables: &'a Tables,
    pub(super) spec: &'a Spec,
    /// `T_end`; orders after it do not exist for any metric.
    pub(super) as_of: Option<Day>,
    pub(super) orders: Orders<'a>,
    /// Currency of all money figures: the most frequent among valid orders of the period.
    pub(super) currency: Option<Code>,
    /// Whether no export names another.
    has_one_currency: bool,
    /// Identified customers with an order up to `as_of`, ascending by code.
    pub(super) customers: Shared<Customer>,
    /// Per customer: first and last occasion.
    spans: Shared<Span>,
    /// Occasions of all customers, one customer after the other, ascending by day.
    occasions: Shared<Occasion>,
    /// First to last month of the orders up to `as_of`.
    pub(super) months: RangeInclusive<i32>,
    /// Per row: how it counts.
    flags: Shared<u8>,
    /// Per source: a platform that it brought orders of.
    pub(super) platform_of: Shared<Option<Code>>,
    /// How many platforms brought orders.
    pub(super) platforms: usize,
    /// Whoever is seen first before this day may be an old customer and enters no first-time figure.
    burn_in_end: Option<Day>,
    /// Whether there is a segment: then the customers and the flags are those of its members only.
    is_restricted: bool,
    /// What every question to the same tables shares.
    base: Base,
    /// Once it says so the lists are gone through no further: what is computed from then on is for nobody.
    is_stopped: Stop<'a>,
}

/// A day on which a customer has at least one valid order with a total above zero (METRICS, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occasion {
    pub(super) day: Day,
    pub(super) month: i32,
    /// Such orders on the day.
    pub(super) orders: u32,
}

/// One identified customer: where the rows and the occasions lie, and which direction brought the first attributed order.
/// Kept small: every figure streams all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Customer {
    pub(super) code: Code,
    rows: Range<u32>,
    occasions: Range<u32>,
    /// Channel of the first attributed order.
    pub(super) channel: Option<Code>,
    /// Its direction.
    pub(super) direction: Option<Direction>,
}

/// First and last occasion of a customer, by which most customers of a short period are told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    first: Day,
    last: Day,
}

impl Span {
    /// Of all occasions, ascending; without one it meets no period.
    fn of(occasions: &[Occasion]) -> Self {
        let never = Self { first: Day(i32::MAX), last: Day(i32::MIN) };
        occasions
            .first()
            .zip(occasions.last())
            .map_or(never, |(first, last)| Self { first: first.day, last: last.day })
    }

    /// Whether there is an occasion at all.
    fn is_used(self) -> bool {
        self.first <= self.last
    }

    /// Whether an occasion may lie in a period.
    fn meets(self, period: Period) -> bool {
        let starts = period.to.is_none_or(|to| self.first <= to);
        starts && period.from.is_none_or(|from| self.last >= from) && self.is_used()
    }
}

impl Customer {
    /// Where the orders lie in the table.
    pub(super) fn rows(&self) -> Range<usize> {
        self.rows.start as usize..self.rows.end as usize
    }

    /// Where the occasions lie.
    fn occasions(&self) -> Range<usize> {
        self.occasions.start as usize..self.occasions.end as usize
    }
}

impl<'a> Scope<'a> {
    /// The orders as `spec` asks for them, with nothing remembered.
    pub(super) fn new(tables: &'a Tables, spec: &'a Spec) -> Result<Self, AnalysisError> {
        Self::remembering(tables, spec, &mut Memory::default(), &|| false)
    }

    /// The orders as `spec` asks for them, with what earlier questions to the same tables have derived. Whoever passes another
    /// `is_stopped` than "never" must look at it before the figures are used.
    pub(super) fn remembering(
        tables: &'a Tables,
        spec: &'a Spec,
        memory: &mut Memory,
        is_stopped: Stop<'a>,
    ) -> Result<Self, AnalysisError> {
        let days = values::<Int32Type>(&tables.orders, crate::tables::schema::orders::DAY)?;
        let conventions = Conventions {
            as_of: spec.as_of.or_else(|| default_as_of(tables, &days)),
            pending_is_valid: spec.pending_is_valid,
            zero_is_purchase: spec.zero_is_purchase || tables.zero_is_purchase,
        };
        let base = memory.base(tables, conventions)?;
        let mut scope = Self {
            tables,
            spec,
            as_of: conventions.as_of,
            orders: Orders::read(&tables.orders, &base.sparse)?,
            currency: None,
            has_one_currency: false,
            customers: base.customers.clone(),
            spans: base.spans.clone(),
            occasions: base.occasions.clone(),
            months: base.months.clone(),
            flags: base.flags.clone(),
            platform_of: base.platform_of.clone(),
            platforms: base.platforms,
            burn_in_end: None,
            is_restricted: false,
            is_stopped,
            base,
        };
        let burn_in = i32::try_from(spec.burn_in_days).ok().filter(|days| *days > 0);
        scope.burn_in_end = burn_in.and_then(|days| Some(scope.base.first_day?.plus(days)));
        scope.currency = scope.most_frequent_currency();
        scope.has_one_currency = scope.currency.is_some() && tables.codes.currencies.len() == 1;
        if let Some(segment) = &spec.segment {
            let restricted = Restricted::new(&scope, &*segment::test(&scope, segment)?);
            scope.restrict(restricted);
        }
        Ok(scope)
    }

    /// Sums over the orders of the question in the period.
    pub(super) fn sums(&self) -> Sums {
        if !self.is_restricted {
            return self.base.daily(&self.orders).within(self.spec.period);
        }
        self.fold_rows(
            Sums::default,
            |own, row| {
                if self.in_period(row) {
                    own.add(&self.orders, self.flags[row], row);
                }
            },
            |own, other| own.absorb(&other),
        )
    }

    /// Per customer code: the product that was bought first; `None` where no line names a product.
    pub(super) fn first_products(&self) -> Option<Shared<OptionalCode>> {
        self.base.first_products(self.tables)
    }

    /// First and last day on which a first purchase makes a first-time buyer of the question.
    pub(super) fn first_days(&self) -> Period {
        let from = self.spec.period.from.max(self.burn_in_end);
        Period { from, to: self.spec.period.to }
    }

    /// Whether everybody is asked about.
    pub(super) fn is_of_all(&self) -> bool {
        !self.is_restricted
    }

    /// Whether a record of `customer` belongs to the question: always, unless there is a segment.
    pub(super) fn is_member(&self, customer: Option<Code>) -> bool {
        !self.is_restricted || customer.is_some_and(|code| self.customer(code).is_some())
    }

    /// Whether the order of `row` exists as of `as_of`.
    pub(super) fn exists(&self, row: usize) -> bool {
        self.flags[row] & EXISTS != 0
    }

    /// Whether the order of `row` is a purchase (METRICS, section 0).
    pub(super) fn is_valid(&self, row: usize) -> bool {
        self.flags[row] & VALID != 0
    }

    /// Whether the order of `row` makes its day a purchase occasion.
    pub(super) fn is_occasion(&self, row: usize) -> bool {
        self.flags[row] & OCCASION != 0
    }

    /// Whether the order of `row` was made in the period.
    pub(super) fn in_period(&self, row: usize) -> bool {
        self.spec.period.contains(Day(self.orders.day[row]))
    }

    /// Whether the amounts of `row` are in the currency of the money figures.
    pub(super) fn is_in_currency(&self, row: usize) -> bool {
        self.has_one_currency || Some(self.orders.currency[row]) == self.currency
    }

    /// The occasions of `customer`, ascending.
    pub(super) fn occasions(&self, customer: &Customer) -> &[Occasion] {
        &self.occasions[customer.occasions()]
    }

    /// Customers whose first occasion ever lies in the period, with all their occasions up to `as_of`.
    pub(super) fn first_time_buyers(&self) -> impl Iterator<Item = (&Customer, &[Occasion])> {
        self.buyers().filter(|(_, occasions)| self.is_first_time(occasions[0].day))
    }

    /// Whether a first occasion on `day` makes a first-time buyer of the question: in the period, and after the burn-in.
    pub(super) fn is_first_time(&self, day: Day) -> bool {
        self.spec.period.contains(day) && self.is_after_burn_in(day)
    }

    /// Whether the data had begun long enough before `day`.
    pub(super) fn is_after_burn_in(&self, day: Day) -> bool {
        self.burn_in_end.is_none_or(|end| day >= end)
    }

    /// Customers with an occasion, with all of them.
    pub(super) fn buyers(&self) -> impl Iterator<Item = (&Customer, &[Occasion])> {
        self.customers
            .iter()
            .map(|customer| (customer, self.occasions(customer)))
            .filter(|(_, occasions)| !occasions.is_empty())
    }

    /// First and last occasion of all customers.
    pub(super) fn purchase_days(&self) -> Option<(Day, Day)> {
        let used = || self.spans.iter().filter(|span| span.is_used());
        used().map(|span| span.first).min().zip(used().map(|span| span.last).max())
    }

    /// First day with an order of the question up to `as_of`.
    pub(super) fn first_order_day(&self) -> Option<Day> {
        if !self.is_restricted {
            return self.base.first_day;
        }
        // Orders are sorted by time, and whoever is a customer has one up to then.
        self.customers.iter().map(|customer| Day(self.orders.day[customer.rows().start])).min()
    }

    /// First and last day of all orders, whatever the question.
    pub(super) fn order_days(&self) -> Option<(Day, Day)> {
        self.base.order_days
    }

    /// Whether anybody has an occasion.
    pub(super) fn has_occasions(&self) -> bool {
        self.buyers().next().is_some()
    }

    /// The customer with this code.
    pub(super) fn customer(&self, code: Code) -> Option<&Customer> {
        let index = self.customers.binary_search_by_key(&code, |customer| customer.code).ok()?;
        self.customers.get(index)
    }

    /// The currency behind a code.
    pub(super) fn currency_of(&self, code: Code) -> Option<Currency> {
        self.tables.codes.currencies.get(code as usize).copied().flatten()
    }

    /// Ties go to the first code name; an export that names no currency comes last.
    fn most_frequent_currency(&self) -> Option<Code> {
        let count = |flag: u8| {
            let mut orders: Vec<u64> = Vec::new();
            let single = self.tables.codes.currencies.len() == 1;
            for row in
                (0..self.orders.len()).filter(|row| self.flags[*row] & flag != 0 && self.in_period(*row))
            {
                *slot(&mut orders, self.orders.currency[row]) += 1;
                // Where there is one currency, one order decides.
                if single {
                    break;
                }
            }
            let known = orders.into_iter().enumerate().filter(|(_, orders)| *orders > 0);
            known.map(|(code, orders)| (code as Code, orders)).max_by(|(a, more), (b, fewer)| {
                let name =
                    |code: Code| self.currency_of(code).map_or((true, None), |named| (false, Some(named)));
                more.cmp(fewer).then_with(|| name(*b).cmp(&name(*a)))
            })
        };
        let chosen = count(VALID).or_else(|| count(EXISTS));
        chosen.map(|(code, _)| code)
    }
}

/// The slot of a dense code, which is added when it is new.
pub(super) fn slot<T: Default + Clone>(slots: &mut Vec<T>, code: Code) -> &mut T {
    let index = code as usize;
    if slots.len() <= index {
        slots.resize(index + 1, T::default());
    }
    &mut slots[index]
}

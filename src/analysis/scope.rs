//! Which orders count, and the purchase occasions of each customer, derived once for all metrics.
//! Never computes a figure that is shown.

use std::ops::{Range, RangeInclusive};

use super::columns::Orders;
use super::{AnalysisError, Spec, segment};
use crate::domain::{Currency, Day, Direction, OrderStatus};
use crate::tables::{Code, Table, Tables};

/// A core is not woken for fewer customers.
const LEAST_PER_CORE: usize = 20_000;

/// The orders of one analysis with everything that several metrics derive from them.
pub(super) struct Scope<'a> {
    pub(super) tables: &'a Tables,
    pub(super) spec: &'a Spec,
    /// `T_end`; orders after it do not exist for any metric.
    pub(super) as_of: Option<Day>,
    pub(super) orders: Orders<'a>,
    /// Currency of all money figures: the most frequent among valid orders of the period.
    pub(super) currency: Option<Code>,
    /// Identified customers with an order up to `as_of`, ascending by code.
    pub(super) customers: Vec<Customer>,
    /// Occasions of all customers, one customer after the other, ascending by day.
    occasions: Vec<Occasion>,
    /// First to last month of the orders up to `as_of`.
    pub(super) months: RangeInclusive<i32>,
    is_purchase: [bool; OrderStatus::ALL.len()],
    /// Whoever is seen first before this day may be an old customer and enters no first-time figure.
    burn_in_end: Option<Day>,
    /// Per row: whether its customer is outside the segment; `None` without a segment.
    outside: Option<Vec<bool>>,
}

/// A day on which a customer has at least one valid order with a total above zero (METRICS, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occasion {
    pub(super) day: Day,
    pub(super) month: i32,
}

/// One identified customer: where the rows and the occasions lie, and which direction brought the first attributed order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Customer {
    pub(super) code: Code,
    pub(super) rows: Range<usize>,
    occasions: Range<usize>,
    /// Channel of the first attributed order.
    pub(super) channel: Option<Code>,
    /// Its direction.
    pub(super) direction: Option<Direction>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(tables: &'a Tables, spec: &'a Spec) -> Result<Self, AnalysisError> {
        let mut scope = Self {
            tables,
            spec,
            as_of: None,
            orders: Orders::read(&tables.orders)?,
            currency: None,
            customers: Vec::new(),
            occasions: Vec::new(),
            // Empty until the orders are known.
            months: RangeInclusive::new(0, -1),
            burn_in_end: None,
            is_purchase: OrderStatus::ALL.map(|status| {
                status.is_purchase() || (spec.pending_is_valid && status == OrderStatus::Pending)
            }),
            outside: None,
        };
        scope.as_of = spec.as_of.or_else(|| default_as_of(tables, &scope.orders));
        scope.currency = scope.most_frequent_currency();
        scope.months = scope.month_range();
        scope.burn_in_end = scope.end_of_burn_in();
        scope.derive_customers();
        if let Some(segment) = &spec.segment {
            let members = segment::members(&scope, segment)?;
            scope.restrict(&members);
        }
        Ok(scope)
    }

    /// Leaves the customers that are no members, and all orders that are not theirs, out of every metric. What was derived from
    /// all orders (where the data end, which months they span, which currency is shown) stays.
    fn restrict(&mut self, members: &[bool]) {
        let mut outside = vec![true; self.orders.len()];
        let mut kept = Vec::new();
        for (customer, _) in
            std::mem::take(&mut self.customers).into_iter().zip(members).filter(|(_, member)| **member)
        {
            outside[customer.rows.clone()].fill(false);
            kept.push(customer);
        }
        self.customers = kept;
        self.outside = Some(outside);
    }

    /// Whether a record of `customer` belongs to the question: always, unless there is a segment.
    pub(super) fn is_member(&self, customer: Option<Code>) -> bool {
        self.outside.is_none() || customer.is_some_and(|code| self.customer(code).is_some())
    }

    /// Whether the order of `row` exists as of `as_of`.
    pub(super) fn exists(&self, row: usize) -> bool {
        self.as_of.is_none_or(|as_of| self.orders.day[row] <= as_of.0)
            && self.outside.as_ref().is_none_or(|outside| !outside[row])
    }

    /// Whether the order of `row` is a purchase (METRICS, section 0).
    pub(super) fn is_valid(&self, row: usize) -> bool {
        self.is_purchase.get(self.orders.status[row] as usize).is_some_and(|counts| *counts)
            && self.exists(row)
    }

    /// Whether the order of `row` was made in the period.
    pub(super) fn in_period(&self, row: usize) -> bool {
        self.spec.period.contains(Day(self.orders.day[row]))
    }

    /// Whether the amounts of `row` are in the currency of the money figures.
    pub(super) fn is_in_currency(&self, row: usize) -> bool {
        Some(self.orders.currency[row]) == self.currency
    }

    /// The occasions of `customer`, ascending.
    pub(super) fn occasions(&self, customer: &Customer) -> &[Occasion] {
        &self.occasions[customer.occasions.clone()]
    }

    /// Customers whose first occasion ever lies in the period, with all their occasions up to `as_of`.
    pub(super) fn first_time_buyers(&self) -> impl Iterator<Item = (&Customer, &[Occasion])> {
        self.buyers().filter(|(_, occasions)| self.is_first_time(occasions[0].day))
    }

    /// Whether a first occasion on `day` makes a first-time buyer of the question: in the period, and after the burn-in.
    pub(super) fn is_first_time(&self, day: Day) -> bool {
        self.spec.period.contains(day) && self.burn_in_end.is_none_or(|end| day >= end)
    }

    /// Whether the order of `row` makes its day a purchase occasion.
    pub(super) fn is_occasion(&self, row: usize) -> bool {
        self.is_valid(row) && self.is_above_zero(row)
    }

    /// Customers with an occasion, with all of them.
    pub(super) fn buyers(&self) -> impl Iterator<Item = (&Customer, &[Occasion])> {
        self.customers
            .iter()
            .map(|customer| (customer, self.occasions(customer)))
            .filter(|(_, occasions)| !occasions.is_empty())
    }

    /// Goes through the customers with an occasion on all cores: `add` sees each customer of a range with all occasions, `merge` puts
    /// two neighbouring ranges together.
    pub(super) fn fold<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        merge: impl FnMut(&mut T, T),
    ) -> T {
        let add = |own: &mut T, customer: &Customer, occasions: &[Occasion]| {
            if !occasions.is_empty() {
                add(own, customer, occasions);
            }
        };
        self.fold_orders(new, add, merge)
    }

    /// As [`Self::fold`], also of customers who have orders but no occasion.
    pub(super) fn fold_orders<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        mut merge: impl FnMut(&mut T, T),
    ) -> T {
        let work = |customers: &[Customer]| {
            let mut own = new();
            customers.iter().for_each(|customer| add(&mut own, customer, self.occasions(customer)));
            own
        };
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let length = self.customers.len().div_ceil(cores).max(LEAST_PER_CORE);
        let mut ranges = self.customers.chunks(length);
        let first = ranges.next().unwrap_or_default();
        std::thread::scope(|threads| {
            let work = &work;
            let others: Vec<_> = ranges.map(|range| threads.spawn(move || work(range))).collect();
            let mut whole = work(first);
            for other in others {
                match other.join() {
                    Ok(part) => merge(&mut whole, part),
                    // A panic goes on in the thread that asked, which knows what to do with it.
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            whole
        })
    }

    /// As [`Self::fold`], of the first-time buyers of the question only.
    pub(super) fn fold_first_time<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        merge: impl FnMut(&mut T, T),
    ) -> T {
        let add = |own: &mut T, customer: &Customer, occasions: &[Occasion]| {
            if self.is_first_time(occasions[0].day) {
                add(own, customer, occasions);
            }
        };
        self.fold(new, add, merge)
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
        let count = |keep: &dyn Fn(usize) -> bool| {
            let mut orders: Vec<u64> = Vec::new();
            for row in (0..self.orders.len()).filter(|row| keep(*row) && self.in_period(*row)) {
                *slot(&mut orders, self.orders.currency[row]) += 1;
            }
            let known = orders.into_iter().enumerate().filter(|(_, orders)| *orders > 0);
            known.map(|(code, orders)| (code as Code, orders)).max_by(|(a, more), (b, fewer)| {
                let name =
                    |code: Code| self.currency_of(code).map_or((true, None), |named| (false, Some(named)));
                more.cmp(fewer).then_with(|| name(*b).cmp(&name(*a)))
            })
        };
        let chosen = count(&|row| self.is_valid(row)).or_else(|| count(&|row| self.exists(row)));
        chosen.map(|(code, _)| code)
    }

    fn end_of_burn_in(&self) -> Option<Day> {
        let days = i32::try_from(self.spec.burn_in_days).ok().filter(|days| *days > 0)?;
        let start =
            (0..self.orders.len()).filter(|row| self.exists(*row)).map(|row| self.orders.day[row]).min()?;
        Some(Day(start).plus(days))
    }

    fn month_range(&self) -> RangeInclusive<i32> {
        let months =
            || (0..self.orders.len()).filter(|row| self.exists(*row)).map(|row| self.orders.month[row]);
        match (months().min(), months().max()) {
            (Some(first), Some(last)) => first..=last,
            _ => self.months.clone(),
        }
    }

    /// One linear pass: the table is sorted by customer and time, so customers and occasions are runs.
    fn derive_customers(&mut self) {
        let mut customers: Vec<Customer> = Vec::new();
        let mut occasions: Vec<Occasion> = Vec::new();
        for row in 0..self.orders.len() {
            let Some(code) = self.orders.customer[row] else { break };
            if !self.exists(row) {
                continue;
            }
            if customers.last().is_none_or(|last| last.code != code) {
                let start = occasions.len();
                customers.push(Customer {
                    code,
                    rows: row..row,
                    occasions: start..start,
                    channel: None,
                    direction: None,
                });
            }
            let Some(customer) = customers.last_mut() else { continue };
            customer.rows.end = row + 1;
            let (day, month) = (Day(self.orders.day[row]), self.orders.month[row]);
            let known = occasions[customer.occasions.start..].last().is_some_and(|last| last.day == day);
            if self.is_occasion(row) && !known {
                occasions.push(Occasion { day, month });
                customer.occasions.end = occasions.len();
            }
        }
        for customer in &mut customers {
            customer.channel = self.first_channel(customer.rows.clone());
            customer.direction = customer.channel.and_then(|code| self.direction_of(code));
        }
        self.customers = customers;
        self.occasions = occasions;
    }

    /// Channel of the first valid order that names one. Of several at the same time push wins, then the first name, so that the
    /// order of the rows in the file decides nothing.
    fn first_channel(&self, mut rows: Range<usize>) -> Option<Code> {
        let attributed = |row: usize| self.orders.channel[row].filter(|_| self.is_valid(row));
        let time = |row: usize| (self.orders.day[row], self.orders.second[row]);
        let first = rows.find(|row| attributed(*row).is_some())?;
        let same_time = rows.take_while(|row| time(*row) == time(first));
        let rank = |code: &Code| {
            let channel = self.tables.codes.channels.get(*code as usize);
            channel.map(|channel| (channel.direction, channel.name.as_str()))
        };
        same_time
            .filter_map(attributed)
            .chain(attributed(first))
            .min_by(|left, right| rank(left).cmp(&rank(right)))
    }

    fn is_above_zero(&self, row: usize) -> bool {
        let total = self.orders.total_minor[row];
        total > 0 || (total == 0 && (self.spec.zero_is_purchase || self.tables.zero_is_purchase))
    }

    fn direction_of(&self, channel: Code) -> Option<Direction> {
        self.tables.codes.channels.get(channel as usize).map(|channel| channel.direction)
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

/// The last day covered by an order source, else the last order, else the last day anything covers.
fn default_as_of(tables: &Tables, orders: &Orders<'_>) -> Option<Day> {
    let covered = |only_orders: bool| {
        let sources = tables.coverage.iter();
        sources.filter(|source| !only_orders || source.table == Table::Orders).filter_map(|s| s.last).max()
    };
    covered(true).or_else(|| orders.day.iter().max().map(|day| Day(*day))).or_else(|| covered(false))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Shop, as_of, day};
    use super::*;
    use crate::tables::Coverage;

    fn occasion_days(shop: &Shop, spec: &Spec) -> Vec<String> {
        let tables = shop.tables();
        let scope = Scope::new(&tables, spec).expect("a scope");
        scope.buyers().flat_map(|(_, occasions)| occasions.to_vec()).map(|one| one.day.to_string()).collect()
    }

    #[test]
    fn an_occasion_is_a_day_with_a_valid_order_above_zero() {
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-05", 100);
        shop.order("ann", "2024-01-05", 300);
        shop.order("ann", "2024-01-07", 100).status = OrderStatus::Cancelled;
        shop.order("ann", "2024-01-08", 0);
        shop.order("ann", "2024-01-09", 100).status = OrderStatus::Pending;
        let refunded = shop.order("ann", "2024-01-10", 100);
        (refunded.status, refunded.refunded_minor, refunded.net_minor) = (OrderStatus::Refunded, 100, 0);
        shop.order("", "2024-01-11", 100);
        shop.order("ann", "2024-01-12", 100);
        let check = |spec: &Spec, expected: &[&str]| assert_eq!(occasion_days(&shop, spec), expected);
        check(&Spec::default(), &["2024-01-05", "2024-01-10", "2024-01-12"]);
        check(&as_of("2024-01-11"), &["2024-01-05", "2024-01-10"]);
        let zero = Spec { zero_is_purchase: true, ..as_of("2024-01-11") };
        check(&zero, &["2024-01-05", "2024-01-08", "2024-01-10"]);
        let pending = Spec { pending_is_valid: true, ..as_of("2024-01-11") };
        check(&pending, &["2024-01-05", "2024-01-09", "2024-01-10"]);
    }

    #[test]
    fn the_data_end_where_an_order_source_says_so_else_with_the_last_order() {
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-05", 100);
        assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-01-05")));
        let covers = |table, last| Coverage { source: 0, table, first: None, last: Some(day(last)) };
        shop.rows.coverage = vec![covers(Table::Ads, "2024-09-01")];
        assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-01-05")));
        shop.rows.coverage.push(covers(Table::Orders, "2024-01-31"));
        assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-01-31")));
        shop.rows.orders.clear();
        shop.rows.coverage.remove(1);
        assert_eq!(shop.analyze(&Spec::default()).as_of, Some(day("2024-09-01")));
    }

    #[test]
    fn money_is_in_the_most_frequent_currency_and_ties_go_by_name() {
        let mut shop = Shop::new();
        let dollar = shop.rows.codes.currency(Currency::parse("USD"));
        let euro = shop.rows.codes.currency(Currency::parse("EUR"));
        let shown =
            |shop: &Shop| shop.analyze(&Spec::default()).currency.map(|currency| currency.to_string());
        assert_eq!(shown(&shop), None);
        shop.order("ann", "2024-01-05", 100).currency = dollar;
        shop.order("bo", "2024-01-05", 100).currency = euro;
        assert_eq!(shown(&shop).as_deref(), Some("EUR"));
        for date in ["2024-02-01", "2024-02-02"] {
            let row = shop.order("bo", date, 100);
            (row.currency, row.status) = (0, OrderStatus::Cancelled);
        }
        assert_eq!(shown(&shop).as_deref(), Some("EUR"), "cancelled orders do not count");
    }
}

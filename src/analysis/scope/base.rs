//! What follows from the tables and from how an order counts, whatever days, segment or window are asked about: made once, shared by
//! every question to the same tables. Never looks at a period.

use std::ops::{Range, RangeInclusive};
use std::sync::{Arc, OnceLock};

use super::super::AnalysisError;
use super::super::columns::{Orders, Sparse};
use super::super::shared::Shared;
use super::first_products::first_products;
use super::kept::Kept;
use super::sums::Daily;
use super::{Customer, Occasion, Span, on_all_cores, ranges, slot};
use crate::domain::{Day, Direction, OrderStatus};
use crate::tables::{Code, OptionalCode, Table, Tables};

/// The order exists as of the end of the data.
pub(super) const EXISTS: u8 = 1;
/// It is a purchase (METRICS, section 0).
pub(super) const VALID: u8 = 2;
/// It makes its day a purchase occasion.
pub(super) const OCCASION: u8 = 4;

/// What a question says about how an order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Conventions {
    /// `T_end`.
    pub(super) as_of: Option<Day>,
    /// Whether pending orders are purchases.
    pub(super) pending_is_valid: bool,
    /// Whether a purchase may be free.
    pub(super) zero_is_purchase: bool,
}

/// The derived lists.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Base {
    /// Revision of the tables that they belong to.
    pub(super) revision: u64,
    pub(super) conventions: Conventions,
    /// The columns with gaps.
    pub(super) sparse: Sparse,
    /// Per order: [`EXISTS`], [`VALID`], [`OCCASION`].
    pub(super) flags: Shared<u8>,
    /// Identified customers with an order up to `as_of`, ascending by code.
    pub(super) customers: Shared<Customer>,
    /// Per customer: first and last occasion.
    pub(super) spans: Shared<Span>,
    /// Occasions of all customers, one customer after the other, ascending by day.
    pub(super) occasions: Shared<Occasion>,
    /// First to last month of the orders up to `as_of`.
    pub(super) months: RangeInclusive<i32>,
    /// First and last day of all orders, those after `as_of` included.
    pub(super) order_days: Option<(Day, Day)>,
    /// First day with an order up to `as_of`.
    pub(super) first_day: Option<Day>,
    /// Per source: a platform that it brought orders of.
    pub(super) platform_of: Shared<Option<Code>>,
    /// How many platforms brought orders.
    pub(super) platforms: usize,
    later: Arc<Later>,
}

/// What only some questions need: made when the first of them comes.
#[derive(Debug, Default)]
struct Later {
    first_products: OnceLock<Option<Shared<OptionalCode>>>,
    daily: OnceLock<Daily>,
    kept: Kept,
}

impl Base {
    pub(super) fn new(tables: &Tables, conventions: Conventions) -> Result<Self, AnalysisError> {
        let sparse = Sparse::read(&tables.orders)?;
        let orders = Orders::read(&tables.orders, &sparse)?;
        let flags = flags(&orders, conventions);
        let (customers, occasions) = customers(tables, &orders, &flags);
        let overview = |rows| Overview::of(&orders, &flags, rows);
        let all = on_all_cores(ranges(orders.len()), overview, &mut Overview::absorb);
        let span = |part: Range<usize>| {
            customers[part].iter().map(|one| Span::of(&occasions[one.occasions()])).collect()
        };
        let spans = on_all_cores(ranges(customers.len()), span, &mut |all: &mut Vec<Span>, mut part| {
            all.append(&mut part);
        });
        Ok(Self {
            spans: spans.into(),
            order_days: all.days.map(|(first, last)| (Day(first), Day(last))),
            revision: tables.revision,
            conventions,
            // Empty without an order.
            months: all.months.map_or(RangeInclusive::new(0, -1), |(first, last)| first..=last),
            first_day: all.first_day.map(Day),
            platform_of: all.platform_of.into(),
            platforms: all.platforms.iter().filter(|seen| **seen).count(),
            customers: customers.into(),
            occasions: occasions.into(),
            flags: flags.into(),
            sparse,
            later: Arc::default(),
        })
    }

    /// Per customer code: the product that was bought first.
    pub(super) fn first_products(&self, tables: &Tables) -> Option<Shared<OptionalCode>> {
        self.later.first_products.get_or_init(|| first_products(self, tables)).clone()
    }

    /// What other rooms make once.
    pub(super) fn kept(&self) -> &Kept {
        &self.later.kept
    }

    /// The sums of each day.
    pub(super) fn daily(&self, orders: &Orders<'_>) -> &Daily {
        self.later.daily.get_or_init(|| Daily::new(self, orders))
    }

    /// Whether it was made from these tables under these conventions.
    pub(super) fn fits(&self, tables: &Tables, conventions: Conventions) -> bool {
        self.revision == tables.revision && self.conventions == conventions
    }
}

/// The last day covered by an order source, else the last order, else the last day anything covers.
pub(super) fn default_as_of(tables: &Tables, days: &[i32]) -> Option<Day> {
    let covered = |only_orders: bool| {
        let sources = tables.coverage.iter();
        sources.filter(|source| !only_orders || source.table == Table::Orders).filter_map(|s| s.last).max()
    };
    covered(true).or_else(|| days.iter().max().map(|day| Day(*day))).or_else(|| covered(false))
}

/// What the orders say together.
#[derive(Default)]
struct Overview {
    /// First and last day of all.
    days: Option<(i32, i32)>,
    /// First and last month of those that exist.
    months: Option<(i32, i32)>,
    /// First day of those that exist.
    first_day: Option<i32>,
    /// Per source: the platform of its last order.
    platform_of: Vec<Option<Code>>,
    /// Per platform: whether there is an order of it.
    platforms: Vec<bool>,
}

impl Overview {
    fn of(orders: &Orders<'_>, flags: &[u8], rows: Range<usize>) -> Self {
        let mut all = Self::default();
        for row in rows {
            let (day, month, platform) = (orders.day[row], orders.month[row], orders.platform[row]);
            cover(&mut all.days, (day, day));
            if flags[row] & EXISTS != 0 {
                cover(&mut all.months, (month, month));
                all.first_day = Some(all.first_day.map_or(day, |first| first.min(day)));
            }
            *slot(&mut all.platform_of, orders.source[row]) = Some(platform);
            *slot(&mut all.platforms, platform) = true;
        }
        all
    }

    /// Adds what the orders behind them say.
    fn absorb(&mut self, later: Self) {
        later.days.into_iter().for_each(|days| cover(&mut self.days, days));
        later.months.into_iter().for_each(|months| cover(&mut self.months, months));
        self.first_day = self.first_day.into_iter().chain(later.first_day).min();
        for (source, platform) in (0..).zip(later.platform_of).filter(|(_, platform)| platform.is_some()) {
            *slot(&mut self.platform_of, source) = platform;
        }
        for (platform, _) in (0..).zip(later.platforms).filter(|(_, is_there)| *is_there) {
            *slot(&mut self.platforms, platform) = true;
        }
    }
}

/// Widens a span so that it covers another.
fn cover(span: &mut Option<(i32, i32)>, other: (i32, i32)) {
    *span = Some(span.map_or(other, |(first, last)| (first.min(other.0), last.max(other.1))));
}

fn flags(orders: &Orders<'_>, conventions: Conventions) -> Vec<u8> {
    let is_purchase = OrderStatus::ALL.map(|status| {
        status.is_purchase() || (conventions.pending_is_valid && status == OrderStatus::Pending)
    });
    let least = i64::from(!conventions.zero_is_purchase);
    let flag = |row: usize| {
        if conventions.as_of.is_some_and(|as_of| orders.day[row] > as_of.0) {
            return 0;
        }
        match is_purchase.get(orders.status[row] as usize) {
            Some(true) if orders.total_minor[row] >= least => EXISTS | VALID | OCCASION,
            Some(true) => EXISTS | VALID,
            _ => EXISTS,
        }
    };
    let of_range = |rows: Range<usize>| rows.map(flag).collect();
    on_all_cores(ranges(orders.len()), of_range, &mut |all: &mut Vec<u8>, mut part| all.append(&mut part))
}

/// The table is sorted by customer and time, so customers and occasions are runs: each core goes through a stretch of whole customers.
/// They are counted first, so that each core writes its own where they stay.
fn customers(tables: &Tables, orders: &Orders<'_>, flags: &[u8]) -> (Vec<Customer>, Vec<Occasion>) {
    let named = orders.customer.filled();
    let begins = |row: usize| row == 0 || orders.customer.get(row) != orders.customer.get(row - 1);
    let from_customer = |row: usize| (row..named).find(|row| begins(*row)).unwrap_or(named);
    let stretches: Vec<Range<usize>> =
        ranges(named).into_iter().map(|rows| from_customer(rows.start)..from_customer(rows.end)).collect();
    let count = |rows: Range<usize>| {
        let (mut customers, mut occasions) = (0, 0);
        runs(orders, flags, rows, |_, begins, is_occasion| {
            customers += usize::from(begins);
            occasions += usize::from(is_occasion == Some(true));
        });
        vec![(customers, occasions)]
    };
    let counts = on_all_cores(stretches.clone(), count, &mut |all, mut part| all.append(&mut part));
    let sum = |of: fn(&(usize, usize)) -> usize| counts.iter().map(of).sum::<usize>();
    let nobody = Customer { code: 0, rows: 0..0, occasions: 0..0, channel: None, direction: None };
    let mut customers = vec![nobody; sum(|count| count.0)];
    let mut occasions = vec![Occasion { day: Day(0), month: 0, orders: 0 }; sum(|count| count.1)];
    std::thread::scope(|threads| {
        let (mut customers, mut occasions) = (customers.as_mut_slice(), occasions.as_mut_slice());
        let mut before = 0;
        let mut work = Vec::new();
        for (rows, (own, own_occasions)) in stretches.into_iter().zip(counts) {
            let (of_customers, of_occasions);
            (of_customers, customers) = std::mem::take(&mut customers).split_at_mut(own);
            (of_occasions, occasions) = std::mem::take(&mut occasions).split_at_mut(own_occasions);
            let first = before as u32;
            work.push(move || customers_of(tables, orders, flags, rows, (of_customers, of_occasions, first)));
            before += own_occasions;
        }
        let last = work.pop();
        let others: Vec<_> = work.into_iter().map(|work| threads.spawn(work)).collect();
        last.into_iter().for_each(|work| work());
        for other in others {
            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
    });
    (customers, occasions)
}

/// Calls `take` with each row of some whole customers that exists, whether it is the first of its customer, and whether it begins an
/// occasion (true), belongs to the one before (false) or to none.
fn runs(
    orders: &Orders<'_>,
    flags: &[u8],
    rows: Range<usize>,
    mut take: impl FnMut(usize, bool, Option<bool>),
) {
    let mut last: Option<(Code, Option<i32>)> = None;
    for row in rows.filter(|row| flags[*row] & EXISTS != 0) {
        let Some(code) = orders.customer.get(row) else { break };
        let known = last.filter(|(last, _)| *last == code);
        let day = known.and_then(|(_, day)| day);
        let is_occasion = flags[row] & OCCASION != 0;
        take(row, known.is_none(), is_occasion.then(|| day != Some(orders.day[row])));
        last = Some((code, if is_occasion { Some(orders.day[row]) } else { day }));
    }
}

/// Writes the customers of some rows, and their occasions, of which so many stand before them.
fn customers_of(
    tables: &Tables,
    orders: &Orders<'_>,
    flags: &[u8],
    rows: Range<usize>,
    (customers, occasions, before): (&mut [Customer], &mut [Occasion], u32),
) {
    let (mut people, mut days) = (0, 0);
    runs(orders, flags, rows, |row, begins, is_occasion| {
        let occasion = before + days as u32;
        if begins {
            let (code, row) = (orders.customer.get(row).unwrap_or_default(), row as u32);
            let (rows, occasions) = (row..row, occasion..occasion);
            customers[people] = Customer { code, rows, occasions, channel: None, direction: None };
            people += 1;
        }
        let customer = &mut customers[people - 1];
        customer.rows.end = row as u32 + 1;
        match is_occasion {
            Some(true) => {
                let (day, month) = (Day(orders.day[row]), orders.month[row]);
                occasions[days] = Occasion { day, month, orders: 1 };
                days += 1;
                customer.occasions.end = occasion + 1;
            }
            Some(false) => occasions[days - 1].orders += 1,
            None => {}
        }
    });
    for customer in customers {
        customer.channel = first_channel(tables, orders, flags, customer.rows());
        customer.direction = customer.channel.and_then(|code| direction_of(tables, code));
    }
}

/// Channel of the first valid order that names one. Of several at the same time push wins, then the first name, so that the
/// order of the rows in the file decides nothing.
fn first_channel(tables: &Tables, orders: &Orders<'_>, flags: &[u8], mut rows: Range<usize>) -> Option<Code> {
    let attributed = |row: usize| orders.channel.get(row).filter(|_| flags[row] & VALID != 0);
    let time = |row: usize| (orders.day[row], orders.second.get(row));
    let first = rows.find(|row| attributed(*row).is_some())?;
    let same_time = rows.take_while(|row| time(*row) == time(first));
    let rank = |code: &Code| {
        let channel = tables.codes.channels.get(*code as usize);
        channel.map(|channel| (channel.direction, channel.name.as_str()))
    };
    let found = same_time.filter_map(attributed).chain(attributed(first));
    found.min_by(|left, right| rank(left).cmp(&rank(right)))
}

fn direction_of(tables: &Tables, channel: Code) -> Option<Direction> {
    tables.codes.channels.get(channel as usize).map(|channel| channel.direction)
}

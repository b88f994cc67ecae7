//! Sums over orders that add up whatever way they are cut, and the sums of each day. Never a rate.

use super::super::columns::Orders;
use super::base::{Base, EXISTS, VALID};
use super::slot;
use crate::domain::{Day, OrderStatus, Period};
use crate::tables::Code;

/// Sums over orders. Amounts are of one unit only while all orders are in one currency.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct Sums {
    pub(in crate::analysis) orders: u64,
    pub(in crate::analysis) cancelled: u64,
    pub(in crate::analysis) pending: u64,
    pub(in crate::analysis) anonymous: u64,
    pub(in crate::analysis) valid: u64,
    pub(in crate::analysis) total: i64,
    pub(in crate::analysis) refunded: i64,
    pub(in crate::analysis) gross: i64,
    pub(in crate::analysis) net: i64,
    pub(in crate::analysis) collected: i64,
    pub(in crate::analysis) first: Option<i32>,
    pub(in crate::analysis) last: Option<i32>,
    /// Orders and total per currency code.
    pub(in crate::analysis) currencies: Vec<(u64, i64)>,
}

impl Sums {
    /// One more order, with how it counts.
    pub(super) fn add(&mut self, orders: &Orders<'_>, flags: u8, row: usize) {
        let status = OrderStatus::from_code(orders.status[row]);
        self.orders += 1;
        self.cancelled += u64::from(status == Some(OrderStatus::Cancelled));
        self.pending += u64::from(status == Some(OrderStatus::Pending));
        self.anonymous += u64::from(orders.customer.get(row).is_none());
        self.total += orders.total_minor[row];
        self.refunded += orders.refunded_minor[row];
        if flags & VALID != 0 {
            self.valid += 1;
            self.gross += orders.gross_minor[row];
            self.net += orders.net_minor[row];
            self.collected += orders.collected_minor[row];
        }
        let day = orders.day[row];
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = self.last.max(Some(day));
        let (count, total) = slot(&mut self.currencies, orders.currency[row]);
        *count += 1;
        *total += orders.total_minor[row];
    }

    /// Adds the sums of other orders.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.orders += other.orders;
        self.cancelled += other.cancelled;
        self.pending += other.pending;
        self.anonymous += other.anonymous;
        self.valid += other.valid;
        self.total += other.total;
        self.refunded += other.refunded;
        self.gross += other.gross;
        self.net += other.net;
        self.collected += other.collected;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
        for (code, (orders, total)) in (0..).zip(&other.currencies) {
            let own = slot(&mut self.currencies, code as Code);
            *own = (own.0 + orders, own.1 + total);
        }
    }
}

/// The sums of each day from the first with an order on.
#[derive(Debug, Default)]
pub(super) struct Daily {
    first: Option<Day>,
    days: Vec<Sums>,
}

impl Daily {
    /// Of all orders up to the end of the data.
    pub(super) fn new(base: &Base, orders: &Orders<'_>) -> Self {
        let mut daily = Self { first: base.first_day, days: Vec::new() };
        let Some(first) = base.first_day else { return daily };
        for row in (0..orders.len()).filter(|row| base.flags[*row] & EXISTS != 0) {
            let day = orders.day[row].abs_diff(first.0);
            slot(&mut daily.days, day).add(orders, base.flags[row], row);
        }
        daily
    }

    /// The sums of a period.
    pub(super) fn within(&self, period: Period) -> Sums {
        let mut sums = Sums::default();
        let Some(first) = self.first else { return sums };
        for (offset, day) in (0..).zip(&self.days) {
            if day.orders > 0 && period.contains(first.plus(offset)) {
                sums.absorb(day);
            }
        }
        sums
    }
}

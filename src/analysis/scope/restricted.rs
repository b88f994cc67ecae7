//! The customers of a segment, and how the orders count then. Never asks who belongs to it.

use std::ops::Range;

use super::{Customer, Scope, Span, on_all_cores, ranges};

/// What is left of the customers and of the orders.
#[derive(Default)]
pub(super) struct Restricted {
    customers: Vec<Customer>,
    spans: Vec<Span>,
    /// Per row from the first one: how it counts.
    flags: Vec<u8>,
}

impl Restricted {
    /// Of the customers that belong.
    pub(super) fn new(scope: &Scope<'_>, belongs: &(dyn Fn(&Customer) -> bool + Send + Sync)) -> Self {
        let rows_before = |index: usize| scope.customers[index].rows().start;
        let count = scope.customers.len();
        let work = |range: Range<usize>| {
            // The rows of all ranges are those of the table: what nobody's orders are lies between customers, or after the last.
            let start = if range.start == 0 { 0 } else { rows_before(range.start) };
            let end = if range.end == count { scope.orders.len() } else { rows_before(range.end) };
            let mut own = Self { flags: vec![0; end - start], ..Self::default() };
            for (customer, span) in scope.customers[range.clone()].iter().zip(&scope.spans[range]) {
                if !belongs(customer) {
                    continue;
                }
                // A handful of rows: copied one by one.
                for row in customer.rows() {
                    own.flags[row - start] = scope.flags[row];
                }
                own.customers.push(customer.clone());
                own.spans.push(*span);
            }
            own
        };
        let mut put_together = |whole: &mut Self, mut part: Self| {
            whole.customers.append(&mut part.customers);
            whole.spans.append(&mut part.spans);
            whole.flags.append(&mut part.flags);
        };
        on_all_cores(ranges(count), work, &mut put_together)
    }
}

impl Scope<'_> {
    /// Leaves all other customers, and all orders that are not theirs, out of every metric. What was derived from all orders (where the
    /// data end, which months they span, which currency is shown) stays.
    pub(super) fn restrict(&mut self, to: Restricted) {
        self.customers = to.customers.into();
        self.spans = to.spans.into();
        self.flags = to.flags.into();
        self.is_restricted = true;
    }
}

//! Going through the lists of a question on all cores. Never changes the order in which the parts are put together.

use std::ops::Range;

use super::{BETWEEN_LOOKS, Customer, Occasion, Scope, Span, on_all_cores, ranges};
use crate::domain::Period;

impl Scope<'_> {
    /// Goes through the customers with an occasion on all cores: `add` sees each customer of a range with all occasions, `merge` puts
    /// two neighbouring ranges together.
    pub(in crate::analysis) fn fold<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        merge: impl FnMut(&mut T, T),
    ) -> T {
        self.fold_those(Span::is_used, new, add, merge)
    }

    /// As [`Self::fold`], also of customers who have orders but no occasion.
    pub(in crate::analysis) fn fold_orders<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        merge: impl FnMut(&mut T, T),
    ) -> T {
        self.fold_those(|_| true, new, add, merge)
    }

    /// As [`Self::fold`], without most of those who have no occasion in the period.
    pub(in crate::analysis) fn fold_active<T: Send>(
        &self,
        period: Period,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        merge: impl FnMut(&mut T, T),
    ) -> T {
        self.fold_those(|span| span.meets(period), new, add, merge)
    }

    /// As [`Self::fold`], of the first-time buyers of the question only.
    pub(in crate::analysis) fn fold_first_time<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        merge: impl FnMut(&mut T, T),
    ) -> T {
        self.fold_first_within(&[self.first_days()], new, add, merge)
    }

    /// As [`Self::fold`], of those whose first occasion lies in one of some periods only.
    pub(in crate::analysis) fn fold_first_within<T: Send>(
        &self,
        periods: &[Period],
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        merge: impl FnMut(&mut T, T),
    ) -> T {
        let is_within = |span: Span| span.is_used() && periods.iter().any(|days| days.contains(span.first));
        self.fold_those(is_within, new, add, merge)
    }

    /// Goes through the customers of some spans.
    fn fold_those<T: Send>(
        &self,
        those: impl Fn(Span) -> bool + Sync,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        mut merge: impl FnMut(&mut T, T),
    ) -> T {
        let work = |range: Range<usize>| {
            let mut own = new();
            let (customers, spans) = (&self.customers[range.clone()], &self.spans[range]);
            let some = customers.chunks(BETWEEN_LOOKS).zip(spans.chunks(BETWEEN_LOOKS));
            for (customers, spans) in some.take_while(|_| !(self.is_stopped)()) {
                for (customer, _) in customers.iter().zip(spans).filter(|(_, span)| those(**span)) {
                    add(&mut own, customer, self.occasions(customer));
                }
            }
            own
        };
        on_all_cores(ranges(self.customers.len()), work, &mut merge)
    }

    /// Goes through all orders up to `as_of` on all cores, those of nobody included.
    pub(in crate::analysis) fn fold_rows<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, usize) + Sync,
        mut merge: impl FnMut(&mut T, T),
    ) -> T {
        if self.is_restricted {
            let own_rows = |own: &mut T, customer: &Customer, _: &[Occasion]| {
                customer.rows().filter(|row| self.exists(*row)).for_each(|row| add(own, row));
            };
            return self.fold_orders(new, own_rows, merge);
        }
        let work = |range: Range<usize>| {
            let mut own = new();
            let starts = range.clone().step_by(BETWEEN_LOOKS).take_while(|_| !(self.is_stopped)());
            for start in starts {
                let some = start..(start + BETWEEN_LOOKS).min(range.end);
                some.filter(|row| self.exists(*row)).for_each(|row| add(&mut own, row));
            }
            own
        };
        on_all_cores(ranges(self.orders.len()), work, &mut merge)
    }
}

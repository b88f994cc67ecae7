//! Going through the lists of a question on all cores. Never changes the order in which the parts are put together.

use std::ops::Range;

use super::cores::{on_all_cores, ranges};
use super::{BETWEEN_LOOKS, Customer, Occasion, Scope};

impl Scope<'_> {
    /// Goes through the customers with an occasion on all cores: `add` sees each customer of a range with all occasions, `merge` puts
    /// two neighbouring ranges together.
    pub(in crate::analysis) fn fold<T: Send>(
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
    pub(in crate::analysis) fn fold_orders<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, &Customer, &[Occasion]) + Sync,
        mut merge: impl FnMut(&mut T, T),
    ) -> T {
        let ranges = ranges(self.customers.len());
        let work = |range: Range<usize>| {
            let mut own = new();
            for some in self.customers[range].chunks(BETWEEN_LOOKS).take_while(|_| !(self.is_stopped)()) {
                for customer in some {
                    add(&mut own, customer, self.occasions(customer));
                }
            }
            own
        };
        on_all_cores(ranges, work, &mut merge)
    }

    /// Goes through all orders up to `as_of` on all cores, those of nobody included.
    pub(in crate::analysis) fn fold_rows<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        add: impl Fn(&mut T, usize) + Sync,
        mut merge: impl FnMut(&mut T, T),
    ) -> T {
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

    /// As [`Self::fold`], of the first-time buyers of the question only.
    pub(in crate::analysis) fn fold_first_time<T: Send>(
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
}

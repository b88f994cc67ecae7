//! What each purchase day brought, worked out once for all questions in a currency. Never a sum over customers.

use std::sync::Arc;

use super::base::VALID;
use super::{Customer, Scope};
use crate::domain::{Day, Period};

/// Net value of the valid orders of each occasion, in the order of the occasions.
pub(in crate::analysis) struct Nets {
    of: Vec<i64>,
    /// Whether orders of other days brought or cost something: then the orders have to be asked.
    elsewhere: bool,
}

impl Nets {
    /// Those of a customer, in the order of the occasions.
    pub(in crate::analysis) fn of(&self, customer: &Customer) -> &[i64] {
        &self.of[customer.occasions()]
    }
}

impl Scope<'_> {
    /// What each purchase day brought in the currency of the question.
    pub(in crate::analysis) fn nets(&self) -> Arc<Nets> {
        let (kept, key) = (self.base.kept(), [self.currency_key(), 0, 0]);
        if let Some(known) = kept.get(key) {
            return known;
        }
        let made = Arc::new(self.count_nets());
        kept.put(key, Arc::clone(&made));
        made
    }

    /// Of everybody, whatever the segment.
    fn count_nets(&self) -> Nets {
        let mut nets = Nets { of: vec![0; self.base.occasions.len()], elsewhere: false };
        for customer in &self.base.customers {
            let (occasions, mut place) = (&self.base.occasions[customer.occasions()], 0);
            let first = customer.occasions().start;
            let valid = |row: &usize| self.base.flags[*row] & VALID != 0 && self.is_in_currency(*row);
            for row in customer.rows().filter(valid) {
                let day = Day(self.orders.day[row]);
                while occasions.get(place).is_some_and(|occasion| occasion.day < day) {
                    place += 1;
                }
                let net = self.orders.net_minor[row];
                match occasions.get(place) {
                    Some(occasion) if occasion.day == day => nets.of[first + place] += net,
                    _ => nets.elsewhere |= net != 0,
                }
            }
        }
        nets
    }

    /// Net value of the valid orders of a customer in a period.
    pub(in crate::analysis) fn net_within(&self, nets: &Nets, customer: &Customer, period: Period) -> i64 {
        if nets.elsewhere {
            let counts = |row: &usize| {
                self.is_valid(*row)
                    && self.is_in_currency(*row)
                    && period.contains(Day(self.orders.day[*row]))
            };
            return customer.rows().filter(counts).map(|row| self.orders.net_minor[row]).sum();
        }
        let days = self.occasions(customer).iter().zip(nets.of(customer));
        days.map(|(occasion, net)| if period.contains(occasion.day) { *net } else { 0 }).sum()
    }
}

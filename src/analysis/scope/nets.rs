//! What each purchase day brought, worked out once for all questions in a currency. Never a sum over customers.

use std::sync::Arc;

use super::base::VALID;
use super::{Customer, Occasion, Scope};
use crate::domain::{Day, Period};

/// Net value of the valid orders of each occasion, in the order of the occasions.
pub(in crate::analysis) struct Nets {
    /// What all occasions before each one brought, and all of them: what several in a row brought is a difference.
    until: Vec<i64>,
    /// Whether orders of other days brought or cost something: then the orders have to be asked.
    elsewhere: bool,
}

impl Nets {
    /// Those of a customer, in the order of the occasions.
    pub(in crate::analysis) fn of(&self, customer: &Customer) -> impl Iterator<Item = i64> {
        let own = customer.occasions();
        self.until[own.start..=own.end].windows(2).map(|ends| ends[1] - ends[0])
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
        let mut nets = Nets { until: vec![0; self.base.occasions.len() + 1], elsewhere: false };
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
                    Some(occasion) if occasion.day == day => nets.until[first + place + 1] += net,
                    _ => nets.elsewhere |= net != 0,
                }
            }
        }
        let mut sum = 0;
        for until in &mut nets.until {
            sum += *until;
            *until = sum;
        }
        nets
    }

    /// Net value of the valid orders of a customer in a period.
    pub(in crate::analysis) fn net_within(&self, nets: &Nets, customer: &Customer, period: Period) -> i64 {
        self.bought_within(nets, customer, period).1
    }

    /// The occasions of a customer in a period, ascending, and the net value of the valid orders in it.
    pub(in crate::analysis) fn bought_within(
        &self,
        nets: &Nets,
        customer: &Customer,
        period: Period,
    ) -> (&[Occasion], i64) {
        let (all, own) = (customer.occasions(), self.occasions(customer));
        let early = period.from.map_or(0, |from| own.iter().take_while(|one| one.day < from).count());
        let late = period.to.map_or(0, |to| own[early..].iter().rev().take_while(|one| one.day > to).count());
        let within = all.start + early..all.end - late;
        let net = if nets.elsewhere {
            let counts = |row: &usize| {
                self.is_valid(*row)
                    && self.is_in_currency(*row)
                    && period.contains(Day(self.orders.day[*row]))
            };
            customer.rows().filter(counts).map(|row| self.orders.net_minor[row]).sum()
        } else {
            nets.until[within.end] - nets.until[within.start]
        };
        (&self.occasions[within], net)
    }
}

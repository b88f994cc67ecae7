//! Who answered against who bought and did not: the score speaks for the others only as far as they are alike. Never a response rate
//! of the survey, which no export tells.

use std::collections::BTreeSet;

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::nps::Answer;
use super::super::result::{FigureScale, Response};
use super::super::scope::{Customer, Occasion, Scope};
use super::super::shares::share;
use super::super::statistics::Moments;
use crate::domain::Proportion;
use crate::tables::Code;

/// Customers of one side.
#[derive(Default)]
struct Side {
    /// Customers with two or more occasions, and all of them.
    repeaters: u64,
    customers: u64,
    value: Moments,
    recency: Moments,
}

impl Side {
    fn add(&mut self, scope: &Scope<'_>, customer: &Customer, occasions: &[Occasion]) {
        self.customers += 1;
        self.repeaters += u64::from(occasions.len() > 1);
        let counts = |row: &usize| scope.is_valid(*row) && scope.is_in_currency(*row);
        self.value.add(customer.rows().filter(counts).map(|row| scope.orders.net_minor[row]).sum());
        if let (Some(as_of), Some(last)) = (scope.as_of, occasions.last()) {
            self.recency.add(i64::from(as_of.since(last.day)));
        }
    }

    fn repeat(&self) -> Proportion {
        Proportion::new(self.repeaters, self.customers)
    }
}

/// Buyers who answered and buyers who did not; `None` when no answer names a buyer.
pub(super) fn response(scope: &Scope<'_>, answers: &[Answer]) -> Option<Response> {
    let heard: BTreeSet<Code> = answers.iter().filter_map(|answer| answer.customer).collect();
    let (mut answered, mut silent) = (Side::default(), Side::default());
    for (customer, occasions) in scope.buyers() {
        let side = if heard.contains(&customer.code) { &mut answered } else { &mut silent };
        side.add(scope, customer, occasions);
    }
    if answered.customers == 0 {
        return None;
    }
    let definition = DefinitionId::Response;
    let currency = scope.currency.and_then(|code| scope.currency_of(code));
    let value =
        Figure::means("answered_value", definition, FigureScale::Money, &answered.value, &silent.value);
    let recency =
        Figure::means("answered_recency", definition, FigureScale::Days, &answered.recency, &silent.recency);
    let mut figures = vec![
        Figure::share("answered_repeat", definition, answered.repeat(), silent.repeat()).done(),
        value.in_currencies(currency, currency).done(),
        recency.done(),
    ];
    settle(&mut figures);
    let buyers = answered.customers + silent.customers;
    let answered = share(Proportion::new(answered.customers, buyers));
    Some(Response { answered, figures, definition })
}

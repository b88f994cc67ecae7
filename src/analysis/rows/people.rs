//! Rows of customers, and what every list reads of the tables. Never decides what a figure counts.

use std::borrow::Cow;

use polars::prelude::UInt32Type;

use super::list::{Row, RowKind, RowReason, Verdict};
use crate::analysis::columns::values;
use crate::analysis::journey::passes;
use crate::analysis::scope::{Customer, Occasion, Scope};
use crate::analysis::{AnalysisError, Memory, Spec};
use crate::domain::{Currency, Day};
use crate::tables::{Code, Identified, Tables, schema};

/// The tables under one question, with what rows show besides.
pub(super) struct Lists<'a> {
    pub(super) scope: Scope<'a>,
    /// Per customer code: the value that names the customer.
    names: Vec<Option<Identified>>,
    orders: Cow<'a, [Code]>,
    lines: Cow<'a, [u32]>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(
        tables: &'a Tables,
        spec: &'a Spec,
        memory: &mut Memory,
    ) -> Result<Self, AnalysisError> {
        Ok(Self {
            scope: Scope::remembering(tables, spec, memory, &|| false)?,
            names: tables.people.names(&tables.codes.identities),
            orders: values::<UInt32Type>(&tables.orders, schema::orders::ORDER)?,
            lines: values::<UInt32Type>(&tables.orders, schema::orders::LINE)?,
        })
    }

    pub(super) fn currency(&self) -> Option<Currency> {
        self.scope.currency.and_then(|code| self.scope.currency_of(code))
    }

    pub(super) fn person(&self, customer: Option<Code>) -> Option<Identified> {
        self.names.get(customer? as usize).copied().flatten()
    }

    /// One row per customer of whom `judge` says something.
    pub(super) fn customers(&self, judge: impl Fn(&Customer, &[Occasion]) -> Option<Verdict>) -> Vec<Row> {
        let row = |customer: &Customer| {
            let verdict = judge(customer, self.scope.occasions(customer))?;
            Some(self.customer(customer).judged(verdict))
        };
        self.scope.customers.iter().filter_map(row).collect()
    }

    /// What a customer did, up to the end of the data.
    pub(super) fn customer(&self, customer: &Customer) -> Row {
        let (scope, occasions) = (&self.scope, self.scope.occasions(customer));
        let mut valid = customer.rows().filter(|row| scope.is_valid(*row));
        let first_row = customer.rows().start;
        Row {
            person: self.person(Some(customer.code)),
            channel: valid.find_map(|row| scope.orders.channel.get(row)),
            first: occasions.first().map(|occasion| occasion.day),
            last: occasions.last().map(|occasion| occasion.day),
            count: Some(occasions.len() as i64),
            money_minor: scope.currency.map(|_| self.net(customer, |_| true)),
            currency: scope.currency,
            place: Some((scope.orders.source[first_row], self.lines[first_row])),
            ..Row::of(RowKind::Customer)
        }
    }

    /// Net value of a customer's valid orders, in the money figures' currency, that `counts`.
    pub(super) fn net(&self, customer: &Customer, counts: impl Fn(usize) -> bool) -> i64 {
        let scope = &self.scope;
        let rows = customer.rows().filter(|row| scope.is_valid(*row) && scope.is_in_currency(*row));
        rows.filter(|row| counts(*row)).map(|row| scope.orders.net_minor[row]).sum()
    }

    /// The order of `row`.
    pub(super) fn order(&self, row: usize) -> Row {
        let orders = &self.scope.orders;
        Row {
            person: self.person(orders.customer.get(row)),
            name: Some(self.orders[row]),
            channel: orders.channel.get(row),
            first: Some(Day(orders.day[row])),
            money_minor: Some(orders.net_minor[row]),
            currency: Some(orders.currency[row]),
            place: Some((orders.source[row], self.lines[row])),
            ..Row::of(RowKind::Order)
        }
    }

    /// Whether the lens lets a customer through.
    pub(super) fn is_through_lens(&self, customer: &Customer) -> bool {
        passes(self.scope.spec.lens, customer.direction)
    }

    /// Why a customer enters no first-time figure; `None` for one who does.
    pub(super) fn not_first_time(&self, occasions: &[Occasion]) -> Option<RowReason> {
        let Some(first) = occasions.first() else { return Some(RowReason::NoPurchase) };
        if !self.scope.spec.period.contains(first.day) {
            return Some(RowReason::OutsidePeriod);
        }
        (!self.scope.is_first_time(first.day)).then_some(RowReason::BurnIn)
    }
}

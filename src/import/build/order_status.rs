//! What became of an order, from the status words of its records. Never looks at amounts or dates.

use std::collections::{BTreeMap, HashMap};

use super::order_cells::OrderCells;
use super::{Context, Field, RawTable};
use crate::domain::OrderStatus;
use crate::import::parse::text::{fold, is_same_text};
use crate::import::profile::{StatusWord, matches_any};

/// Reads the status of orders and remembers the words nobody knows.
pub(super) struct StatusReader<'context> {
    cells: OrderCells<'context>,
    context: &'context Context<'context>,
    /// Whether each row is a unit of its order.
    add_up: bool,
    known: HashMap<&'context str, Option<StatusWord>, foldhash::fast::RandomState>,
    /// The word of the order before: most orders have the same.
    last: (&'context str, Option<StatusWord>),
    unknown: BTreeMap<String, u64>,
}

impl<'context> StatusReader<'context> {
    pub(super) fn new(
        table: &'context RawTable<'context>,
        context: &'context Context<'context>,
        add_up: bool,
    ) -> Self {
        let last = ("", context.profile.status.meaning(""));
        let cells = OrderCells(table);
        Self { cells, context, add_up, known: HashMap::default(), last, unknown: BTreeMap::new() }
    }

    /// Status of the order whose records are `rows`.
    pub(super) fn of(&mut self, rows: &[u32]) -> OrderStatus {
        if self.add_up {
            return self.of_units(rows);
        }
        let first = rows[0] as usize;
        let cash = self.is_cash(rows);
        self.of_record(self.cells.first_row(Field::Status, rows).unwrap_or(first), cash, rows)
    }

    /// Status of one record: cancelled and returned go before whatever the status word says.
    fn of_record(&mut self, row: usize, cash_on_delivery: bool, rows: &[u32]) -> OrderStatus {
        if self.cells.first_row(Field::CancelledAt, rows).is_some() {
            return OrderStatus::Cancelled;
        }
        let status = self.of_word(self.cells.at(Field::Status, row), cash_on_delivery);
        let accepted = &self.context.profile.status.return_accepted;
        let answer = self.cells.first(Field::ReturnStatus, rows);
        let returned = !answer.is_empty() && matches_any(accepted, &fold(answer));
        if returned && status.is_purchase() { OrderStatus::Returned } else { status }
    }

    /// One status per unit: an order is cancelled when all its units are, returned when all that are left are.
    fn of_units(&mut self, rows: &[u32]) -> OrderStatus {
        let cash = self.is_cash(rows);
        let statuses: Vec<OrderStatus> =
            rows.iter().map(|row| self.of_word(self.cells.at(Field::Status, *row as usize), cash)).collect();
        let alive: Vec<OrderStatus> =
            statuses.into_iter().filter(|status| *status != OrderStatus::Cancelled).collect();
        let any = |wanted| alive.contains(&wanted);
        if alive.is_empty() {
            OrderStatus::Cancelled
        } else if any(OrderStatus::Valid) {
            OrderStatus::Valid
        } else if any(OrderStatus::Pending) {
            OrderStatus::Pending
        } else {
            alive[0]
        }
    }

    /// Whether the unit in `row` was cancelled.
    pub(super) fn is_cancelled_unit(&mut self, row: usize) -> bool {
        self.of_word(self.cells.at(Field::Status, row), false) == OrderStatus::Cancelled
    }

    fn is_cash(&self, rows: &[u32]) -> bool {
        let words = &self.context.profile.status.cash_on_delivery;
        if words.is_empty() {
            return false;
        }
        let method = self.cells.first(Field::PaymentMethod, rows);
        !method.is_empty() && matches_any(words, &fold(method))
    }

    fn of_word(&mut self, cell: &'context str, cash_on_delivery: bool) -> OrderStatus {
        if !self.cells.has(Field::Status) {
            return OrderStatus::Valid;
        }
        let rules = &self.context.profile.status;
        if !is_same_text(self.last.0, cell) {
            self.last = (cell, *self.known.entry(cell).or_insert_with(|| rules.meaning(cell)));
        }
        match self.last.1 {
            Some(StatusWord::Is(status)) => status,
            Some(StatusWord::InTransit) if cash_on_delivery => OrderStatus::Pending,
            Some(StatusWord::InTransit) => OrderStatus::Valid,
            None => {
                *self.unknown.entry(cell.trim().to_owned()).or_insert(0) += 1;
                OrderStatus::Pending
            }
        }
    }

    /// Orders per word that nobody knows.
    pub(super) fn into_unknown(self) -> BTreeMap<String, u64> {
        self.unknown
    }
}

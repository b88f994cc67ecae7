//! The columns of text that orders are made of, looked up once for all orders of a table. Never interprets a cell.

use super::{Field, RawTable};
use crate::import::column::TextColumn;
use crate::import::parse::text::is_blank;

/// A column, if anything stands in it: exports have many columns that nobody fills.
#[derive(Clone, Copy)]
pub(super) struct Filled<'table>(Option<&'table TextColumn<'table>>);

impl<'table> Filled<'table> {
    fn new(table: &'table RawTable<'table>, field: Field) -> Self {
        Self(table.columns.get(&field).filter(|column| column.bytes() > 0))
    }

    /// The first of `rows` whose cell is not blank.
    #[inline]
    pub(super) fn first_row(self, rows: &[u32]) -> Option<usize> {
        let column = self.0?;
        rows.iter().map(|row| *row as usize).find(|row| !is_blank(column.get(*row)))
    }

    /// The first cell in `rows` that is not blank; blank when all are.
    #[inline]
    pub(super) fn first(self, rows: &[u32]) -> &'table str {
        let Some(column) = self.0 else { return "" };
        rows.iter().map(|row| column.get(*row as usize)).find(|cell| !is_blank(cell)).unwrap_or_default()
    }

    /// The cell in `row`.
    #[inline]
    pub(super) fn at(self, row: usize) -> &'table str {
        self.0.map_or("", |column| column.get(row))
    }
}

/// The columns of text of an order export.
pub(super) struct OrderCells<'table> {
    pub ordered_at: Filled<'table>,
    pub total: Filled<'table>,
    pub refunded: Filled<'table>,
    pub currency: Filled<'table>,
    pub email: Filled<'table>,
    pub phone: Filled<'table>,
    pub customer_id: Filled<'table>,
    pub customer_name: Filled<'table>,
    pub place: Filled<'table>,
    pub basket: Filled<'table>,
    pub product: Filled<'table>,
    pub coupon: Filled<'table>,
    pub attributes: Filled<'table>,
    pub source: Filled<'table>,
    pub medium: Filled<'table>,
    pub landing_page: Filled<'table>,
    pub referrer: Filled<'table>,
    pub self_report: Filled<'table>,
}

impl<'table> OrderCells<'table> {
    pub(super) fn new(table: &'table RawTable<'table>) -> Self {
        let filled = |field| Filled::new(table, field);
        Self {
            ordered_at: filled(Field::OrderedAt),
            total: filled(Field::Total),
            refunded: filled(Field::Refunded),
            currency: filled(Field::Currency),
            email: filled(Field::Email),
            phone: filled(Field::Phone),
            customer_id: filled(Field::CustomerId),
            customer_name: filled(Field::CustomerName),
            place: filled(Field::Place),
            basket: filled(Field::Basket),
            product: filled(Field::Product),
            coupon: filled(Field::Coupon),
            attributes: filled(Field::Attributes),
            source: filled(Field::Source),
            medium: filled(Field::Medium),
            landing_page: filled(Field::LandingPage),
            referrer: filled(Field::Referrer),
            self_report: filled(Field::SelfReport),
        }
    }
}

/// The columns that tell what became of an order.
pub(super) struct StatusCells<'table> {
    /// Whether the export has a column of status words, be it blank.
    pub has_words: bool,
    pub word: Filled<'table>,
    pub cancelled_at: Filled<'table>,
    pub returned: Filled<'table>,
    pub payment_method: Filled<'table>,
}

impl<'table> StatusCells<'table> {
    pub(super) fn new(table: &'table RawTable<'table>) -> Self {
        let filled = |field| Filled::new(table, field);
        Self {
            has_words: table.columns.contains_key(&Field::Status),
            word: filled(Field::Status),
            cancelled_at: filled(Field::CancelledAt),
            returned: filled(Field::ReturnStatus),
            payment_method: filled(Field::PaymentMethod),
        }
    }
}

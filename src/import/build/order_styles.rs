//! How the dates and amounts of an order export are written, and whether the rows of an order add up: what its columns say, gathered part
//! by part, and what was settled over all of them. Never reads an amount.

use super::evidence::{DateEvidence, NumberEvidence};
use super::order_totals::OrderTotals;
use super::{Context, Field, Note, NumberColumn, RawTable, Refusal, SourceReport};
use crate::domain::Currency;
use crate::import::parse::date_order::DateOrder;
use crate::import::parse::number::NumberStyle;

/// The columns of amounts and counts, in the order in which a fault in them is told.
const NUMBERS: [Field; 11] = [
    Field::Total,
    Field::Subtotal,
    Field::Discount,
    Field::Shipping,
    Field::Tax,
    Field::Refunded,
    Field::ListPrice,
    Field::UnitPrice,
    Field::LineTotal,
    Field::Quantity,
    Field::ReturnedQuantity,
];

/// What the columns of an order export, or of a part of it, say about how they are written.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct OrderEvidence {
    dates: DateEvidence,
    numbers: [NumberEvidence; NUMBERS.len()],
    totals: OrderTotals,
}

impl OrderEvidence {
    /// Looks at all cells of `table`.
    pub(in crate::import) fn of(table: &RawTable<'_>, context: &Context<'_>) -> Self {
        Self {
            dates: DateEvidence::of(table.columns.get(&Field::OrderedAt)),
            numbers: NUMBERS.map(|field| NumberEvidence::of(table.columns.get(&field))),
            totals: OrderTotals::of(table, context),
        }
    }

    /// Adds what the part that follows says.
    pub(in crate::import) fn absorb(&mut self, part: Self) {
        self.dates.absorb(part.dates);
        self.numbers.iter_mut().zip(part.numbers).for_each(|(all, part)| all.absorb(part));
        self.totals.absorb(part.totals);
    }

    /// How the file is written.
    ///
    /// # Errors
    /// [`Refusal`] when a whole column cannot be decided.
    pub(in crate::import) fn settle(
        &self,
        context: &Context<'_>,
        report: &mut SourceReport,
    ) -> Result<OrderStyles, Refusal> {
        let mut numbers = [NumberStyle::Point; NUMBERS.len()];
        for ((style, evidence), field) in numbers.iter_mut().zip(&self.numbers).zip(NUMBERS) {
            *style = evidence.settle(field, context, report)?;
        }
        let dates = self.dates.settle(Field::OrderedAt, context, report)?;
        if self.totals.differ {
            report.note(Note::AmountsAddUp { column: report.header_of(Field::Total) });
        }
        Ok(OrderStyles { dates, numbers, add_up: self.add_up(context), currency: self.totals.currency() })
    }

    fn add_up(&self, context: &Context<'_>) -> bool {
        context.profile.orders.amounts_add_up || self.totals.differ
    }

    /// How the file is written by what is known so far.
    pub(in crate::import) fn guess(&self, context: &Context<'_>) -> OrderStyles {
        OrderStyles {
            dates: self.dates.order(context).unwrap_or(DateOrder::DayFirst),
            numbers: std::array::from_fn(|index| {
                self.numbers[index].style(context).unwrap_or(NumberStyle::Point)
            }),
            add_up: self.add_up(context),
            currency: self.totals.currency(),
        }
    }
}

/// How the dates and amounts of an order export are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct OrderStyles {
    /// Order of day and month.
    pub dates: DateOrder,
    numbers: [NumberStyle; NUMBERS.len()],
    /// Whether the amounts of the rows of an order add up to the order's.
    pub add_up: bool,
    /// The one currency that stands beside amounts of a hand-made table.
    pub currency: Option<Currency>,
}

/// The amount columns of an order export.
pub(super) struct Amounts<'table> {
    pub total: NumberColumn<'table>,
    pub subtotal: NumberColumn<'table>,
    pub discount: NumberColumn<'table>,
    pub shipping: NumberColumn<'table>,
    pub tax: NumberColumn<'table>,
    pub refunded: NumberColumn<'table>,
    pub list_price: NumberColumn<'table>,
    pub unit_price: NumberColumn<'table>,
    pub line_total: NumberColumn<'table>,
    pub quantity: NumberColumn<'table>,
    pub returned_quantity: NumberColumn<'table>,
    /// Whether those of the rows of an order add up to the order's.
    pub add_up: bool,
    /// The currency of amounts beside which none stands, where only one stands beside others.
    pub currency: Option<Currency>,
}

impl<'table> Amounts<'table> {
    pub(super) fn new(table: &'table RawTable<'table>, styles: &OrderStyles) -> Self {
        let mut columns = NUMBERS.iter().zip(styles.numbers);
        // As many columns as the struct has fields, in the same order.
        let mut next = || {
            let (field, style) = columns.next().unwrap_or((&Field::Total, NumberStyle::Point));
            NumberColumn::settled(table, *field, style)
        };
        Self {
            total: next(),
            subtotal: next(),
            discount: next(),
            shipping: next(),
            tax: next(),
            refunded: next(),
            list_price: next(),
            unit_price: next(),
            line_total: next(),
            quantity: next(),
            returned_quantity: next(),
            add_up: styles.add_up,
            currency: styles.currency,
        }
    }
}

//! Order exports to orders and lines: which records belong together, what an order cost, who bought. Never sums an amount that
//! repeats on each record of an order.

use std::collections::HashMap;

use super::order_groups::Groups;
use super::order_status::{StatusReader, first_filled};
use super::{Context, DateColumn, Field, NumberColumn, RawTable, is_likely, reject};
use crate::domain::{Currency, Day, OrderStatus};
use crate::import::column::TextColumn;
use crate::import::parse::number::Value;
use crate::import::parse::text::is_shortened_number;
use crate::import::{Note, Reason, Refusal, SourceReport, touchpoint};
use crate::tables::{Code, Codes, Handle, LineRow, OrderRow, TouchRow};

/// What one file's orders are.
#[derive(Debug, Default)]
pub(in crate::import) struct OrderRows {
    /// The orders.
    pub orders: Vec<OrderRow>,
    /// Their lines.
    pub lines: Vec<LineRow>,
    /// Channels that the orders name.
    pub touches: Vec<TouchRow>,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
    /// Whether the file numbers its orders.
    pub numbered: bool,
}

/// The amount columns of an order export.
struct Amounts<'table> {
    total: NumberColumn<'table>,
    subtotal: NumberColumn<'table>,
    discount: NumberColumn<'table>,
    shipping: NumberColumn<'table>,
    tax: NumberColumn<'table>,
    refunded: NumberColumn<'table>,
    list_price: NumberColumn<'table>,
    unit_price: NumberColumn<'table>,
    line_total: NumberColumn<'table>,
    quantity: NumberColumn<'table>,
    returned_quantity: NumberColumn<'table>,
}

impl<'table> Amounts<'table> {
    fn new(table: &'table RawTable, context: &Context<'_>, report: &SourceReport) -> Result<Self, Refusal> {
        let column = |field| NumberColumn::new(table, field, context, report);
        Ok(Self {
            total: column(Field::Total)?,
            subtotal: column(Field::Subtotal)?,
            discount: column(Field::Discount)?,
            shipping: column(Field::Shipping)?,
            tax: column(Field::Tax)?,
            refunded: column(Field::Refunded)?,
            list_price: column(Field::ListPrice)?,
            unit_price: column(Field::UnitPrice)?,
            line_total: column(Field::LineTotal)?,
            quantity: column(Field::Quantity)?,
            returned_quantity: column(Field::ReturnedQuantity)?,
        })
    }
}

/// Builds the orders of one file.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<OrderRows, Refusal> {
    let amounts = Amounts::new(table, context, report)?;
    let mut dates = DateColumn::new(table, Field::OrderedAt, context, report)?;
    let groups = Groups::new(table, context, codes, report)?;
    let mut statuses = StatusReader::new(table, context);
    let mut channels = Channels::default();
    let numbered = !context.profile.orders.row_is_order && table.columns.contains_key(&Field::OrderId);
    let mut rows = OrderRows { numbered, ..OrderRows::default() };
    for (index, (order, members)) in groups.iter().enumerate() {
        if !context.goes_on(index, groups.len()) {
            break;
        }
        let draft = Draft { table, context, amounts: &amounts, order, members };
        match draft.build(codes, &mut dates, &mut statuses, &mut channels) {
            Ok(built) => {
                report.rows_used += members.len() as u64;
                if is_likely(built.order.day) {
                    let day = built.order.day;
                    rows.days =
                        Some(rows.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
                }
                rows.touches.extend(built.touch);
                rows.lines.extend(built.lines);
                rows.orders.push(built.order);
            }
            Err(fault) => reject_order(table, members, &fault, report),
        }
    }
    dates.note(report);
    statuses.note(report);
    note_customers(table, context, &rows, report);
    note_shortened(table, report);
    Ok(rows)
}

/// A cell that makes an order unusable.
struct Fault {
    row: usize,
    field: Field,
    reason: Reason,
}

/// Rejects the record at fault and, for its sake, the other records of its order.
fn reject_order(table: &RawTable, members: &[u32], fault: &Fault, report: &mut SourceReport) {
    reject(table, fault.row, fault.field, fault.reason, report);
    let line = u64::from(table.lines[fault.row]);
    for row in members.iter().map(|row| *row as usize).filter(|row| *row != fault.row) {
        reject(table, row, fault.field, Reason::OrderRejected { line }, report);
    }
}

fn note_customers(table: &RawTable, context: &Context<'_>, rows: &OrderRows, report: &mut SourceReport) {
    let columns = [Field::Email, Field::Phone, Field::CustomerId];
    if !columns.iter().any(|field| table.columns.contains_key(field))
        || rows.orders.iter().all(|order| order.customer.is_none())
    {
        if !rows.orders.is_empty() {
            report.note(Note::NoCustomers);
        }
    } else if context.profile.orders.masked_customers {
        report.note(Note::MaskedCustomers);
    }
    let has_currency = table.columns.contains_key(&Field::Currency);
    if !has_currency && context.header_currency.is_none() && context.profile.currency.is_none() {
        report.note(Note::NoCurrency);
    }
    if context.profile.time_zone.is_none()
        && rows.orders.iter().any(|order| order.second.is_some())
        && !has_offsets(table)
    {
        report.note(Note::AssumedZone { zone: context.reporting_name.to_owned() });
    }
}

/// Ids and phones that a spreadsheet has shortened: whoever has only such a one is nobody, rather than somebody else.
fn note_shortened(table: &RawTable, report: &mut SourceReport) {
    for field in [Field::CustomerId, Field::Phone] {
        let Some(column) = table.columns.get(&field) else { continue };
        let shortened = || column.iter().enumerate().filter(|(_, cell)| is_shortened_number(cell));
        if let Some((first, _)) = shortened().next() {
            let (rows, line) = (shortened().count() as u64, u64::from(table.lines[first]));
            report.note(Note::ShortenedIds { column: report.header_of(field), rows, line });
        }
    }
}

/// Whether the first times of the column carry an offset.
fn has_offsets(table: &RawTable) -> bool {
    let cells = table.columns.get(&Field::OrderedAt).into_iter().flat_map(TextColumn::iter);
    cells.filter(|cell| !cell.is_empty()).take(20).any(|cell| {
        let tail = cell.get(10..).unwrap_or_default();
        tail.contains('+')
            || tail.contains(" -")
            || tail.contains('Z')
            || tail.contains("UTC")
            || tail.rfind('-').is_some()
    })
}

/// Channels of the sources written in orders (UTM tags first, else the shop's own source column), each looked up once.
#[derive(Default)]
struct Channels<'table> {
    known: HashMap<(&'table str, &'table str), Option<Code>>,
}

impl<'table> Channels<'table> {
    fn of(&mut self, source: &'table str, medium: &'table str, codes: &mut Codes) -> Option<Code> {
        if source.is_empty() {
            return None;
        }
        *self
            .known
            .entry((source, medium))
            .or_insert_with(|| touchpoint::of_order(source, medium).map(|channel| codes.channel(&channel)))
    }
}

/// One order in the making.
struct Draft<'draft> {
    table: &'draft RawTable,
    context: &'draft Context<'draft>,
    amounts: &'draft Amounts<'draft>,
    order: Code,
    members: &'draft [u32],
}

struct Built {
    order: OrderRow,
    lines: Vec<LineRow>,
    touch: Option<TouchRow>,
}

impl<'draft> Draft<'draft> {
    fn build(
        &self,
        codes: &mut Codes,
        dates: &mut DateColumn<'_>,
        statuses: &mut StatusReader<'draft>,
        channels: &mut Channels<'draft>,
    ) -> Result<Built, Fault> {
        let first = self.members[0] as usize;
        let dated = first_filled(self.table, Field::OrderedAt, self.members).unwrap_or(first);
        let fault = |reason| Fault { row: dated, field: Field::OrderedAt, reason };
        let moment = dates.at(dated).map_err(fault)?.ok_or_else(|| fault(Reason::NoDate))?;
        let currency = self.currency();
        let scale = currency.map_or(2, Currency::decimals);
        let total = self.total(scale)?;
        let status = statuses.of(self.members);
        let lines = self.lines(codes, scale, statuses);
        let refunded = self.refunded(status, total, scale)?;
        let (gross, net) = self.gross_and_net(&lines, total, refunded, scale);
        let customer = self.customer(codes, currency);
        let (source, medium) = touchpoint::tags(self.first(Field::Attributes));
        let channel =
            channels.of(source, medium, codes).or_else(|| channels.of(self.first(Field::Source), "", codes));
        let line = self.table.lines[first];
        let order = OrderRow {
            order: self.order,
            source: self.context.source,
            line,
            platform: codes.platforms.code(&self.context.profile.platform),
            customer,
            day: moment.day,
            second: moment.second,
            status,
            channel,
            currency: codes.currency(currency),
            total_minor: total,
            gross_minor: gross,
            net_minor: net,
            collected_minor: total - self.cancelled_units(&lines, scale) - refunded,
            refunded_minor: refunded,
        };
        let touch = channel.map(|channel| TouchRow {
            customer,
            day: moment.day,
            second: moment.second,
            channel,
            order: Some(self.order),
            source: self.context.source,
        });
        Ok(Built { order, lines: lines.into_iter().map(|line| line.row).collect(), touch })
    }

    /// What the order's cancelled units would have cost: part of the total as exported, but never paid.
    fn cancelled_units(&self, lines: &[DraftLine], scale: u32) -> i64 {
        let cancelled = lines.iter().zip(self.members).filter(|(line, _)| line.cancelled);
        cancelled.filter_map(|(_, row)| self.amounts.total.at(*row as usize, scale).number()).sum()
    }

    fn first(&self, field: Field) -> &'draft str {
        first_filled(self.table, field, self.members).map_or("", |row| self.table.cell(field, row))
    }

    fn currency(&self) -> Option<Currency> {
        Currency::parse(self.first(Field::Currency))
            .or(self.context.header_currency)
            .or(self.context.profile.currency)
    }

    /// The order's total: stated once, or the sum of its units.
    fn total(&self, scale: u32) -> Result<i64, Fault> {
        let fault = |row, reason| Fault { row, field: Field::Total, reason };
        let read = |row: usize| match self.amounts.total.at(row, scale) {
            Value::Number(number) => Ok(number),
            Value::NotReported => Err(fault(row, Reason::NoAmount)),
            Value::Bad(reason) => Err(fault(row, reason)),
        };
        if self.context.profile.orders.amounts_add_up {
            return self.members.iter().map(|row| read(*row as usize)).sum();
        }
        read(first_filled(self.table, Field::Total, self.members).unwrap_or(self.members[0] as usize))
    }

    /// An order-level amount, from the first record that states it; summed over units where amounts add up.
    fn amount(&self, column: &NumberColumn<'_>, scale: u32) -> Option<i64> {
        if !column.is_present() {
            return None;
        }
        let mut values = self.members.iter().filter_map(|row| column.at(*row as usize, scale).number());
        if self.context.profile.orders.amounts_add_up {
            return values.reduce(|sum, value| sum + value);
        }
        values.next()
    }

    /// What was paid back: as stated; else all of it when the status says so, or the returned units.
    fn refunded(&self, status: OrderStatus, total: i64, scale: u32) -> Result<i64, Fault> {
        if let Some(row) = first_filled(self.table, Field::Refunded, self.members)
            && let Value::Bad(reason) = self.amounts.refunded.at(row, scale)
        {
            return Err(Fault { row, field: Field::Refunded, reason });
        }
        let stated = self.amount(&self.amounts.refunded, scale).map_or(0, i64::abs);
        if stated > 0 || !matches!(status, OrderStatus::Refunded | OrderStatus::Returned) {
            return Ok(stated);
        }
        let returned: i64 = self
            .members
            .iter()
            .filter_map(|row| {
                let row = *row as usize;
                let price = self.amounts.unit_price.at(row, scale).number()?;
                Some(self.amounts.returned_quantity.at(row, 0).number()? * price)
            })
            .sum();
        Ok(if returned > 0 { returned.min(total) } else { total })
    }

    /// Gross and net by METRICS section 1, from the most exact columns that the export has.
    fn gross_and_net(&self, lines: &[DraftLine], total: i64, refunded: i64, scale: u32) -> (i64, i64) {
        let amount = |column| self.amount(column, scale);
        let discount = amount(&self.amounts.discount).map_or(0, i64::abs);
        let has_lines = self.amounts.line_total.is_present() || self.amounts.unit_price.is_present();
        let goods: i64 = lines.iter().filter(|line| !line.cancelled).map(|line| line.row.net_minor).sum();
        let before_refunds = if let Some(subtotal) = amount(&self.amounts.subtotal) {
            subtotal
        } else if has_lines {
            goods - discount
        } else {
            total - amount(&self.amounts.shipping).unwrap_or(0) - amount(&self.amounts.tax).unwrap_or(0)
        };
        let gross = if has_lines || self.amounts.list_price.is_present() {
            lines.iter().filter(|line| !line.cancelled).map(|line| line.gross_minor).sum()
        } else {
            before_refunds + discount
        };
        (gross, before_refunds - refunded)
    }

    fn customer(&self, codes: &mut Codes, currency: Option<Currency>) -> Option<Handle> {
        let cells = [self.first(Field::Email), self.first(Field::Phone), self.first(Field::CustomerId)];
        self.context.named_customer(codes, cells, self.first(Field::CustomerName), currency)
    }

    fn lines(&self, codes: &mut Codes, scale: u32, statuses: &mut StatusReader<'_>) -> Vec<DraftLine> {
        let units = self.context.profile.orders.amounts_add_up;
        self.members
            .iter()
            .map(|row| {
                let row = *row as usize;
                let quantity = self.amounts.quantity.at(row, 0).number().unwrap_or(1);
                let unit = self.amounts.unit_price.at(row, scale).number();
                let net =
                    self.amounts.line_total.at(row, scale).number().or(unit.map(|price| price * quantity));
                let list =
                    self.amounts.list_price.at(row, scale).number().or(unit).map(|price| price * quantity);
                let product = self.table.cell(Field::Product, row).trim();
                DraftLine {
                    row: LineRow {
                        order: self.order,
                        source: self.context.source,
                        line: self.table.lines[row],
                        product: (!product.is_empty()).then(|| codes.products.code(product)),
                        quantity,
                        net_minor: net.unwrap_or(0),
                    },
                    gross_minor: list.or(net).unwrap_or(0),
                    cancelled: units && statuses.is_cancelled_unit(row),
                }
            })
            .collect()
    }
}

struct DraftLine {
    row: LineRow,
    gross_minor: i64,
    cancelled: bool,
}

//! Order exports to orders and lines: which records belong together, what an order cost, who bought. Never sums an amount that
//! repeats on each record of an order.

use std::ops::Range;

use super::basket;
use super::order_findings::{OrderFindings, SHORTENED, shortened};
use super::order_groups::Groups;
use super::order_origins::{Origins, Said, Signs};
use super::order_parcels::ParcelDates;
pub(in crate::import) use super::order_rows::OrderRows;
use super::order_status::{StatusReader, first_filled, first_text};
use super::order_styles::{Amounts, OrderEvidence, OrderStyles};
use super::{Context, DateColumn, Field, NumberColumn, RawTable, reject};
use crate::domain::{Currency, OrderStatus};
use crate::import::parse::number::{NumberStyle, Value};
use crate::import::parse::text::{is_not_reported, trim};
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{Code, Codes, Handle, Interner, LineRow, OrderRow, TouchRow};

/// Builds the orders of one file.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<OrderRows, Refusal> {
    let styles = OrderEvidence::of(table).settle(context, report)?;
    let goes_on = |done, total| context.goes_on(done, total);
    let built = build_part(table, 0..table.len(), &styles, context, codes, report, &goes_on);
    built.findings.note(context, report);
    Ok(built.rows)
}

/// What a table of an order export, or a part of it, holds.
pub(super) struct BuiltOrders {
    pub rows: OrderRows,
    pub findings: OrderFindings,
}

/// Builds the orders of `records`, all of which are whole, as long as it `goes_on` (orders done, orders in all).
pub(super) fn build_part(
    table: &RawTable<'_>,
    records: Range<usize>,
    styles: &OrderStyles,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
    goes_on: &dyn Fn(usize, usize) -> bool,
) -> BuiltOrders {
    let amounts = Amounts::new(table, styles);
    let mut dates = DateColumn::settled(table, Field::OrderedAt, styles.dates, context, report);
    let mut rows = OrderRows::with_room_for(records.len());
    rows.numbered = !context.profile.orders.row_is_order && table.columns.contains_key(&Field::OrderId);
    let groups = Groups::new(table, records.clone(), styles, context, codes, report);
    let mut statuses = StatusReader::new(table, context);
    let mut lookups = Lookups::default();
    let mut lines = Vec::new();
    let mut parcel_dates = ParcelDates::new(table, styles, context, report);
    for (index, (order, members)) in groups.iter().enumerate() {
        if !goes_on(index, groups.len()) {
            break;
        }
        let draft = Draft { table, context, amounts: &amounts, order, members };
        lines.clear();
        match draft.build(codes, &mut dates, &mut statuses, &mut lookups, &mut lines) {
            Ok((order, touch)) => {
                report.rows_used += members.len() as u64;
                if let Some(dates) = &mut parcel_dates {
                    dates.add(members, &order, codes, &mut rows.parcels);
                }
                rows.origins.extend(lookups.said.iter().map(|said| said.of(&order)));
                rows.add(order, touch, lines.iter().map(|line| line.row));
            }
            Err(fault) => {
                let currency = draft.currency();
                let total = draft.total(currency.map_or(2, Currency::decimals)).ok();
                report.lose(currency, total, members.len() as u64);
                reject_order(table, members, &fault, report);
            }
        }
    }
    let findings = OrderFindings {
        has_orders: !rows.orders.is_empty(),
        has_customers: rows.orders.iter().any(|order| order.customer.is_some()),
        has_times: rows.orders.iter().any(|order| order.second.is_some()),
        has_offsets: dates.has_offsets,
        buddhist: dates.saw_buddhist,
        unlikely: dates.unlikely,
        carried: groups.carried,
        unknown_words: statuses.into_unknown(),
        shortened: SHORTENED.map(|field| shortened(table, records.clone(), field)),
        unread_dates: parcel_dates.map_or([0; 4], |dates| dates.unread),
    };
    BuiltOrders { rows, findings }
}

/// A cell that makes an order unusable.
struct Fault {
    row: usize,
    field: Field,
    reason: Reason,
}

/// Rejects the record at fault and, for its sake, the other records of its order.
fn reject_order(table: &RawTable<'_>, members: &[u32], fault: &Fault, report: &mut SourceReport) {
    reject(table, fault.row, fault.field, fault.reason, report);
    let line = u64::from(table.lines[fault.row]);
    for row in members.iter().map(|row| *row as usize).filter(|row| *row != fault.row) {
        reject(table, row, fault.field, Reason::OrderRejected { line }, report);
    }
}

/// What many orders share, looked up once: the platform, and the channels of the signs that orders bear.
#[derive(Default)]
struct Lookups<'table> {
    platform: Option<Code>,
    origins: Origins<'table>,
    /// What the order at hand says about its channel.
    said: Vec<Said>,
}

impl Lookups<'_> {
    fn platform(&mut self, name: &str, codes: &mut Codes) -> Code {
        *self.platform.get_or_insert_with(|| codes.platforms.code(name))
    }
}

/// One order in the making.
struct Draft<'draft> {
    table: &'draft RawTable<'draft>,
    context: &'draft Context<'draft>,
    amounts: &'draft Amounts<'draft>,
    order: Code,
    members: &'draft [u32],
}

impl<'draft> Draft<'draft> {
    /// The order and where it came from; its lines are added to `lines`.
    fn build(
        &self,
        codes: &mut Codes,
        dates: &mut DateColumn<'_>,
        statuses: &mut StatusReader<'draft>,
        lookups: &mut Lookups<'draft>,
        lines: &mut Vec<DraftLine>,
    ) -> Result<(OrderRow, Option<TouchRow>), Fault> {
        let first = self.members[0] as usize;
        let dated = first_filled(self.table, Field::OrderedAt, self.members).unwrap_or(first);
        let fault = |reason| Fault { row: dated, field: Field::OrderedAt, reason };
        let moment = dates.at(dated).map_err(fault)?.ok_or_else(|| fault(Reason::NoDate))?;
        let currency = self.currency();
        let scale = currency.map_or(2, Currency::decimals);
        let total = self.total(scale)?;
        let status = statuses.of(self.members);
        if !self.unpack(codes, scale, lines) {
            self.read_lines(codes, scale, statuses, lines);
        }
        let refunded = self.refunded(status, total, scale)?;
        let (gross, net) = self.gross_and_net(lines, total, refunded, scale);
        let customer = self.customer(codes, currency);
        lookups.said.clear();
        let rules = self.context.channels;
        let channel =
            lookups.origins.of(&Signs::of(|field| self.first(field)), rules, codes, &mut lookups.said);
        let line = self.table.lines[first];
        let order = OrderRow {
            order: self.order,
            source: self.context.source,
            line,
            platform: lookups.platform(&self.context.profile.platform, codes),
            customer,
            day: moment.day,
            second: moment.second,
            status,
            channel: channel.into(),
            coupon: self.named(Field::Coupon, &mut codes.coupons).into(),
            place: place_name(self.first(Field::Place)).map(|name| codes.places.code(name)).into(),
            currency: codes.currency(currency),
            total_minor: total,
            gross_minor: gross,
            net_minor: net,
            collected_minor: total - self.cancelled_units(lines, scale) - refunded,
            refunded_minor: refunded,
        };
        let touch = channel.map(|channel| TouchRow {
            customer,
            day: moment.day,
            second: moment.second,
            channel,
            order: Some(self.order).into(),
            source: self.context.source,
        });
        Ok((order, touch))
    }

    /// What the order's cancelled units would have cost: part of the total as exported, but never paid.
    fn cancelled_units(&self, lines: &[DraftLine], scale: u32) -> i64 {
        let cancelled = lines.iter().zip(self.members).filter(|(line, _)| line.cancelled);
        cancelled.filter_map(|(_, row)| self.amounts.total.at(*row as usize, scale).number()).sum()
    }

    fn first(&self, field: Field) -> &'draft str {
        first_text(self.table, field, self.members)
    }

    /// Code of what the order says in `field`; `None` where it says nothing.
    fn named(&self, field: Field, names: &mut Interner) -> Option<Code> {
        let text = trim(self.first(field));
        (!is_not_reported(text)).then(|| names.code(text))
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

    /// Adds the lines of an order whose whole basket stands in one cell; says whether there is one.
    fn unpack(&self, codes: &mut Codes, scale: u32, lines: &mut Vec<DraftLine>) -> bool {
        let Some(row) = first_filled(self.table, Field::Basket, self.members) else { return false };
        let style = self.context.numbers.unwrap_or(NumberStyle::Point);
        let products = basket::products(self.table.cell(Field::Basket, row), style, scale);
        lines.extend(products.iter().map(|item| DraftLine {
            row: LineRow {
                order: self.order,
                source: self.context.source,
                line: self.table.lines[row],
                product: Some(codes.products.code(item.product)).into(),
                quantity: item.quantity,
                net_minor: item.total.unwrap_or(0),
            },
            gross_minor: item.total.unwrap_or(0),
            cancelled: false,
        }));
        !products.is_empty()
    }

    /// Adds one line for each record.
    fn read_lines(
        &self,
        codes: &mut Codes,
        scale: u32,
        statuses: &mut StatusReader<'_>,
        lines: &mut Vec<DraftLine>,
    ) {
        let units = self.context.profile.orders.amounts_add_up;
        lines.extend(self.members.iter().map(|row| {
            let row = *row as usize;
            let quantity = self.amounts.quantity.at(row, 0).number().unwrap_or(1);
            let unit = self.amounts.unit_price.at(row, scale).number();
            let net = self.amounts.line_total.at(row, scale).number().or(unit.map(|price| price * quantity));
            let list = self.amounts.list_price.at(row, scale).number().or(unit).map(|price| price * quantity);
            let product = trim(self.table.cell(Field::Product, row));
            DraftLine {
                row: LineRow {
                    order: self.order,
                    source: self.context.source,
                    line: self.table.lines[row],
                    product: (!product.is_empty()).then(|| codes.products.code(product)).into(),
                    quantity,
                    net_minor: net.unwrap_or(0),
                },
                gross_minor: list.or(net).unwrap_or(0),
                cancelled: units && statuses.is_cancelled_unit(row),
            }
        }));
    }
}

/// A place as people call it; `None` where the export names none or masks it (`ก*n`).
fn place_name(cell: &str) -> Option<&str> {
    let cell = trim(cell);
    let name = ["จังหวัด", "จ."].iter().find_map(|word| cell.strip_prefix(word)).map_or(cell, trim);
    match name {
        // The capital has one name, however an export shortens it.
        "กรุงเทพฯ" | "กรุงเทพ" | "กทม" | "กทม." => {
            Some("กรุงเทพมหานคร")
        }
        masked if masked.contains('*') => None,
        name => (!is_not_reported(name)).then_some(name),
    }
}

struct DraftLine {
    row: LineRow,
    gross_minor: i64,
    cancelled: bool,
}

#[cfg(test)]
mod tests {
    use super::place_name;

    #[test]
    fn a_place_has_one_name_and_a_masked_one_has_none() {
        let check = |cell, expected| assert_eq!(place_name(cell), expected, "{cell}");
        check("จังหวัดเชียงใหม่", Some("เชียงใหม่"));
        check(" กรุงเทพฯ ", Some("กรุงเทพมหานคร"));
        check("California", Some("California"));
        check("ก*n", None);
        check("-", None);
    }
}

//! Order exports to orders and lines: which records belong together, what an order cost, who bought. Never sums an amount that
//! repeats on each record of an order.

use std::ops::Range;

use super::order_cells::OrderCells;
use super::order_findings::{OrderFindings, SHORTENED, shortened};
use super::order_groups::Groups;
use super::order_lines::{DraftLine, LineReader, find_repeats};
use super::order_origins::{Origins, Said, Signs};
use super::order_parcels::ParcelDates;
pub(in crate::import) use super::order_rows::OrderRows;
use super::order_status::StatusReader;
use super::order_styles::{Amounts, OrderEvidence, OrderStyles};
use super::order_totals::currency_beside;
use super::{Context, DateColumn, Field, NumberColumn, RawTable, reject};
use crate::domain::{Currency, OrderStatus};
use crate::import::parse::number::Value;
use crate::import::parse::text::{is_not_reported, trim};
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{Code, Codes, Handle, Interner, OrderRow, TouchRow};

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
    let styles = OrderEvidence::of(table, context).settle(context, report)?;
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
    let (amounts, cells) = (Amounts::new(table, styles), OrderCells(table));
    let mut dates = DateColumn::settled(table, Field::OrderedAt, styles.dates, context, report);
    let numbered = !context.profile.orders.row_is_order && table.columns.contains_key(&Field::OrderId);
    let mut rows = OrderRows { numbered, ..OrderRows::default() };
    // Where each row is one unit of an order, two alike are two units.
    let may_repeat = numbered && !styles.add_up;
    let groups = Groups::new(table, records.clone(), styles, context, codes, report);
    rows.make_room(groups.len(), records.len(), context.asked);
    let mut statuses = StatusReader::new(table, context, styles.add_up);
    let mut lookups = Lookups::default();
    let mut lines = Vec::new();
    let mut parcel_dates = ParcelDates::new(table, styles, context, report);
    for (index, (order, members)) in groups.iter().enumerate() {
        if !goes_on(index, groups.len()) {
            break;
        }
        let draft = Draft { table, context, amounts: &amounts, cells, order, members };
        lines.clear();
        match draft.build(codes, &mut dates, &mut statuses, &mut lookups, &mut lines) {
            Ok((order, touch)) => {
                report.rows_used += members.len() as u64;
                if may_repeat {
                    find_repeats(&lines, report);
                }
                if let Some(dates) = &mut parcel_dates {
                    dates.add(members, &order, codes, &mut rows.parcels);
                }
                rows.add(order, touch, context.asked);
                if context.asked.origins {
                    rows.origins.extend(lookups.said.iter().map(|said| said.of(&order)));
                }
                if context.asked.lines {
                    rows.lines.extend(lines.iter().map(|line| line.row(&order, codes)));
                }
            }
            Err(fault) => draft.reject(&fault, report),
        }
    }
    let findings = OrderFindings {
        has_offsets: dates.has_offsets,
        buddhist: dates.saw_buddhist,
        unlikely: dates.unlikely,
        carried: groups.carried,
        unknown_words: statuses.into_unknown(),
        shortened: SHORTENED.map(|field| shortened(table, records.clone(), field)),
        unread_dates: parcel_dates.map_or([0; 4], |dates| dates.unread),
        ..OrderFindings::of(&rows.orders, codes)
    };
    BuiltOrders { rows, findings }
}

/// A cell that makes an order unusable.
struct Fault {
    row: usize,
    field: Field,
    reason: Reason,
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
    cells: OrderCells<'draft>,
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
        lines: &mut Vec<DraftLine<'draft>>,
    ) -> Result<(OrderRow, Option<TouchRow>), Fault> {
        let first = self.members[0] as usize;
        let cells = self.cells;
        let dated = cells.first_row(Field::OrderedAt, self.members).unwrap_or(first);
        let fault = |reason| Fault { row: dated, field: Field::OrderedAt, reason };
        let moment = dates.at(dated).map_err(fault)?.ok_or_else(|| fault(Reason::NoDate))?;
        let currency = self.currency();
        let scale = currency.map_or(2, Currency::decimals);
        let total = self.total(scale)?;
        let status = statuses.of(self.members);
        let Self { table, context, amounts, .. } = *self;
        LineReader { table, context, cells, amounts }.read(self.members, scale, statuses, lines);
        let refunded = self.refunded(status, total, scale)?;
        let (gross, net) = self.gross_and_net(lines, total, refunded, scale);
        let customer = self.customer(codes, currency);
        lookups.said.clear();
        let rules = self.context.channels;
        let signs = Signs::of(cells, self.members);
        let channel = lookups.origins.of(&signs, rules, codes, &mut lookups.said);
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
            coupon: named(signs.coupon, &mut codes.coupons).into(),
            place: place_name(cells.first(Field::Place, self.members))
                .map(|name| codes.places.code(name))
                .into(),
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

    /// Says what the order would have brought, and rejects the record at fault and, for its sake, the other records of the order.
    fn reject(&self, fault: &Fault, report: &mut SourceReport) {
        let currency = self.currency();
        let total = self.total(currency.map_or(2, Currency::decimals)).ok();
        report.lose(currency, total, self.members.len() as u64);
        reject(self.table, fault.row, fault.field, fault.reason, report);
        let line = u64::from(self.table.lines[fault.row]);
        for row in self.members.iter().map(|row| *row as usize).filter(|row| *row != fault.row) {
            reject(self.table, row, fault.field, Reason::OrderRejected { line }, report);
        }
    }

    /// What the order's cancelled units would have cost: part of the total as exported, but never paid.
    fn cancelled_units(&self, lines: &[DraftLine<'_>], scale: u32) -> i64 {
        let cancelled = lines.iter().zip(self.members).filter(|(line, _)| line.cancelled);
        cancelled.filter_map(|(_, row)| self.amounts.total.at(*row as usize, scale).number()).sum()
    }

    fn currency(&self) -> Option<Currency> {
        Currency::parse(self.cells.first(Field::Currency, self.members))
            .or_else(|| self.currency_of_total())
            .or(self.context.header_currency)
            .or(self.context.profile.currency)
    }

    /// The currency that a hand-made table writes beside the amount, or beside others. Platforms have a column for it, or one currency.
    fn currency_of_total(&self) -> Option<Currency> {
        let beside = || currency_beside(self.cells.first(Field::Total, self.members));
        if self.context.profile.generic { beside().or(self.amounts.currency) } else { None }
    }

    /// The order's total: stated once, or the sum of its units.
    fn total(&self, scale: u32) -> Result<i64, Fault> {
        let fault = |row, reason| Fault { row, field: Field::Total, reason };
        let read = |row: usize| match self.amounts.total.at(row, scale) {
            Value::Number(number) => Ok(number),
            Value::NotReported => Err(fault(row, Reason::NoAmount)),
            Value::Bad(reason) => Err(fault(row, reason)),
        };
        if self.amounts.add_up {
            // Only a hand-made table may leave out the amount of a row where it states another's.
            let skips = self.context.profile.orders.amounts_may_add_up
                && self.cells.first_row(Field::Total, self.members).is_some();
            let is_left_out =
                |row: &usize| skips && matches!(self.amounts.total.at(*row, scale), Value::NotReported);
            let rows = self.members.iter().map(|row| *row as usize);
            return rows.filter(|row| !is_left_out(row)).map(read).sum();
        }
        read(self.cells.first_row(Field::Total, self.members).unwrap_or(self.members[0] as usize))
    }

    /// An order-level amount, from the first record that states it; summed over units where amounts add up.
    fn amount(&self, column: &NumberColumn<'_>, scale: u32) -> Option<i64> {
        if !column.is_present() {
            return None;
        }
        let mut values = self.members.iter().filter_map(|row| column.at(*row as usize, scale).number());
        let first = values.next()?;
        if !self.amounts.add_up {
            return Some(first);
        }
        let (mut sum, mut is_repeated) = (first, self.context.profile.orders.amounts_may_add_up);
        for value in values {
            is_repeated &= value == first;
            sum += value;
        }
        // What a hand-made table states alike beside each part of an order (its shipping) is the order's.
        Some(if is_repeated { first } else { sum })
    }

    /// What was paid back: as stated; else all of it when the status says so, or the returned units.
    fn refunded(&self, status: OrderStatus, total: i64, scale: u32) -> Result<i64, Fault> {
        if let Some(row) = self.cells.first_row(Field::Refunded, self.members)
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
    fn gross_and_net(&self, lines: &[DraftLine<'_>], total: i64, refunded: i64, scale: u32) -> (i64, i64) {
        let amount = |column| self.amount(column, scale);
        let discount = amount(&self.amounts.discount).map_or(0, i64::abs);
        let has_lines = self.amounts.line_total.is_present() || self.amounts.unit_price.is_present();
        let goods: i64 = lines.iter().filter(|line| !line.cancelled).map(DraftLine::net_minor).sum();
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
        let cells = [Field::Email, Field::Phone, Field::CustomerId]
            .map(|field| self.cells.first(field, self.members));
        let name = self.cells.first(Field::CustomerName, self.members);
        self.context.named_customer(codes, cells, name, currency)
    }
}

/// Code of what an order says; `None` where it says nothing.
fn named(cell: &str, names: &mut Interner) -> Option<Code> {
    let text = trim(cell);
    (!is_not_reported(text)).then(|| names.code(text))
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

//! Cart tables to carts. Never decides whether a cart was abandoned: that takes the orders (`analysis::carts`).

use super::gather::{Dated, Fault, Gathered, amount, gather, moment, needed, one_day};
use super::{Context, DateColumn, Field, NumberColumn, RawTable};
use crate::import::{Refusal, SourceReport};
use crate::tables::{CartRow, Codes};

/// Builds the carts of one file.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<CartRow>, Refusal> {
    let mut created = DateColumn::new(table, Field::CartAt, context, report)?;
    let mut completed = DateColumn::new(table, Field::CompletedAt, context, report)?;
    let mut reminded = DateColumn::new(table, Field::RemindedAt, context, report)?;
    let value = NumberColumn::new(table, Field::Total, context, report)?;
    let mut read = |row: usize| -> Result<Dated<CartRow>, Fault> {
        let currency = context.currency_of(table, row);
        let day = needed(&mut created, Field::CartAt, row)?.day;
        let built = CartRow {
            source: context.source,
            line: table.lines[row],
            key: context.key(codes, table, row),
            customer: context.customer_of(table, row, codes),
            order: context.order_of(table, row, codes),
            created_day: day,
            completed_day: moment(&mut completed, Field::CompletedAt, row)?.map(|moment| moment.day),
            reminded_day: moment(&mut reminded, Field::RemindedAt, row)?.map(|moment| moment.day),
            currency: codes.currency(currency),
            value_minor: amount(&value, Field::Total, row, currency)?,
        };
        Ok((built, one_day(Some(day))))
    };
    let gathered = gather(table, context, report, &mut read);
    [&created, &completed, &reminded].iter().for_each(|column| column.note(report));
    Ok(gathered)
}

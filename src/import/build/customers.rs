//! Customer lists to rows: who, since when, how many orders, how much. Never keeps a name or an address.

use super::gather::{Dated, Fault, Gathered, amount, count, gather, moment, one_day};
use super::{Context, DateColumn, Field, NumberColumn, RawTable};
use crate::import::parse::text::{fold, is_not_reported};
use crate::import::{Note, Refusal, SourceReport};
use crate::tables::{Codes, ListedCustomerRow};

/// Builds the customers of one list.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<ListedCustomerRow>, Refusal> {
    let mut since = DateColumn::new(table, Field::CustomerSince, context, report)?;
    let orders = NumberColumn::new(table, Field::OrderCount, context, report)?;
    let spent = NumberColumn::new(table, Field::Spent, context, report)?;
    let mut read = |row: usize| -> Result<Dated<ListedCustomerRow>, Fault> {
        let currency = context.currency_of(table, row);
        let day = moment(&mut since, Field::CustomerSince, row)?.map(|moment| moment.day);
        let named = [Field::CustomerId, Field::Email, Field::Phone].map(|field| fold(table.cell(field, row)));
        let name = named.into_iter().find(|name| !is_not_reported(name));
        let built = ListedCustomerRow {
            source: context.source,
            line: table.lines[row],
            // A list names each of its customers once: the customer is the key.
            key: name.and_then(|name| context.composed_key(codes, &name)),
            customer: context.customer_of(table, row, codes),
            since_day: day,
            orders: count(&orders, Field::OrderCount, row)?,
            currency: codes.currency(currency),
            spent_minor: amount(&spent, Field::Spent, row, currency)?,
            subscribed: yes_or_no(table.cell(Field::Subscribed, row)),
        };
        Ok((built, one_day(day)))
    };
    let gathered = gather(table, context, report, &mut read);
    since.note(report);
    if table.len() > 0 && spent.is_present() && context.currency_of(table, 0).is_none() {
        report.note(Note::NoCurrency);
    }
    Ok(gathered)
}

/// `yes`, `true`, `1`, `ใช่` and their opposites; `None` for anything else.
fn yes_or_no(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "yes" | "true" | "1" | "y" | "subscribed" | "ใช่" | "รับ" => Some(true),
        "no" | "false" | "0" | "n" | "unsubscribed" | "not subscribed" | "ไม่" | "ไม่ใช่" | "ไม่รับ" => {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_both_languages() {
        assert_eq!(
            ["yes", "ใช่", "TRUE", "no", "ไม่รับ", "?"].map(yes_or_no),
            [Some(true), Some(true), Some(true), Some(false), Some(false), None]
        );
    }
}

//! Referral reports to recommendations. Never takes an invitation for a purchase.

use super::gather::{Dated, Fault, Gathered, amount, count, gather, moment, one_day};
use super::{Context, DateColumn, Field, NumberColumn, RawTable};
use crate::import::{Refusal, SourceReport, touchpoint};
use crate::tables::{Codes, ReferralRow};

/// Builds the recommendations of one file.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<ReferralRow>, Refusal> {
    let mut dates = DateColumn::new(table, Field::ReferredAt, context, report)?;
    let purchases = NumberColumn::new(table, Field::Purchases, context, report)?;
    let value = NumberColumn::new(table, Field::Total, context, report)?;
    let mut read = |row: usize| -> Result<Dated<ReferralRow>, Fault> {
        let currency = context.currency_of(table, row);
        let day = moment(&mut dates, Field::ReferredAt, row)?.map(|moment| moment.day);
        let value_minor = amount(&value, Field::Total, row, currency)?;
        let counted = count(&purchases, Field::Purchases, row)?;
        let names_order = !table.cell(Field::OrderId, row).trim().is_empty();
        let built = ReferralRow {
            source: context.source,
            line: table.lines[row],
            key: context.key(codes, table, row),
            channel: codes.channel(&touchpoint::of_referral(&context.profile.platform)),
            customer: context.customer_of(table, row, codes),
            friend: context.customer(codes, [table.cell(Field::FriendEmail, row), "", ""], currency),
            day,
            // Without a count a row is one purchase if it names an order or an amount.
            purchases: counted
                .unwrap_or_else(|| i64::from(names_order || value_minor.is_some_and(|v| v > 0))),
            currency: codes.currency(currency),
            value_minor,
        };
        Ok((built, one_day(day)))
    };
    let gathered = gather(table, context, report, &mut read);
    dates.note(report);
    Ok(gathered)
}

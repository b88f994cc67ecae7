//! Logs of visits and other contacts: who, when, from where. Never guesses a person, never drops a contact whose source no rule names.

use super::gather::{Dated, Fault, Gathered, gather, needed, one_day};
use super::{Context, DateColumn, Field, RawTable};
use crate::import::{Reason, Refusal, SourceReport, origin};
use crate::tables::{Codes, VisitRow};

/// Builds the contacts of one file.
///
/// # Errors
/// [`Refusal`] when the time column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<VisitRow>, Refusal> {
    let mut times = DateColumn::new(table, Field::TouchedAt, context, report)?;
    let mut read = |row: usize| -> Result<Dated<VisitRow>, Fault> {
        let at = needed(&mut times, Field::TouchedAt, row)?;
        let customer =
            context.customer_of(table, row, codes).ok_or((Field::CustomerId, Reason::NoCustomer))?;
        let cell = |field| table.cell(field, row);
        let channel = origin::of_visit(
            (cell(Field::Source), cell(Field::Medium)),
            cell(Field::LandingPage),
            cell(Field::Referrer),
            context.channels,
        );
        let built = VisitRow {
            source: context.source,
            line: table.lines[row],
            customer,
            day: at.day,
            second: at.second,
            channel: codes.channel(&channel),
        };
        Ok((built, one_day(Some(at.day))))
    };
    let gathered = gather(table, context, report, &mut read);
    times.note(report);
    Ok(gathered)
}

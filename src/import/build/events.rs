//! Event logs to events: who, when, what. Never drops an event that repeats: what it means is decided where it is counted.

use super::gather::{Dated, Fault, Gathered, gather, needed, one_day};
use super::{Context, DateColumn, Field, RawTable};
use crate::import::parse::text::is_not_reported;
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{Codes, EventRow};

/// Builds the events of one file.
///
/// # Errors
/// [`Refusal`] when the time column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<EventRow>, Refusal> {
    let mut times = DateColumn::new(table, Field::EventAt, context, report)?;
    let mut read = |row: usize| -> Result<Dated<EventRow>, Fault> {
        let at = needed(&mut times, Field::EventAt, row)?;
        let event = table.cell(Field::Event, row).trim();
        if is_not_reported(event) {
            return Err((Field::Event, Reason::NoEvent));
        }
        let session = table.cell(Field::SessionId, row).trim();
        let property = table.cell(Field::Property, row).trim();
        let built = EventRow {
            source: context.source,
            line: table.lines[row],
            customer: context
                .customer_of(table, row, codes)
                .ok_or((Field::CustomerId, Reason::NoCustomer))?,
            day: at.day,
            second: at.second,
            event: codes.events.code(event),
            session: (!is_not_reported(session)).then(|| codes.sessions.code(session)),
            property: (!is_not_reported(property)).then(|| codes.properties.code(property)),
        };
        Ok((built, one_day(Some(at.day))))
    };
    let gathered = gather(table, context, report, &mut read);
    times.note(report);
    Ok(gathered)
}

//! Event logs to events: who, when, what. Never drops an event that repeats: what it means is decided where it is counted.

use super::gather::{Dated, Fault, Gathered, gather, needed, one_day};
use super::{Context, DateColumn, Field, RawTable};
use crate::import::parse::text::is_not_reported;
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{Codes, EventRow, HELD_APART};

/// Builds the events of one file.
///
/// # Errors
/// [`Refusal`] when the time column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
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
        let property = properties(table, row);
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
            property: property.map(|property| codes.properties.code(&property)),
        };
        Ok((built, one_day(Some(at.day))))
    };
    let gathered = gather(table, context, report, &mut read);
    times.note(report);
    Ok(gathered)
}

/// The value that funnels are broken down by, followed by the values that they hold constant; `None` when the row has none of them.
fn properties(table: &RawTable<'_>, row: usize) -> Option<String> {
    let value = |field: Field| {
        let cell = table.cell(field, row).trim();
        if is_not_reported(cell) { "" } else { cell }
    };
    let held = [Field::HeldFirst, Field::HeldSecond, Field::HeldThird].map(value);
    let own = value(Field::Property);
    if held.iter().all(|value| value.is_empty()) {
        return (!own.is_empty()).then(|| own.to_owned());
    }
    let parts = [own, held[0], held[1], held[2]].map(|part| part.replace(HELD_APART, " "));
    Some(parts.join(&HELD_APART.to_string()))
}

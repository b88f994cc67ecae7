//! Help-desk exports to tickets. Never keeps a message or a name.

use super::answers::widen;
use super::{Context, DateColumn, Field, RawTable, reject};
use crate::domain::Day;
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{Codes, TicketRow};

/// What one file's tickets are.
#[derive(Debug, Default)]
pub(in crate::import) struct TicketRows {
    /// The tickets.
    pub tickets: Vec<TicketRow>,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
}

/// Builds the tickets of one file.
///
/// # Errors
/// [`Refusal`] when a date column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<TicketRows, Refusal> {
    let mut opened = DateColumn::new(table, Field::OpenedAt, context, report)?;
    let mut resolved = DateColumn::new(table, Field::ResolvedAt, context, report)?;
    let mut rows = TicketRows::default();
    for row in 0..table.len() {
        let read = opened
            .at(row)
            .and_then(|moment| moment.ok_or(Reason::NoDate))
            .map_err(|reason| (Field::OpenedAt, reason))
            .and_then(|opened| Ok((opened, resolved.at(row).map_err(|reason| (Field::ResolvedAt, reason))?)));
        let (opened_at, resolved_at) = match read {
            Ok(read) => read,
            Err((field, reason)) => {
                reject(table, row, field, reason, report);
                continue;
            }
        };
        report.rows_used += 1;
        rows.days = widen(rows.days, Some(opened_at.day));
        let customer = context.customer(codes, [table.cell(Field::Email, row), "", ""], None);
        rows.tickets.push(TicketRow {
            source: context.source,
            line: table.lines[row],
            key: context.key(codes, table, row),
            customer,
            opened_day: opened_at.day,
            resolved_day: resolved_at.map(|moment| moment.day),
        });
    }
    opened.note(report);
    resolved.note(report);
    Ok(rows)
}

//! Help-desk exports to tickets: opened, first reply by a person, resolved. Never keeps a message or a name, never counts a bot's
//! reply as a person's.

use std::collections::{BTreeMap, BTreeSet};

use super::durations::Durations;
use super::gather::{Fault, count, moment, widen};
use super::messages::{Keys, Times, sender};
use super::{Context, DateColumn, Field, NumberColumn, RawTable, reject};
use crate::domain::{Day, Sender};
use crate::import::chats::ticket_key;
use crate::import::parse::date::Moment;
use crate::import::parse::text::is_not_reported;
use crate::import::{Reason, Refusal, SourceReport, touchpoint};
use crate::tables::{At, Code, Codes, MessageRow, TicketRow};

/// What one file's tickets are.
#[derive(Debug, Default)]
pub(in crate::import) struct TicketRows {
    /// The tickets.
    pub tickets: Vec<TicketRow>,
    /// Their messages, where the export lists them.
    pub messages: Vec<MessageRow>,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
}

/// The columns of a help-desk export.
struct Columns<'table> {
    table: &'table RawTable<'table>,
    context: &'table Context<'table>,
    opened: DateColumn<'table>,
    replied: DateColumn<'table>,
    resolved: DateColumn<'table>,
    sent: Times<'table>,
    reply_after: Durations<'table>,
    resolved_after: Durations<'table>,
    reopens: NumberColumn<'table>,
    keys: Keys,
    /// What stands behind a tag: a topic in words has blanks of its own.
    tag_end: Vec<char>,
}

impl<'table> Columns<'table> {
    fn new(
        table: &'table RawTable<'table>,
        context: &'table Context<'table>,
        report: &mut SourceReport,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            table,
            context,
            opened: DateColumn::new(table, Field::OpenedAt, context, report)?,
            replied: DateColumn::new(table, Field::RepliedAt, context, report)?,
            resolved: DateColumn::new(table, Field::ResolvedAt, context, report)?,
            sent: Times::new(table, context, report)?,
            reply_after: Durations::of_reply(table),
            resolved_after: Durations::of_resolution(table),
            reopens: NumberColumn::new(table, Field::Reopens, context, report)?,
            keys: Keys::default(),
            tag_end: tag_end(report),
        })
    }

    /// The ticket of a record; `None` where the record opens none.
    fn ticket(&mut self, row: usize, codes: &mut Codes) -> Result<Option<TicketRow>, Fault> {
        let Some(opened) = moment(&mut self.opened, Field::OpenedAt, row)?.map(Moment::at) else {
            return Ok(None);
        };
        let replied = moment(&mut self.replied, Field::RepliedAt, row)?.map(Moment::at);
        let resolved = moment(&mut self.resolved, Field::ResolvedAt, row)?.map(Moment::at);
        let later = |after: Option<i64>| {
            after.and_then(|seconds| opened.seconds().map(|_| opened.plus_seconds(seconds)))
        };
        // Several tags: the first names the topic.
        let topic = self.table.cell(Field::Topic, row);
        let topic =
            topic.split(self.tag_end.as_slice()).map(str::trim).find(|tag| !tag.is_empty()).unwrap_or("");
        Ok(Some(TicketRow {
            source: self.context.source,
            line: self.table.lines[row],
            key: self.context.key(codes, self.table, row),
            platform: codes.platforms.code(&self.context.profile.platform),
            channel: touchpoint::of_contact(&self.context.profile.platform)
                .map(|channel| codes.channel(&channel)),
            customer: self.context.customer_of(self.table, row, codes),
            topic: (!is_not_reported(topic)).then(|| codes.topics.code(topic)),
            opened,
            // Timestamps are sure; the platforms' own durations fill in where a timestamp is missing.
            replied: replied.or_else(|| later(self.reply_after.seconds(row))),
            resolved: resolved.or_else(|| later(self.resolved_after.seconds(row))),
            reopens: count(&self.reopens, Field::Reopens, row)?,
        }))
    }

    /// The message of a record; `None` where the record holds none.
    fn message(&mut self, row: usize, codes: &mut Codes) -> Result<Option<MessageRow>, Fault> {
        let Some(at) = self.sent.of(row)? else { return Ok(None) };
        let sender = sender(self.table, self.context, row)?;
        let platform = &self.context.profile.platform;
        let ticket = self.table.cell(Field::RecordId, row).trim();
        let conversation = codes.conversations.code(&format!("{platform}:{ticket}"));
        let characters = self.table.cell(Field::MessageText, row).chars().count() as i64;
        let own_key = self.context.composed_key(codes, self.table.cell(Field::MessageId, row));
        Ok(Some(MessageRow {
            source: self.context.source,
            line: self.table.lines[row],
            key: own_key.or_else(|| self.keys.of(self.context, codes, conversation, at, sender, characters)),
            platform: codes.platforms.code(platform),
            conversation,
            customer: self.context.customer_of(self.table, row, codes),
            at,
            sender,
            characters,
        }))
    }
}

/// What ends the first tag of a column of tags; nothing in a column of topics.
fn tag_end(report: &SourceReport) -> Vec<char> {
    let is_tags = |(field, header): &(String, String)| {
        *field == Field::Topic.name() && header.trim().eq_ignore_ascii_case("tags")
    };
    if report.mapping.iter().any(is_tags) { vec![',', ';', ' '] } else { Vec::new() }
}

/// Builds the tickets of one file.
///
/// # Errors
/// [`Refusal`] when a date column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<TicketRows, Refusal> {
    let mut columns = Columns::new(table, context, report)?;
    let mut rows = TicketRows::default();
    let mut known = BTreeSet::new();
    for row in 0..table.len() {
        let ticket = columns.ticket(row, codes);
        let message = columns.message(row, codes);
        match (ticket, message) {
            (Err((field, reason)), _) | (_, Err((field, reason))) => {
                reject(table, row, field, reason, report);
            }
            (Ok(None), Ok(None)) => reject(table, row, Field::OpenedAt, Reason::NoDate, report),
            (Ok(ticket), Ok(message)) => {
                report.rows_used += 1;
                let day = ticket.as_ref().map(|ticket| ticket.opened.day);
                rows.days = widen(rows.days, day.map(|day| (day, day)));
                // Where messages and tickets share a file, each message may repeat its ticket.
                rows.tickets.extend(ticket.filter(|ticket| message.is_none() || is_new(&mut known, ticket)));
                rows.messages.extend(message);
            }
        }
    }
    columns.opened.note(report);
    columns.resolved.note(report);
    reply_by_messages(&mut rows, codes);
    Ok(rows)
}

fn is_new(known: &mut BTreeSet<Code>, ticket: &TicketRow) -> bool {
    ticket.key.is_none_or(|key| known.insert(key))
}

/// The first reply by a person, from the messages of tickets that do not tell it themselves.
fn reply_by_messages(rows: &mut TicketRows, codes: &Codes) {
    let mut replies: BTreeMap<String, Vec<At>> = BTreeMap::new();
    for message in rows.messages.iter().filter(|message| message.sender == Sender::Agent) {
        let Some(name) = codes.conversations.name(message.conversation) else { continue };
        replies.entry(ticket_key(name)).or_default().push(message.at);
    }
    for ticket in rows.tickets.iter_mut().filter(|ticket| ticket.replied.is_none()) {
        let Some(name) = ticket.key.and_then(|key| codes.keys.name(key)) else { continue };
        let found = replies.get(name).into_iter().flatten().filter(|at| **at >= ticket.opened).min();
        ticket.replied = found.copied();
    }
}

//! Chat files to messages. Never keeps a text: only when, from whom, and how long.

use std::collections::HashMap;

use super::gather::{Dated, Fault, Gathered, gather, one_day};
use super::{Context, DateColumn, Field, RawTable};
use crate::domain::Sender;
use crate::import::parse::date;
use crate::import::parse::text::{fold, is_not_reported};
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{At, Code, Codes, Handle, MessageRow};

/// Builds the messages of one file.
///
/// # Errors
/// [`Refusal`] when the date column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<MessageRow>, Refusal> {
    let mut times = Times::new(table, context, report)?;
    let mut keys = Keys::default();
    let partner = partner(context.watch.name);
    let platform = codes.platforms.code(&context.profile.platform);
    let mut read = |row: usize| -> Result<Dated<MessageRow>, Fault> {
        let at = times.of(row)?.ok_or((Field::SentAt, Reason::NoDate))?;
        let sender = sender(table, context, row)?;
        let named = table.cell(Field::ConversationId, row).trim();
        let name = if is_not_reported(named) { partner.as_str() } else { named };
        let conversation = codes.conversations.code(&format!("{}:{name}", context.profile.platform));
        let characters = table.cell(Field::MessageText, row).chars().count() as i64;
        let built = MessageRow {
            source: context.source,
            line: table.lines[row],
            key: keys.of(context, codes, conversation, at, sender, characters),
            platform,
            conversation,
            customer: customer(table, context, row, codes, name),
            at,
            sender,
            characters,
        };
        Ok((built, one_day(Some(at.day))))
    };
    let gathered = gather(table, context, report, &mut read);
    times.column.note(report);
    Ok(gathered)
}

/// The customer of a conversation: by the columns of the row, else the person after whom the file is named.
fn customer(
    table: &RawTable<'_>,
    context: &Context<'_>,
    row: usize,
    codes: &mut Codes,
    name: &str,
) -> Option<Handle> {
    let known = context.customer_of(table, row, codes);
    if known.is_some() || !context.profile.senders.file_names_customer {
        return known;
    }
    context.customer(codes, ["", "", name], None)
}

/// When a message was sent: one column, or a day and a time of day apart.
pub(super) struct Times<'table> {
    table: &'table RawTable<'table>,
    context: &'table Context<'table>,
    pub(super) column: DateColumn<'table>,
    apart: bool,
}

impl<'table> Times<'table> {
    pub(super) fn new(
        table: &'table RawTable<'table>,
        context: &'table Context<'table>,
        report: &mut SourceReport,
    ) -> Result<Self, Refusal> {
        let apart = table.columns.contains_key(&Field::SentTime);
        Ok(Self { table, context, column: DateColumn::new(table, Field::SentAt, context, report)?, apart })
    }

    pub(super) fn of(&mut self, row: usize) -> Result<Option<At>, Fault> {
        let invalid = |reason| (Field::SentAt, reason);
        if !self.apart {
            return Ok(self.column.at(row).map_err(invalid)?.map(date::Moment::at));
        }
        let (day, time) = (self.table.cell(Field::SentAt, row), self.table.cell(Field::SentTime, row));
        if is_not_reported(day) {
            return Ok(None);
        }
        let joined = format!("{} {}", day.trim(), time.trim());
        let order = self.column.order();
        let moment = date::parse(&joined, order, &self.context.zones()).map_err(invalid)?;
        Ok(Some(moment.at()))
    }
}

/// Who wrote: first by the sender's name (bots have fixed names), then by the type of sender.
pub(super) fn sender(table: &RawTable<'_>, context: &Context<'_>, row: usize) -> Result<Sender, Fault> {
    let rules = &context.profile.senders;
    let (kind, name) = (fold(table.cell(Field::SenderType, row)), fold(table.cell(Field::SenderName, row)));
    if rules.customer.contains(&kind) {
        return Ok(Sender::Customer);
    }
    if rules.bot.contains(&kind) || rules.bot_names.contains(&name) {
        return Ok(Sender::Bot);
    }
    if rules.program_names.contains(&name) {
        return Ok(Sender::Program);
    }
    rules.agent.contains(&kind).then_some(Sender::Agent).ok_or((Field::SenderType, Reason::UnknownSender))
}

/// Keys of messages that have no id of their own: conversation, time, sender, length, and which of several alike it is.
#[derive(Default)]
pub(super) struct Keys {
    alike: HashMap<(Code, At, Sender, i64), u32>,
}

impl Keys {
    pub(super) fn of(
        &mut self,
        context: &Context<'_>,
        codes: &mut Codes,
        conversation: Code,
        at: At,
        sender: Sender,
        characters: i64,
    ) -> Option<Code> {
        let nth = self.alike.entry((conversation, at, sender, characters)).or_insert(0);
        *nth += 1;
        let name = codes.conversations.name(conversation)?.to_owned();
        let second = at.second.unwrap_or(-1);
        let key = format!("{name}:{}:{second}:{}:{characters}:{nth}", at.day, sender.code());
        context.composed_key(codes, &key)
    }
}

/// The person after whom a chat file is named: `12_20260901_20260907_Somchai.csv` and `3_Somchai.csv` are Somchai's.
fn partner(path: &str) -> String {
    let file = path.rsplit(['/', '\\', '›']).next().unwrap_or(path).trim();
    let stem = file.strip_suffix(".csv").or_else(|| file.strip_suffix(".CSV")).unwrap_or(file);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((_, mut rest)) = stem.split_once('_').filter(|(number, _)| is_number(number)) else {
        return stem.to_owned();
    };
    for _ in 0..2 {
        match rest.split_once('_') {
            Some((day, name)) if is_number(day) && day.len() == 8 => rest = name,
            _ => break,
        }
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_file_is_named_after_its_customer() {
        let check = |path, expected| assert_eq!(partner(path), expected, "{path}");
        check("chats.zip/12_20260901_20260907_สมชาย ใจดี.csv", "สมชาย ใจดี");
        check("3_Nok_shop.csv", "Nok_shop");
        check("1_20260901_20260907_2_b.csv", "2_b");
        check("/tmp/Ann.csv", "Ann");
    }
}

//! Chats as tickets: when a customer opened a spell of a conversation and when a person first replied. Never reads a file, and never
//! calls a chat resolved: nobody closes it.

use std::collections::HashMap;

use super::touchpoint;
use crate::domain::Sender;
use crate::tables::{Code, MessageRow, Rows, TicketRow};

/// After so many seconds without a message from anyone, the customer's next message opens a new spell (written on the definition of
/// the tickets table).
const SPELL_GAP_SECONDS: i64 = 24 * 3600;

/// Adds a ticket for every spell of every conversation that belongs to no ticket of a help desk.
pub(super) fn add_spells(rows: &mut Rows) {
    let mut conversations: HashMap<Code, Vec<&MessageRow>> = HashMap::new();
    for message in &rows.messages {
        conversations.entry(message.conversation).or_default().push(message);
    }
    let mut codes: Vec<Code> = conversations.keys().copied().collect();
    codes.sort_unstable();
    let mut spells = Vec::new();
    for code in codes {
        let Some(name) = rows.codes.conversations.name(code) else { continue };
        if rows.codes.keys.find(&ticket_key(name)).is_some() {
            continue;
        }
        let mut messages = conversations.remove(&code).unwrap_or_default();
        messages.sort_unstable_by_key(|message| (message.at, message.source, message.line));
        spells.extend(spells_of(&messages).into_iter().map(|spell| (name.to_owned(), spell)));
    }
    for (name, mut spell) in spells {
        let platform = rows.codes.platforms.name(spell.platform).and_then(touchpoint::of_contact);
        spell.channel = platform.map(|channel| rows.codes.channel(&channel));
        let key = format!("{name}:spell:{}:{}", spell.opened.day, spell.opened.second.unwrap_or(-1));
        let key = Some(rows.codes.keys.code(&ticket_key(&key)));
        rows.tickets.push(TicketRow { key, ..spell });
    }
}

/// Key of the ticket whose messages make up a conversation (`platform:id`).
pub(super) fn ticket_key(conversation: &str) -> String {
    conversation.replacen(':', "#tickets#", 1)
}

/// The spells of one conversation, whose messages are sorted by time.
fn spells_of(messages: &[&MessageRow]) -> Vec<TicketRow> {
    let mut spells: Vec<TicketRow> = Vec::new();
    let mut last: Option<&MessageRow> = None;
    for message in messages {
        let is_pause = last.is_none_or(|last| pauses(last, message));
        match message.sender {
            Sender::Customer if is_pause || spells.is_empty() => spells.push(opened_by(message)),
            // An answer long after the customer's message is still the answer to it.
            Sender::Agent => {
                if let Some(spell) = spells.last_mut().filter(|spell| spell.replied.is_none()) {
                    spell.replied = Some(message.at);
                }
            }
            _ => {}
        }
        last = Some(message);
    }
    spells
}

/// Whether nobody wrote for so long that the next message begins something new.
fn pauses(last: &MessageRow, next: &MessageRow) -> bool {
    match (last.at.seconds(), next.at.seconds()) {
        (Some(from), Some(to)) => to - from > SPELL_GAP_SECONDS,
        _ => next.at.day.since(last.at.day) > 1,
    }
}

fn opened_by(message: &MessageRow) -> TicketRow {
    TicketRow {
        source: message.source,
        line: message.line,
        key: None,
        platform: message.platform,
        channel: None,
        customer: message.customer,
        topic: None,
        opened: message.at,
        replied: None,
        resolved: None,
        reopens: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use crate::tables::At;

    /// A conversation written as (hour since the start, sender).
    fn chat(messages: &[(i64, Sender)]) -> Rows {
        let mut rows = Rows::default();
        let conversation = rows.codes.conversations.code("line_oa:Ann");
        for (line, (hour, sender)) in messages.iter().enumerate() {
            let start = At { day: Day(20_000), second: Some(0) };
            rows.messages.push(MessageRow {
                source: 0,
                line: line as u32 + 5,
                key: None,
                platform: 0,
                conversation,
                customer: None,
                at: start.plus_seconds(hour * 3600),
                sender: *sender,
                characters: 3,
            });
        }
        add_spells(&mut rows);
        rows
    }

    #[test]
    fn a_customer_who_writes_after_a_day_of_silence_opens_a_new_spell() {
        use Sender::{Agent, Bot, Customer, Program};
        let rows = chat(&[
            (0, Customer),
            (0, Bot),
            (2, Agent),
            (20, Customer),
            (60, Program),
            (90, Customer),
            (91, Customer),
            (120, Agent),
        ]);
        let found: Vec<_> = rows.tickets.iter().map(|spell| (spell.line, spell.replied)).collect();
        let at = |hour: i64| At { day: Day(20_000), second: Some(0) }.plus_seconds(hour * 3600);
        assert_eq!(found, [(5, Some(at(2))), (10, Some(at(120)))]);
        assert!(rows.tickets.iter().all(|spell| spell.resolved.is_none() && spell.key.is_some()));
    }

    #[test]
    fn a_shop_that_only_broadcasts_has_no_spell() {
        assert!(chat(&[(0, Sender::Agent), (50, Sender::Bot)]).tickets.is_empty());
    }
}

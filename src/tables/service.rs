//! Rows of service and delivery: tickets, messages, parcels, returns; and how they become columns. Never keeps a text, a name or an address.

use polars::prelude::DataFrame;

use super::columns::{column, frame};
use super::{Code, Handle, People, TablesError, schema};
use crate::domain::{Claim, Day, Sender};

/// A moment: a day and, where the export tells, the second of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the sentence above says it")]
pub struct At {
    pub day: Day,
    pub second: Option<i32>,
}

impl At {
    /// Seconds since 1970-01-01 in the reporting zone; `None` where only the day is known.
    pub fn seconds(self) -> Option<i64> {
        Some(i64::from(self.day.0) * 86_400 + i64::from(self.second?))
    }

    /// The moment `seconds` later; a day without a time stays as it is.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        let Some(sum) = self.seconds().and_then(|from| from.checked_add(seconds)) else { return self };
        let day = i32::try_from(sum.div_euclid(86_400)).map_or(self.day, Day);
        Self { day, second: Some(sum.rem_euclid(86_400) as i32) }
    }
}

/// One support ticket, or one spell of a chat (see [`schema::tickets`]).
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::tickets")]
pub struct TicketRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub platform: Code,
    pub customer: Option<Handle>,
    pub topic: Option<Code>,
    pub opened: At,
    pub replied: Option<At>,
    pub resolved: Option<At>,
    pub reopens: Option<i64>,
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::messages")]
pub struct MessageRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub platform: Code,
    pub conversation: Code,
    pub customer: Option<Handle>,
    pub at: At,
    pub sender: Sender,
    pub characters: i64,
}

/// One parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::parcels")]
pub struct ParcelRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub order: Option<Code>,
    pub customer: Option<Handle>,
    pub courier: Option<Code>,
    pub ordered_day: Option<Day>,
    pub promised_day: Option<Day>,
    pub shipped_day: Option<Day>,
    pub delivered_day: Option<Day>,
}

/// One request to send something back or get money back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::returns")]
pub struct ReturnRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub order: Option<Code>,
    pub customer: Option<Handle>,
    pub product: Option<Code>,
    pub requested_day: Option<Day>,
    pub refunded_day: Option<Day>,
    pub claim: Claim,
    pub quantity: Option<i64>,
    pub currency: Code,
    pub refund_minor: Option<i64>,
}

pub(super) fn tickets_frame(mut rows: Vec<TicketRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::tickets as c;
    rows.sort_unstable_by_key(|row| (row.opened, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::PLATFORM, row => row.platform),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::TOPIC, row => row.topic),
            column!(rows, c::OPENED_DAY, row => row.opened.day.0),
            column!(rows, c::OPENED_SECOND, row => row.opened.second),
            column!(rows, c::REPLIED_DAY, row => row.replied.map(|at| at.day.0)),
            column!(rows, c::REPLIED_SECOND, row => row.replied.and_then(|at| at.second)),
            column!(rows, c::RESOLVED_DAY, row => row.resolved.map(|at| at.day.0)),
            column!(rows, c::RESOLVED_SECOND, row => row.resolved.and_then(|at| at.second)),
            column!(rows, c::REOPENS, row => row.reopens),
        ],
    )
}

pub(super) fn messages_frame(mut rows: Vec<MessageRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::messages as c;
    rows.sort_unstable_by_key(|row| (row.conversation, row.at, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::PLATFORM, row => row.platform),
            column!(rows, c::CONVERSATION, row => row.conversation),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::DAY, row => row.at.day.0),
            column!(rows, c::SECOND, row => row.at.second),
            column!(rows, c::SENDER, row => row.sender.code()),
            column!(rows, c::CHARACTERS, row => row.characters),
        ],
    )
}

pub(super) fn parcels_frame(mut rows: Vec<ParcelRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::parcels as c;
    let day = |day: Option<Day>| day.map(|day| day.0);
    rows.sort_unstable_by_key(|row| (row.ordered_day.or(row.shipped_day), row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::ORDER, row => row.order),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::COURIER, row => row.courier),
            column!(rows, c::ORDERED_DAY, row => day(row.ordered_day)),
            column!(rows, c::PROMISED_DAY, row => day(row.promised_day)),
            column!(rows, c::SHIPPED_DAY, row => day(row.shipped_day)),
            column!(rows, c::DELIVERED_DAY, row => day(row.delivered_day)),
        ],
    )
}

pub(super) fn returns_frame(mut rows: Vec<ReturnRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::returns as c;
    rows.sort_unstable_by_key(|row| (row.requested_day, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::ORDER, row => row.order),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::PRODUCT, row => row.product),
            column!(rows, c::REQUESTED_DAY, row => row.requested_day.map(|day| day.0)),
            column!(rows, c::REFUNDED_DAY, row => row.refunded_day.map(|day| day.0)),
            column!(rows, c::CLAIM, row => row.claim.code()),
            column!(rows, c::QUANTITY, row => row.quantity),
            column!(rows, c::CURRENCY, row => row.currency),
            column!(rows, c::REFUND_MINOR, row => row.refund_minor),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_moves_over_midnight_and_a_bare_day_stays() {
        let at = |day, second| At { day: Day(day), second };
        assert_eq!(at(10, Some(86_000)).plus_seconds(500), at(11, Some(100)));
        assert_eq!(at(10, Some(100)).plus_seconds(-200), at(9, Some(86_300)));
        assert_eq!(at(10, None).plus_seconds(500), at(10, None));
    }
}

//! Rows of service and delivery: tickets, messages, parcels, returns, carts; and how they become columns. Never keeps a text, a name or an address.

use super::by_day::by_day;
use super::declared::table;
use super::{Code, Handle};
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

table! {
    /// One support ticket, or one spell of a chat (see [`super::schema::tickets`]).
    TicketRow in tickets, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.opened, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    PLATFORM: platform: Code,
    CHANNEL: channel: Option<Code>,
    CUSTOMER: customer: Option<Handle>,
    TOPIC: topic: Option<Code>,
    OPENED_DAY & OPENED_SECOND: opened: At,
    REPLIED_DAY & REPLIED_SECOND: replied: Option<At>,
    RESOLVED_DAY & RESOLVED_SECOND: resolved: Option<At>,
    REOPENS: reopens: Option<i64>,
}

table! {
    /// One message of a conversation.
    MessageRow in messages, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.conversation, row.at, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    PLATFORM: platform: Code,
    CONVERSATION: conversation: Code,
    CUSTOMER: customer: Option<Handle>,
    DAY & SECOND: at: At,
    SENDER: sender: Sender,
    CHARACTERS: characters: i64,
}

table! {
    /// One parcel.
    #[derive(Copy)]
    ParcelRow in parcels, sorted rows, _people =>
        by_day(&mut rows, |row| row.ordered_day.or(row.shipped_day), |row| (row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    ORDER: order: Option<Code>,
    CUSTOMER: customer: Option<Handle>,
    COURIER: courier: Option<Code>,
    ORDERED_DAY: ordered_day: Option<Day>,
    PROMISED_DAY: promised_day: Option<Day>,
    SHIP_BY_DAY: ship_by_day: Option<Day>,
    SHIPPED_DAY: shipped_day: Option<Day>,
    DELIVERED_DAY: delivered_day: Option<Day>,
}

table! {
    /// One request to send something back or get money back.
    ReturnRow in returns, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.requested_day, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    ORDER: order: Option<Code>,
    CUSTOMER: customer: Option<Handle>,
    PRODUCT: product: Option<Code>,
    REQUESTED_DAY: requested_day: Option<Day>,
    REFUNDED_DAY: refunded_day: Option<Day>,
    CLAIM: claim: Claim,
    QUANTITY: quantity: Option<i64>,
    CURRENCY: currency: Code,
    REFUND_MINOR: refund_minor: Option<i64>,
}

table! {
    /// One cart, become an order or not.
    CartRow in carts, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.created_day, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    CUSTOMER: customer: Option<Handle>,
    ORDER: order: Option<Code>,
    CREATED_DAY: created_day: Day,
    COMPLETED_DAY: completed_day: Option<Day>,
    REMINDED_DAY: reminded_day: Option<Day>,
    CURRENCY: currency: Code,
    VALUE_MINOR: value_minor: Option<i64>,
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

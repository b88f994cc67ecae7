//! What merging must know of a row that may be exported more than once. Never merges one.

use crate::domain::Day;
use crate::tables::{
    AnswerRow, CampaignRow, CartRow, Code, EventRow, Handle, ListedCustomerRow, MessageRow, ParcelRow,
    ReferralRow, ReturnRow, ReviewRow, TicketRow, VisitRow, WebRow,
};

/// A row that may be exported more than once.
pub(super) trait Keyed: Clone + PartialEq {
    /// Code of the id that the platform gives it, unique over all files.
    fn id(&self) -> Option<Code>;
    /// File and line.
    fn at(&self) -> (u32, u32);
    /// The same row as if it stood elsewhere.
    fn moved(&self, at: (u32, u32)) -> Self;
    /// Whose it is.
    fn customer(&self) -> Option<Handle>;
    /// When it happened.
    fn day(&self) -> Option<Day>;
    /// What it says, as one number.
    fn says(&self) -> i64;
}

/// The rows of every table have file and line, most have key and customer; when and what differs.
macro_rules! keyed {
    ($row:ty, $day:expr, $says:expr) => {
        keyed!($row, |row: &$row| row.key, |row: &$row| row.customer, $day, $says);
    };
    ($row:ty, $id:expr, $customer:expr, $day:expr, $says:expr) => {
        impl Keyed for $row {
            fn id(&self) -> Option<Code> {
                $id(self)
            }

            fn at(&self) -> (u32, u32) {
                (self.source, self.line)
            }

            fn moved(&self, (source, line): (u32, u32)) -> Self {
                Self { source, line, ..self.clone() }
            }

            fn customer(&self) -> Option<Handle> {
                $customer(self)
            }

            fn day(&self) -> Option<Day> {
                $day(self)
            }

            fn says(&self) -> i64 {
                $says(self)
            }
        }
    };
}

keyed!(AnswerRow, |row: &AnswerRow| row.day, |row: &AnswerRow| {
    i64::from(row.score.or(row.satisfaction).unwrap_or(-1))
});
keyed!(ReviewRow, |row: &ReviewRow| row.day, |row: &ReviewRow| i64::from(row.stars));
keyed!(TicketRow, |row: &TicketRow| Some(row.opened.day), |_: &TicketRow| 0);
keyed!(MessageRow, |row: &MessageRow| Some(row.at.day), |row: &MessageRow| row.characters);
keyed!(ReferralRow, |row: &ReferralRow| row.day, |row: &ReferralRow| row.purchases);
keyed!(ParcelRow, |row: &ParcelRow| row.shipped_day.or(row.ordered_day), |row: &ParcelRow| {
    i64::from(row.order.unwrap_or(0))
});
keyed!(ReturnRow, |row: &ReturnRow| row.requested_day, |row: &ReturnRow| row.refund_minor.unwrap_or(-1));
keyed!(CartRow, |row: &CartRow| Some(row.created_day), |row: &CartRow| row.value_minor.unwrap_or(-1));
keyed!(ListedCustomerRow, |row: &ListedCustomerRow| row.since_day, |row: &ListedCustomerRow| {
    row.orders.unwrap_or(-1)
});
keyed!(WebRow, |row: &WebRow| row.key, |_: &WebRow| None, |_: &WebRow| None, |row: &WebRow| {
    row.sessions.unwrap_or(-1)
});
keyed!(
    CampaignRow,
    |row: &CampaignRow| row.key,
    |_: &CampaignRow| None,
    |row: &CampaignRow| row.sent_day,
    |row: &CampaignRow| i64::from(row.campaign.unwrap_or(0))
);
keyed!(
    VisitRow,
    |_: &VisitRow| None,
    |row: &VisitRow| Some(row.customer),
    |row: &VisitRow| Some(row.day),
    |row: &VisitRow| i64::from(row.second.unwrap_or(-1)) << 32 | i64::from(row.channel)
);
keyed!(
    EventRow,
    |_: &EventRow| None,
    |row: &EventRow| Some(row.customer),
    |row: &EventRow| Some(row.day),
    // Second and kind of event: two exports of one event agree in both.
    |row: &EventRow| i64::from(row.second.unwrap_or(-1)) << 32 | i64::from(row.event)
);

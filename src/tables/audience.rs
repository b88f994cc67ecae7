//! Rows of who was there: web reports, e-mail campaigns, customer lists, event logs; and how they become columns.
//! Never adds up people, never keeps a name or an address.

use super::declared::table;
use super::{Code, Handle};
use crate::domain::Day;

/// By what the rows of a web report split what they count. Reports of one property count the same visits: rows of two cuts are
/// never added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebCut {
    /// By the channel of each session.
    Channel,
    /// By day.
    Day,
    /// By the page on which a session began.
    Page,
    /// By campaign.
    Campaign,
    /// By the channel that brought a user for the first time: counts new users, not sessions.
    FirstChannel,
    /// Not at all.
    Whole,
}

impl WebCut {
    /// All cuts, in code order; the one that tells most about sessions first.
    pub const ALL: [Self; 6] =
        [Self::Channel, Self::Day, Self::Page, Self::Campaign, Self::FirstChannel, Self::Whole];

    /// Stable machine name, as in profile files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Day => "day",
            Self::Page => "page",
            Self::Campaign => "campaign",
            Self::FirstChannel => "first_channel",
            Self::Whole => "whole",
        }
    }

    /// Integer code in the table; the inverse of [`Self::from_code`].
    pub fn code(self) -> u32 {
        self as u32
    }

    /// Cut for an integer code of the table.
    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }
}

table! {
    /// One row of a web report.
    WebRow in web_days, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.platform, row.cut, row.first_day, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    PLATFORM: platform: Code,
    CUT: cut: WebCut,
    CHANNEL: channel: Option<Code>,
    FIRST_DAY: first_day: Option<Day>,
    LAST_DAY: last_day: Option<Day>,
    SESSIONS: sessions: Option<i64>,
    USERS: users: Option<i64>,
    NEW_USERS: new_users: Option<i64>,
    CARTS: carts: Option<i64>,
    CHECKOUTS: checkouts: Option<i64>,
    PURCHASES: purchases: Option<i64>,
}

table! {
    /// One e-mail (or SMS) campaign.
    CampaignRow in campaigns, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.channel, row.sent_day, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    PLATFORM: platform: Code,
    CHANNEL: channel: Code,
    CAMPAIGN: campaign: Option<Code>,
    SENT_DAY: sent_day: Option<Day>,
    RECIPIENTS: recipients: Option<i64>,
    DELIVERED: delivered: Option<i64>,
    OPENS: opens: Option<i64>,
    CLICKS: clicks: Option<i64>,
    UNSUBSCRIBES: unsubscribes: Option<i64>,
    ORDERS: orders: Option<i64>,
    CURRENCY: currency: Code,
    REVENUE_MINOR: revenue_minor: Option<i64>,
}

table! {
    /// One customer of a customer list, with what the platform says about them.
    ListedCustomerRow in customers, sorted rows, people => rows.sort_by_cached_key(|row| {
        let customer = people.customer(row.customer);
        (customer.is_none(), customer, row.source, row.line)
    });
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    CUSTOMER: customer: Option<Handle>,
    SINCE_DAY: since_day: Option<Day>,
    ORDERS: orders: Option<i64>,
    CURRENCY: currency: Code,
    SPENT_MINOR: spent_minor: Option<i64>,
    SUBSCRIBED: subscribed: Option<bool>,
}

table! {
    /// One event of an event log. Events of the same second keep the order in which the file lists them.
    EventRow in events, sorted rows, people => rows.sort_by_cached_key(|row| {
        (people.customer(Some(row.customer)), row.day, row.second, row.source, row.line)
    });
    SOURCE: source: u32,
    LINE: line: u32,
    CUSTOMER: customer: Handle,
    DAY: day: Day,
    SECOND: second: Option<i32>,
    EVENT: event: Code,
    SESSION: session: Option<Code>,
    PROPERTY: property: Option<Code>,
}

//! Rows of who was there: web reports, e-mail campaigns, customer lists, event logs; and how they become columns.
//! Never adds up people, never keeps a name or an address.

use polars::prelude::DataFrame;

use super::columns::{column, frame};
use super::{Code, Handle, People, TablesError, schema};
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

/// One row of a web report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::web_days")]
pub struct WebRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub platform: Code,
    pub cut: WebCut,
    pub channel: Option<Code>,
    pub first_day: Option<Day>,
    pub last_day: Option<Day>,
    pub sessions: Option<i64>,
    pub users: Option<i64>,
    pub new_users: Option<i64>,
    pub carts: Option<i64>,
    pub checkouts: Option<i64>,
    pub purchases: Option<i64>,
}

/// One e-mail (or SMS) campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::campaigns")]
pub struct CampaignRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub platform: Code,
    pub channel: Code,
    pub campaign: Option<Code>,
    pub sent_day: Option<Day>,
    pub recipients: Option<i64>,
    pub delivered: Option<i64>,
    pub opens: Option<i64>,
    pub clicks: Option<i64>,
    pub unsubscribes: Option<i64>,
    pub orders: Option<i64>,
    pub currency: Code,
    pub revenue_minor: Option<i64>,
}

/// One customer of a customer list, with what the platform says about them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::customers")]
pub struct ListedCustomerRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub customer: Option<Handle>,
    pub since_day: Option<Day>,
    pub orders: Option<i64>,
    pub currency: Code,
    pub spent_minor: Option<i64>,
    pub subscribed: Option<bool>,
}

/// One event of an event log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::events")]
pub struct EventRow {
    pub source: u32,
    pub line: u32,
    pub customer: Handle,
    pub day: Day,
    pub second: Option<i32>,
    pub event: Code,
    pub session: Option<Code>,
    pub property: Option<Code>,
}

pub(super) fn web_frame(mut rows: Vec<WebRow>) -> Result<DataFrame, TablesError> {
    use schema::web_days as c;
    rows.sort_unstable_by_key(|row| (row.platform, row.cut, row.first_day, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::PLATFORM, row => row.platform),
            column!(rows, c::CUT, row => row.cut.code()),
            column!(rows, c::CHANNEL, row => row.channel),
            column!(rows, c::FIRST_DAY, row => row.first_day.map(|day| day.0)),
            column!(rows, c::LAST_DAY, row => row.last_day.map(|day| day.0)),
            column!(rows, c::SESSIONS, row => row.sessions),
            column!(rows, c::USERS, row => row.users),
            column!(rows, c::NEW_USERS, row => row.new_users),
            column!(rows, c::CARTS, row => row.carts),
            column!(rows, c::CHECKOUTS, row => row.checkouts),
            column!(rows, c::PURCHASES, row => row.purchases),
        ],
    )
}

pub(super) fn campaigns_frame(mut rows: Vec<CampaignRow>) -> Result<DataFrame, TablesError> {
    use schema::campaigns as c;
    rows.sort_unstable_by_key(|row| (row.channel, row.sent_day, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::PLATFORM, row => row.platform),
            column!(rows, c::CHANNEL, row => row.channel),
            column!(rows, c::CAMPAIGN, row => row.campaign),
            column!(rows, c::SENT_DAY, row => row.sent_day.map(|day| day.0)),
            column!(rows, c::RECIPIENTS, row => row.recipients),
            column!(rows, c::DELIVERED, row => row.delivered),
            column!(rows, c::OPENS, row => row.opens),
            column!(rows, c::CLICKS, row => row.clicks),
            column!(rows, c::UNSUBSCRIBES, row => row.unsubscribes),
            column!(rows, c::ORDERS, row => row.orders),
            column!(rows, c::CURRENCY, row => row.currency),
            column!(rows, c::REVENUE_MINOR, row => row.revenue_minor),
        ],
    )
}

pub(super) fn customers_frame(
    mut rows: Vec<ListedCustomerRow>,
    people: &People,
) -> Result<DataFrame, TablesError> {
    use schema::customers as c;
    rows.sort_by_cached_key(|row| {
        let customer = people.customer(row.customer);
        (customer.is_none(), customer, row.source, row.line)
    });
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::SINCE_DAY, row => row.since_day.map(|day| day.0)),
            column!(rows, c::ORDERS, row => row.orders),
            column!(rows, c::CURRENCY, row => row.currency),
            column!(rows, c::SPENT_MINOR, row => row.spent_minor),
            column!(rows, c::SUBSCRIBED, row => row.subscribed),
        ],
    )
}

pub(super) fn events_frame(mut rows: Vec<EventRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::events as c;
    // Events of the same second keep the order in which the file lists them.
    rows.sort_by_cached_key(|row| {
        (people.customer(Some(row.customer)), row.day, row.second, row.source, row.line)
    });
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::CUSTOMER, row => people.customer(Some(row.customer))),
            column!(rows, c::DAY, row => row.day.0),
            column!(rows, c::SECOND, row => row.second),
            column!(rows, c::EVENT, row => row.event),
            column!(rows, c::SESSION, row => row.session),
            column!(rows, c::PROPERTY, row => row.property),
        ],
    )
}

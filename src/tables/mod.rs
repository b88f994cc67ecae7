//! The canonical tables: what every export becomes. Integer codes for names, integer days, integer money,
//! orders sorted by customer and time. Never reads a file and never computes a metric.
//!
//! The columns are chosen so that the same definitions can later run as SQL in a warehouse: calendar integers
//! (day, month index) are computed once, here, and no metric has to know a time zone or a date format.

mod audience;
mod by_customer;
mod by_day;
mod codes;
mod columns;
pub(crate) mod cores;
mod declared;
mod distinct;
mod frame;
mod identity;
mod kept;
mod long;
mod name_list;
mod origin;
mod pseudonym;
mod recode;
mod rows;
pub mod schema;
mod service;
mod table;
mod voices;

pub use audience::{CampaignRow, EventRow, ListedCustomerRow, WebCut, WebRow};
pub use codes::{Code, Interner, OptionalCode};
pub use frame::{TablesError, collect};
pub use identity::{Handle, Identified, Identities, People};
pub use kept::{KeptError, KeptFile, Words};
pub use origin::OriginRow;
pub use pseudonym::{KEY_BYTES, PseudonymKey};
pub use recode::{PartRoom, Recode};
pub use rows::{AdRow, LineRow, OrderRow, TouchRow, VisitRow};
pub use service::{At, CartRow, MessageRow, ParcelRow, ReturnRow, TicketRow};
pub use table::Table;
pub use voices::{AnswerRow, ReferralRow, ReviewRow};

use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};

use polars::prelude::DataFrame;

use crate::domain::{Channel, Currency, Day, IdentityRule};

/// Tables made so far in this run.
static REVISIONS: AtomicU64 = AtomicU64::new(0);

/// Everything that was imported, in canonical form. Column names and types: [`schema`].
#[derive(Clone, Debug)]
pub struct Tables {
    /// One row per order, sorted by (customer, day, second); anonymous orders last.
    pub orders: DataFrame,
    /// One row per order line.
    pub lines: DataFrame,
    /// One row per ad report row that is not a total: campaign x day, or campaign x report range.
    pub ad_days: DataFrame,
    /// One row per recorded contact of a customer with a channel (the source written in an order, or a visit of a log).
    pub touches: DataFrame,
    /// One row per order and kind of sign that says which channel brought it.
    pub origins: DataFrame,
    /// One row per answer of a survey: an NPS score, a satisfaction, or both.
    pub answers: DataFrame,
    /// One row per review with stars.
    pub reviews: DataFrame,
    /// One row per support ticket.
    pub tickets: DataFrame,
    /// One row per recommendation, or per customer who recommends.
    pub referrals: DataFrame,
    /// One row per message of a conversation, without its text.
    pub messages: DataFrame,
    /// One row per parcel.
    pub parcels: DataFrame,
    /// One row per request to send something back.
    pub returns: DataFrame,
    /// One row per cart.
    pub carts: DataFrame,
    /// One row per row of a web report: a day or a range, whole or by channel.
    pub web_days: DataFrame,
    /// One row per e-mail campaign.
    pub campaigns: DataFrame,
    /// One row per customer of a customer list.
    pub customers: DataFrame,
    /// One row per event of an event log.
    pub events: DataFrame,
    /// Who the customers are: the handles of the codes under the rules that were asked for.
    pub people: People,
    /// What the integer codes stand for.
    pub codes: Codes,
    /// What each source covers, one entry per imported file that fed a table.
    pub coverage: Vec<Coverage>,
    /// Answers that were read but are no valid score (blank, text, outside 0-10).
    pub answers_rejected: u64,
    /// Answers that were read but are no valid satisfaction (blank, text, outside their scale).
    pub satisfaction_rejected: u64,
    /// Whether a mapping says that a purchase of zero value is a purchase.
    pub zero_is_purchase: bool,
    /// Whether they come out of a project, without who anybody is and what people wrote.
    pub is_kept: bool,
    /// Differs between any two sets of tables of one run, so that what was derived from one is never taken for the other.
    pub revision: u64,
}

/// Stands in the name of an event's property between the value to break down by and the values to hold constant.
pub const HELD_APART: char = '\u{1f}';

/// What the integer codes in the tables stand for.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// The values that name people. Personal data: never saved, never logged.
    pub identities: Identities,
    /// Order numbers, prefixed by their platform.
    pub orders: Interner,
    /// Ids of answers, reviews, tickets and the like, prefixed by platform and table.
    pub keys: Interner,
    /// Selling platforms and ad platforms, for example `shopify`.
    pub platforms: Interner,
    /// Campaign names.
    pub campaigns: Interner,
    /// Product names or stock-keeping units.
    pub products: Interner,
    /// Conversations, prefixed by their platform. Personal data like the customers: a chat is named after its customer.
    pub conversations: Interner,
    /// Topics of tickets.
    pub topics: Interner,
    /// What people wrote with answers and reviews. Personal data: never saved, never logged.
    pub comments: Interner,
    /// Couriers.
    pub couriers: Interner,
    /// Coupons and discount codes that orders name.
    pub coupons: Interner,
    /// Places that orders are sent to: provinces, states, cities; never an address.
    pub places: Interner,
    /// Kinds of events in event logs.
    pub events: Interner,
    /// What orders say about where they come from.
    pub origins: Interner,
    /// Sessions of event logs.
    pub sessions: Interner,
    /// Values of the column that event logs are broken down by.
    pub properties: Interner,
    /// Channels, indexed by channel code.
    pub channels: Vec<Channel>,
    /// Currencies, indexed by currency code; `None` where no export names one.
    pub currencies: Vec<Option<Currency>>,
}

impl Codes {
    /// Puts what stands for it in the place of every e-mail, phone, id and name of a chat. Who is one customer stays as it is.
    pub fn pseudonymize(&mut self, key: &PseudonymKey) {
        self.identities.pseudonymize(key);
        self.conversations = self.conversations.replaced(|name| key.pseudonym("chat", name));
    }

    /// Code of `channel`, which is added when it is new. Channels are the same when their names are.
    pub fn channel(&mut self, channel: &Channel) -> Code {
        let known = self.channels.iter().position(|known| known.name == channel.name);
        let index = known.unwrap_or_else(|| {
            self.channels.push(channel.clone());
            self.channels.len() - 1
        });
        index as Code
    }

    /// Code of `currency`, which is added when it is new.
    pub fn currency(&mut self, currency: Option<Currency>) -> Code {
        let known = self.currencies.iter().position(|known| *known == currency);
        let index = known.unwrap_or_else(|| {
            self.currencies.push(currency);
            self.currencies.len() - 1
        });
        index as Code
    }
}

/// Which days one source covers: from the export's stated range, else from its earliest to its latest date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Coverage {
    /// Index of the source (file) in the import report.
    pub source: u32,
    /// Table that the source feeds.
    pub table: Table,
    /// First covered day; `None` when the export carries no dates.
    pub first: Option<Day>,
    /// Last covered day (`T_end` of the source); `None` when the export carries no dates.
    pub last: Option<Day>,
}

/// Rows of all tables before they become columns; the way in for importers and for tests. Rows name a person by a [`Handle`];
/// who that is, is found when all rows are there.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Orders, in any order.
    pub orders: Vec<OrderRow>,
    /// Order lines.
    pub lines: Vec<LineRow>,
    /// What orders say about their channel.
    pub origins: Vec<OriginRow>,
    /// Ad report rows.
    pub ads: Vec<AdRow>,
    /// Contacts with a channel.
    pub touches: Vec<TouchRow>,
    /// Valid answers.
    pub answers: Vec<AnswerRow>,
    /// Reviews.
    pub reviews: Vec<ReviewRow>,
    /// Tickets.
    pub tickets: Vec<TicketRow>,
    /// Recommendations that led to somebody.
    pub referrals: Vec<ReferralRow>,
    /// Messages.
    pub messages: Vec<MessageRow>,
    /// Parcels.
    pub parcels: Vec<ParcelRow>,
    /// Requests to return.
    pub returns: Vec<ReturnRow>,
    /// Carts.
    pub carts: Vec<CartRow>,
    /// Rows of web reports.
    pub web_days: Vec<WebRow>,
    /// E-mail campaigns.
    pub campaigns: Vec<CampaignRow>,
    /// Customers of customer lists.
    pub customers: Vec<ListedCustomerRow>,
    /// Events of event logs.
    pub events: Vec<EventRow>,
    /// Which values link a row to a person, the deciding one first.
    pub identity: Vec<IdentityRule>,
    /// What the codes in the rows stand for.
    pub codes: Codes,
    /// What each source covers.
    pub coverage: Vec<Coverage>,
    /// Answers that are no valid score.
    pub answers_rejected: u64,
    /// Answers that are no valid satisfaction.
    pub satisfaction_rejected: u64,
    /// Whether a mapping says that a purchase of zero value is a purchase.
    pub zero_is_purchase: bool,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            orders: Vec::new(),
            lines: Vec::new(),
            origins: Vec::new(),
            ads: Vec::new(),
            touches: Vec::new(),
            answers: Vec::new(),
            reviews: Vec::new(),
            tickets: Vec::new(),
            referrals: Vec::new(),
            messages: Vec::new(),
            parcels: Vec::new(),
            returns: Vec::new(),
            carts: Vec::new(),
            web_days: Vec::new(),
            campaigns: Vec::new(),
            customers: Vec::new(),
            events: Vec::new(),
            identity: IdentityRule::ALL.to_vec(),
            codes: Codes::default(),
            coverage: Vec::new(),
            answers_rejected: 0,
            satisfaction_rejected: 0,
            zero_is_purchase: false,
        }
    }
}

impl Rows {
    /// Who the people of all rows are.
    fn people(&mut self, is_stopped: columns::Stop<'_>) -> Result<People, TablesError> {
        let mut identities = mem::take(&mut self.codes.identities);
        identities.settle(columns::wanted(self.handles(), is_stopped));
        columns::go_on(is_stopped)?;
        let people = identities.people(&self.identity);
        columns::go_on(is_stopped)?;
        self.codes.identities = identities;
        Ok(people)
    }

    /// The handles of all rows: what they say about people, and nothing that a replaced row said.
    fn handles(&self) -> impl Iterator<Item = Handle> {
        let orders = self.orders.iter().map(|row| row.customer);
        let touches = self.touches.iter().map(|row| row.customer);
        let answers = self.answers.iter().map(|row| row.customer);
        let reviews = self.reviews.iter().map(|row| row.customer);
        let tickets = self.tickets.iter().map(|row| row.customer);
        let voices = self.referrals.iter().flat_map(|row| [row.customer, row.friend]);
        let service = self.messages.iter().map(|row| row.customer);
        let goods = self.parcels.iter().map(|row| row.customer);
        let returns = self.returns.iter().map(|row| row.customer);
        let carts = self.carts.iter().map(|row| row.customer);
        let listed = self.customers.iter().map(|row| row.customer);
        let events = self.events.iter().map(|row| Some(row.customer));
        let older = orders.chain(touches).chain(answers).chain(reviews).chain(tickets);
        older
            .chain(voices)
            .chain(service)
            .chain(goods)
            .chain(returns)
            .chain(carts)
            .chain(listed)
            .chain(events)
            .flatten()
    }
}

impl Tables {
    /// Finds out who the rows' people are, sorts the rows and lays them out as columns.
    ///
    /// # Errors
    /// [`TablesError`] when polars cannot allocate or build a column; never because of what the rows say.
    pub fn from_rows(rows: Rows) -> Result<Self, TablesError> {
        Self::from_rows_while_wanted(rows, &|| false)
    }

    /// As [`Self::from_rows`], for as long as it is not `is_stopped`.
    ///
    /// # Errors
    /// As [`Self::from_rows`]; [`TablesError::Stopped`] when nobody waits any more.
    pub fn from_rows_while_wanted(
        mut rows: Rows,
        is_stopped: &(dyn Fn() -> bool + Sync),
    ) -> Result<Self, TablesError> {
        let (people, long) = long::LongFrames::of(&mut rows, is_stopped)?;
        columns::go_on(is_stopped)?;
        Ok(Self {
            orders: long.orders?,
            lines: long.lines?,
            ad_days: rows::ads_frame(rows.ads)?,
            touches: long.touches?,
            origins: long.origins?,
            answers: AnswerRow::frame(rows.answers, &people)?,
            reviews: ReviewRow::frame(rows.reviews, &people)?,
            tickets: TicketRow::frame(rows.tickets, &people)?,
            referrals: ReferralRow::frame(rows.referrals, &people)?,
            messages: MessageRow::frame(rows.messages, &people)?,
            parcels: long.parcels?,
            returns: ReturnRow::frame(rows.returns, &people)?,
            carts: CartRow::frame(rows.carts, &people)?,
            web_days: WebRow::frame(rows.web_days, &people)?,
            campaigns: CampaignRow::frame(rows.campaigns, &people)?,
            customers: ListedCustomerRow::frame(rows.customers, &people)?,
            events: EventRow::frame(rows.events, &people)?,
            people,
            codes: rows.codes,
            coverage: rows.coverage,
            answers_rejected: rows.answers_rejected,
            satisfaction_rejected: rows.satisfaction_rejected,
            revision: REVISIONS.fetch_add(1, Ordering::Relaxed),
            zero_is_purchase: rows.zero_is_purchase,
            is_kept: false,
        })
    }

    /// Tables without a row.
    ///
    /// # Errors
    /// As [`Self::from_rows`].
    pub fn empty() -> Result<Self, TablesError> {
        Self::from_rows(Rows::default())
    }
}

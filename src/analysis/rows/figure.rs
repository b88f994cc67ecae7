//! Single figures of an analysis. Never says how large one is, never how it is written (see `names`).

use super::ServiceFigure;
use super::depth::DepthFigure;
use super::other::Asked;
use super::reached::Reached;
use crate::analysis::{CountUnit, NpsGroupBy, RfmSegment};
use crate::domain::{Currency, Direction, MonthIndex, OriginRule, Stage};

/// One figure of an analysis, as the command line and the JSON name it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FigureId {
    /// The count of a stage: `stage:purchase`.
    Stage(Stage),
    /// The step from a stage to the next: `step:purchase:retention`.
    Step(Stage),
    /// Customers who reached several stages: `reached:all:purchase+retention`, `reached:any:purchase+advocacy`.
    Reached(Reached),
    /// What the order files say: `orders:cancelled`.
    Orders(OrdersFigure),
    /// Repeat purchase: `repeat:within:90`.
    Repeat(RepeatFigure),
    /// A cohort: its size (`cohort:2026-01`) or one of its cells (`cohort:2026-01:3`).
    Cohort(MonthIndex, Option<u32>),
    /// All cohorts at one offset, complete cells only: `cohort:all:3`.
    PooledCohort(u32),
    /// Revenue of a month: `revenue:2026-01`.
    Revenue(MonthIndex),
    /// Buyers by recency, frequency and value: `rfm:all`, `rfm:champions`, `rfm:545`.
    Rfm(RfmFigure),
    /// An ad channel in one currency: `channel:THB:Facebook Ads`, `channel:-:Facebook Ads` where none is named.
    Channel(Option<Currency>, String),
    /// A channel or campaign over time: `ads:THB:2026-01:Facebook Ads`, `campaign:THB:all:Facebook Ads › Summer`.
    Ads(AdFigure),
    /// Answers: `nps:all`, `nps:promoters`, `nps:score:7`, `nps:month:2026-01`.
    Nps(NpsFigure),
    /// Answers or reviews behind the emotion of a stage: `emotion:purchase`.
    Emotion(Stage),
    /// A part of a figure; the names are in `depth.rs`.
    Depth(DepthFigure),
    /// A count of messages, visits, chats or recommendations: `unit:sessions`.
    Unit(CountUnit),
    /// Satisfaction on the scale with that top: `csat:5:all`, `csat:5:value:4`, `csat:5:month:2026-01`, `csat:5:by:stage:retention`.
    Csat(u8, CsatFigure),
    /// Orders that a channel took part in, by any contact: `attribution:by:Facebook Ads`; those without a contact: `attribution:none`.
    Attribution(Option<String>),
    /// Customers won in the days that ads and orders share: `new_customers:shared`, `new_customers:channel:Facebook Ads`.
    NewCustomers(ValuePart),
    /// Buyers whom a channel brought, and who of them came back: `buyers:by:Facebook Ads`, `buyers:none`.
    Buyers(Option<String>),
    /// Orders by what says where they come from: `origin:utm`, `origin:coupon:WELCOME5`.
    Origin(OriginRule, Option<String>),
    /// What first-time customers brought within so many days: `value:90`, `value:90:month:2026-01`, `value:90:channel:Facebook Ads`.
    Value(u32, ValuePart),
    /// Repeat customers who should have bought again by now: `overdue:all`.
    Overdue,
    /// Service, delivery and carts: `service:in_time`, `delivery:perfect`, `carts:abandoned`.
    Service(ServiceFigure),
    /// A figure for another question: `then:repeat:within:90`, `push:step:purchase:retention`.
    Asked(Asked, Box<FigureId>),
    /// Reviews with four or five stars, of all: `reviews:good`.
    GoodReviews,
    /// Reviews: `reviews:all`, or those with so many stars: `reviews:5`.
    Reviews(Option<u8>),
}

/// What a channel or campaign cost, in a month or in all of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AdFigure {
    /// Currency of the amounts; `None` where none is named.
    pub currency: Option<Currency>,
    /// The channel.
    pub channel: String,
    /// The campaign; `None` for the channel as a whole.
    pub campaign: Option<String>,
    /// The month; `None` for the whole period.
    pub month: Option<MonthIndex>,
}

/// Which customers, by their first purchase or by who brought them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ValuePart {
    /// All of them.
    All,
    /// Those of a month.
    Month(MonthIndex),
    /// Those whom channels of a direction brought.
    Kind(Direction),
    /// Those whom a channel brought; `None` for those of whom nobody knows which.
    Channel(Option<String>),
}

/// A figure of the summary of orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the summary's fields")]
pub enum OrdersFigure {
    All,
    Cancelled,
    Valid,
    Pending,
    Anonymous,
    Customers,
    CustomersWith2Orders,
}

impl OrdersFigure {
    /// All figures of the summary that rows stand behind.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::Cancelled,
        Self::Valid,
        Self::Pending,
        Self::Anonymous,
        Self::Customers,
        Self::CustomersWith2Orders,
    ];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Cancelled => "cancelled",
            Self::Valid => "valid",
            Self::Pending => "pending",
            Self::Anonymous => "anonymous",
            Self::Customers => "customers",
            Self::CustomersWith2Orders => "customers_with_2_orders",
        }
    }
}

/// A figure of repeat purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RepeatFigure {
    /// RP1.
    ToDate,
    /// RP4 within so many days.
    Within(u32),
    /// RP2 of a month.
    Returning(MonthIndex),
    /// RP2 of the whole period.
    ReturningCustomers,
    /// RP3 of the whole period.
    ReturningOrders,
    /// From the purchase of this number to the next one.
    Ladder(u32),
    /// Days to the second order.
    SecondOrder,
    /// Days between orders.
    Gaps,
}

/// A group of buyers by recency, frequency and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RfmFigure {
    /// Everybody who is scored.
    All,
    /// One named segment.
    Segment(RfmSegment),
    /// One combination of scores.
    Group(u8, u8, u8),
    /// One place of the map, by recency and frequency.
    Place(u8, u8),
}

/// A group of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NpsFigure {
    /// All valid answers.
    All,
    /// 9 and 10.
    Promoters,
    /// 7 and 8.
    Passives,
    /// 0 to 6.
    Detractors,
    /// One score.
    Score(u8),
    /// The answers of a month.
    Month(MonthIndex),
}

/// A group of answers about satisfaction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CsatFigure {
    /// The satisfied among all valid answers.
    All,
    /// Those who gave one answer.
    Value(u8),
    /// The satisfied of a month.
    Month(MonthIndex),
    /// The satisfied of a group.
    Group(NpsGroupBy, String),
}

//! A list of rows with their state. Never finds a row, never formats one.

use super::FigureId;
use crate::domain::{Currency, Day};
use crate::tables::{Code, Identified};

/// What a row of a list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A customer: first and last purchase, number of purchases, net value, the line of the first order.
    Customer,
    /// An order: its day, net value, line.
    Order,
    /// A row of an ad report: the days it covers, impressions, clicks, spend.
    AdRow,
    /// An answer: its day and score.
    Answer,
    /// A review: its day and stars.
    Review,
    /// The time between two purchases of a customer, in days.
    Gap,
    /// A row of a report that counts what nobody is named for: messages, visits, chats, recommendations.
    Report,
    /// A request for help: the days on which it was opened and solved, minutes to the first reply.
    Request,
    /// An order on its way: the promised day (of the order, where nothing was promised), the day it came, days late.
    Parcel,
    /// A cart: the day it was filled, the day of its order, its value.
    Cart,
}

/// What a row is to the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowState {
    /// In the numerator, or simply counted.
    Counted,
    /// What the counted ones are measured against: the denominator of a yield.
    Base,
    /// In the denominator only.
    Lost,
    /// Not decided yet.
    Open,
    /// In neither.
    LeftOut,
}

impl RowState {
    /// All states, in the order of a list.
    pub const ALL: [Self; 5] = [Self::Counted, Self::Base, Self::Lost, Self::Open, Self::LeftOut];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Base => "base",
            Self::Lost => "lost",
            Self::Open => "still_open",
            Self::LeftOut => "left_out",
        }
    }
}

/// Why a row has its state, or to which part of the figure it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each has a sentence under rows.reason in the locale files")]
pub enum RowReason {
    NotMature,
    BoughtLately,
    CameBackLater,
    NeverHeard,
    MonthNotOver,
    NoPurchase,
    OnlyOnePurchase,
    FewerPurchases,
    CameBackEarly,
    OutsidePeriod,
    BurnIn,
    OtherDirection,
    Cancelled,
    Pending,
    OtherCurrency,
    DoesNotRecommend,
    NotComparable,
    New,
    Returning,
    Anonymous,
    NotTold,
    NoPromise,
}

impl RowReason {
    /// Every reason.
    pub const ALL: [Self; 22] = [
        Self::NotMature,
        Self::BoughtLately,
        Self::CameBackLater,
        Self::NeverHeard,
        Self::MonthNotOver,
        Self::NoPurchase,
        Self::OnlyOnePurchase,
        Self::FewerPurchases,
        Self::CameBackEarly,
        Self::OutsidePeriod,
        Self::BurnIn,
        Self::OtherDirection,
        Self::Cancelled,
        Self::Pending,
        Self::OtherCurrency,
        Self::DoesNotRecommend,
        Self::NotComparable,
        Self::New,
        Self::Returning,
        Self::Anonymous,
        Self::NotTold,
        Self::NoPromise,
    ];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotMature => "not_mature",
            Self::BoughtLately => "bought_lately",
            Self::CameBackLater => "came_back_later",
            Self::NeverHeard => "never_heard",
            Self::MonthNotOver => "month_not_over",
            Self::NoPurchase => "no_purchase",
            Self::OnlyOnePurchase => "only_one_purchase",
            Self::FewerPurchases => "fewer_purchases",
            Self::CameBackEarly => "came_back_early",
            Self::OutsidePeriod => "outside_period",
            Self::BurnIn => "burn_in",
            Self::OtherDirection => "other_direction",
            Self::Cancelled => "cancelled",
            Self::Pending => "pending",
            Self::OtherCurrency => "other_currency",
            Self::DoesNotRecommend => "does_not_recommend",
            Self::NotComparable => "not_comparable",
            Self::New => "new",
            Self::Returning => "returning",
            Self::Anonymous => "anonymous",
            Self::NotTold => "not_told",
            Self::NoPromise => "no_promise",
        }
    }
}

/// One row; what has no meaning for its kind is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub kind: RowKind,
    /// What it is to the figure.
    pub state: RowState,
    /// Why.
    pub reason: Option<RowReason>,
    /// What it adds to the numerator.
    pub numerator: u64,
    /// What it adds to the denominator.
    pub denominator: u64,
    /// Who: the most reliable value that names the customer. Personal data: for the eye of whoever has the files, never saved.
    pub person: Option<Identified>,
    /// Code of the order's number, or of the campaign's name.
    pub name: Option<Code>,
    /// Code of the channel.
    pub channel: Option<Code>,
    /// First day.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// Purchases, impressions, score, stars or days.
    pub count: Option<i64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Net value or spend, in minor units.
    pub money_minor: Option<i64>,
    /// Code of the currency of the money.
    pub currency: Option<Code>,
    /// Index of the source file and line in it.
    pub place: Option<(u32, u32)>,
}

impl Row {
    /// A row of nothing known but its kind.
    pub(super) fn of(kind: RowKind) -> Self {
        Self {
            kind,
            state: RowState::LeftOut,
            reason: None,
            numerator: 0,
            denominator: 0,
            person: None,
            name: None,
            channel: None,
            first: None,
            last: None,
            count: None,
            clicks: None,
            money_minor: None,
            currency: None,
            place: None,
        }
    }

    /// The row as `verdict` says.
    pub(super) fn judged(self, verdict: Verdict) -> Self {
        let (state, reason, numerator, denominator) = match verdict {
            Verdict::Counted(part) => (RowState::Counted, part, 1, 1),
            Verdict::Lost => (RowState::Lost, None, 0, 1),
            Verdict::Open(why) => (RowState::Open, Some(why), 0, 1),
            Verdict::Waiting(why) => (RowState::Open, Some(why), 0, 0),
            Verdict::LeftOut(why) => (RowState::LeftOut, Some(why), 0, 0),
        };
        Self { state, reason, numerator, denominator, ..self }
    }
}

/// What a row is to a figure that counts each row once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// In the numerator; perhaps of one part of it.
    Counted(Option<RowReason>),
    /// In the denominator only.
    Lost,
    /// Not decided, and in the denominator.
    Open(RowReason),
    /// Not decided, and in neither.
    Waiting(RowReason),
    /// In neither.
    LeftOut(RowReason),
}

/// What a list adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Sum of the numerators.
    pub numerator: u64,
    /// Sum of the denominators.
    pub denominator: u64,
    /// Rows per state, in the order of [`RowState::ALL`].
    pub rows: [u64; 5],
    /// Sum of the money of the counted rows, in minor units.
    pub money_minor: i64,
}

impl RowCounts {
    /// Rows in a state.
    pub fn of(&self, state: RowState) -> u64 {
        self.rows[state as usize]
    }
}

/// The rows behind one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowList {
    /// The figure.
    pub figure: FigureId,
    /// Currency of the money in rows that name none.
    pub currency: Option<Currency>,
    /// The rows, in the order of [`super::rows`].
    pub rows: Vec<Row>,
}

impl RowList {
    pub(super) fn new(figure: FigureId, currency: Option<Currency>, mut rows: Vec<Row>) -> Self {
        rows.sort_by_key(|row| (row.state, row.kind as u8, row.first, row.last, row.place));
        Self { figure, currency, rows }
    }

    /// What the rows add up to.
    pub fn counts(&self) -> RowCounts {
        let mut counts = RowCounts::default();
        for row in &self.rows {
            counts.numerator += row.numerator;
            counts.denominator += row.denominator;
            counts.rows[row.state as usize] += 1;
            if row.state == RowState::Counted {
                counts.money_minor += row.money_minor.unwrap_or(0);
            }
        }
        counts
    }

    /// The kinds of rows in the list.
    pub fn kinds(&self) -> Vec<RowKind> {
        let mut kinds: Vec<RowKind> = Vec::new();
        for row in &self.rows {
            if !kinds.contains(&row.kind) {
                kinds.push(row.kind);
            }
        }
        kinds
    }
}

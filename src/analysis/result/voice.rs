//! What stands behind the net promoter score: one answer per person, groups, drivers, who answered, what they bought later.
//! Never computes anything, never holds what somebody wrote.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::comparison::{ComparedFigure, FigureChange};
use super::net_score::NetScore;
use super::share::Share;
use crate::analysis::statistics::Verdict;

/// The depth of the score. All of it rests on one answer per person and window, except where it says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// The score with one answer per person and window.
    pub distinct: DistinctScore,
    /// Groups of the people who answered, each against the rest.
    pub groups: Vec<NpsGroup>,
    /// Who answered against who bought and did not; `None` when no answer names a buyer.
    pub response: Option<Response>,
    /// Circumstances of answers against their scores, largest loss first.
    pub drivers: Vec<Driver>,
    /// Answers that say why, and those of them about no topic that is known.
    pub commented: u64,
    /// Comments about no known topic.
    pub topic_unknown: u64,
    /// Purchases after the answer by group; `None` when no answer names a buyer.
    pub later: Option<LaterPurchases>,
}

/// The score with the latest answer of each person in every window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DistinctScore {
    /// Days in which a person counts once.
    pub window_days: u32,
    /// Of the answers left: whoever is not named counts with every answer.
    #[serde(flatten)]
    pub net: NetScore,
    /// Earlier answers of the same person that were left out.
    pub left_out: u64,
}

/// By what people who answered are grouped; always as of the day of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NpsGroupBy {
    /// Which direction brought the customer.
    Direction,
    /// What the customer did last: first purchase, a later one, none lately.
    Stage,
    /// Purchase occasions so far.
    Orders,
    /// Platform of the latest order.
    Platform,
}

impl NpsGroupBy {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Direction, Self::Stage, Self::Orders, Self::Platform];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Stage => "stage",
            Self::Orders => "orders",
            Self::Platform => "platform",
        }
    }

    /// The kind of that name.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.id() == id)
    }
}

/// One group of answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NpsGroup {
    /// By what.
    pub by: NpsGroupBy,
    /// Machine name of the group, or the platform's.
    pub group: String,
    /// Of its answers.
    #[serde(flatten)]
    pub net: NetScore,
    /// The group's score minus that of the other answers; `None` with too few on one side.
    pub against_rest: Option<FigureChange>,
    /// The fixed words, after correction for the number of groups.
    pub verdict: Option<Verdict>,
    /// NPG.
    pub definition: DefinitionId,
}

/// Who answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Buyers who answered, of all buyers.
    pub answered: Share,
    /// Those who answered (now) against the other buyers (then).
    pub figures: Vec<ComparedFigure>,
    /// RSP.
    pub definition: DefinitionId,
}

/// What a circumstance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriverKind {
    /// What the comment is about.
    Topic,
    /// A request for help shortly before.
    Ticket,
    /// A request for help about a topic.
    TicketTopic,
    /// A request that was opened again.
    ReopenedTicket,
    /// A parcel that came after the promised day.
    LateParcel,
    /// A request to send something back.
    Returned,
}

impl DriverKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Topic,
        Self::Ticket,
        Self::TicketTopic,
        Self::ReopenedTicket,
        Self::LateParcel,
        Self::Returned,
    ];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Ticket => "ticket",
            Self::TicketTopic => "ticket_topic",
            Self::ReopenedTicket => "reopened_ticket",
            Self::LateParcel => "late_parcel",
            Self::Returned => "returned",
        }
    }

    /// The kind of that name.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// One circumstance against the score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// What it is.
    pub kind: DriverKind,
    /// Its name, where there are several of a kind.
    pub name: Option<String>,
    /// Promoters among the answers with it.
    pub with: Share,
    /// Promoters among the answers without it.
    pub without: Share,
    /// Share with minus share without, Newcombe.
    pub change: FigureChange,
    /// Whether it holds after correction (Benjamini-Hochberg, 10 %).
    pub holds: bool,
    /// DRV.
    pub definition: DefinitionId,
}

/// Purchases after the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaterPurchases {
    /// Days after the answer.
    pub days: u32,
    /// Promoters who bought again, of those whose window is over.
    pub promoters: Share,
    /// Passives.
    pub passives: Share,
    /// Detractors.
    pub detractors: Share,
    /// Customers whose window is not over: promoters, passives, detractors.
    pub still_open: [u64; 3],
    /// Promoters and passives (now) against detractors (then).
    pub figures: Vec<ComparedFigure>,
    /// NPL.
    pub definition: DefinitionId,
}

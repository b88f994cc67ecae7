//! Requests for help as an analysis says them: how soon they are answered and solved, what they are about, when they come. Never
//! computes, never says why a customer left.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::super::statistics::Verdict;
use super::{ComparedFigure, FigureChange, Share};
use crate::domain::{Day, MonthIndex};

/// Tickets and chats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Requests opened in the period: tickets, and spells of chats.
    pub requests: u64,
    /// Spells of chats among them.
    pub chats: u64,
    /// Distinct customers who are known to have asked.
    pub customers: u64,
    /// Requests per 100 orders of the same days; `None` without orders on them.
    pub per_100_orders: Option<Rate>,
    /// The last day that the data of requests covers.
    pub until: Option<Day>,
    /// Opening hours that the clock of `reply` and `resolution` follows; `None` when it never stops.
    pub opening: Option<String>,
    /// From the request to the first reply by a person, in minutes; `None` where no export tells replies.
    pub reply: Option<Waiting>,
    /// Requests without a reply, of requests of whom a reply would be told.
    pub unanswered: Share,
    /// Replies within the target, of those answered or overdue.
    pub within_target: Share,
    /// The target, in minutes.
    pub target_minutes: u32,
    /// Unanswered requests whose target is not over.
    pub not_yet_due: u64,
    /// Requests of whom only the day is known: in no time of reply.
    pub without_time: u64,
    /// From the request to its last solution, in minutes; `None` where no export tells solutions.
    pub resolution: Option<Waiting>,
    /// Solved requests that were opened again.
    pub reopened: Share,
    /// Solved and not opened again, of requests solved so many days before the end of the data.
    pub solved_for_good: Share,
    /// Those days.
    pub reopen_days: u32,
    /// Customers who asked about the same again within the window after a solution.
    pub same_issue: Share,
    /// Its window, in days.
    pub same_issue_days: u32,
    /// Customers whose window is not over.
    pub same_issue_open: u64,
    /// Requests without a topic.
    pub topic_unknown: u64,
    /// What requests are about, the most frequent first; those without a topic are the last.
    pub complaints: Vec<Complaint>,
    /// Months, first to last without gaps.
    pub months: Vec<ServiceMonth>,
    /// Arrivals per weekday and hour, Monday 0 o'clock first; only hours in which the shop is open at least once.
    pub hours: Vec<HourSlot>,
    /// People that the busy hours need.
    pub staffing: Option<Staffing>,
    /// The way of requests from step to step.
    pub process: Option<Process>,
    /// What customers did after one experience, against others.
    pub effects: Vec<Effect>,
    /// How many comparisons the correction of `effects` took together.
    pub effects_tested: u64,
    /// SVR: times of reply.
    pub definition: DefinitionId,
    /// SVS: solutions.
    pub resolution_definition: DefinitionId,
    /// SVI: the same issue again.
    pub same_issue_definition: DefinitionId,
    /// SVC: complaints.
    pub complaints_definition: DefinitionId,
    /// SVH: hours.
    pub hours_definition: DefinitionId,
    /// EFF: effects.
    pub effects_definition: DefinitionId,
}

/// A count per exposure with its exact Poisson interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// Events.
    pub numerator: u64,
    /// Exposure: orders, hours, days.
    pub denominator: u64,
    /// The rate, in the unit that its name says.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How long something took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// Times that are over.
    pub n: u64,
    /// Median of those.
    pub median: Option<f64>,
    /// Order-statistic interval of that median, lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Nine of ten took no longer.
    pub p90: Option<f64>,
    /// Arithmetic mean.
    pub mean: Option<f64>,
    /// Times that are not over yet.
    pub open: u64,
    /// Median with those that are not over (Kaplan-Meier); `None` when it is not reached.
    pub kaplan_meier: Option<f64>,
}

/// One topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its name; `None` for requests without one.
    pub topic: Option<String>,
    /// Requests about it.
    pub requests: u64,
    /// Distinct customers who are known to have asked about it.
    pub customers: u64,
    /// Part of all requests, and of all that stand before it.
    pub share: f64,
    /// Sum of the shares down to here.
    pub cumulative: f64,
    /// Requests per 100 orders.
    pub per_100_orders: Option<Rate>,
    /// Requests per day of the last 90 days over those per day before; `None` without 90 days before.
    pub lately: Option<FigureChange>,
    /// The fixed words for it, corrected for the number of topics.
    pub verdict: Option<Verdict>,
    /// Requests per month, as in `Service::months`.
    pub months: Vec<u64>,
}

/// One month of requests.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceMonth {
    /// The month.
    pub month: MonthIndex,
    /// Requests opened in it.
    pub requests: u64,
    /// Median minutes to the first reply.
    pub reply_median: Option<f64>,
    /// Replies within the target.
    pub within_target: Share,
    /// Whether the data cover the whole month.
    pub complete: bool,
}

/// One hour of a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HourSlot {
    /// Monday 0 to Sunday 6.
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
    /// Requests that came in it.
    pub requests: u64,
    /// How many such hours the shop was open.
    pub hours: u64,
    /// Requests per open hour.
    pub per_hour: Option<Rate>,
    /// People needed to meet the target (see [`Staffing`]).
    pub people: Option<u32>,
    /// The same at the upper end of the rate.
    pub people_high: Option<u32>,
}

/// How the need of people is found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staffing {
    /// Minutes that a request takes: stated by the shop, not measured.
    pub minutes_per_case: u32,
    /// Share of requests that are to be answered within the target.
    pub goal: f64,
    /// Most people needed in any hour.
    pub most: u32,
    /// SVP.
    pub definition: DefinitionId,
}

/// Which step follows which, as a process map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Process {
    /// Requests.
    pub cases: u64,
    /// Steps that follow one another directly, most frequent first.
    pub arcs: Vec<ProcessArc>,
    /// Ways through the process, most frequent first.
    pub variants: Vec<ProcessVariant>,
}

/// One step following another directly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcessArc {
    /// The step before.
    pub from: String,
    /// The step after.
    pub to: String,
    /// How often.
    pub count: u64,
    /// Mean time between them, in minutes; `None` where no times are known.
    pub mean_minutes: Option<f64>,
    /// Median time between them, in minutes.
    pub median_minutes: Option<f64>,
}

/// One way through the process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcessVariant {
    /// The steps in order.
    pub steps: Vec<String>,
    /// Requests that went it.
    pub cases: u64,
}

/// An experience of customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Experience {
    /// Asked for help within 30 days of the first purchase, against those who did not.
    AskedForHelp,
    /// First reply after the target, against within it.
    SlowReply,
    /// The request was opened again, against solved at once.
    Reopened,
    /// The first parcel came after the promised day, against on time.
    LateParcel,
    /// A wrong or damaged item in the first order, against none.
    WrongOrDamaged,
    /// The first order sent back, against kept.
    Returned,
}

impl Experience {
    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::AskedForHelp => "asked_for_help",
            Self::SlowReply => "slow_reply",
            Self::Reopened => "reopened",
            Self::LateParcel => "late_parcel",
            Self::WrongOrDamaged => "wrong_or_damaged",
            Self::Returned => "returned",
        }
    }
}

/// What an outcome is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Bought again within the window.
    BoughtAgain,
    /// Of those who answered within the window: recommends (9 or 10).
    Promoter,
}

impl Outcome {
    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::BoughtAgain => "bought_again",
            Self::Promoter => "promoter",
        }
    }
}

/// One experience against one outcome. What goes together need not be cause and effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The experience.
    pub experience: Experience,
    /// The outcome.
    pub outcome: Outcome,
    /// Customers with the experience (`now`) against those without (`then`), each customer once.
    pub figure: ComparedFigure,
    /// Customers whose window is not over.
    pub still_open: u64,
    /// EFF.
    pub definition: DefinitionId,
}

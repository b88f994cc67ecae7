//! What an analysis says about the five stages and the steps between them. Never computes anything.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::channel_stages::ChannelStages;
use super::comparison::ComparedFigure;
use super::leak::Leak;
use crate::domain::{Day, Lens, Period, Stage};

/// The boundary funnel: counts of ads, e-mails, visits and chats above, people from the orders file below.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Journey {
    /// Direction the journey is restricted to.
    pub lens: Lens,
    /// First day of the period; `None` when it is open.
    pub from: Option<Day>,
    /// Last day of the period; `None` when it is open.
    pub to: Option<Day>,
    /// The five stages, in order; always five, or none where nobody asked for the journey.
    pub stages: Vec<StageResult>,
    /// The four steps between them, in order; always four, or none.
    pub steps: Vec<StepResult>,
    /// Buyers whose orders name no channel: a bar of their own, in no direction.
    pub unattributed_customers: u64,
    /// The leak ledger: one line per step, the most valuable first.
    #[serde(default)]
    pub leaks: Vec<Leak>,
    /// Channels by stage, and over-claim; `None` where nothing names a channel.
    #[serde(default)]
    pub channels: Option<ChannelStages>,
    /// Push (`now`) against pull (`then`) on the same figures; empty under a lens.
    #[serde(default)]
    pub sides: Vec<ComparedFigure>,
    /// Index into `steps` of the step where most is lost among the steps between people; `None` when none has data.
    pub biggest_leak: Option<usize>,
}

impl Journey {
    /// The line of the ledger with the largest amount; `None` while all are silent.
    pub fn dearest_leak(&self) -> Option<&Leak> {
        self.leaks.first().filter(|leak| leak.amount().is_some())
    }

    /// Index of the step that the journey is about: that of the dearest leak, else the one where most is lost.
    pub fn worst_step(&self) -> Option<usize> {
        let step = self.dearest_leak().map(|leak| leak.step).or(self.biggest_leak);
        step.filter(|index| *index < self.steps.len())
    }

    /// No stages: nobody asked for them.
    pub(in crate::analysis) fn unasked(lens: Lens, period: Period) -> Self {
        Self {
            lens,
            from: period.from,
            to: period.to,
            stages: Vec::new(),
            steps: Vec::new(),
            unattributed_customers: 0,
            leaks: Vec::new(),
            channels: None,
            sides: Vec::new(),
            biggest_leak: None,
        }
    }
}

/// What a stage's count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountUnit {
    /// Ad impressions.
    Impressions,
    /// Campaign messages delivered: e-mail, SMS, push.
    Deliveries,
    /// Clicks on ads.
    Clicks,
    /// Sessions of a web statistic.
    Sessions,
    /// Recipients who clicked in a campaign message, campaign by campaign.
    MailClicks,
    /// Chats that customers opened.
    Inquiries,
    /// Identified customers.
    Customers,
    /// People who recommend: promoters and reviewers of 4-5 stars.
    Advocates,
    /// Purchases that followed a customer's recommendation.
    Referrals,
}

impl CountUnit {
    /// All units, in the order of the journey; within a stage the one that leads it first.
    pub const ALL: [Self; 9] = [
        Self::Impressions,
        Self::Deliveries,
        Self::Clicks,
        Self::Sessions,
        Self::MailClicks,
        Self::Inquiries,
        Self::Customers,
        Self::Advocates,
        Self::Referrals,
    ];

    /// Stable machine name, as in the JSON of the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Impressions => "impressions",
            Self::Deliveries => "deliveries",
            Self::Clicks => "clicks",
            Self::Sessions => "sessions",
            Self::MailClicks => "mail_clicks",
            Self::Inquiries => "inquiries",
            Self::Customers => "customers",
            Self::Advocates => "advocates",
            Self::Referrals => "referrals",
        }
    }
}

/// What a stage counts in one unit. Counts of two units are never added: they may tell the same people, or quite different things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageCount {
    /// What is counted.
    pub unit: CountUnit,
    /// How many; `None` when a direction is asked for and no source tells one.
    pub count: Option<u64>,
    /// The part of them that came by push; `None` when no source tells.
    pub push: Option<u64>,
    /// The part of them that came by pull; `None` when no source tells.
    pub pull: Option<u64>,
    /// Names of the channels, platforms and tables that feed it, sorted.
    pub sources: Vec<String>,
    /// Events left out because another unit of the stage counts the same ones: sessions that began with a counted click.
    pub counted_elsewhere: u64,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageResult {
    /// Which stage.
    pub stage: Stage,
    /// What is counted.
    pub unit: CountUnit,
    /// Whether the count is of identified people (else of events, or of answers that may repeat people).
    pub identified: bool,
    /// How many; `None` when no source feeds the stage.
    pub count: Option<u64>,
    /// The part of `count` that came by push; `None` when no source tells.
    pub push: Option<u64>,
    /// The part of `count` that came by pull; `None` when no source tells.
    pub pull: Option<u64>,
    /// Names of the channels and tables that feed the count, sorted.
    pub sources: Vec<String>,
    /// All that the stage counts, unit by unit, never added; the first is the one above.
    #[serde(default)]
    pub counts: Vec<StageCount>,
    /// Definition of the count.
    pub definition: DefinitionId,
}

/// Whether a step's value is a share of the units before it, or a ratio that crosses the counts/people boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A proportion, with Wilson's interval.
    Rate,
    /// People per event; may exceed 1; exact Poisson interval.
    Yield,
}

/// A step between two units: what was counted in the one for what was counted in the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepPart {
    /// Unit of the denominator.
    pub from_unit: CountUnit,
    /// Unit of the numerator.
    pub to_unit: CountUnit,
    /// Rate or yield.
    pub kind: StepKind,
    /// `numerator / denominator`.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Units that took the step.
    pub numerator: u64,
    /// Units that could have taken it.
    pub denominator: u64,
}

/// The step from one stage to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepResult {
    /// Stage before.
    pub from: Stage,
    /// Stage after.
    pub to: Stage,
    /// Rate or yield.
    pub kind: StepKind,
    /// `numerator / denominator`; `None` when there is no denominator.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Units that took the step.
    pub numerator: u64,
    /// Units that could have taken it.
    pub denominator: u64,
    /// Units that did not and, as far as the data tells, will not. `None` for a yield: events are not people.
    pub lost: Option<u64>,
    /// Units whose time is not over yet, or of whom the data cannot tell: buyers who bought too recently or came back
    /// after the period; returning customers who were never heard.
    pub still_open: u64,
    /// What the leak costs per month: net value in the currency of the analysis if the step were as good as in the shop's own best
    /// month. Range, basis and, where it is `None`, the reason are in `Journey::leaks`.
    pub value_of_leak_minor: Option<i64>,
    /// The step between every two units that belong together and have data; the first is the one above, where that has data.
    #[serde(default)]
    pub parts: Vec<StepPart>,
    /// Definition of the step.
    pub definition: DefinitionId,
}

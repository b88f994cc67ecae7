//! What the analysis can say on a journey map, each with its place and how it is known. Never a text, never a new figure.

use crate::analysis::{
    Analysis, ChannelStage, CountUnit, DefinitionId, Driver, DriverKind, Journey, LeakAmount, Share,
    StepKind, StepResult, topic_stage,
};
use crate::app::Selection;
use crate::domain::{Currency, Direction, Stage};
use crate::project::{Basis, Fact, Lane, ServiceShare};

/// The window of the repeat figure on the map.
const REPEAT_DAYS: u32 = 90;
/// Topics of requests that are worth a card.
const MOST_TOPICS: usize = 3;

/// Something that the data says.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which figure.
    pub fact: Fact,
    /// The row that it belongs to.
    pub lane: Lane,
    /// The column that it belongs to.
    pub stage: Stage,
    /// How it is known.
    pub basis: Basis,
    /// Who moves; `None` where that says nothing.
    pub direction: Option<Direction>,
    /// The card that explains it.
    pub definition: DefinitionId,
    /// What it says.
    pub says: FactSays,
}

/// The figure itself, with what it is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FactSays {
    /// So many of something.
    Count {
        /// How many.
        count: u64,
        /// Of what.
        unit: CountUnit,
    },
    /// A share of those who could.
    Rate(Share),
    /// People per event.
    Yield(Share),
    /// Points from -100 to 100.
    Points {
        /// The score.
        score: f64,
        /// Answers.
        n: u64,
    },
    /// A mean of stars.
    Stars {
        /// The mean.
        mean: f64,
        /// Reviews.
        n: u64,
    },
    /// An amount.
    Money {
        /// In minor units.
        minor: i64,
        /// Its currency.
        currency: Currency,
        /// Orders that it is of.
        orders: u64,
    },
    /// Who did not go on, of whom, and what that costs a month.
    Lost {
        /// How many; `None` where events cannot be lost people.
        lost: Option<u64>,
        /// Of how many.
        of: u64,
        /// The amount, where the ledger has one.
        worth: Option<LeakAmount>,
    },
    /// Requests about a topic, of all.
    Requests {
        /// About it.
        requests: u64,
        /// All.
        of: u64,
    },
    /// Promoters among answers with a circumstance, and without it.
    Complaint {
        /// With it.
        with: Share,
        /// Without it.
        without: Share,
        /// Whether it holds after correction.
        holds: bool,
    },
}

/// Everything that the analysis can say on a map, the weightiest of each kind first.
pub fn facts(analysis: &Analysis) -> Vec<Found> {
    let mut all = Vec::new();
    channels(&analysis.journey, &mut all);
    for stage in &analysis.journey.stages {
        let counts = stage.counts.iter().map(|one| (one.unit, one.count));
        let counts: Vec<_> =
            if stage.counts.is_empty() { vec![(stage.unit, stage.count)] } else { counts.collect() };
        for (unit, count) in
            counts.into_iter().filter_map(|(unit, count)| Some((unit, count.filter(|n| *n > 0)?)))
        {
            let fact = Fact::Count { stage: stage.stage, unit };
            all.push(kpi(fact, stage.stage, stage.definition, FactSays::Count { count, unit }));
        }
    }
    all.extend(analysis.journey.steps.iter().filter_map(step));
    figures(analysis, &mut all);
    all.extend(analysis.journey.steps.iter().filter_map(|step| lost(step, &analysis.journey)));
    service(analysis, &mut all);
    let drivers = analysis.voice.iter().flat_map(|voice| &voice.drivers);
    all.extend(drivers.filter(|driver| driver.change.value < 0.0).map(complaint));
    all
}

impl Fact {
    /// What the inspector explains when the card is chosen, where that is more than a definition.
    pub fn selection(&self) -> Option<Selection> {
        Some(match self {
            Self::Channel { .. } => Selection::Definition(DefinitionId::ChannelStages),
            Self::Count { stage, .. } => Selection::Stage(*stage),
            Self::Step { to } => Selection::Step((*to as usize).checked_sub(1)?),
            Self::Lost { from } => Selection::Step(*from as usize),
            Self::Repeat { days } => Selection::Window(*days),
            Self::Revenue => Selection::Definition(DefinitionId::Revenue),
            Self::Score => Selection::Definition(DefinitionId::Nps),
            Self::Stars => Selection::Definition(DefinitionId::Stars),
            Self::Complaint { .. } => Selection::Definition(DefinitionId::Driver),
            Self::Service { .. } | Self::Request { .. } => return None,
        })
    }
}

fn kpi(fact: Fact, stage: Stage, definition: DefinitionId, says: FactSays) -> Found {
    Found { fact, lane: Lane::Kpi, stage, basis: Basis::Measured, direction: None, definition, says }
}

/// Every channel at every stage where it did something, the largest first.
fn channels(journey: &Journey, all: &mut Vec<Found>) {
    let rows = || journey.channels.iter().flat_map(|table| &table.rows);
    for stage in Stage::ALL {
        let mut own: Vec<(u64, &str, &ChannelStage)> = rows()
            .filter_map(|row| Some((at_stage(row, stage), row.channel.as_deref()?, row)))
            .filter(|(count, ..)| *count > 0)
            .collect();
        own.sort_by(|left, right| (right.0, left.1).cmp(&(left.0, right.1)));
        for (count, name, row) in own {
            let unit = match stage {
                Stage::Awareness => CountUnit::Impressions,
                Stage::Consideration => CountUnit::Clicks,
                Stage::Purchase | Stage::Retention => CountUnit::Customers,
                Stage::Advocacy => CountUnit::Advocates,
            };
            // Below the boundary a customer belongs to the channel of the first order that names one: a rule.
            let basis = if stage.counts_people() { Basis::Derived } else { Basis::Measured };
            all.push(Found {
                fact: Fact::Channel { name: name.to_owned(), stage },
                lane: Lane::Touchpoints,
                stage,
                basis,
                direction: row.kind,
                definition: DefinitionId::ChannelStages,
                says: FactSays::Count { count, unit },
            });
        }
    }
}

fn at_stage(row: &ChannelStage, stage: Stage) -> u64 {
    match stage {
        Stage::Awareness => row.impressions.unwrap_or(0),
        Stage::Consideration => row.clicks.unwrap_or(0),
        Stage::Purchase => row.buyers,
        Stage::Retention => row.retained.numerator,
        Stage::Advocacy => row.advocates,
    }
}

fn share_of(step: &StepResult) -> Share {
    Share {
        numerator: step.numerator,
        denominator: step.denominator,
        value: step.value,
        low: step.low,
        high: step.high,
    }
}

fn step(step: &StepResult) -> Option<Found> {
    step.value?;
    let (says, basis) = match step.kind {
        StepKind::Rate => (FactSays::Rate(share_of(step)), Basis::Measured),
        StepKind::Yield => (FactSays::Yield(share_of(step)), Basis::Derived),
    };
    Some(Found { basis, ..kpi(Fact::Step { to: step.to }, step.to, step.definition, says) })
}

fn figures(analysis: &Analysis, all: &mut Vec<Found>) {
    let within = analysis.repeat.iter().flat_map(|repeat| &repeat.within);
    for window in within.filter(|window| window.days == REPEAT_DAYS && window.rate.is_some()) {
        let share = Share {
            numerator: window.repeaters,
            denominator: window.mature,
            value: window.rate,
            low: window.low,
            high: window.high,
        };
        let fact = Fact::Repeat { days: window.days };
        all.push(kpi(fact, Stage::Retention, window.definition, FactSays::Rate(share)));
    }
    let orders = analysis.orders.as_ref();
    if let Some((orders, minor, currency)) =
        orders.and_then(|orders| Some((orders.valid_orders, orders.net_minor?, analysis.currency?)))
    {
        let says = FactSays::Money { minor, currency, orders };
        all.push(kpi(Fact::Revenue, Stage::Purchase, DefinitionId::Revenue, says));
    }
    if let Some((nps, score)) = analysis.nps.as_ref().and_then(|nps| Some((nps, nps.net.score?))) {
        all.push(kpi(Fact::Score, Stage::Advocacy, nps.definition, FactSays::Points { score, n: nps.net.n }));
    }
    if let Some((reviews, mean)) =
        analysis.reviews.as_ref().and_then(|reviews| Some((reviews, reviews.mean?)))
    {
        let says = FactSays::Stars { mean, n: reviews.n };
        all.push(kpi(Fact::Stars, Stage::Advocacy, DefinitionId::Stars, says));
    }
}

/// Who is lost on a step between people, or what a step across the boundary costs.
fn lost(step: &StepResult, journey: &Journey) -> Option<Found> {
    let worth =
        journey.leaks.iter().find(|leak| leak.from == step.from).and_then(|leak| leak.amount().copied());
    let lost = step.lost.filter(|lost| *lost > 0 && step.from.counts_people());
    if lost.is_none() && worth.is_none() {
        return None;
    }
    Some(Found {
        fact: Fact::Lost { from: step.from },
        lane: Lane::Pains,
        stage: step.from,
        basis: if worth.is_some() { Basis::Derived } else { Basis::Measured },
        direction: None,
        definition: if worth.is_some() { DefinitionId::Leak } else { step.definition },
        says: FactSays::Lost { lost, of: step.denominator, worth },
    })
}

/// Requests, deliveries and carts, where exports tell them.
fn service(analysis: &Analysis, all: &mut Vec<Found>) {
    let mut add = |lane, stage, share, of: Share, definition| {
        if of.value.is_some() && (lane == Lane::Kpi || of.numerator > 0) {
            let says = FactSays::Rate(of);
            all.push(Found { lane, ..kpi(Fact::Service { share }, stage, definition, says) });
        }
    };
    if let Some(carts) = &analysis.carts {
        let (stage, share) = (Stage::Consideration, ServiceShare::Abandoned);
        add(Lane::Pains, stage, share, carts.abandoned, carts.definition);
    }
    if let Some(found) = &analysis.service {
        let (stage, definition) = (Stage::Consideration, found.definition);
        add(Lane::Pains, stage, ServiceShare::Unanswered, found.unanswered, definition);
        add(Lane::Kpi, stage, ServiceShare::WithinTarget, found.within_target, definition);
        let again = (found.same_issue, found.same_issue_definition);
        add(Lane::Pains, Stage::Retention, ServiceShare::SameIssue, again.0, again.1);
    }
    if let Some(found) = &analysis.delivery {
        let (stage, claims) = (Stage::Purchase, found.claims_definition);
        add(Lane::Kpi, stage, ServiceShare::OnTime, found.on_time, found.definition);
        add(Lane::Pains, stage, ServiceShare::WrongOrDamaged, found.wrong_or_damaged, claims);
        add(Lane::Pains, stage, ServiceShare::OutOfStock, found.out_of_stock, found.definition);
    }
    let Some(found) = &analysis.service else { return };
    for complaint in found.complaints.iter().take(MOST_TOPICS) {
        let Some(topic) = complaint.topic.clone() else { continue };
        let says = FactSays::Requests { requests: complaint.requests, of: found.requests };
        let definition = found.complaints_definition;
        let lane = Lane::Pains;
        all.push(Found { lane, ..kpi(Fact::Request { topic }, Stage::Retention, definition, says) });
    }
}

fn complaint(driver: &Driver) -> Found {
    let (with, without, holds) = (driver.with, driver.without, driver.holds);
    Found {
        fact: Fact::Complaint { kind: driver.kind, name: driver.name.clone() },
        lane: Lane::Pains,
        stage: complaint_stage(driver),
        basis: Basis::Measured,
        direction: None,
        definition: driver.definition,
        says: FactSays::Complaint { with, without, holds },
    }
}

/// Where customers meet what they complain about.
fn complaint_stage(driver: &Driver) -> Stage {
    match driver.kind {
        DriverKind::Topic => driver.name.as_deref().and_then(topic_stage).unwrap_or(Stage::Purchase),
        DriverKind::LateParcel | DriverKind::Returned => Stage::Purchase,
        DriverKind::Ticket | DriverKind::TicketTopic | DriverKind::ReopenedTicket => Stage::Retention,
    }
}

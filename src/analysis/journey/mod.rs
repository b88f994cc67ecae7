//! The five-stage boundary funnel: counts of ads, e-mails, web statistics and chats above, people of the orders file below (METRICS,
//! section 3). Never turns one into the other: a step across the boundary is a yield. Never adds two units.

mod advocates;
mod by_channel;
mod contacts;
mod counted;
mod ledger;
#[cfg(test)]
mod ledger_tests;
mod monthly;
mod people;
mod reach;
mod sides;
mod steps;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod units_tests;
mod visits;

use polars::prelude::PolarsResult;

use self::advocates::Advocates;
pub(super) use self::by_channel::over_claim;
use self::contacts::Mails;
use self::counted::Tally;
pub(super) use self::counted::lies_within;
use self::people::People;
pub(super) use self::people::{Conduct, conduct};
use self::reach::{Reach, SharedDays};
pub(super) use self::reach::{click_rows, days_with_ads};
use self::visits::{ClickedDays, Visits};
pub(super) use self::visits::{SessionRow, session_rows};
use super::DefinitionId;
use super::ads::Ads;
use super::nps::Answer;
use super::result::{Caveat, CountUnit, Journey, StageCount, StageResult};
use super::reviews::Review;
use super::scope::Scope;
use crate::domain::{Day, Direction, Lens, Stage};

/// Name under which NPS answers feed the last stage.
const ANSWERS: &str = "NPS answers";
/// Name under which reviews feed the last stage.
const REVIEWS: &str = "Reviews";

/// A count with the parts of it that came by push and by pull; the rest came from nowhere known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Split {
    all: u64,
    push: u64,
    pull: u64,
}

impl Split {
    fn add(&mut self, count: u64, direction: Option<Direction>) {
        self.all += count;
        match direction {
            Some(Direction::Push) => self.push += count,
            Some(Direction::Pull) => self.pull += count,
            None => {}
        }
    }

    /// Adds what was counted of others.
    fn absorb(&mut self, other: Self) {
        self.all += other.all;
        self.push += other.push;
        self.pull += other.pull;
    }

    fn remove_one(&mut self, direction: Option<Direction>) {
        self.all = self.all.saturating_sub(1);
        match direction {
            Some(Direction::Push) => self.push = self.push.saturating_sub(1),
            Some(Direction::Pull) => self.pull = self.pull.saturating_sub(1),
            None => {}
        }
    }

    fn through(self, lens: Lens) -> u64 {
        match lens {
            Lens::All => self.all,
            Lens::Push => self.push,
            Lens::Pull => self.pull,
        }
    }
}

/// Whether a lens lets a direction through.
pub(super) fn passes(lens: Lens, direction: Option<Direction>) -> bool {
    lens.direction().is_none_or(|kept| direction == Some(kept))
}

/// What the stages above the boundary count, and what followed recommendations; in each stage the unit that leads it first.
struct Events {
    awareness: Vec<Tally>,
    consideration: Vec<Tally>,
    referrals: Option<Tally>,
    /// Impressions of the ad rows that report clicks too, and those clicks.
    clickable: Split,
    clicked: Split,
    /// Deliveries of the campaigns that report clicks too, and those clicks.
    mails_clickable: Split,
    mails_clicked: Split,
    /// Records without a day, or reaching beyond the period.
    left_out: u64,
}

impl Events {
    fn new(scope: &Scope<'_>, ads: &Ads<'_>) -> PolarsResult<Self> {
        let reach = Reach::new(ads, scope.spec.lens);
        let mut clicked_days = ClickedDays::of_ads(ads);
        let mails = Mails::new(scope, &mut clicked_days)?;
        let visits = Visits::new(scope, &clicked_days)?;
        let inquiries = contacts::inquiries(scope)?;
        let (referrals, undated) = contacts::referrals(scope)?;
        let considered = [reach.clicks, visits.sessions, mails.clicks, inquiries];
        Ok(Self {
            awareness: [reach.impressions, mails.deliveries].into_iter().flatten().collect(),
            consideration: considered.into_iter().flatten().collect(),
            referrals,
            clickable: reach.clickable,
            clicked: reach.clicked,
            mails_clickable: mails.clickable,
            mails_clicked: mails.clicked,
            left_out: mails.left_out + visits.left_out + undated,
        })
    }

    /// The remark on records that the period leaves out.
    fn caveat(&self) -> Option<Caveat> {
        (self.left_out > 0).then_some(Caveat::EventsLeftOut { records: self.left_out })
    }
}

/// The units that lead the stages above the boundary, and the days that the orders share with the second of them.
pub(super) struct Leading {
    pub(super) awareness: Option<CountUnit>,
    pub(super) consideration: Option<CountUnit>,
    pub(super) shared: Option<(Day, Day)>,
}

impl Leading {
    /// As the journey counts them.
    pub(super) fn new(scope: &Scope<'_>, ads: &Ads<'_>) -> PolarsResult<Self> {
        let events = Events::new(scope, ads)?;
        let considered = events.consideration.first();
        let shared =
            considered.and_then(|tally| SharedDays::new(scope, reach::covered(scope, ads, tally)).days);
        Ok(Self {
            awareness: events.awareness.first().map(|tally| tally.unit),
            consideration: considered.map(|tally| tally.unit),
            shared,
        })
    }
}

/// The journey through the lens of the question, and the remarks on days that counts and orders do not share and on what the period
/// leaves out.
pub(super) fn journey(
    scope: &Scope<'_>,
    ads: &Ads<'_>,
    answers: &[Answer],
    reviews: &[Review],
) -> PolarsResult<(Journey, Vec<Caveat>)> {
    let events = Events::new(scope, ads)?;
    let people = People::new(scope);
    let advocates = Advocates::new(scope, &people, answers, reviews);
    let shared = |tally: &Tally| SharedDays::new(scope, reach::covered(scope, ads, tally));
    let leading = events.consideration.first().or(events.awareness.first());
    let differs =
        leading.map_or_else(|| SharedDays::new(scope, reach::days_of_ads(scope, ads)), shared).caveat;
    let days: Vec<_> = events.consideration.iter().map(|tally| shared(tally).days).collect();
    let mut steps = steps::steps(scope, &events, &people, &advocates, &days);
    let with_ads = SharedDays::new(scope, reach::days_of_ads(scope, ads)).days;
    let leaks = ledger::ledger(scope, ads, with_ads);
    ledger::price(&mut steps, &leaks);
    let channels = by_channel::by_channel(scope, ads, (&people, &advocates), with_ads);
    let sides = sides::sides(scope, (&events, &people, &advocates), answers, with_ads);
    let journey = Journey {
        lens: scope.spec.lens,
        from: scope.spec.period.from,
        to: scope.spec.period.to,
        stages: stages(scope.spec.lens, &events, &people, &advocates),
        biggest_leak: steps::biggest_leak(&steps),
        steps,
        leaks,
        channels,
        sides,
        unattributed_customers: people.unattributed(),
    };
    Ok((journey, [differs, events.caveat()].into_iter().flatten().collect()))
}

fn stages(lens: Lens, events: &Events, people: &People, advocates: &Advocates) -> Vec<StageResult> {
    let mut voices = advocates.tally(people.have_channels);
    voices.extend(events.referrals.clone());
    let of_people = |split| people.tally(split).into_iter().collect::<Vec<Tally>>();
    [
        (Stage::Awareness, CountUnit::Impressions, events.awareness.clone()),
        (Stage::Consideration, CountUnit::Clicks, events.consideration.clone()),
        (Stage::Purchase, CountUnit::Customers, of_people(people.buyers)),
        (Stage::Retention, CountUnit::Customers, of_people(people.retained)),
        (Stage::Advocacy, CountUnit::Advocates, voices),
    ]
    .map(|(stage, usual, tallies)| {
        let counts: Vec<StageCount> = tallies.iter().map(|tally| tally.result(lens)).collect();
        let lead = counts.first();
        let unit = lead.map_or(usual, |lead| lead.unit);
        StageResult {
            stage,
            unit,
            identified: match unit {
                CountUnit::Advocates => advocates.identified,
                _ => unit == CountUnit::Customers,
            },
            count: lead.and_then(|lead| lead.count),
            push: lead.and_then(|lead| lead.push),
            pull: lead.and_then(|lead| lead.pull),
            sources: lead.map_or_else(Vec::new, |lead| lead.sources.clone()),
            counts,
            definition: definition(stage),
        }
    })
    .into()
}

fn definition(stage: Stage) -> DefinitionId {
    match stage {
        Stage::Awareness => DefinitionId::Awareness,
        Stage::Consideration => DefinitionId::Consideration,
        Stage::Purchase => DefinitionId::Purchase,
        Stage::Retention => DefinitionId::Retention,
        Stage::Advocacy => DefinitionId::Advocacy,
    }
}

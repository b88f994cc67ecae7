//! The five-stage boundary funnel: counts of ad platforms above, people of the orders file below (METRICS, section 3).
//! Never turns one into the other: a step across the boundary is a yield.

mod advocates;
mod ledger;
#[cfg(test)]
mod ledger_tests;
mod monthly;
mod people;
mod reach;
mod steps;
#[cfg(test)]
mod tests;

use self::advocates::Advocates;
use self::people::People;
use self::reach::{Reach, SharedDays};
use super::DefinitionId;
use super::ads::Ads;
use super::nps::Answer;
use super::result::{Caveat, CountUnit, Journey, StageResult};
use super::reviews::Review;
use super::scope::Scope;
use crate::domain::{Direction, Lens, Stage};

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
fn passes(lens: Lens, direction: Option<Direction>) -> bool {
    lens.direction().is_none_or(|kept| direction == Some(kept))
}

/// The journey through the lens of the question, and the remark on days that ads and orders do not share.
pub(super) fn journey(
    scope: &Scope<'_>,
    ads: &Ads<'_>,
    answers: &[Answer],
    reviews: &[Review],
) -> (Journey, Option<Caveat>) {
    let reach = Reach::new(ads, scope.spec.lens);
    let people = People::new(scope);
    let advocates = Advocates::new(scope, &people, answers, reviews);
    let shared = SharedDays::new(scope, ads);
    let mut steps = steps::steps(scope, ads, &reach, &people, &advocates, shared.days);
    let leaks = ledger::ledger(scope, ads, shared.days);
    ledger::price(&mut steps, &leaks);
    let journey = Journey {
        lens: scope.spec.lens,
        from: scope.spec.period.from,
        to: scope.spec.period.to,
        stages: stages(scope.spec.lens, &reach, &people, &advocates),
        biggest_leak: steps::biggest_leak(&steps),
        steps,
        leaks,
        unattributed_customers: people.unattributed(),
    };
    (journey, shared.caveat)
}

fn stages(lens: Lens, reach: &Reach, people: &People, advocates: &Advocates) -> Vec<StageResult> {
    let events = |split: Option<Split>| split.map(|split| (split, true));
    let persons = |split: Split| people.have_orders.then_some((split, people.have_channels));
    let voices = advocates.have_voices.then_some((advocates.count, people.have_channels));
    [
        (Stage::Awareness, CountUnit::Impressions, events(reach.impressions)),
        (Stage::Consideration, CountUnit::Clicks, events(reach.clicks)),
        (Stage::Purchase, CountUnit::Customers, persons(people.buyers)),
        (Stage::Retention, CountUnit::Customers, persons(people.retained)),
        (Stage::Advocacy, CountUnit::Advocates, voices),
    ]
    .map(|(stage, unit, counted)| {
        let told = |part: fn(Split) -> u64| counted.and_then(|(split, told)| told.then(|| part(split)));
        let (push, pull) = (told(|split| split.push), told(|split| split.pull));
        StageResult {
            stage,
            unit,
            identified: if stage == Stage::Advocacy { advocates.identified } else { stage.counts_people() },
            count: match lens {
                Lens::All => counted.map(|(split, _)| split.all),
                Lens::Push => push,
                Lens::Pull => pull,
            },
            push,
            pull,
            sources: match stage {
                Stage::Awareness => reach.impression_sources.clone(),
                Stage::Consideration => reach.click_sources.clone(),
                Stage::Purchase | Stage::Retention => people.platforms.clone(),
                Stage::Advocacy => advocates.sources.clone(),
            },
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

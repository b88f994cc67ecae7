//! What customers did after one experience, against customers without it, both followed equally long from the same kind of day. Never a
//! cause: groups that differ in one experience may differ in others.

use std::collections::BTreeMap;

use super::DefinitionId;
use super::compare::figure::Figure;
use super::compare::verdict::settle;
use super::nps::Answer;
use super::result::{ComparedFigure, Effect, Experience, Outcome};
use super::scope::Scope;
use crate::domain::{Day, Proportion};
use crate::tables::Code;

/// Days after the experience in which an outcome counts.
pub(super) const WINDOW_DAYS: i32 = 90;
/// Fewest customers on either side of a comparison.
const FEWEST: u64 = 10;

/// Who had an experience and who did not: per customer the first day of which it can be said, and whether it was so.
#[derive(Clone, Debug, Default)]
pub(super) struct Exposed(BTreeMap<Code, (Day, bool)>);

impl Exposed {
    /// Something that can be said of a customer; the first day decides, and on one day the experience itself.
    pub(super) fn add(&mut self, customer: Code, day: Day, had: bool) {
        let known = self.0.entry(customer).or_insert((day, had));
        if (day, !had) < (known.0, !known.1) {
            *known = (day, had);
        }
    }
}

/// All experiences against both outcomes, those with enough customers on both sides, and how many comparisons the correction took.
pub(super) fn effects(
    scope: &Scope<'_>,
    answers: &[Answer],
    experiences: Vec<(Experience, Exposed)>,
) -> (Vec<Effect>, u64) {
    let mut named = Vec::new();
    let mut figures: Vec<ComparedFigure> = Vec::new();
    for (experience, exposed) in experiences {
        for outcome in [Outcome::BoughtAgain, Outcome::Promoter] {
            let (sides, still_open) = match outcome {
                Outcome::BoughtAgain => bought_again(scope, &exposed),
                Outcome::Promoter => (promoters(answers, &exposed), 0),
            };
            if sides.iter().any(|side| side.denominator < FEWEST) {
                continue;
            }
            let name = match outcome {
                Outcome::BoughtAgain => "bought_again",
                Outcome::Promoter => "promoters_after",
            };
            let figure = Figure::share(name, DefinitionId::Effect, sides[0], sides[1]);
            figures.push(figure.within(WINDOW_DAYS.unsigned_abs()).done());
            named.push((experience, outcome, still_open));
        }
    }
    let tested = settle(&mut figures);
    let effects = named.into_iter().zip(figures).map(|((experience, outcome, still_open), figure)| Effect {
        experience,
        outcome,
        figure,
        still_open,
        definition: DefinitionId::Effect,
    });
    (effects.collect(), tested)
}

/// Customers with a purchase after the day and within the window, of those whose window is over: with the experience, and without.
fn bought_again(scope: &Scope<'_>, exposed: &Exposed) -> ([Proportion; 2], u64) {
    let mut sides = [Proportion::new(0, 0); 2];
    let mut still_open = 0;
    let Some(as_of) = scope.as_of else { return (sides, 0) };
    for (code, (day, had)) in &exposed.0 {
        let Some(customer) = scope.customer(*code) else { continue };
        if as_of.since(*day) < WINDOW_DAYS {
            still_open += u64::from(*day <= as_of);
            continue;
        }
        let occasions = scope.occasions(customer);
        let bought = occasions.iter().any(|own| own.day > *day && own.day.since(*day) <= WINDOW_DAYS);
        let side = &mut sides[usize::from(!had)];
        side.denominator += 1;
        side.numerator += u64::from(bought);
    }
    (sides, still_open)
}

/// Promoters of the customers whose latest answer within the window after the day is known. Of several on one day the lowest score.
fn promoters(answers: &[Answer], exposed: &Exposed) -> [Proportion; 2] {
    let mut latest: BTreeMap<Code, (Day, i32)> = BTreeMap::new();
    for answer in answers {
        let (Some(code), Some(day)) = (answer.customer, answer.day) else { continue };
        let Some((from, _)) = exposed.0.get(&code) else { continue };
        if !(0..=WINDOW_DAYS).contains(&day.since(*from)) {
            continue;
        }
        let own = latest.entry(code).or_insert((day, answer.score));
        if (day, -answer.score) > (own.0, -own.1) {
            *own = (day, answer.score);
        }
    }
    let mut sides = [Proportion::new(0, 0); 2];
    for (code, (_, score)) in latest {
        let Some((_, had)) = exposed.0.get(&code) else { continue };
        let side = &mut sides[usize::from(!had)];
        side.denominator += 1;
        side.numerator += u64::from(score >= super::nps::PROMOTER);
    }
    sides
}

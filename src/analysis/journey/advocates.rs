//! People who recommend: promoters and reviewers of 4-5 stars. Never guesses who wrote an answer without a customer.

use super::super::nps::{Answer, PROMOTER};
use super::super::result::CountUnit;
use super::super::reviews::{RECOMMENDS, Review};
use super::super::scope::Scope;
use super::counted::Tally;
use super::people::{Conduct, People, conduct};
use super::{ANSWERS, REVIEWS, Split};
use crate::tables::Code;

/// The last stage.
pub(super) struct Advocates {
    /// Whether any answer or review belongs to the question.
    pub(super) have_voices: bool,
    /// Whether every advocate is an identified customer.
    pub(super) identified: bool,
    /// Whether any answer or review names its customer.
    pub(super) any_named: bool,
    /// Distinct identified advocates, and each unidentified one singly.
    pub(super) count: Split,
    /// Identified advocates among the retained customers of the period.
    pub(super) retained: Split,
    /// Retained customers of the period who neither answered nor reviewed.
    pub(super) unheard: Split,
    pub(super) sources: Vec<String>,
    /// Identified people who recommend, ascending by code.
    pub(super) people: Vec<Code>,
}

/// An answer or a review: whose, and whether it recommends.
type Voice = (Option<Code>, bool);

impl Advocates {
    pub(super) fn new(scope: &Scope<'_>, people: &People, answers: &[Answer], reviews: &[Review]) -> Self {
        let answered = answers.iter().map(|answer| (answer.customer, answer.score >= PROMOTER));
        let reviewed = reviews.iter().map(|review| (review.customer, review.stars >= RECOMMENDS));
        let voices: Vec<Voice> = answered.chain(reviewed).collect();
        let feeds = [(ANSWERS, !answers.is_empty()), (REVIEWS, !reviews.is_empty())];
        let mut advocates = Self {
            have_voices: !voices.is_empty(),
            identified: are_identified(&voices),
            any_named: voices.iter().any(|(customer, _)| customer.is_some()),
            count: Split::default(),
            retained: Split::default(),
            unheard: people.retained,
            people: Vec::new(),
            sources: feeds.iter().filter(|(_, feeds)| *feeds).map(|(name, _)| (*name).to_owned()).collect(),
        };
        let nameless =
            voices.iter().filter(|(customer, recommends)| customer.is_none() && *recommends).count();
        advocates.count.add(nameless as u64, None);
        for (code, recommends) in persons(&voices) {
            advocates.hear(scope, code, recommends);
        }
        advocates
    }

    /// The people who recommend; none without a voice.
    pub(super) fn tally(&self, told: bool) -> Vec<Tally> {
        let sources = self.sources.iter().cloned().collect();
        let tally = Tally { split: self.count, told, sources, ..Tally::new(CountUnit::Advocates) };
        if self.have_voices { vec![tally] } else { Vec::new() }
    }

    fn hear(&mut self, scope: &Scope<'_>, code: Code, recommends: bool) {
        let customer = scope.customer(code);
        let direction = customer.and_then(|customer| customer.direction);
        let is_retained =
            customer.is_some_and(|customer| conduct(scope, scope.occasions(customer)) == Conduct::Retained);
        if is_retained {
            self.unheard.remove_one(direction);
        }
        if recommends {
            self.people.push(code);
            self.count.add(1, direction);
        }
        if recommends && is_retained {
            self.retained.add(1, direction);
        }
    }
}

/// Where nobody recommends, the other voices tell whether the source knows its people.
fn are_identified(voices: &[Voice]) -> bool {
    let any_advocate = voices.iter().any(|(_, recommends)| *recommends);
    let mut relevant = voices.iter().filter(|(_, recommends)| *recommends || !any_advocate);
    !voices.is_empty() && relevant.all(|(customer, _)| customer.is_some())
}

/// Each identified person once, ascending by code, with whether any of their voices recommends.
fn persons(voices: &[Voice]) -> Vec<(Code, bool)> {
    let mut persons: Vec<(Code, bool)> =
        voices.iter().filter_map(|(customer, recommends)| Some(((*customer)?, *recommends))).collect();
    // Recommending voices first, so that they survive the removal of duplicates.
    persons.sort_unstable_by_key(|(code, recommends)| (*code, !recommends));
    persons.dedup_by_key(|(code, _)| *code);
    persons
}

//! How soon requests are answered and solved. Never a time of a request of which only the day is known.

use std::ops::RangeInclusive;

use super::super::months::{Months, is_complete};
use super::super::result::{ServiceMonth, Share, Waiting};
use super::super::shares::share;
use super::super::waits::Waits;
use super::REOPEN_DAYS;
use super::cases::{Case, Cases, Promptness};
use crate::domain::{Proportion, ServiceTerms};

/// Replies.
pub(super) struct Replies {
    pub(super) waiting: Option<Waiting>,
    pub(super) unanswered: Share,
    pub(super) within_target: Share,
    pub(super) not_yet_due: u64,
}

pub(super) fn replies(cases: &Cases, terms: &ServiceTerms) -> Replies {
    let (end, opening) = (cases.end_seconds(), terms.opening.as_ref());
    let mut waits = Waits::default();
    let mut unanswered = Proportion::new(0, 0);
    let mut prompt = Prompt::default();
    for case in cases.cases.iter().filter(|case| case.tells.replies) {
        unanswered.count(true, case.replied.is_none());
        prompt.add(case, cases, terms);
        match (case.replied, case.reply_seconds(opening), case.seconds_to(end, opening)) {
            (_, Some(seconds), _) => waits.ended(seconds / 60),
            (None, None, Some(seconds)) => waits.goes_on(seconds / 60),
            _ => {}
        }
    }
    Replies {
        waiting: waits.waiting(),
        unanswered: share(unanswered),
        within_target: share(prompt.share),
        not_yet_due: prompt.not_yet_due,
    }
}

/// Replies within the target, of those answered or overdue.
#[derive(Clone, Copy)]
struct Prompt {
    share: Proportion,
    not_yet_due: u64,
}

impl Default for Prompt {
    fn default() -> Self {
        Self { share: Proportion::new(0, 0), not_yet_due: 0 }
    }
}

impl Prompt {
    fn add(&mut self, case: &Case, cases: &Cases, terms: &ServiceTerms) {
        let target = i64::from(terms.target_minutes) * 60;
        match case.promptness(target, cases.end_seconds(), terms.opening.as_ref()) {
            Promptness::InTime => self.share.count(true, true),
            Promptness::Late | Promptness::Overdue => self.share.count(true, false),
            Promptness::NotYetDue => self.not_yet_due += 1,
            Promptness::Unknown => {}
        }
    }
}

/// Solutions.
pub(super) struct Resolution {
    pub(super) waiting: Option<Waiting>,
    pub(super) reopened: Share,
    pub(super) solved_for_good: Share,
}

pub(super) fn resolution(cases: &Cases, terms: &ServiceTerms) -> Resolution {
    let (end, opening) = (cases.end_seconds(), terms.opening.as_ref());
    let mut waits = Waits::default();
    let (mut reopened, mut for_good) = (Proportion::new(0, 0), Proportion::new(0, 0));
    for case in cases.cases.iter().filter(|case| case.tells.solutions) {
        match case.resolved {
            Some(solved) => {
                let seconds = solved.seconds().and_then(|solved| case.seconds_to(solved, opening));
                seconds.into_iter().for_each(|seconds| waits.ended(seconds / 60));
                let Some(times) = case.reopens else { continue };
                reopened.count(true, times > 0);
                let is_settled = cases.until.is_some_and(|until| until.since(solved.day) >= REOPEN_DAYS);
                for_good.count(is_settled, times == 0);
            }
            None => case.seconds_to(end, opening).into_iter().for_each(|seconds| waits.goes_on(seconds / 60)),
        }
    }
    Resolution { waiting: waits.waiting(), reopened: share(reopened), solved_for_good: share(for_good) }
}

/// One month under construction.
#[derive(Clone, Default)]
struct Month {
    requests: u64,
    waits: Waits,
    prompt: Prompt,
}

/// The months that the requests of the question cover.
pub(super) fn range(cases: &Cases) -> RangeInclusive<i32> {
    match (cases.from, cases.to) {
        (Some(from), Some(to)) if from <= to => from.month().0..=to.month().0,
        _ => RangeInclusive::new(0, -1),
    }
}

pub(super) fn months(cases: &Cases, terms: &ServiceTerms) -> Vec<ServiceMonth> {
    let mut months: Months<Month> = Months::spanning(&range(cases));
    for case in &cases.cases {
        let Some(month) = months.slot(case.opened.day.month().0) else { continue };
        month.requests += 1;
        let seconds = case.reply_seconds(terms.opening.as_ref());
        seconds.into_iter().for_each(|seconds| month.waits.ended(seconds / 60));
        month.prompt.add(case, cases, terms);
    }
    let built = months.between_used(|_| true).map(|(month, own)| ServiceMonth {
        month,
        requests: own.requests,
        reply_median: own.waits.median(),
        within_target: share(own.prompt.share),
        complete: is_complete(month, cases.until),
    });
    built.collect()
}

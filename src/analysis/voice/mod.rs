//! What stands behind the net promoter score (METRICS, section 9). Never changes the score of all answers, never names a person.

mod comments;
mod distinct;
mod drivers;
pub(super) mod groups;
pub(super) mod later;
mod response;
pub(super) mod satisfaction;
#[cfg(test)]
mod tests;
mod topics;

pub use self::comments::{Comment, comments};
use self::distinct::distinct;
pub(super) use self::drivers::circumstance;
pub use self::topics::{topic_stage, topic_words};
use super::AnalysisError;
use super::nps::{Answer, count, net_score};
use super::result::{DistinctScore, Voice};
use super::scope::Scope;
use crate::tables::Tables;

/// Days in which a person's answers count once, and in which something counts as shortly before an answer.
const WINDOW_DAYS: i32 = 90;

/// The depth of the score; `None` without a valid answer.
pub(super) fn voice(
    scope: &Scope<'_>,
    tables: &Tables,
    answers: &[Answer],
) -> Result<Option<Voice>, AnalysisError> {
    if answers.is_empty() {
        return Ok(None);
    }
    let kept = distinct(answers, WINDOW_DAYS);
    let topics = topics::Topics::new(tables);
    Ok(Some(Voice {
        distinct: score(&kept, answers.len()),
        groups: groups::groups(scope, &kept),
        response: response::response(scope, &kept),
        drivers: drivers::drivers(tables, &kept, &topics)?,
        commented: kept.iter().filter(|answer| answer.comment.is_some()).count() as u64,
        topic_unknown: kept.iter().filter(|answer| topics.is_unknown(answer)).count() as u64,
        later: later::later(scope, &kept),
    }))
}

/// The latest answer of each person in every window.
pub(super) fn one_per_person(answers: &[Answer]) -> Vec<Answer> {
    distinct(answers, WINDOW_DAYS)
}

/// Answers, promoters and detractors.
fn tally<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> [u64; 3] {
    let mut tally = [0; 3];
    answers.into_iter().for_each(|answer| count(&mut tally, answer));
    tally
}

fn score(kept: &[Answer], all: usize) -> DistinctScore {
    let net = net_score(tally(kept));
    DistinctScore { window_days: WINDOW_DAYS.unsigned_abs(), net, left_out: all as u64 - net.n }
}

//! One answer per person and window: the latest. Never drops an answer of somebody unknown, or one without a date.

use std::collections::BTreeMap;

use super::super::nps::Answer;
use crate::domain::Day;
use crate::tables::Code;

/// The answers that stay, in their order. Going back from each person's latest answer, those less than `window` days before one that
/// stays are left out; of several on one day the lowest score stays, so that the order of rows decides nothing.
pub(super) fn distinct(answers: &[Answer], window: i32) -> Vec<Answer> {
    let mut by_person: BTreeMap<Code, Vec<(Day, i32, usize)>> = BTreeMap::new();
    for (index, answer) in answers.iter().enumerate() {
        if let (Some(customer), Some(day)) = (answer.customer, answer.day) {
            by_person.entry(customer).or_default().push((day, -answer.score, index));
        }
    }
    let mut stays = vec![true; answers.len()];
    for own in by_person.values_mut() {
        own.sort_unstable();
        let mut last: Option<Day> = None;
        for (day, _, index) in own.iter().rev() {
            match last {
                Some(later) if later.since(*day) < window => stays[*index] = false,
                _ => last = Some(*day),
            }
        }
    }
    answers.iter().zip(stays).filter(|(_, stays)| *stays).map(|(answer, _)| *answer).collect()
}

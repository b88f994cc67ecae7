//! What promoters, passives and detractors bought after they answered, at equal maturity. Never a purchase of the day of the answer.

use std::collections::BTreeMap;

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::nps::Answer;
use super::super::result::LaterPurchases;
use super::super::scope::Scope;
use super::super::shares::share;
use super::WINDOW_DAYS;
use crate::domain::{Day, Proportion};
use crate::tables::Code;

/// Purchases within the window after each customer's latest answer; `None` when no answer names a buyer.
pub(super) fn later(scope: &Scope<'_>, answers: &[Answer]) -> Option<LaterPurchases> {
    let mut shares = [Proportion::new(0, 0); 3];
    let mut still_open = [0; 3];
    for (_, group, bought) in outcomes(scope, answers, scope.as_of?) {
        match bought {
            None => still_open[group] += 1,
            Some(bought) => shares[group].count(true, bought),
        }
    }
    if shares.iter().all(|share| share.denominator == 0) && still_open == [0; 3] {
        return None;
    }
    let (definition, days) = (DefinitionId::LaterPurchase, WINDOW_DAYS.unsigned_abs());
    let against =
        |name, group: usize| Figure::share(name, definition, shares[group], shares[2]).within(days).done();
    let mut figures = vec![against("later_promoters", 0), against("later_passives", 1)];
    settle(&mut figures);
    let [promoters, passives, detractors] = shares.map(share);
    Some(LaterPurchases { days, promoters, passives, detractors, still_open, figures, definition })
}

/// Every buyer who answered: the group of the latest answer, and whether a purchase followed in the window; `None` while it may.
pub(in crate::analysis) fn outcomes(
    scope: &Scope<'_>,
    answers: &[Answer],
    as_of: Day,
) -> Vec<(Code, usize, Option<bool>)> {
    let mut latest: BTreeMap<Code, (Day, i32)> = BTreeMap::new();
    for answer in answers {
        let (Some(code), Some(day)) = (answer.customer, answer.day) else { continue };
        let own = latest.entry(code).or_insert((day, answer.score));
        // Of several on one day the lowest score.
        if (day, -answer.score) > (own.0, -own.1) {
            *own = (day, answer.score);
        }
    }
    let outcome = |(code, (day, score)): (Code, (Day, i32))| {
        let customer = scope.customer(code).filter(|own| !scope.occasions(own).is_empty())?;
        if as_of.since(day) < WINDOW_DAYS {
            return (day <= as_of).then(|| (code, group(score), None));
        }
        let bought = |occasion: &super::super::scope::Occasion| {
            occasion.day > day && occasion.day.since(day) <= WINDOW_DAYS
        };
        Some((code, group(score), Some(scope.occasions(customer).iter().any(bought))))
    };
    latest.into_iter().filter_map(outcome).collect()
}

/// Promoters, passives, detractors.
fn group(score: i32) -> usize {
    match score {
        9.. => 0,
        7..=8 => 1,
        _ => 2,
    }
}

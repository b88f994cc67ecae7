//! What promoters, passives and detractors bought after they answered, at equal maturity. Never a purchase of the day of the answer.

use std::collections::BTreeMap;

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::nps::Answer;
use super::super::result::LaterPurchases;
use super::super::scope::Scope;
use super::{WINDOW_DAYS, share};
use crate::domain::{Day, Proportion};
use crate::tables::Code;

/// Purchases within the window after each customer's latest answer; `None` when no answer names a buyer.
pub(super) fn later(scope: &Scope<'_>, answers: &[Answer]) -> Option<LaterPurchases> {
    let as_of = scope.as_of?;
    let mut latest: BTreeMap<Code, (Day, i32)> = BTreeMap::new();
    for answer in answers {
        let (Some(code), Some(day)) = (answer.customer, answer.day) else { continue };
        let own = latest.entry(code).or_insert((day, answer.score));
        // Of several on one day the lowest score.
        if (day, -answer.score) > (own.0, -own.1) {
            *own = (day, answer.score);
        }
    }
    let mut shares = [Proportion::new(0, 0); 3];
    let mut still_open = [0; 3];
    for (code, (day, score)) in latest {
        let Some(customer) = scope.customer(code).filter(|own| !scope.occasions(own).is_empty()) else {
            continue;
        };
        let group = group(score);
        if as_of.since(day) < WINDOW_DAYS {
            still_open[group] += u64::from(day <= as_of);
            continue;
        }
        let bought = |occasion: &super::super::scope::Occasion| {
            occasion.day > day && occasion.day.since(day) <= WINDOW_DAYS
        };
        shares[group].denominator += 1;
        shares[group].numerator += u64::from(scope.occasions(customer).iter().any(bought));
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

/// Promoters, passives, detractors.
fn group(score: i32) -> usize {
    match score {
        9.. => 0,
        7..=8 => 1,
        _ => 2,
    }
}

//! The score by group of the people who answered, each group against the other answers. Groups are those of the day of the answer:
//! what a customer did later decides nothing.

use std::collections::BTreeMap;

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::nps::{Answer, count, net_score};
use super::super::result::{NpsGroup, NpsGroupBy};
use super::super::scope::{Customer, Scope};
use super::{WINDOW_DAYS, tally};
use crate::domain::Day;
use crate::tables::Code;

/// Fewest answers on either side of a test.
pub(super) const FEWEST: u64 = 10;

/// All groups, by what they are made, then by name.
pub(super) fn groups(scope: &Scope<'_>, answers: &[Answer]) -> Vec<NpsGroup> {
    let mut tallies: BTreeMap<(NpsGroupBy, String), [u64; 3]> = BTreeMap::new();
    for answer in answers {
        for (by, group) in places(scope, answer.customer, answer.day) {
            count(tallies.entry((by, group)).or_default(), answer);
        }
    }
    let all = tally(answers);
    // One group that holds everybody says nothing about its kind.
    let is_whole = |tally: &[u64; 3]| tally[0] == all[0];
    tallies.retain(|_, tally| !is_whole(tally));
    let rest = |own: &[u64; 3]| [all[0] - own[0], all[1] - own[1], all[2] - own[2]];
    let enough = |own: &[u64; 3]| own[0] >= FEWEST && all[0] - own[0] >= FEWEST;
    let mut figures: Vec<_> = tallies
        .values()
        .map(|own| {
            if enough(own) { Figure::scores(*own, rest(own)) } else { Figure::scores(*own, [0; 3]) }.done()
        })
        .collect();
    settle(&mut figures);
    let built = tallies.into_iter().zip(figures);
    built
        .map(|(((by, group), own), figure)| group_of(by, group, own, figure.change, figure.verdict))
        .collect()
}

fn group_of(
    by: NpsGroupBy,
    group: String,
    tally: [u64; 3],
    against_rest: Option<super::super::result::FigureChange>,
    verdict: Option<super::super::statistics::Verdict>,
) -> NpsGroup {
    NpsGroup { by, group, net: net_score(tally), against_rest, verdict, definition: DefinitionId::NpsGroup }
}

/// The group of somebody's answer of a day, in each kind.
pub(in crate::analysis) fn places(
    scope: &Scope<'_>,
    customer: Option<Code>,
    day: Option<Day>,
) -> Vec<(NpsGroupBy, String)> {
    let customer = customer.and_then(|code| scope.customer(code));
    let direction =
        customer.map_or("unknown", |customer| customer.direction.map_or("none", |direction| direction.id()));
    let mut places = vec![(NpsGroupBy::Direction, direction.to_owned())];
    let before = customer.zip(day).map(|(customer, day)| history(scope, customer, day));
    let (stage, orders) =
        before.map_or(("unknown", "unknown"), |history| (history.stage(), history.orders()));
    places.push((NpsGroupBy::Stage, stage.to_owned()));
    places.push((NpsGroupBy::Orders, orders.to_owned()));
    let platform = before.and_then(|history| scope.tables.codes.platforms.name(history.platform?));
    places.push((NpsGroupBy::Platform, platform.unwrap_or("unknown").to_owned()));
    places
}

/// What a customer had done by a day.
#[derive(Clone, Copy)]
struct History {
    occasions: usize,
    days_since_last: Option<i32>,
    platform: Option<u32>,
}

fn history(scope: &Scope<'_>, customer: &Customer, day: Day) -> History {
    let occasions = scope.occasions(customer);
    let so_far = occasions.partition_point(|occasion| occasion.day <= day);
    let last = occasions[..so_far].last();
    let rows = customer.rows().rev();
    let platform = rows
        .filter(|row| scope.is_valid(*row) && Day(scope.orders.day[*row]) <= day)
        .map(|row| (scope.orders.day[row], scope.orders.platform[row]))
        // Of several on the last day the first code: rows of one moment have no order of their own.
        .max_by_key(|(day, platform)| (*day, std::cmp::Reverse(*platform)));
    History {
        occasions: so_far,
        days_since_last: last.map(|last| day.since(last.day)),
        platform: platform.map(|(_, platform)| platform),
    }
}

impl History {
    fn stage(&self) -> &'static str {
        match (self.occasions, self.days_since_last) {
            (_, None) => "before",
            (_, Some(days)) if days > WINDOW_DAYS => "before",
            (1, _) => "purchase",
            _ => "retention",
        }
    }

    fn orders(&self) -> &'static str {
        match self.occasions {
            0 => "unknown",
            1 => "1",
            2 => "2",
            _ => "3",
        }
    }
}

//! What requests are about. Never guesses the topic of a request that names none.

use std::collections::{BTreeMap, BTreeSet};

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::months::Months;
use super::super::result::{ComparedFigure, Complaint, FigureScale};
use super::super::scope::Scope;
use super::cases::Cases;
use super::{rate, replies};
use crate::domain::Proportion;
use crate::tables::Code;

/// Days that count as lately.
const LATELY_DAYS: i32 = 90;

#[derive(Default)]
struct Topic {
    requests: u64,
    lately: u64,
    customers: BTreeSet<Code>,
}

/// Topics, most requests first; among equals by name, without a topic last.
pub(super) fn complaints(scope: &Scope<'_>, cases: &Cases, orders: u64) -> Vec<Complaint> {
    let mut topics: BTreeMap<Option<Code>, Topic> = BTreeMap::new();
    let begins = cases.to.map(|to| to.plus(1 - LATELY_DAYS));
    for case in &cases.cases {
        let topic = topics.entry(case.topic).or_default();
        topic.requests += 1;
        topic.lately += u64::from(begins.is_some_and(|begins| case.opened.day >= begins));
        topic.customers.extend(case.customer);
    }
    let name = |code: Option<Code>| code.and_then(|code| scope.tables.codes.topics.name(code));
    let mut topics: Vec<(Option<Code>, Topic)> = topics.into_iter().collect();
    topics.sort_by(|(a, left), (b, right)| {
        let rank = |code: &Option<Code>| (code.is_none(), name(*code));
        a.is_none()
            .cmp(&b.is_none())
            .then(right.requests.cmp(&left.requests))
            .then_with(|| rank(a).cmp(&rank(b)))
    });
    let mut changes = changes(cases, &topics);
    settle(&mut changes);
    let all = cases.cases.len().max(1) as f64;
    let mut so_far = 0;
    let built = topics.into_iter().zip(changes).map(|((code, topic), change)| {
        so_far += topic.requests;
        Complaint {
            topic: name(code).map(str::to_owned),
            requests: topic.requests,
            customers: topic.customers.len() as u64,
            share: topic.requests as f64 / all,
            cumulative: so_far as f64 / all,
            per_100_orders: rate(topic.requests, orders, 100.0),
            lately: change.change,
            verdict: change.verdict,
            months: by_month(cases, code),
        }
    });
    built.collect()
}

/// Requests per day lately over those per day before, per topic.
fn changes(cases: &Cases, topics: &[(Option<Code>, Topic)]) -> Vec<ComparedFigure> {
    let days = cases.from.zip(cases.to).map_or(0, |(from, to)| (to.since(from) + 1).max(0));
    let before = u64::try_from(days - LATELY_DAYS).unwrap_or(0);
    // As long before as lately, at least: a week against a quarter says nothing.
    let days = if before >= LATELY_DAYS.unsigned_abs().into() {
        [LATELY_DAYS.unsigned_abs().into(), before]
    } else {
        [0, 0]
    };
    let change = |(_, topic): &(Option<Code>, Topic)| {
        let sides =
            [Proportion::new(topic.lately, days[0]), Proportion::new(topic.requests - topic.lately, days[1])];
        Figure::rates("requests_per_day", DefinitionId::Complaints, FigureScale::PerDay, sides[0], sides[1])
            .done()
    };
    topics.iter().map(change).collect()
}

fn by_month(cases: &Cases, topic: Option<Code>) -> Vec<u64> {
    let mut months: Months<u64> = Months::spanning(&replies::range(cases));
    for case in cases.cases.iter().filter(|case| case.topic == topic) {
        months.slot(case.opened.day.month().0).into_iter().for_each(|count| *count += 1);
    }
    months.between_used(|_| true).map(|(_, count)| count).collect()
}

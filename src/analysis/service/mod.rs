//! Service (METRICS, section 10): replies, solutions, the same issue again, complaints, hours, people. A chat's spell is a request of its
//! own. Never counts a bot's reply, never drops what is still open.

pub(super) mod cases;
mod complaints;
mod hours;
pub(super) mod process;
mod replies;
mod same_issue;
mod staff;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use polars::prelude::PolarsResult;

pub(super) use self::cases::{Case, Cases, Promptness};
pub(super) use self::same_issue::{Judged, judge};
pub(super) use self::staff::{erlang_c, people_needed};

use super::DefinitionId;
use super::effects::{Exposed, effects};
use super::nps::Answer;
use super::result::{Experience, Rate, Service};
use super::scope::Scope;
use super::statistics::poisson;
use crate::domain::Day;
use crate::tables::Code;

/// A solved request that is opened again later than so many days after was solved.
pub(super) const REOPEN_DAYS: i32 = 14;
/// Days after a solution in which the same topic counts as the same issue.
pub(super) const SAME_ISSUE_DAYS: i32 = 30;
/// Days after the first purchase in which a request counts as an experience of it.
const HELP_DAYS: i32 = 30;

/// The figures of service; `None` without a request in the tables.
pub(super) fn service(scope: &Scope<'_>, answers: &[Answer]) -> PolarsResult<Option<Service>> {
    if scope.tables.tickets.height() == 0 {
        return Ok(None);
    }
    let cases = Cases::new(scope)?;
    let terms = &scope.spec.service;
    let replies = replies::replies(&cases, terms);
    let resolution = replies::resolution(&cases, terms);
    let same = same_issue::same_issue(scope, &cases)?;
    let hours = hours::hours(&cases, terms);
    let (effects, effects_tested) = effects(scope, answers, experiences(scope, &cases));
    let orders = orders_between(scope, cases.from, cases.to);
    let customers: BTreeSet<Code> = cases.cases.iter().filter_map(|case| case.customer).collect();
    Ok(Some(Service {
        requests: cases.cases.len() as u64,
        chats: cases.cases.iter().filter(|case| case.is_chat).count() as u64,
        customers: customers.len() as u64,
        per_100_orders: rate(cases.cases.len() as u64, orders, 100.0),
        until: cases.until,
        opening: terms.opening.as_ref().map(ToString::to_string),
        reply: replies.waiting,
        unanswered: replies.unanswered,
        within_target: replies.within_target,
        target_minutes: terms.target_minutes,
        not_yet_due: replies.not_yet_due,
        without_time: cases.cases.iter().filter(|case| case.opened.second.is_none()).count() as u64,
        resolution: resolution.waiting,
        reopened: resolution.reopened,
        solved_for_good: resolution.solved_for_good,
        reopen_days: REOPEN_DAYS.unsigned_abs(),
        same_issue: same.share,
        same_issue_days: SAME_ISSUE_DAYS.unsigned_abs(),
        same_issue_open: same.still_open,
        topic_unknown: cases.cases.iter().filter(|case| case.topic.is_none()).count() as u64,
        complaints: complaints::complaints(scope, &cases, orders),
        months: replies::months(&cases, terms),
        staffing: staff::staffing(&hours, terms),
        hours,
        process: process::of_cases(&cases.cases),
        effects,
        effects_tested,
        definition: DefinitionId::ServiceReply,
        resolution_definition: DefinitionId::ServiceResolution,
        same_issue_definition: DefinitionId::SameIssue,
        complaints_definition: DefinitionId::Complaints,
        hours_definition: DefinitionId::BusyHours,
        effects_definition: DefinitionId::Effect,
    }))
}

/// Events per `per` units of exposure with the exact Poisson interval; `None` without exposure.
pub(super) fn rate(events: u64, exposure: u64, per: f64) -> Option<Rate> {
    let interval = poisson(events);
    let unit = per / exposure as f64;
    (exposure > 0).then_some(Rate {
        numerator: events,
        denominator: exposure,
        value: events as f64 * unit,
        low: interval.low * unit,
        high: interval.high * unit,
    })
}

/// Valid orders on days that requests cover.
fn orders_between(scope: &Scope<'_>, from: Option<Day>, to: Option<Day>) -> u64 {
    let (Some(from), Some(to)) = (from, to) else { return 0 };
    let count = |own: &mut u64, row: usize| {
        *own += u64::from(scope.is_valid(row) && (from.0..=to.0).contains(&scope.orders.day[row]));
    };
    scope.fold_rows(|| 0_u64, count, |whole, part| *whole += part)
}

/// Who had which experience with the shop's service.
fn experiences(scope: &Scope<'_>, cases: &Cases) -> Vec<(Experience, Exposed)> {
    let terms = &scope.spec.service;
    let (end, target) = (cases.end_seconds(), i64::from(terms.target_minutes) * 60);
    let mut slow = Exposed::default();
    let mut reopened = Exposed::default();
    for case in &cases.cases {
        let Some(customer) = case.customer else { continue };
        let day = case.opened.day;
        match case.promptness(target, end, terms.opening.as_ref()) {
            Promptness::InTime => slow.add(customer, day, false),
            Promptness::Late | Promptness::Overdue => slow.add(customer, day, true),
            Promptness::NotYetDue | Promptness::Unknown => {}
        }
        if let (Some(solved), Some(times)) = (case.resolved, case.reopens) {
            reopened.add(customer, solved.day, times > 0);
        }
    }
    vec![
        (Experience::AskedForHelp, asked_for_help(scope, cases)),
        (Experience::SlowReply, slow),
        (Experience::Reopened, reopened),
    ]
}

/// First-time buyers by whether they asked within a month of their first purchase. All are followed from the end of that month, so that
/// nobody had to stay a customer to be able to ask.
fn asked_for_help(scope: &Scope<'_>, cases: &Cases) -> Exposed {
    let mut asked: std::collections::BTreeMap<Code, Vec<Day>> = std::collections::BTreeMap::new();
    for Case { customer, opened, .. } in &cases.cases {
        customer.iter().for_each(|code| asked.entry(*code).or_default().push(opened.day));
    }
    let mut exposed = Exposed::default();
    let (Some(from), Some(until)) = (cases.from, cases.until) else { return exposed };
    for (customer, occasions) in scope.first_time_buyers() {
        let first = occasions[0].day;
        let landmark = first.plus(HELP_DAYS);
        // Only who could have been seen asking.
        if first < from || landmark > until {
            continue;
        }
        let days = asked.get(&customer.code).map_or(&[] as &[Day], Vec::as_slice);
        let had = days.iter().any(|day| (first..=landmark).contains(day));
        exposed.add(customer.code, landmark, had);
    }
    exposed
}

//! Customers who come back with the same issue. Never guesses what a request without a topic was about.

use std::collections::BTreeMap;

use polars::prelude::PolarsResult;

use super::super::result::Share;
use super::super::scope::Scope;
use super::super::shares::share;
use super::SAME_ISSUE_DAYS;
use super::cases::{Case, Cases};
use crate::domain::{Day, Period, Proportion};
use crate::tables::{At, Code};

/// The share with what is still open.
pub(super) struct SameIssue {
    pub(super) share: Share,
    pub(super) still_open: u64,
}

/// What a customer is to the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::analysis) enum Judged {
    /// Window not over.
    Open,
    /// No second request about the same.
    Content,
    /// Asked about the same again.
    Returned,
}

pub(super) fn same_issue(scope: &Scope<'_>, cases: &Cases) -> PolarsResult<SameIssue> {
    let judged = judge(scope, cases)?;
    let of = |wanted: Judged| judged.values().filter(|judged| **judged == wanted).count() as u64;
    let counted = Proportion::new(of(Judged::Returned), of(Judged::Returned) + of(Judged::Content));
    Ok(SameIssue { share: share(counted), still_open: of(Judged::Open) })
}

/// Customers with a solved request of the period that names a topic. The second request may come after the period.
pub(in crate::analysis) fn judge(scope: &Scope<'_>, cases: &Cases) -> PolarsResult<BTreeMap<Code, Judged>> {
    let all = Cases::over(scope, Period::ALL)?;
    let mut by_topic: BTreeMap<(Code, Code), Vec<&Case>> = BTreeMap::new();
    for case in &all.cases {
        if let (Some(customer), Some(topic)) = (case.customer, case.topic) {
            by_topic.entry((customer, topic)).or_default().push(case);
        }
    }
    let mut judged = BTreeMap::new();
    for case in &cases.cases {
        let (Some(customer), Some(topic), Some(solved)) = (case.customer, case.topic, case.resolved) else {
            continue;
        };
        let others = by_topic.get(&(customer, topic)).map_or(&[] as &[&Case], Vec::as_slice);
        let again = others.iter().any(|other| other.row != case.row && is_again(case, other, solved.day));
        let is_mature = cases.until.is_some_and(|until| until.since(solved.day) >= SAME_ISSUE_DAYS);
        let own = match (again && is_mature, is_mature) {
            (true, _) => Judged::Returned,
            (_, true) => Judged::Content,
            _ => Judged::Open,
        };
        let known = judged.entry(customer).or_insert(own);
        *known = own.max(*known);
    }
    Ok(judged)
}

/// Whether `other` was opened after `case` was solved and within the window. Where only days are known, a request of the day of the
/// solution is another one only if it was opened on a later day than the first.
fn is_again(case: &Case, other: &Case, solved: Day) -> bool {
    let is_later = match (other.opened.seconds(), case.resolved.and_then(At::seconds)) {
        (Some(opened), Some(solved)) => opened >= solved,
        _ => other.opened.day >= solved && other.opened.day > case.opened.day,
    };
    is_later && other.opened.day.since(solved) <= SAME_ISSUE_DAYS
}

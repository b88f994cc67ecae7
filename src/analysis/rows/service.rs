//! The requests, parcels, orders and carts behind the figures of service. Never a message, never where a parcel went.

use polars::prelude::UInt32Type;

use super::list::{Row, RowKind, RowReason, Verdict};
use super::people::Lists;
use super::service_figure::ServiceFigure;
use crate::analysis::AnalysisError;
use crate::analysis::carts::{self, Fate};
use crate::analysis::columns::values;
use crate::analysis::delivery::{Deliveries, Kept, Perfect};
use crate::analysis::service::{Case, Cases, Judged, Promptness, REOPEN_DAYS, judge};
use crate::domain::Claim;
use crate::tables::schema;

impl Lists<'_> {
    /// The rows behind a figure of service, delivery or carts.
    pub(super) fn service(&self, figure: &ServiceFigure) -> Result<Vec<Row>, AnalysisError> {
        match figure {
            ServiceFigure::SameIssue => self.same_issue(),
            ServiceFigure::OnTime | ServiceFigure::Perfect => self.shipments(figure),
            ServiceFigure::WrongOrDamaged | ServiceFigure::Returned => self.claims(figure),
            ServiceFigure::AbandonedCarts => self.carts(),
            _ => self.requests(figure),
        }
    }

    fn requests(&self, figure: &ServiceFigure) -> Result<Vec<Row>, AnalysisError> {
        let frame = &self.scope.tables.tickets;
        let sources = values::<UInt32Type>(frame, schema::tickets::SOURCE)?;
        let lines = values::<UInt32Type>(frame, schema::tickets::LINE)?;
        let cases = Cases::new(&self.scope)?;
        let row = |case: &Case| {
            let opening = self.scope.spec.service.opening.as_ref();
            let row = Row {
                person: self.person(case.customer),
                first: Some(case.opened.day),
                last: case.resolved.map(|at| at.day),
                count: case.reply_seconds(opening).map(|seconds| seconds / 60),
                place: Some((sources[case.row], lines[case.row])),
                ..Row::of(RowKind::Request)
            };
            Some(row.judged(self.judge_request(figure, case, &cases)?))
        };
        Ok(cases.cases.iter().filter_map(row).collect())
    }

    /// What a request is to a figure; `None` where it is of another topic.
    fn judge_request(&self, figure: &ServiceFigure, case: &Case, cases: &Cases) -> Option<Verdict> {
        let of = |counts: bool| if counts { Verdict::Counted(None) } else { Verdict::Lost };
        let not_told = Verdict::LeftOut(RowReason::NotTold);
        Some(match figure {
            ServiceFigure::InTime => {
                let terms = &self.scope.spec.service;
                let target = i64::from(terms.target_minutes) * 60;
                match case.promptness(target, cases.end_seconds(), terms.opening.as_ref()) {
                    Promptness::InTime => of(true),
                    Promptness::Late | Promptness::Overdue => of(false),
                    Promptness::NotYetDue => Verdict::Waiting(RowReason::NotMature),
                    Promptness::Unknown => not_told,
                }
            }
            ServiceFigure::Unanswered if case.tells.replies => of(case.replied.is_none()),
            ServiceFigure::Reopened | ServiceFigure::SolvedForGood => match (case.resolved, case.reopens) {
                (Some(_), Some(times)) if *figure == ServiceFigure::Reopened => of(times > 0),
                (Some(solved), Some(times)) => {
                    let is_settled = cases.until.is_some_and(|until| until.since(solved.day) >= REOPEN_DAYS);
                    if is_settled { of(times == 0) } else { Verdict::Waiting(RowReason::NotMature) }
                }
                (None, _) if case.tells.solutions => Verdict::Waiting(RowReason::NotMature),
                _ => not_told,
            },
            ServiceFigure::Unanswered => not_told,
            ServiceFigure::Topic(name) => {
                let own = case.topic.and_then(|code| self.scope.tables.codes.topics.name(code)).unwrap_or("");
                return (own == name).then_some(of(true));
            }
            _ => of(true),
        })
    }

    fn same_issue(&self) -> Result<Vec<Row>, AnalysisError> {
        let cases = Cases::new(&self.scope)?;
        let rows = judge(&self.scope, &cases)?.into_iter().map(|(code, judged)| {
            let known = self.scope.customer(code).map(|customer| self.customer(customer));
            let row = known
                .unwrap_or_else(|| Row { person: self.person(Some(code)), ..Row::of(RowKind::Customer) });
            row.judged(match judged {
                Judged::Returned => Verdict::Counted(None),
                Judged::Content => Verdict::Lost,
                Judged::Open => Verdict::Waiting(RowReason::NotMature),
            })
        });
        Ok(rows.collect())
    }

    fn shipments(&self, figure: &ServiceFigure) -> Result<Vec<Row>, AnalysisError> {
        let deliveries = Deliveries::new(&self.scope)?;
        let shipments = &deliveries.shipments;
        let rows = shipments.orders.iter().map(|own| {
            let row = Row {
                person: self.person(own.customer),
                name: own.order,
                first: own.promised.or(own.ordered),
                last: own.delivered,
                count: own
                    .promised
                    .zip(own.delivered)
                    .map(|(promised, came)| i64::from(came.since(promised))),
                place: own.place,
                ..Row::of(RowKind::Parcel)
            };
            let of = |counts: bool| if counts { Verdict::Counted(None) } else { Verdict::Lost };
            row.judged(match (figure, own.kept(shipments.until)) {
                (_, Kept::NoPromise) => Verdict::LeftOut(RowReason::NoPromise),
                (_, Kept::NotYetDue) => Verdict::Waiting(RowReason::NotMature),
                (ServiceFigure::Perfect, _) => match deliveries.perfect(own) {
                    Some(Perfect { joint, .. }) => of(joint),
                    None => Verdict::Waiting(RowReason::NotMature),
                },
                (_, kept) => of(kept == Kept::OnTime),
            })
        });
        Ok(rows.collect())
    }

    fn claims(&self, figure: &ServiceFigure) -> Result<Vec<Row>, AnalysisError> {
        let deliveries = Deliveries::new(&self.scope)?;
        let rows = deliveries.base.mature.iter().map(|own| {
            let has = match figure {
                ServiceFigure::Returned => own.claims.any(),
                _ => own.claims.has(Claim::WrongItem) || own.claims.has(Claim::Damaged),
            };
            self.order(own.row).judged(if has { Verdict::Counted(None) } else { Verdict::Lost })
        });
        Ok(rows.collect())
    }

    fn carts(&self) -> Result<Vec<Row>, AnalysisError> {
        let frame = &self.scope.tables.carts;
        let sources = values::<UInt32Type>(frame, schema::carts::SOURCE)?;
        let lines = values::<UInt32Type>(frame, schema::carts::LINE)?;
        let until = carts::until(&self.scope);
        let rows = carts::in_question(&self.scope)?.into_iter().map(|cart| {
            let row = Row {
                person: self.person(cart.customer),
                first: Some(cart.created),
                last: cart.ordered,
                money_minor: cart.value_minor,
                currency: Some(cart.currency),
                place: Some((sources[cart.row], lines[cart.row])),
                ..Row::of(RowKind::Cart)
            };
            row.judged(match cart.fate(until) {
                Fate::Abandoned => Verdict::Counted(None),
                Fate::Ordered => Verdict::Lost,
                Fate::Open => Verdict::Waiting(RowReason::NotMature),
            })
        });
        Ok(rows.collect())
    }
}

//! The requests, parcels, orders and carts behind the figures of service. Never a message, never where a parcel went.

use polars::prelude::UInt32Type;

use super::list::{Row, RowKind, RowReason, Verdict};
use super::people::Lists;
use super::service_figure::{DemandWhen, ServiceFigure, ServicePart};
use crate::analysis::AnalysisError;
use crate::analysis::carts::{self, Cart, Fate};
use crate::analysis::columns::values;
use crate::analysis::delivery::{self, Deliveries, Kept, Shipment};
use crate::analysis::service::{Case, Cases, Judged, Promptness, REOPEN_DAYS, judge};
use crate::domain::{Claim, Day};
use crate::tables::schema;

impl Lists<'_> {
    /// The rows behind a figure of service, delivery or carts.
    pub(super) fn service(&self, figure: &ServiceFigure) -> Result<Vec<Row>, AnalysisError> {
        let (figure, part) = match figure {
            ServiceFigure::Part(figure, part) => (figure.as_ref(), Some(part)),
            whole => (whole, None),
        };
        match figure {
            ServiceFigure::SameIssue => self.same_issue(),
            ServiceFigure::OnTime | ServiceFigure::Perfect | ServiceFigure::HandedOver => {
                self.shipments(figure, part)
            }
            ServiceFigure::WrongOrDamaged | ServiceFigure::Returned | ServiceFigure::Claim(_) => {
                self.claims(figure)
            }
            ServiceFigure::OutOfStock => self.out_of_stock(),
            ServiceFigure::AbandonedCarts => self.carts(part),
            ServiceFigure::AbandonedPeople => self.people_with_carts(),
            ServiceFigure::Demand(when) => Ok(self.demand(*when)),
            _ => self.requests(figure, part),
        }
    }

    fn requests(
        &self,
        figure: &ServiceFigure,
        part: Option<&ServicePart>,
    ) -> Result<Vec<Row>, AnalysisError> {
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
        let is_asked = |case: &&Case| match part {
            Some(ServicePart::Month(month)) => case.opened.day.month() == *month,
            Some(ServicePart::Hour(weekday, hour)) => {
                let own = case.opened.second.map(|second| (second / 3_600).clamp(0, 23) as u32);
                case.opened.day.weekday() == *weekday as usize && own == Some(*hour)
            }
            _ => true,
        };
        Ok(cases.cases.iter().filter(is_asked).filter_map(row).collect())
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

    fn shipments(
        &self,
        figure: &ServiceFigure,
        part: Option<&ServicePart>,
    ) -> Result<Vec<Row>, AnalysisError> {
        let deliveries = Deliveries::new(&self.scope)?;
        let shipments = &deliveries.shipments;
        let name = |own: &Shipment| self.scope.tables.codes.couriers.name(own.courier?);
        let is_asked = |own: &&Shipment| match part {
            Some(ServicePart::Month(month)) => own.ordered.is_some_and(|day| day.month() == *month),
            Some(ServicePart::Courier(courier)) => name(own).unwrap_or("") == courier,
            _ => true,
        };
        let rows = shipments.orders.iter().filter(is_asked).map(|own| {
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
            row.judged(judge_shipment(figure, own, &deliveries))
        });
        Ok(rows.collect())
    }

    fn claims(&self, figure: &ServiceFigure) -> Result<Vec<Row>, AnalysisError> {
        let deliveries = Deliveries::new(&self.scope)?;
        let rows = deliveries.base.mature.iter().map(|own| {
            let has = match figure {
                ServiceFigure::Returned => own.claims.any(),
                ServiceFigure::Claim(claim) => own.claims.has(*claim),
                _ => own.claims.has(Claim::WrongItem) || own.claims.has(Claim::Damaged),
            };
            self.order(own.row).judged(if has { Verdict::Counted(None) } else { Verdict::Lost })
        });
        Ok(rows.collect())
    }

    /// Orders placed in the period, purchases and those of which something was missing.
    fn out_of_stock(&self) -> Result<Vec<Row>, AnalysisError> {
        let judged = delivery::placed(&self.scope)?;
        let of = |was_missing: bool| if was_missing { Verdict::Counted(None) } else { Verdict::Lost };
        Ok(judged.into_iter().map(|(row, was_missing)| self.order(row).judged(of(was_missing))).collect())
    }

    /// Valid orders of the period that came then.
    fn demand(&self, when: DemandWhen) -> Vec<Row> {
        let scope = &self.scope;
        let counts = |row: &usize| {
            scope.is_valid(*row) && scope.in_period(*row) && when.holds(Day(scope.orders.day[*row]))
        };
        let rows = (0..scope.orders.len()).filter(counts);
        rows.map(|row| self.order(row).judged(Verdict::Counted(None))).collect()
    }

    fn people_with_carts(&self) -> Result<Vec<Row>, AnalysisError> {
        let until = carts::until(&self.scope);
        let people = carts::by_person(&carts::in_question(&self.scope)?);
        let rows = people.into_iter().map(|(code, own)| {
            let known = self.scope.customer(code).map(|customer| self.customer(customer));
            let row = known
                .unwrap_or_else(|| Row { person: self.person(Some(code)), ..Row::of(RowKind::Customer) });
            row.judged(match carts::fate_of_person(&own, until) {
                Fate::Abandoned => Verdict::Counted(None),
                Fate::Ordered => Verdict::Lost,
                Fate::Open => Verdict::Waiting(RowReason::NotMature),
            })
        });
        Ok(rows.collect())
    }

    fn carts(&self, part: Option<&ServicePart>) -> Result<Vec<Row>, AnalysisError> {
        let frame = &self.scope.tables.carts;
        let sources = values::<UInt32Type>(frame, schema::carts::SOURCE)?;
        let lines = values::<UInt32Type>(frame, schema::carts::LINE)?;
        let until = carts::until(&self.scope);
        let is_asked = |cart: &Cart| match part {
            Some(ServicePart::Month(month)) => cart.created.month() == *month,
            _ => true,
        };
        let rows = carts::in_question(&self.scope)?.into_iter().filter(is_asked).map(|cart| {
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

/// What an order on its way is to a figure.
fn judge_shipment(figure: &ServiceFigure, own: &Shipment, deliveries: &Deliveries) -> Verdict {
    let until = deliveries.shipments.until;
    let of = |counts: bool| if counts { Verdict::Counted(None) } else { Verdict::Lost };
    let told = |counts: Option<bool>| counts.map_or(Verdict::Waiting(RowReason::NotMature), of);
    if *figure == ServiceFigure::HandedOver {
        return own.ship_by.map_or(Verdict::LeftOut(RowReason::NoPromise), |_| told(own.handed_over(until)));
    }
    match (figure, own.kept(until)) {
        (_, Kept::NoPromise) => Verdict::LeftOut(RowReason::NoPromise),
        (_, Kept::NotYetDue) => Verdict::Waiting(RowReason::NotMature),
        (ServiceFigure::Perfect, _) if !deliveries.tells_claims(own) => Verdict::LeftOut(RowReason::NotTold),
        (ServiceFigure::Perfect, _) => told(deliveries.perfect(own).map(|perfect| perfect.joint)),
        (_, kept) => of(kept == Kept::OnTime),
    }
}

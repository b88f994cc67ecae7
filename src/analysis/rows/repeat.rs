//! The customers behind repeat purchase, RFM scores included. Never computes a rate.

use super::figure::{RepeatFigure, RfmFigure};
use super::list::{Row, RowKind, RowReason, Verdict};
use super::people::Lists;
use crate::analysis::scope::Occasion;
use crate::analysis::{RfmSegment, rfm};
use crate::domain::MonthIndex;

impl Lists<'_> {
    /// The rows of a figure of repeat purchase.
    pub(super) fn repeat(&self, figure: RepeatFigure) -> Vec<Row> {
        match figure {
            RepeatFigure::ToDate => {
                self.first_time(
                    |occasions| {
                        if occasions.len() > 1 { Verdict::Counted(None) } else { Verdict::Lost }
                    },
                )
            }
            RepeatFigure::Within(days) => self.within(days),
            RepeatFigure::Returning(month) => self.returning(Some(month)),
            RepeatFigure::SecondOrder => self.first_time(|occasions| match occasions.len() {
                0 | 1 => Verdict::LeftOut(RowReason::OnlyOnePurchase),
                _ => Verdict::Counted(None),
            }),
            RepeatFigure::Gaps => self.gaps(),
            RepeatFigure::Ladder(order) => self.ladder(order as usize),
            RepeatFigure::ReturningCustomers => self.returning(None),
            RepeatFigure::ReturningOrders => self.returning_orders(),
        }
    }

    /// Who made the purchase of this number: who made the next one in time, who did not, who still may.
    fn ladder(&self, order: usize) -> Vec<Row> {
        let window = i32::try_from(self.scope.spec.open_window_days).unwrap_or(i32::MAX);
        let Some(as_of) = self.scope.as_of else { return Vec::new() };
        self.first_time(|occasions| {
            let Some(own) = occasions.get(order - 1) else {
                return Verdict::LeftOut(RowReason::FewerPurchases);
            };
            let in_time = occasions.get(order).is_some_and(|next| next.day.since(own.day) <= window);
            match (as_of.since(own.day) >= window, in_time) {
                (true, true) => Verdict::Counted(None),
                (true, false) => Verdict::Lost,
                (false, true) => Verdict::LeftOut(RowReason::CameBackEarly),
                (false, false) => Verdict::Waiting(RowReason::NotMature),
            }
        })
    }

    /// RP3: purchases of the period that name a customer, and those of them after the customer's first day.
    fn returning_orders(&self) -> Vec<Row> {
        let scope = &self.scope;
        let mut rows = Vec::new();
        for (customer, occasions) in scope.buyers() {
            let purchases = customer.rows().filter(|row| scope.is_occasion(*row) && scope.in_period(*row));
            rows.extend(purchases.map(|row| {
                let is_later = scope.orders.day[row] > occasions[0].day.0;
                self.order(row).judged(if is_later { Verdict::Counted(None) } else { Verdict::Lost })
            }));
        }
        rows
    }

    /// First-time buyers as `judge` says; all others are left out with the reason.
    pub(super) fn first_time(&self, judge: impl Fn(&[Occasion]) -> Verdict) -> Vec<Row> {
        self.customers(|_, occasions| {
            let why_not = self.not_first_time(occasions).map(Verdict::LeftOut);
            Some(why_not.unwrap_or_else(|| judge(occasions)))
        })
    }

    /// RP4: whoever had not the whole window yet waits outside the denominator.
    fn within(&self, days: u32) -> Vec<Row> {
        let window = i32::try_from(days).unwrap_or(i32::MAX);
        let Some(as_of) = self.scope.as_of else { return Vec::new() };
        self.first_time(|occasions| {
            let first = occasions[0].day;
            let second = occasions.get(1).map(|second| second.day.since(first));
            if as_of.since(first) < window {
                Verdict::Waiting(RowReason::NotMature)
            } else if second.is_some_and(|second| second <= window) {
                Verdict::Counted(None)
            } else {
                Verdict::Lost
            }
        })
    }

    /// RP2 of a month, or of the whole period: its customers, and those of them who had bought before.
    fn returning(&self, month: Option<MonthIndex>) -> Vec<Row> {
        let period = self.scope.spec.period;
        self.customers(|_, occasions| {
            let is_asked = |occasion: &Occasion| {
                month.is_none_or(|month| occasion.month == month.0) && period.contains(occasion.day)
            };
            let last = occasions.iter().rposition(is_asked)?;
            Some(if last > 0 { Verdict::Counted(None) } else { Verdict::Lost })
        })
    }

    /// One row per time between two purchases of a first-time buyer of the question.
    fn gaps(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (customer, occasions) in self.scope.first_time_buyers() {
            let whole = self.customer(customer);
            rows.extend(occasions.windows(2).map(|pair| {
                Row {
                    kind: RowKind::Gap,
                    first: Some(pair[0].day),
                    last: Some(pair[1].day),
                    count: Some(i64::from(pair[1].day.since(pair[0].day))),
                    money_minor: None,
                    ..whole
                }
                .judged(Verdict::Counted(None))
            }));
        }
        rows
    }

    /// Buyers with the scores or in the segment that was asked for, with their value in the period.
    pub(super) fn rfm(&self, figure: RfmFigure) -> Vec<Row> {
        let scope = &self.scope;
        let wanted = |(r, f, m): (u8, u8, u8)| match figure {
            RfmFigure::All => true,
            RfmFigure::Segment(segment) => RfmSegment::of(r, f + m) == segment,
            RfmFigure::Place(own_r, own_f) => (r, f) == (own_r, own_f),
            RfmFigure::Group(..) => figure == RfmFigure::Group(r, f, m),
        };
        let row = |buyer: &rfm::Scored<'_>| {
            let money_minor = Some(buyer.net_minor);
            Row { money_minor, ..self.customer(buyer.customer) }.judged(Verdict::Counted(None))
        };
        rfm::scored(scope).iter().filter(|buyer| wanted(buyer.scores)).map(row).collect()
    }
}

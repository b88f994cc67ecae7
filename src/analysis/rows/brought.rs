//! The orders behind attribution, the customers won with ads, what customers brought, and who is overdue. Never a model.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::ValuePart;
use super::list::{Row, RowReason, Verdict};
use super::people::Lists;
use crate::analysis::ads::Ads;
use crate::analysis::efficiency::{self, Sign};
use crate::analysis::journey::days_with_ads;
use crate::analysis::scope::Customer;
use crate::analysis::{AnalysisError, attribution, value};
use crate::domain::OriginRule;

impl Lists<'_> {
    /// Valid orders of the period: those that a channel took part in, or that no contact is known of.
    pub(super) fn attributed(&self, channel: Option<&str>) -> Result<Vec<Row>, AnalysisError> {
        let own: BTreeSet<usize> = attribution::orders_of(&self.scope, channel)?.into_iter().collect();
        let scope = &self.scope;
        let valid = (0..scope.orders.len()).filter(|row| scope.is_valid(*row) && scope.in_period(*row));
        let judge = |row: usize| if own.contains(&row) { Verdict::Counted(None) } else { Verdict::Lost };
        Ok(valid.map(|row| self.order(row).judged(judge(row))).collect())
    }

    /// Customers whose first purchase ever lies in the days that ads and orders share.
    pub(super) fn new_customers(&self, part: &ValuePart) -> Result<Vec<Row>, AnalysisError> {
        let ads = Ads::new(self.scope.tables, self.scope.spec)?;
        let shared = days_with_ads(&self.scope, &ads);
        Ok(self.customers(|customer, occasions| {
            let first = occasions.first().filter(|_| self.is_of(customer, part))?.day;
            let is_shared = shared.is_some_and(|(from, to)| from <= first && first <= to);
            Some(match self.not_first_time(occasions) {
                Some(why) => Verdict::LeftOut(why),
                None if is_shared => Verdict::Counted(None),
                None => Verdict::LeftOut(RowReason::NotComparable),
            })
        }))
    }

    /// First-time customers with what they brought within `days` of the first purchase.
    pub(super) fn value(&self, days: u32, part: &ValuePart) -> Vec<Row> {
        let Some(as_of) = self.scope.as_of else { return Vec::new() };
        let row = |customer| {
            let occasions = self.scope.occasions(customer);
            let row = self.customer(customer);
            if let Some(why) = self.not_first_time(occasions) {
                return row.judged(Verdict::LeftOut(why));
            }
            match value::value_within(&self.scope, customer, occasions[0].day, (days, as_of)) {
                Some(net) => Row { money_minor: Some(net), ..row.judged(Verdict::Counted(None)) },
                None => row.judged(Verdict::Waiting(RowReason::NotMature)),
            }
        };
        self.scope.customers.iter().filter(|customer| self.is_of(customer, part)).map(row).collect()
    }

    /// Buyers of the period whom a channel brought, as [`Self::came_back`] judges them.
    pub(super) fn brought_by(&self, channel: Option<&String>) -> Vec<Row> {
        let part = ValuePart::Channel(channel.cloned());
        self.customers(|customer, occasions| {
            let verdict = self.judge_conduct(occasions);
            (self.is_of(customer, &part) && !matches!(verdict, Verdict::LeftOut(_))).then_some(verdict)
        })
    }

    /// Valid orders of the period with a sign of where they come from, one row for each sign; only those that say `text`.
    pub(super) fn signs(&self, rule: OriginRule, text: Option<&str>) -> Result<Vec<Row>, AnalysisError> {
        let scope = &self.scope;
        let signs = efficiency::signs(scope)?.into_iter().filter(|sign| sign.rule == rule.code());
        let says = |sign: &Sign| {
            text.is_none()
                || scope.tables.codes.origins.name(sign.text).unwrap_or_default() == text.unwrap_or("")
        };
        Ok(signs.filter(says).map(|sign| self.order(sign.row).judged(Verdict::Counted(None))).collect())
    }

    /// Whether a customer belongs to a part.
    fn is_of(&self, customer: &Customer, part: &ValuePart) -> bool {
        let channel = || self.scope.tables.codes.channels.get(customer.channel? as usize);
        match part {
            ValuePart::All => true,
            ValuePart::Month(month) => {
                self.scope.occasions(customer).first().is_some_and(|first| first.day.month() == *month)
            }
            ValuePart::Kind(direction) => channel().is_some_and(|own| own.direction == *direction),
            ValuePart::Channel(name) => channel().map(|own| &own.name) == name.as_ref(),
        }
    }

    /// Repeat customers: who should have bought again by now, and who need not have yet.
    pub(super) fn overdue(&self) -> Vec<Row> {
        let late: BTreeMap<_, _> = value::overdue_customers(&self.scope).into_iter().collect();
        self.customers(|customer, _| {
            let is_late = late.get(&customer.code)?;
            Some(if *is_late { Verdict::Counted(None) } else { Verdict::Lost })
        })
    }
}

//! The orders behind the summary of the files and behind revenue. Never adds amounts up.

use super::figure::OrdersFigure;
use super::list::{Row, RowReason, Verdict};
use super::people::Lists;
use crate::analysis::scope::Customer;
use crate::domain::{Day, MonthIndex, OrderStatus};

impl Lists<'_> {
    /// The rows of a figure of the orders' summary.
    pub(super) fn summary(&self, figure: OrdersFigure) -> Vec<Row> {
        match figure {
            OrdersFigure::Customers => self.customers(|customer, _| {
                (self.orders_in_period(customer) > 0).then_some(Verdict::Counted(None))
            }),
            OrdersFigure::CustomersWith2Orders => {
                self.customers(|customer, _| match self.orders_in_period(customer) {
                    0 => None,
                    1 => Some(Verdict::Lost),
                    _ => Some(Verdict::Counted(None)),
                })
            }
            _ => self.orders(|row| self.judge_order(figure, row)),
        }
    }

    fn judge_order(&self, figure: OrdersFigure, row: usize) -> Option<Verdict> {
        let scope = &self.scope;
        let status = OrderStatus::from_code(scope.orders.status[row]);
        let counts = match figure {
            OrdersFigure::Cancelled => status == Some(OrderStatus::Cancelled),
            OrdersFigure::Pending => status == Some(OrderStatus::Pending),
            OrdersFigure::Anonymous => scope.orders.customer.get(row).is_none(),
            OrdersFigure::Valid => {
                return Some(self.why_not_valid(row).map_or(Verdict::Counted(None), Verdict::LeftOut));
            }
            OrdersFigure::All | OrdersFigure::Customers | OrdersFigure::CustomersWith2Orders => true,
        };
        counts.then_some(Verdict::Counted(None))
    }

    /// The orders of a month in the period: new, returning, anonymous, or left out of revenue.
    pub(super) fn revenue(&self, month: MonthIndex) -> Vec<Row> {
        let scope = &self.scope;
        self.orders(|row| {
            if scope.orders.month[row] != month.0 {
                return None;
            }
            let why_not = self.why_not_valid(row);
            let foreign = (!scope.is_in_currency(row)).then_some(RowReason::OtherCurrency);
            Some(match why_not.or(foreign) {
                Some(why) => Verdict::LeftOut(why),
                None => Verdict::Counted(Some(self.part_of_revenue(row))),
            })
        })
    }

    /// As the revenue of the month tells them apart.
    fn part_of_revenue(&self, row: usize) -> RowReason {
        let orders = &self.scope.orders;
        let Some(code) = orders.customer.get(row) else { return RowReason::Anonymous };
        let customer = self.scope.customer(code);
        let first = customer.and_then(|customer| self.scope.occasions(customer).first());
        if first.is_none_or(|first| Day(orders.day[row]) <= first.day) {
            RowReason::New
        } else {
            RowReason::Returning
        }
    }

    fn why_not_valid(&self, row: usize) -> Option<RowReason> {
        let pending = self.scope.orders.status[row] == OrderStatus::Pending.code();
        let why = if pending { RowReason::Pending } else { RowReason::Cancelled };
        (!self.scope.is_valid(row)).then_some(why)
    }

    fn orders(&self, judge: impl Fn(usize) -> Option<Verdict>) -> Vec<Row> {
        let scope = &self.scope;
        let rows = (0..scope.orders.len()).filter(|row| scope.exists(*row) && scope.in_period(*row));
        rows.filter_map(|row| Some(self.order(row).judged(judge(row)?))).collect()
    }

    fn orders_in_period(&self, customer: &Customer) -> usize {
        let counts = |row: &usize| self.scope.exists(*row) && self.scope.in_period(*row);
        customer.rows().filter(counts).take(2).count()
    }
}

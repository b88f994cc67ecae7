//! The observations behind means and medians: what an analysis shows only as one number. Never a difference.

use super::super::scope::Scope;
use super::super::statistics::Moments;
use crate::domain::Day;

/// Observations of one side.
#[derive(Default)]
pub(super) struct Samples {
    /// Net value of each valid order of the period in the currency of the money figures.
    pub(super) order_net: Moments,
    /// Net value per day of the period.
    pub(super) daily_net: Moments,
    /// Net value per customer who bought in the period.
    pub(super) customer_net: Moments,
    /// Days from first to second occasion of first-time buyers, ascending.
    pub(super) second_days: Vec<i32>,
    /// Mean gap of each first-time buyer who came back, in whole days, ascending: one heavy buyer counts once.
    pub(super) mean_gaps: Vec<i32>,
    /// Days of the period that the data cover.
    pub(super) days: u64,
}

impl Samples {
    pub(super) fn new(scope: &Scope<'_>) -> Self {
        let mut samples = Self::default();
        samples.money(scope);
        for (_, occasions) in scope.first_time_buyers() {
            let [first, second, ..] = occasions else { continue };
            let last = occasions[occasions.len() - 1].day;
            samples.second_days.push(second.day.since(first.day));
            let gaps = occasions.len() as i32 - 1;
            samples.mean_gaps.push((last.since(first.day) + gaps / 2) / gaps);
        }
        samples.second_days.sort_unstable();
        samples.mean_gaps.sort_unstable();
        samples
    }

    fn money(&mut self, scope: &Scope<'_>) {
        let counts =
            |row: &usize| scope.is_valid(*row) && scope.in_period(*row) && scope.is_in_currency(*row);
        let (first, days) = span(scope);
        self.days = days as u64;
        let mut by_day = vec![0_i64; days];
        let mut own: Option<(u32, i64)> = None;
        for row in (0..scope.orders.len()).filter(counts) {
            let net = scope.orders.net_minor[row];
            self.order_net.add(net);
            let place = usize::try_from(scope.orders.day[row] - first).ok();
            if let Some(day) = place.and_then(|place| by_day.get_mut(place)) {
                *day += net;
            }
            // Orders are sorted by customer: one customer's are a run.
            own = match (own, scope.orders.customer.get(row)) {
                (Some((code, sum)), Some(customer)) if code == customer => Some((code, sum + net)),
                (done, customer) => {
                    done.into_iter().for_each(|(_, sum)| self.customer_net.add(sum));
                    customer.map(|code| (code, net))
                }
            };
        }
        own.into_iter().for_each(|(_, sum)| self.customer_net.add(sum));
        by_day.into_iter().for_each(|net| self.daily_net.add(net));
    }
}

/// First day and number of days that the period and the orders up to `as_of` share.
fn span(scope: &Scope<'_>) -> (i32, usize) {
    let rows = || (0..scope.orders.len()).filter(|row| scope.exists(*row)).map(|row| scope.orders.day[row]);
    let period = scope.spec.period;
    let first = period.from.map(|day| day.0).or_else(|| rows().min());
    let last = match (period.to, scope.as_of) {
        (Some(to), Some(as_of)) => Some(to.min(as_of)),
        (to, as_of) => to.or(as_of),
    };
    match (first, last) {
        (Some(first), Some(Day(last))) if first <= last => (first, (last - first + 1) as usize),
        _ => (0, 0),
    }
}

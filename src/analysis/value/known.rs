//! What the models are told of each customer: purchase days and what they brought. Never a period, never a name.

use super::buying::{Histories, History};
use super::spending::Spender;
use crate::analysis::scope::{Customer, Occasion, Scope};
use crate::domain::Day;

/// A customer as the models see one.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownCustomer<'scope> {
    pub(super) customer: &'scope Customer,
    pub(super) history: History,
    /// Repeat purchase days with their mean net value; `None` where they brought nothing.
    pub(super) spent: Option<Spender>,
}

/// All customers with a purchase.
#[derive(Debug)]
pub(super) struct Known<'scope> {
    pub(super) customers: Vec<KnownCustomer<'scope>>,
}

impl<'scope> Known<'scope> {
    /// Customers as of the end of the data; `None` without one.
    pub(super) fn new(scope: &'scope Scope<'_>) -> Option<Self> {
        let as_of = scope.as_of?;
        let customers: Vec<KnownCustomer<'scope>> = scope
            .buyers()
            .filter_map(|(customer, occasions)| {
                Some(KnownCustomer {
                    customer,
                    history: history(occasions, as_of)?,
                    spent: spent(scope, customer, occasions),
                })
            })
            .collect();
        (!customers.is_empty()).then_some(Self { customers })
    }

    /// Customers with a repeat purchase.
    pub(super) fn repeaters(&self) -> usize {
        self.customers.iter().filter(|one| one.history.repeats > 0).count()
    }

    /// The histories, each once.
    pub(super) fn histories(&self) -> Histories {
        gathered(self.customers.iter().map(|one| one.history).collect())
    }

    /// Repeat customers who spent something, in an order that the files do not decide.
    pub(super) fn spenders(&self) -> Vec<Spender> {
        let mut spenders: Vec<Spender> = self.customers.iter().filter_map(|one| one.spent).collect();
        spenders.sort_by(|left, right| {
            left.repeats.cmp(&right.repeats).then_with(|| left.mean.total_cmp(&right.mean))
        });
        spenders
    }
}

/// Histories, each once with how many customers have it.
pub(super) fn gathered(mut all: Vec<History>) -> Histories {
    all.sort_unstable();
    all.chunk_by(|left, right| left == right).map(|same| (same[0], same.len() as u64)).collect()
}

/// The history up to a day; `None` for whoever first bought after it.
pub(super) fn history(occasions: &[Occasion], until: Day) -> Option<History> {
    let seen = &occasions[..occasions.partition_point(|occasion| occasion.day <= until)];
    let (first, last) = (seen.first()?, seen.last()?);
    Some(History {
        repeats: seen.len() as u32 - 1,
        last: u32::try_from(last.day.since(first.day)).ok()?,
        age: u32::try_from(until.since(first.day)).ok()?,
    })
}

/// Mean net value of the repeat purchase days: the first one is left out, as the model wants it.
fn spent(scope: &Scope<'_>, customer: &Customer, occasions: &[Occasion]) -> Option<Spender> {
    let repeats = occasions.len() as u32 - 1;
    let first = occasions[0].day;
    let counts = |row: &usize| {
        scope.is_valid(*row) && scope.is_in_currency(*row) && Day(scope.orders.day[*row]) > first
    };
    let net: i64 = customer.rows().filter(counts).map(|row| scope.orders.net_minor[row]).sum();
    (repeats > 0 && net > 0).then(|| Spender { repeats, mean: net as f64 / f64::from(repeats) })
}

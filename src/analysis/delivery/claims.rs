//! Orders with a claim, of orders that were old enough for one. Never counts an order twice, however often its buyer asks.

use std::collections::BTreeMap;

use polars::prelude::{PolarsResult, UInt32Type};

use super::super::DefinitionId;
use super::super::columns::values;
use super::super::result::{ClaimCount, PerfectOrder, Share};
use super::super::scope::Scope;
use super::super::shares::share;
use super::shipments::{CLAIM_DAYS, ClaimBook, Claims, Kept, Shipment, Shipments};
use crate::domain::{Claim, Day, Proportion};
use crate::tables::{Code, schema};

/// An order that is mature for a claim.
pub(in crate::analysis) struct Claimed {
    /// Its row among the orders.
    pub(in crate::analysis) row: usize,
    pub(in crate::analysis) customer: Option<Code>,
    /// Day of the delivery, or of the order where no delivery is known.
    pub(in crate::analysis) day: Day,
    pub(in crate::analysis) claims: Claims,
}

/// The orders that are measured for claims.
pub(in crate::analysis) struct Base {
    pub(in crate::analysis) mature: Vec<Claimed>,
    pub(super) still_open: u64,
}

impl Base {
    /// Valid orders of the period: delivered ones where the shop's exports tell deliveries, else all. None where no file tells claims.
    pub(super) fn new(scope: &Scope<'_>, shipments: &Shipments, book: &ClaimBook) -> PolarsResult<Self> {
        let mut base = Self { mature: Vec::new(), still_open: 0 };
        let Some(until) = book.until else { return Ok(base) };
        let codes = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER)?;
        let delivered: BTreeMap<Code, Option<Day>> =
            shipments.orders.iter().filter_map(|own| Some((own.order?, own.delivered))).collect();
        for row in 0..scope.orders.len() {
            let is_told = book.platforms.contains(&scope.orders.platform[row]);
            if !is_told || !scope.is_valid(row) || !scope.in_period(row) {
                continue;
            }
            let day = match delivered.get(&codes[row]) {
                Some(Some(day)) => *day,
                // On its way: too early for a claim, unless there is one.
                Some(None) if !book.of(Some(codes[row])).any() => {
                    base.still_open += 1;
                    continue;
                }
                _ => Day(scope.orders.day[row]),
            };
            if until.since(day) < CLAIM_DAYS {
                base.still_open += 1;
                continue;
            }
            let claims = book.of(Some(codes[row]));
            base.mature.push(Claimed { row, customer: scope.orders.customer.get(row), day, claims });
        }
        Ok(base)
    }

    pub(super) fn share(&self, has: impl Fn(Claims) -> bool) -> Share {
        let claimed = self.mature.iter().filter(|own| has(own.claims)).count() as u64;
        share(Proportion::new(claimed, self.mature.len() as u64))
    }

    /// Every kind of claim that occurs, most orders first.
    pub(super) fn kinds(&self) -> Vec<ClaimCount> {
        let kinds = Claim::ALL.into_iter().filter(|claim| *claim != Claim::OutOfStock);
        let mut counts: Vec<ClaimCount> = kinds
            .map(|claim| ClaimCount { claim, orders: self.share(|claims| claims.has(claim)) })
            .filter(|count| count.orders.numerator > 0)
            .collect();
        counts.sort_by_key(|count| std::cmp::Reverse(count.orders.numerator));
        counts
    }
}

/// Orders of which something was out of stock, of the orders placed in the period, whether they became purchases or not.
pub(super) fn out_of_stock(scope: &Scope<'_>, book: &ClaimBook) -> PolarsResult<Share> {
    let mut missing = Proportion::new(0, 0);
    placed(scope, book)?.into_iter().for_each(|(_, was_missing)| missing.count(true, was_missing));
    Ok(share(missing))
}

/// Those orders by their rows, and whether something of them was out of stock. None where no file tells claims.
pub(super) fn placed(scope: &Scope<'_>, book: &ClaimBook) -> PolarsResult<Vec<(usize, bool)>> {
    if book.until.is_none() {
        return Ok(Vec::new());
    }
    let codes = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER)?;
    let is_told = |row: &usize| book.platforms.contains(&scope.orders.platform[*row]);
    let asked = |row: &usize| is_told(row) && scope.exists(*row) && scope.in_period(*row);
    let rows = (0..scope.orders.len()).filter(asked);
    let judged = rows.map(|row| (row, book.of(Some(codes[row])).has(Claim::OutOfStock)));
    Ok(judged.filter(|(row, was_missing)| *was_missing || scope.is_valid(*row)).collect())
}

/// What was right about an order that was due and is old enough for a claim.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Perfect {
    /// Everything.
    pub(in crate::analysis) joint: bool,
    on_time: bool,
    complete: bool,
    undamaged: bool,
}

impl Perfect {
    /// `None` for an order without a promise, not due, too young for a claim, or of whose platform no claims are told.
    pub(super) fn of(own: &Shipment, shipments: &Shipments, book: &ClaimBook) -> Option<Self> {
        let until = book.until.filter(|_| book.tells(own))?;
        let day = own.delivered.or(own.promised)?;
        let on_time = match own.kept(shipments.until) {
            Kept::OnTime => true,
            Kept::Late | Kept::Overdue => false,
            Kept::NotYetDue | Kept::NoPromise => return None,
        };
        let claims = book.of(own.order);
        let complete = !claims.has(Claim::NotReceived);
        let wrong = [Claim::WrongItem, Claim::Damaged, Claim::NotAsDescribed];
        let undamaged = !wrong.into_iter().any(|kind| claims.has(kind));
        let joint = on_time && complete && undamaged;
        (until.since(day) >= CLAIM_DAYS).then_some(Self { joint, on_time, complete, undamaged })
    }
}

/// Orders that were due and are old enough for a claim, by what was right about them.
pub(super) fn perfect(shipments: &Shipments, book: &ClaimBook) -> Option<PerfectOrder> {
    let mut counts = [Proportion::new(0, 0); 4];
    for own in shipments.orders.iter().filter_map(|own| Perfect::of(own, shipments, book)) {
        let right = [own.joint, own.on_time, own.complete, own.undamaged];
        counts.iter_mut().zip(right).for_each(|(count, right)| count.count(true, right));
    }
    let [joint, on_time, complete, undamaged] = counts;
    (joint.denominator > 0).then(|| PerfectOrder {
        joint: share(joint),
        product: on_time.value().zip(complete.value()).zip(undamaged.value()).map(|((a, b), c)| a * b * c),
        on_time: share(on_time),
        complete: share(complete),
        undamaged: share(undamaged),
        definition: DefinitionId::PerfectOrder,
    })
}

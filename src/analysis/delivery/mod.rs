//! Delivery (METRICS, section 10): promised against delivered, claims, perfect orders, demand. Never calls what goes together a cause.

mod claims;
mod couriers;
mod demand;
pub(super) mod shipments;
#[cfg(test)]
mod tests;

use polars::prelude::PolarsResult;

use self::claims::Claimed;
pub(super) use self::claims::{Base, Perfect};
use self::shipments::{CLAIM_DAYS, ClaimBook, Shipments, rows_of_orders};
pub(super) use self::shipments::{Kept, Shipment};
use super::DefinitionId;
use super::effects::{Exposed, effects};
use super::months::{Months, is_complete};
use super::nps::Answer;
use super::result::{Delivery, DeliveryMonth, Experience, Share, Waiting};
use super::scope::Scope;
use super::shares::share;
use super::waits::Waits;
use crate::domain::{Claim, Day, Proportion};

/// Parcels and claims of a question, put together by order.
pub(super) struct Deliveries {
    pub(super) shipments: Shipments,
    book: ClaimBook,
    pub(super) base: Base,
}

impl Deliveries {
    pub(super) fn new(scope: &Scope<'_>) -> PolarsResult<Self> {
        let are_told = scope.tables.parcels.height() + scope.tables.returns.height() > 0;
        let row_of = if are_told { rows_of_orders(scope)? } else { Vec::new() };
        let shipments = Shipments::new(scope, &row_of)?;
        let book = ClaimBook::new(scope, &row_of)?;
        let base = Base::new(scope, &shipments, &book)?;
        Ok(Self { shipments, book, base })
    }

    /// Whether anybody would tell what is wrong with an order.
    pub(super) fn tells_claims(&self, own: &Shipment) -> bool {
        self.book.tells(own)
    }

    /// What was right about an order; `None` where it cannot be said yet.
    pub(super) fn perfect(&self, own: &Shipment) -> Option<Perfect> {
        Perfect::of(own, &self.shipments, &self.book)
    }
}

/// The orders placed in the period, by their rows, and whether something of them was out of stock.
pub(super) fn placed(scope: &Scope<'_>) -> PolarsResult<Vec<(usize, bool)>> {
    claims::placed(scope, &Deliveries::new(scope)?.book)
}

/// The figures of delivery; `None` while neither parcels nor claims nor orders are known.
pub(super) fn delivery(scope: &Scope<'_>, answers: &[Answer]) -> PolarsResult<Option<Delivery>> {
    if scope.tables.parcels.height() + scope.tables.returns.height() + scope.tables.orders.height() == 0 {
        return Ok(None);
    }
    let Deliveries { shipments, book, base } = Deliveries::new(scope)?;
    let (until, orders) = (shipments.until, shipments.orders.as_slice());
    let of = |wanted: Kept| orders.iter().filter(|own| own.kept(until) == wanted).count() as u64;
    let (effects, effects_tested) = effects(scope, answers, experiences(&shipments, &base, &book));
    Ok(Some(Delivery {
        orders: orders.len() as u64,
        parcels: orders.iter().map(|own| own.parcels).sum(),
        until,
        on_time: share(on_time(orders, until)),
        late: of(Kept::Late),
        overdue: of(Kept::Overdue),
        not_yet_due: of(Kept::NotYetDue),
        without_promise: of(Kept::NoPromise),
        late_days: late_days(orders),
        handed_over: handed_over(orders, until),
        days: days(orders, until),
        wrong_or_damaged: base.share(|claims| claims.has(Claim::WrongItem) || claims.has(Claim::Damaged)),
        returned: base.share(shipments::Claims::any),
        out_of_stock: claims::out_of_stock(scope, &book)?,
        claims: base.kinds(),
        claim_days: CLAIM_DAYS.unsigned_abs(),
        claims_open: base.still_open,
        claims_without_order: book.without_order,
        perfect: claims::perfect(&shipments, &book),
        couriers: couriers::couriers(scope, &shipments),
        months: months(orders, until),
        demand: demand::demand(scope),
        effects,
        effects_tested,
        definition: DefinitionId::OnTime,
        claims_definition: DefinitionId::Claims,
        effects_definition: DefinitionId::Effect,
    }))
}

/// Delivered in time, of those that were due.
fn on_time<'a>(orders: impl IntoIterator<Item = &'a Shipment>, until: Option<Day>) -> Proportion {
    let mut kept = Proportion::new(0, 0);
    for own in orders {
        match own.kept(until) {
            Kept::OnTime => kept.count(true, true),
            Kept::Late | Kept::Overdue => kept.count(true, false),
            Kept::NotYetDue | Kept::NoPromise => {}
        }
    }
    kept
}

fn late_days(orders: &[Shipment]) -> Option<Waiting> {
    let mut waits = Waits::default();
    let late =
        orders.iter().filter_map(|own| Some(own.delivered?.since(own.promised?))).filter(|days| *days > 0);
    late.for_each(|days| waits.ended(i64::from(days)));
    waits.waiting()
}

/// Handed over in time, of those that had to be by the end of the data.
fn handed_over(orders: &[Shipment], until: Option<Day>) -> Share {
    let mut kept = Proportion::new(0, 0);
    orders.iter().filter_map(|own| own.handed_over(until)).for_each(|in_time| kept.count(true, in_time));
    share(kept)
}

/// Days from order to delivery; `None` where no delivery is known at all.
fn days(orders: &[Shipment], until: Option<Day>) -> Option<Waiting> {
    let mut waits = Waits::default();
    for own in orders {
        match (own.ordered, own.delivered, until) {
            (Some(ordered), Some(delivered), _) => waits.ended(i64::from(delivered.since(ordered))),
            (Some(ordered), None, Some(until)) => waits.goes_on(i64::from(until.since(ordered))),
            _ => {}
        }
    }
    waits.waiting().filter(|waiting| waiting.n > 0)
}

/// One month under construction.
#[derive(Clone, Default)]
struct Month {
    orders: Vec<Shipment>,
}

fn months(orders: &[Shipment], until: Option<Day>) -> Vec<DeliveryMonth> {
    let ordered = || orders.iter().filter_map(|own| own.ordered).map(|day| day.month().0);
    let (Some(first), Some(last)) = (ordered().min(), ordered().max()) else { return Vec::new() };
    let mut months: Months<Month> = Months::spanning(&(first..=last));
    for own in orders {
        let month = own.ordered.and_then(|day| months.slot(day.month().0));
        month.into_iter().for_each(|month| month.orders.push(own.clone()));
    }
    let built = months.between_used(|_| true).map(|(month, own)| DeliveryMonth {
        month,
        orders: own.orders.len() as u64,
        on_time: share(on_time(&own.orders, until)),
        median_days: median_days(&own.orders),
        complete: is_complete(month, until),
    });
    built.collect()
}

fn median_days<'a>(orders: impl IntoIterator<Item = &'a Shipment>) -> Option<f64> {
    let mut waits = Waits::default();
    let took = orders.into_iter().filter_map(|own| Some(own.delivered?.since(own.ordered?)));
    took.for_each(|days| waits.ended(i64::from(days)));
    waits.median()
}

/// Who had which experience with the shop's delivery. Everybody is followed from the delivery, or from the promised day where it did
/// not come.
fn experiences(shipments: &Shipments, base: &Base, book: &ClaimBook) -> Vec<(Experience, Exposed)> {
    let (mut late, mut wrong, mut returned) = (Exposed::default(), Exposed::default(), Exposed::default());
    for own in &shipments.orders {
        let Some(customer) = own.customer else { continue };
        let day = own.delivered.or(own.promised);
        match (own.kept(shipments.until), day) {
            (Kept::OnTime, Some(day)) => late.add(customer, day, false),
            (Kept::Late | Kept::Overdue, Some(day)) => late.add(customer, day, true),
            _ => {}
        }
    }
    if book.until.is_some() {
        for Claimed { customer, day, claims, .. } in &base.mature {
            let Some(customer) = customer else { continue };
            let is_wrong = claims.has(Claim::WrongItem) || claims.has(Claim::Damaged);
            wrong.add(*customer, *day, is_wrong);
            returned.add(*customer, *day, claims.any());
        }
    }
    vec![
        (Experience::LateParcel, late),
        (Experience::WrongOrDamaged, wrong),
        (Experience::Returned, returned),
    ]
}

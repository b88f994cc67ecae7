//! Orders on their way: the parcels of an order put together, with the claims about it. Never takes a promise of hand-over for one of
//! delivery.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::super::columns::{optional, values};
use super::super::scope::Scope;
use crate::domain::{Claim, Day};
use crate::tables::{Code, Table, schema};

/// Days after delivery within which a claim counts.
pub(super) const CLAIM_DAYS: i32 = 30;

/// One order on its way.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct Shipment {
    /// File and line of its first parcel.
    pub(in crate::analysis) place: Option<(u32, u32)>,
    /// Code of the order, where one is named.
    pub(in crate::analysis) order: Option<Code>,
    pub(in crate::analysis) customer: Option<Code>,
    pub(in crate::analysis) courier: Option<Code>,
    /// Selling platform, where the order is known.
    platform: Option<Code>,
    pub(super) parcels: u64,
    /// Day of the order.
    pub(in crate::analysis) ordered: Option<Day>,
    /// First day that was promised to the buyer.
    pub(in crate::analysis) promised: Option<Day>,
    /// First day by which it was to be handed over.
    pub(in crate::analysis) ship_by: Option<Day>,
    /// Day on which its first parcel was handed over.
    pub(super) shipped: Option<Day>,
    /// Day on which its last parcel was delivered; `None` while one is on the way.
    pub(in crate::analysis) delivered: Option<Day>,
}

/// Whether a promise was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Kept {
    /// Delivered in time.
    OnTime,
    /// Delivered, but late.
    Late,
    /// Due, and not delivered.
    Overdue,
    /// Not due, and not delivered.
    NotYetDue,
    /// Nothing was promised.
    NoPromise,
}

impl Shipment {
    /// Whether its promise was kept as of `until`. A delivery before a day that is still to come is in time.
    pub(in crate::analysis) fn kept(&self, until: Option<Day>) -> Kept {
        match (self.promised, self.delivered) {
            (None, _) => Kept::NoPromise,
            (Some(promised), Some(delivered)) if delivered <= promised => Kept::OnTime,
            (Some(_), Some(_)) => Kept::Late,
            (Some(promised), None) if until.is_some_and(|until| promised < until) => Kept::Overdue,
            (Some(_), None) => Kept::NotYetDue,
        }
    }

    /// Whether it was handed over by the day that the marketplace asks for; `None` without such a day, or before it.
    pub(in crate::analysis) fn handed_over(&self, until: Option<Day>) -> Option<bool> {
        match (self.ship_by?, self.shipped) {
            (promised, Some(shipped)) => Some(shipped <= promised),
            (promised, None) => until.is_some_and(|until| promised < until).then_some(false),
        }
    }
}

/// All orders on their way of a question.
pub(in crate::analysis) struct Shipments {
    pub(in crate::analysis) orders: Vec<Shipment>,
    /// `T_end` of the parcels.
    pub(in crate::analysis) until: Option<Day>,
}

/// Per code of an order: its row among the orders of the scope.
pub(super) fn rows_of_orders(scope: &Scope<'_>) -> PolarsResult<Vec<Option<u32>>> {
    let codes = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER)?;
    let mut rows = vec![None; scope.tables.codes.orders.len()];
    for (row, code) in codes.iter().enumerate() {
        if let Some(slot) = rows.get_mut(*code as usize) {
            *slot = Some(row as u32);
        }
    }
    Ok(rows)
}

/// The last day of a table's data: as asked, else what its sources cover.
pub(super) fn until(scope: &Scope<'_>, table: Table) -> Option<Day> {
    let covered = scope.tables.coverage.iter().filter(|source| source.table == table);
    scope.spec.as_of.or_else(|| covered.filter_map(|source| source.last).max())
}

impl Shipments {
    /// Orders of the period by members of the segment; those that do not count as purchases are left out.
    pub(in crate::analysis) fn new(scope: &Scope<'_>, row_of: &[Option<u32>]) -> PolarsResult<Self> {
        let known = scope.spec.as_of;
        let mut orders = by_order(scope)?;
        for shipment in &mut orders {
            if let Some(row) = shipment.row(row_of) {
                shipment.ordered = Some(Day(scope.orders.day[row]));
                shipment.platform = Some(scope.orders.platform[row]);
                shipment.customer = scope.orders.customer.get(row).or(shipment.customer);
            }
        }
        orders.retain(|shipment| {
            let is_purchase = shipment.row(row_of).is_none_or(|row| scope.is_valid(row));
            let day = shipment.ordered.or(shipment.shipped).or(shipment.promised);
            is_purchase && scope.spec.covers(day) && scope.is_member(shipment.customer)
        });
        let happened = |day: Option<Day>| day.filter(|day| known.is_none_or(|end| *day <= end));
        for shipment in &mut orders {
            (shipment.shipped, shipment.delivered) =
                (happened(shipment.shipped), happened(shipment.delivered));
        }
        orders.sort_by_key(|shipment| (shipment.ordered, shipment.place));
        let until = until(scope, Table::Parcels).or_else(|| until(scope, Table::Orders));
        let latest = orders.iter().flat_map(|own| [own.shipped, own.delivered]).flatten().max();
        Ok(Self { orders, until: scope.spec.as_of.or_else(|| until.max(latest)) })
    }
}

impl Shipment {
    /// Row of the order that it belongs to.
    fn row(&self, row_of: &[Option<u32>]) -> Option<usize> {
        row_of.get(self.order? as usize).copied().flatten().map(|row| row as usize)
    }

    /// One more parcel: promised by the first day named, delivered when the last one is.
    fn take(&mut self, parcel: &Self) {
        let earlier = |known: Option<Day>, day: Option<Day>| known.into_iter().chain(day).min();
        self.place = self.place.into_iter().chain(parcel.place).min();
        self.order = parcel.order;
        self.customer = self.customer.or(parcel.customer);
        self.courier = self.courier.or(parcel.courier);
        self.parcels += 1;
        self.ordered = earlier(self.ordered, parcel.ordered);
        self.promised = earlier(self.promised, parcel.promised);
        self.ship_by = earlier(self.ship_by, parcel.ship_by);
        self.shipped = earlier(self.shipped, parcel.shipped);
        self.delivered = self.delivered.max(parcel.delivered);
    }
}

/// The parcels, those of one order put together; delivered once all of them are.
fn by_order(scope: &Scope<'_>) -> PolarsResult<Vec<Shipment>> {
    use schema::parcels as c;
    let frame = &scope.tables.parcels;
    let (sources, lines) = (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
    let orders = optional::<UInt32Type>(frame, c::ORDER)?;
    let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
    let couriers = optional::<UInt32Type>(frame, c::COURIER)?;
    let days = |name: &str| -> PolarsResult<Vec<Option<Day>>> {
        Ok(optional::<Int32Type>(frame, name)?.into_iter().map(|day| day.map(Day)).collect())
    };
    let (ordered, promised) = (days(c::ORDERED_DAY)?, days(c::PROMISED_DAY)?);
    let (ship_by, shipped, delivered) =
        (days(c::SHIP_BY_DAY)?, days(c::SHIPPED_DAY)?, days(c::DELIVERED_DAY)?);
    let shipment = |row: usize| Shipment {
        place: Some((sources[row], lines[row])),
        order: orders[row],
        customer: customers[row],
        courier: couriers[row],
        platform: None,
        parcels: 1,
        ordered: ordered[row],
        promised: promised[row],
        ship_by: ship_by[row],
        shipped: shipped[row],
        delivered: delivered[row],
    };
    let mut together: Vec<Shipment> = Vec::with_capacity(orders.len());
    // Per code of an order: its place among them, plus one.
    let mut places = vec![0_u32; scope.tables.codes.orders.len()];
    let mut on_the_way = Vec::new();
    for parcel in (0..orders.len()).map(shipment) {
        let place = parcel.order.and_then(|order| places.get_mut(order as usize));
        match place {
            Some(place) if *place > 0 => {
                let index = *place as usize - 1;
                if parcel.delivered.is_none() {
                    on_the_way.push(index);
                }
                together[index].take(&parcel);
            }
            place => {
                if parcel.delivered.is_none() {
                    on_the_way.push(together.len());
                }
                together.push(parcel);
                if let Some(place) = place {
                    *place = together.len() as u32;
                }
            }
        }
    }
    on_the_way.into_iter().for_each(|index| together[index].delivered = None);
    Ok(together)
}

/// What was claimed of one order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::analysis) struct Claims(u32);

impl Claims {
    pub(in crate::analysis) fn has(self, claim: Claim) -> bool {
        self.0 & (1 << claim.code()) != 0
    }

    /// Whether the buyer claims anything: that the shop had none is no claim of the buyer's.
    pub(in crate::analysis) fn any(self) -> bool {
        self.0 & !(1 << Claim::OutOfStock.code()) != 0
    }
}

/// The claims of each order with the day of the first, and how many name no known order.
pub(in crate::analysis) struct ClaimBook {
    pub(super) by_order: BTreeMap<Code, Claims>,
    pub(super) without_order: u64,
    /// Selling platforms of whose orders claims are told at all: silence about another platform is no praise.
    pub(super) platforms: BTreeSet<Code>,
    /// `T_end` of the claims; `None` where no file tells claims.
    pub(super) until: Option<Day>,
}

impl ClaimBook {
    pub(super) fn new(scope: &Scope<'_>, row_of: &[Option<u32>]) -> PolarsResult<Self> {
        use schema::returns as c;
        let frame = &scope.tables.returns;
        let orders = optional::<UInt32Type>(frame, c::ORDER)?;
        let days = optional::<Int32Type>(frame, c::REQUESTED_DAY)?;
        let kinds = values::<UInt32Type>(frame, c::CLAIM)?;
        let mut book =
            Self { by_order: BTreeMap::new(), without_order: 0, platforms: BTreeSet::new(), until: None };
        for (row, order) in orders.iter().enumerate() {
            let named = order.and_then(|code| row_of.get(code as usize).copied().flatten());
            book.platforms.extend(named.map(|own| scope.orders.platform[own as usize]));
            if days[row].is_some_and(|day| scope.spec.as_of.is_some_and(|end| Day(day) > end)) {
                continue;
            }
            match order.filter(|code| row_of.get(*code as usize).is_some_and(Option::is_some)) {
                Some(code) => book.by_order.entry(code).or_default().0 |= 1 << kinds[row].min(31),
                None => book.without_order += u64::from(scope.spec.covers(days[row].map(Day))),
            }
        }
        if frame.height() > 0 {
            // The end of the claims' own data: orders after it cannot have been complained about yet.
            let latest = days.iter().flatten().max().map(|day| Day(*day));
            book.until = scope.spec.as_of.or_else(|| until(scope, Table::Returns).max(latest));
        }
        Ok(book)
    }

    /// Whether claims about an order would be told: it is known, and its platform tells claims.
    pub(super) fn tells(&self, own: &Shipment) -> bool {
        own.platform.is_some_and(|platform| self.platforms.contains(&platform))
    }

    pub(super) fn of(&self, order: Option<Code>) -> Claims {
        order.and_then(|code| self.by_order.get(&code)).copied().unwrap_or_default()
    }
}

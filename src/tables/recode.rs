//! The codes of one part of a file as the codes of the whole: what each worker counts for itself is put together here. Never drops a name.

use super::codes::Room;
use super::identity::IdentityRoom;
use super::{Code, Codes, Handle, Identities, Interner, LineRow, OrderRow, OriginRow, ParcelRow, TouchRow};

/// What the codes of a part are among the codes of the whole.
#[derive(Clone, Debug)]
pub struct Recode {
    /// New codes of the part's orders, by their code in the part.
    pub orders: Vec<Code>,
    platforms: Vec<Code>,
    products: Vec<Code>,
    channels: Vec<Code>,
    currencies: Vec<Code>,
    couriers: Vec<Code>,
    coupons: Vec<Code>,
    places: Vec<Code>,
    origins: Vec<Code>,
    handles: Vec<Handle>,
}

/// Room for the codes of a part: as much as those of another part took.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartRoom {
    orders: Room,
    identities: IdentityRoom,
}

impl Codes {
    /// Codes of a part for which `room` is likely to do; for [`Self::absorb`] only, which finds out who is the same.
    pub fn with_room(room: PartRoom) -> Self {
        Self {
            orders: Interner::with_room(room.orders),
            identities: Identities::list_with_room(room.identities),
            ..Self::default()
        }
    }

    /// The room that they take.
    pub fn room(&self) -> PartRoom {
        PartRoom { orders: self.orders.room(), identities: self.identities.room() }
    }

    /// Takes the names of a part over, in their order, and says which codes they have now.
    pub fn absorb(&mut self, part: &Self) -> Recode {
        let orders = self.orders.absorb(&part.orders);
        self.absorb_others(part, orders)
    }

    /// As [`Self::absorb`], of a part whose orders are all new: whoever takes them over asks at the end whether they were
    /// ([`Interner::has_any_twice`]).
    pub fn absorb_new(&mut self, part: &Self) -> Recode {
        let first = self.orders.append(&part.orders);
        self.absorb_others(part, (first..self.orders.len() as Code).collect())
    }

    fn absorb_others(&mut self, part: &Self, orders: Vec<Code>) -> Recode {
        Recode {
            orders,
            platforms: self.platforms.absorb(&part.platforms),
            products: self.products.absorb(&part.products),
            channels: part.channels.iter().map(|channel| self.channel(channel)).collect(),
            currencies: part.currencies.iter().map(|currency| self.currency(*currency)).collect(),
            couriers: self.couriers.absorb(&part.couriers),
            coupons: self.coupons.absorb(&part.coupons),
            places: self.places.absorb(&part.places),
            origins: self.origins.absorb(&part.origins),
            handles: self.identities.absorb(&part.identities),
        }
    }
}

impl Recode {
    fn handle(&self, handle: Handle) -> Handle {
        self.handles[handle.code() as usize]
    }

    /// An order of the part with the codes of the whole.
    pub fn order(&self, row: OrderRow) -> OrderRow {
        OrderRow {
            order: self.orders[row.order as usize],
            platform: self.platforms[row.platform as usize],
            customer: row.customer.map(|handle| self.handle(handle)),
            channel: row.channel.get().map(|channel| self.channels[channel as usize]).into(),
            coupon: row.coupon.get().map(|coupon| self.coupons[coupon as usize]).into(),
            place: row.place.get().map(|place| self.places[place as usize]).into(),
            currency: self.currencies[row.currency as usize],
            ..row
        }
    }

    /// A line of the part with the codes of the whole.
    pub fn line(&self, row: LineRow) -> LineRow {
        LineRow {
            order: self.orders[row.order as usize],
            product: row.product.get().map(|product| self.products[product as usize]).into(),
            ..row
        }
    }

    /// A parcel of the part with the codes of the whole.
    pub fn parcel(&self, row: ParcelRow) -> ParcelRow {
        ParcelRow {
            order: row.order.map(|order| self.orders[order as usize]),
            customer: row.customer.map(|handle| self.handle(handle)),
            courier: row.courier.map(|courier| self.couriers[courier as usize]),
            ..row
        }
    }

    /// What an order of the part says about its channel, with the codes of the whole.
    pub fn origin(&self, row: &OriginRow) -> OriginRow {
        OriginRow {
            order: self.orders[row.order as usize],
            text: self.origins[row.text as usize],
            channel: row.channel.get().map(|channel| self.channels[channel as usize]).into(),
            ..row.clone()
        }
    }

    /// A contact of the part with the codes of the whole.
    pub fn touch(&self, row: TouchRow) -> TouchRow {
        TouchRow {
            customer: row.customer.map(|handle| self.handle(handle)),
            channel: self.channels[row.channel as usize],
            order: row.order.get().map(|order| self.orders[order as usize]).into(),
            ..row
        }
    }
}

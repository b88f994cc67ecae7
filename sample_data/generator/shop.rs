//! The people and orders of the invented shop, before any platform writes them down. Never knows a file format.

use crate::clock::Moment;

/// Where a customer came from, or what brought one order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Channel {
    /// The shop's page on Shopee.
    Shopee,
    /// Facebook and Instagram ads.
    Facebook,
    /// Google search ads and shopping ads.
    GoogleAds,
    /// Google search without an ad.
    GoogleOrganic,
    /// Messages of the shop's LINE account.
    Line,
    /// The newsletter.
    Newsletter,
    /// No trace.
    Direct,
}

impl Channel {
    /// Whether it is one of the web shop's channels.
    pub fn is_web_shop(self) -> bool {
        self != Self::Shopee
    }

    /// Chance of a second purchase within 90 days after a first one that went as usual.
    pub fn repeat_chance(self) -> f64 {
        match self {
            Self::Shopee => 0.175,
            Self::Facebook => 0.105,
            Self::GoogleAds => 0.385,
            Self::GoogleOrganic => 0.40,
            Self::Line => 0.38,
            Self::Newsletter => 0.42,
            Self::Direct => 0.23,
        }
    }
}

/// How a customer can be recognised.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// By e-mail address in the web shop, or by user name on Shopee.
    Known,
    /// A guest who left only a telephone number.
    PhoneOnly,
    /// A guest at a market stall: nothing at all.
    Nobody,
}

/// A customer.
pub struct Customer {
    /// First channel.
    pub origin: Channel,
    /// How they can be recognised.
    pub identity: Identity,
    /// Index into the given names.
    pub given: usize,
    /// Indexes into the halves of family names.
    pub family: (usize, usize),
    /// E-mail address, or user name on Shopee.
    pub key: String,
    /// Last four digits after 080-000.
    pub phone: i64,
    /// House number.
    pub house: i64,
    /// Index into the places.
    pub place: usize,
    /// Product they like best.
    pub favourite: usize,
    /// Drinks tea daily and orders like clockwork.
    pub regular: bool,
    /// Agreed to receive marketing.
    pub marketing: bool,
}

/// One line of an order.
pub struct Line {
    /// Index into the products.
    pub product: usize,
    /// Pieces.
    pub quantity: i64,
    /// Price of one piece in satang.
    pub price: i64,
}

/// What became of an order in the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// Delivered and kept.
    Kept,
    /// Cancelled by the buyer or for lack of payment on this day.
    Cancelled(i64),
    /// The parcel could not be handed over; cancelled on this day.
    Undelivered(i64),
    /// Sent back or refunded in full.
    Returned,
    /// A part refunded.
    PartlyRefunded,
    /// Never paid, still open.
    Unpaid,
}

impl Fate {
    /// Whether the customer did buy.
    pub fn is_purchase(self) -> bool {
        matches!(self, Self::Kept | Self::Returned | Self::PartlyRefunded)
    }
}

/// An order.
pub struct Order {
    /// Index of the customer.
    pub customer: usize,
    /// When it was placed.
    pub placed: Moment,
    /// Which purchase of the customer it is, from 0.
    pub nth: usize,
    /// What brought it.
    pub channel: Channel,
    /// Lines.
    pub lines: Vec<Line>,
    /// Discount code and amount in satang.
    pub discount: (&'static str, i64),
    /// Shipping paid by the buyer in satang.
    pub shipping: i64,
    /// What became of it.
    pub fate: Fate,
    /// When the parcel left.
    pub shipped: Moment,
    /// When it arrived.
    pub delivered: Moment,
    /// Whether it came clearly later than promised.
    pub late: bool,
    /// How the customer would answer from 0 to 10.
    pub score: i64,
}

impl Order {
    /// Sum of the lines in satang, before discount and shipping.
    pub fn gross(&self) -> i64 {
        self.lines.iter().map(|line| line.price * line.quantity).sum()
    }

    /// What the lines cost after the discount.
    pub fn subtotal(&self) -> i64 {
        self.gross() - self.discount.1
    }

    /// What the buyer pays.
    pub fn total(&self) -> i64 {
        self.subtotal() + self.shipping
    }
}

/// Customers and their orders by time.
pub struct Shop {
    /// Customers.
    pub customers: Vec<Customer>,
    /// Orders, oldest first.
    pub orders: Vec<Order>,
}

impl Shop {
    /// Orders of the web shop, oldest first.
    pub fn web_orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.iter().filter(|order| self.customers[order.customer].origin.is_web_shop())
    }

    /// Orders of the Shopee shop, oldest first.
    pub fn shopee_orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.iter().filter(|order| !self.customers[order.customer].origin.is_web_shop())
    }
}

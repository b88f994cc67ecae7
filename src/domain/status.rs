//! The one set of order statuses that every platform's words map to. Never parses those words.

use serde::{Deserialize, Serialize};

/// What became of an order (METRICS, section 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Paid, shipped, delivered or completed, possibly refunded in part.
    Valid,
    /// Not paid yet, or cash on delivery that has not been delivered.
    Pending,
    /// Cancelled, failed, draft, test, voided or expired: left out of everything.
    Cancelled,
    /// Bought and fully refunded: stays a purchase, its value is reduced by the refund.
    Refunded,
    /// Bought and sent back: stays a purchase, its value is reduced by the refund.
    Returned,
}

impl OrderStatus {
    /// All statuses, in code order.
    pub const ALL: [Self; 5] = [Self::Valid, Self::Pending, Self::Cancelled, Self::Refunded, Self::Returned];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Pending => "pending",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::Returned => "returned",
        }
    }

    /// Integer code in the orders table; the inverse of [`Self::from_code`].
    pub fn code(self) -> u32 {
        self as u32
    }

    /// Status for an integer code of the orders table.
    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }

    /// Whether the customer did buy: a later refund or return does not undo the purchase.
    pub fn is_purchase(self) -> bool {
        matches!(self, Self::Valid | Self::Refunded | Self::Returned)
    }
}

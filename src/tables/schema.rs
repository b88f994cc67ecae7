//! Column names of the canonical tables, with type and unit. Never a row, never a value.
//!
//! Types: codes are `UInt32`, days and months `Int32`, counts and money `Int64`; a column is nullable only where its line says so.

/// Columns of `orders`.
pub mod orders {
    /// `UInt32`: order code, unique in the table.
    pub const ORDER: &str = "order";
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line of the order's first record in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`: platform code.
    pub const PLATFORM: &str = "platform";
    /// `UInt32`, nullable: customer code; null for an anonymous order.
    pub const CUSTOMER: &str = "customer";
    /// `UInt32`, nullable: identity handle, what the order itself says about its customer; null when it says nothing.
    pub const HANDLE: &str = "handle";
    /// `Int32`: day of the order in the reporting zone, days since 1970-01-01.
    pub const DAY: &str = "day";
    /// `Int32`, nullable: second of that day; null when the export gives days only.
    pub const SECOND: &str = "second";
    /// `Int32`: month index, year x 12 + month - 1.
    pub const MONTH: &str = "month";
    /// `UInt32`: [`crate::domain::OrderStatus::code`].
    pub const STATUS: &str = "status";
    /// `UInt32`, nullable: channel code of the source written in the order; null when unattributed.
    pub const CHANNEL: &str = "channel";
    /// `UInt32`: currency code.
    pub const CURRENCY: &str = "currency";
    /// `Int64`, minor units: the order total as exported.
    pub const TOTAL_MINOR: &str = "total_minor";
    /// `Int64`, minor units: list price x quantity.
    pub const GROSS_MINOR: &str = "gross_minor";
    /// `Int64`, minor units: gross - discounts - refunds (order basis; no tax, no shipping).
    pub const NET_MINOR: &str = "net_minor";
    /// `Int64`, minor units: what the customer paid and did not get back.
    pub const COLLECTED_MINOR: &str = "collected_minor";
    /// `Int64`, minor units: refunded amount, not negative.
    pub const REFUNDED_MINOR: &str = "refunded_minor";
}

/// Columns of `lines`.
pub mod lines {
    /// `UInt32`: order code.
    pub const ORDER: &str = "order";
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: product code.
    pub const PRODUCT: &str = "product";
    /// `Int64`: units of the product.
    pub const QUANTITY: &str = "quantity";
    /// `Int64`, minor units: price of the line after line discounts.
    pub const NET_MINOR: &str = "net_minor";
}

/// Columns of `ad_days`.
pub mod ads {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`: platform code.
    pub const PLATFORM: &str = "platform";
    /// `UInt32`: channel code.
    pub const CHANNEL: &str = "channel";
    /// `UInt32`, nullable: campaign code.
    pub const CAMPAIGN: &str = "campaign";
    /// `Int32`, nullable: first day the row covers; null when the report states no dates.
    pub const FIRST_DAY: &str = "first_day";
    /// `Int32`, nullable: last day the row covers; equals the first for a daily row.
    pub const LAST_DAY: &str = "last_day";
    /// `UInt32`: currency code.
    pub const CURRENCY: &str = "currency";
    /// `Int64`, nullable, minor units: spend.
    pub const SPEND_MINOR: &str = "spend_minor";
    /// `Int64`, nullable: impressions.
    pub const IMPRESSIONS: &str = "impressions";
    /// `Int64`, nullable: people reached. Never summed over rows.
    pub const REACH: &str = "reach";
    /// `Int64`, nullable: link clicks, or all clicks where the platform reports no link clicks.
    pub const CLICKS: &str = "clicks";
    /// `Int64`, nullable, hundredths (platforms claim fractions): orders the platform claims.
    pub const CLAIMED_ORDERS_CENTI: &str = "claimed_orders_centi";
    /// `Int64`, nullable, minor units: order value the platform claims.
    pub const CLAIMED_VALUE_MINOR: &str = "claimed_value_minor";
}

/// Columns of `touches`.
pub mod touches {
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`: day, days since 1970-01-01.
    pub const DAY: &str = "day";
    /// `Int32`, nullable: second of the day.
    pub const SECOND: &str = "second";
    /// `UInt32`: channel code.
    pub const CHANNEL: &str = "channel";
    /// `UInt32`, nullable: code of the order in which the contact is recorded.
    pub const ORDER: &str = "order";
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
}

/// Columns of `answers`.
pub mod answers {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`, nullable: day of the answer.
    pub const DAY: &str = "day";
    /// `Int32`, nullable: month index of the answer.
    pub const MONTH: &str = "month";
    /// `Int32`: score 0-10.
    pub const SCORE: &str = "score";
}

/// Columns of `reviews`.
pub mod reviews {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`, nullable: day of the review.
    pub const DAY: &str = "day";
    /// `Int32`: stars 1-5.
    pub const STARS: &str = "stars";
}

/// Columns of `tickets`.
pub mod tickets {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`: day the ticket was opened.
    pub const OPENED_DAY: &str = "opened_day";
    /// `Int32`, nullable: day the ticket was resolved; null while open.
    pub const RESOLVED_DAY: &str = "resolved_day";
}

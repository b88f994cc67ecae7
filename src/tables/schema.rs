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
    /// `UInt32`, nullable: code of the coupon or discount code that the order names; several stand as the export writes them.
    pub const COUPON: &str = "coupon";
    /// `UInt32`, nullable: code of the place that it was sent to (province, else state or city); never an address.
    pub const PLACE: &str = "place";
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

/// Columns of `origins`.
pub mod origins {
    /// `UInt32`: order code.
    pub const ORDER: &str = "order";
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: [`crate::domain::OriginRule::code`]: the kind of sign.
    pub const RULE: &str = "rule";
    /// `UInt32`: code of what it says, among `Codes::origins`.
    pub const TEXT: &str = "text";
    /// `UInt32`, nullable: code of the channel that it names; null where no rule knows one.
    pub const CHANNEL: &str = "channel";
}

/// Columns of `answers`.
pub mod answers {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`, nullable: day of the answer.
    pub const DAY: &str = "day";
    /// `Int32`, nullable: month index of the answer.
    pub const MONTH: &str = "month";
    /// `Int32`, nullable: score 0-10; null where the survey asks for none or the answer is no score.
    pub const SCORE: &str = "score";
    /// `Int32`, nullable: how satisfied, from 1 to the top of its scale.
    pub const SATISFACTION: &str = "satisfaction";
    /// `Int32`, nullable: the top of that scale, 5 or 7; null where `satisfaction` is.
    pub const SCALE: &str = "scale";
    /// `UInt32`, nullable: code of what was written with it.
    pub const COMMENT: &str = "comment";
}

/// Columns of `reviews`.
pub mod reviews {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`, nullable: day of the review.
    pub const DAY: &str = "day";
    /// `Int32`: stars 1-5.
    pub const STARS: &str = "stars";
    /// `UInt32`, nullable: code of what was written with it.
    pub const COMMENT: &str = "comment";
}

/// Columns of `tickets`. A help desk's ticket is a row. A chat has no tickets: its rows are spells, each opened by a message of
/// the customer that comes first or more than 24 hours after the last message of the conversation, from whomever. A spell is never
/// resolved: nobody closes a chat.
pub mod tickets {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`: platform code.
    pub const PLATFORM: &str = "platform";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `UInt32`, nullable: code of the channel that the customer wrote through; null where no rule names it.
    pub const CHANNEL: &str = "channel";
    /// `UInt32`, nullable: topic code (tag or type of the ticket).
    pub const TOPIC: &str = "topic";
    /// `Int32`: day the ticket was opened.
    pub const OPENED_DAY: &str = "opened_day";
    /// `Int32`, nullable: second of that day.
    pub const OPENED_SECOND: &str = "opened_second";
    /// `Int32`, nullable: day of the first reply by a person; null while there is none or nobody tells.
    pub const REPLIED_DAY: &str = "replied_day";
    /// `Int32`, nullable: second of that day.
    pub const REPLIED_SECOND: &str = "replied_second";
    /// `Int32`, nullable: day the ticket was resolved; null while open.
    pub const RESOLVED_DAY: &str = "resolved_day";
    /// `Int32`, nullable: second of that day.
    pub const RESOLVED_SECOND: &str = "resolved_second";
    /// `Int64`, nullable: how often the ticket was opened again.
    pub const REOPENS: &str = "reopens";
}

/// Columns of `messages`. The text is never kept.
pub mod messages {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`: platform code.
    pub const PLATFORM: &str = "platform";
    /// `UInt32`: conversation code.
    pub const CONVERSATION: &str = "conversation";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`: day of the message.
    pub const DAY: &str = "day";
    /// `Int32`, nullable: second of that day.
    pub const SECOND: &str = "second";
    /// `UInt32`: [`crate::domain::Sender::code`].
    pub const SENDER: &str = "sender";
    /// `Int64`: length of the text.
    pub const CHARACTERS: &str = "characters";
}

/// Columns of `referrals`.
pub mod referrals {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`: channel code.
    pub const CHANNEL: &str = "channel";
    /// `UInt32`, nullable: customer who recommends.
    pub const CUSTOMER: &str = "customer";
    /// `UInt32`, nullable: customer who followed the recommendation; null in a report that only counts them.
    pub const FRIEND: &str = "friend";
    /// `Int32`, nullable: day of the purchase that followed.
    pub const DAY: &str = "day";
    /// `Int64`: purchases that followed; 0 for a recommendation that led to none.
    pub const PURCHASES: &str = "purchases";
    /// `UInt32`: currency code.
    pub const CURRENCY: &str = "currency";
    /// `Int64`, nullable, minor units: value of those purchases.
    pub const VALUE_MINOR: &str = "value_minor";
}

/// Columns of `parcels`.
pub mod parcels {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`, nullable: code of the order in the parcel.
    pub const ORDER: &str = "order";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `UInt32`, nullable: courier code.
    pub const COURIER: &str = "courier";
    /// `Int32`, nullable: day of the order.
    pub const ORDERED_DAY: &str = "ordered_day";
    /// `Int32`, nullable: day by which delivery to the buyer was promised.
    pub const PROMISED_DAY: &str = "promised_day";
    /// `Int32`, nullable: day by which the hand-over to the courier was promised, as marketplaces do.
    pub const SHIP_BY_DAY: &str = "ship_by_day";
    /// `Int32`, nullable: day of hand-over to the courier.
    pub const SHIPPED_DAY: &str = "shipped_day";
    /// `Int32`, nullable: day of delivery; null while on the way.
    pub const DELIVERED_DAY: &str = "delivered_day";
}

/// Columns of `returns`.
pub mod returns {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`, nullable: code of the order.
    pub const ORDER: &str = "order";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `UInt32`, nullable: product code.
    pub const PRODUCT: &str = "product";
    /// `Int32`, nullable: day of the request.
    pub const REQUESTED_DAY: &str = "requested_day";
    /// `Int32`, nullable: day on which the money was paid back.
    pub const REFUNDED_DAY: &str = "refunded_day";
    /// `UInt32`: [`crate::domain::Claim::code`].
    pub const CLAIM: &str = "claim";
    /// `Int64`, nullable: units sent back.
    pub const QUANTITY: &str = "quantity";
    /// `UInt32`: currency code.
    pub const CURRENCY: &str = "currency";
    /// `Int64`, nullable, minor units: money paid back.
    pub const REFUND_MINOR: &str = "refund_minor";
}

/// Columns of `carts`.
pub mod carts {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `UInt32`, nullable: code of the order that the cart became, where the export names it.
    pub const ORDER: &str = "order";
    /// `Int32`: day on which the cart was filled.
    pub const CREATED_DAY: &str = "created_day";
    /// `Int32`, nullable: day on which it became an order, where the export tells.
    pub const COMPLETED_DAY: &str = "completed_day";
    /// `Int32`, nullable: day on which the customer was reminded of it.
    pub const REMINDED_DAY: &str = "reminded_day";
    /// `UInt32`: currency code.
    pub const CURRENCY: &str = "currency";
    /// `Int64`, nullable, minor units: what lies in it.
    pub const VALUE_MINOR: &str = "value_minor";
}

/// Columns of `web_days`. Counts of a web statistic; rows of two cuts count the same visits and are never added.
pub mod web_days {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`: platform code.
    pub const PLATFORM: &str = "platform";
    /// `UInt32`: [`super::super::WebCut::code`]: by what the rows split what they count.
    pub const CUT: &str = "cut";
    /// `UInt32`, nullable: channel code, in rows cut by channel.
    pub const CHANNEL: &str = "channel";
    /// `Int32`, nullable: first day the row covers.
    pub const FIRST_DAY: &str = "first_day";
    /// `Int32`, nullable: last day the row covers.
    pub const LAST_DAY: &str = "last_day";
    /// `Int64`, nullable: sessions.
    pub const SESSIONS: &str = "sessions";
    /// `Int64`, nullable: users. Never summed over rows.
    pub const USERS: &str = "users";
    /// `Int64`, nullable: users who came for the first time.
    pub const NEW_USERS: &str = "new_users";
    /// `Int64`, nullable: sessions in which something was put into a cart.
    pub const CARTS: &str = "carts";
    /// `Int64`, nullable: sessions that reached the checkout.
    pub const CHECKOUTS: &str = "checkouts";
    /// `Int64`, nullable: sessions that completed it.
    pub const PURCHASES: &str = "purchases";
}

/// Columns of `campaigns`.
pub mod campaigns {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`: platform code.
    pub const PLATFORM: &str = "platform";
    /// `UInt32`: channel code.
    pub const CHANNEL: &str = "channel";
    /// `UInt32`, nullable: campaign code.
    pub const CAMPAIGN: &str = "campaign";
    /// `Int32`, nullable: day of sending.
    pub const SENT_DAY: &str = "sent_day";
    /// `Int64`, nullable: addresses it was sent to.
    pub const RECIPIENTS: &str = "recipients";
    /// `Int64`, nullable: addresses that received it.
    pub const DELIVERED: &str = "delivered";
    /// `Int64`, nullable: recipients who opened it.
    pub const OPENS: &str = "opens";
    /// `Int64`, nullable: recipients who clicked in it.
    pub const CLICKS: &str = "clicks";
    /// `Int64`, nullable: recipients who unsubscribed.
    pub const UNSUBSCRIBES: &str = "unsubscribes";
    /// `Int64`, nullable: orders that the platform claims.
    pub const ORDERS: &str = "orders";
    /// `UInt32`: currency code.
    pub const CURRENCY: &str = "currency";
    /// `Int64`, nullable, minor units: order value that the platform claims.
    pub const REVENUE_MINOR: &str = "revenue_minor";
}

/// Columns of `customers`. What a platform says about its customers; never mixed with what the orders say.
pub mod customers {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: key code, the same in every export that brings the row again.
    pub const KEY: &str = "key";
    /// `UInt32`, nullable: customer code.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`, nullable: day the platform first knew the customer.
    pub const SINCE_DAY: &str = "since_day";
    /// `Int64`, nullable: orders of the customer.
    pub const ORDERS: &str = "orders";
    /// `UInt32`: currency code.
    pub const CURRENCY: &str = "currency";
    /// `Int64`, nullable, minor units: money spent by the customer.
    pub const SPENT_MINOR: &str = "spent_minor";
    /// `Boolean`, nullable: whether the customer takes e-mails.
    pub const SUBSCRIBED: &str = "subscribed";
}

/// Columns of `events`. Sorted by customer and time; events of the same second in the order of their file.
pub mod events {
    /// `UInt32`: index of the source file.
    pub const SOURCE: &str = "source";
    /// `UInt32`: line in its file, from 1.
    pub const LINE: &str = "line";
    /// `UInt32`, nullable: customer code; null where the rules in use know nobody.
    pub const CUSTOMER: &str = "customer";
    /// `Int32`: day of the event.
    pub const DAY: &str = "day";
    /// `Int32`, nullable: second of that day.
    pub const SECOND: &str = "second";
    /// `UInt32`: event code.
    pub const EVENT: &str = "event";
    /// `UInt32`, nullable: session code.
    pub const SESSION: &str = "session";
    /// `UInt32`, nullable: code of the value that funnels are broken down by.
    pub const PROPERTY: &str = "property";
}

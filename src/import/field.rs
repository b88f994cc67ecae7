//! The fields that columns of exports are taken for. Never says which header means which field: profiles do.

use serde::{Deserialize, Serialize};

/// What a column means. Names are those of the profile files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation; units are those of the canonical tables")]
pub enum Field {
    // Orders.
    OrderId,
    OrderedAt,
    OrderedTime,
    OrderedZone,
    PaidAt,
    CancelledAt,
    Status,
    ReturnStatus,
    PaymentMethod,
    Currency,
    Total,
    Subtotal,
    Discount,
    Shipping,
    Tax,
    Refunded,
    Email,
    Phone,
    CustomerId,
    CustomerName,
    Product,
    Quantity,
    ReturnedQuantity,
    ListPrice,
    UnitPrice,
    LineTotal,
    Source,
    Attributes,
    Medium,
    LandingPage,
    Referrer,
    Coupon,
    SelfReport,
    TouchedAt,
    Platform,
    SalesChannel,
    RecordType,
    RefundOf,
    Basket,
    ShippingTax,
    ShippingDiscount,
    GiftWrap,
    GiftWrapTax,
    Place,
    // Ads.
    Day,
    FirstDay,
    LastDay,
    Campaign,
    CampaignType,
    Spend,
    Impressions,
    Reach,
    LinkClicks,
    Clicks,
    ClaimedOrders,
    ClaimedValue,
    ResultCount,
    ResultType,
    AdSet,
    Ad,
    // Answers, reviews, referrals; the id is that of a record in any of the tables below.
    RecordId,
    Score,
    Satisfaction,
    AnsweredAt,
    Stars,
    ReviewedAt,
    ReviewStatus,
    Comment,
    ReferredAt,
    FriendEmail,
    // Tickets and messages.
    OpenedAt,
    RepliedAt,
    ResolvedAt,
    ReplySeconds,
    ReplyMinutes,
    ReplyHours,
    ResolutionSeconds,
    ResolutionMinutes,
    ResolutionHours,
    Reopens,
    Topic,
    ConversationId,
    MessageId,
    SentAt,
    SentTime,
    SenderType,
    SenderName,
    MessageText,
    // Web statistics and campaigns.
    WebLabel,
    NthDay,
    Sessions,
    Users,
    NewUsers,
    Carts,
    Checkouts,
    Purchases,
    Recipients,
    Delivered,
    Opens,
    Unsubscribes,
    // Parcels, returns and carts.
    Courier,
    PromisedAt,
    ShipBy,
    ShippedAt,
    DeliveredAt,
    RequestedAt,
    RefundedAt,
    ReturnReason,
    CartAt,
    CompletedAt,
    RemindedAt,
    // Customer lists and event logs.
    CustomerSince,
    OrderCount,
    Spent,
    Subscribed,
    EventAt,
    Event,
    SessionId,
    Property,
    HeldFirst,
    HeldSecond,
    HeldThird,
}

impl Field {
    /// The field of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name)).ok()
    }

    /// Name as in the profile files.
    pub fn name(self) -> String {
        let debug = format!("{self:?}");
        let mut name = String::with_capacity(debug.len() + 4);
        for (index, character) in debug.char_indices() {
            if character.is_ascii_uppercase() && index > 0 {
                name.push('_');
            }
            name.push(character.to_ascii_lowercase());
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_called_as_in_the_files() {
        assert_eq!(Field::ClaimedOrders.name(), "claimed_orders");
        assert_eq!(Field::Day.name(), "day");
    }
}

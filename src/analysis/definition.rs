//! The names of the definitions behind the figures. Never holds their texts (those are in `assets/locales/definitions.yml`).

use serde::{Deserialize, Serialize};

/// Which definition a figure follows. The texts of its card are in the locale files under `definition.<id>.*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DefinitionId {
    /// Awareness: impressions.
    #[serde(rename = "J1")]
    Awareness,
    /// Consideration: clicks.
    #[serde(rename = "J2")]
    Consideration,
    /// Purchase: customers with a valid order.
    #[serde(rename = "J3")]
    Purchase,
    /// Retention: customers with a second purchase occasion.
    #[serde(rename = "J4")]
    Retention,
    /// Advocacy: promoters and reviewers of 4-5 stars.
    #[serde(rename = "J5")]
    Advocacy,
    /// Clicks per impression.
    #[serde(rename = "J12")]
    ClickThrough,
    /// Customers per click: a yield across the boundary.
    #[serde(rename = "J23")]
    PurchaseYield,
    /// Share of buyers in the period who came back.
    #[serde(rename = "J34")]
    CameBack,
    /// Share of returning customers known to recommend.
    #[serde(rename = "J45")]
    Recommend,
    /// What a leak costs per month, by the own best month.
    #[serde(rename = "LEK")]
    Leak,
    /// Repeat purchase to date.
    #[serde(rename = "RP1")]
    RepeatToDate,
    /// Returning customers among a month's customers.
    #[serde(rename = "RP2")]
    ReturningShare,
    /// Purchases by earlier buyers among a period's purchases.
    #[serde(rename = "RP3")]
    ReturningOrders,
    /// Repeat purchase within N days, mature customers.
    #[serde(rename = "RP4")]
    RepeatWithin,
    /// Repeat purchase, Kaplan-Meier.
    #[serde(rename = "RP5")]
    RepeatKaplanMeier,
    /// From one purchase to the next.
    #[serde(rename = "LAD")]
    Ladder,
    /// Repeat purchase by group.
    #[serde(rename = "RPG")]
    RepeatGroups,
    /// Another definition's repeat rate, translated into ours.
    #[serde(rename = "TRL")]
    Translator,
    /// Calendar-month cohorts, first-time, "on".
    #[serde(rename = "COH")]
    Cohort,
    /// The same cohorts by 30-day periods.
    #[serde(rename = "COR")]
    RollingCohort,
    /// Money of a cohort, on order and cash basis.
    #[serde(rename = "COM")]
    CohortMoney,
    /// Net revenue by month, order basis.
    #[serde(rename = "REV")]
    Revenue,
    /// Event funnels: who did the steps, in order, in time.
    #[serde(rename = "PTH")]
    Path,
    /// Which way customers go, step by step.
    #[serde(rename = "FLW")]
    Flow,
    /// What the order files say, whatever an order's status.
    #[serde(rename = "ORD")]
    Orders,
    /// Who counts as one customer.
    #[serde(rename = "IDN")]
    Identity,
    /// Recency, frequency and monetary value.
    #[serde(rename = "RFM")]
    Rfm,
    /// Ad channel figures.
    #[serde(rename = "CHA")]
    Channel,
    /// Net promoter score.
    #[serde(rename = "NPS")]
    Nps,
    /// Net promoter score of one group against the rest.
    #[serde(rename = "NPG")]
    NpsGroup,
    /// Who answered, against who bought.
    #[serde(rename = "RSP")]
    Response,
    /// Topics and circumstances of answers against their scores.
    #[serde(rename = "DRV")]
    Driver,
    /// What promoters, passives and detractors bought after they answered.
    #[serde(rename = "NPL")]
    LaterPurchase,
    /// How people felt at each stage.
    #[serde(rename = "EMO")]
    Emotion,
    /// How satisfied people say they are.
    #[serde(rename = "CSA")]
    Csat,
    /// Stars of reviews.
    #[serde(rename = "STA")]
    Stars,
    /// What ad platforms claim against what the shop's orders carry.
    #[serde(rename = "OVC")]
    OverClaim,
    /// Channels by stage.
    #[serde(rename = "CXS")]
    ChannelStages,
    /// A difference of two periods or of two groups of customers.
    #[serde(rename = "CMP")]
    Comparison,
    /// How soon requests are answered.
    #[serde(rename = "SVR")]
    ServiceReply,
    /// How soon requests are solved, and for good.
    #[serde(rename = "SVS")]
    ServiceResolution,
    /// Customers who come back with the same issue.
    #[serde(rename = "SVI")]
    SameIssue,
    /// What requests are about.
    #[serde(rename = "SVC")]
    Complaints,
    /// Requests per open hour.
    #[serde(rename = "SVH")]
    BusyHours,
    /// People that an hour needs.
    #[serde(rename = "SVP")]
    Staffing,
    /// What customers did after one experience, against others.
    #[serde(rename = "EFF")]
    Effect,
    /// Delivered in time.
    #[serde(rename = "DLV")]
    OnTime,
    /// Orders with a claim.
    #[serde(rename = "DLC")]
    Claims,
    /// Orders in which everything was right.
    #[serde(rename = "DLP")]
    PerfectOrder,
    /// When orders come.
    #[serde(rename = "DMD")]
    Demand,
    /// Abandoned carts.
    #[serde(rename = "CRT")]
    Cart,
    /// What a change would bring.
    #[serde(rename = "WIF")]
    WhatIf,
    /// A statement checked against later data.
    #[serde(rename = "HYP")]
    Hypothesis,
    /// What the ads cost against what the shop took.
    #[serde(rename = "RPS")]
    Efficiency,
    /// What a new customer costs.
    #[serde(rename = "CAC")]
    CustomerCost,
    /// What a month's customers bring against what they cost.
    #[serde(rename = "LTC")]
    LifetimeToCost,
    /// Which sign says where an order comes from.
    #[serde(rename = "ORG")]
    Origin,
    /// Which channels an order is credited to.
    #[serde(rename = "ATT")]
    Attribution,
    /// What customers have brought up to a horizon.
    #[serde(rename = "LTV")]
    HistoricalValue,
    /// What customers may still bring.
    #[serde(rename = "BTY")]
    Prediction,
    /// Customers who should have bought again by now.
    #[serde(rename = "OVD")]
    Overdue,
}

impl DefinitionId {
    /// All definitions, in the order of the journey.
    pub const ALL: [Self; 61] = [
        Self::Awareness,
        Self::Consideration,
        Self::Purchase,
        Self::Retention,
        Self::Advocacy,
        Self::ClickThrough,
        Self::PurchaseYield,
        Self::CameBack,
        Self::Recommend,
        Self::Leak,
        Self::RepeatToDate,
        Self::ReturningShare,
        Self::ReturningOrders,
        Self::RepeatWithin,
        Self::RepeatKaplanMeier,
        Self::Ladder,
        Self::RepeatGroups,
        Self::Translator,
        Self::Cohort,
        Self::RollingCohort,
        Self::CohortMoney,
        Self::Revenue,
        Self::Path,
        Self::Flow,
        Self::Orders,
        Self::Identity,
        Self::Rfm,
        Self::Channel,
        Self::Nps,
        Self::NpsGroup,
        Self::Response,
        Self::Driver,
        Self::LaterPurchase,
        Self::Emotion,
        Self::Csat,
        Self::Stars,
        Self::OverClaim,
        Self::ChannelStages,
        Self::Comparison,
        Self::ServiceReply,
        Self::ServiceResolution,
        Self::SameIssue,
        Self::Complaints,
        Self::BusyHours,
        Self::Staffing,
        Self::Effect,
        Self::OnTime,
        Self::Claims,
        Self::PerfectOrder,
        Self::Demand,
        Self::Cart,
        Self::WhatIf,
        Self::Hypothesis,
        Self::Efficiency,
        Self::CustomerCost,
        Self::LifetimeToCost,
        Self::Origin,
        Self::Attribution,
        Self::HistoricalValue,
        Self::Prediction,
        Self::Overdue,
    ];

    /// The id as printed beside a figure.
    pub fn id(self) -> &'static str {
        IDS[self as usize]
    }
}

/// Ids in the order of the variants; a test holds them to the saved ones.
const IDS: [&str; DefinitionId::ALL.len()] = [
    "J1", "J2", "J3", "J4", "J5", "J12", "J23", "J34", "J45", "LEK", "RP1", "RP2", "RP3", "RP4", "RP5",
    "LAD", "RPG", "TRL", "COH", "COR", "COM", "REV", "PTH", "FLW", "ORD", "IDN", "RFM", "CHA", "NPS", "NPG",
    "RSP", "DRV", "NPL", "EMO", "CSA", "STA", "OVC", "CXS", "CMP", "SVR", "SVS", "SVI", "SVC", "SVH", "SVP",
    "EFF", "DLV", "DLC", "DLP", "DMD", "CRT", "WIF", "HYP", "RPS", "CAC", "LTC", "ORG", "ATT", "LTV", "BTY",
    "OVD",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_has_a_whole_card_in_both_languages() {
        let parts = ["name", "formula", "numerator", "denominator", "left_out", "interval", "source"];
        for (id, part) in DefinitionId::ALL.iter().flat_map(|id| parts.map(|part| (id.id(), part))) {
            let key = format!("definition.{id}.{part}");
            let (english, thai) = (rust_i18n::t!(&key, locale = "en"), rust_i18n::t!(&key, locale = "th"));
            assert!(!english.contains("definition."), "{key} has no text");
            assert!(thai != english && !thai.contains("definition."), "{key} has no Thai text");
        }
    }

    #[test]
    fn the_printed_id_is_the_saved_one() {
        for definition in DefinitionId::ALL {
            assert_eq!(serde_json::to_value(definition).expect("JSON"), definition.id());
        }
    }
}

//! Recency, frequency and monetary value as an analysis says them. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;

/// Marketing RFM: each buyer scored 1 to 5 (5 best) by days since the last occasion, number of occasions and net value.
///
/// Not the recency and frequency of repeat-buying models, which count repeat occasions only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rfm {
    /// Customers with an occasion in the period.
    pub customers: u64,
    /// How frequency is scored.
    pub frequency_scale: FrequencyScale,
    /// Customers per combination of scores, best first; combinations without customers are left out.
    pub groups: Vec<RfmGroup>,
    /// The same customers in ten named segments (all but those without an order), best first.
    pub segments: Vec<RfmSegmentCount>,
    /// RFM.
    pub definition: DefinitionId,
}

/// Customers with the same recency and frequency score, whatever they spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RfmPlace {
    /// Recency score.
    pub r: u8,
    /// Frequency score.
    pub f: u8,
    /// Customers.
    pub customers: u64,
    /// Their net value in the period.
    pub net_minor: i64,
}

/// How frequency is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrequencyScale {
    /// By fifths of the customers.
    Quintiles,
    /// 1, 2, 3, 4-5, 6 and more: more than 60 % bought once, so that fifths cannot be told apart.
    FixedCuts,
}

/// Customers with the same three scores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RfmGroup {
    /// Recency score.
    pub r: u8,
    /// Frequency score.
    pub f: u8,
    /// Monetary score.
    pub m: u8,
    /// Customers.
    pub customers: u64,
    /// Their net value in the period.
    pub net_minor: i64,
}

/// Customers of one named segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RfmSegmentCount {
    /// The segment.
    pub segment: RfmSegment,
    /// Customers.
    pub customers: u64,
    /// Their net value in the period.
    pub net_minor: i64,
}

/// Named segments over recency R and FM = (F + M) / 2, after the groups that Shopify names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's; the rule is RfmSegment::of")]
pub enum RfmSegment {
    Champions,
    Loyal,
    Active,
    New,
    Promising,
    NeedsAttention,
    AtRisk,
    PreviouslyLoyal,
    AlmostLost,
    Dormant,
}

impl RfmSegment {
    /// All segments, best first.
    pub const ALL: [Self; 10] = [
        Self::Champions,
        Self::Loyal,
        Self::Active,
        Self::New,
        Self::Promising,
        Self::NeedsAttention,
        Self::AtRisk,
        Self::PreviouslyLoyal,
        Self::AlmostLost,
        Self::Dormant,
    ];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::Active => "active",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedsAttention => "needs_attention",
            Self::AtRisk => "at_risk",
            Self::PreviouslyLoyal => "previously_loyal",
            Self::AlmostLost => "almost_lost",
            Self::Dormant => "dormant",
        }
    }

    /// The segment of a recency score and the sum of frequency and monetary score (2 to 10, twice the FM of the definition).
    pub fn of(r: u8, f_plus_m: u8) -> Self {
        match (r, f_plus_m) {
            (5, 9..) => Self::Champions,
            (4.., 7..) => Self::Loyal,
            (4.., 5..) => Self::Active,
            (5, _) => Self::New,
            (4, _) => Self::Promising,
            (3, 5..) => Self::NeedsAttention,
            (3, _) => Self::AlmostLost,
            (_, 9..) => Self::PreviouslyLoyal,
            (_, 5..) => Self::AtRisk,
            _ => Self::Dormant,
        }
    }
}

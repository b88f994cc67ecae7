//! The five stages of the journey. Says what they are called and in which order; never counts anything.

use serde::{Deserialize, Serialize};

/// A stage of the customer journey, in the order a customer passes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// การรับรู้: who saw us (ad impressions, search impressions).
    Awareness,
    /// การพิจารณา: who looked closer (link clicks, sessions).
    Consideration,
    /// การซื้อ: who bought (customers with a valid order).
    Purchase,
    /// การรักษาลูกค้า: who came back (customers with a second purchase occasion).
    Retention,
    /// การบอกต่อ: who recommends us (NPS 9-10, reviews of 4-5 stars).
    Advocacy,
}

impl Stage {
    /// All stages, first to last.
    pub const ALL: [Self; 5] =
        [Self::Awareness, Self::Consideration, Self::Purchase, Self::Retention, Self::Advocacy];

    /// Stable machine name, as in the JSON of the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Awareness => "awareness",
            Self::Consideration => "consideration",
            Self::Purchase => "purchase",
            Self::Retention => "retention",
            Self::Advocacy => "advocacy",
        }
    }

    /// Whether the stage is counted in people (from the orders file) rather than in events
    /// that ad platforms report and that may repeat people.
    pub fn counts_people(self) -> bool {
        self >= Self::Purchase
    }
}

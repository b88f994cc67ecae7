//! What ads cost in each month. Never computes, never spreads a row over months.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use crate::domain::{Currency, Direction, MonthIndex};

/// Ad rows of the period by month: of each channel, and of each campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdMonths {
    /// One line per channel and currency, highest spend first.
    pub channels: Vec<AdLine>,
    /// One line per campaign of a channel and currency, highest spend first; the largest of them.
    pub campaigns: Vec<AdLine>,
    /// Campaigns that are not listed.
    pub more_campaigns: u64,
    /// Months that the reports cover from the first day to the last; the others are not over, or not reported as a whole.
    pub complete: Vec<MonthIndex>,
    /// Rows that cover days of several months, or none: they are in the sums and in no month.
    pub across_months: u64,
}

/// A channel or campaign over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdLine {
    /// The channel.
    pub channel: String,
    /// The campaign; `None` for the channel as a whole.
    pub campaign: Option<String>,
    /// Push or pull.
    pub kind: Direction,
    /// Currency of the amounts; `None` where the export names none.
    pub currency: Option<Currency>,
    /// Sums of all its rows in the period.
    #[serde(flatten)]
    pub sums: AdSums,
    /// Months that have rows, the first first.
    pub months: Vec<AdMonth>,
    /// CHA.
    pub definition: DefinitionId,
}

/// A month of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdMonth {
    /// The month.
    pub month: MonthIndex,
    /// Its sums.
    #[serde(flatten)]
    pub sums: AdSums,
}

/// What rows report together; `None` where no row reports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdSums {
    /// Spend.
    pub spend_minor: Option<i64>,
    /// Impressions.
    pub impressions: Option<u64>,
    /// Clicks.
    pub clicks: Option<u64>,
}

impl AdSums {
    /// Both together; what one does not report is what the other does.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let counts = |one: Option<u64>, other: Option<u64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
        let spend_minor = match (self.spend_minor, other.spend_minor) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
        Self {
            spend_minor,
            impressions: counts(self.impressions, other.impressions),
            clicks: counts(self.clicks, other.clicks),
        }
    }
}

//! Channels by stage, and what ad platforms claim against what the shop's orders carry. Never computes anything.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::share::Share;
use crate::domain::{Day, Direction};

/// The channel x stage matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelStages {
    /// Channels, most buyers first; buyers and orders that name none are the last row.
    pub rows: Vec<ChannelStage>,
    /// All claims against all valid orders of the days that ads and orders share; `None` without claims or shared days.
    pub over_claim: Option<OverClaim>,
    /// First shared day.
    pub from: Option<Day>,
    /// Last shared day.
    pub to: Option<Day>,
    /// CXS.
    pub definition: DefinitionId,
}

/// One channel at the five stages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelStage {
    /// The channel; `None` for what names none.
    pub channel: Option<String>,
    /// Its direction.
    pub kind: Option<Direction>,
    /// Impressions; `None` where no ad row reports them.
    pub impressions: Option<u64>,
    /// Clicks; `None` where no ad row reports them.
    pub clicks: Option<u64>,
    /// Buyers of the period whose first order that names a channel names this one.
    pub buyers: u64,
    /// Those of them who came back in the period.
    pub retained: Share,
    /// Identified people of the channel who recommend.
    pub advocates: u64,
    /// Valid orders of the period that name the channel (last touch).
    pub orders: u64,
    /// Claims of its ads against its orders, both of the shared days; `None` without claims.
    pub over_claim: Option<OverClaim>,
}

/// Orders that a platform claims against orders that the shop has.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverClaim {
    /// Orders that the platform claims; may be fractional.
    pub claimed: f64,
    /// The shop's orders of the same days.
    pub orders: u64,
    /// `claimed / orders`; `None` when the shop has none.
    pub ratio: Option<f64>,
    /// Lower end: the claim over the upper end of the orders' Poisson interval.
    pub low: Option<f64>,
    /// Upper end; `None` when the lower end of the orders is 0.
    pub high: Option<f64>,
    /// OVC.
    pub definition: DefinitionId,
}

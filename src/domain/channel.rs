//! Channels and the two directions, push and pull. Never decides which export row belongs to which channel.

use serde::{Deserialize, Serialize};

use super::Stage;

/// Who moves: the brand towards the customer, or the customer towards the brand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The brand goes to the customer (social ads, coupons, messages).
    Push,
    /// The customer comes to the brand (search, articles, reviews).
    Pull,
}

impl Direction {
    /// Both directions.
    pub const ALL: [Self; 2] = [Self::Push, Self::Pull];

    /// Stable machine name, as in the JSON of the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Pull => "pull",
        }
    }
}

/// Which direction a view is restricted to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lens {
    /// Both directions and whatever cannot be attributed to either.
    #[default]
    All,
    /// Push channels only.
    Push,
    /// Pull channels only.
    Pull,
}

impl Lens {
    /// All lenses, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Push, Self::Pull];

    /// Stable machine name, as in the JSON of the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Push => "push",
            Self::Pull => "pull",
        }
    }

    /// The direction the lens keeps; `None` keeps everything.
    pub fn direction(self) -> Option<Direction> {
        match self {
            Self::All => None,
            Self::Push => Some(Direction::Push),
            Self::Pull => Some(Direction::Pull),
        }
    }
}

/// A channel: a name customers of the data would use, with the stage and direction it works in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Channel {
    /// Name as shown, for example `Facebook Ads`.
    pub name: String,
    /// Stage the channel works in.
    pub stage: Stage,
    /// Push or pull.
    pub direction: Direction,
}

impl Channel {
    /// Name of the channel of ads that no rule names.
    pub const OTHER_ADS: &'static str = "Other ads";
    /// Name of the channel of visits whose source no rule names.
    pub const OTHER_SOURCES: &'static str = "Other sources";
    /// Name of the channel of visits without a link.
    pub const DIRECT: &'static str = "Direct visits";
}

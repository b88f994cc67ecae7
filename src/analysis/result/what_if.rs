//! What the shop's months are made of, what a change would bring, and what is within reach. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use crate::domain::{Currency, MonthIndex, Proportion};

/// The starting point of every scenario: what a month's newcomers are made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// Whole months behind it.
    pub months: u64,
    /// Currency of the amounts.
    pub currency: Option<Currency>,
    /// Impressions of the ads in those months; `None` where no ad reports them.
    pub impressions: Option<u64>,
    /// Clicks of those impressions.
    pub click_through: Option<Ratio>,
    /// Newcomers whom the ads' channels brought, per click.
    pub customers_per_click: Option<Ratio>,
    /// Newcomers of the months whom no ad channel brought.
    pub other_newcomers: u64,
    /// All newcomers of the months.
    pub newcomers: u64,
    /// Newcomers who came back within the window, of those whose window is over.
    pub back: Ratio,
    /// The window, in days.
    pub window_days: u32,
    /// Net value of the first day of a newcomer, in minor units.
    pub first_value: Mean,
    /// Net value of later purchases of one who came back within the window.
    pub later_value: Mean,
    /// Net value of later purchases of one who did not.
    pub slow_value: Mean,
    /// Orders of the first day of a newcomer.
    pub first_orders: Mean,
    /// Later orders of one who came back within the window.
    pub later_orders: Mean,
    /// Days after the first purchase that later purchases are counted for.
    pub horizon_days: u32,
    /// Money spent on ads in the months; `None` where none is reported in that currency.
    pub ad_spend_minor: Option<i64>,
    /// Net value of a month's newcomers as it is: median and 80 % range of the draws.
    pub revenue: Range,
    /// What each lever could bring, the largest gain first.
    pub levers: Vec<Attainable>,
    /// Five more of every hundred newcomers come back.
    pub five_more: Option<FiveMore>,
    /// WIF.
    pub definition: DefinitionId,
}

/// A rate or yield by its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    /// Units that did it.
    pub numerator: u64,
    /// Units that could have.
    pub denominator: u64,
}

impl Ratio {
    /// Both counts as one value.
    pub fn proportion(self) -> Proportion {
        Proportion::new(self.numerator, self.denominator)
    }
}

/// A mean with its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// Units behind it.
    pub n: u64,
    /// The mean.
    pub value: f64,
    /// Its standard error; 0 of fewer than two.
    pub error: f64,
}

/// Median and 80 % range of draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Half of the draws lie below.
    pub median: f64,
    /// One in ten lies below.
    pub low: f64,
    /// One in ten lies above.
    pub high: f64,
}

/// What can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// How often ads are shown.
    Impressions,
    /// Clicks per impression.
    ClickThrough,
    /// Newcomers per click.
    CustomersPerClick,
    /// Newcomers by other ways.
    OtherNewcomers,
    /// What is paid: all prices.
    Price,
    /// Newcomers who come back within the window.
    BackWithin,
    /// What those who came back buy later: how long they stay.
    LaterValue,
}

impl Lever {
    /// All levers, in the order of the journey.
    pub const ALL: [Self; 7] = [
        Self::Impressions,
        Self::ClickThrough,
        Self::CustomersPerClick,
        Self::OtherNewcomers,
        Self::Price,
        Self::BackWithin,
        Self::LaterValue,
    ];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Impressions => "impressions",
            Self::ClickThrough => "click_through",
            Self::CustomersPerClick => "customers_per_click",
            Self::OtherNewcomers => "other_newcomers",
            Self::Price => "price",
            Self::BackWithin => "back_within",
            Self::LaterValue => "later_value",
        }
    }
}

/// By what a goal is known to be within reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reach {
    /// The shop's own best month reached it.
    BestMonth {
        /// Which month.
        month: MonthIndex,
    },
    /// A group of the shop's customers reaches it.
    BestGroup {
        /// The channel.
        name: String,
    },
    /// The data do not exclude that it is so already.
    UpperEnd,
}

/// One lever with what is within reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attainable {
    /// The lever.
    pub lever: Lever,
    /// Where it stands.
    pub now: Option<f64>,
    /// The goals, the best known first: own best month, best group, upper end.
    pub goals: Vec<Goal>,
}

/// One goal of a lever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// How it is known to be within reach.
    pub reach: Reach,
    /// Where the lever would stand.
    pub value: f64,
    /// Net value per month more than now.
    pub gain: Range,
}

/// Five more of every hundred newcomers come back: the change that is said to raise profits by 25 to 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FiveMore {
    /// Net value per month more.
    pub gain: Range,
    /// The same as a share of the net value of a month's newcomers.
    pub gain_share: Range,
}

/// Changes that are tried together. All of them are assumptions of whoever makes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scenario {
    /// Each lever's change in percent of where it stands.
    pub changes: Vec<(Lever, i32)>,
    /// How much less likely than the others additional visitors are to buy, in percent.
    pub quality_fade: u32,
    /// Most orders that the shop can deal with in a month; `None` for any number.
    pub capacity_orders: Option<u32>,
    /// What is left of net value after goods, parcels and fees, in percent; `None` where nobody says.
    pub margin: Option<u32>,
}

impl Scenario {
    /// The change of a lever in percent.
    pub fn change(&self, lever: Lever) -> i32 {
        self.changes.iter().find(|(own, _)| *own == lever).map_or(0, |(_, percent)| *percent)
    }

    /// With another change of a lever.
    #[must_use]
    pub fn with(mut self, lever: Lever, percent: i32) -> Self {
        self.changes.retain(|(own, _)| *own != lever);
        if percent != 0 {
            self.changes.push((lever, percent));
        }
        self.changes.sort_unstable();
        self
    }
}

/// What a scenario would bring in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Projection {
    /// Net value as it is.
    pub before: Range,
    /// Net value with the changes.
    pub after: Range,
    /// The difference, draw by draw.
    pub gain: Range,
    /// Orders as they are.
    pub orders_before: Range,
    /// Orders with the changes.
    pub orders_after: Range,
    /// Share of the draws in which the capacity was reached.
    pub capped: f64,
    /// What is left of the gain after the margin; `None` without one.
    pub profit_gain: Option<Range>,
    /// The same as a share of what is left now, after ads; `None` where nothing is left now.
    pub profit_share: Option<Range>,
    /// Draws behind it.
    pub draws: u32,
}

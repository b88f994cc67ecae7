//! Which channels an order is credited to, model by model. Never computes anything.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use crate::domain::{Direction, Stage};

/// Valid orders of the period, shared among the channels on their way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Valid orders with at least one contact.
    pub orders: u64,
    /// Valid orders without any: a bar of their own, never spread.
    pub unattributed: u64,
    /// Net value of the orders with a contact, in the currency of the analysis.
    pub net_minor: i64,
    /// Net value of those without.
    pub unattributed_net_minor: i64,
    /// Days before an order in which a contact counts.
    pub lookback_days: u32,
    /// Whether visits without a link count beside others.
    pub counts_direct: bool,
    /// Contacts on the way to the orders.
    pub contacts: u64,
    /// Whether every order has one contact only: all models then say the same.
    pub single_touch: bool,
    /// Ways that ended without an order, at least the lookback ago.
    pub ways_without_order: u64,
    /// Ways that may still end in one.
    pub still_open: u64,
    /// Probability that a way ends in an order, by the Markov model; `None` where it was not computed.
    pub conversion: Option<f64>,
    /// Resamples of whole customers behind the Markov intervals.
    pub resamples: u32,
    /// Channels, most orders by last contact first.
    pub channels: Vec<AttributedChannel>,
    /// Orders with a contact by how many they have: 1, 2, 3, 4, 5 and more.
    pub contacts_per_order: [u64; 5],
    /// ATT.
    pub definition: DefinitionId,
}

/// Orders credited to a channel. All models but participation add up to the orders with a contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttributedChannel {
    /// Its name.
    pub channel: String,
    /// Push or pull.
    pub kind: Direction,
    /// The stage it works in.
    pub stage: Stage,
    /// All to the first contact.
    pub first: f64,
    /// All to the last.
    pub last: f64,
    /// All to the last that is no visit without a link.
    pub last_non_direct: f64,
    /// Equal parts to all contacts.
    pub linear: f64,
    /// Half for every seven days before the order.
    pub time_decay: f64,
    /// 40 / 20 / 40.
    pub u_shaped: f64,
    /// 20 / 20 / 60.
    pub j_shaped: f64,
    /// 60 / 20 / 20.
    pub inverse_j: f64,
    /// Equal parts to the distinct channels (the order-free Shapley value).
    pub equal_split: f64,
    /// Orders that the channel took part in: a count, which adds up to more than the orders.
    pub participation: u64,
    /// Order-1 Markov, solved exactly; `None` where every order has one contact only.
    pub markov: Option<f64>,
    /// Lower end of its 95 % bootstrap interval over whole customers.
    pub markov_low: Option<f64>,
    /// Upper end.
    pub markov_high: Option<f64>,
    /// Share of the conversion probability that is lost without the channel.
    pub removal_effect: Option<f64>,
    /// Net value of the orders whose last contact it is.
    pub last_net_minor: i64,
    /// Least orders under any model but participation.
    pub low: f64,
    /// Most.
    pub high: f64,
    /// Best rank under any model, from 1.
    pub best_rank: u32,
    /// Worst rank.
    pub worst_rank: u32,
}

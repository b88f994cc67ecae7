//! Words of service and delivery that every platform's own words map to: who wrote, what went wrong. Never parses those words.

use serde::{Deserialize, Serialize};

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// The customer.
    Customer,
    /// A person of the shop.
    Agent,
    /// An automatic reply.
    Bot,
    /// A program connected to the shop's account: a bot, or a person in another inbox. Never counted as a human reply.
    Program,
}

impl Sender {
    /// All senders, in code order.
    pub const ALL: [Self; 4] = [Self::Customer, Self::Agent, Self::Bot, Self::Program];

    /// Integer code in the messages table; the inverse of [`Self::from_code`].
    pub fn code(self) -> u32 {
        self as u32
    }

    /// Sender for an integer code of the messages table.
    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }
}

/// Why something was sent back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// Another item, size or number than ordered.
    WrongItem,
    /// Broken, defective or spoilt.
    Damaged,
    /// Never arrived, or arrived incomplete.
    NotReceived,
    /// Not like its description, or not genuine.
    NotAsDescribed,
    /// The customer wants it no more.
    ChangedMind,
    /// Another reason, or none given.
    Other,
    /// The shop had none: nothing was sent, or not all of it.
    OutOfStock,
}

impl Claim {
    /// All claims, in code order.
    pub const ALL: [Self; 7] = [
        Self::WrongItem,
        Self::Damaged,
        Self::NotReceived,
        Self::NotAsDescribed,
        Self::ChangedMind,
        Self::Other,
        Self::OutOfStock,
    ];

    /// Stable machine name, as in the JSON of the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::WrongItem => "wrong_item",
            Self::Damaged => "damaged",
            Self::NotReceived => "not_received",
            Self::NotAsDescribed => "not_as_described",
            Self::ChangedMind => "changed_mind",
            Self::Other => "other",
            Self::OutOfStock => "out_of_stock",
        }
    }

    /// Integer code in the returns table; the inverse of [`Self::from_code`].
    pub fn code(self) -> u32 {
        self as u32
    }

    /// Claim for an integer code of the returns table.
    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_what_they_stand_for() {
        assert!(Sender::ALL.into_iter().all(|sender| Sender::from_code(sender.code()) == Some(sender)));
        assert!(Claim::ALL.into_iter().all(|claim| Claim::from_code(claim.code()) == Some(claim)));
        assert_eq!((Sender::from_code(9), Claim::from_code(9)), (None, None));
    }
}

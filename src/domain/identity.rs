//! The kinds of values that tell one customer from another. Never a value itself.

use serde::{Deserialize, Serialize};

/// A kind of value that links a record to a customer (METRICS, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityRule {
    /// Normalised e-mail.
    Email,
    /// Normalised phone.
    Phone,
    /// The platform's own customer id.
    Platform,
}

impl IdentityRule {
    /// All rules, the most reliable first.
    pub const ALL: [Self; 3] = [Self::Email, Self::Phone, Self::Platform];

    /// Stable machine name, as on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Platform => "platform",
        }
    }
}

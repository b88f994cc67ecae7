//! The languages the product speaks. Never holds a text.

use serde::{Deserialize, Serialize};

/// Language of everything a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Thai, ภาษาไทย.
    #[serde(rename = "th")]
    Thai,
}

impl Language {
    /// All languages, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Thai];

    /// Two-letter code, `en` or `th`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Thai => "th",
        }
    }
}

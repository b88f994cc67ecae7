//! The languages the product speaks, and the years it counts in. Never holds a text.

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

/// The era whose years are shown. Whatever is written to files keeps the common era.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// ค.ศ.
    #[default]
    Common,
    /// พ.ศ., 543 years ahead.
    Buddhist,
}

impl Era {
    /// A year of the common era as this era counts it.
    pub fn year(self, common: i32) -> i32 {
        match self {
            Self::Common => common,
            Self::Buddhist => common + 543,
        }
    }
}

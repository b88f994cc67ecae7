//! A net promoter score with what it is made of. Never without the number of its answers.

use serde::{Deserialize, Serialize};

/// The score of a set of answers; its fields stand among those of what it is the score of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NetScore {
    /// Valid answers (whole scores 0-10).
    pub n: u64,
    /// Scores 9-10.
    pub promoters: u64,
    /// Scores 0-6.
    pub detractors: u64,
    /// 100 (promoters - detractors) / n; `None` without answers.
    pub score: Option<f64>,
    /// Adjusted Wald, lower end, clipped to -100.
    pub low: Option<f64>,
    /// Adjusted Wald, upper end, clipped to 100.
    pub high: Option<f64>,
}

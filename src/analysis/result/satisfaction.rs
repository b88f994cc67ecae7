//! How satisfied people say they are (CSAT). Plain data: never computes, never adds two scales up.

use serde::{Deserialize, Serialize};

use super::comparison::FigureChange;
use super::share::Share;
use super::voice::NpsGroupBy;
use crate::analysis::DefinitionId;
use crate::analysis::statistics::Verdict;
use crate::domain::MonthIndex;

/// Customer satisfaction of the answers in the period. Every answer counts, also a second one of the same person: each is about what
/// happened before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Csat {
    /// One entry per scale that surveys use, the most answers first; they are never added.
    pub scales: Vec<CsatScale>,
    /// Answers that are no valid satisfaction.
    pub rejected: u64,
    /// CSA.
    pub definition: DefinitionId,
}

/// The answers on one scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CsatScale {
    /// The top of the scale, which begins at 1.
    pub top: u8,
    /// The lowest answer that counts as satisfied: the two highest do.
    pub cut: u8,
    /// Satisfied answers of all valid ones, Wilson.
    pub satisfied: Share,
    /// Mean answer.
    pub mean: Option<f64>,
    /// Student's interval of the mean, lower end.
    pub mean_low: Option<f64>,
    /// Upper end.
    pub mean_high: Option<f64>,
    /// Answers per value, from 1 to the top.
    pub distribution: Vec<u64>,
    /// By month, first to last without gaps; answers without a date are in none.
    pub months: Vec<CsatMonth>,
    /// Groups of the people who answered, each against the rest.
    pub groups: Vec<CsatGroup>,
}

/// One month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CsatMonth {
    /// The month.
    pub month: MonthIndex,
    /// Satisfied answers of its valid ones.
    pub satisfied: Share,
}

/// One group, as of the day of the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CsatGroup {
    /// By what.
    pub by: NpsGroupBy,
    /// Machine name of the group, or the platform's.
    pub group: String,
    /// Satisfied answers of its valid ones.
    pub satisfied: Share,
    /// The group's share minus that of the other answers, Newcombe; `None` with too few on one side.
    pub against_rest: Option<FigureChange>,
    /// The fixed words, after correction for the number of groups.
    pub verdict: Option<Verdict>,
}

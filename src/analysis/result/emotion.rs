//! How people felt at each stage, as far as answers and reviews tell. Never computes anything, never mixes two scales.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use crate::domain::Stage;

/// The computed emotion curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Emotion {
    /// The stages that somebody said something about, in the order of the journey.
    pub stages: Vec<StageEmotion>,
    /// Answers that belong to no stage: they name nobody or no day, or there are no orders to tell the stage by.
    pub unplaced: u64,
    /// EMO.
    pub definition: DefinitionId,
}

impl Emotion {
    /// What is known of a stage.
    pub fn of(&self, stage: Stage) -> Option<&StageEmotion> {
        self.stages.iter().find(|one| one.stage == stage)
    }
}

/// What a stage's emotion is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmotionSource {
    /// Answers from 0 to 10 of people who stood in the stage on that day, one per person in 90 days.
    Answers,
    /// Reviews with stars, which everybody can read.
    Reviews,
}

impl EmotionSource {
    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Reviews => "reviews",
        }
    }
}

/// The emotion of one stage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageEmotion {
    /// The stage.
    pub stage: Stage,
    /// What it is read from.
    pub source: EmotionSource,
    /// Answers or reviews.
    pub n: u64,
    /// Good ones: 9-10, or 4-5 stars.
    pub good: u64,
    /// Bad ones: 0-6, or 1-2 stars.
    pub bad: u64,
    /// 100 (good - bad) / n, from -100 to 100.
    pub score: f64,
    /// Adjusted Wald, lower end.
    pub low: f64,
    /// Adjusted Wald, upper end.
    pub high: f64,
    /// EMO.
    pub definition: DefinitionId,
}

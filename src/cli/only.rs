//! `senthang analyze` with some figures only. Never names a family that the JSON does not show.

use clap::{Args, ValueEnum};

use super::arguments::AnalyzeArguments;
use crate::analysis::{Families, Family};
use crate::import::Asked;

#[derive(Clone, Debug, Args)]
pub(super) struct AnalyzeCommand {
    #[command(flatten)]
    pub question: AnalyzeArguments,
    /// Compute these figures only, for example journey,repeat; the keys of all others are null
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FIGURES", conflicts_with_all = ["rows", "compare"])]
    pub only: Vec<OnlyArgument>,
}

impl AnalyzeCommand {
    /// The families of figures that are asked for.
    pub(super) fn families(&self) -> Families {
        if self.only.is_empty() {
            return Families::ALL;
        }
        self.only.iter().fold(Families::of(&[]), |all, only| all.with(only.families()))
    }

    /// The rows of order exports that those figures are made of.
    pub(super) fn asked(&self) -> Asked {
        let question = &self.question;
        if question.rows.is_some() || question.compare.is_some() {
            return Asked::ALL;
        }
        let families = self.families();
        let has_any = |wanted: &[Family]| wanted.iter().any(|family| families.contains(*family));
        Asked {
            // Groups by the first product; a segment may be one of products.
            lines: has_any(&[Family::RepeatInDepth]) || question.segment.is_some(),
            touches: has_any(&[Family::Attribution]),
            origins: has_any(&[Family::Efficiency]),
            parcels: has_any(&[Family::Service, Family::Voice]),
        }
    }
}

/// Figures by their keys in the JSON; those that are made together have one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OnlyArgument {
    Journey,
    /// RP1 to RP5, ladder, groups, and what others call the repeat rate
    Repeat,
    /// RP1 to RP5 alone: the ladder and the groups are empty
    RepeatRates,
    Cohorts,
    Revenue,
    Rfm,
    Channels,
    /// nps, csat, voice, reviews, emotion
    Voice,
    /// service, delivery, carts
    Service,
    Efficiency,
    Attribution,
    Value,
    Predictions,
    WhatIf,
}

impl OnlyArgument {
    fn families(self) -> Families {
        match self {
            Self::Journey => Families::of(&[Family::Journey]),
            Self::Repeat => Families::of(&[Family::Repeat, Family::RepeatInDepth, Family::Translations]),
            Self::RepeatRates => Families::of(&[Family::Repeat]),
            Self::Cohorts => Families::of(&[Family::Cohorts]),
            Self::Revenue => Families::of(&[Family::Revenue]),
            Self::Rfm => Families::of(&[Family::Rfm]),
            Self::Channels => Families::of(&[Family::Channels]),
            Self::Voice => Families::of(&[Family::Voice]),
            Self::Service => Families::of(&[Family::Service]),
            Self::Efficiency => Families::of(&[Family::Efficiency]),
            Self::Attribution => Families::of(&[Family::Attribution]),
            Self::Value => Families::of(&[Family::Value]),
            Self::Predictions => Families::of(&[Family::Predictions]),
            Self::WhatIf => Families::of(&[Family::WhatIf]),
        }
    }
}

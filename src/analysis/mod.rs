//! The metrics: pure functions from tables and a question to a typed result. No input or output, no clock, no text.

mod ads;
mod attribution;
mod carts;
mod caveats;
mod channels;
mod cohorts;
mod columns;
pub mod compare;
mod definition;
mod delivery;
mod effects;
mod efficiency;
mod emotion;
mod families;
#[cfg(test)]
mod fixtures;
pub mod flows;
pub mod funnel;
pub mod hypotheses;
mod identity;
mod journey;
#[cfg(test)]
mod laws;
mod months;
mod nps;
#[cfg(test)]
mod oracles;
mod orders;
mod quality;
mod repeat;
mod result;
pub mod retention;
mod revenue;
mod reviews;
mod rfm;
pub mod rows;
mod scope;
mod segment;
pub mod self_check;
mod service;
mod shared;
mod shares;
mod spec;
pub mod statistics;
mod value;
mod voice;
mod waits;
mod what_if;

pub use compare::ComparedWith;
pub use definition::DefinitionId;
pub use families::{Families, Family};
pub use quality::{DataQuality, Feed, Gap, SourceCoverage, StageFeeds, data_quality};
pub use result::*;
pub use scope::Memory;
pub use spec::Spec;
pub use voice::{Comment, comments, topic_stage};
pub use what_if::project;

use self::ads::Ads;
use self::scope::Scope;
pub use self::scope::Stop;
use crate::tables::{Tables, TablesError};

/// Why an analysis could not be made.
#[derive(Debug, thiserror::Error)]
pub enum AnalysisError {
    /// The table engine failed.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// Nobody waits for the answer any more.
    #[error("The computation was stopped.")]
    Stopped,
    /// A column of a table is not as its schema says.
    #[error("The table engine stopped: {0}")]
    Engine(#[from] polars::prelude::PolarsError),
}

/// Answers `spec` from `tables`: the same tables and the same question give the same answer, whatever the order of the rows
/// they were made from.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails; never because of what the rows say.
pub fn analyze(tables: &Tables, spec: &Spec) -> Result<Analysis, AnalysisError> {
    answer(tables, spec, &mut Memory::default(), &|| false)
}

/// As [`analyze`], with what earlier questions to the same tables have derived. Looks every few thousand customers whether it
/// `is_stopped`. Families that are not asked for are `None` or empty.
///
/// # Errors
/// As [`analyze`]; [`AnalysisError::Stopped`] when it was stopped.
pub fn answer(
    tables: &Tables,
    spec: &Spec,
    memory: &mut Memory,
    is_stopped: Stop<'_>,
) -> Result<Analysis, AnalysisError> {
    let mut analysis = figures(tables, &Scope::remembering(tables, spec, memory, is_stopped)?, is_stopped)?;
    // Two more answers: only once the whole is asked for.
    if spec.families == Families::ALL {
        analysis.comparison = compare::asked_for(tables, spec, memory, is_stopped)?;
    }
    Ok(analysis)
}

/// The figures of a scope.
fn figures(tables: &Tables, scope: &Scope<'_>, is_stopped: Stop<'_>) -> Result<Analysis, AnalysisError> {
    let spec = scope.spec;
    let ads = Ads::new(tables, spec)?;
    let mut answers = nps::answers(tables, spec)?;
    answers.retain(|answer| scope.is_member(answer.customer));
    let mut in_question = reviews::in_question(tables, spec)?;
    in_question.retain(|review| scope.is_member(review.customer));
    let asked = |family: Family| match (spec.families.contains(family), is_stopped()) {
        (true, true) => Err(AnalysisError::Stopped),
        (is_asked, _) => Ok(is_asked),
    };
    let orders = orders::summarize(scope);
    let (journey, of_journey) = match asked(Family::Journey)? {
        true => journey::journey(scope, &ads, &answers, &in_question)?,
        false => (Journey::unasked(spec.lens, spec.period), Vec::new()),
    };
    let caveats = caveats::caveats(scope, &ads, orders.as_ref(), of_journey);
    let repeat = asked(Family::Repeat)?.then(|| repeat::repeat(scope)).flatten();
    let translations = asked(Family::Translations)?.then(|| repeat::translations(scope));
    let cohorts = asked(Family::Cohorts)?.then(|| cohorts::cohorts(scope)).flatten();
    let (cohorts, rolling_cohorts) = cohorts.unzip();
    let analysis = Analysis {
        as_of: scope.as_of,
        currency: scope.currency.and_then(|code| scope.currency_of(code)),
        orders,
        journey,
        repeat,
        translations: translations.unwrap_or_default(),
        cohorts,
        rolling_cohorts,
        calendar_cohorts: match scope.spec.cohort_grain {
            Some(grain) if asked(Family::Cohorts)? => cohorts::calendar_cohorts(scope, grain),
            _ => None,
        },
        revenue: asked(Family::Revenue)?.then(|| revenue::revenue(scope)).flatten(),
        rfm: asked(Family::Rfm)?.then(|| rfm::rfm(scope)).flatten(),
        channels: if asked(Family::Channels)? { channels::channels(tables, &ads)? } else { None },
        nps: asked(Family::Voice)?.then(|| nps::nps(tables, &answers)).flatten(),
        voice: if asked(Family::Voice)? { voice::voice(scope, tables, &answers)? } else { None },
        service: if asked(Family::Service)? { service::service(scope, &answers)? } else { None },
        delivery: if asked(Family::Service)? { delivery::delivery(scope, &answers)? } else { None },
        what_if: if asked(Family::WhatIf)? { what_if::what_if(scope, &ads)? } else { None },
        carts: if asked(Family::Service)? { carts::carts(scope)? } else { None },
        csat: if asked(Family::Voice)? { voice::satisfaction::satisfaction(scope)? } else { None },
        reviews: asked(Family::Voice)?.then(|| reviews::reviews(tables, &in_question)).flatten(),
        emotion: asked(Family::Voice)?.then(|| emotion::emotion(scope, &answers, &in_question)).flatten(),
        efficiency: if asked(Family::Efficiency)? { efficiency::efficiency(scope, &ads)? } else { None },
        attribution: if asked(Family::Attribution)? {
            attribution::attribution(scope, is_stopped)?
        } else {
            None
        },
        value: asked(Family::Value)?.then(|| value::historical(scope)).flatten(),
        predictions: if asked(Family::Predictions)? { value::predictions(scope, is_stopped)? } else { None },
        comparison: None,
        caveats,
    };
    // The last lists may not have been gone through to their end.
    if is_stopped() { Err(AnalysisError::Stopped) } else { Ok(analysis) }
}

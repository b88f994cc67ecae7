//! The metrics: pure functions from tables and a question to a typed result. No input or output, no clock, no text.

mod ads;
mod caveats;
mod channels;
mod cohorts;
mod columns;
pub mod compare;
mod definition;
#[cfg(test)]
mod fixtures;
pub mod funnel;
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
mod scope;
mod segment;
pub mod self_check;
mod spec;
pub mod statistics;

pub use definition::DefinitionId;
pub use quality::{DataQuality, Feed, Gap, SourceCoverage, StageFeeds, data_quality};
pub use result::*;
pub use spec::Spec;

use self::ads::Ads;
use self::scope::Scope;
use crate::tables::{Tables, TablesError};

/// Why an analysis could not be made.
#[derive(Debug, thiserror::Error)]
pub enum AnalysisError {
    /// The table engine failed.
    #[error(transparent)]
    Tables(#[from] TablesError),
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
    answer(tables, spec, &Scope::new(tables, spec)?)
}

/// The figures of a scope.
fn answer(tables: &Tables, spec: &Spec, scope: &Scope<'_>) -> Result<Analysis, AnalysisError> {
    let ads = Ads::new(tables, spec)?;
    let mut answers = nps::answers(tables, spec)?;
    answers.retain(|answer| scope.is_member(answer.customer));
    let mut in_question = reviews::in_question(tables, spec)?;
    in_question.retain(|review| scope.is_member(review.customer));
    let orders = orders::summarize(scope);
    let (journey, coverage_differs) = journey::journey(scope, &ads, &answers, &in_question);
    let caveats = caveats::caveats(scope, &ads, orders.as_ref(), coverage_differs);
    Ok(Analysis {
        as_of: scope.as_of,
        currency: scope.currency.and_then(|code| scope.currency_of(code)),
        orders,
        journey,
        repeat: repeat::repeat(scope),
        translations: repeat::translations(scope),
        cohorts: cohorts::cohorts(scope),
        revenue: revenue::revenue(scope),
        rfm: rfm::rfm(scope),
        channels: channels::channels(tables, &ads)?,
        nps: nps::nps(tables, &answers),
        reviews: reviews::reviews(tables, &in_question),
        caveats,
    })
}

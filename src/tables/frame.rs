//! The one door to polars' engine. Never lets a plan run on the streaming engine.

use polars::prelude::{DataFrame, Engine, LazyFrame, PolarsError};

/// Why a table could not be built or queried. Never caused by what an export says: those problems are rows of the import report.
#[derive(Debug, thiserror::Error)]
#[error("The table engine stopped: {0}")]
pub struct TablesError(#[from] PolarsError);

/// Runs a plan on the in-memory engine.
///
/// All plans go through here: the streaming engine of the pinned polars can return wrong counts for
/// `group_by().agg(filter().count())` (their issue 29322).
///
/// # Errors
/// Whatever polars reports.
pub fn collect(plan: LazyFrame) -> Result<DataFrame, TablesError> {
    // `unwrap_single` panics only for a plan with several sinks; none of ours has a sink.
    Ok(plan.collect_with_engine(Engine::InMemory)?.unwrap_single())
}

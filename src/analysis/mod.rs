//! The metrics: pure functions from tables and a question to a typed result. No input or output, no clock, no text.

mod definition;
mod result;
mod spec;

pub use definition::DefinitionId;
pub use result::*;
pub use spec::Spec;

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

/// Answers `spec` from `tables`.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails; never because of what the rows say.
pub fn analyze(tables: &Tables, spec: &Spec) -> Result<Analysis, AnalysisError> {
    let _ = (tables, spec);
    unimplemented!("written next")
}

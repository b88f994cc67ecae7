//! What the imported files cover: records per day and source, gaps, and which source feeds which stage of the journey. Never looks
//! at an amount, never decides whether a gap is a fault.

mod coverage;
mod feeds;
mod gaps;

pub use coverage::SourceCoverage;
pub use feeds::{Feed, StageFeeds};
pub use gaps::Gap;

use serde::Serialize;

use super::AnalysisError;
use crate::tables::Tables;

/// What the imported files cover and feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DataQuality {
    /// One entry per source that fed a table, in the order of the sources.
    pub coverage: Vec<SourceCoverage>,
    /// One entry per stage of the journey, first to last.
    pub feeds: Vec<StageFeeds>,
}

/// Says what the tables were made from. The order of rows changes nothing.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails; never because of what the rows say.
pub fn data_quality(tables: &Tables) -> Result<DataQuality, AnalysisError> {
    let coverage = coverage::coverage(tables)?;
    let feeds = feeds::feeds(tables, &coverage)?;
    Ok(DataQuality { coverage, feeds })
}

#[cfg(test)]
mod tests;

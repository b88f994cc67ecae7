//! The one door to polars' engine. Never lets a plan run on the streaming engine.

use polars::prelude::{DataFrame, Engine, LazyFrame, PolarsError};

/// Why a table could not be built or queried. Never caused by what an export says: those problems are rows of the import report.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    /// The engine failed.
    #[error("The table engine stopped: {0}")]
    Engine(#[from] PolarsError),
    /// Nobody waits for the tables any more.
    #[error("The tables were not finished.")]
    Stopped,
}

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

#[cfg(test)]
mod tests {
    use polars::prelude::{Column, IntoLazy, SortMultipleOptions, col, lit};

    use super::*;

    /// The plan that the streaming engine of this line gets wrong (their issue 29322).
    #[test]
    fn counts_of_filtered_groups_are_right_every_time() {
        let rows = 20_000_i64;
        let key = Column::new("key".into(), (0..rows).map(|row| row % 97).collect::<Vec<_>>());
        let value = Column::new("value".into(), (0..rows).map(|row| row % 5).collect::<Vec<_>>());
        let frame = DataFrame::new(rows as usize, vec![key, value]).expect("a frame");
        for _ in 0..20 {
            let counted = col("value").filter(col("value").eq(lit(0))).count().alias("zeros");
            let plan = frame.clone().lazy().group_by([col("key")]).agg([counted]);
            let sorted = collect(plan.sort(["key"], SortMultipleOptions::default())).expect("a result");
            let zeros =
                sorted.column("zeros").and_then(|column| column.cast(&polars::prelude::DataType::Int64));
            let zeros = zeros.and_then(|column| Ok(column.i64()?.to_vec())).expect("counts");
            let expected = (0..97)
                .map(|key| Some((0..rows).filter(|row| row % 97 == key && row % 5 == 0).count() as i64));
            assert!(zeros.into_iter().eq(expected));
        }
    }
}

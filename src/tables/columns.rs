//! How rows become columns. Never knows what a column means.

use polars::prelude::{Column, DataFrame, PolarsResult};

use super::TablesError;

/// One column per field: `column!(rows, name, row => value)`.
macro_rules! column {
    ($rows:expr, $name:expr, $row:ident => $value:expr) => {
        polars::prelude::Column::new($name.into(), $rows.iter().map(|$row| $value).collect::<Vec<_>>())
    };
}
pub(super) use column;

/// A frame of columns of the same height.
pub(super) fn frame(height: usize, columns: Vec<Column>) -> Result<DataFrame, TablesError> {
    let built: PolarsResult<DataFrame> = DataFrame::new(height, columns);
    Ok(built?)
}

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

/// All columns of long tables in one pass over the rows, each of which is then looked at once:
/// `columns!(rows, row => { column: NAME => value, ... })`.
macro_rules! columns {
    ($rows:expr, $row:pat => { $($column:ident: $name:expr => $value:expr,)* }) => {{
        let rows = $rows;
        $(let mut $column = Vec::with_capacity(rows.len());)*
        for $row in rows {
            $($column.push($value);)*
        }
        vec![$(polars::prelude::Column::new($name.into(), $column)),*]
    }};
}
pub(super) use columns;

/// A frame of columns of the same height.
pub(super) fn frame(height: usize, columns: Vec<Column>) -> Result<DataFrame, TablesError> {
    let built: PolarsResult<DataFrame> = DataFrame::new(height, columns);
    Ok(built?)
}

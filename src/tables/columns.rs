//! How rows become columns. Never knows what a column means.

use polars::prelude::{
    ChunkedArray, Column, DataFrame, Int32Type, Int64Type, IntoColumn, PolarsResult, UInt32Type,
};

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
        vec![$($crate::tables::columns::Cell::column($name, $column)),*]
    }};
}
pub(super) use columns;

/// What stands in a column.
pub(super) trait Cell: Sized {
    /// A column of such cells, in their own memory where that is possible: the long tables would be copied otherwise.
    fn column(name: &str, cells: Vec<Self>) -> Column;
}

macro_rules! cells {
    ($($native:ty: $kind:ty),+) => {
        $(impl Cell for $native {
            fn column(name: &str, cells: Vec<Self>) -> Column {
                ChunkedArray::<$kind>::from_vec(name.into(), cells).into_column()
            }
        }

        impl Cell for Option<$native> {
            fn column(name: &str, cells: Vec<Self>) -> Column {
                Column::new(name.into(), cells)
            }
        })+
    };
}
cells!(u32: UInt32Type, i32: Int32Type, i64: Int64Type);

/// Whether nobody waits any more for what is being made.
pub(super) type Stop<'stop> = &'stop (dyn Fn() -> bool + Sync);

/// So many rows are gone through between two looks at whether anybody still waits.
const LOOK: usize = 1 << 16;

/// The items of `inner`, until nobody waits for them any more.
pub(super) struct Wanted<'stop, I> {
    inner: I,
    taken: usize,
    is_stopped: Stop<'stop>,
}

/// `inner`, which ends as soon as it is seen that it `is_stopped`: whoever takes all looks once more afterwards.
pub(super) fn wanted<I>(inner: I, is_stopped: Stop<'_>) -> Wanted<'_, I> {
    Wanted { inner, taken: 0, is_stopped }
}

impl<I: Iterator> Iterator for Wanted<'_, I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.taken += 1;
        if self.taken.is_multiple_of(LOOK) && (self.is_stopped)() {
            return None;
        }
        self.inner.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for Wanted<'_, I> {}

/// An error when nobody waits any more.
pub(super) fn go_on(is_stopped: Stop<'_>) -> Result<(), TablesError> {
    if is_stopped() { Err(TablesError::Stopped) } else { Ok(()) }
}

/// A frame of columns of the same height.
pub(super) fn frame(height: usize, columns: Vec<Column>) -> Result<DataFrame, TablesError> {
    let built: PolarsResult<DataFrame> = DataFrame::new(height, columns);
    Ok(built?)
}

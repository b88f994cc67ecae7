//! How rows become columns. Never knows what a column means.

use polars::prelude::{
    BooleanChunked, ChunkedArray, Column, DataFrame, Int32Type, Int64Type, IntoColumn, NewChunkedArray,
    PolarsNumericType, PolarsResult, UInt32Type,
};

use super::TablesError;

/// One column per field: `column!(rows, name, row => value)`.
macro_rules! column {
    ($rows:expr, $name:expr, $row:ident => $value:expr) => {
        $crate::tables::columns::Cell::column($name, $rows.iter().map(|$row| $value))
    };
}
pub(super) use column;

/// All columns of a long table, whose rows are taken from its end and given back as they become cells: rows and columns are never there
/// whole at the same time. `drained!(rows, is_stopped, row => { column: NAME => value, ... } { ... })`, the columns of the second braces
/// filled by a thread of their own; nothing when nobody waits any more.
macro_rules! drained {
    (
        $rows:expr, $is_stopped:expr, $row:ident =>
        { $($column:ident: $name:expr => $value:expr,)* }
        { $($other:ident: $other_name:expr => $other_value:expr,)* }
    ) => {{
        let (mut rows, is_stopped): (Vec<_>, $crate::tables::columns::Stop<'_>) = ($rows, $is_stopped);
        $(let mut $column = $crate::tables::columns::Filling::new(rows.len());)*
        $(let mut $other = $crate::tables::columns::Filling::new(rows.len());)*
        while !rows.is_empty() {
            // The stretches begin at multiples of their length, so that the last one is cut short.
            let start = (rows.len() - 1) / $crate::tables::columns::LOOK * $crate::tables::columns::LOOK;
            let stretch = || (start..).zip(&rows[start..]);
            let here = || {
                for (at, $row) in stretch() {
                    $($column.put(at, $value);)*
                }
            };
            let beside = || {
                for (at, $row) in stretch() {
                    $($other.put(at, $other_value);)*
                }
            };
            let is_long = rows.len() - start >= $crate::tables::columns::LEAST_BESIDE;
            $crate::tables::cores::side_by_side(is_long, here, beside);
            rows.truncate(start);
            rows.shrink_to_fit();
            $crate::tables::columns::go_on(is_stopped)?;
        }
        vec![$($column.column($name),)* $($other.column($other_name)),*]
    }};
}
pub(super) use drained;

/// All columns of a long table, whose rows stay where they are and are taken in another order:
/// `gathered!(rows, order, is_stopped, row => { column: NAME => value, ... } { ... })`. Each half of the table has a thread of its own,
/// and then the columns of each braces; nothing when nobody waits any more.
macro_rules! gathered {
    (
        $rows:expr, $order:expr, $is_stopped:expr, $row:ident =>
        { $($column:ident: $name:expr => $value:expr,)* }
        { $($other:ident: $other_name:expr => $other_value:expr,)* }
    ) => {{
        let (rows, order): (&[_], &[u32]) = ($rows, $order);
        let is_stopped: $crate::tables::columns::Stop<'_> = $is_stopped;
        let (first, second) = order.split_at(order.len() / 2);
        let is_long = second.len() >= $crate::tables::columns::LEAST_BESIDE;
        $(let mut $column = $crate::tables::columns::Filling::new(order.len());)*
        $(let mut $other = $crate::tables::columns::Filling::new(order.len());)*
        {
            $(let $column = $column.parts(first.len());)*
            $(let $other = $other.parts(first.len());)*
            let here = ($($column.0,)* $($other.0,)*);
            let beside = ($($column.1,)* $($other.1,)*);
            let here = || {
                let ($(mut $column,)* $(mut $other,)*) = here;
                $crate::tables::columns::by_handfuls(rows, first, is_stopped, |from, rows| {
                    $((from..).zip(rows).for_each(|(at, $row)| $column.put(at, $value));)*
                    $((from..).zip(rows).for_each(|(at, $row)| $other.put(at, $other_value));)*
                });
            };
            let beside = || {
                let ($(mut $column,)* $(mut $other,)*) = beside;
                $crate::tables::columns::by_handfuls(rows, second, is_stopped, |from, rows| {
                    $((from..).zip(rows).for_each(|(at, $row)| $column.put(at, $value));)*
                    $((from..).zip(rows).for_each(|(at, $row)| $other.put(at, $other_value));)*
                });
            };
            $crate::tables::cores::side_by_side(is_long, here, beside);
        }
        $crate::tables::columns::go_on(is_stopped)?;
        let here = || vec![$($column.column($name)),*];
        let beside = || vec![$($other.column($other_name)),*];
        let (mut columns, mut others) = $crate::tables::cores::side_by_side(is_long, here, beside);
        columns.append(&mut others);
        columns
    }};
}
pub(super) use gathered;

/// So many rows are fetched at a time, so that the processor waits for them together, and stay at hand while they become cells.
const HANDFUL: usize = 128;

/// Hands the rows of these numbers over, a handful after the other, with the place of its first, until nobody waits any more.
pub(super) fn by_handfuls<R: Copy>(
    rows: &[R],
    numbers: &[u32],
    is_stopped: Stop<'_>,
    mut take: impl FnMut(usize, &[R]),
) {
    let mut handful = Vec::with_capacity(HANDFUL);
    for (round, numbers) in numbers.chunks(HANDFUL).enumerate() {
        if (round + 1).is_multiple_of(LOOK / HANDFUL) && is_stopped() {
            return;
        }
        handful.clear();
        handful.extend(numbers.iter().map(|number| rows[*number as usize]));
        take(round * HANDFUL, &handful);
    }
}

/// A thread is not started for fewer rows.
pub(super) const LEAST_BESIDE: usize = 10_000;

/// A column that is filled in any order.
pub(super) struct Filling<C: Number> {
    cells: Vec<C::Native>,
    /// Whether something stands in each cell; nothing for cells that are never empty.
    filled: Vec<bool>,
}

impl<C: Number> Filling<C> {
    pub(super) fn new(height: usize) -> Self {
        let filled = if C::MAY_BE_EMPTY { vec![false; height] } else { Vec::new() };
        Self { cells: vec![C::Native::default(); height], filled }
    }

    pub(super) fn put(&mut self, at: usize, cell: C) {
        FillingPart { cells: &mut self.cells, filled: &mut self.filled }.put(at, cell);
    }

    /// The first so many cells, and the others.
    pub(super) fn parts(&mut self, first: usize) -> (FillingPart<'_, C>, FillingPart<'_, C>) {
        let (cells, other_cells) = self.cells.split_at_mut(first);
        let first = first.min(self.filled.len());
        let (filled, other_filled) = self.filled.split_at_mut(first);
        let others = FillingPart { cells: other_cells, filled: other_filled };
        (FillingPart { cells, filled }, others)
    }

    pub(super) fn column(self, name: &str) -> Column {
        if self.filled.iter().all(|filled| *filled) {
            return ChunkedArray::<C::Kind>::from_vec(name.into(), self.cells).into_column();
        }
        let filled = BooleanChunked::from_slice(name.into(), &self.filled);
        let mask = filled.downcast_iter().next().map(|array| array.values().clone());
        ChunkedArray::<C::Kind>::from_vec_validity(name.into(), self.cells, mask).into_column()
    }
}

/// Neighbouring cells of a column that is filled in any order.
pub(super) struct FillingPart<'column, C: Number> {
    cells: &'column mut [C::Native],
    filled: &'column mut [bool],
}

impl<C: Number> FillingPart<'_, C> {
    #[inline]
    pub(super) fn put(&mut self, at: usize, cell: C) {
        if let Some(native) = cell.native() {
            self.cells[at] = native;
            if let Some(filled) = self.filled.get_mut(at) {
                *filled = true;
            }
        }
    }
}

/// What stands in a column.
pub(super) trait Cell: Sized {
    /// A column of such cells.
    fn column(name: &str, cells: impl ExactSizeIterator<Item = Self>) -> Column;
}

/// A number in a column, or an empty cell.
pub(super) trait Number: Copy {
    /// The number that it is.
    type Native: Copy + Default;
    /// The column that it stands in.
    type Kind: PolarsNumericType<Native = Self::Native>;
    /// Whether there need be no number.
    const MAY_BE_EMPTY: bool;

    /// The number; `None` in an empty cell.
    fn native(self) -> Option<Self::Native>;
}

macro_rules! numbers {
    ($($native:ty: $kind:ty),+) => {
        $(impl Number for $native {
            type Native = Self;
            type Kind = $kind;
            const MAY_BE_EMPTY: bool = false;

            fn native(self) -> Option<Self> {
                Some(self)
            }
        }

        impl Cell for $native {
            fn column(name: &str, cells: impl ExactSizeIterator<Item = Self>) -> Column {
                ChunkedArray::<$kind>::from_vec(name.into(), cells.collect()).into_column()
            }
        }

        impl Number for Option<$native> {
            type Native = $native;
            type Kind = $kind;
            const MAY_BE_EMPTY: bool = true;

            fn native(self) -> Self {
                self
            }
        }

        impl Cell for Option<$native> {
            fn column(name: &str, cells: impl ExactSizeIterator<Item = Self>) -> Column {
                let mut column = Filling::new(cells.len());
                for (at, cell) in cells.enumerate() {
                    column.put(at, cell);
                }
                column.column(name)
            }
        })+
    };
}
numbers!(u32: UInt32Type, i32: Int32Type, i64: Int64Type);

impl Cell for Option<bool> {
    fn column(name: &str, cells: impl ExactSizeIterator<Item = Self>) -> Column {
        Column::new(name.into(), cells.collect::<Vec<_>>())
    }
}

/// Whether nobody waits any more for what is being made.
pub(super) type Stop<'stop> = &'stop (dyn Fn() -> bool + Sync);

/// So many rows are gone through between two looks at whether anybody still waits.
pub(super) const LOOK: usize = 1 << 16;

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

    /// Lists one behind the other are gone through one by one rather than asked in turn for each item.
    fn fold<B, F: FnMut(B, I::Item) -> B>(self, start: B, mut add: F) -> B {
        let Self { mut inner, mut taken, is_stopped } = self;
        let folded = inner.try_fold(start, |sum, item| {
            taken += 1;
            let is_over = taken.is_multiple_of(LOOK) && is_stopped();
            if is_over { Err(sum) } else { Ok(add(sum, item)) }
        });
        folded.unwrap_or_else(|sum| sum)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_taken_from_its_end_is_the_table_that_was_there() -> Result<(), TablesError> {
        for height in [0, 1, 5, LOOK, LOOK + 3] {
            let rows: Vec<u32> = (0..height as u32).collect();
            let third = |row: u32| row.is_multiple_of(3).then_some(row as i32);
            let columns = drained!(rows.clone(), &|| false, row => {
                own: "own" => *row,
                day: "day" => third(*row),
            } {
                all: "all" => Some(i64::from(*row)),
                none: "none" => None::<i64>,
            });
            let backwards: Vec<u32> = rows.iter().rev().copied().collect();
            let gathered = gathered!(&backwards, &backwards, &|| false, row => {
                own: "own" => *row,
                day: "day" => third(*row),
            } {
                all: "all" => Some(i64::from(*row)),
                none: "none" => Some(i64::from(*row)).filter(|_| false),
            });
            let gathered = frame(height, gathered)?;
            let frame = frame(height, columns)?;
            let plain = DataFrame::new(
                height,
                vec![
                    Column::new("own".into(), rows.clone()),
                    Column::new("day".into(), rows.iter().map(|row| third(*row)).collect::<Vec<_>>()),
                    Column::new("all".into(), rows.iter().map(|row| i64::from(*row)).collect::<Vec<_>>()),
                    Column::new("none".into(), vec![None::<i64>; height]),
                ],
            )?;
            assert!(frame.equals_missing(&plain), "{height} rows");
            assert!(gathered.equals_missing(&plain), "{height} rows, gathered");
        }
        Ok(())
    }
}

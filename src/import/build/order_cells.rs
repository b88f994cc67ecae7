//! The cells of text that an order is made of. Never interprets one.

use super::{Field, RawTable};
use crate::import::column::TextColumn;
use crate::import::parse::text::is_blank;

/// The columns of an order export, as far as anything stands in them: exports have many columns that nobody fills.
#[derive(Clone, Copy)]
pub(super) struct OrderCells<'table>(pub &'table RawTable<'table>);

impl<'table> OrderCells<'table> {
    #[inline]
    fn filled(self, field: Field) -> Option<&'table TextColumn<'table>> {
        self.0.columns.get(&field).filter(|column| column.bytes() > 0)
    }

    /// The first of `rows` whose cell of `field` is not blank.
    #[inline]
    pub(super) fn first_row(self, field: Field, rows: &[u32]) -> Option<usize> {
        let column = self.filled(field)?;
        rows.iter().map(|row| *row as usize).find(|row| !is_blank(column.get(*row)))
    }

    /// The first cell of `field` in `rows` that is not blank; blank when all are.
    #[inline]
    pub(super) fn first(self, field: Field, rows: &[u32]) -> &'table str {
        let Some(column) = self.filled(field) else { return "" };
        rows.iter().map(|row| column.get(*row as usize)).find(|cell| !is_blank(cell)).unwrap_or_default()
    }

    /// The cell of `field` in `row`; blank where the export has no such column.
    #[inline]
    pub(super) fn at(self, field: Field, row: usize) -> &'table str {
        self.0.cell(field, row)
    }

    /// Whether the export has a column of `field`, be it blank.
    pub(super) fn has(self, field: Field) -> bool {
        self.0.columns.contains_key(&field)
    }
}

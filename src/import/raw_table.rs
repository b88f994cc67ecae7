//! The mapped cells of a file, or of a part of it, as text, column by column. Never interprets a cell.

use std::ops::Range;

use super::Refusal;
use super::column::TextColumn;
use super::profile::Field;

/// Columns of text by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns<'text> {
    /// Indexed by the field's number: looked up for every cell.
    slots: Vec<Option<TextColumn<'text>>>,
}

impl<'text> Columns<'text> {
    /// The column of `field`, if the file has one.
    #[inline]
    pub(super) fn get(&self, field: &Field) -> Option<&TextColumn<'text>> {
        self.slots.get(*field as usize)?.as_ref()
    }

    /// Whether the file has a column of `field`.
    pub(super) fn contains_key(&self, field: &Field) -> bool {
        self.get(field).is_some()
    }

    /// Puts a part of each cell in its place.
    pub(super) fn change(&mut self, change: impl Fn(&str) -> &str) {
        for column in self.slots.iter_mut().flatten() {
            *column = column.mapped(&change);
        }
    }

    /// The same columns with other cells.
    fn each(&self, change: impl Fn(&TextColumn<'_>) -> TextColumn<'static>) -> Columns<'static> {
        Columns { slots: self.slots.iter().map(|slot| slot.as_ref().map(&change)).collect() }
    }

    /// Adds a column, or replaces the one of the same field.
    pub(super) fn insert(&mut self, field: Field, column: TextColumn<'text>) {
        if self.slots.len() <= field as usize {
            self.slots.resize(field as usize + 1, None);
        }
        self.slots[field as usize] = Some(column);
    }
}

impl<'text> FromIterator<(Field, TextColumn<'text>)> for Columns<'text> {
    fn from_iter<T: IntoIterator<Item = (Field, TextColumn<'text>)>>(columns: T) -> Self {
        let mut all = Self::default();
        columns.into_iter().for_each(|(field, column)| all.insert(field, column));
        all
    }
}

/// The records that are neither rejected nor totals, column by column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawTable<'text> {
    /// Cells per mapped field, all of the same length.
    pub columns: Columns<'text>,
    /// Number of each record after the header, from 1.
    pub rows: Vec<u32>,
    /// Line of each record, from 1.
    pub lines: Vec<u32>,
}

impl RawTable<'_> {
    /// Number of records.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Numbers the record to come: its row and its line.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when a number does not fit.
    #[inline]
    pub(super) fn number(&mut self, row: u64, line: u64) -> Result<(), Refusal> {
        self.rows.push(u32::try_from(row).map_err(|_| Refusal::TooLarge)?);
        self.lines.push(u32::try_from(line).map_err(|_| Refusal::TooLarge)?);
        Ok(())
    }

    /// Cell of `field` in record `index`; blank when the file has no such column.
    #[inline]
    pub(super) fn cell(&self, field: Field, index: usize) -> &str {
        self.columns.get(&field).map_or("", |column| column.get(index))
    }

    /// The given records alone.
    ///
    /// # Errors
    /// As [`TextColumn::push`].
    pub(super) fn pick(&self, rows: &[usize]) -> Result<RawTable<'static>, Refusal> {
        let mut picked = RawTable {
            columns: Columns { slots: vec![None; self.columns.slots.len()] },
            rows: rows.iter().map(|row| self.rows[*row]).collect(),
            lines: rows.iter().map(|row| self.lines[*row]).collect(),
        };
        for (slot, column) in picked.columns.slots.iter_mut().zip(&self.columns.slots) {
            let Some(column) = column else { continue };
            let cells = slot.get_or_insert_default();
            rows.iter().try_for_each(|row| cells.push_text(column.get(*row)))?;
        }
        Ok(picked)
    }

    /// The records `range`.
    pub(super) fn copy(&self, range: Range<usize>) -> RawTable<'static> {
        RawTable {
            columns: self.columns.each(|column| column.copy(range.clone())),
            rows: self.rows[range.clone()].to_vec(),
            lines: self.lines[range].to_vec(),
        }
    }

    /// The same records, whose cells lie in no text.
    pub(super) fn into_own(self) -> RawTable<'static> {
        let slots = self.columns.slots.into_iter().map(|slot| slot.map(TextColumn::into_own));
        RawTable { columns: Columns { slots: slots.collect() }, rows: self.rows, lines: self.lines }
    }

    /// Adds the records of the part of the file that follows, whose rows and lines count from `rows` and `lines` on.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when a number does not fit.
    pub(super) fn append(&mut self, part: RawTable<'static>, rows: u64, lines: u64) -> Result<(), Refusal> {
        let moved =
            |number: u32, by: u64| u32::try_from(u64::from(number) + by).map_err(|_| Refusal::TooLarge);
        self.rows.reserve(part.rows.len());
        self.lines.reserve(part.lines.len());
        for row in &part.rows {
            self.rows.push(moved(*row, rows)?);
        }
        for line in &part.lines {
            self.lines.push(moved(*line, lines)?);
        }
        if self.columns.slots.is_empty() {
            self.columns = part.columns;
            return Ok(());
        }
        let pairs = self.columns.slots.iter_mut().zip(&part.columns.slots);
        for (column, part) in pairs.filter_map(|(column, part)| Some((column.as_mut()?, part.as_ref()?))) {
            column.append(part)?;
        }
        Ok(())
    }
}

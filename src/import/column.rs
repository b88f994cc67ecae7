//! One column of cells as text, kept back to back. Never interprets a cell.

use std::ops::Range;

use super::Refusal;

/// The cells of one column, in record order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextColumn {
    text: String,
    ends: Vec<u32>,
}

impl TextColumn {
    /// A column without a cell that `cells` of `bytes` in all fit into without moving.
    pub(super) fn with_room_for(cells: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(cells) }
    }

    /// Length of all cells together.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Adds a cell; bytes that are no UTF-8 become `�`.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when the column would hold more than 4 GiB of text.
    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        match std::str::from_utf8(cell) {
            Ok(text) => self.push_text(text),
            Err(_) => self.push_text(&String::from_utf8_lossy(cell)),
        }
    }

    /// Adds a cell.
    ///
    /// # Errors
    /// As [`Self::push`].
    #[inline]
    pub(super) fn push_text(&mut self, cell: &str) -> Result<(), Refusal> {
        self.text.push_str(cell);
        let end = u32::try_from(self.text.len()).map_err(|_| Refusal::TooLarge)?;
        self.ends.push(end);
        Ok(())
    }

    /// Adds a blank cell.
    #[inline]
    pub(super) fn push_blank(&mut self) {
        // The end of the cell before: it has its place.
        self.ends.push(self.text.len() as u32);
    }

    /// Adds the cells of another column.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub(super) fn append(&mut self, other: &Self) -> Result<(), Refusal> {
        let before = self.text.len() as u64;
        u32::try_from(before + other.text.len() as u64).map_err(|_| Refusal::TooLarge)?;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| end + before as u32));
        Ok(())
    }

    /// The cells `range`.
    pub(super) fn copy(&self, range: Range<usize>) -> Self {
        let start = range.start.checked_sub(1).map_or(0, |last| self.ends[last]);
        let end = range.end.checked_sub(1).map_or(0, |last| self.ends[last]);
        Self {
            text: self.text[start as usize..end as usize].to_owned(),
            ends: self.ends[range].iter().map(|end| end - start).collect(),
        }
    }

    /// Cell `index`, as it stands in the file.
    #[inline]
    pub(super) fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    /// The same cells, each as `change` makes it.
    pub(super) fn mapped(&self, change: impl Fn(&str) -> &str) -> Self {
        let mut column = Self::default();
        for cell in self.iter() {
            column.text.push_str(change(cell));
            // A part of a cell is no longer than the cell, so that its end has its place.
            column.ends.push(column.text.len() as u32);
        }
        column
    }

    /// Whether any cell holds the (ASCII) character.
    pub(super) fn holds(&self, character: u8) -> bool {
        memchr::memchr(character, self.text.as_bytes()).is_some()
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All cells, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }
}

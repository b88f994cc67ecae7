//! One column of cells as text, kept back to back. Never interprets a cell.

use super::Refusal;

/// The cells of one column, in record order.
#[derive(Clone, Debug, Default)]
pub(super) struct TextColumn {
    text: String,
    ends: Vec<u32>,
}

impl TextColumn {
    /// Adds a cell; bytes that are no UTF-8 become `�`.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] when the column would hold more than 4 GiB of text.
    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        match std::str::from_utf8(cell) {
            Ok(text) => self.text.push_str(text),
            Err(_) => self.text.push_str(&String::from_utf8_lossy(cell)),
        }
        let end = u32::try_from(self.text.len()).map_err(|_| Refusal::TooLarge)?;
        self.ends.push(end);
        Ok(())
    }

    /// Cell `index`, as it stands in the file.
    pub(super) fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
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

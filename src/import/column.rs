//! One column of cells as text: kept back to back, or where they lie in a text that is at hand. Never interprets a cell.

use std::ops::Range;

use super::Refusal;
use super::tokenize::{Dialect, Span};

/// The cells of one column, in record order.
#[derive(Clone, Debug)]
pub(super) enum TextColumn<'text> {
    /// Cells of its own.
    Own(OwnCells),
    /// Cells that lie in a text.
    Within(CellsWithin<'text>),
}

/// Cells back to back.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnCells {
    text: String,
    ends: Vec<u32>,
}

/// Cells as stretches of a text that is shorter than [`APART`].
#[derive(Clone, Debug)]
pub(super) struct CellsWithin<'text> {
    text: &'text str,
    /// Start and end of each, in the text; or from [`APART`] on, in `apart`.
    places: Vec<(u32, u32)>,
    /// Cells that do not stand in the text as they read.
    apart: String,
    bytes: usize,
    /// Where a cell is put together that does not stand in the text as it reads.
    scratch: Vec<u8>,
    /// What no cell holds: cells that hold the delimiter stand in quotes, and there were none.
    lacks: Option<u8>,
}

/// Places from this one on are not in the text.
const APART: u32 = 1 << 31;

impl Default for TextColumn<'_> {
    fn default() -> Self {
        Self::Own(OwnCells::default())
    }
}

impl PartialEq for TextColumn<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for TextColumn<'_> {}

impl<'text> TextColumn<'text> {
    /// A column without a cell whose `cells` will lie in `text`, parted by `delimiter`; one of its own cells when the text is too long.
    pub(super) fn within(text: &'text str, cells: usize, delimiter: u8) -> Self {
        if text.len() >= APART as usize {
            return Self::default();
        }
        let places = Vec::with_capacity(cells);
        let (apart, scratch) = (String::new(), Vec::new());
        Self::Within(CellsWithin { text, places, apart, bytes: 0, scratch, lacks: Some(delimiter) })
    }

    /// Length of all cells together.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Own(cells) => cells.text.len(),
            Self::Within(cells) => cells.bytes,
        }
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
    pub(super) fn push_text(&mut self, cell: &str) -> Result<(), Refusal> {
        match self {
            Self::Own(cells) => cells.push(cell),
            Self::Within(cells) => cells.push_apart(cell),
        }
    }

    /// Adds a cell of `text`, whose column this is if it lies in a text.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub(super) fn push_span(&mut self, text: &[u8], cell: Span, dialect: Dialect) -> Result<(), Refusal> {
        match self {
            Self::Within(cells) if !cell.is_escaped() => {
                cells.push_range(cell.range());
                Ok(())
            }
            _ => self.push(cell.bytes(text, dialect, &mut Vec::new())),
        }
    }

    /// The cells, if they lie in a text.
    pub(super) fn as_within(&mut self) -> Option<&mut CellsWithin<'text>> {
        match self {
            Self::Own(_) => None,
            Self::Within(cells) => Some(cells),
        }
    }

    /// Adds the cells of another column.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub(super) fn append(&mut self, other: &TextColumn<'_>) -> Result<(), Refusal> {
        match (self, other) {
            (Self::Own(own), TextColumn::Own(other)) => own.append(other),
            (own, other) => other.iter().try_for_each(|cell| own.push_text(cell)),
        }
    }

    /// The cells `range`, as cells of its own.
    pub(super) fn copy(&self, range: Range<usize>) -> TextColumn<'static> {
        let mut copy = OwnCells::default();
        for index in range {
            copy.push_part(self.get(index));
        }
        TextColumn::Own(copy)
    }

    /// The same cells, as cells of its own.
    pub(super) fn into_own(self) -> TextColumn<'static> {
        match self {
            Self::Own(cells) => TextColumn::Own(cells),
            Self::Within(_) => self.copy(0..self.len()),
        }
    }

    /// Cell `index`, as it stands in the file.
    #[inline]
    pub(super) fn get(&self, index: usize) -> &str {
        match self {
            Self::Own(cells) => cells.get(index),
            Self::Within(cells) => cells.get(index),
        }
    }

    /// The same cells, each as `change` makes it: a part of it.
    pub(super) fn mapped(&self, change: impl Fn(&str) -> &str) -> TextColumn<'static> {
        let mut column = OwnCells::default();
        for cell in self.iter() {
            column.push_part(change(cell));
        }
        TextColumn::Own(column)
    }

    /// Whether any cell holds the (ASCII) character.
    pub(super) fn holds(&self, character: u8) -> bool {
        match self {
            Self::Own(cells) => memchr::memchr(character, cells.text.as_bytes()).is_some(),
            Self::Within(cells) if cells.lacks == Some(character) => false,
            Self::Within(_) => self.iter().any(|cell| cell.as_bytes().contains(&character)),
        }
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Own(cells) => cells.ends.len(),
            Self::Within(cells) => cells.places.len(),
        }
    }

    /// All cells, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }
}

impl OwnCells {
    fn push(&mut self, cell: &str) -> Result<(), Refusal> {
        self.text.push_str(cell);
        let end = u32::try_from(self.text.len()).map_err(|_| Refusal::TooLarge)?;
        self.ends.push(end);
        Ok(())
    }

    /// Adds a cell to what is no longer than cells that had their place.
    fn push_part(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    fn append(&mut self, other: &Self) -> Result<(), Refusal> {
        let before = self.text.len() as u64;
        u32::try_from(before + other.text.len() as u64).map_err(|_| Refusal::TooLarge)?;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| end + before as u32));
        Ok(())
    }

    #[inline]
    fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }
}

impl CellsWithin<'_> {
    /// Adds cells that stand in the text as they read; those that stand in quotes are [replaced](Self::replace) by and by.
    #[inline]
    pub(super) fn extend(&mut self, ranges: impl Iterator<Item = (u32, u32)>) {
        let mut bytes = 0;
        self.places.extend(ranges.inspect(|(start, end)| bytes += end - start));
        self.bytes += bytes as usize;
    }

    /// Puts a cell in the place of cell `index`.
    pub(super) fn replace(&mut self, index: usize, text: &[u8], cell: Span, dialect: Dialect) {
        self.lacks = None;
        let (start, end) = self.places[index];
        self.bytes -= (end - start) as usize;
        let range = if cell.is_escaped() {
            let mut scratch = std::mem::take(&mut self.scratch);
            let range = self.keep_apart(&String::from_utf8_lossy(cell.bytes(text, dialect, &mut scratch)));
            self.scratch = scratch;
            range
        } else {
            (cell.range().start as u32, cell.range().end as u32)
        };
        self.bytes += (range.1 - range.0) as usize;
        self.places[index] = range;
    }

    fn push_range(&mut self, range: Range<usize>) {
        self.lacks = None;
        self.bytes += range.len();
        self.places.push((range.start as u32, range.end as u32));
    }

    fn push_apart(&mut self, cell: &str) -> Result<(), Refusal> {
        if self.apart.len() + cell.len() >= APART as usize {
            return Err(Refusal::TooLarge);
        }
        self.lacks = None;
        let range = self.keep_apart(cell);
        self.bytes += cell.len();
        self.places.push(range);
        Ok(())
    }

    /// What is put together of one text is no longer than the text, so that its place is below twice [`APART`].
    fn keep_apart(&mut self, cell: &str) -> (u32, u32) {
        let start = self.apart.len() as u32;
        self.apart.push_str(cell);
        (APART + start, APART + self.apart.len() as u32)
    }

    #[inline]
    fn get(&self, index: usize) -> &str {
        let (start, end) = self.places[index];
        // Many cells are blank, and the text need not be looked at for them.
        if start == end {
            ""
        } else if start < APART {
            &self.text[start as usize..end as usize]
        } else {
            &self.apart[(start - APART) as usize..(end - APART) as usize]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_text_read_as_cells_of_their_own() {
        let text = "a,\"say \"\"hi\"\"\",,ยาว";
        let spans = [
            Span::new(0, 1, false),
            Span::new(3, 13, true),
            Span::new(15, 15, false),
            Span::new(16, text.len(), false),
        ];
        let dialect = Dialect::delimited(b',');
        let mut within = TextColumn::within(text, 4, b',');
        let mut own = TextColumn::default();
        for column in [&mut within, &mut own] {
            for span in spans {
                column.push_span(text.as_bytes(), span, dialect).expect("room");
            }
        }
        assert_eq!(within.iter().collect::<Vec<_>>(), ["a", "say \"hi\"", "", "ยาว"]);
        assert_eq!(within, own);
        assert_eq!((within.bytes(), within.holds(b'h')), (own.bytes(), own.holds(b'h')));
        assert_eq!(within.copy(1..3).iter().collect::<Vec<_>>(), ["say \"hi\"", ""]);
        let cells = within.as_within().expect("cells of the text");
        cells.replace(0, text.as_bytes(), spans[1], dialect);
        cells.replace(1, text.as_bytes(), spans[2], dialect);
        assert_eq!(within.iter().collect::<Vec<_>>(), ["say \"hi\"", "", "", "ยาว"]);
        assert_eq!(within.bytes(), 8 + "ยาว".len());
        own.append(&within).expect("room");
        assert_eq!((own.len(), own.get(4)), (8, "say \"hi\""));
        assert_eq!(within.clone().into_own(), within);
    }
}

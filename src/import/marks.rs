//! Where delimiters, line breaks and quotes stand in a text, 64 bytes at a look. Never knows what a quote means, never copies text.

use wide::u8x16;

/// Bytes looked at together.
const BLOCK: usize = 64;

/// Bytes that are compared by one instruction on every machine.
const VECTOR: usize = 16;

/// The delimiters and line breaks of a text, one after the other.
pub(super) struct Marks<'text> {
    text: &'text [u8],
    delimiter: u8x16,
    quote: u8x16,
    /// Start of the block at hand, a multiple of [`BLOCK`].
    block: usize,
    /// One bit per byte of the block that is a mark and was not handed out yet.
    bits: u64,
    /// One bit per line break of the block.
    breaks: u64,
    /// One bit per quote of the block.
    quotes: u64,
}

/// Marks of one block that can be taken together: no quote stands among or before them.
pub(super) struct Run {
    /// Start of the block.
    block: usize,
    /// One bit per delimiter before the first line break.
    delimiters: u64,
    /// Position of the line break that ends the record, if it does in this block.
    pub line_break: Option<usize>,
}

impl Iterator for Run {
    type Item = usize;

    /// Position of the next delimiter.
    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.delimiters == 0 {
            return None;
        }
        let delimiter = self.block + self.delimiters.trailing_zeros() as usize;
        self.delimiters &= self.delimiters - 1;
        Some(delimiter)
    }
}

impl<'text> Marks<'text> {
    /// Most delimiters in a [`Run`].
    pub(super) const RUN: usize = BLOCK;

    /// The marks of `text` from byte `from` on.
    pub(super) fn new(text: &'text [u8], delimiter: u8, quote: u8, from: usize) -> Self {
        let (delimiter, quote) = (u8x16::splat(delimiter), u8x16::splat(quote));
        let mut marks = Self { text, delimiter, quote, block: usize::MAX, bits: 0, breaks: 0, quotes: 0 };
        marks.seek(from);
        marks
    }

    /// Position of the next mark; the length of the text when there is none.
    #[inline]
    pub(super) fn next(&mut self) -> usize {
        while self.bits == 0 {
            if !self.advance() {
                return self.text.len();
            }
        }
        let mark = self.block + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        mark
    }

    /// The next marks of one block, for a cell that starts at `start`; `None` where a quote stands before them, and at the end of the
    /// text.
    #[inline]
    pub(super) fn next_run(&mut self, start: usize) -> Option<Run> {
        let bits = loop {
            let passed = start.saturating_sub(self.block);
            let quotes = if passed < BLOCK { self.quotes & (u64::MAX << passed) } else { 0 };
            let bits = self.bits & below_lowest(quotes);
            if bits != 0 {
                break bits;
            }
            if quotes != 0 || !self.advance() {
                return None;
            }
        };
        let breaks = bits & self.breaks;
        let delimiters = bits & below_lowest(breaks);
        let line_break = (breaks != 0).then(|| self.block + breaks.trailing_zeros() as usize);
        self.bits &= !(delimiters | (breaks & breaks.wrapping_neg()));
        Some(Run { block: self.block, delimiters, line_break })
    }

    /// Leaves out the marks before byte `to`; never goes back within a block.
    #[inline]
    pub(super) fn seek(&mut self, to: usize) {
        let block = to & !(BLOCK - 1);
        if block != self.block {
            self.block = block;
            self.look();
        }
        self.bits &= u64::MAX << (to - block);
    }

    /// Goes to the next block, if there is one.
    #[inline]
    fn advance(&mut self) -> bool {
        let block = self.block + BLOCK;
        if block >= self.text.len() {
            return false;
        }
        self.block = block;
        self.look();
        true
    }

    /// Finds the marks of the block at hand.
    #[inline]
    fn look(&mut self) {
        let rest = self.text.get(self.block..).unwrap_or_default();
        match rest.first_chunk::<BLOCK>() {
            Some(bytes) => self.look_at(bytes),
            None => {
                let mut bytes = [0; BLOCK];
                bytes[..rest.len()].copy_from_slice(rest);
                self.look_at(&bytes);
            }
        }
    }

    #[inline]
    fn look_at(&mut self, bytes: &[u8; BLOCK]) {
        let (vectors, _) = bytes.as_chunks::<VECTOR>();
        let (mut marks, mut others) = (0, 0);
        for (index, vector) in vectors.iter().enumerate() {
            let vector = u8x16::new(*vector);
            let breaks = vector.simd_eq(u8x16::splat(b'\n')) | vector.simd_eq(u8x16::splat(b'\r'));
            let place = index * VECTOR;
            marks |= u64::from((breaks | vector.simd_eq(self.delimiter)).to_bitmask()) << place;
            others |= u64::from((breaks | vector.simd_eq(self.quote)).to_bitmask()) << place;
        }
        self.bits = marks;
        // Line breaks are in both.
        self.breaks = marks & others;
        self.quotes = others & !marks;
    }
}

/// All bits below the lowest one that is set; all bits at all when none is.
#[inline]
fn below_lowest(bits: u64) -> u64 {
    (bits & bits.wrapping_neg()).wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_found_whatever_the_length() {
        let text: Vec<u8> =
            (0..300_u32).map(|index| b",x\ny\rz0\xE0"[(index * index % 8) as usize]).collect();
        for length in 0..text.len() {
            let text = &text[..length];
            let expected: Vec<usize> = (0..length).filter(|at| b",\n\r".contains(&text[*at])).collect();
            let mut marks = Marks::new(text, b',', b'"', 0);
            let mut found = Vec::new();
            loop {
                match marks.next() {
                    end if end == length => break,
                    mark => found.push(mark),
                }
            }
            assert_eq!(found, expected, "{length}");
            assert_eq!(marks.next(), length);
            let mut late = Marks::new(text, b',', b'"', length / 2);
            let first = expected.iter().copied().find(|mark| *mark >= length / 2);
            assert_eq!(late.next(), first.unwrap_or(length));
        }
    }

    #[test]
    fn runs_hold_the_marks_of_a_block_before_a_quote() {
        let text =
            [vec![b'x'; 60], b",,\n,".to_vec(), b"a,b,c\r\n".to_vec(), vec![b','; 57], b"x,\"q\",".to_vec()]
                .concat();
        let mut marks = Marks::new(&text, b',', b'"', 0);
        let mut take = |start| {
            let mut run = marks.next_run(start)?;
            Some((run.by_ref().collect::<Vec<_>>(), run.line_break))
        };
        assert_eq!(take(0), Some((vec![60, 61], Some(62))));
        assert_eq!(take(63), Some((vec![63], None)));
        assert_eq!(take(64), Some((vec![65, 67], Some(69))));
        assert_eq!(take(71), Some((vec![], Some(70))));
        assert_eq!(take(71).map(|(found, _)| found.len()), Some(57));
        assert_eq!(take(128), Some((vec![129], None)));
        assert_eq!(take(130), None, "a quote stands there");
    }
}

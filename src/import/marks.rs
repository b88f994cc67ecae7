//! Where delimiters and line breaks stand in a text, 64 bytes at a look. Never knows about quotes, never copies text.

use wide::u8x32;

/// Bytes looked at together.
const BLOCK: usize = 64;

/// The delimiters and line breaks of a text, one after the other.
pub(super) struct Marks<'text> {
    text: &'text [u8],
    delimiter: u8x32,
    /// Start of the block at hand, a multiple of [`BLOCK`].
    block: usize,
    /// One bit per byte of the block that is a mark and was not handed out yet.
    bits: u64,
}

impl<'text> Marks<'text> {
    /// The marks of `text` from byte `from` on.
    pub(super) fn new(text: &'text [u8], delimiter: u8, from: usize) -> Self {
        let mut marks = Self { text, delimiter: u8x32::splat(delimiter), block: usize::MAX, bits: 0 };
        marks.seek(from);
        marks
    }

    /// Position of the next mark; the length of the text when there is none.
    #[inline]
    pub(super) fn next(&mut self) -> usize {
        while self.bits == 0 {
            let block = self.block + BLOCK;
            if block >= self.text.len() {
                return self.text.len();
            }
            self.block = block;
            self.bits = self.look(block);
        }
        let mark = self.block + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        mark
    }

    /// Leaves out the marks before byte `to`; never goes back within a block.
    #[inline]
    pub(super) fn seek(&mut self, to: usize) {
        let block = to & !(BLOCK - 1);
        if block != self.block {
            self.block = block;
            self.bits = self.look(block);
        }
        self.bits &= u64::MAX << (to - block);
    }

    /// The marks of the block that starts at `block`.
    #[inline]
    fn look(&self, block: usize) -> u64 {
        let rest = self.text.get(block..).unwrap_or_default();
        match rest.first_chunk::<BLOCK>() {
            Some(bytes) => self.bits_of(bytes),
            None => {
                let mut bytes = [0; BLOCK];
                bytes[..rest.len()].copy_from_slice(rest);
                self.bits_of(&bytes)
            }
        }
    }

    #[inline]
    fn bits_of(&self, bytes: &[u8; BLOCK]) -> u64 {
        let (low, high) = bytes.split_at(BLOCK / 2);
        u64::from(self.bits_of_half(low)) | u64::from(self.bits_of_half(high)) << (BLOCK / 2)
    }

    #[inline]
    fn bits_of_half(&self, bytes: &[u8]) -> u32 {
        let bytes: [u8; BLOCK / 2] = bytes.try_into().unwrap_or_default();
        let bytes = u8x32::new(bytes);
        let breaks = bytes.simd_eq(u8x32::splat(b'\n')) | bytes.simd_eq(u8x32::splat(b'\r'));
        (breaks | bytes.simd_eq(self.delimiter)).to_bitmask()
    }
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
            let mut marks = Marks::new(text, b',', 0);
            let mut found = Vec::new();
            loop {
                match marks.next() {
                    end if end == length => break,
                    mark => found.push(mark),
                }
            }
            assert_eq!(found, expected, "{length}");
            assert_eq!(marks.next(), length);
            let mut late = Marks::new(text, b',', length / 2);
            let first = expected.iter().copied().find(|mark| *mark >= length / 2);
            assert_eq!(late.next(), first.unwrap_or(length));
        }
    }
}

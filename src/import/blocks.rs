//! A stream of text in blocks that end after a line break, where a record probably ends too: a block that does not is worked on twice.
//! Never loses a byte, never looks at cells.

use std::io::{self, Read};

use super::decode::read_full;
use super::refusal::{Limit, Refused};
use super::{Refusal, limits};

/// Bytes read at a time: they and what is made of them fit into a core's own cache.
pub(super) const BLOCK_BYTES: usize = 1 << 19;

/// Some whole lines of text.
pub(super) struct Block {
    /// Whether nothing follows.
    pub is_last: bool,
    /// Bytes read from the start up to and with this block.
    pub read_bytes: u64,
    buffer: Vec<u8>,
    filled: usize,
}

impl Block {
    /// The text.
    pub(super) fn text(&self) -> &[u8] {
        &self.buffer[..self.filled]
    }

    /// The memory, to be used again.
    pub(super) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }
}

/// Cuts a stream into blocks.
pub(super) struct Blocks<R> {
    reader: R,
    size: usize,
    /// What stands around cells that may hold line breaks.
    quote: u8,
    /// Text after the last line break read.
    rest: Vec<u8>,
    read_bytes: u64,
    is_done: bool,
}

impl<R: Read> Blocks<R> {
    /// Blocks of about `size` bytes, of a text with `quote` around cells.
    pub(super) fn new(reader: R, size: usize, quote: u8) -> Self {
        Self { reader, size: size.max(1), quote, rest: Vec::new(), read_bytes: 0, is_done: false }
    }

    /// Puts text that was handed out but not used before what is still to come.
    pub(super) fn put_back(&mut self, text: &[u8]) {
        self.rest = [text, self.rest.as_slice()].concat();
        self.is_done = false;
    }

    /// The next block, in `buffer`'s memory; `None` after the last.
    ///
    /// # Errors
    /// Whatever the reader reports; a refusal for a line that is too long.
    pub(super) fn next(&mut self, mut buffer: Vec<u8>) -> io::Result<Option<Block>> {
        if self.is_done {
            return Ok(None);
        }
        let mut filled = self.rest.len();
        let mut wanted = self.size;
        make_room(&mut buffer, filled + wanted);
        buffer[..filled].copy_from_slice(&self.rest);
        self.rest.clear();
        loop {
            make_room(&mut buffer, filled + wanted);
            let read = read_full(&mut self.reader, &mut buffer[filled..filled + wanted])?;
            filled += read;
            self.read_bytes += read as u64;
            if read < wanted {
                self.is_done = true;
                return Ok(Some(Block { is_last: true, read_bytes: self.read_bytes, buffer, filled }));
            }
            if let Some(cut) = after_last_record(&buffer[..filled], self.quote) {
                self.rest.extend_from_slice(&buffer[cut..filled]);
                return Ok(Some(Block { is_last: false, read_bytes: self.read_bytes, buffer, filled: cut }));
            }
            if filled > limits::LINE_BYTES {
                let allowed = limits::LINE_BYTES as u64;
                return Err(Refused::io(Refusal::TooMuch { limit: Limit::Line, allowed }));
            }
            // Twice as much each time, but not much more than a line may have.
            wanted = filled.min(limits::LINE_BYTES + 1 - filled + self.size);
        }
    }
}

/// Makes the memory at least `length` long. It is cleared once, not each time it is used again.
fn make_room(buffer: &mut Vec<u8>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
}

/// How far back a line break outside quotes is looked for: a stray quote must not make blocks ever longer.
const LOOKED_BACK: usize = 1 << 16;

/// The byte after the last line break that no quoted cell holds, if quotes come in pairs from the start of `text` on; else after the
/// last line break of any kind.
fn after_last_record(text: &[u8], quote: u8) -> Option<usize> {
    let last = after_last_break(text)?;
    let quotes = |text: &[u8]| memchr::memchr_iter(quote, text).count();
    let mut open = quotes(&text[..last]) % 2 == 1;
    let mut cut = last;
    while open {
        let earlier = after_last_break(&text[..cut - 1]).filter(|at| last - at <= LOOKED_BACK);
        let Some(earlier) = earlier else { return Some(last) };
        open ^= quotes(&text[earlier..cut]) % 2 == 1;
        cut = earlier;
    }
    Some(cut)
}

/// The byte after the last line break, never between the halves of `\r\n`.
fn after_last_break(text: &[u8]) -> Option<usize> {
    let last = memchr::memrchr(b'\n', text);
    // A carriage return at the very end may be the first half.
    let last = last.or_else(|| memchr::memrchr(b'\r', &text[..text.len().saturating_sub(1)]));
    last.map(|last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_any_size_hold_the_whole_text_and_end_after_a_line_break() {
        for text in ["a,b\r\nc\r\n\r\nd", "a\rb\r\rc\r", "", "\n", "no break at all", "x\r\n"] {
            for size in 1..=text.len() + 1 {
                let mut blocks = Blocks::new(text.as_bytes(), size, b'"');
                let mut found = Vec::new();
                while let Some(block) = blocks.next(Vec::new()).expect("memory can be read") {
                    let text = block.text();
                    assert!(block.is_last || matches!(text.last(), Some(b'\n' | b'\r')), "{text:?}");
                    found.extend_from_slice(text);
                    let split = text.ends_with(b"\r") && text.len() > 1 && !block.is_last;
                    assert!(!(split && blocks.rest.starts_with(b"\n")), "a line break was cut in two");
                }
                assert_eq!(found, text.as_bytes(), "{size}");
            }
        }
    }

    #[test]
    fn a_block_ends_outside_quotes_where_it_can() {
        let cut = |text: &str| after_last_record(text.as_bytes(), b'"');
        assert_eq!(cut("a\n\"b\nc\",d\ne"), Some(10));
        assert_eq!(cut("a\n\"b\nc"), Some(2));
        assert_eq!(cut("a\n\"b\r\n\r\nc"), Some(2));
        assert_eq!(cut("\"b\nc"), Some(3), "no other line break");
        assert_eq!(cut("a\"b"), None);
        let far = format!("a\n5\" wide\n{}", "x\n".repeat(LOOKED_BACK));
        assert_eq!(cut(&far), Some(far.len()), "a stray quote");
    }

    #[test]
    fn text_that_was_put_back_comes_again() {
        let mut blocks = Blocks::new(&b"1\n2\n3\n"[..], 4, b'"');
        let first = blocks.next(Vec::new()).expect("memory can be read").expect("a block");
        blocks.put_back(&first.text()[2..]);
        let mut rest = Vec::new();
        while let Some(block) = blocks.next(Vec::new()).expect("memory can be read") {
            rest.extend_from_slice(block.text());
        }
        assert_eq!(rest, b"2\n3\n");
    }
}

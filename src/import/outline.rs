//! Where the cells and records of a stretch of text end, found 64 bytes at a look. Never reads on where a quote stands that neither
//! opens nor closes a whole cell: such records are the tokenizer's.

use std::ops::Range;

use fearless_simd::{Level, dispatch};
use wide::u8x16;

use super::tokenize::{Dialect, Span, after_break};

/// Bytes looked at together.
const BLOCK: usize = 64;

/// Bytes that are compared by one instruction on every machine.
const VECTOR: usize = 16;

/// Most bytes of a stretch: its outline and what is made of it stay in a core's first cache.
const STRETCH: usize = 1 << 15;

/// Most ends of cells in a stretch.
const MARKS: usize = 1 << 13;

/// Cells that end in a block as a rule.
const USUAL: usize = 12;

/// The outline of the records that begin and end in a stretch of text.
pub(super) struct Outline {
    level: Level,
    delimiter: u8x16,
    quote: u8x16,
    /// Positions of the delimiters and line breaks outside quotes; those from [`Self::filled`] on mean nothing.
    marks: Vec<u32>,
    filled: usize,
    /// Places in `marks` of the line breaks that end a record.
    ends: Vec<u32>,
    /// Places in `marks` of the ends of cells that begin with a quote.
    quoted: Vec<u32>,
    /// Positions of the line breaks within quotes.
    inner: Vec<u32>,
}

/// A record in an outline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sound {
    /// First byte.
    pub from: usize,
    /// Place among the marks of the end of its first cell.
    first: usize,
    /// Number of cells.
    pub cells: usize,
    /// Line breaks within its cells.
    pub inner_breaks: u64,
}

/// What the bytes looked at so far mean for the next ones, each as the lowest bit.
struct Before {
    /// All bits, when the next byte is within quotes.
    inside: u64,
    /// Whether a cell may begin.
    begins: u64,
    /// Whether a quote closed just before.
    closed: u64,
    /// Whether the last byte was a carriage return.
    carriage: u64,
}

impl Outline {
    /// An outline of texts of a dialect; `None` when its records are for the tokenizer alone.
    pub(super) fn new(dialect: Dialect) -> Option<Self> {
        let is_plain = !(dialect.aligned || dialect.doubled || dialect.skips_blanks || dialect.backslash);
        is_plain.then(|| Self {
            level: Level::new(),
            delimiter: u8x16::splat(dialect.delimiter),
            quote: u8x16::splat(dialect.quote),
            marks: vec![0; MARKS],
            filled: 0,
            ends: Vec::new(),
            quoted: Vec::new(),
            inner: Vec::new(),
        })
    }

    /// Looks at the stretch of `text` that begins with byte `from`, where a record starts.
    pub(super) fn look(&mut self, text: &[u8], from: usize) {
        self.filled = 0;
        self.ends.clear();
        self.quoted.clear();
        self.inner.clear();
        let stretch = &text[from..text.len().min(from + STRETCH)];
        dispatch!(self.level, _simd => self.look_through(stretch, from));
    }

    /// The records of `text` that end in the stretch, of which the first starts at `from`, in order.
    pub(super) fn records(&self, text: &[u8], mut from: usize) -> impl Iterator<Item = Sound> {
        let (mut first, mut inner) = (0, self.inner.as_slice());
        self.ends.iter().map(move |last| {
            let last = *last as usize;
            let end = self.marks[last];
            let within = inner.iter().take_while(|at| **at < end).count();
            inner = &inner[within..];
            let record = Sound { from, first, cells: last + 1 - first, inner_breaks: within as u64 };
            first = last + 1;
            from = after_break(text, end as usize);
            record
        })
    }

    /// Where a record ends, without its line break.
    #[inline]
    pub(super) fn end(&self, record: &Sound) -> usize {
        self.marks[record.first + record.cells - 1] as usize
    }

    /// Where cell `index` of a record lies, its quotes included.
    #[inline]
    pub(super) fn range(&self, record: &Sound, index: usize) -> (u32, u32) {
        let place = record.first + index;
        let start = if index == 0 { record.from as u32 } else { self.marks[place - 1] + 1 };
        (start, self.marks[place])
    }

    /// Cell `index` of a record of `text`.
    #[inline]
    pub(super) fn cell(&self, record: &Sound, index: usize, text: &[u8], quote: u8) -> Span {
        let (start, end) = self.range(record, index);
        let Range { start, end } = start as usize..end as usize;
        if start == end || text[start] != quote {
            return Span::new(start, end, false);
        }
        // Its quotes are sound: it ends with one, and those within are doubled.
        let (start, end) = (start + 1, end - 1);
        Span::new(start, end, memchr::memchr(quote, &text[start..end]).is_some())
    }

    /// The cells that begin with a quote, of `records` of the stretch in their order: place of the record, and of the cell in it.
    pub(super) fn quoted(&self, records: &[Sound]) -> impl Iterator<Item = (usize, usize)> {
        let mut record = 0;
        self.quoted.iter().filter_map(move |mark| {
            let mark = *mark as usize;
            record +=
                records[record..].iter().take_while(|record| record.first + record.cells <= mark).count();
            let index = mark.checked_sub(records.get(record)?.first)?;
            Some((record, index))
        })
    }

    #[inline(always)]
    fn look_through(&mut self, stretch: &[u8], from: usize) {
        let mut before = Before { inside: 0, begins: 1, closed: 0, carriage: 0 };
        let (blocks, rest) = stretch.as_chunks::<BLOCK>();
        let mut at = from;
        for block in blocks {
            if !self.look_at(block, at, &mut before) {
                return;
            }
            at += BLOCK;
        }
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        self.look_at(&block, at, &mut before);
    }

    /// Adds the marks of the block at `at`; says whether to go on: its quotes are sound, and there is room.
    #[inline(always)]
    fn look_at(&mut self, block: &[u8; BLOCK], at: usize, before: &mut Before) -> bool {
        let (vectors, _) = block.as_chunks::<VECTOR>();
        let vectors: [u8x16; BLOCK / VECTOR] = std::array::from_fn(|index| u8x16::new(vectors[index]));
        let bits = |wanted: u8x16| {
            let mask = |index: usize| vectors[index].simd_eq(wanted).to_bitmask();
            // In halves, each of which is one comparison where vectors are twice as wide.
            let halves = [mask(0) | mask(1) << VECTOR, mask(2) | mask(3) << VECTOR];
            u64::from(halves[0]) | u64::from(halves[1]) << (2 * VECTOR)
        };
        let (delimiters, quotes) = (bits(self.delimiter), bits(self.quote));
        let (feeds, carriages) = (bits(u8x16::splat(b'\n')), bits(u8x16::splat(b'\r')));
        // The second half of `\r\n` breaks no line.
        let mut breaks = carriages | (feeds & !(carriages << 1 | before.carriage));
        let mut marks = delimiters | breaks;
        let mut edges = delimiters | feeds | carriages;
        let mut sound = u64::MAX;
        if quotes | before.inside | before.closed != 0 {
            let inside = up_to_each(quotes) ^ before.inside;
            let (opening, closing) = (quotes & inside, quotes & !inside);
            edges &= !inside;
            let begins = edges << 1 | before.begins;
            // A quote opens at the start of a cell, or as the second of a pair.
            let opens = begins | closing << 1 | before.closed;
            // It closes before the end of a cell, or as the first of a pair. What follows the last byte shows in the next block.
            let closes = (edges | opening) >> 1 | 1 << (BLOCK - 1);
            let closed_well = before.closed & !(edges | opening) == 0;
            let stray = (opening & !opens) | (closing & !closes);
            sound = if closed_well { below_lowest(stray) } else { 0 };
            for_each_bit(breaks & inside & sound, |bit| self.inner.push(at as u32 + bit));
            breaks &= !inside & sound;
            marks &= !inside & sound;
            let filled = self.filled as u32;
            for_each_bit(opening & begins & sound, |bit| {
                self.quoted.push(filled + (marks & ((1 << bit) - 1)).count_ones());
            });
            before.inside = 0_u64.wrapping_sub(inside >> (BLOCK - 1));
            before.closed = closing >> (BLOCK - 1);
        }
        before.begins = edges >> (BLOCK - 1);
        before.carriage = carriages >> (BLOCK - 1);
        self.add(marks, breaks, at) && sound == u64::MAX
    }

    /// Adds the marks of the block at `at`; says whether there is room for another's.
    #[inline(always)]
    fn add(&mut self, marks: u64, breaks: u64, at: usize) -> bool {
        let filled = self.filled as u32;
        for_each_bit(breaks, |bit| self.ends.push(filled + (marks & ((1 << bit) - 1)).count_ones()));
        let Some(room) = self.marks.get_mut(self.filled..).and_then(|room| room.first_chunk_mut::<BLOCK>())
        else {
            return false;
        };
        let count = marks.count_ones() as usize;
        let mut bits = marks;
        let (usual, more) = room.split_at_mut(USUAL);
        let mut write = |place: &mut u32| {
            *place = at as u32 + (bits | 1 << (BLOCK - 1)).trailing_zeros();
            bits &= bits.wrapping_sub(1);
        };
        // As many as most blocks have are written without asking whether they are there; what is too much is written over.
        usual.iter_mut().for_each(&mut write);
        if count > USUAL {
            more[..count - USUAL].iter_mut().for_each(write);
        }
        self.filled += count;
        self.filled + BLOCK <= MARKS
    }
}

/// Calls `take` with the number of each bit that is set, from the lowest.
#[inline(always)]
fn for_each_bit(mut bits: u64, mut take: impl FnMut(u32)) {
    while bits != 0 {
        take(bits.trailing_zeros());
        bits &= bits - 1;
    }
}

/// For each bit whether an odd number of bits is set up to and with it.
#[inline(always)]
fn up_to_each(bits: u64) -> u64 {
    (0..6).fold(bits, |bits, power| bits ^ (bits << (1 << power)))
}

/// All bits below the lowest one that is set; all bits at all when none is.
#[inline(always)]
fn below_lowest(bits: u64) -> u64 {
    (bits & bits.wrapping_neg()).wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::tokenize::{Outcome, Tokenizer};

    type Rows = Vec<(u64, Vec<Span>)>;

    /// Line and cells of the records of `text` as far as their quotes are sound, in stretches; and where they end.
    fn outlined(text: &[u8], dialect: Dialect) -> (Rows, usize) {
        let mut outline = Outline::new(dialect).expect("a plain dialect");
        let (mut rows, mut at, mut breaks) = (Vec::new(), 0, 0);
        loop {
            let from = at;
            outline.look(text, from);
            let mut records: Vec<Sound> = Vec::new();
            for record in outline.records(text, from) {
                at = after_break(text, outline.end(&record));
                if outline.end(&record) > record.from {
                    let cells =
                        (0..record.cells).map(|index| outline.cell(&record, index, text, dialect.quote));
                    rows.push((breaks + 1, cells.collect()));
                }
                breaks += record.inner_breaks + 1;
                records.push(record);
            }
            let quoted: Vec<_> = outline.quoted(&records).collect();
            let begins = |(record, index): &(usize, usize)| {
                text.get(outline.range(&records[*record], *index).0 as usize) == Some(&dialect.quote)
            };
            let all = records
                .iter()
                .enumerate()
                .flat_map(|(place, record)| (0..record.cells).map(move |index| (place, index)));
            assert_eq!(quoted, all.filter(begins).collect::<Vec<_>>());
            if at == from {
                return (rows, at);
            }
        }
    }

    /// The same by the tokenizer, of the text before `end`.
    fn tokenized(text: &[u8], end: usize, dialect: Dialect) -> Rows {
        let mut tokenizer = Tokenizer::new(text, 0, dialect, true);
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        while tokenizer.skip_blank_lines() && tokenizer.at() < end {
            let line = tokenizer.breaks() + 1;
            match tokenizer.next_record(&mut cells) {
                Outcome::Record(_) => rows.push((line, cells.clone())),
                outcome => panic!("{outcome:?}"),
            }
        }
        rows
    }

    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[a-c]{0,3}",
            6 => Just(",".to_owned()),
            3 => Just("\n".to_owned()),
            2 => Just("\r\n".to_owned()),
            1 => Just("\r".to_owned()),
            3 => Just(",\"a\",".to_owned()),
            2 => Just(",\"a, \"\"b\"\"\r\n\nc\"\n".to_owned()),
            1 => Just("\"".to_owned()),
            1 => Just("ก".repeat(20)),
        ];
        prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn sound_records_are_read_as_the_tokenizer_reads_them(text in texts()) {
            let dialect = Dialect::delimited(b',');
            let (rows, end) = outlined(text.as_bytes(), dialect);
            prop_assert_eq!(rows, tokenized(text.as_bytes(), end, dialect));
        }
    }

    #[test]
    fn it_stops_at_the_record_with_a_stray_quote_only() {
        let end = |text: &str| outlined(text.as_bytes(), Dialect::delimited(b',')).1;
        assert_eq!(end("a,\"b\"\n\"\",c\n"), 11);
        assert_eq!(end("a,b\n5\" wide,c\nd,e\n"), 4);
        assert_eq!(end("a,b\n\"c\" d,e\n"), 4);
        assert_eq!(end("a,b\n\"c,d\n"), 4);
        let far = format!("{}\"a\"b,c\n", "x,\"y\"\n".repeat(9));
        assert_eq!(end(&far), 54, "the quote closes at the end of a block");
    }

    #[test]
    fn stretches_of_many_and_of_long_cells_go_on() {
        for line in [",".repeat(3_000), "x".repeat(9_000), format!("\"{}\",", "a,\"\"\n".repeat(1_000))] {
            let text = format!("{line}\n").repeat(20);
            let (rows, end) = outlined(text.as_bytes(), Dialect::delimited(b','));
            assert_eq!((rows.len(), end), (20, text.len()));
        }
    }
}

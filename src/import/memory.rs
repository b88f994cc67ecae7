//! How much memory a file will take, told from its first part before anything of it is kept. Never sets memory aside, never asks the
//! machine itself (see `platform`).

use std::collections::HashSet;
use std::fmt::Debug;

use super::Refusal;
use super::decode::{self, Scan};
use super::profile::Field;
use super::recognise::Mapping;
use super::records::{Record, Records};
use super::sniff::Layout;

/// Tells how much memory a program may still take.
pub trait FreeMemory: Debug + Send + Sync {
    /// Bytes that can be taken without another program being pushed out; `None` where the machine does not say.
    fn available_bytes(&self) -> Option<u64>;
}

/// Bytes that are taken whatever the file: blocks of text under way, the program's own tables.
const BASE: f64 = 96e6;

/// Bytes per row of a table when it is built: the row, its place among the sorted ones, its columns. Exports of one and of four million
/// order lines took 237 bytes per row at their peak, names included.
const PER_ROW: f64 = 220.0;

/// Bytes per cell of a table that is read whole before it is built, beside its text.
const PER_CELL: f64 = 4.0;

/// Bytes of memory per byte of a name that is kept once (the text, its place, its share of the index), and per name.
const PER_NAME_BYTE: f64 = 1.5;
/// See [`PER_NAME_BYTE`].
const PER_NAME: f64 = 48.0;

/// What is kept as names, each once.
const NAMES: [Field; 9] = [
    Field::OrderId,
    Field::Email,
    Field::Phone,
    Field::CustomerId,
    Field::Product,
    Field::RecordId,
    Field::ConversationId,
    Field::MessageId,
    Field::Campaign,
];

/// What the rows of the first part say about all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sample {
    /// Rows that the whole file may have.
    rows: f64,
    /// Bytes of the mapped columns, per row.
    text: f64,
    /// Mapped columns.
    columns: f64,
    /// Names that no row above has, per row, and their bytes.
    names: f64,
    name_bytes: f64,
}

impl Sample {
    /// Reads the rows of the first part.
    fn read(scan: &Scan, layout: &Layout<'_>, mapping: &Mapping<'_>) -> Self {
        let text = decode::head_text(scan);
        let mut records = Records::new(text.as_bytes(), layout.dialect);
        let mut sample = Self { columns: mapping.columns.len() as f64, ..Self::default() };
        let (mut rows, mut seen) = (0_u32, HashSet::new());
        while let Ok(Some(record)) = records.next() {
            let Record::Cells { text, cells, line } = record else { continue };
            if line <= layout.header_line {
                continue;
            }
            rows += 1;
            for (field, index) in &mapping.columns {
                let cell = cells.get(*index).map_or(&b""[..], |cell| &text[cell.range()]);
                sample.text += cell.len() as f64;
                if NAMES.contains(field) && !cell.is_empty() && seen.insert((*field, cell.to_vec())) {
                    sample.names += 1.0;
                    sample.name_bytes += cell.len() as f64;
                }
            }
        }
        let per_row = 1.0 / f64::from(rows.max(1));
        sample.rows = f64::from(rows) * scan.bytes as f64 / scan.head.len().max(1) as f64;
        for sum in [&mut sample.text, &mut sample.names, &mut sample.name_bytes] {
            *sum *= per_row;
        }
        sample
    }

    /// Bytes of memory for all rows; `is_whole` when the text of the columns is kept until all of it is read.
    fn needed(&self, is_whole: bool) -> u64 {
        let names = PER_NAME * self.names + PER_NAME_BYTE * self.name_bytes;
        let text = if is_whole { self.text + PER_CELL * self.columns } else { 0.0 };
        (BASE + self.rows * (PER_ROW + names + text)) as u64
    }
}

/// Refuses a file that needs more memory than there is; `is_whole` when the text of its columns is kept until all of it is read.
///
/// # Errors
/// [`Refusal::NotEnoughMemory`] with both figures.
pub(super) fn check(
    scan: &Scan,
    layout: &Layout<'_>,
    mapping: &Mapping<'_>,
    is_whole: bool,
    memory: Option<&dyn FreeMemory>,
) -> Result<(), Refusal> {
    // What lies in the first part is in memory already.
    let Some(memory) = memory.filter(|_| !scan.head_is_all) else { return Ok(()) };
    let Some(available) = memory.available_bytes() else { return Ok(()) };
    let needed = Sample::read(scan, layout, mapping).needed(is_whole);
    if needed > available { Err(Refusal::NotEnoughMemory { needed, available }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::import::{Input, Options, Unwatched, import};

    #[derive(Debug)]
    struct Machine(Option<u64>);

    impl FreeMemory for Machine {
        fn available_bytes(&self) -> Option<u64> {
            self.0
        }
    }

    fn refusal(rows: usize, available: Option<u64>) -> Option<Refusal> {
        let row = |number: usize| {
            format!("#{number},buyer{number}@example.com,2026-01-05,1.00,{}\n", "x".repeat(99))
        };
        let text = format!("Name,Email,Created at,Total,Notes\n{}", (0..rows).map(row).collect::<String>());
        let input = Input::Bytes { name: "orders.csv".to_owned(), bytes: text.into_bytes().into() };
        let options = Options { memory: Some(Arc::new(Machine(available))), ..Options::default() };
        let imported = import(&[input], &options, &Unwatched).expect("nothing cancels");
        let source = &imported.report.sources[0];
        assert_eq!(source.rows_read, if source.refusal.is_some() { 0 } else { rows as u64 });
        source.refusal.clone()
    }

    #[test]
    fn a_file_that_does_not_fit_is_refused_before_it_is_read_with_both_figures() {
        let Some(Refusal::NotEnoughMemory { needed, available }) = refusal(10_000, Some(90_000_000)) else {
            panic!("there is too little memory");
        };
        assert_eq!(available, 90_000_000);
        let rows = needed - 96_000_000;
        assert!(
            (10_000 * 300..10_000 * 500).contains(&rows),
            "{rows} bytes for 10,000 rows of a new customer each"
        );
    }

    #[test]
    fn a_file_is_read_where_there_is_enough_or_nobody_knows_and_a_small_one_always() {
        assert_eq!(refusal(10_000, Some(200_000_000)), None);
        assert_eq!(refusal(10_000, None), None);
        assert_eq!(refusal(10, Some(1)), None);
    }

    #[test]
    fn what_repeats_and_what_nobody_keeps_takes_little() {
        let sample = Sample { rows: 1e6, text: 400.0, columns: 10.0, ..Sample::default() };
        let unique = Sample { names: 3.0, name_bytes: 60.0, ..sample };
        assert!(unique.needed(false) > sample.needed(false) + 200_000_000);
        assert!(sample.needed(true) > sample.needed(false) + 400_000_000);
    }
}

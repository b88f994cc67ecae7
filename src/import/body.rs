//! What was read of a file under its header, with the lines that a person knows its records by. Never reads or builds a record.

use super::build::order_parts::FileOrders;
use super::lines::LineMap;
use super::read::RawTable;
use super::{Note, Reason, SourceReport};

/// What was read: orders are built while the file is read, if they can be.
pub(super) enum Body {
    /// Built orders.
    Orders(Box<FileOrders>),
    /// Columns of text, from which everything else is built.
    Table(RawTable<'static>),
}

impl Body {
    /// Number of records of data.
    pub(super) fn records(&self) -> u64 {
        match self {
            Self::Orders(orders) => orders.records,
            Self::Table(table) => table.len() as u64,
        }
    }

    /// Makes lines of the text that was read those of the sheet or file that it was taken from.
    pub(super) fn take_lines_of(&mut self, lines: &LineMap, report: &mut SourceReport) {
        if *lines == LineMap::default() {
            return;
        }
        match self {
            Self::Table(table) => lines.apply(&mut table.lines, report),
            Self::Orders(orders) => {
                lines.apply(&mut [], report);
                lines.apply(&mut [], &mut orders.built);
                orders
                    .rows
                    .rename_lines(|line| u32::try_from(lines.shown(u64::from(line))).unwrap_or(u32::MAX));
                for row in &mut orders.built.rejected {
                    if let Reason::OrderRejected { line } = &mut row.reason {
                        *line = lines.shown(*line);
                    }
                }
                for note in &mut report.notes {
                    if let Note::ShortenedIds { line, .. } = note {
                        *line = lines.shown(*line);
                    }
                }
            }
        }
    }
}

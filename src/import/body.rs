//! What is read of a file under its header, with the lines that a person knows its records by. Never looks into a record itself.

use std::io::Read;

use super::build::Context;
use super::build::order_parts::{FileOrders, OrderParts, PartBuilder};
use super::filler::Part;
use super::lines::LineMap;
use super::read::{self, RawTable, Reading, Stopped, Watch};
use super::{Note, Reason, SourceReport};
use crate::tables::{Codes, Interner};

/// What was read: orders are built while the file is read, if they can be.
pub(super) enum Body {
    /// Built orders.
    Orders(Box<FileOrders>),
    /// Columns of text, from which everything else is built.
    Table(RawTable<'static>),
}

impl Body {
    /// Reads the text under the header, building orders part by part when `in_parts`; yields a digest of the text, too.
    ///
    /// # Errors
    /// [`Stopped`] when the text cannot be read on, or must be read otherwise; no order of it is then among `codes`.
    pub(super) fn read(
        text: Box<dyn Read + Send>,
        reading: &Reading<'_>,
        context: &Context<'_>,
        in_parts: bool,
        codes: &mut Codes,
        report: &mut SourceReport,
    ) -> Result<(Self, u64), Stopped> {
        let (headers, mapping) = (report.headers.clone(), report.mapping.clone());
        let builder = if in_parts { PartBuilder::new(context, &mapping) } else { None };
        let Some(builder) = builder else {
            let read = read::read(text, reading, context.watch, report)?;
            return Ok((Self::Table(read.table), read.digest));
        };
        let is_first = codes.orders.is_empty();
        let mut parts = OrderParts::new(&builder, codes);
        let make = |part: Part<'_>| builder.build(part);
        let watch = Watch { builds_meanwhile: true, ..*context.watch };
        let read = read::read_parts(text, reading, &headers, &watch, make, |part| parts.add(part, report));
        let built = read.and_then(|read| {
            read.note(report);
            Ok((Self::Orders(Box::new(parts.finish(report)?)), read.digest))
        });
        if built.is_err() && is_first {
            // They were taken over unseen, and some may be there twice.
            codes.orders = Interner::default();
        }
        built
    }

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

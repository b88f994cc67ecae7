//! The orders of a file built part by part, while it is read. Workers build the orders that lie within their part; those at its edges
//! are put together with the neighbours'. Never builds an order of which a record is elsewhere: then the file is read as a whole.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::order_findings::OrderFindings;
use super::order_styles::{OrderEvidence, OrderStyles};
use super::orders::{BuiltOrders, OrderRows, build_part};
use super::{Context, Field, RawTable};
use crate::import::filler::Part;
use crate::import::parse::text::{is_not_reported, is_shortened_number, trim};
use crate::import::read::Stopped;
use crate::import::{Refusal, SourceReport, shape};
use crate::tables::{Code, Codes, PartRoom};

/// Builds the orders of parts; shared by the workers.
pub(in crate::import) struct PartBuilder<'context> {
    context: &'context Context<'context>,
    /// Which header was taken for which field.
    mapping: &'context [(String, String)],
    /// How the file seems to be written by its first part.
    styles: OnceLock<OrderStyles>,
    /// Room that the names of the part before took.
    room: Mutex<PartRoom>,
}

/// What a worker makes of a part.
pub(in crate::import) struct OrderPart {
    read: SourceReport,
    built: SourceReport,
    /// Records of data.
    records: u64,
    lines: u64,
    /// Records at the start that may belong to an order of the part before.
    head: RawTable<'static>,
    /// Orders that begin and end in the part.
    whole: BuiltOrders,
    /// What their codes stand for.
    codes: Codes,
    /// Records at the end that may belong to an order that goes on; `None` when all records are in `head`.
    tail: Option<RawTable<'static>>,
    evidence: OrderEvidence,
}

impl<'context> PartBuilder<'context> {
    /// A builder, if the file's orders can be told part by part.
    pub(in crate::import) fn new(
        context: &'context Context<'context>,
        mapping: &'context [(String, String)],
    ) -> Option<Self> {
        let has_numbers = mapping.iter().any(|(field, _)| *field == Field::OrderId.name());
        let is_plain = !shape::needs_whole(context.profile, mapping);
        (has_numbers && is_plain && !context.profile.orders.row_is_order).then(|| Self {
            context,
            mapping,
            styles: OnceLock::new(),
            room: Mutex::default(),
        })
    }

    /// Builds what can be built of a part by itself.
    pub(in crate::import) fn build(&self, part: Part<'_>) -> OrderPart {
        let table = part.table;
        let evidence = OrderEvidence::of(&table, self.context);
        let styles = self.styles.get_or_init(|| evidence.guess(self.context));
        let whole = whole_orders(&table);
        let mut codes = Codes::with_room(*self.room());
        let mut built = self.report();
        let orders =
            build_part(&table, whole.clone(), styles, self.context, &mut codes, &mut built, &|_, _| true);
        *self.room() = codes.room();
        let has_tail = !whole.is_empty() || whole.end < table.len();
        OrderPart {
            read: part.report,
            built,
            records: table.len() as u64,
            lines: part.lines,
            head: table.copy(0..whole.start),
            whole: orders,
            codes,
            tail: has_tail.then(|| table.copy(whole.end..table.len())),
            evidence,
        }
    }

    fn room(&self) -> MutexGuard<'_, PartRoom> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A report that knows the headers.
    fn report(&self) -> SourceReport {
        SourceReport { mapping: self.mapping.to_vec(), ..SourceReport::default() }
    }
}

/// The records whose orders begin and end among them: all but those of the first and the last run of one order number. Records without
/// a sound number belong to the run above.
fn whole_orders(table: &RawTable<'_>) -> Range<usize> {
    let id = |row: &usize| trim(table.cell(Field::OrderId, *row));
    let is_sound = |row: &usize| !is_not_reported(id(row)) && !is_shortened_number(id(row));
    let mut sound = (0..table.len()).filter(is_sound);
    let Some(first) = sound.next() else { return table.len()..table.len() };
    let Some(second_run) = sound.find(|row| id(row) != id(&first)) else { return table.len()..table.len() };
    let mut last_run = table.len();
    let mut last = None;
    for row in (second_run..table.len()).rev().filter(is_sound) {
        match last {
            Some(last) if id(&last) != id(&row) => break,
            _ => (last, last_run) = (Some(row), row),
        }
    }
    second_run..last_run
}

/// Puts the parts of a file together, in their order.
pub(in crate::import) struct OrderParts<'parts> {
    builder: &'parts PartBuilder<'parts>,
    codes: &'parts mut Codes,
    /// Number of orders known before the file.
    known: usize,
    /// Those of them that the file has had.
    seen: HashSet<Code, foldhash::fast::RandomState>,
    /// Records of an order that may go on.
    open: RawTable<'static>,
    lines: u64,
    records: u64,
    parts: u32,
    rows: OrderRows,
    findings: OrderFindings,
    evidence: OrderEvidence,
    built: SourceReport,
}

/// The orders of a whole file.
pub(in crate::import) struct FileOrders {
    /// The orders.
    pub rows: OrderRows,
    /// What building them found.
    pub built: SourceReport,
    /// Records of data.
    pub records: u64,
}

impl<'parts> OrderParts<'parts> {
    pub(in crate::import) fn new(builder: &'parts PartBuilder<'parts>, codes: &'parts mut Codes) -> Self {
        Self {
            known: codes.orders.len(),
            builder,
            codes,
            seen: HashSet::default(),
            open: RawTable::default(),
            lines: 0,
            records: 0,
            parts: 0,
            rows: OrderRows::default(),
            findings: OrderFindings::default(),
            evidence: OrderEvidence::default(),
            built: builder.report(),
        }
    }

    /// Adds the part that follows.
    ///
    /// # Errors
    /// [`Stopped::Scattered`] when the records of an order are not together; [`Refusal::TooLarge`].
    pub(in crate::import) fn add(
        &mut self,
        part: OrderPart,
        report: &mut SourceReport,
    ) -> Result<(), Stopped> {
        let (rows, lines) = (report.rows_read, self.lines);
        report.absorb(part.read, rows, lines);
        self.records += part.records;
        self.lines += part.lines;
        self.evidence.absorb(part.evidence);
        self.open.append(part.head, rows, lines)?;
        let Some(tail) = part.tail else { return Ok(()) };
        self.close()?;
        self.built.absorb(part.built, rows, lines);
        let lines_before = u32::try_from(lines).map_err(|_| Refusal::TooLarge)?;
        self.take_over(part.whole, &part.codes, lines_before)?;
        self.open.append(tail, rows, lines)?;
        self.parts += 1;
        // A file whose records do not stand together mostly shows it soon.
        if self.parts.is_power_of_two() && self.parts.ilog2().is_multiple_of(2) {
            self.check()?;
        }
        Ok(())
    }

    /// Builds the order that was open, now that its last record is there.
    fn close(&mut self) -> Result<(), Stopped> {
        let open = std::mem::take(&mut self.open);
        let Some(styles) = self.builder.styles.get() else { return Ok(()) };
        let (context, mut codes) = (self.builder.context, Codes::default());
        let built =
            build_part(&open, 0..open.len(), styles, context, &mut codes, &mut self.built, &|_, _| true);
        self.take_over(built, &codes, 0)
    }

    /// Adds orders that were built by themselves, whose lines count from `lines` on.
    fn take_over(&mut self, built: BuiltOrders, codes: &Codes, lines: u32) -> Result<(), Stopped> {
        let before = self.codes.orders.len();
        let recode = if self.known == 0 { self.codes.absorb_new(codes) } else { self.codes.absorb(codes) };
        if self.known > 0 {
            self.claim(&recode.orders, before)?;
        }
        self.rows.absorb(built.rows, &recode, lines);
        self.findings.absorb(built.findings, u64::from(lines));
        Ok(())
    }

    /// Makes sure that no order of the first file was taken over twice.
    fn check(&self) -> Result<(), Stopped> {
        if self.known == 0 && self.codes.orders.has_any_twice() { Err(Stopped::Scattered) } else { Ok(()) }
    }

    /// Makes sure that the file had none of `orders` before; `before` is the number of orders known before them.
    fn claim(&mut self, orders: &[Code], before: usize) -> Result<(), Stopped> {
        for order in orders.iter().filter(|order| (**order as usize) < before) {
            if *order as usize >= self.known || !self.seen.insert(*order) {
                return Err(Stopped::Scattered);
            }
        }
        Ok(())
    }

    /// The orders of the file, once all parts are there.
    ///
    /// # Errors
    /// [`Refusal`] when a whole column cannot be decided; [`Stopped::Scattered`] when the file is written otherwise than its first part.
    pub(in crate::import) fn finish(mut self, report: &mut SourceReport) -> Result<FileOrders, Stopped> {
        self.close()?;
        self.check()?;
        let context = self.builder.context;
        let styles = self.evidence.settle(context, report)?;
        if self.builder.styles.get().is_some_and(|guess| *guess != styles) {
            return Err(Stopped::Scattered);
        }
        self.findings.note(context, report);
        Ok(FileOrders { rows: self.rows, built: self.built, records: self.records })
    }
}

#[cfg(test)]
mod tests;

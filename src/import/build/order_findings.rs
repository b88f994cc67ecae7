//! What building the orders of a file, or of a part of it, showed: things worth a note that cost no row. Never changes an order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::order_parcels::PARCEL_DATES;
use super::{Context, Field, Note, RawTable, SourceReport};
use crate::import::parse::text::is_shortened_number;
use crate::tables::{Codes, OrderRow};

/// What the orders of a part showed.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct OrderFindings {
    /// Whether there is any order.
    pub has_orders: bool,
    /// Whether any order names its customer.
    pub has_customers: bool,
    /// Whether the currency of any order is known.
    pub has_currencies: bool,
    /// Whether any order has a time of day.
    pub has_times: bool,
    /// Whether any time carries an offset.
    pub has_offsets: bool,
    /// Whether any year was a Buddhist one.
    pub buddhist: bool,
    /// Dates far from anything likely.
    pub unlikely: u64,
    /// Records that continue the order above.
    pub carried: u64,
    /// Orders per status word that nobody knows.
    pub unknown_words: BTreeMap<String, u64>,
    /// Ids that a spreadsheet has shortened and the line of the first, per field of [`SHORTENED`].
    pub shortened: [Option<(u64, u64)>; SHORTENED.len()],
    /// Cells that are no date, per field of [`PARCEL_DATES`].
    pub unread_dates: [u64; PARCEL_DATES.len()],
}

/// Fields whose ids a spreadsheet may have shortened.
pub(super) const SHORTENED: [Field; 2] = [Field::CustomerId, Field::Phone];

/// Ids and phones that a spreadsheet has shortened, and the line of the first: whoever has only such a one is nobody, rather than
/// somebody else.
pub(super) fn shortened(table: &RawTable<'_>, records: Range<usize>, field: Field) -> Option<(u64, u64)> {
    let column = table.columns.get(&field).filter(|column| column.holds(b'E'))?;
    let mut rows = records.filter(|row| is_shortened_number(column.get(*row)));
    let first = rows.next()?;
    Some((1 + rows.count() as u64, u64::from(table.lines[first])))
}

impl OrderFindings {
    /// What the orders themselves show.
    pub(super) fn of(orders: &[OrderRow], codes: &Codes) -> Self {
        Self {
            has_currencies: orders.iter().any(|order| codes.currencies[order.currency as usize].is_some()),
            has_orders: !orders.is_empty(),
            has_customers: orders.iter().any(|order| order.customer.is_some()),
            has_times: orders.iter().any(|order| order.second.is_some()),
            ..Self::default()
        }
    }

    /// Adds what the part that follows showed, whose lines count from `lines` on.
    pub(in crate::import) fn absorb(&mut self, part: Self, lines: u64) {
        for (all, part) in self.shortened.iter_mut().zip(part.shortened) {
            let Some((rows, line)) = part else { continue };
            let (known, first) = all.unwrap_or((0, line + lines));
            *all = Some((known + rows, first.min(line + lines)));
        }
        self.unread_dates.iter_mut().zip(part.unread_dates).for_each(|(all, part)| *all += part);
        self.has_orders |= part.has_orders;
        self.has_customers |= part.has_customers;
        self.has_currencies |= part.has_currencies;
        self.has_times |= part.has_times;
        self.has_offsets |= part.has_offsets;
        self.buddhist |= part.buddhist;
        self.unlikely += part.unlikely;
        self.carried += part.carried;
        for (word, orders) in part.unknown_words {
            *self.unknown_words.entry(word).or_insert(0) += orders;
        }
    }

    /// Notes it.
    pub(in crate::import) fn note(self, context: &Context<'_>, report: &mut SourceReport) {
        if self.carried > 0 {
            report.note(Note::CarriedDown { rows: self.carried });
        }
        if self.buddhist {
            report.note(Note::BuddhistYears { column: report.header_of(Field::OrderedAt) });
        }
        if self.unlikely > 0 {
            let column = report.header_of(Field::OrderedAt);
            report.note(Note::UnlikelyDates { column, cells: self.unlikely });
        }
        self.note_customers(context, report);
        for (field, shortened) in SHORTENED.into_iter().zip(self.shortened) {
            if let Some((rows, line)) = shortened {
                report.note(Note::ShortenedIds { column: report.header_of(field), rows, line });
            }
        }
        for (field, cells) in PARCEL_DATES.into_iter().zip(self.unread_dates).filter(|(_, cells)| *cells > 0)
        {
            report.note(Note::UnreadDates { column: report.header_of(field), cells });
        }
        for (word, orders) in self.unknown_words {
            report.note(Note::UnknownStatusWord { word, orders });
        }
    }

    fn note_customers(&self, context: &Context<'_>, report: &mut SourceReport) {
        if self.has_customers && context.profile.orders.masked_customers {
            report.note(Note::MaskedCustomers);
        } else if self.has_orders && !self.has_customers {
            report.note(Note::NoCustomers);
        }
        let is_told = self.has_currencies || report.maps(Field::Currency);
        if !is_told && context.header_currency.is_none() && context.profile.currency.is_none() {
            report.note(Note::NoCurrency);
        }
        if context.profile.time_zone.is_none() && self.has_times && !self.has_offsets {
            report.note(Note::AssumedZone { zone: context.reporting_name.to_owned() });
        }
    }
}

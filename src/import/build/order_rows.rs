//! The orders of one file with their lines, channels and parcels, and how those of its parts are put together. Never reads a cell.

use super::is_likely;
use crate::domain::Day;
use crate::import::Asked;
use crate::tables::{LineRow, OrderRow, OriginRow, ParcelRow, Recode, TouchRow};

/// What one file's orders are.
#[derive(Debug, Default)]
pub(in crate::import) struct OrderRows {
    /// The orders.
    pub orders: Vec<OrderRow>,
    /// Their lines.
    pub lines: Vec<LineRow>,
    /// Channels that the orders name.
    pub touches: Vec<TouchRow>,
    /// What they say about their channel.
    pub origins: Vec<OriginRow>,
    /// Their parcels, where the export tells a date of one.
    pub parcels: Vec<ParcelRow>,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
    /// Whether the file numbers its orders.
    pub numbered: bool,
}

impl OrderRows {
    /// Makes room for so many orders of so many records.
    pub(super) fn make_room(&mut self, orders: usize, records: usize, asked: Asked) {
        self.orders.reserve_exact(orders);
        if asked.lines {
            self.lines.reserve_exact(records);
        }
    }

    /// Adds an order, and its contact with a channel if anybody asks.
    pub(super) fn add(&mut self, order: OrderRow, touch: Option<TouchRow>, asked: Asked) {
        if is_likely(order.day) {
            self.cover((order.day, order.day));
        }
        self.touches.extend(touch.filter(|_| asked.touches));
        self.orders.push(order);
    }

    /// Covers `days` too.
    fn cover(&mut self, days: (Day, Day)) {
        let (first, last) = self.days.unwrap_or(days);
        self.days = Some((first.min(days.0), last.max(days.1)));
    }

    /// Adds the orders of the part that follows, whose codes mean what `recode` says and whose lines count from `lines` on.
    pub(super) fn absorb(&mut self, part: Self, recode: &Recode, lines: u32) {
        self.numbered |= part.numbered;
        if let Some(days) = part.days {
            self.cover(days);
        }
        self.orders.extend(
            part.orders.into_iter().map(|order| OrderRow { line: order.line + lines, ..recode.order(order) }),
        );
        self.lines.extend(
            part.lines.into_iter().map(|line| LineRow { line: line.line + lines, ..recode.line(line) }),
        );
        self.parcels.extend(
            part.parcels
                .into_iter()
                .map(|parcel| ParcelRow { line: parcel.line + lines, ..recode.parcel(parcel) }),
        );
        self.touches.extend(part.touches.into_iter().map(|touch| recode.touch(touch)));
        self.origins.extend(part.origins.iter().map(|origin| recode.origin(origin)));
    }

    /// Adds the orders of the part that follows, whose codes and lines are those of the whole.
    pub(in crate::import) fn append(&mut self, mut part: Self) {
        self.numbered |= part.numbered;
        if let Some(days) = part.days {
            self.cover(days);
        }
        self.orders.append(&mut part.orders);
        self.lines.append(&mut part.lines);
        self.touches.append(&mut part.touches);
        self.origins.append(&mut part.origins);
        self.parcels.append(&mut part.parcels);
    }

    /// Gives the records other line numbers.
    pub(in crate::import) fn rename_lines(&mut self, shown: impl Fn(u32) -> u32) {
        let orders = self.orders.iter_mut().map(|order| &mut order.line);
        let lines = self.lines.iter_mut().map(|line| &mut line.line);
        let parcels = self.parcels.iter_mut().map(|parcel| &mut parcel.line);
        orders.chain(lines).chain(parcels).for_each(|line| *line = shown(*line));
    }
}

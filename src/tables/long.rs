//! The tables that orders bring: long, so that they are made side by side. Never makes one that depends on a question.

use std::mem;
use std::panic::resume_unwind;
use std::thread;

use polars::prelude::DataFrame;

use super::columns::Stop;
use super::{OriginRow, ParcelRow, People, Rows, TablesError, rows};

type Made = Result<DataFrame, TablesError>;

/// The tables that orders bring, which are long: made side by side.
pub(super) struct LongFrames {
    pub orders: Made,
    pub parcels: Made,
    pub lines: Made,
    pub touches: Made,
    pub origins: Made,
}

impl LongFrames {
    /// Finds out who the people of all rows are, and makes the tables; the lines of orders name nobody and need not wait.
    pub(super) fn of(rows: &mut Rows, is_stopped: Stop<'_>) -> Result<(People, Self), TablesError> {
        let lines = mem::take(&mut rows.lines);
        thread::scope(|scope| {
            let lines = scope.spawn(move || rows::lines_frame(lines, is_stopped));
            let people = rows.people(is_stopped)?;
            let (orders, parcels) = (mem::take(&mut rows.orders), mem::take(&mut rows.parcels));
            let (touches, origins) = (mem::take(&mut rows.touches), mem::take(&mut rows.origins));
            let (orders, parcels, touches, origins) = thread::scope(|scope| {
                let known = &people;
                let parcels = scope.spawn(move || ParcelRow::frame(parcels, known));
                let ways = scope.spawn(move || {
                    let made = rows::touches_frame(&touches, known, is_stopped);
                    drop(touches);
                    (made, OriginRow::frame(origins, known))
                });
                let made = rows::orders_frame(&orders, known, is_stopped);
                drop(orders);
                let (touches, origins) = ways.join().unwrap_or_else(|panic| resume_unwind(panic));
                (made, parcels.join().unwrap_or_else(|panic| resume_unwind(panic)), touches, origins)
            });
            let lines = lines.join().unwrap_or_else(|panic| resume_unwind(panic));
            Ok((people, Self { orders, parcels, lines, touches, origins }))
        })
    }
}

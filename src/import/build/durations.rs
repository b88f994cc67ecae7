//! Times that help desks write as lengths: seconds, minutes, or `HH:MM:SS` under a header that says hours. Never reads a moment.

use super::{Field, RawTable};
use crate::import::column::TextColumn;
use crate::import::parse::number::{self, NumberStyle, Value};
use crate::import::parse::text::is_not_reported;

/// The columns in which a length may stand, each with its unit in seconds.
pub(super) struct Durations<'table>(Vec<(&'table TextColumn<'table>, i64)>);

impl<'table> Durations<'table> {
    /// From the opening to the first reply.
    pub(super) fn of_reply(table: &'table RawTable<'table>) -> Self {
        Self::new(table, [Field::ReplySeconds, Field::ReplyMinutes, Field::ReplyHours])
    }

    /// From the opening to the resolution.
    pub(super) fn of_resolution(table: &'table RawTable<'table>) -> Self {
        Self::new(table, [Field::ResolutionSeconds, Field::ResolutionMinutes, Field::ResolutionHours])
    }

    fn new(table: &'table RawTable<'table>, fields: [Field; 3]) -> Self {
        let found = fields.into_iter().zip([1, 60, 3600]);
        Self(found.filter_map(|(field, unit)| Some((table.columns.get(&field)?, unit))).collect())
    }

    /// Length in a record, in seconds; `None` where none is written, or where it cannot be read: a moment beside it counts more.
    pub(super) fn seconds(&self, row: usize) -> Option<i64> {
        self.0.iter().find_map(|(column, unit)| seconds(column.get(row), *unit))
    }
}

fn seconds(cell: &str, unit: i64) -> Option<i64> {
    if is_not_reported(cell) {
        return None;
    }
    let parts: Vec<&str> = cell.trim().split(':').collect();
    if let [hours, minutes, seconds] = parts[..] {
        let number = |part: &str| part.parse::<i64>().ok().filter(|number| *number >= 0);
        return Some(number(hours)? * 3600 + number(minutes)? * 60 + number(seconds)?);
    }
    match number::parse(cell, NumberStyle::Point, 2) {
        Value::Number(centi) if centi >= 0 => centi.checked_mul(unit).map(|product| product / 100),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_every_writing() {
        assert_eq!(seconds("123:45:10", 3600), Some(445_510));
        assert_eq!(seconds("1.5", 3600), Some(5_400));
        assert_eq!(seconds("90", 60), Some(5_400));
        assert_eq!(seconds("1,440", 60), Some(86_400));
        assert_eq!((seconds("", 60), seconds("-", 1), seconds("soon", 1)), (None, None, None));
    }
}

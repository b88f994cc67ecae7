//! Tables declared once: the row that importers make and the columns that it becomes, field by field. Never knows what a column
//! means, never drops a row.

use polars::prelude::Column;

use super::columns;
use super::{At, Code, Handle, OptionalCode, People, WebCut};
use crate::domain::{Claim, Day, Sender};

/// A row and its table: `COLUMN: field: type`, several columns joined by `&` where one field fills them all.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $row:ident in $schema:ident, sorted $rows:ident, $people:ident => $sort:expr;
        $($($column:ident)&+: $field:ident: $type:ty,)+
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each field is the column of the same name in the schema")]
        pub struct $row {
            $(pub $field: $type,)+
        }

        impl $row {
            /// The rows as columns, sorted.
            pub(super) fn frame(
                mut $rows: Vec<Self>,
                $people: &$crate::tables::People,
            ) -> Result<polars::prelude::DataFrame, $crate::tables::TablesError> {
                use $crate::tables::{declared::fill, schema::$schema as c};
                $sort;
                let mut columns = Vec::new();
                $(fill(&$rows, |row| row.$field, &[$(c::$column),+], $people, &mut columns);)+
                $crate::tables::columns::frame($rows.len(), columns)
            }
        }
    };
}
pub(super) use table;

/// What a field of a row is in its columns.
pub(super) trait Stored: Copy {
    /// What the cells of the first column are.
    type Cell: columns::Cell;

    /// The cell of the first column.
    fn cell(self, people: &People) -> Self::Cell;

    /// The cell of the second column, for a field that fills two.
    fn second(self) -> Option<i32> {
        None
    }
}

/// Adds the columns that one field fills: the first of what the field is, the second of what goes with it.
pub(super) fn fill<R, T: Stored>(
    rows: &[R],
    field: impl Fn(&R) -> T,
    names: &[&str],
    people: &People,
    columns: &mut Vec<Column>,
) {
    let mut names = names.iter();
    if let Some(name) = names.next() {
        columns.push(columns::Cell::column(name, rows.iter().map(|row| field(row).cell(people))));
    }
    if let Some(name) = names.next() {
        columns.push(columns::Cell::column(name, rows.iter().map(|row| field(row).second())));
    }
}

/// Types whose values stand in a column as one other value.
macro_rules! stored {
    ($($type:ty => $cell:ty, $value:ident, $people:ident: $expression:expr;)+) => {
        $(impl Stored for $type {
            type Cell = $cell;

            fn cell(self, $people: &People) -> $cell {
                let $value = self;
                $expression
            }
        })+
    };
}

stored! {
    u32 => u32, value, _people: value;
    i32 => i32, value, _people: value;
    i64 => i64, value, _people: value;
    Option<Code> => Option<u32>, value, _people: value;
    OptionalCode => Option<u32>, code, _people: code.get();
    Option<i32> => Option<i32>, value, _people: value;
    Option<i64> => Option<i64>, value, _people: value;
    Option<bool> => Option<bool>, value, _people: value;
    Day => i32, day, _people: day.0;
    WebCut => u32, cut, _people: cut.code();
    Sender => u32, sender, _people: sender.code();
    Claim => u32, claim, _people: claim.code();
    Handle => Option<Code>, handle, people: people.customer(Some(handle));
    Option<Handle> => Option<Code>, handle, people: people.customer(handle);
}

/// A day, and the month that it is in.
impl Stored for Option<Day> {
    type Cell = Option<i32>;

    fn cell(self, _people: &People) -> Option<i32> {
        self.map(|day| day.0)
    }

    fn second(self) -> Option<i32> {
        self.map(|day| day.month().0)
    }
}

/// A day, and the second of it.
impl Stored for At {
    type Cell = i32;

    fn cell(self, _people: &People) -> i32 {
        self.day.0
    }

    fn second(self) -> Option<i32> {
        self.second
    }
}

impl Stored for Option<At> {
    type Cell = Option<i32>;

    fn cell(self, _people: &People) -> Option<i32> {
        self.map(|at| at.day.0)
    }

    fn second(self) -> Option<i32> {
        self.and_then(|at| at.second)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AnswerRow, Rows, TicketRow};
    use super::*;

    #[test]
    fn a_field_fills_the_columns_that_it_is_declared_for() {
        let people = Rows::default().codes.identities.people(&[]);
        let (at, day) = (At { day: Day(20_000), second: Some(7) }, Some(Day(20_000)));
        let answer = AnswerRow {
            source: 1,
            line: 2,
            key: None,
            customer: None,
            day,
            score: Some(9),
            satisfaction: None,
            scale: None,
            comment: None,
        };
        let frame = AnswerRow::frame(vec![answer], &people).expect("a frame");
        let number = |name: &str| frame.column(name).and_then(|column| Ok(column.i32()?.get(0))).expect(name);
        assert_eq!(["day", "month", "score"].map(number), [Some(20_000), Some(2024 * 12 + 9), Some(9)]);
        let ticket = |line, opened| TicketRow {
            source: 0,
            line,
            key: None,
            platform: 0,
            channel: None,
            customer: None,
            topic: None,
            opened,
            replied: None,
            resolved: Some(at),
            reopens: None,
        };
        let later = At { second: Some(9), ..at };
        let frame = TicketRow::frame(vec![ticket(2, later), ticket(3, at)], &people).expect("a frame");
        let seconds =
            |name: &str| frame.column(name).and_then(|column| Ok(column.i32()?.to_vec())).expect("numbers");
        assert_eq!(seconds("opened_second"), [Some(7), Some(9)], "sorted");
        assert_eq!((seconds("replied_day"), seconds("resolved_second")), (vec![None; 2], vec![Some(7); 2]));
    }
}

//! What merging must know of a row that may be exported more than once. Never merges one.

use crate::domain::Day;
use crate::tables::{AnswerRow, Code, Handle, ReviewRow, TicketRow};

/// A row that may be exported more than once.
pub(super) trait Keyed: Clone + PartialEq {
    /// Code of the id that the platform gives it, unique over all files.
    fn id(&self) -> Option<Code>;
    /// File and line.
    fn at(&self) -> (u32, u32);
    /// The same row as if it stood elsewhere.
    fn moved(&self, at: (u32, u32)) -> Self;
    /// Whose it is.
    fn customer(&self) -> Option<Handle>;
    /// When it happened.
    fn day(&self) -> Option<Day>;
    /// What it says, as one number.
    fn says(&self) -> i64;
}

/// The rows of every table have file, line, key and customer; when and what differs.
macro_rules! keyed {
    ($row:ty, $day:expr, $says:expr) => {
        impl Keyed for $row {
            fn id(&self) -> Option<Code> {
                self.key
            }

            fn at(&self) -> (u32, u32) {
                (self.source, self.line)
            }

            fn moved(&self, (source, line): (u32, u32)) -> Self {
                Self { source, line, ..self.clone() }
            }

            fn customer(&self) -> Option<Handle> {
                self.customer
            }

            fn day(&self) -> Option<Day> {
                $day(self)
            }

            fn says(&self) -> i64 {
                $says(self)
            }
        }
    };
}

keyed!(AnswerRow, |row: &AnswerRow| row.day, |row: &AnswerRow| i64::from(row.score));
keyed!(ReviewRow, |row: &ReviewRow| row.day, |row: &ReviewRow| i64::from(row.stars));
keyed!(TicketRow, |row: &TicketRow| Some(row.opened_day), |_: &TicketRow| 0);

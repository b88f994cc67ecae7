//! What an import tells of each file: what was read, used, rejected, recognised as a total, and why. Never holds a sentence (see
//! `app::wording`), never leaves a record uncounted.

use std::mem;

use serde::{Deserialize, Serialize};

use super::Note;
use super::conflict::Conflict;
use super::profile::Field;
use super::refusal::{LeftOut, Refusal};
use super::repeats::Repeat;
use super::worth::Worth;
use crate::tables::Table;

/// What happened to every input, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// One entry per file.
    pub sources: Vec<SourceReport>,
}

/// One file. `rows_read = rows_used + rows_rejected + rows_total` always holds; a row that describes the columns belongs to the header.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceReport {
    /// Path as given, or `-` for standard input; for a part of a file with the name of the part behind ` › `.
    pub path: String,
    /// Path of the file that it is a part of; the same as `path` when it is the whole file.
    pub file: String,
    /// Id of the profile that read the file, for example `shopee_th.orders`; `None` when refused.
    pub profile: Option<String>,
    /// Name of the profile for people, for example `Shopee Thailand, orders`.
    pub profile_name: Option<String>,
    /// Table that the file feeds.
    pub table: Option<Table>,
    /// How sure the recognition is, 0 to 1.
    pub confidence: f64,
    /// Encoding as read, for example `UTF-8` or `windows-874`.
    pub encoding: String,
    /// Delimiter as read: `,` `;` `\t` `|`, or ` ` for columns aligned with blanks.
    pub delimiter: Option<char>,
    /// Line of the header row, from 1.
    pub header_row: Option<u64>,
    /// Column headers as they stand in the file.
    pub headers: Vec<String>,
    /// Which header was taken for which field: (field, header).
    pub mapping: Vec<(String, String)>,
    /// Records after the header row.
    pub rows_read: u64,
    /// Records that became part of the tables.
    pub rows_used: u64,
    /// Records that did not, each with its reason.
    pub rows_rejected: u64,
    /// Records recognised as totals, as none of the shop's own or as told better elsewhere, and left out of sums.
    pub rows_total: u64,
    /// Records that describe the columns (a second header row).
    pub rows_description: u64,
    /// The rejected records; at most [`SourceReport::MAX_LISTED`] of them.
    pub rejected: Vec<RejectedRow>,
    /// Whether there are more rejected records than `rejected` lists.
    pub rejected_truncated: bool,
    /// Orders, ad rows, answers, reviews and tickets that no file before had.
    #[serde(default)]
    pub new: u64,
    /// Those that another file had and that this one holds in a newer state.
    pub updated: u64,
    /// Those that another file had and that are the same here; every row of a copy of a file.
    pub unchanged: u64,
    /// Those that contradict another file of the same moment: same key, other facts.
    #[serde(default)]
    pub conflicting: u64,
    /// The first contradictions; at most [`SourceReport::MAX_CONFLICTS`] of them.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
    /// What its amounts come to, one entry per currency; empty for tables without amounts.
    #[serde(default)]
    pub worth: Vec<Worth>,
    /// Rows that say again, word for word, what a row above them in the same file says. They are kept.
    #[serde(default)]
    pub repeated: u64,
    /// The first of them; at most [`SourceReport::MAX_REPEATS`].
    #[serde(default)]
    pub repeats: Vec<Repeat>,
    /// Things worth knowing that cost no row.
    pub notes: Vec<Note>,
    /// Why the file could not be used at all; `None` when it was.
    pub refusal: Option<Refusal>,
    /// Why this part of a file was passed over although nothing is wrong with it; `None` when it was read or refused.
    pub left_out: Option<LeftOut>,
    /// Whether every rejected record is listed, however many there are; for writing them to a file.
    #[serde(skip)]
    pub lists_all: bool,
}

impl SourceReport {
    /// How many rejected records are listed one by one.
    pub const MAX_LISTED: usize = 1_000;

    /// Name without the folder: that of the file, with that of the part behind it.
    pub fn name(&self) -> &str {
        let whole =
            if self.path.starts_with(&self.file) && !self.file.is_empty() { &self.file } else { &self.path };
        &self.path[whole.rfind(['/', '\\']).map_or(0, |at| at + 1)..]
    }

    /// Whether it became part of the tables, be it with no row.
    pub fn is_used(&self) -> bool {
        self.refusal.is_none() && self.left_out.is_none()
    }

    /// Whether records follow the header, none of which has its width: a cell that does not read speaks of an export, a line that is no
    /// record of any does not.
    pub(super) fn holds_no_row(&self) -> bool {
        let is_no_record = |row: &RejectedRow| {
            matches!(
                row.reason,
                Reason::TooFewCells { .. } | Reason::TooManyCells { .. } | Reason::UnclosedQuote
            )
        };
        self.rows_read > 0 && self.rows_rejected == self.rows_read && self.rejected.iter().all(is_no_record)
    }

    /// Says that the file is passed over after all, whatever it was taken for.
    pub(super) fn pass_over(&mut self, why: LeftOut) {
        let (path, file, encoding) =
            (mem::take(&mut self.path), mem::take(&mut self.file), mem::take(&mut self.encoding));
        *self = Self { path, file, encoding, left_out: Some(why), ..Self::default() };
    }

    /// Says that the file cannot be used. Whatever was read until then counts as rejected.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.rows_used = 0;
        self.rows_rejected = self.rows_read - self.rows_total;
        self.refusal = Some(refusal);
    }

    /// Whether the file has a column that was taken for `field`.
    pub(super) fn maps(&self, field: Field) -> bool {
        self.mapping.iter().any(|(mapped, _)| *mapped == field.name())
    }

    /// Header of the column that was taken for `field`; the field's name when there is none.
    pub(super) fn header_of(&self, field: Field) -> String {
        let name = field.name();
        self.mapping.iter().find(|(mapped, _)| *mapped == name).map_or(name, |(_, header)| header.clone())
    }

    /// Adds a note unless it is already there.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// A record that was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// Number of the record after the header row, from 1.
    pub row: u64,
    /// Line of the file on which the record starts, from 1.
    pub line: u64,
    /// Header of the column at fault; empty when the whole record is.
    pub column: String,
    /// The cell as it stands in the file, shortened to 200 characters.
    pub value: String,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a record was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// The record has fewer cells than the header has columns.
    TooFewCells {
        /// Cells in the record.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// The record has more cells than the header has columns, and the surplus is not blank.
    TooManyCells {
        /// Cells in the record.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// A quote is opened and never closed.
    UnclosedQuote,
    /// A cell holds more than is read.
    CellTooLong {
        /// Bytes that are read.
        allowed: u64,
    },
    /// The cell is no date that can be read.
    InvalidDate,
    /// A date is needed and the cell is blank.
    NoDate,
    /// The cell is no amount that can be read.
    NotAnAmount,
    /// An amount is needed and the cell is blank or "not reported".
    NoAmount,
    /// The amount is too large to be kept exactly.
    AmountTooLarge,
    /// An order number is needed and the cell is blank.
    NoOrderNumber,
    /// A refund whose sale is not in the file.
    RefundWithoutSale,
    /// The order number was shortened by a spreadsheet (5.00022E+12).
    ShortenedNumber,
    /// A score is needed and the cell is blank or "n/a".
    NoScore,
    /// The score is no whole number.
    NotAScore,
    /// The score lies outside its scale.
    ScoreOutOfRange {
        /// Lowest score of the scale.
        low: i32,
        /// Highest score of the scale.
        high: i32,
    },
    /// The cell is no count that can be read.
    NotACount,
    /// An event log's record names no event.
    NoEvent,
    /// An event log's record names nobody.
    NoCustomer,
    /// The word for the sender of a message is not known.
    UnknownSender,
    /// The review is hidden, rejected or spam on its platform.
    NotPublished,
    /// The record belongs to an order whose first record was rejected.
    OrderRejected {
        /// Line of the order's first record.
        line: u64,
    },
}

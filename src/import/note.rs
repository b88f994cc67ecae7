//! What is worth knowing about a file and cost no row. Never a sentence (see `app::wording`).

use serde::{Deserialize, Serialize};

use super::mapping_file::Shape;
use crate::domain::Currency;

/// Something worth knowing about a file that cost no row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Note {
    /// Lines before the header row were skipped.
    Preamble {
        /// How many.
        lines: u64,
    },
    /// Rows recognised as totals were left out of sums.
    TotalsLeftOut {
        /// How many.
        rows: u64,
    },
    /// Rows that are no orders or no sales of this shop were left out of sums; they count among the totals.
    LeftOut {
        /// Header of the column that says so.
        column: String,
        /// Its value.
        value: String,
        /// How many.
        rows: u64,
    },
    /// Rows that tell what another file tells better were left out of sums; they count among the totals.
    CountedElsewhere {
        /// The other file.
        path: String,
        /// How many.
        rows: u64,
    },
    /// A row that describes the columns was skipped.
    DescriptionRow,
    /// Order fields were carried down to records whose order number is blank.
    CarriedDown {
        /// Records.
        rows: u64,
    },
    /// Two columns have the same header; the first is used.
    DuplicateHeader {
        /// The header.
        header: String,
    },
    /// Some bytes are not text in the file's encoding; they show as `�`.
    BadBytes {
        /// First line with such bytes.
        line: u64,
    },
    /// Lines with stray quotes or a delimiter of their own were read so that they have as many cells as the others.
    MendedLines {
        /// How many.
        rows: u64,
        /// The first of them.
        line: u64,
    },
    /// Lines that stood in quotes as a whole were taken out of them.
    WrappedLines {
        /// How many.
        rows: u64,
    },
    /// The encoding is a guess: nothing in the file decides between this one and its like.
    GuessedEncoding {
        /// The encoding.
        encoding: String,
        /// Line of the example.
        line: u64,
        /// That line.
        example: String,
    },
    /// The file ends in the middle of a record.
    Truncated {
        /// Line of the record.
        line: u64,
    },
    /// The date order was decided over the whole column.
    DateOrder {
        /// Header of the column.
        column: String,
        /// `DD/MM/YYYY`, `MM/DD/YYYY` or `YYYY-MM-DD`.
        order: String,
    },
    /// The rows of an order state different amounts: they are its parts and were added up.
    AmountsAddUp {
        /// Header of the column.
        column: String,
    },
    /// Years of the Buddhist era were converted.
    BuddhistYears {
        /// Header of the column.
        column: String,
    },
    /// Values without an offset were taken as local time of this zone.
    AssumedZone {
        /// The zone.
        zone: String,
    },
    /// Cells that the report hides or leaves out (`--`, `> 90%`) count as not reported.
    NotReported {
        /// Header of the column.
        column: String,
        /// Cells.
        cells: u64,
    },
    /// Status words nobody mapped; the orders count as pending until the word is mapped.
    UnknownStatusWord {
        /// The word.
        word: String,
        /// Orders.
        orders: u64,
    },
    /// The platform masks its buyers, so one key may stand for several people.
    MaskedCustomers,
    /// Customers cannot be told from this file.
    NoCustomers,
    /// The file names no currency.
    NoCurrency,
    /// Amounts that were converted with the person's rates.
    Converted {
        /// From this currency.
        from: Currency,
        /// To this one.
        to: Currency,
        /// Orders or ad rows.
        rows: u64,
    },
    /// Amounts for whose day the person's rates have none: they stay in their own currency.
    NotConverted {
        /// From this currency.
        from: Currency,
        /// To this one.
        to: Currency,
        /// Orders or ad rows.
        rows: u64,
        /// Line of the first.
        line: u64,
    },
    /// Ids or phones that a spreadsheet has shortened (5.00022E+12): they link nobody.
    ShortenedIds {
        /// Header of the column.
        column: String,
        /// Records.
        rows: u64,
        /// Line of the first.
        line: u64,
    },
    /// Columns that were not needed and not kept.
    UnusedColumns {
        /// How many.
        columns: u64,
    },
    /// The file has a header and no rows.
    NoRows,
    /// The report states no dates.
    NoDates,
    /// Refunds that name no sale, booked on a sale of their day.
    RefundsByDay {
        /// Refunds.
        rows: u64,
        /// Those of them whose day had no sale: booked on the nearest one in the file.
        elsewhere: u64,
    },
    /// Cells of a column of delivery dates that are none.
    UnreadDates {
        /// Header of the column.
        column: String,
        /// Cells.
        cells: u64,
    },
    /// Dates before 2000 or after the reading of the file by more than a year.
    UnlikelyDates {
        /// Header of the column.
        column: String,
        /// Cells.
        cells: u64,
    },
    /// Which question of a survey was taken for the 0-10 one.
    ScoreColumn {
        /// The question.
        column: String,
        /// Whether its wording says so; else only what was answered.
        by_wording: bool,
    },
    /// The file was recognised although it lacks some of the usual columns.
    MissingColumns {
        /// Fields that are missing.
        fields: Vec<String>,
    },
    /// The file was read with a mapping that the user made for files of its shape.
    OwnMapping {
        /// Day and time it was made.
        made: String,
        /// Which files it is for.
        shape: Shape,
    },
}

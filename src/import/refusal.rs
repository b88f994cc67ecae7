//! Why a file, or a part of one, was not read. Never holds a sentence (see `app::wording`), never decides what to do about it.

use std::io;

use serde::{Deserialize, Serialize};

use crate::tables::Table;

/// Why a file could not be used at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// The file or folder could not be read.
    Unreadable {
        /// What the operating system says.
        why: String,
    },
    /// Nothing in it.
    Empty,
    /// Only blank lines.
    OnlyBlankLines,
    /// A folder without a file that could be an export.
    EmptyFolder,
    /// Content of another kind, whatever the name says.
    OtherContent {
        /// What it is.
        content: Content,
    },
    /// Text without a table in it.
    NotATable,
    /// A table without a header row that could be understood.
    NoHeader,
    /// A table nobody knows.
    Unknown(Box<Unrecognised>),
    /// A known export in which a column that it cannot do without is missing or renamed.
    MissingColumn {
        /// Name of the profile that fits best.
        profile_name: String,
        /// Headers of which one is needed, per missing field.
        needed: Vec<(String, Vec<String>)>,
        /// Headers that nothing claims: one of them may be the missing one.
        unclaimed: Vec<String>,
    },
    /// A known export that holds settings, not figures.
    NoFigures {
        /// Name of the profile.
        profile_name: String,
        /// What to export instead.
        instead: String,
    },
    /// A table of which each row sums up several orders: there is no customer to follow in it.
    SumsOfOrders {
        /// Header of the column that counts them.
        column: String,
    },
    /// Nothing in a date column decides between day/month and month/day.
    AmbiguousDates {
        /// Header of the column.
        column: String,
        /// An example.
        example: String,
        /// The example read as day/month.
        day_first: String,
        /// The example read as month/day.
        month_first: String,
    },
    /// Nothing in an amount column decides between decimal comma and thousands comma.
    AmbiguousNumbers {
        /// Header of the column.
        column: String,
        /// An example.
        example: String,
    },
    /// Two or more questions of a survey could be the 0-10 one.
    TwoScoreColumns {
        /// The questions.
        columns: Vec<String>,
    },
    /// A column holds more text than can be addressed.
    TooLarge,
    /// It needs more memory than there is.
    NotEnoughMemory {
        /// Bytes that it needs, about.
        needed: u64,
        /// Bytes that are free.
        available: u64,
    },
    /// An archive or workbook that is cut off or holds what its format does not allow.
    Damaged {
        /// Part of it that is at fault; blank for the whole.
        part: String,
    },
    /// It opens with a password only.
    Password,
    /// XML that declares a document type or names an entity of its own, as attackers write it and no spreadsheet program does.
    Entities,
    /// Packed with a method that no export uses.
    UnknownPacking,
    /// An archive in an archive.
    ArchiveInArchive,
    /// The name of a member leads out of the folder into which it would be unpacked.
    UnsafeName,
    /// An archive or workbook with nothing in it to read.
    NothingInside,
    /// A table was asked for by a number that the file does not have.
    NoSuchTable {
        /// How many it has.
        tables: u32,
    },
    /// It holds or inflates to more than is read.
    TooMuch {
        /// Of what.
        limit: Limit,
        /// How much is allowed.
        allowed: u64,
    },
}

impl Refusal {
    /// Whether a table is there that a person could describe: nobody knows it, or one of its columns.
    pub fn can_be_mapped(&self) -> bool {
        matches!(
            self,
            Self::Unknown(_)
                | Self::MissingColumn { .. }
                | Self::NoHeader
                | Self::TwoScoreColumns { .. }
                // Unless a person knows that each row is an order all the same.
                | Self::SumsOfOrders { .. }
        )
    }

    /// Whether the content is simply not for us, rather than an export in which something is wrong.
    pub(super) fn is_foreign(&self) -> bool {
        matches!(
            self,
            Self::Empty
                | Self::OnlyBlankLines
                | Self::OtherContent { .. }
                | Self::NotATable
                | Self::NoHeader
                | Self::Unknown(_)
        )
    }
}

impl From<io::Error> for Refusal {
    /// What a reader of ours says about an archive comes out as it was put in; the rest is what the system says.
    fn from(error: io::Error) -> Self {
        match error.downcast::<Refused>() {
            Ok(refused) => *refused.0,
            Err(error) => Self::Unreadable { why: error.to_string() },
        }
    }
}

/// A refusal on its way through a reader.
#[derive(Debug, thiserror::Error)]
#[error("the content was refused")]
pub(super) struct Refused(Box<Refusal>);

impl Refused {
    /// What was refused.
    pub(super) fn refusal(&self) -> Refusal {
        (*self.0).clone()
    }

    /// As the error of a reader.
    pub(super) fn io(refusal: Refusal) -> io::Error {
        io::Error::other(Self(Box::new(refusal)))
    }
}

/// Of what there may be too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Members of an archive.
    Members,
    /// Bytes after inflating.
    Inflated,
    /// How many times larger than packed.
    Ratio,
    /// Bytes of a workbook file that has to be read whole.
    File,
    /// Sheets of a workbook.
    Sheets,
    /// Cells of a sheet.
    Cells,
    /// Bytes of one cell.
    Cell,
    /// Bytes of text in a sheet.
    SheetText,
    /// Texts that the cells of a workbook share.
    SharedTexts,
    /// Bytes of the line that would be the header row.
    Header,
    /// Bytes of one line of a text.
    Line,
    /// Bytes of one record of a text.
    Record,
}

/// Why a part of a file was passed over although nothing is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum LeftOut {
    /// A sheet that its author has hidden.
    Hidden,
    /// Nothing in it.
    Empty,
    /// A file in a folder of exports that is none, neither by its name nor by what is in it.
    NoExport,
    /// No known export, beside parts that are.
    Foreign {
        /// What it would be refused for if it came alone.
        refusal: Box<Refusal>,
    },
}

/// What a file is when it is no text table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// An Excel workbook (xlsx).
    Workbook,
    /// An old Excel workbook or a password-protected one (OLE container).
    OldWorkbook,
    /// An OpenDocument spreadsheet.
    OpenDocument,
    /// A ZIP archive.
    Zip,
    /// Compressed with gzip.
    Gzip,
    /// Another compressed archive.
    Archive,
    /// An HTML page, whatever its ending says.
    Html,
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// A PDF document.
    Pdf,
    /// A picture.
    Picture,
    /// A Parquet table.
    Parquet,
    /// Binary content of no known kind.
    Binary,
}

/// A table that no profile knows: what it looks like and what it would need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unrecognised {
    /// Table it most resembles.
    pub looks_like: Option<Table>,
    /// Fields found for that table: (field, header).
    pub found: Vec<(String, String)>,
    /// Fields that the table cannot do without and that were not found.
    pub missing: Vec<String>,
    /// The headers.
    pub headers: Vec<String>,
}

//! How much an archive or workbook may hold. Checked while reading, because a header may say anything. Never a limit on
//! the length of a plain text, only on that of its lines, records and cells.

/// Members of one archive. A shop's chats come as one file per conversation.
pub(super) const MEMBERS: usize = 10_000;

/// Bytes that one member of an archive may inflate to.
pub(super) const MEMBER_BYTES: u64 = 4 << 30;

/// Bytes that the parts of one workbook may inflate to, all together.
pub(super) const WORKBOOK_BYTES: u64 = 1 << 30;

/// Bytes that the members of one archive may inflate to, all together.
pub(super) const ARCHIVE_BYTES: u64 = 8 << 30;

/// How many times larger than its compressed form a member may be. Real exports stay under 50.
pub(super) const RATIO: u64 = 200;

/// Below this size the ratio does not matter.
pub(super) const RATIO_FROM_BYTES: u64 = 16 << 20;

/// A member up to this size is inflated once and kept while it is read; a longer one is inflated as it is read.
pub(super) const IN_MEMORY_BYTES: u64 = 64 << 20;

/// Bytes of a workbook that lies in an archive or comes from standard input.
pub(super) const WORKBOOK_FILE_BYTES: u64 = 128 << 20;

/// Rows of a sheet that are read where only the first are shown.
pub(super) const HEAD_ROWS: u64 = 1_200;

/// A workbook that can only be read as a whole has no first rows before the import above this size.
pub(super) const HEAD_AT_ONCE_BYTES: u64 = 12 << 20;

/// Longer texts are one table: whoever exports millions of rows exports one kind of them.
pub(super) const SEVERAL_TABLES_BYTES: u64 = 16 << 20;

/// A sheet of an Excel workbook up to this size is written once and kept while it is read; the text of a longer one is made while it is
/// read. Nobody looks for several tables in a longer one.
pub(super) const KEPT_SHEET_BYTES: u64 = SEVERAL_TABLES_BYTES;

/// Bytes of text that one sheet may come to where it is kept. Reading it takes a little more than twice as much memory.
pub(super) const SHEET_BYTES: u64 = 192 << 20;

/// How many times longer than its XML the text of a sheet may be, beyond [`SHEET_BYTES`]. Real ones are shorter.
pub(super) const SHEET_RATIO: u64 = 4;

/// Cells of one sheet, blank ones that are written out counted too.
pub(super) const SHEET_CELLS: u64 = 50_000_000;

/// Bytes of one cell: Excel allows 32,767 characters.
pub(super) const CELL_BYTES: usize = 4 * 32_767;

/// Rows and columns of a sheet, as in Excel.
pub(super) const SHEET_ROWS: u64 = 1_048_576;
/// See [`SHEET_ROWS`].
pub(super) const SHEET_COLUMNS: u64 = 16_384;

/// Up to this many columns a short row is filled up with blank cells to the width of the widest row above it.
pub(super) const FILLED_COLUMNS: u64 = 4_096;

/// Texts that the cells of a workbook share, and their bytes.
pub(super) const SHARED_TEXTS: u64 = 10_000_000;
/// See [`SHARED_TEXTS`].
pub(super) const SHARED_BYTES: u64 = 128 << 20;

/// Bytes of one tag or one stretch of text in the XML of a workbook.
pub(super) const XML_EVENT_BYTES: usize = 4 << 20;

/// Tags within tags in the XML of a workbook.
pub(super) const XML_DEPTH: usize = 64;

/// Sheets of one workbook.
pub(super) const SHEETS: usize = 1_000;

/// Bytes that an XLSB workbook may inflate to, and of an XLS file: their readers keep them whole.
pub(super) const BINARY_BYTES: u64 = 128 << 20;

/// Cells of the grids that an XLS file needs, all sheets together: its reader holds them whole.
pub(super) const GRID_CELLS: u64 = 6_000_000;

/// Bytes of one cell of a text; a quote that is not closed within so many is a stray one.
pub(super) const TEXT_CELL_BYTES: usize = 16 << 20;

/// Bytes of one line of a text: more than that without a line break is no table.
pub(super) const LINE_BYTES: usize = 32 << 20;

/// Bytes of one record that goes over several lines.
pub(super) const RECORD_BYTES: usize = 64 << 20;

/// Cells of one record of a text. A header row has fewer, because it lies in the first 256 KiB.
pub(super) const RECORD_CELLS: usize = 1 << 18;

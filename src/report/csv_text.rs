//! Tables as CSV: UTF-8 with a mark at the start, because spreadsheets need it for Thai; no cell is run as a formula. Never rounds a figure.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::kind::ReportError;
use super::model::{Cell, Report, Table};

/// What spreadsheets know UTF-8 by.
const MARK: &str = "\u{FEFF}";

/// A text that no spreadsheet runs as a formula: an apostrophe in front of what would begin one, phone numbers too.
pub fn harmless(cell: &str) -> String {
    if begins_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Whether a spreadsheet would take the text for a formula; the wide signs are those of East Asian keyboards.
pub fn begins_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

/// The table as CSV.
pub fn write(table: &Table) -> Vec<u8> {
    let header = table.columns.iter().map(|column| harmless(&column.header)).collect();
    lines(std::iter::once(header).chain(table.rows.iter().map(|row| row.iter().map(plain).collect())))
        .into_bytes()
}

/// Lines of cells as CSV with the mark at its start. What stands in a cell is the caller's to make [`harmless`].
pub fn lines(lines: impl Iterator<Item = Vec<String>>) -> String {
    let ends = csv::Terminator::CRLF;
    let mut writer =
        csv::WriterBuilder::new().flexible(true).terminator(ends).from_writer(MARK.as_bytes().to_vec());
    for cells in lines {
        // Memory takes every line.
        let _ = writer.write_record(cells);
    }
    // Texts were written, so that a text comes back.
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Every table of the report, and how the figures were made, in one archive.
pub fn archive(report: &Report) -> Result<Vec<u8>, ReportError> {
    let packing = |error: &dyn std::fmt::Display| ReportError::Packing(error.to_string());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut number = 0;
    let mut add = |name: String, bytes: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).map_err(|error| packing(&error))?;
        archive.write_all(bytes).map_err(|error| packing(&error))
    };
    for (page, table) in report.tables().filter(|(_, table)| !table.rows.is_empty()) {
        number += 1;
        add(format!("{number:02} {page}.csv"), &write(table))?;
    }
    add("method.txt".to_owned(), super::flow::method_text(report).as_bytes())?;
    Ok(archive.finish().map_err(|error| packing(&error))?.into_inner())
}

/// A cell as programs read it: whole digits, a point before decimals, shares as fractions, amounts in major units.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Count(count) | Cell::People(count) => count.to_string(),
        Cell::CountShare { .. } => cell.quotient().map_or_else(String::new, |share| share.to_string()),
        Cell::Share { value, .. } | Cell::Decimal(value, _) => value.to_string(),
        Cell::Money(money) => {
            crate::domain::format_units(money.minor, money.currency.decimals()).replace(',', "")
        }
        Cell::Hidden => cell.written(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Money};
    use crate::report::Column;

    #[test]
    fn no_cell_is_run_and_numbers_stay_numbers() {
        let table = Table {
            columns: vec![Column::words("=cmd"), Column::figures("n")],
            rows: vec![
                vec![Cell::text("@SUM(A1)"), Cell::Decimal(-1.5, 1)],
                vec![Cell::text("＋1"), Cell::Money(Money::new(-123_450, Currency::THB))],
                vec![Cell::text("a, \"b\""), Cell::Hidden],
            ],
            ..Table::default()
        };
        let text = String::from_utf8(write(&table)).expect("UTF-8");
        assert_eq!(text, "\u{FEFF}'=cmd,n\r\n'@SUM(A1),-1.5\r\n'＋1,-1234.50\r\n\"a, \"\"b\"\"\",<5\r\n");
    }
}

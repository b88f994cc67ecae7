//! Where the header of a table that nobody knows ends and its data begins, by what the cells look like. Never reads a record,
//! never looks a header up.

use super::Row;
use crate::import::parse::text::is_not_reported;

/// Where the header row is looked for.
const SEARCHED: usize = 40;

/// What was found at the top of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Top {
    /// A header: the first and the last of its rows.
    Header(usize, usize),
    /// Data from this row on, without a header.
    Data(usize),
}

/// Finds the header above the first row of data. Columns of numbers, dates and the like tell data from names; where a table has
/// none, the first row of the usual width is the header.
pub(super) fn find(rows: &[Row], width: usize) -> Top {
    let first = first_of(rows, width);
    let columns = value_columns(rows, width, first);
    let is_data = |(_, cells): &Row| {
        let filled = columns.iter().filter(|column| !cells[**column].trim().is_empty());
        let values = columns.iter().filter(|column| is_value(&cells[**column])).count();
        values > 0 && values * 2 > filled.count()
    };
    let usual = |row: &Row| row.1.len() == width;
    let Some(data) = rows.iter().take(SEARCHED).position(|row| usual(row) && is_data(row)) else {
        let is_value_row = columns.is_empty() && rows[first].1.iter().any(|cell| is_value(cell));
        return if is_value_row { Top::Data(first) } else { Top::Header(first, first) };
    };
    match (0..data).rev().find(|index| holds_names(&rows[*index].1, width)) {
        Some(last) => Top::Header(first_header_row(rows, last, width), last),
        None => {
            let starts = |(_, cells): &Row| filled(cells) >= 2 && filled(cells) * 2 >= width;
            Top::Data(rows[..data].iter().position(starts).unwrap_or(data))
        }
    }
}

/// The cells of a header that takes up several rows, put together column by column.
pub(super) fn joined(rows: &[Row]) -> Vec<String> {
    if let [(_, only)] = rows {
        return only.clone();
    }
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let column = |index: usize| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(index)).map(|cell| cell.trim());
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    };
    (0..width).map(column).collect()
}

/// First row of the usual width; the very first when no table follows it.
fn first_of(rows: &[Row], width: usize) -> usize {
    let first = rows.iter().position(|(_, cells)| cells.len() == width).unwrap_or(0);
    if rows.len() - first >= 2 { first } else { 0 }
}

/// Columns in which most cells under the first row are values.
fn value_columns(rows: &[Row], width: usize, first: usize) -> Vec<usize> {
    let body: Vec<&Vec<String>> =
        rows[first + 1..].iter().map(|(_, cells)| cells).filter(|cells| cells.len() == width).collect();
    let holds_values = |column: &usize| {
        let cells = body.iter().map(|cells| cells[*column].as_str()).filter(|cell| !is_not_reported(cell));
        let (mut all, mut values) = (0, 0);
        for cell in cells {
            all += 1;
            values += usize::from(is_value(cell));
        }
        all > 0 && values * 3 >= all * 2
    };
    (0..width).filter(holds_values).collect()
}

/// Whether a row may name columns: enough of its cells are filled, and hardly any with a value.
fn holds_names(cells: &[String], width: usize) -> bool {
    let filled = filled(cells);
    let other = cells
        .iter()
        .filter(|cell| !cell.trim().is_empty())
        .filter(|cell| is_value(cell) || is_not_reported(cell))
        .count();
    filled >= 2.min(width) && filled * 2 >= width && other * 4 <= filled
}

/// The first row of a header whose last one is known: the rows right above it that are as wide and name columns too.
fn first_header_row(rows: &[Row], last: usize, width: usize) -> usize {
    let goes_on = |index: &usize| {
        let (row, below) = (&rows[*index], &rows[*index + 1]);
        let is_comment = row.1.first().is_some_and(|cell| cell.trim_start().starts_with('#'));
        let is_as_wide = row.1.len() == width && below.1.len() == width && row.0 + 1 == below.0;
        is_as_wide && !is_comment && holds_names(&row.1, width)
    };
    (0..last).rev().take_while(goes_on).last().unwrap_or(last)
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Whether a cell holds a value rather than a name: a number, a date, an e-mail, an address or a long code.
fn is_value(cell: &str) -> bool {
    let text = cell.trim();
    let digits = text.chars().filter(|character| character.is_numeric()).count();
    let letters = text.chars().any(char::is_alphabetic);
    let is_number = digits > 0 && !letters;
    let is_code = digits >= 4 && text.starts_with(|character: char| character.is_numeric());
    is_number || is_code || (text.contains('@') && text.contains('.')) || text.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: usize, expected: Top) {
        let row = |(index, line): (usize, &str)| {
            (index as u64 + 1, line.split(',').map(str::to_owned).collect::<Vec<_>>())
        };
        let rows: Vec<Row> = text.lines().enumerate().map(row).collect();
        assert_eq!(find(&rows, width), expected, "{text}");
    }

    #[test]
    fn the_header_stands_right_above_the_data() {
        check("day,shop,sales\n1/2/2026,Ari,5\n2/2/2026,Ari,6", 3, Top::Header(0, 0));
        check("Sales report,,\n,,\nday,shop,sales\n1/2/2026,Ari,5\n2/2/2026,Ari,6", 3, Top::Header(2, 2));
        check("1/2/2026,Ari,5\n2/2/2026,Ari,6", 3, Top::Data(0));
        check("name,colour\nmat,red\ncup,blue", 2, Top::Header(0, 0));
    }

    #[test]
    fn a_header_with_a_delimiter_too_many_or_too_few_is_still_the_header() {
        check("day,shop,,sales\n1/2/2026,Ari,5\n2/2/2026,Ari,6", 3, Top::Header(0, 0));
        check("day shop,sales\n1/2/2026,Ari,5\n2/2/2026,Ari,6", 3, Top::Header(0, 0));
    }

    #[test]
    fn a_header_may_take_up_two_rows() {
        let text = "day,online,till\nof sale,sales,sales\n1/2/2026,7,5\n2/2/2026,8,6";
        check(text, 3, Top::Header(0, 1));
        let rows = [
            (1, vec!["day".to_owned(), "online".to_owned(), String::new()]),
            (2, vec![String::new(), "sales".to_owned(), "till".to_owned()]),
        ];
        assert_eq!(joined(&rows), ["day", "online sales", "till"]);
        // A comment above a header is none of its rows.
        check("#,Start,date\nday,shop,sales\n1/2/2026,Ari,5\n2/2/2026,Ari,6", 3, Top::Header(1, 1));
        // A row of data whose numbers are missing is no second header.
        check("name,age,score\nAnong,n/a,-\nBoon,31,5\nChai,32,6", 3, Top::Header(0, 0));
    }
}

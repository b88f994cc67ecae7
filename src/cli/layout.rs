//! Tables and headings for a terminal, Thai included. Never formats a figure.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

/// On which side a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A heading with a rule under it.
pub(super) fn heading(out: &mut String, text: &str) {
    let rule = "─".repeat(text.width().max(3));
    // Writing to a string cannot fail.
    let _ = write!(out, "\n{text}\n{rule}\n");
}

/// Rows under headers, columns two blanks apart; the last column is not padded.
pub(super) fn table(out: &mut String, headers: &[String], sides: &[Side], rows: &[Vec<String>]) {
    let all: Vec<&[String]> = std::iter::once(headers).chain(rows.iter().map(Vec::as_slice)).collect();
    let widths: Vec<usize> = (0..sides.len())
        .map(|column| {
            all.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    for row in all.iter().filter(|row| !row.is_empty()) {
        let cells = row.iter().zip(sides).zip(&widths).map(|((cell, side), width)| {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            match side {
                Side::Left => format!("{cell}{gap}"),
                Side::Right => format!("{gap}{cell}"),
            }
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        let _ = writeln!(out, "  {}", line.trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_in_thai_and_latin() {
        let mut out = String::new();
        let rows =
            vec![vec!["การรับรู้".to_owned(), "5".to_owned()], vec!["Purchase".to_owned(), "1,234".to_owned()]];
        table(&mut out, &[], &[Side::Left, Side::Right], &rows);
        let widths: Vec<usize> = out.lines().map(UnicodeWidthStr::width).collect();
        assert_eq!(widths[0], widths[1], "{out}");
    }
}

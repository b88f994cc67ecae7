//! In which order the rows of a small table stand, and which of them are shown. Never changes a row.

use super::Table;

/// Rows from which on a table offers a search.
pub(super) const SEARCHED: usize = 12;

impl Table {
    /// Indices of the rows that hold `word` (in any case of letters), by the column and direction that `order` names, the largest
    /// first if it says so. Cells without a value stand last either way.
    pub fn found(&self, word: &str, order: Option<(usize, bool)>) -> Vec<usize> {
        let word = word.trim().to_lowercase();
        let holds = |row: &usize| {
            word.is_empty() || self.rows[*row].iter().any(|cell| cell.to_lowercase().contains(&word))
        };
        let found: Vec<usize> = (0..self.rows.len()).filter(holds).collect();
        let Some((column, descending)) = order.filter(|order| order.0 < self.columns.len()) else {
            return found;
        };
        let cell = |row: usize| self.rows[row].get(column).cloned().unwrap_or_default();
        sorted(found, &cell, self.columns[column].numeric, descending)
    }
}

/// The rows by what `cell` says of them: numbers by their value, words by their letters. Nothing stands last either way.
pub(super) fn sorted(
    rows: Vec<usize>,
    cell: &dyn Fn(usize) -> String,
    numeric: bool,
    descending: bool,
) -> Vec<usize> {
    if numeric {
        let mut valued: Vec<(usize, Option<f64>)> =
            rows.into_iter().map(|row| (row, number(&cell(row)))).collect();
        valued.sort_by(|(_, left), (_, right)| match (left, right) {
            (Some(left), Some(right)) if descending => right.total_cmp(left),
            (Some(left), Some(right)) => left.total_cmp(right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        });
        return valued.into_iter().map(|(row, _)| row).collect();
    }
    let mut worded: Vec<(usize, String)> =
        rows.into_iter().map(|row| (row, cell(row).to_lowercase())).collect();
    worded.sort_by(|(_, left), (_, right)| (left.is_empty(), left).cmp(&(right.is_empty(), right)));
    if descending {
        let blank = worded.iter().position(|(_, word)| word.is_empty()).unwrap_or(worded.len());
        worded[..blank].reverse();
    }
    worded.into_iter().map(|(row, _)| row).collect()
}

/// The first number that a cell states: `12.3 %`, `฿1.2M`, `−7`, `1,204 of 3`.
fn number(cell: &str) -> Option<f64> {
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let negative = cell[..start].chars().any(|c| matches!(c, '−' | '-'));
    let rest = &cell[start..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
    let digits: String = rest[..end].chars().filter(|c| *c != ',').collect();
    let value: f64 = digits.trim_end_matches('.').parse().ok()?;
    let unit = match rest[end..].chars().next() {
        Some('K') => 1e3,
        Some('M') => 1e6,
        Some('B') => 1e9,
        _ => 1.0,
    };
    Some(if negative { -value * unit } else { value * unit })
}

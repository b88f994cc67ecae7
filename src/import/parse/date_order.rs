//! Day-first or month-first, from all cells of a column. Never guesses between 3 April and 4 March.

use serde::{Deserialize, Serialize};

use super::text::{ascii_digits, trim};

/// Order of day and month in numeric dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Decided over the column; ambiguous columns are asked.
    #[default]
    Auto,
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

/// What the numeric dates of a column say about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct OrderEvidence {
    /// Cells whose first number is 13-31.
    pub day_first: u64,
    /// Cells whose second number is 13-31.
    pub month_first: u64,
    /// Cells that could be either.
    pub either: u64,
}

impl OrderEvidence {
    /// Adds what `cell` says.
    pub(in crate::import) fn add(&mut self, cell: &str) {
        // A date that begins with its year says nothing, and most do.
        if cell.len() > 3 && cell.as_bytes()[..3].iter().all(u8::is_ascii_digit) {
            return;
        }
        let text = ascii_digits(trim(cell));
        let Some((first, second)) = numeric_pair(&text) else { return };
        match (first, second) {
            (13..=31, 1..=12) => self.day_first += 1,
            (1..=12, 13..=31) => self.month_first += 1,
            (1..=12, 1..=12) if first != second => self.either += 1,
            // 31/31 or 0/5: no date in any order, rejected one by one.
            _ => {}
        }
    }

    /// The order, or `None` when it must be asked.
    pub(in crate::import) fn order(self) -> Option<DateOrder> {
        if self.day_first == 0 && self.month_first == 0 {
            return (self.either == 0).then_some(DateOrder::DayFirst);
        }
        Some(if self.day_first >= self.month_first { DateOrder::DayFirst } else { DateOrder::MonthFirst })
    }
}

/// The two numbers before the year of `a/b/year`, `a-b-year`, `a.b.year`.
pub(super) fn numeric_pair(text: &str) -> Option<(u32, u32)> {
    let end = text.find([' ', 'T', ',']).unwrap_or(text.len());
    let mut parts = text[..end].split(['/', '-', '.']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = matches!(year.len(), 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit());
    (short(first) && short(second) && is_year && parts.next().is_none())
        .then(|| Some((first.parse().ok()?, second.parse().ok()?)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_column_decides_between_day_and_month() {
        let order = |cells: &[&str]| {
            let mut evidence = OrderEvidence::default();
            cells.iter().for_each(|cell| evidence.add(cell));
            evidence.order()
        };
        assert_eq!(order(&["03/04/2024", "05/06/2024"]), None);
        assert_eq!(order(&["03/04/2024", "31/02/2024"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["03/04/2024", "4/13/2024"]), Some(DateOrder::MonthFirst));
        assert_eq!(order(&["05/05/2024"]), Some(DateOrder::DayFirst));
        assert_eq!(order(&["2024-03-04"]), Some(DateOrder::DayFirst));
    }
}

//! What the cells of a column look like, counted over every sampled row. Never decides what the column means.

use std::collections::BTreeSet;

use crate::import::parse::currency;
use crate::import::parse::date::{self, Zones};
use crate::import::parse::date_order::{DateOrder, OrderEvidence};
use crate::import::parse::number::{self, NumberStyle, Value};
use crate::import::parse::text::{ascii_digits, fold, is_not_reported};
use crate::import::profile::Profile;
use crate::tables::Table;

/// Counts over the cells of one column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnFacts {
    /// Sampled rows.
    pub rows: usize,
    /// Cells that report something.
    pub filled: usize,
    /// Cells that read as a date written with separators or month names, or as yyyymmdd.
    pub dates: usize,
    /// Cells that read as a date only if a bare number is taken for one (day number of a spreadsheet, Unix time).
    pub bare_dates: usize,
    /// Cells that read as a number.
    pub numbers: usize,
    /// Cells that read as a whole number.
    pub whole: usize,
    /// Cells that read as a number with decimals.
    pub decimals: usize,
    /// Cells that are e-mail addresses.
    pub emails: usize,
    /// Cells that are phone numbers.
    pub phones: usize,
    /// Whole numbers from 0 to 10.
    pub scores: usize,
    /// Whole numbers from 1 to 5.
    pub stars: usize,
    /// Whole numbers from 1 to 7.
    pub sevens: usize,
    /// Status words that some order export writes.
    pub statuses: usize,
    /// Codes of currencies.
    pub currencies: usize,
    /// Different values.
    pub distinct: usize,
    /// Characters of the longest cell.
    pub longest: usize,
}

impl ColumnFacts {
    /// Share of the filled cells that `count` is; 0 for an empty column.
    pub(super) fn share(&self, count: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { count as f64 / self.filled as f64 }
    }

    /// Looks at every cell.
    pub(in crate::import) fn of<'cell>(cells: impl Iterator<Item = &'cell str>, zones: &Zones) -> Self {
        let mut facts = Self::default();
        let mut seen = BTreeSet::new();
        for cell in cells {
            facts.rows += 1;
            if is_not_reported(cell) {
                continue;
            }
            facts.filled += 1;
            facts.add(cell.trim(), zones);
            seen.insert(cell.trim());
        }
        facts.distinct = seen.len();
        facts
    }

    fn add(&mut self, cell: &str, zones: &Zones) {
        self.longest = self.longest.max(cell.chars().count());
        match date_kind(cell, zones) {
            Some(DateKind::Written) => self.dates += 1,
            Some(DateKind::Bare) => self.bare_dates += 1,
            None => {}
        }
        let styles = [NumberStyle::Point, NumberStyle::Comma];
        if let Some(value) = styles.iter().find_map(|style| number::parse(cell, *style, 3).number()) {
            self.numbers += 1;
            let whole = is_whole(cell);
            self.whole += usize::from(whole);
            self.decimals += usize::from(!whole && cell.contains(['.', ',']));
            self.scores += usize::from(whole && (0..=10_000).contains(&value));
            self.stars += usize::from(whole && (1_000..=5_000).contains(&value));
            self.sevens += usize::from(whole && (1_000..=7_000).contains(&value));
        }
        self.emails += usize::from(looks_like_email(cell));
        self.phones += usize::from(looks_like_phone(cell));
        let word = fold(cell);
        self.statuses += usize::from(cell.len() < 80 && is_status_word(&word));
        self.currencies += usize::from(currency::of_code(cell).is_some());
    }

    /// One word for what the column holds, for telling tables without headers apart.
    pub(in crate::import) fn coarse(&self) -> &'static str {
        let mostly = |count: usize| self.share(count) >= 0.8;
        if mostly(self.dates) {
            "date"
        } else if mostly(self.emails) {
            "email"
        } else if mostly(self.numbers) {
            "number"
        } else {
            "text"
        }
    }
}

enum DateKind {
    Written,
    Bare,
}

fn date_kind(cell: &str, zones: &Zones) -> Option<DateKind> {
    let reads = |order| date::parse(cell, order, zones).is_ok();
    if !(reads(DateOrder::DayFirst) || reads(DateOrder::MonthFirst)) {
        return None;
    }
    let text = ascii_digits(cell);
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Some(DateKind::Written);
    }
    let has_dots = text.matches('.').count() == 2;
    let is_day =
        text.len() == 8 && (text.starts_with("19") || text.starts_with("20") || text.starts_with("25"));
    Some(if has_dots || is_day { DateKind::Written } else { DateKind::Bare })
}

fn is_whole(cell: &str) -> bool {
    let text = ascii_digits(cell);
    let number = text.strip_suffix(".0").unwrap_or(&text);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// `name@host.ending`, masked or not.
fn looks_like_email(cell: &str) -> bool {
    let Some((local, host)) = cell.split_once('@') else { return false };
    !local.is_empty() && host.contains('.') && !cell.contains(char::is_whitespace)
}

/// A number that begins as phone numbers do and has as many digits (a spreadsheet may have taken the first 0 away); other long
/// numbers are ids.
fn looks_like_phone(cell: &str) -> bool {
    let text = ascii_digits(cell.trim_start_matches('\''));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let begins = text.starts_with('0') || text.starts_with('+') || (text.starts_with("66") && digits == 11);
    let mobile = digits == 9 && text.starts_with(['6', '8', '9']) && text.len() == 9;
    let plain = text.chars().all(|character| character.is_ascii_digit() || " +-().*".contains(character));
    plain && ((begins && (9..=13).contains(&digits)) || mobile)
}

/// Whether any order export writes this (folded) status word; a blank one says nothing.
fn is_status_word(word: &str) -> bool {
    use crate::import::profile::matches_any;
    let orders = Profile::built_in().iter().filter(|profile| profile.table == Table::Orders);
    orders.map(|profile| &profile.status).any(|rules| {
        let lists = [
            &rules.valid,
            &rules.in_transit,
            &rules.pending,
            &rules.cancelled,
            &rules.refunded,
            &rules.returned,
        ];
        lists.into_iter().any(|words| matches_any(words, word))
    })
}

/// What the numeric dates of a column say about their order.
pub(in crate::import) fn date_evidence<'cell>(cells: impl Iterator<Item = &'cell str>) -> OrderEvidence {
    let mut evidence = OrderEvidence::default();
    cells.for_each(|cell| evidence.add(cell));
    evidence
}

/// Cells that read as an amount under a style, and their sum at two decimals.
pub(in crate::import) fn sum_under<'cell>(
    cells: impl Iterator<Item = &'cell str>,
    style: NumberStyle,
) -> (usize, i128) {
    let mut sum = (0, 0);
    for cell in cells {
        if let Value::Number(value) = number::parse(cell, style, 2) {
            sum = (sum.0 + 1, sum.1 + i128::from(value));
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    fn facts(cells: &[&str]) -> ColumnFacts {
        let zones = Zones::new(TimeZone::UTC, TimeZone::UTC);
        ColumnFacts::of(cells.iter().copied(), &zones)
    }

    #[test]
    fn every_cell_is_counted_for_what_it_could_be() {
        let dates = facts(&["05/01/2569", "13 ก.พ. 2569", "", "20260105"]);
        assert_eq!((dates.rows, dates.filled, dates.dates), (4, 3, 3));
        let phones = facts(&["0812345678", "+66 81 234 5678", "1234567890"]);
        assert_eq!((phones.phones, phones.dates), (2, 0));
        let amounts = facts(&["1.234,50", "12", "-"]);
        assert_eq!((amounts.filled, amounts.numbers, amounts.decimals), (2, 2, 1));
        let scores = facts(&["10", "0", "11"]);
        assert_eq!((scores.scores, scores.stars), (2, 0));
        assert_eq!(facts(&["สำเร็จแล้ว", "cancelled", "blue"]).statuses, 2);
        assert_eq!(facts(&["THB", "thb", "abc"]).currencies, 2);
        assert_eq!(facts(&["a@example.com", "a@b", "x"]).emails, 1);
    }
}

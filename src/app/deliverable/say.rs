//! The words of one report: its language and currency, and how its figures are written. Never looks a figure up.

use std::fmt::Display;

use crate::analysis::Share;
use crate::app::wording;
use crate::domain::{Currency, Language, Money, MonthIndex, numbers};
use crate::report::{Cell, Column};

/// Where there is nothing to say.
pub const NONE: &str = "–";

/// Language and currency of a report.
#[derive(Clone, Copy, Debug)]
pub struct Say {
    /// Language of every text.
    pub language: Language,
    /// Currency of the amounts that name none of their own.
    pub currency: Option<Currency>,
}

impl Say {
    /// The text under a key.
    pub fn text(&self, key: &str) -> String {
        wording::text(self.language, key)
    }

    /// The text under a key with its blanks filled.
    pub fn filled(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        wording::filled(self.language, key, values)
    }

    /// A column of words, by the key of its header.
    pub fn words(&self, key: &str) -> Column {
        Column::words(self.text(key))
    }

    /// A column of figures, by the key of its header.
    pub fn figures(&self, key: &str) -> Column {
        Column::figures(self.text(key))
    }

    /// The column of 95 % intervals.
    pub fn interval(&self) -> Column {
        self.figures("chart.interval_95")
    }

    /// A month.
    pub fn month(&self, month: MonthIndex) -> String {
        wording::month(self.language, month)
    }

    /// An amount in whole units of its currency.
    pub fn money(&self, minor: i64) -> String {
        match self.currency {
            Some(currency) => Money::new(minor, currency).rounded(),
            None => numbers::decimal(minor as f64 / 100.0, 0),
        }
    }

    /// `12 of 345`.
    pub fn of(&self, part: u64, whole: u64) -> String {
        self.filled("chart.a_of_b", &[("a", &numbers::count(part)), ("b", &numbers::count(whole))])
    }

    /// Lines that say a share: value, counts, interval.
    pub fn share_tip(&self, share: &Share) -> Vec<String> {
        let Some(value) = share.value else { return vec![self.text("chart.no_data")] };
        let mut lines =
            vec![format!("{} · {}", numbers::percent(value), self.of(share.numerator, share.denominator))];
        let interval = numbers::interval_percent(share.low, share.high);
        if !interval.is_empty() {
            lines.push(self.filled("chart.interval", &[("range", &interval)]));
        }
        lines
    }
}

/// A share with its counts and interval as cells: part, whole, share, interval. `at` is the column of the part.
pub fn share_cells(share: &Share, at: usize) -> [Cell; 4] {
    [
        Cell::People(share.numerator),
        Cell::People(share.denominator),
        Cell::share_of(share.value, at, at + 1),
        interval_cell(share.low, share.high),
    ]
}

/// The interval of a share.
pub fn interval_cell(low: Option<f64>, high: Option<f64>) -> Cell {
    let interval = numbers::interval_percent(low, high);
    if interval.is_empty() { Cell::Blank } else { Cell::Text(interval) }
}

/// The interval of points: `−4.2 … +15.6`.
pub fn points_cell(low: Option<f64>, high: Option<f64>) -> Cell {
    match (low, high) {
        (Some(low), Some(high)) => {
            Cell::Text(format!("{} … {}", numbers::signed(low, 1), numbers::signed(high, 1)))
        }
        _ => Cell::Blank,
    }
}

/// The values of a share with its interval, where it has both.
pub fn ends(low: Option<f64>, high: Option<f64>) -> Option<(f64, f64)> {
    low.zip(high)
}

//! What the strip shows: records per day, week or month over the whole data, and which of them are shown. Never draws.

use crate::analysis::{DataQuality, SourceCoverage};
use crate::domain::{Day, Period};
use crate::tables::Table;

/// Up to so many days each has a bar of its own.
const DAYS: i32 = 93;
/// Up to so many days a bar is a week; beyond, a month.
const WEEKS: i32 = 400;
/// A longer span than this is a typing error in a date: its months would be too thin to hit.
const MOST_BARS: usize = 600;

/// The records of a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// First day of the stretch.
    pub first: Day,
    /// Last day of the stretch.
    pub last: Day,
    /// Records on these days.
    pub records: u64,
}

/// The strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// One bar per stretch, in order; together they hold every day of the data.
    pub bars: Vec<Bar>,
    /// The days that are shown.
    pub period: Period,
}

impl Model {
    /// The strip over the orders, or over everything where there are none; `None` where there is nothing to choose from.
    pub fn new(quality: &DataQuality, period: Period) -> Option<Self> {
        let of_orders = |source: &&SourceCoverage| source.table == Table::Orders && !source.days.is_empty();
        let has_orders = quality.coverage.iter().any(|source| of_orders(&source));
        let counted = || quality.coverage.iter().filter(|source| !has_orders || of_orders(source));
        let days = || counted().flat_map(|source| source.days.iter());
        let (first, last) = (days().map(|day| day.0).min()?, days().map(|day| day.0).max()?);
        let mut bars = stretches(first, last);
        for (day, records) in days() {
            let index = bars.partition_point(|bar| bar.last < *day);
            if let Some(bar) = bars.get_mut(index) {
                bar.records += records;
            }
        }
        (bars.len() > 1).then_some(Self { bars, period })
    }

    /// Whether a bar is among the days that are shown, in part at least.
    pub fn is_shown(&self, bar: &Bar) -> bool {
        self.period.from.is_none_or(|from| from <= bar.last)
            && self.period.to.is_none_or(|to| bar.first <= to)
    }

    /// The bars that are shown: index of the first and of the last.
    pub fn shown(&self) -> (usize, usize) {
        let is_shown = |bar: &Bar| self.is_shown(bar);
        let first = self.bars.iter().position(is_shown).unwrap_or(0);
        let last = self.bars.iter().rposition(is_shown).unwrap_or(self.bars.len() - 1);
        (first, last.max(first))
    }

    /// The days of the bars from `one` to `other`, in either order; everything where these are all bars.
    pub fn days(&self, one: usize, other: usize) -> Period {
        let (first, last) = (one.min(other), one.max(other).min(self.bars.len() - 1));
        if first == 0 && last + 1 == self.bars.len() {
            return Period::ALL;
        }
        Period::between(self.bars[first].first, self.bars[last].last)
    }

    /// The most records of any bar, at least 1.
    pub fn most(&self) -> u64 {
        self.bars.iter().map(|bar| bar.records).max().unwrap_or(1).max(1)
    }
}

/// Days, weeks or months from the first to the last day, the latest [`MOST_BARS`] of them.
fn stretches(first: Day, last: Day) -> Vec<Bar> {
    let span = last.since(first);
    let bar = |from: Day, to: Day| Bar { first: from.max(first), last: to.min(last), records: 0 };
    let mut bars = Vec::new();
    let mut day = first;
    while day <= last {
        let end = match span {
            span if span < DAYS => day,
            // Weeks begin on Mondays; 1970-01-01 was a Thursday.
            span if span < WEEKS => day.plus(6 - (day.0 + 3).rem_euclid(7)),
            _ => day.month().last_day(),
        };
        bars.push(bar(day, end));
        day = end.plus(1);
    }
    bars.split_off(bars.len().saturating_sub(MOST_BARS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    fn quality(days: &[(&str, u64)]) -> DataQuality {
        let coverage = SourceCoverage {
            source: 0,
            table: Table::Orders,
            records: 0,
            undated: 0,
            first: None,
            last: None,
            days: days.iter().map(|(text, records)| (day(text), *records)).collect(),
            usual_pause_days: None,
            gaps: Vec::new(),
        };
        DataQuality { coverage: vec![coverage], feeds: Vec::new() }
    }

    #[test]
    fn every_day_lies_in_one_bar_and_no_record_is_lost() {
        for (last, expected) in [("2025-03-01", 60), ("2025-12-31", 53), ("2027-06-30", 30)] {
            let strip = Model::new(&quality(&[("2025-01-01", 3), (last, 4)]), Period::ALL).expect("a strip");
            assert_eq!(strip.bars.len(), expected, "{last}");
            assert!(strip.bars.windows(2).all(|pair| pair[0].last.plus(1) == pair[1].first));
            assert_eq!(strip.bars.iter().map(|bar| bar.records).sum::<u64>(), 7);
            assert_eq!((strip.bars[0].first, strip.bars[expected - 1].last), (day("2025-01-01"), day(last)));
        }
    }

    #[test]
    fn brushing_everything_means_no_filter_and_a_part_means_whole_bars() {
        let data = quality(&[("2024-01-15", 1), ("2025-12-20", 1)]);
        let strip = Model::new(&data, Period::ALL).expect("a strip");
        assert_eq!(strip.shown(), (0, 23));
        assert_eq!(strip.days(23, 0), Period::ALL);
        let part = strip.days(5, 3);
        assert_eq!(part, Period::between(day("2024-04-01"), day("2024-06-30")));
        let brushed = Model::new(&data, part).expect("a strip");
        assert_eq!(brushed.shown(), (3, 5));
        assert!(Model::new(&quality(&[("2024-01-15", 1)]), Period::ALL).is_none(), "nothing to choose from");
    }
}

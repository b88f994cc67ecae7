//! The ad rows that belong to the question. Never a ratio.

use std::borrow::Cow;

use polars::prelude::{Int32Type, Int64Type, PolarsResult, UInt32Type};

use super::Spec;
use super::columns::{optional, values};
use crate::domain::{Channel, Day, MonthIndex};
use crate::tables::{Code, Tables, schema};

/// The columns of `ad_days` with the rows that count.
pub(super) struct Ads<'a> {
    pub(super) channel: Cow<'a, [Code]>,
    /// Days a row covers; `None` when its report states no dates.
    pub(super) days: Vec<Option<(Day, Day)>>,
    pub(super) impressions: Vec<Option<i64>>,
    pub(super) clicks: Vec<Option<i64>>,
    pub(super) claimed_centi: Vec<Option<i64>>,
    /// Rows that lie in the period.
    pub(super) counted: Vec<usize>,
    /// Rows without dates, left out because a period is set.
    pub(super) undated_left_out: u64,
    /// Rows left out because they lie in the period only in part.
    pub(super) across_period: u64,
    channels: &'a [Channel],
}

impl<'a> Ads<'a> {
    pub(super) fn new(tables: &'a Tables, spec: &Spec) -> PolarsResult<Self> {
        use schema::ads as c;
        let frame = &tables.ad_days;
        let first = optional::<Int32Type>(frame, c::FIRST_DAY)?;
        let last = optional::<Int32Type>(frame, c::LAST_DAY)?;
        let mut ads = Self {
            channel: values::<UInt32Type>(frame, c::CHANNEL)?,
            days: first.into_iter().zip(last).map(|(first, last)| covered_days(first, last)).collect(),
            impressions: optional::<Int64Type>(frame, c::IMPRESSIONS)?,
            clicks: optional::<Int64Type>(frame, c::CLICKS)?,
            claimed_centi: optional::<Int64Type>(frame, c::CLAIMED_ORDERS_CENTI)?,
            counted: Vec::new(),
            undated_left_out: 0,
            across_period: 0,
            channels: &tables.codes.channels,
        };
        ads.count(spec);
        Ok(ads)
    }

    fn count(&mut self, spec: &Spec) {
        for (row, days) in self.days.iter().enumerate() {
            let Some((first, last)) = *days else {
                match spec.covers(None) {
                    true => self.counted.push(row),
                    false => self.undated_left_out += 1,
                }
                continue;
            };
            if spec.covers(Some(first)) && spec.covers(Some(last)) {
                self.counted.push(row);
            } else if overlaps(spec, first, last) {
                self.across_period += 1;
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The channel of `row`.
    pub(super) fn channel_of(&self, row: usize) -> Option<&'a Channel> {
        self.channel_named(self.channel[row])
    }

    /// The channel behind a code.
    pub(super) fn channel_named(&self, code: Code) -> Option<&'a Channel> {
        self.channels.get(code as usize)
    }
}

/// A row that states one end only covers that day.
pub(super) fn covered_days(first: Option<i32>, last: Option<i32>) -> Option<(Day, Day)> {
    let (first, last) = (first.or(last)?, last.or(first)?);
    Some((Day(first.min(last)), Day(first.max(last))))
}

/// Whether any of the days belongs to the question.
pub(super) fn overlaps(spec: &Spec, first: Day, last: Day) -> bool {
    let ends = [spec.period.to, spec.as_of];
    spec.period.from.is_none_or(|from| from <= last) && ends.into_iter().flatten().all(|end| first <= end)
}

/// A reported count; exports write no negative ones, and none would make sense.
pub(super) fn reported(count: Option<i64>) -> Option<u64> {
    count.map(|count| count.max(0).unsigned_abs())
}

/// The month that holds all days of a row; `None` for one that reaches over its end: what it counts cannot be divided.
pub(super) fn month_of(days: Option<(Day, Day)>) -> Option<MonthIndex> {
    let (first, last) = days?;
    (first.month() == last.month()).then(|| first.month())
}

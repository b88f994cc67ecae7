//! Runs of days without a record that the rhythm of a source does not explain. Never looks at more than the days.
//!
//! A run of empty days is a gap when it is longer than the *usual pause*, the smaller of two figures, and two days at least:
//!
//! 1. *by chance*: if each day has a record with probability p = days with records / days from first to last, the number of runs of
//!    k or more empty days to be expected among n days with records is n (1-p)^k. The pause is the largest k for which one such run
//!    in twenty sources would still be chance: n (1-p)^k >= 0.05. (A lone day in a quiet shop is no gap.)
//! 2. *by rhythm*: three times the step that nine in ten steps between days with records do not exceed. (A weekly report is no gap.)

use serde::Serialize;

use crate::domain::Day;

/// Fewer days with records than this have no rhythm.
const FEWEST_DAYS: usize = 8;

/// Runs this long happen by chance in one source of twenty.
const CHANCE: f64 = 0.05;

/// A run of days without a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// First empty day.
    pub from: Day,
    /// Last empty day.
    pub to: Day,
}

impl Gap {
    /// How many days it lasts.
    pub fn days(self) -> u32 {
        (self.to.since(self.from) + 1).unsigned_abs()
    }
}

/// The longest run of empty days that is nothing unusual, from the days with records (in order, none twice).
pub(super) fn usual_pause(days: &[Day]) -> Option<u32> {
    let (first, last) = (days.first()?, days.last()?);
    if days.len() < FEWEST_DAYS {
        return None;
    }
    let mut steps: Vec<i32> = days.windows(2).map(|pair| pair[1].since(pair[0])).collect();
    steps.sort_unstable();
    let ninth = steps[(steps.len() * 9).div_ceil(10) - 1];
    let by_rhythm = 3 * ninth.unsigned_abs();
    let present = days.len() as f64;
    let empty_share = 1.0 - present / f64::from(last.since(*first) + 1);
    // Every day has records: no run of empty days is there to be explained.
    let by_chance = if empty_share > 0.0 { (CHANCE / present).ln() / empty_share.ln() } else { 0.0 };
    let by_chance = by_chance.floor().clamp(0.0, 100_000.0) as u32;
    Some(by_chance.min(by_rhythm).max(2))
}

/// Runs of empty days longer than `usual`, between the days and towards the ends that the export states.
pub(super) fn gaps(days: &[Day], (first, last): (Option<Day>, Option<Day>), usual: u32) -> Vec<Gap> {
    let before = first.map(|day| day.plus(-1));
    let after = last.map(|day| day.plus(1));
    let all: Vec<Day> = before.into_iter().chain(days.iter().copied()).chain(after).collect();
    let runs = all.windows(2).map(|pair| Gap { from: pair[0].plus(1), to: pair[1].plus(-1) });
    runs.filter(|gap| gap.from <= gap.to && gap.days() > usual).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: impl IntoIterator<Item = i32>) -> Vec<Day> {
        days.into_iter().map(Day).collect()
    }

    fn found(days: &[Day], ends: (Option<Day>, Option<Day>)) -> Vec<(i32, i32)> {
        let Some(usual) = usual_pause(days) else { return Vec::new() };
        gaps(days, ends, usual).iter().map(|gap| (gap.from.0, gap.to.0)).collect()
    }

    #[test]
    fn a_shop_that_sells_daily_misses_seventeen_days() {
        let shop = days((0..200).chain(217..300));
        assert_eq!(found(&shop, (None, None)), [(200, 216)]);
        // Two quiet days are none, and neither is a day off every week.
        assert_eq!(found(&days((0..100).chain(102..200)), (None, None)), []);
        assert_eq!(found(&days((0..364).filter(|day| day % 7 != 6)), (None, None)), []);
    }

    #[test]
    fn a_weekly_report_has_no_gaps_until_a_month_is_missing() {
        let weekly = |weeks: &[i32]| days(weeks.iter().map(|week| week * 7));
        let all: Vec<i32> = (0..52).collect();
        assert_eq!(found(&weekly(&all), (None, None)), []);
        let without: Vec<i32> = (0..52).filter(|week| !(20..24).contains(week)).collect();
        assert_eq!(found(&weekly(&without), (None, None)), [(19 * 7 + 1, 24 * 7 - 1)]);
    }

    #[test]
    fn a_quiet_shop_may_be_quiet_for_weeks() {
        // One order about every ten days, irregularly.
        let quiet = days([0, 4, 19, 22, 37, 41, 60, 66, 70, 92, 95, 110]);
        assert_eq!(found(&quiet, (None, None)), []);
        let (mut later, pause) = (quiet.clone(), 200);
        later.extend(quiet.iter().map(|day| day.plus(110 + pause)));
        assert_eq!(found(&later, (None, None)), [(111, 110 + pause - 1)]);
    }

    #[test]
    fn a_stated_range_that_the_records_do_not_reach_is_a_gap() {
        let may = days(0..19);
        assert_eq!(found(&may, (Some(Day(0)), Some(Day(30)))), [(19, 30)]);
        assert_eq!(found(&may, (Some(Day(-10)), Some(Day(18)))), [(-10, -1)]);
    }

    #[test]
    fn a_few_days_have_no_rhythm() {
        assert_eq!(usual_pause(&days([])), None);
        assert_eq!(usual_pause(&days([1, 300, 900])), None);
    }
}

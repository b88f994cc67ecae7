//! What a shop says of its own service: how soon it wants to answer, when it is open. Never a fact about what happened.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Day;

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;
/// Weekdays as opening hours name them, Monday first.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Thai weekdays, each short and in full.
const THAI_WEEKDAYS: [[&str; 3]; 7] = [
    ["จ", "จ.", "จันทร์"],
    ["อ", "อ.", "อังคาร"],
    ["พ", "พ.", "พุธ"],
    ["พฤ", "พฤ.", "พฤหัส"],
    ["ศ", "ศ.", "ศุกร์"],
    ["ส", "ส.", "เสาร์"],
    ["อา", "อา.", "อาทิตย์"],
];

/// The terms that service is measured by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceTerms {
    /// A first reply within so many minutes is in time.
    pub target_minutes: u32,
    /// What one request takes a person to deal with, in minutes: for how many people a busy hour needs.
    pub minutes_per_case: u32,
    /// When the shop is open; `None` for always. With it every time of service counts open minutes only.
    pub opening: Option<OpeningHours>,
}

impl Default for ServiceTerms {
    fn default() -> Self {
        Self { target_minutes: 60, minutes_per_case: 10, opening: None }
    }
}

/// When a shop is open, by weekday, but for its holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// Monday to Sunday: first minute and the minute after the last, counted from midnight; `None` for a day off.
    pub days: [Option<(u32, u32)>; 7],
    /// Days off besides.
    #[serde(default)]
    pub holidays: BTreeSet<Day>,
}

/// Why opening hours could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time of opening such as `mon-fri 09:00-18:00`")]
pub struct OpeningError(pub String);

impl OpeningHours {
    /// Reads `mon-fri 09:00-18:00, sat 10:00-14:00`, in Thai too (`จ-ศ 09:00-18:00`); days that are not named are days off.
    ///
    /// # Errors
    /// [`OpeningError`] with the part that is none.
    pub fn parse(text: &str) -> Result<Self, OpeningError> {
        let mut hours = Self::default();
        for part in text.split(',').map(str::trim) {
            let fault = || OpeningError(part.to_owned());
            let (days, times) = part.split_once(' ').ok_or_else(fault)?;
            let (from, to) = times.trim().split_once('-').ok_or_else(fault)?;
            let (from, to) = (minute(from).ok_or_else(fault)?, minute(to).ok_or_else(fault)?);
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let (first, last) = (weekday(first).ok_or_else(fault)?, weekday(last).ok_or_else(fault)?);
            if from >= to || first > last {
                return Err(fault());
            }
            hours.days[first..=last].fill(Some((from, to)));
        }
        Ok(hours)
    }

    /// Open at every hour of every day.
    pub fn always() -> Self {
        Self { days: [Some((0, 24 * 60)); 7], holidays: BTreeSet::new() }
    }

    /// Reads days off as `2026-04-13, 2026-04-14`; a blank text has none.
    ///
    /// # Errors
    /// [`OpeningError`] with the part that is no day.
    pub fn parse_holidays(text: &str) -> Result<BTreeSet<Day>, OpeningError> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Day::parse_iso(part).ok_or_else(|| OpeningError(part.to_owned()))).collect()
    }

    /// Opening hours with these days off; without hours the shop is always open, but for them.
    pub fn with_days_off(opening: Option<Self>, holidays: BTreeSet<Day>) -> Option<Self> {
        match opening {
            None if holidays.is_empty() => None,
            opening => Some(Self { holidays, ..opening.unwrap_or_else(Self::always) }),
        }
    }

    /// Open seconds of a day from midnight, as first and end; `None` on a day off.
    fn span(&self, day: Day) -> Option<(i64, i64)> {
        let (from, to) = self.days[day.weekday()].filter(|_| !self.holidays.contains(&day))?;
        Some((i64::from(from) * 60, i64::from(to) * 60))
    }

    /// Open seconds between two moments, both in seconds since 1970-01-01 of the reporting zone; 0 when they are the wrong way around.
    pub fn open_seconds(&self, from: i64, to: i64) -> i64 {
        let days = from.div_euclid(DAY_SECONDS)..=to.div_euclid(DAY_SECONDS);
        let open = days.filter_map(|day| {
            let midnight = day * DAY_SECONDS;
            let (first, end) = self.span(Day(i32::try_from(day).ok()?))?;
            Some(((midnight + end).min(to) - (midnight + first).max(from)).max(0))
        });
        open.sum()
    }

    /// Whether the shop is open at any time of an hour of a day.
    pub fn is_open(&self, day: Day, hour: u32) -> bool {
        let (from, to) = (i64::from(hour) * 3_600, (i64::from(hour) + 1) * 3_600);
        self.span(day).is_some_and(|(first, end)| first < to && from < end)
    }
}

/// As [`OpeningHours::parse`] reads it, without the holidays; runs of equal days together.
impl fmt::Display for OpeningHours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let (mut first, mut is_later) = (0, false);
        while first < WEEKDAYS.len() {
            let same = self.days[first..].iter().take_while(|day| **day == self.days[first]).count();
            if let Some((from, to)) = self.days[first] {
                let (comma, last) = (if is_later { ", " } else { "" }, WEEKDAYS[first + same - 1]);
                let days = if same == 1 { last.to_owned() } else { format!("{}-{last}", WEEKDAYS[first]) };
                write!(formatter, "{comma}{days} {}-{}", clock(from), clock(to))?;
                is_later = true;
            }
            first += same;
        }
        Ok(())
    }
}

fn weekday(name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    let english = WEEKDAYS.iter().position(|known| !name.is_empty() && name.starts_with(known));
    english.or_else(|| THAI_WEEKDAYS.iter().position(|names| names.contains(&name.as_str())))
}

/// Minutes after midnight of `09:00`; `24:00` is the end of the day.
fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> OpeningHours {
        OpeningHours::parse(text).expect("opening hours")
    }

    #[test]
    fn opening_hours_are_written_as_they_are_read() {
        for text in [
            "mon-fri 09:00-18:00, sat 10:00-14:00",
            "sun 00:00-24:00",
            "mon 08:30-12:00, wed-thu 08:30-12:00",
        ] {
            assert_eq!(hours(text).to_string(), text);
        }
        for wrong in [
            "",
            "mon",
            "mon 9-18",
            "fri-mon 09:00-18:00",
            "mon 18:00-09:00",
            "mon 09:00-25:00",
            "day 09:00-10:00",
        ] {
            assert!(OpeningHours::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn weekdays_are_read_in_thai_and_days_off_one_by_one() {
        assert_eq!(
            hours("จ-ศ 09:00-18:00, ส. 10:00-14:00, อาทิตย์ 11:00-12:00").to_string(),
            "mon-fri 09:00-18:00, sat 10:00-14:00, sun 11:00-12:00"
        );
        assert_eq!(hours("พ-พฤ 08:00-09:00").to_string(), "wed-thu 08:00-09:00");
        let off = OpeningHours::parse_holidays("2026-04-13, 2026-04-14,").expect("two days");
        assert_eq!(
            off.into_iter().map(|day| day.to_string()).collect::<Vec<_>>(),
            ["2026-04-13", "2026-04-14"]
        );
        assert_eq!(OpeningHours::parse_holidays(" "), Ok(BTreeSet::new()));
        assert_eq!(
            OpeningHours::parse_holidays("2026-04-13, songkran"),
            Err(OpeningError("songkran".to_owned()))
        );
        assert!(OpeningHours::always().is_open(Day(20_529), 23));
        let with = |text: Option<&str>, off: &[i32]| {
            OpeningHours::with_days_off(text.map(hours), off.iter().copied().map(Day).collect())
        };
        assert_eq!(with(None, &[]), None);
        assert!(!with(None, &[20_529]).expect("hours").is_open(Day(20_529), 12));
        assert!(with(None, &[20_529]).expect("hours").is_open(Day(20_530), 23));
        assert!(!with(Some("mon-fri 09:00-18:00"), &[20_529]).expect("hours").is_open(Day(20_530), 23));
    }

    #[test]
    fn only_open_minutes_pass_second_by_second() {
        let mut hours = hours("mon-fri 09:00-18:00, sat 10:00-14:00");
        hours.holidays.insert(Day(20_529));
        // Three weeks around a Monday, minute by minute against the sum.
        let start = 20_520 * DAY_SECONDS;
        let minutes = 21 * 24 * 60;
        let open = |minute: i64| {
            let at = start + minute * 60;
            let day = Day((at / DAY_SECONDS) as i32);
            let second = at % DAY_SECONDS;
            hours.span(day).is_some_and(|(first, end)| (first..end).contains(&second))
        };
        let mut passed = vec![0_i64];
        (0..minutes).for_each(|minute| passed.push(passed[passed.len() - 1] + i64::from(open(minute))));
        for (from, to) in
            (0..minutes).step_by(391).flat_map(|from| (from..minutes).step_by(457).map(move |to| (from, to)))
        {
            let expected = (passed[to as usize] - passed[from as usize]) * 60;
            assert_eq!(hours.open_seconds(start + from * 60, start + to * 60), expected, "{from} to {to}");
        }
        assert_eq!(hours.open_seconds(500, 100), 0);
    }
}

//! Days, months and periods as integers. Never reads a clock, never parses an export's date text.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A calendar day in the reporting time zone, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date.
    pub fn from_date(date: Date) -> Self {
        let epoch = Date::constant(1970, 1, 1);
        let days = date.since(epoch).map_or(0, |span| span.get_days());
        Self(days)
    }

    /// Year, month 1-12, day of month; `None` when there is no such day.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from_date)
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        text.parse::<Date>().ok().map(Self::from_date)
    }

    /// The calendar date; days beyond the calendar's years (-9999 to 9999) stop at its ends.
    pub fn date(self) -> Date {
        Date::constant(1970, 1, 1).saturating_add(jiff::Span::new().days(self.0.clamp(-4_000_000, 2_900_000)))
    }

    /// The calendar month the day lies in.
    pub fn month(self) -> MonthIndex {
        let date = self.date();
        MonthIndex(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    /// Monday is 0, Sunday 6.
    pub fn weekday(self) -> usize {
        // 1 January 1970 was a Thursday.
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// The day `days` later (earlier when negative).
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Whole days from `earlier` to this day.
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(formatter)
    }
}

/// A calendar month counted through: year x 12 + month - 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthIndex(pub i32);

impl MonthIndex {
    /// Reads `YYYY-MM`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        Day::parse_iso(&format!("{text}-01")).map(Day::month)
    }

    /// Calendar year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Month of the year, 1-12.
    pub fn month(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// First day of the month.
    pub fn first_day(self) -> Day {
        let year = i16::try_from(self.year()).unwrap_or(i16::MAX).clamp(-9999, 9999);
        Day::from_date(Date::constant(year, self.month() as i8, 1))
    }

    /// Last day of the month.
    pub fn last_day(self) -> Day {
        Self(self.0 + 1).first_day().plus(-1)
    }
}

impl fmt::Display for MonthIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year(), self.month())
    }
}

/// A range of days, both ends included; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day, or as far back as the data goes.
    pub from: Option<Day>,
    /// Last day, or as far as the data goes.
    pub to: Option<Day>,
}

impl Period {
    /// Everything.
    pub const ALL: Self = Self { from: None, to: None };

    /// From `from` to `to`, both included.
    pub fn between(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    /// Whether `day` lies in the period.
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the period leaves nothing out.
    pub fn is_all(self) -> bool {
        self == Self::ALL
    }
}

/// Days and months travel as `YYYY-MM-DD` and `YYYY-MM` in every file.
macro_rules! iso_serde {
    ($kind:ty, $what:literal) => {
        impl Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse_iso(&text)
                    .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a {}", $what)))
            }
        }
    };
}

iso_serde!(Day, "date like 2026-02-03");
iso_serde!(MonthIndex, "month like 2026-02");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_round_trip_over_leap_days_and_before_the_epoch() {
        for text in ["1969-12-31", "1970-01-01", "2024-02-29", "1997-01-01", "2569-12-31"] {
            let day = Day::parse_iso(text).expect("a date");
            assert_eq!(day.to_string(), text);
            assert_eq!(day.month().to_string(), text[..7]);
            assert!(day.month().first_day() <= day && day <= day.month().last_day());
        }
        assert_eq!(Day::from_ymd(2023, 2, 29), None);
        assert_eq!(MonthIndex::parse_iso("2024-02").expect("a month").last_day().to_string(), "2024-02-29");
    }

    #[test]
    fn a_period_includes_both_ends() {
        let (first, last) = (Day(10), Day(12));
        let period = Period::between(first, last);
        assert!(period.contains(first) && period.contains(last));
        assert!(!period.contains(first.plus(-1)) && !period.contains(last.plus(1)));
        assert!(Period::ALL.contains(first));
    }
}

//! Cohorts by calendar weeks or quarters, as an analysis says them. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::share::Share;
use crate::domain::{Day, MonthIndex};

/// By which part of the calendar customers and their returns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarGrain {
    /// Weeks from Monday to Sunday.
    Week,
    /// Quarters of a year.
    Quarter,
}

impl CalendarGrain {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Week, Self::Quarter];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Quarter => "quarter",
        }
    }

    /// Number of the part that a day is in; parts that follow one another have numbers that do.
    pub fn index(self, day: Day) -> i32 {
        match self {
            // 1970-01-01 was a Thursday.
            Self::Week => (day.0 + 3).div_euclid(7),
            Self::Quarter => day.month().0.div_euclid(3),
        }
    }

    /// First day of a part.
    pub fn first_day(self, index: i32) -> Day {
        match self {
            Self::Week => Day(index * 7 - 3),
            Self::Quarter => MonthIndex(index * 3).first_day(),
        }
    }

    /// Last day of a part.
    pub fn last_day(self, index: i32) -> Day {
        self.first_day(index + 1).plus(-1)
    }

    /// What people call it: `2026-W05` (ISO 8601), `2026-Q1`.
    pub fn name(self, index: i32) -> String {
        match self {
            Self::Week => {
                let thursday = self.first_day(index).plus(3);
                let year = thursday.month().0.div_euclid(12);
                let week = thursday.since(MonthIndex(year * 12).first_day()) / 7 + 1;
                format!("{year:04}-W{week:02}")
            }
            Self::Quarter => format!("{:04}-Q{}", index.div_euclid(4), index.rem_euclid(4) + 1),
        }
    }
}

/// The triangle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarCohorts {
    /// By what.
    pub grain: CalendarGrain,
    /// Cohorts, oldest first, without gaps.
    pub rows: Vec<CalendarCohort>,
    /// Per offset over complete cells only: sum retained / sum of sizes, Wilson.
    pub pooled: Vec<Share>,
    /// COH.
    pub definition: DefinitionId,
}

/// Customers by the part of the calendar with their first purchase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarCohort {
    /// `2026-W05` or `2026-Q1`.
    pub cohort: String,
    /// Its first day.
    pub first: Day,
    /// Customers in it.
    pub size: u64,
    /// Cells from offset 0 to the end of the data.
    pub cells: Vec<CalendarCell>,
}

/// A cohort in one later part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarCell {
    /// Parts since the cohort's own.
    pub offset: u32,
    /// Customers of the cohort who bought in it.
    pub customers: u64,
    /// Whether it is over.
    pub complete: bool,
}

//! The days a person wants to see, relative to the end of the data. Never reads a clock: "last" is last in the exports.

use crate::domain::{Day, MonthIndex, Period};

/// A choice of the period filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeriodChoice {
    /// Everything.
    #[default]
    All,
    /// The month of the last day and the eleven before it.
    Last12Months,
    /// The month of the last day and the two before it.
    Last3Months,
    /// The last 90 days.
    Last90Days,
    /// The last 30 days.
    Last30Days,
    /// The calendar year of the last day.
    ThisYear,
    /// The calendar year before it.
    LastYear,
    /// Days chosen by hand, or read from a project.
    Custom(Period),
}

impl PeriodChoice {
    /// The ready-made choices, in the order they are offered.
    pub const PRESETS: [Self; 7] = [
        Self::All,
        Self::Last12Months,
        Self::Last3Months,
        Self::Last90Days,
        Self::Last30Days,
        Self::ThisYear,
        Self::LastYear,
    ];

    /// The days meant, when the data ends on `last`. Without data everything is meant, except by a custom choice.
    pub fn resolve(self, last: Option<Day>) -> Period {
        let Some(last) = last else {
            return if let Self::Custom(period) = self { period } else { Period::ALL };
        };
        let month = last.month();
        let january = MonthIndex(month.year() * 12);
        match self {
            Self::All => Period::ALL,
            Self::Last12Months => Period::between(MonthIndex(month.0 - 11).first_day(), last),
            Self::Last3Months => Period::between(MonthIndex(month.0 - 2).first_day(), last),
            Self::Last90Days => Period::between(last.plus(-89), last),
            Self::Last30Days => Period::between(last.plus(-29), last),
            Self::ThisYear => Period::between(january.first_day(), last),
            Self::LastYear => {
                Period::between(MonthIndex(january.0 - 12).first_day(), january.first_day().plus(-1))
            }
            Self::Custom(period) => period,
        }
    }

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::All => "period.all",
            Self::Last12Months => "period.last_12_months",
            Self::Last3Months => "period.last_3_months",
            Self::Last90Days => "period.last_90_days",
            Self::Last30Days => "period.last_30_days",
            Self::ThisYear => "period.this_year",
            Self::LastYear => "period.last_year",
            Self::Custom(_) => "period.custom",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_count_back_from_the_last_day_of_the_data() {
        let last = Day::parse_iso("2026-10-31");
        let check = |choice: PeriodChoice, from: &str, to: &str| {
            let period = choice.resolve(last);
            let shown = (period.from.expect("from").to_string(), period.to.expect("to").to_string());
            assert_eq!(shown, (from.to_owned(), to.to_owned()), "{choice:?}");
        };
        check(PeriodChoice::Last12Months, "2025-11-01", "2026-10-31");
        check(PeriodChoice::Last3Months, "2026-08-01", "2026-10-31");
        check(PeriodChoice::Last90Days, "2026-08-03", "2026-10-31");
        check(PeriodChoice::Last30Days, "2026-10-02", "2026-10-31");
        check(PeriodChoice::ThisYear, "2026-01-01", "2026-10-31");
        check(PeriodChoice::LastYear, "2025-01-01", "2025-12-31");
        assert_eq!(PeriodChoice::All.resolve(last), Period::ALL);
        assert_eq!(PeriodChoice::ThisYear.resolve(None), Period::ALL);
    }
}

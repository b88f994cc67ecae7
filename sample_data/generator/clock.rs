//! Days of the sample and how each platform writes a moment. Never reads the real clock.

/// Days covered: 2024-11-01 (day 0) to 2026-10-31 (day 729), Bangkok time.
pub const DAYS: i64 = 730;
/// 2026-01-01, the first day of the second Shopee file.
pub const YEAR_2026: i64 = 426;
/// 2026-03-01, when the parcel service turned slow.
pub const SLOW_PARCELS: i64 = 485;

/// 2024-11-01 in days since 1970-01-01.
const DAY_ZERO: i64 = 20_028;
const SECONDS_PER_DAY: i64 = 86_400;
const BANGKOK_OFFSET: i64 = 7 * 3_600;

/// A moment in Bangkok wall time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Day since 2024-11-01.
    pub day: i64,
    /// Second of the day.
    pub second: i64,
}

impl Moment {
    /// The moment `seconds` later (or earlier, when negative).
    pub fn plus(self, seconds: i64) -> Self {
        let total = self.day * SECONDS_PER_DAY + self.second + seconds;
        Self { day: total.div_euclid(SECONDS_PER_DAY), second: total.rem_euclid(SECONDS_PER_DAY) }
    }

    fn hms(self) -> (i64, i64, i64) {
        (self.second / 3_600, self.second / 60 % 60, self.second % 60)
    }

    /// `2026-02-03 17:14`, as Shopee writes it.
    pub fn to_minute(self) -> String {
        let (h, m, _) = self.hms();
        format!("{} {h:02}:{m:02}", iso(self.day))
    }

    /// `2026-02-03 10:14`, as Zendesk writes it: in UTC.
    pub fn minute_in_utc(self) -> String {
        self.plus(-BANGKOK_OFFSET).to_minute()
    }

    /// `2026-02-03 17:14:05 +0700`, as Shopify writes it.
    pub fn with_offset(self) -> String {
        let (h, m, s) = self.hms();
        format!("{} {h:02}:{m:02}:{s:02} +0700", iso(self.day))
    }

    /// `2026-02-03 10:14:05 UTC`, as Judge.me writes it.
    pub fn in_utc(self) -> String {
        let utc = self.plus(-BANGKOK_OFFSET);
        let (h, m, s) = utc.hms();
        format!("{} {h:02}:{m:02}:{s:02} UTC", iso(utc.day))
    }

    /// `03/02/2026 17:14:05`, as a Thai Google Form writes it.
    pub fn day_first(self) -> String {
        let (year, month, day) = date(self.day);
        let (h, m, s) = self.hms();
        format!("{day:02}/{month:02}/{year} {h:02}:{m:02}:{s:02}")
    }
}

/// Year, month and day of the month of a day (Howard Hinnant's `civil_from_days`).
pub fn date(day: i64) -> (i64, i64, i64) {
    let z = day + DAY_ZERO + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    (year, month, doy - (153 * mp + 2) / 5 + 1)
}

/// `2026-02-03`.
pub fn iso(day: i64) -> String {
    let (year, month, day) = date(day);
    format!("{year}-{month:02}-{day:02}")
}

/// Day of the week, Monday is 0.
pub fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}

/// How much busier than usual a day is: double-digit sales, New Year gifts, Songkran, Mother's Day, pay days.
pub fn season(day: i64, marketplace: bool) -> f64 {
    let by_kind = |market: f64, own: f64| if marketplace { market } else { own };
    let (_, month, of_month) = date(day);
    match (month, of_month) {
        (11, 11) => by_kind(11.0, 7.0),
        (11, 9..=12) => 2.2,
        (12, 12) => by_kind(9.0, 6.0),
        (12, 10..=13) => 2.0,
        (12, 15..=28) => by_kind(1.9, 2.6),
        (12, 29..=31) | (1, 1..=3) => 0.7,
        (4, 1..=11) => 1.9,
        (4, 12..=16) => 0.5,
        (8, 5..=11) => 1.5,
        (9, 9) => by_kind(4.0, 1.5),
        (10, 10) => by_kind(3.0, 1.3),
        (2, 8..=13) => 1.4,
        (_, 25..=31) => 1.25,
        _ => 1.0,
    }
}

/// How likely an order of that day is a present.
pub fn gift_share(day: i64) -> f64 {
    let (_, month, of_month) = date(day);
    match (month, of_month) {
        (12, 8..=31) => 0.55,
        (4, 1..=12) => 0.42,
        (8, 5..=12) => 0.38,
        (2, 8..=14) => 0.30,
        (11, 8..=12) => 0.20,
        _ => 0.05,
    }
}

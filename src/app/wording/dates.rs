//! Days and months as people read them, in years of the common era or Buddhist years. Never reads a clock.

use std::cell::Cell;

use crate::domain::{Day, Era, Language, MonthIndex, long_months, short_months};

thread_local! {
    /// The era of the dates that this thread writes. Only the window's thread ever shows another than the common one: what a
    /// worker writes goes to files.
    static ERA: Cell<Era> = const { Cell::new(Era::Common) };
}

/// Writes years of this era from now on, on this thread.
pub fn write_years_of(era: Era) {
    ERA.set(era);
}

/// `Feb 2026`, `ก.พ. 2026`; in Buddhist years `ก.พ. 2569`.
pub fn month(language: Language, month: MonthIndex) -> String {
    let name = short_months(language)[month.month() as usize - 1];
    format!("{name} {}", ERA.get().year(month.year()))
}

/// `21 Feb 2026`, `21 ก.พ. 2026`.
pub fn date(language: Language, day: Day) -> String {
    format!("{} {}", day.date().day(), month(language, day.month()))
}

/// Name of a month of the year, 1-12: `February`, `กุมภาพันธ์`.
pub fn month_long(language: Language, number: u32) -> &'static str {
    long_months(language)[(number.clamp(1, 12) - 1) as usize]
}

/// Two days and the word between them, what they share said once: `3 and 19 May 2026`, `30 Apr and 2 May 2026`.
pub fn between(language: Language, from: Day, to: Day) -> String {
    pair(language, from, to, &super::text(language, "word.and"))
}

/// `3–19 May 2026`, `30 Apr – 2 May 2026`.
pub fn range(language: Language, from: Day, to: Day) -> String {
    pair(language, from, to, if from.month() == to.month() { "–" } else { " – " })
}

fn pair(language: Language, from: Day, to: Day, word: &str) -> String {
    if from == to {
        return date(language, from);
    }
    let whole = date(language, from);
    let first = if from.month() == to.month() {
        from.date().day().to_string()
    } else if from.month().year() == to.month().year() {
        whole.rsplit_once(' ').map_or(whole.clone(), |(day, _)| day.to_owned())
    } else {
        whole
    };
    format!("{first}{word}{}", date(language, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_carry_years_of_the_common_era_in_both_languages() {
        let february = MonthIndex::parse_iso("2026-02").expect("a month");
        assert_eq!(month(Language::English, february), "Feb 2026");
        assert_eq!(month(Language::Thai, february), "ก.พ. 2026");
        let day = Day::parse_iso("2026-02-21").expect("a day");
        assert_eq!(date(Language::Thai, day), "21 ก.พ. 2026");
        assert_eq!(month_long(Language::Thai, 2), "กุมภาพันธ์");
    }

    #[test]
    fn buddhist_years_are_543_ahead_on_the_thread_that_shows_them() {
        let day = Day::parse_iso("2026-02-21").expect("a day");
        write_years_of(Era::Buddhist);
        assert_eq!(date(Language::Thai, day), "21 ก.พ. 2569");
        assert_eq!(range(Language::English, day, day.plus(1)), "21–22 Feb 2569");
        let elsewhere = std::thread::spawn(move || date(Language::Thai, day)).join().expect("a thread");
        assert_eq!(elsewhere, "21 ก.พ. 2026");
        write_years_of(Era::Common);
    }

    #[test]
    fn two_days_say_once_what_they_share() {
        let day = |text| Day::parse_iso(text).expect("a day");
        let check = |from, to, expected: &str| {
            assert_eq!(between(Language::English, day(from), day(to)), expected);
        };
        check("2026-05-03", "2026-05-19", "3 and 19 May 2026");
        check("2026-04-30", "2026-05-02", "30 Apr and 2 May 2026");
        check("2025-12-30", "2026-01-02", "30 Dec 2025 and 2 Jan 2026");
        check("2026-05-03", "2026-05-03", "3 May 2026");
        assert_eq!(range(Language::Thai, day("2026-05-03"), day("2026-05-19")), "3–19 พ.ค. 2026");
        assert_eq!(range(Language::English, day("2026-04-30"), day("2026-05-02")), "30 Apr – 2 May 2026");
    }
}

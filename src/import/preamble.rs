//! What the lines before a header state: the days that a report covers, the zone of its times, the
//! currency of its amounts. Never reads a row of the table.

use jiff::tz::{Offset, TimeZone};

use super::parse::date::{self, Zones};
use super::parse::date_order::DateOrder;
use super::parse::text::fold;
use crate::domain::{Currency, Day};

/// What stands between the first and the last day of a range.
const BETWEEN: [&str; 7] = [" - ", " – ", " to ", " ถึง ", " bis ", " au ", ", Report End: "];

/// A range of days stated before the header: `July 8, 2025 - July 31, 2025`, `ระยะเวลา,01/07/2026 - 31/07/2026`,
/// `Report Start: 09/01/2026, Report End: 09/30/2026`.
pub(super) fn stated_range(
    preamble: &[Vec<String>],
    order: DateOrder,
    reporting: &TimeZone,
) -> Option<(Day, Day)> {
    let zones = Zones::new(reporting.clone(), reporting.clone());
    let order = if order == DateOrder::Auto { DateOrder::DayFirst } else { order };
    let whole_lines = preamble.iter().map(|cells| {
        let cells: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
        cells.join(", ")
    });
    let cells = preamble.iter().flatten().cloned();
    let ends = || ends_apart(preamble, order, &zones);
    let found = cells.chain(whole_lines).find_map(|text| {
        // A label may stand before the days: `Report Time: 1/1/2026 - 1/31/2026`.
        let unlabelled = text.split_once(": ").map_or("", |(_, rest)| rest);
        [text.as_str(), unlabelled].into_iter().find_map(|text| between(text, order, &zones))
    });
    found.or_else(ends)
}

/// First and last day of a text that holds both.
fn between(text: &str, order: DateOrder, zones: &Zones) -> Option<(Day, Day)> {
    BETWEEN.iter().find_map(|separator| {
        let (first, last) = text.split_once(separator)?;
        let day = |text: &str| date::parse(text.trim(), order, zones).ok().map(|moment| moment.day);
        let range = (day(first)?, day(last)?);
        (range.0 <= range.1).then_some(range)
    })
}

/// `# Start date: 20260109` and `# End date: 20260205` on lines of their own; the last ones count, they stand next to the header.
fn ends_apart(preamble: &[Vec<String>], order: DateOrder, zones: &Zones) -> Option<(Day, Day)> {
    let find = |label: &str| {
        preamble.iter().rev().filter_map(|cells| cells.first()).find_map(|cell| {
            let rest = cell.trim_start_matches(['#', ' ']).strip_prefix(label)?;
            date::parse(rest.trim(), order, zones).ok().map(|moment| moment.day)
        })
    };
    let range = (find("Start date:")?, find("End date:")?);
    (range.0 <= range.1).then_some(range)
}

/// A zone stated as an offset in a cell of its own: `Time zone,'+09:00'`.
pub(super) fn stated_zone(preamble: &[Vec<String>]) -> Option<TimeZone> {
    preamble.iter().flatten().find_map(|cell| {
        let text = cell.trim().trim_matches('\'');
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
        let number = |part: &str| part.parse::<i32>().ok().filter(|_| part.len() == 2);
        let seconds = sign * (number(hours)? * 3600 + number(minutes)? * 60);
        Some(TimeZone::fixed(Offset::from_seconds(seconds).ok()?))
    })
}

/// The currency that a line names after one of `words`: `All amounts in USD, unless specified`.
pub(super) fn currency(preamble: &[Vec<String>], words: &[String]) -> Option<Currency> {
    let named = |cell: &String| {
        let text = fold(cell);
        let rest = words.iter().find_map(|word| text.strip_prefix(word.as_str()))?;
        Currency::parse(rest.trim_start().get(..3)?)
    };
    preamble.iter().flatten().find_map(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_range_is_read_from_the_lines_before_the_header() {
        let zone = TimeZone::UTC;
        let check = |line: &[&str], order, expected: Option<(&str, &str)>| {
            let preamble =
                vec![vec!["Report".to_owned()], line.iter().map(|cell| (*cell).to_owned()).collect()];
            let found = stated_range(&preamble, order, &zone)
                .map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(found, expected.map(|(first, last)| (first.to_owned(), last.to_owned())), "{line:?}");
        };
        check(&["May 6, 2026 - June 4, 2026"], DateOrder::MonthFirst, Some(("2026-05-06", "2026-06-04")));
        check(
            &["ระยะเวลา", "01/07/2026 - 31/07/2026"],
            DateOrder::DayFirst,
            Some(("2026-07-01", "2026-07-31")),
        );
        let linkedin = &["Report Start: 09/01/2026", " Report End: 09/30/2026"];
        check(linkedin, DateOrder::MonthFirst, Some(("2026-09-01", "2026-09-30")));
        let microsoft = &["Report Time: 1/1/2026 - 1/24/2026"];
        check(microsoft, DateOrder::MonthFirst, Some(("2026-01-01", "2026-01-24")));
        check(&["1. Juli 2025 - 31. Juli 2025"], DateOrder::MonthFirst, Some(("2025-07-01", "2025-07-31")));
        check(&["All time"], DateOrder::MonthFirst, None);
    }

    #[test]
    fn a_range_on_two_comment_lines_and_a_zone_are_read() {
        let lines = |lines: &[&[&str]]| -> Vec<Vec<String>> {
            lines.iter().map(|cells| cells.iter().map(|cell| (*cell).to_owned()).collect()).collect()
        };
        let ga4 = lines(&[&["# Reports snapshot"], &["# Start date: 20260109"], &["# End date: 20260205"]]);
        let days = stated_range(&ga4, DateOrder::Auto, &TimeZone::UTC)
            .map(|(first, last)| (first.to_string(), last.to_string()));
        assert_eq!(days, Some(("2026-01-09".to_owned(), "2026-02-05".to_owned())));
        let line = lines(&[&["Account name", "Shop"], &["Time zone", "'+09:00'"]]);
        assert_eq!(stated_zone(&line), Offset::from_seconds(9 * 3600).ok().map(TimeZone::fixed));
        assert_eq!(stated_zone(&ga4), None);
    }
}

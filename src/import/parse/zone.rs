//! Time zones that exports name in words after a time. Never guesses a zone from a city that is not listed.

use jiff::tz::TimeZone;

/// Words of tills and shop systems, and the zone that each means.
const NAMES: [(&str, &str); 18] = [
    ("Eastern Time (US & Canada)", "America/New_York"),
    ("Central Time (US & Canada)", "America/Chicago"),
    ("Mountain Time (US & Canada)", "America/Denver"),
    ("Pacific Time (US & Canada)", "America/Los_Angeles"),
    ("Atlantic Time (Canada)", "America/Halifax"),
    ("Arizona", "America/Phoenix"),
    ("Alaska", "America/Anchorage"),
    ("Hawaii", "Pacific/Honolulu"),
    ("London", "Europe/London"),
    ("Dublin", "Europe/Dublin"),
    ("Paris", "Europe/Paris"),
    ("Madrid", "Europe/Madrid"),
    ("Berlin", "Europe/Berlin"),
    ("Tokyo", "Asia/Tokyo"),
    ("Bangkok", "Asia/Bangkok"),
    ("Singapore", "Asia/Singapore"),
    ("Sydney", "Australia/Sydney"),
    ("Melbourne", "Australia/Melbourne"),
];

/// A moment without the zone that it names at its end, and that zone.
pub(super) fn named(text: &str) -> Option<(&str, TimeZone)> {
    let last = *text.as_bytes().last()?;
    if !(last.is_ascii_alphabetic() || last == b')') || !text.contains(':') {
        return None;
    }
    let digits = text.rfind(|character: char| character.is_ascii_digit())? + 1;
    let tail = text[digits..].trim_start();
    let half = ["AM", "PM", "am", "pm"].into_iter().find(|half| tail.starts_with(half)).map_or(0, str::len);
    let name = tail[half..].trim();
    if name.len() < 5 {
        return None;
    }
    let known = NAMES.iter().find(|(words, _)| words.eq_ignore_ascii_case(name)).map(|(_, zone)| *zone);
    let zone = known.or_else(|| name.contains('/').then_some(name))?;
    let moment = text[..text.len() - name.len()].trim_end();
    Some((moment, TimeZone::get(zone).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_zones_with_a_name_are_taken_off_a_moment() {
        let check = |text, expected: Option<(&str, &str)>| {
            let found = named(text);
            let found = found.as_ref().map(|(moment, zone)| (*moment, zone.iana_name().unwrap_or_default()));
            assert_eq!(found, expected, "{text}");
        };
        check(
            "10/05/2026 2:30:00 PM Pacific Time (US & Canada)",
            Some(("10/05/2026 2:30:00 PM", "America/Los_Angeles")),
        );
        check("2026-10-05 10:15 Asia/Bangkok", Some(("2026-10-05 10:15", "Asia/Bangkok")));
        check("2026-10-05 10:15 UTC", None);
        check("2026-10-05 10:15 Nowhere/Else", None);
        check("2026-10-05 10:15:00 AM", None);
        check("13 Feb 2026", None);
    }
}

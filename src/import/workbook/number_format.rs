//! What a number in a cell is by its format: a date (also in Excel's Thai formats), a time, a number with leading zeros. Never decides
//! by the number itself.

use std::borrow::Cow;

use crate::domain::Day;
use crate::import::input::DayNumbers;

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// A number as it is.
    #[default]
    Plain,
    /// A moment; whether its time is shown.
    Moment { with_time: bool },
    /// A time of day.
    Time,
    /// Hours, minutes and seconds that do not start anew after a day.
    Duration,
    /// A number filled up with zeros to so many digits.
    Zeros(usize),
}

impl NumberFormat {
    /// What the formats mean that a file names by their number only; 71 to 81 are those of Thai Excel.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 | 71..=74 | 81 => Self::Moment { with_time: false },
            22 | 77 => Self::Moment { with_time: true },
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 | 75 | 76 | 78 | 80 => Self::Time,
            46 | 79 => Self::Duration,
            _ => Self::Plain,
        }
    }

    /// What a format code means: `d/m/yyyy`, `[$-D07041E]d mmm bbbb`, `[h]:mm:ss`, `00000`.
    pub(super) fn parse(code: &str) -> Self {
        let (letters, elapsed) = letters(code);
        if letters.trim().eq_ignore_ascii_case("general") {
            return Self::Plain;
        }
        if letters.len() > 1 && letters.bytes().all(|byte| byte == b'0') {
            return Self::Zeros(letters.len());
        }
        if elapsed {
            return Self::Duration;
        }
        let holds = |wanted: &[char]| letters.contains(wanted);
        // `b` is the year of the Buddhist era; the Thai letters stand for day, month, year, hour, minute and second.
        let day = holds(&['y', 'd', 'b', 'ว', 'ด', 'ป']);
        let time = holds(&['h', 's', 'ช', 'ท']);
        match (day, time, holds(&['m'])) {
            (true, with_time, _) => Self::Moment { with_time },
            (false, true, _) => Self::Time,
            (false, false, true) => Self::Moment { with_time: false },
            (false, false, false) => Self::Plain,
        }
    }

    /// A number as a person sees it, dates in ISO form. `raw` is the number as it stands in the file.
    pub(super) fn show(self, raw: &str, day_numbers: DayNumbers) -> Cow<'_, str> {
        if self == Self::Plain {
            return plain(raw);
        }
        let number = raw.trim().parse::<f64>();
        let shown = match (self, number) {
            (Self::Moment { with_time }, Ok(serial)) => moment(serial, with_time, day_numbers),
            (Self::Time, Ok(serial)) if (0.0..1.0).contains(&serial) => Some(clock(serial)),
            (Self::Time, Ok(serial)) => moment(serial, true, day_numbers),
            (Self::Duration, Ok(serial)) if serial >= 0.0 => Some(clock(serial)),
            (Self::Zeros(width), _) => Some(filled(&plain(raw), width)),
            _ => None,
        };
        shown.map_or_else(|| plain(raw), Cow::Owned)
    }
}

/// A format code in small letters without what it quotes, its colours and its later sections; and whether it counts hours beyond a day.
fn letters(code: &str) -> (String, bool) {
    let (mut letters, mut elapsed) = (String::new(), false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                characters.by_ref().find(|next| *next == '"');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|next| *next != ']').collect();
                let inside = inside.to_ascii_lowercase();
                elapsed |= !inside.is_empty()
                    && ["h", "m", "s", "ช", "น", "ท"].iter().any(|unit| inside.replace(unit, "").is_empty());
            }
            ';' => break,
            other => letters.extend(other.to_lowercase()),
        }
    }
    (letters.replace("am/pm", "h").replace("a/p", "h"), elapsed)
}

/// The number without the noise of a double: `0.1` for `0.10000000000000001`, `5` for `5.0`. Digits beyond what a double holds stay as
/// they stand where the file writes them out; where the double itself has lost them, the number is written with an exponent, as the
/// reader of order numbers knows a shortened one.
pub(super) fn plain(raw: &str) -> Cow<'_, str> {
    let raw = raw.trim();
    if let Some(short) = short_decimal(raw) {
        return Cow::Borrowed(short);
    }
    let Ok(number) = raw.parse::<f64>() else { return Cow::Borrowed(raw) };
    /// 2^53: from here on a double does not hold every integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let is_written_out = raw.strip_prefix('-').unwrap_or(raw).bytes().all(|byte| byte.is_ascii_digit());
    if number.abs() < EXACT {
        return if is_written_out { Cow::Borrowed(raw) } else { Cow::Owned(format!("{number}")) };
    }
    // Digits that no double has were never in one.
    let is_no_double = is_written_out && format!("{number:.0}") != raw;
    if is_no_double && !raw.ends_with("000") {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(format!("{number:E}").replace('E', "E+"))
    }
}

/// A decimal of up to 15 digits without its trailing zeros, if it is one: a double holds each of them, and no shorter number is the same
/// double.
fn short_decimal(raw: &str) -> Option<&str> {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let (whole, fraction) = digits.split_once('.')?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_canonical = whole == "0" || !whole.starts_with('0');
    if !is_digits(whole) || !is_digits(fraction) || !is_canonical || digits.len() > 16 {
        return None;
    }
    Some(raw.trim_end_matches('0').trim_end_matches('.'))
}

fn filled(number: &str, width: usize) -> String {
    let is_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits { format!("{number:0>width$}") } else { number.to_owned() }
}

fn clock(days: f64) -> String {
    let mut clock = String::new();
    push_clock((days * 86_400.0).round() as u64, &mut clock);
    clock
}

/// Hours, minutes and seconds, two digits each at least.
fn push_clock(seconds: u64, text: &mut String) {
    let digit = |number: u64| char::from(b'0' + (number % 10) as u8);
    match seconds / 3_600 {
        hours if hours < 100 => text.extend([digit(hours / 10), digit(hours)]),
        hours => text.push_str(&hours.to_string()),
    }
    for part in [seconds / 60 % 60, seconds % 60] {
        text.extend([':', digit(part / 10), digit(part)]);
    }
}

/// A day number as a date, with its time where there is one or it is shown; `None` beyond the last day of any calendar.
pub(in crate::import) fn moment(serial: f64, with_time: bool, day_numbers: DayNumbers) -> Option<String> {
    // 9999-12-31 in the system that counts from 1900.
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let (days, time) = (seconds / 86_400, seconds % 86_400);
    let since_1970 = match day_numbers {
        // Before the 29 February 1900 that Excel believes in, every number is one too small.
        DayNumbers::From1900 if days <= 60 => days - 25_568,
        DayNumbers::From1900 => days - 25_569,
        DayNumbers::From1904 => days - 24_107,
    };
    let day = Day(i32::try_from(since_1970).ok()?);
    let mut moment = day.to_string();
    if with_time || time != 0 {
        moment.push(' ');
        push_clock(time.unsigned_abs(), &mut moment);
    }
    Some(moment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn decimals_look_as_their_doubles_do(raw in "-?[0-9]{1,9}\\.[0-9]{1,9}") {
            let number: f64 = raw.parse().expect("a number");
            prop_assert_eq!(plain(&raw), number.to_string());
        }
    }

    #[test]
    fn formats_are_read_by_their_code_and_by_their_number() {
        let check = |code: &str, expected| assert_eq!(NumberFormat::parse(code), expected, "{code}");
        let (date, full) =
            (NumberFormat::Moment { with_time: false }, NumberFormat::Moment { with_time: true });
        check("[$-D07041E]d mmm bbbb", date);
        check("[$-1070000]d/m/yyyy\\ h:mm", full);
        check("[$-107041E]ว/ด/ปปปป;@", date);
        check("yyyy\\-mm\\-dd", date);
        check("mmm", date);
        check("h:mm AM/PM", NumberFormat::Time);
        check("[h]:mm:ss", NumberFormat::Duration);
        check("[Red]#,##0.00;[Blue]-#,##0.00", NumberFormat::Plain);
        check("#,##0.00\" บาทด\"", NumberFormat::Plain);
        check("General", NumberFormat::Plain);
        check("0.00E+00", NumberFormat::Plain);
        check("0000000000", NumberFormat::Zeros(10));
        assert_eq!(NumberFormat::built_in(71), date);
        assert_eq!(NumberFormat::built_in(77), full);
        assert_eq!(NumberFormat::built_in(2), NumberFormat::Plain);
    }

    #[test]
    fn numbers_look_as_a_person_sees_them() {
        let check = |format: NumberFormat, raw, expected: &str| {
            assert_eq!(format.show(raw, DayNumbers::From1900), expected, "{format:?} {raw}");
        };
        check(NumberFormat::Plain, "229", "229");
        check(NumberFormat::Plain, "229.0", "229");
        check(NumberFormat::Plain, "0.10000000000000001", "0.1");
        check(NumberFormat::Plain, "1.2E3", "1200");
        check(NumberFormat::Plain, "-5.00", "-5");
        check(NumberFormat::Plain, "578123456789012347", "578123456789012347");
        check(NumberFormat::Plain, "5.7812345678901235E+17", "5.781234567890124E+17");
        check(NumberFormat::Plain, "578123456789012000", "5.78123456789012E+17");
        check(NumberFormat::Zeros(10), "812345678", "0812345678");
        check(NumberFormat::Moment { with_time: false }, "45123", "2023-07-16");
        check(NumberFormat::Moment { with_time: true }, "45123", "2023-07-16 00:00:00");
        check(NumberFormat::Moment { with_time: false }, "45123.5", "2023-07-16 12:00:00");
        check(NumberFormat::Moment { with_time: false }, "61", "1900-03-01");
        check(NumberFormat::Moment { with_time: false }, "1", "1900-01-01");
        check(NumberFormat::Moment { with_time: false }, "9999999", "9999999");
        check(NumberFormat::Duration, "5.1563", "123:45:04");
        check(NumberFormat::Time, "0.75", "18:00:00");
        let since_1904 = NumberFormat::Moment { with_time: false }.show("43661", DayNumbers::From1904);
        assert_eq!(since_1904, "2023-07-16");
    }
}

//! Dates and times of every export as days and seconds in the reporting zone. Never takes a Buddhist year for a Christian one.

use std::borrow::Cow;
use std::cell::Cell;

use super::date_order::{DateOrder, numeric_pair};
use super::months::month;
use super::text::{ascii_digits, trim, without_apostrophe};
use super::zone;
use crate::domain::Day;
use crate::import::Reason;
use crate::tables::At;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// A moment as read: a day in the reporting zone and, where the cell tells, the second of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Moment {
    /// The day.
    pub day: Day,
    /// The second of the day; `None` for a bare date.
    pub second: Option<i32>,
    /// Whether the year was one of the Buddhist era.
    pub buddhist: bool,
    /// Whether the cell said how far its time is from UTC.
    pub has_offset: bool,
}

impl Moment {
    /// The moment as the tables hold it.
    pub(in crate::import) fn at(self) -> At {
        At { day: self.day, second: self.second }
    }
}

/// Zones that a column needs.
#[derive(Clone, Debug)]
pub(in crate::import) struct Zones {
    /// Zone in which days are reported.
    pub reporting: TimeZone,
    /// Zone of times without an offset.
    pub local: TimeZone,
    /// The last stretch of time looked up: from and to a change of the reporting zone's clocks, and how far they are from UTC.
    stretch: Cell<Option<(i64, i64, i64)>>,
    /// The last date looked up: most cells have that of the cell before.
    date: Cell<Option<([i32; 3], Day)>>,
}

impl Zones {
    /// The zones of a column.
    pub(in crate::import) fn new(reporting: TimeZone, local: TimeZone) -> Self {
        Self { reporting, local, stretch: Cell::new(None), date: Cell::new(None) }
    }

    /// A date of the Christian era as a day; `None` when there is no such date.
    fn day(&self, year: i32, month: i8, day: i8) -> Option<Day> {
        let written = [year, i32::from(month), i32::from(day)];
        if let Some((known, day)) = self.date.get()
            && known == written
        {
            return Some(day);
        }
        let day = Day::from_date(Date::new(i16::try_from(year).ok()?, month, day).ok()?);
        self.date.set(Some((written, day)));
        Some(day)
    }

    /// How far the clocks of the reporting zone are from UTC at a moment, in seconds.
    fn reporting_offset(&self, moment: i64) -> Option<i64> {
        if let Some((from, to, offset)) = self.stretch.get()
            && (from..to).contains(&moment)
        {
            return Some(offset);
        }
        let timestamp = Timestamp::from_second(moment).ok()?;
        let offset = i64::from(self.reporting.to_offset(timestamp).seconds());
        let after = Timestamp::from_second(moment + 1).ok()?;
        let from = self.reporting.preceding(after).next().map(|change| change.timestamp().as_second());
        let to = self.reporting.following(timestamp).next().map(|change| change.timestamp().as_second());
        self.stretch.set(Some((from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX), offset)));
        Some(offset)
    }

    /// Whether a time without an offset needs no conversion.
    fn local_is_reporting(&self) -> bool {
        self.local == self.reporting
    }
}

/// Reads one cell.
///
/// # Errors
/// [`Reason::InvalidDate`].
pub(in crate::import) fn parse(cell: &str, order: DateOrder, zones: &Zones) -> Result<Moment, Reason> {
    let text = without_apostrophe(trim(cell));
    // As most platforms write it: nothing else can be meant.
    if let Some(raw) = fixed(text.as_bytes()) {
        return settle(&raw, zones).ok_or(Reason::InvalidDate);
    }
    let text = ascii_digits(text);
    if let Some((text, zone)) = zone::named(&text) {
        let zones = Zones::new(zones.reporting.clone(), zone);
        return parse(text, order, &zones).map(|moment| Moment { has_offset: true, ..moment });
    }
    let raw = fixed(text.as_bytes())
        .or_else(|| iso(&text))
        .or_else(|| plain_number(&text))
        .or_else(|| words(&text, order))
        .ok_or(Reason::InvalidDate)?;
    settle(&raw, zones).ok_or(Reason::InvalidDate)
}

/// A date as written, before zone and era are settled.
struct Raw {
    year: i32,
    month: i8,
    day: i8,
    second: Option<i32>,
    offset_seconds: Option<i32>,
}

/// Years from 2400 to 2643 are Buddhist (1857-2100).
fn christian_year(year: i32) -> (i32, bool) {
    if (2400..=2643).contains(&year) { (year - 543, true) } else { (year, false) }
}

fn settle(raw: &Raw, zones: &Zones) -> Option<Moment> {
    let (year, buddhist) = christian_year(raw.year);
    let day = zones.day(year, raw.month, raw.day)?;
    let has_offset = raw.offset_seconds.is_some();
    let as_written = Moment { day, second: raw.second, buddhist, has_offset };
    let Some(second) = raw.second else { return Some(as_written) };
    if !(0..86_400).contains(&second) {
        return None;
    }
    let utc = match raw.offset_seconds {
        Some(offset) => i64::from(day.0) * 86_400 + i64::from(second - offset),
        None if zones.local_is_reporting() => return Some(as_written),
        None => {
            let time =
                Time::new((second / 3600) as i8, (second / 60 % 60) as i8, (second % 60) as i8, 0).ok()?;
            zones.local.to_timestamp(DateTime::from_parts(day.date(), time)).ok()?.as_second()
        }
    };
    let local = utc + zones.reporting_offset(utc)?;
    let day = Day(i32::try_from(local.div_euclid(86_400)).ok()?);
    Some(Moment { day, second: Some(local.rem_euclid(86_400) as i32), ..as_written })
}

/// `2022-01-11 04:32:31 -0500` or its beginning, as most platforms write it: every digit has its place.
fn fixed(text: &[u8]) -> Option<Raw> {
    let two = |at: usize| {
        let (tens, ones) = (text[at].wrapping_sub(b'0'), text[at + 1].wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| i32::from(tens) * 10 + i32::from(ones))
    };
    let (b'-', b'-') = (*text.get(4)?, *text.get(7)?) else { return None };
    if !matches!(text.len(), 10 | 19 | 25) {
        return None;
    }
    let (year, month, day) = (two(0)? * 100 + two(2)?, two(5)?, two(8)?);
    let raw = Raw { year, month: month as i8, day: day as i8, second: None, offset_seconds: None };
    if text.len() == 10 {
        return Some(raw);
    }
    let (b' ' | b'T', b':', b':') = (text[10], text[13], text[16]) else { return None };
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let raw = Raw { second: Some(hour * 3600 + minute * 60 + second), ..raw };
    if text.len() == 19 {
        return Some(raw);
    }
    let sign = match text[19..21] {
        [b' ', b'+'] => 1,
        [b' ', b'-'] => -1,
        _ => return None,
    };
    let (hours, minutes) = (two(21)?, two(23)?);
    let is_sound = hours <= 15 && minutes <= 59;
    is_sound.then(|| Raw { offset_seconds: Some(sign * (hours * 3600 + minutes * 60)), ..raw })
}

/// `2026-02-03`, `2026/02/03 17:14`, `2022-01-11T04:32:31.5-05:00`, `2022-01-11 04:32:31 -0500`, `… UTC`.
fn iso(text: &str) -> Option<Raw> {
    let bytes = text.as_bytes();
    let year = digits(bytes.get(..4)?)?;
    let separator = *bytes.get(4)?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let (month, rest) = leading_number(&bytes[5..])?;
    let (day, rest) = leading_number(rest.strip_prefix(&[separator])?)?;
    let (second, offset_seconds) = time_and_offset(rest)?;
    Some(Raw { year, month: i8::try_from(month).ok()?, day: i8::try_from(day).ok()?, second, offset_seconds })
}

/// `19970101`, Excel's day numbers (`45296`, `45296.5`), Unix time in seconds or milliseconds.
fn plain_number(text: &str) -> Option<Raw> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let number: i64 =
        if whole.bytes().all(|byte| byte.is_ascii_digit()) { whole.parse().ok()? } else { return None };
    let utc = |seconds: i64| {
        let moment = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC);
        let second =
            i32::from(moment.hour()) * 3600 + i32::from(moment.minute()) * 60 + i32::from(moment.second());
        Some(Raw {
            year: i32::from(moment.year()),
            month: moment.month(),
            day: moment.day(),
            second: Some(second),
            offset_seconds: Some(0),
        })
    };
    match whole.len() {
        8 if fraction.is_empty() => Some(Raw {
            year: (number / 10_000) as i32,
            month: (number / 100 % 100) as i8,
            day: (number % 100) as i8,
            second: None,
            offset_seconds: None,
        }),
        5 if (20_000..80_000).contains(&number) => excel_day(number, fraction),
        10 => utc(number),
        13 => utc(number / 1000),
        _ => None,
    }
}

/// Day numbers of Excel count from 1899-12-30; the fraction is the time of day.
fn excel_day(number: i64, fraction: &str) -> Option<Raw> {
    let date = Day::from_ymd(1899, 12, 30)?.plus(i32::try_from(number).ok()?).date();
    let second = if fraction.is_empty() {
        None
    } else {
        let share: f64 = format!("0.{fraction}").parse().ok()?;
        Some(((share * 86_400.0).round() as i32).min(86_399))
    };
    Some(Raw {
        year: i32::from(date.year()),
        month: date.month(),
        day: date.day(),
        second,
        offset_seconds: None,
    })
}

/// Everything with separators or month names: `12/02/2026 22:39:19`, `13 Feb 2026 09:54`, `Sep 4, 2026 1:05:07 AM`,
/// `Mon, 23 Sep 2024 14:21:24 +0000`, `5 ม.ค. 2569`.
fn words(text: &str, order: DateOrder) -> Option<Raw> {
    let text = without_particles(text);
    let text = text.trim_start();
    if let Some((first, second)) = numeric_pair(text) {
        let end = text.find([' ', 'T', ',']).unwrap_or(text.len());
        let year = year(text[..end].rsplit(['/', '-', '.']).next()?)?;
        let (day, month) = if order == DateOrder::MonthFirst { (second, first) } else { (first, second) };
        let (second, offset_seconds) = time_and_offset(text[end..].trim_start_matches(',').as_bytes())?;
        return Some(Raw { year, month: month as i8, day: day as i8, second, offset_seconds });
    }
    named_month(text)
}

/// Without the words that Thai puts before a date, its year and its time: `วันที่ 5 มกราคม พ.ศ. 2569 เวลา 14.30 น.`.
fn without_particles(text: &str) -> Cow<'_, str> {
    const PARTICLES: [&str; 5] = ["วันที่", "พ.ศ.", "พศ.", "ค.ศ.", "เวลา"];
    PARTICLES.iter().fold(text.into(), |text: Cow<'_, str>, particle| {
        if text.contains(particle) { text.replace(particle, " ").into() } else { text }
    })
}

fn named_month(text: &str) -> Option<Raw> {
    let words: Vec<&str> = text.split([' ', '-', ',', '/']).filter(|word| !word.is_empty()).take(8).collect();
    let at = words.iter().position(|word| month(word).is_some())?;
    let number =
        |index: usize| words.get(index).and_then(|word| word.trim_end_matches('.').parse::<u32>().ok());
    // Day before the month, else right after it; the year follows whichever comes last.
    let (day, year_at) = match at.checked_sub(1).and_then(number) {
        Some(day) if day <= 31 => (day, at + 1),
        _ => (number(at + 1)?, at + 2),
    };
    let year_word = words.get(year_at)?;
    let year = year(year_word)?;
    let tail_at = text.find(year_word).map(|found| found + year_word.len())?;
    let (second, offset_seconds) =
        time_and_offset(text[tail_at..].trim_start_matches([',', ' ']).as_bytes())?;
    Some(Raw { year, month: month(words[at])?, day: i8::try_from(day).ok()?, second, offset_seconds })
}

/// A year of four digits, or of two: those of exports are between 1990 and 2049. What would not be is a Buddhist year: `69` is 2569, 2026.
fn year(text: &str) -> Option<i32> {
    let number = digits(text.as_bytes())?;
    match (text.len(), number) {
        (4, year) => Some(year),
        (2, 0..50) => Some(2000 + number),
        (2, 50..90) => Some(2500 + number),
        (2, _) => Some(1900 + number),
        _ => None,
    }
}

/// What follows a date: nothing, or a time with AM/PM, fraction, offset or zone word.
fn time_and_offset(rest: &[u8]) -> Option<(Option<i32>, Option<i32>)> {
    let rest = match rest.first() {
        None => return Some((None, None)),
        Some(b'T' | b't' | b' ') => rest[1..].trim_ascii(),
        Some(_) => rest,
    };
    if rest.is_empty() {
        return Some((None, None));
    }
    let (hour, rest) = leading_number(rest)?;
    // Thai writes `14.30 น.`.
    let separator: &[u8] = if rest.starts_with(b".") { b"." } else { b":" };
    let (minute, rest) = leading_number(rest.strip_prefix(separator)?)?;
    let (second, rest) = match rest.strip_prefix(separator) {
        Some(rest) => leading_number(rest)?,
        None => (0, rest),
    };
    let rest = match rest.strip_prefix(b".").or_else(|| rest.strip_prefix(b",")) {
        Some(fraction) => &fraction[fraction.iter().take_while(|byte| byte.is_ascii_digit()).count()..],
        None => rest,
    };
    let (hour, rest) = twelve_hours(hour, rest.trim_ascii())?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = (hour * 3600 + minute * 60 + second.min(59)) as i32;
    Some((Some(seconds), offset(rest)?))
}

fn twelve_hours(hour: u32, rest: &[u8]) -> Option<(u32, &[u8])> {
    let mark = rest.get(..2).map(<[u8]>::to_ascii_uppercase);
    match mark.as_deref() {
        Some(b"AM") if (1..=12).contains(&hour) => Some((hour % 12, rest[2..].trim_ascii())),
        Some(b"PM") if (1..=12).contains(&hour) => Some((hour % 12 + 12, rest[2..].trim_ascii())),
        Some(b"AM" | b"PM") => None,
        // Thai writes `น.` (o'clock) after a time.
        _ => Some((hour, rest.strip_prefix("น.".as_bytes()).unwrap_or(rest))),
    }
}

/// `Z`, `UTC`, `+0700`, `+07:00`, `-5`, or the zone words of North American reports; nothing is no offset.
fn offset(rest: &[u8]) -> Option<Option<i32>> {
    let hours = |count: i32| Some(Some(count * 3600));
    match rest {
        [] => return Some(None),
        b"Z" | b"z" | b"UTC" | b"GMT" => return hours(0),
        b"EDT" => return hours(-4),
        b"EST" | b"CDT" => return hours(-5),
        b"CST" | b"MDT" => return hours(-6),
        b"MST" | b"PDT" => return hours(-7),
        b"PST" => return hours(-8),
        b"ICT" => return hours(7),
        _ => {}
    }
    let rest = rest.strip_prefix(b"UTC").or_else(|| rest.strip_prefix(b"GMT")).unwrap_or(rest);
    let sign = match rest.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let body: Vec<u8> = rest[1..].iter().copied().filter(|byte| *byte != b':').collect();
    let number = digits(&body)?;
    let (hour, minute) = if body.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
    (hour <= 15 && minute <= 59).then(|| Some(sign * (hour * 3600 + minute * 60)))
}

fn digits(bytes: &[u8]) -> Option<i32> {
    if bytes.is_empty() || bytes.len() > 9 || !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(bytes.iter().fold(0, |number, byte| number * 10 + i32::from(byte - b'0')))
}

/// One or two leading digits and what follows them.
fn leading_number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let length = bytes.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let number = if length <= 2 { digits(&bytes[..length])? } else { return None };
    Some((number as u32, &bytes[length..]))
}

#[cfg(test)]
mod tests;

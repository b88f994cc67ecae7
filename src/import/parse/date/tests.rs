//! Dates in every writing, as moments. Never looks at a column as a whole.

use super::*;

fn bangkok() -> Zones {
    let zone = TimeZone::get("Asia/Bangkok").expect("bundled");
    Zones::new(zone.clone(), zone)
}

fn read(cell: &str, order: DateOrder) -> String {
    match parse(cell, order, &bangkok()) {
        Ok(Moment { day, second: None, .. }) => day.to_string(),
        Ok(Moment { day, second: Some(second), .. }) => {
            format!("{day} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
        }
        Err(_) => "invalid".to_owned(),
    }
}

#[test]
fn dates_of_every_export_are_read() {
    let check = |cell: &str, expected: &str| assert_eq!(read(cell, DateOrder::DayFirst), expected, "{cell}");
    check("2026-02-03 17:14", "2026-02-03 17:14:00");
    check("2022-01-11 04:32:31 -0500", "2022-01-11 16:32:31");
    check("2021-08-27 05:10:02 -0400", "2021-08-27 16:10:02");
    check("2025-03-02 10:12:00 UTC", "2025-03-02 17:12:00");
    check("2024-10-05T02:41:38.123Z", "2024-10-05 09:41:38");
    check("13 Feb 2026 09:54", "2026-02-13 09:54:00");
    check("12/02/2026 22:39:19", "2026-02-12 22:39:19");
    check("05/01/26 11:27", "2026-01-05 11:27:00");
    check("31-08-2023", "2023-08-31");
    check("19970101", "1997-01-01");
    check("Jan 5 2024", "2024-01-05");
    check("July 8, 2025", "2025-07-08");
    check("Sep 4, 2026 1:05:07 AM PDT", "2026-09-04 15:05:07");
    check("Mon, 23 Sep 2024 14:21:24 +0000", "2024-09-23 21:21:24");
    check("2026-10-05 10:15:00 Eastern Time (US & Canada)", "2026-10-05 21:15:00");
    check("2026-12-05 10:15:00 AM Eastern Time (US & Canada)", "2026-12-05 22:15:00");
    check("1. Juli 2025", "2025-07-01");
    check("45296", "2024-01-05");
    check("1704412800", "2024-01-05 07:00:00");
    check("05/01/2567", "2024-01-05");
    check("14/08/2569 16:03:22", "2026-08-14 16:03:22");
    check("5 ม.ค. 2569", "2026-01-05");
    check("๒๑ พฤศจิกายน ๒๕๖๙", "2026-11-21");
    check("วันที่ 1 มกราคม พ.ศ. 2567 เวลา 14:05 น.", "2024-01-01 14:05:00");
    check("1 มกราคม พ.ศ.2567", "2024-01-01");
    check("5 ม.ค. 67 14.30 น.", "2024-01-05 14:30:00");
    check("05/01/2567 เวลา 9.05.07 น.", "2024-01-05 09:05:07");
    check("5/1/69", "2026-01-05");
    check("5/1/97", "1997-01-05");
    check("2026/09/06 12:30:00", "2026-09-06 12:30:00");
    check("1/14/2026 12:00:00 AM", "invalid");
    assert_eq!(read("1/14/2026 12:00:00 AM", DateOrder::MonthFirst), "2026-01-14 00:00:00");
}

#[test]
fn times_are_right_on_both_sides_of_a_change_of_clocks() {
    let zone = TimeZone::get("Europe/Berlin").expect("bundled");
    let zones = Zones::new(zone.clone(), zone);
    let hour = |cell: &str| {
        let moment = parse(cell, DateOrder::DayFirst, &zones).expect("a time");
        (moment.day.to_string(), moment.second.map(|second| second / 3600))
    };
    let expect = |day: &str, hour: i32| (day.to_owned(), Some(hour));
    assert_eq!(hour("2026-03-29T00:59:59Z"), expect("2026-03-29", 1));
    assert_eq!(hour("2026-03-29T01:00:00Z"), expect("2026-03-29", 3));
    assert_eq!(hour("2026-03-29T00:59:59Z"), expect("2026-03-29", 1));
    assert_eq!(hour("2026-10-25T00:59:59Z"), expect("2026-10-25", 2));
    assert_eq!(hour("2026-10-25T01:00:00Z"), expect("2026-10-25", 2));
    assert_eq!(hour("2026-12-31T23:30:00Z"), expect("2027-01-01", 0));
}

#[test]
fn what_is_no_day_is_invalid() {
    for cell in
        ["31/02/2024", "2024-13-45", "0000-00-00", "", "soon", "2024-02-30", "12:30", "24/12/2026 25:00"]
    {
        assert_eq!(read(cell, DateOrder::DayFirst), "invalid", "{cell}");
    }
    // Found by fuzzing: an offset of more hours than seconds can be counted in.
    assert_eq!(read("2026-01-05T10:00:26-202992020", DateOrder::DayFirst), "invalid");
}

#[test]
fn plain_dates_are_read_as_the_general_reader_reads_them() {
    let fields =
        |raw: Option<Raw>| raw.map(|raw| (raw.year, raw.month, raw.day, raw.second, raw.offset_seconds));
    let times =
        ["", " 00:00:00", "T23:59:59", " 09:05:07 +0700", " 23:00:60", " 24:00:00", " 12:60:00 -0530"];
    let offsets =
        [" 04:32:31 -0500", " 04:32:31 +1601", " 04:32:31 +0560", " 04:3a:31 +0500", " 04:32:31 ~0500"];
    for date in ["2026-01-11", "2569-12-31", "2026-13-40", "20a6-01-11", "2026/01/11", "2026-1-011"] {
        for rest in times.iter().chain(&offsets) {
            let text = format!("{date}{rest}");
            let plain = fields(fixed(text.as_bytes()));
            // What the plain reader does not take is left to the general one.
            assert!(plain.is_none() || plain == fields(iso(&text)), "{text}: {plain:?}");
        }
    }
    assert!(fixed(b"2026-01-11 04:32:31 -0500").is_some() && fixed(b"2026-01-11").is_some());
}

//! The names of the months as they are written, in English and Thai. Never reads one (see `import`), never computes a day.

use super::Language;

const ENGLISH: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const THAI: [&str; 12] =
    ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
const ENGLISH_LONG: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const THAI_LONG: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];

/// The twelve names, shortened: `Feb`, `ก.พ.`.
pub fn short_months(language: Language) -> &'static [&'static str; 12] {
    match language {
        Language::English => &ENGLISH,
        Language::Thai => &THAI,
    }
}

/// The twelve names in full: `February`, `กุมภาพันธ์`.
pub fn long_months(language: Language) -> &'static [&'static str; 12] {
    match language {
        Language::English => &ENGLISH_LONG,
        Language::Thai => &THAI_LONG,
    }
}

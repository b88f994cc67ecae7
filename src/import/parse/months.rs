//! Names of months, English and Thai, full and short. Never a calendar computation.

use super::text::fold;

const NAMES: [&[&str]; 12] = [
    &["january", "jan", "มกราคม", "ม.ค.", "มค", "มกรา"],
    &["february", "feb", "กุมภาพันธ์", "ก.พ.", "กพ", "กุมภา"],
    &["march", "mar", "มีนาคม", "มี.ค.", "มีค", "มีนา"],
    &["april", "apr", "เมษายน", "เม.ย.", "เมย", "เมษา"],
    &["may", "พฤษภาคม", "พ.ค.", "พค", "พฤษภา"],
    &["june", "jun", "มิถุนายน", "มิ.ย.", "มิย", "มิถุนา"],
    &["july", "jul", "กรกฎาคม", "ก.ค.", "กค", "กรกฎา"],
    &["august", "aug", "สิงหาคม", "ส.ค.", "สค", "สิงหา"],
    &["september", "sep", "sept", "กันยายน", "ก.ย.", "กย", "กันยา"],
    &["october", "oct", "ตุลาคม", "ต.ค.", "ตค", "ตุลา"],
    &["november", "nov", "พฤศจิกายน", "พ.ย.", "พย", "พฤศจิกา"],
    &["december", "dec", "ธันวาคม", "ธ.ค.", "ธค", "ธันวา"],
];

/// Month 1-12 of a name; `None` when it is none.
pub(super) fn month(word: &str) -> Option<i8> {
    let folded = fold(word);
    let bare = folded.trim_end_matches(['.', ',']);
    let found = NAMES
        .iter()
        .position(|names| names.iter().any(|name| *name == folded || name.trim_end_matches('.') == bare));
    found.map(|index| index as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_both_languages() {
        for (word, expected) in
            [("Feb", 2), ("SEPT.", 9), ("ก.พ.", 2), ("ก.พ", 2), ("พฤศจิกายน", 11), ("มิ.ย.", 6), ("May,", 5)]
        {
            assert_eq!(month(word), Some(expected), "{word}");
        }
        assert_eq!(month("Brumaire"), None);
    }
}

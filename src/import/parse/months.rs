//! Names of months, English, Thai, German and French, full and short. Never a calendar computation.

use super::text::fold;

const NAMES: [&[&str]; 12] = [
    &["january", "jan", "มกราคม", "ม.ค.", "มค", "มกรา", "januar", "janvier", "janv"],
    &["february", "feb", "กุมภาพันธ์", "ก.พ.", "กพ", "กุมภา", "februar", "février", "févr"],
    &["march", "mar", "มีนาคม", "มี.ค.", "มีค", "มีนา", "märz", "mär", "mars"],
    &["april", "apr", "เมษายน", "เม.ย.", "เมย", "เมษา", "avril", "avr"],
    &["may", "พฤษภาคม", "พ.ค.", "พค", "พฤษภา", "mai"],
    &["june", "jun", "มิถุนายน", "มิ.ย.", "มิย", "มิถุนา", "juni", "juin"],
    &["july", "jul", "กรกฎาคม", "ก.ค.", "กค", "กรกฎา", "juli", "juillet", "juil"],
    &["august", "aug", "สิงหาคม", "ส.ค.", "สค", "สิงหา", "août"],
    &["september", "sep", "sept", "กันยายน", "ก.ย.", "กย", "กันยา", "septembre"],
    &["october", "oct", "ตุลาคม", "ต.ค.", "ตค", "ตุลา", "oktober", "okt", "octobre"],
    &["november", "nov", "พฤศจิกายน", "พ.ย.", "พย", "พฤศจิกา", "novembre"],
    &["december", "dec", "ธันวาคม", "ธ.ค.", "ธค", "ธันวา", "dezember", "dez", "décembre", "déc"],
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
    fn months_are_known_in_every_language_of_the_exports() {
        for (word, expected) in [
            ("Feb", 2),
            ("SEPT.", 9),
            ("ก.พ.", 2),
            ("ก.พ", 2),
            ("พฤศจิกายน", 11),
            ("มิ.ย.", 6),
            ("May,", 5),
            ("Juillet", 7),
            ("März", 3),
            ("déc.", 12),
        ] {
            assert_eq!(month(word), Some(expected), "{word}");
        }
        assert_eq!(month("Brumaire"), None);
    }
}

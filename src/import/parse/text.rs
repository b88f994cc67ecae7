//! Small normalisations of text: headers, status words, digits. Never invents a value.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A header or word in the form in which it is compared: compatibility-composed (which also unites the two spellings of
/// Thai SARA AM), trimmed, without what nobody sees and a leading `*`, blanks collapsed, lower case.
pub(in crate::import) fn fold(text: &str) -> String {
    // Nothing of plain letters is composed of anything else.
    let seen = |text: &str| text.nfkc().filter(|character| !has_no_width(*character)).collect();
    let composed: Cow<'_, str> = if text.is_ascii() { text.into() } else { seen(text) };
    let mut folded = String::with_capacity(composed.len());
    for word in composed.trim().trim_start_matches('*').split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    folded
}

/// What is copied along from pages and chats and takes no room: byte order marks, marks of direction, places where a line may break.
fn has_no_width(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The text without what is not seen at its ends. Nearly every cell has none, which its first and last bytes tell.
#[inline]
pub(in crate::import) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [only] if only.is_ascii_graphic() => text,
        [first, .., last] if is_solid(*first) && last.is_ascii_graphic() => text,
        [first, .., INDIC, _, _] if is_solid(*first) => text,
        _ => text.trim_matches(|character: char| character.is_whitespace() || has_no_width(character)),
    }
}

/// The first of three bytes of a letter of Thai or of its neighbours, none of which is a blank.
const INDIC: u8 = 0xE0;

/// Whether what begins with this byte is no blank.
fn is_solid(first: u8) -> bool {
    first.is_ascii_graphic() || first == INDIC
}

/// The text without the apostrophes before it, with which a spreadsheet is told that a number is none. Nearly no cell has one.
#[inline]
pub(in crate::import) fn without_apostrophe(text: &str) -> &str {
    if text.as_bytes().first() == Some(&b'\'') { text.trim_start_matches('\'') } else { text }
}

/// Whether two texts are the same. Blank ones are not compared byte by byte: a blank literal lies at no address, and some processors
/// take longer to read none of the bytes there than a hundred of the bytes elsewhere.
#[inline]
pub(in crate::import) fn is_same_text(left: &str, right: &str) -> bool {
    left.len() == right.len() && (left.is_empty() || left == right)
}

/// Whether nothing but blanks stands in the cell.
#[inline]
pub(in crate::import) fn is_blank(cell: &str) -> bool {
    match cell.as_bytes().first() {
        None => true,
        Some(first) => !is_solid(*first) && trim(cell).is_empty(),
    }
}

/// The text of a cell that is written as a formula of a text, so that a spreadsheet leaves a number as it is: `="0812345670"`.
#[inline]
pub(in crate::import) fn formula_text(cell: &str) -> &str {
    cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell)
}

/// Whether the cell says that nothing is reported (METRICS and FORMATS: never zero).
#[inline]
pub(in crate::import) fn is_not_reported(cell: &str) -> bool {
    let text = trim(cell);
    // Nearly every cell begins with something else: one look decides.
    if text.bytes().next().is_some_and(|first| !b"-nN#<>\xE2".contains(&first)) {
        return false;
    }
    matches!(
        text,
        "" | "-" | "--" | "—" | "–" | "n/a" | "N/A" | "#N/A" | "NA" | "na" | "null" | "NULL" | "None"
    ) || text.starts_with('>')
        || text.starts_with('<')
}

/// Thai digits as ASCII digits; other text unchanged.
pub(in crate::import) fn ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|character| ('๐'..='๙').contains(&character)) {
        return Cow::Borrowed(text);
    }
    let digit = |character: char| match character {
        '๐'..='๙' => char::from_digit(character as u32 - '๐' as u32, 10).unwrap_or(character),
        other => other,
    };
    Cow::Owned(text.chars().map(digit).collect())
}

/// Whether a spreadsheet has shortened a long number (`5.00022E+12`), so that it can no longer be told apart.
pub(in crate::import) fn is_shortened_number(cell: &str) -> bool {
    // Looking for one letter costs next to nothing, and few cells have it.
    if memchr::memchr(b'E', cell.as_bytes()).is_none() {
        return false;
    }
    let Some((mantissa, exponent)) = cell.trim().split_once("E+") else { return false };
    !mantissa.is_empty()
        && mantissa.chars().all(|character| character.is_ascii_digit() || character == '.')
        && !exponent.is_empty()
        && exponent.chars().all(|character| character.is_ascii_digit())
}

/// At most 200 characters of a cell, for a report.
pub(in crate::import) fn shorten(cell: &str) -> String {
    const MOST: usize = 200;
    match cell.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_folded() {
        assert_eq!(fold("\u{feff} Created  AT "), "created at");
        assert_eq!(fold("วัน\u{200b}ที่\u{200b}"), "วันที่");
        assert_eq!(fold("*หมายเลขติดตามพัสดุ"), "หมายเลขติดตามพัสดุ");
        assert_eq!(fold("จำนวน"), fold("จ\u{e4d}\u{e32}นวน"));
    }

    #[test]
    fn cells_are_trimmed_of_all_that_is_not_seen() {
        for (cell, expected) in
            [("\u{200b}a@b.c", "a@b.c"), ("ก\u{200b}", "ก"), ("\u{feff}", ""), ("\u{200e} \u{2060}", "")]
        {
            assert_eq!((trim(cell), is_blank(cell)), (expected, expected.is_empty()), "{cell:?}");
        }
        for cell in [
            "",
            " ",
            "a",
            " a",
            "a ",
            "\u{a0}a b\u{3000}",
            "ก",
            " ก ",
            "\t\n",
            "ab",
            "é ",
            "กา ข",
            "กาข\u{3000}",
            "aก",
            "\u{a0}ก",
            "กข\u{a0}",
        ] {
            assert_eq!(trim(cell), cell.trim(), "{cell:?}");
            assert_eq!(is_blank(cell), cell.trim().is_empty(), "{cell:?}");
        }
    }

    #[test]
    fn apostrophes_before_a_number_go() {
        for (cell, expected) in [("'081", "081"), ("''1", "1"), ("1'", "1'"), ("", ""), ("'", "")] {
            assert_eq!(without_apostrophe(cell), expected);
        }
    }

    #[test]
    fn formulas_of_texts_are_their_texts() {
        for (cell, expected) in
            [("=\"081\"", "081"), ("=\"\"", ""), ("=\"", "=\""), ("=1+1", "=1+1"), ("\"a\"", "\"a\"")]
        {
            assert_eq!(formula_text(cell), expected);
        }
    }

    #[test]
    fn texts_are_the_same_or_not() {
        assert!(is_same_text("", "") && is_same_text("ก", "ก"));
        assert!(!is_same_text("", "a") && !is_same_text("a", "b") && !is_same_text("a", ""));
    }

    #[test]
    fn numbers_shortened_by_a_spreadsheet_are_seen() {
        assert!(is_shortened_number("5.00022E+12"));
        assert!(!is_shortened_number("260203VK6KUE+"));
        assert!(!is_shortened_number("#1001"));
    }
}

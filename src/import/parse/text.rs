//! Small normalisations of text: headers, status words, e-mails, phones. Never invents a value.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A header or word in the form in which it is compared: compatibility-composed (which also unites the two spellings of
/// Thai SARA AM), trimmed, without a leading `*`, blanks collapsed, lower case.
pub(in crate::import) fn fold(text: &str) -> String {
    let composed: String = text.trim_start_matches('\u{feff}').nfkc().collect();
    let mut folded = String::with_capacity(composed.len());
    for word in composed.trim().trim_start_matches('*').split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Whether the cell says that nothing is reported (METRICS and FORMATS: never zero).
pub(in crate::import) fn is_not_reported(cell: &str) -> bool {
    let text = cell.trim();
    matches!(
        text,
        "" | "-" | "--" | "—" | "–" | "n/a" | "N/A" | "#N/A" | "NA" | "na" | "null" | "NULL" | "None"
    ) || text.starts_with('>')
        || text.starts_with('<')
}

/// Thai digits as ASCII digits; other text unchanged.
pub(in crate::import) fn ascii_digits(text: &str) -> Cow<'_, str> {
    if !text.contains(|character| ('๐'..='๙').contains(&character)) {
        return Cow::Borrowed(text);
    }
    let digit = |character: char| match character {
        '๐'..='๙' => char::from_digit(character as u32 - '๐' as u32, 10).unwrap_or(character),
        other => other,
    };
    Cow::Owned(text.chars().map(digit).collect())
}

/// The e-mail as an identity key: trimmed, NFC, lower case; `None` when it is none or a placeholder.
pub(in crate::import) fn email_key(cell: &str) -> Option<String> {
    let trimmed = cell.trim().trim_start_matches('\'');
    if is_not_reported(trimmed) || trimmed.contains('*') {
        return None;
    }
    let normal: String = if trimmed.is_ascii() {
        trimmed.to_ascii_lowercase()
    } else {
        trimmed.nfc().collect::<String>().to_lowercase()
    };
    let (local, host) = normal.rsplit_once('@')?;
    let placeholder = matches!(local, "noemail" | "no-email" | "no_email" | "none" | "noreply" | "no-reply");
    (!local.is_empty() && !host.is_empty() && !placeholder).then_some(normal)
}

/// The phone as an identity key in the shape of E.164, national numbers read as Thai ones when `thai`; `None` when it is masked,
/// too short or no number.
pub(in crate::import) fn phone_key(cell: &str, thai: bool) -> Option<String> {
    let text = ascii_digits(cell.trim().trim_start_matches('\''));
    if text.contains('*') || text.contains('E') {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let unusual = text.chars().any(|character| !(character.is_ascii_digit() || " +-().".contains(character)));
    if unusual || !(8..=15).contains(&digits.len()) || digits.chars().all(|digit| digit == '0') {
        return None;
    }
    if text.starts_with('+') {
        return Some(format!("+{digits}"));
    }
    match digits.strip_prefix("00") {
        Some(international) => Some(format!("+{international}")),
        None if thai && digits.starts_with('0') => Some(format!("+66{}", &digits[1..])),
        None if thai && digits.starts_with("66") && digits.len() >= 10 => Some(format!("+{digits}")),
        // A national number of an unknown country is compared as it stands.
        None => Some(digits),
    }
}

/// Whether a spreadsheet has shortened a long number (`5.00022E+12`), so that it can no longer be told apart.
pub(in crate::import) fn is_shortened_number(cell: &str) -> bool {
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
        assert_eq!(fold("*หมายเลขติดตามพัสดุ"), "หมายเลขติดตามพัสดุ");
        assert_eq!(fold("จำนวน"), fold("จ\u{e4d}\u{e32}นวน"));
    }

    #[test]
    fn emails_are_normalised_and_placeholders_are_none() {
        let check = |cell, expected: Option<&str>| assert_eq!(email_key(cell).as_deref(), expected, "{cell}");
        check(" Anna@Example.COM ", Some("anna@example.com"));
        check("caf\u{65}\u{301}@example.com", Some("caf\u{e9}@example.com"));
        check("n/a", None);
        check("noemail@example.com", None);
        check("a***@example.com", None);
        check("@", None);
    }

    #[test]
    fn phones_are_normalised_and_masked_ones_are_none() {
        let check =
            |cell, expected: Option<&str>| assert_eq!(phone_key(cell, true).as_deref(), expected, "{cell}");
        check("081-234-5678", Some("+66812345678"));
        check("'+66 81 234 5678", Some("+66812345678"));
        check("66812345678", Some("+66812345678"));
        check("๐๘๑๒๓๔๕๖๗๘", Some("+66812345678"));
        check("******65", None);
        check("(+79)354****43", None);
        check("00000000", None);
        assert_eq!(phone_key("0044 20 7946 0000", false).as_deref(), Some("+442079460000"));
    }

    #[test]
    fn numbers_shortened_by_a_spreadsheet_are_seen() {
        assert!(is_shortened_number("5.00022E+12"));
        assert!(!is_shortened_number("260203VK6KUE+"));
        assert!(!is_shortened_number("#1001"));
    }
}

//! Cells to identity handles: which e-mails, phones and ids name a person, in the form in which they are compared.
//! Never decides who is the same person (see `tables::Identities`), never invents a value.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::parse::text::{ascii_digits, is_not_reported, is_shortened_number, trim, without_apostrophe};
use crate::tables::{Handle, Identities};

/// The handle of a record whose cells are e-mail, phone and the platform's id; `None` when none of them names anybody.
/// National phones are read as Thai ones when `thai`.
pub(super) fn handle(
    identities: &mut Identities,
    cells: [&str; 3],
    platform: &str,
    thai: bool,
) -> Option<Handle> {
    let email = email_key(cells[0]);
    let phone = phone_key(cells[1], thai);
    // Ids of two platforms never mean the same person.
    let id = id_key(cells[2]).map(|id| (platform, id));
    identities.handle_in(email.as_deref(), phone.as_ref().map(Phone::as_str), id)
}

/// The part before the `@` of addresses that stand for nobody.
const NOBODY: [&str; 17] = [
    "noemail",
    "no-email",
    "no_email",
    "nomail",
    "no-mail",
    "none",
    "noreply",
    "no-reply",
    "no_reply",
    "donotreply",
    "do-not-reply",
    "do_not_reply",
    "guest",
    "walkin",
    "walk-in",
    "anonymous",
    "unknown",
];

/// What hosts of marketplaces' relay addresses begin with: made for an order, not for a person. All with an `m` or an `r`.
const RELAYS: [&str; 5] =
    ["marketplace.amazon.", "members.ebay.", "reply.ebay.", "relay.walmart.", "relay.etsy."];

/// The e-mail as an identity key: trimmed, NFC, lower case; `None` when it is none, a placeholder or a marketplace's relay.
pub(in crate::import) fn email_key(cell: &str) -> Option<Cow<'_, str>> {
    let trimmed = without_apostrophe(trim(cell));
    let (mut is_masked, mut has_capitals, mut is_ascii) = (false, false, true);
    for byte in trimmed.bytes() {
        is_masked |= byte == b'*';
        has_capitals |= byte.is_ascii_uppercase();
        is_ascii &= byte.is_ascii();
    }
    if is_masked || is_not_reported(trimmed) {
        return None;
    }
    let normal: Cow<'_, str> = if !is_ascii {
        trimmed.nfc().collect::<String>().to_lowercase().into()
    } else if has_capitals {
        trimmed.to_ascii_lowercase().into()
    } else {
        trimmed.into()
    };
    let at = normal.bytes().rposition(|byte| byte == b'@')?;
    let (local, host) = (&normal[..at], &normal[at + 1..]);
    let may_be_relay = host.starts_with(['m', 'r']);
    let is_relay = may_be_relay && RELAYS.iter().any(|relay| host.starts_with(relay));
    let names = !local.is_empty() && !host.is_empty() && !NOBODY.contains(&local) && !is_relay;
    names.then_some(normal)
}

/// A phone in the shape of E.164: at most a sign and 17 digits.
pub(in crate::import) struct Phone {
    bytes: [u8; 20],
    length: usize,
}

impl Phone {
    fn new(parts: [&[u8]; 2]) -> Self {
        let mut phone = Self { bytes: [0; 20], length: 0 };
        for byte in parts.into_iter().flatten() {
            if let Some(slot) = phone.bytes.get_mut(phone.length) {
                *slot = *byte;
                phone.length += 1;
            }
        }
        phone
    }

    pub(in crate::import) fn as_str(&self) -> &str {
        // Only digits and signs were written.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// The phone as an identity key in the shape of E.164, national numbers read as Thai ones when `thai`; `None` when it is masked,
/// too short, a placeholder, shortened by a spreadsheet, or no number.
pub(in crate::import) fn phone_key(cell: &str, thai: bool) -> Option<Phone> {
    let trimmed = without_apostrophe(trim(cell));
    if trimmed.is_empty() {
        return None;
    }
    let text = ascii_digits(trimmed);
    // What a spreadsheet adds to a number that it takes for an amount.
    let text = text.strip_suffix(".0").unwrap_or(&text);
    let is_usual = |byte: u8| byte.is_ascii_digit() || b" +-().".contains(&byte);
    let (mut digits, mut length) = ([0_u8; 15], 0);
    for byte in text.bytes() {
        if !is_usual(byte) {
            return None;
        }
        if byte.is_ascii_digit() {
            *digits.get_mut(length)? = byte;
            length += 1;
        }
    }
    let digits = &digits[..length];
    if length < 8 || is_placeholder(digits) {
        return None;
    }
    if text.starts_with('+') {
        return Some(Phone::new([b"+", digits]));
    }
    Some(match digits.strip_prefix(b"00") {
        Some(international) => Phone::new([b"+", international]),
        None if thai && digits[0] == b'0' => Phone::new([b"+66", &digits[1..]]),
        None if thai && digits.starts_with(b"66") && length >= 10 => Phone::new([b"+", digits]),
        // Nine digits of a Thai mobile whose 0 a spreadsheet has taken away.
        None if thai && length == 9 && b"689".contains(&digits[0]) => Phone::new([b"+66", digits]),
        // A national number of an unknown country is compared as it stands.
        None => Phone::new([b"", digits]),
    })
}

/// Numbers typed because a field must not be empty: one digit over and over, or counting up.
fn is_placeholder(digits: &[u8]) -> bool {
    let rest = digits.strip_prefix(b"0").unwrap_or(digits);
    rest.iter().all(|digit| *digit == rest[0]) || b"1234567890123456789".starts_with(rest)
}

/// The platform's id of a customer; `None` when it is blank, masked beyond use or shortened by a spreadsheet.
fn id_key(cell: &str) -> Option<&str> {
    let id = trim(cell);
    (!is_not_reported(id) && !is_shortened_number(id)).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails_are_normalised_and_placeholders_are_none() {
        let check = |cell, expected: Option<&str>| assert_eq!(email_key(cell).as_deref(), expected, "{cell}");
        check(" Anna@Example.COM ", Some("anna@example.com"));
        check("anna+tea@example.com", Some("anna+tea@example.com"));
        check("caf\u{65}\u{301}@example.com", Some("caf\u{e9}@example.com"));
        for nobody in ["n/a", "noemail@example.com", "a***@example.com", "@", "No-Reply@example.com"] {
            check(nobody, None);
        }
        check("x1y2z3@marketplace.amazon.co.uk", None);
    }

    #[test]
    fn phones_are_normalised_and_masked_ones_are_none() {
        let check = |cell, thai, expected: Option<&str>| {
            assert_eq!(phone_key(cell, thai).as_ref().map(Phone::as_str), expected, "{cell}");
        };
        let thai = Some("+66812345670");
        for same in
            ["081-234-5670", "'+66 81 234 5670", "66812345670", "๐๘๑๒๓๔๕๖๗๐", "812345670", "66812345670.0"]
        {
            check(same, true, thai);
        }
        for nobody in
            ["******65", "(+79)354****43", "00000000", "0999999999", "1234567890", "6.68123E+10", "12", ""]
        {
            check(nobody, true, None);
        }
        check("0044 20 7946 0000", false, Some("+442079460000"));
        check("2079460000", false, Some("2079460000"));
    }

    #[test]
    fn an_id_that_a_spreadsheet_has_shortened_names_nobody() {
        assert_eq!((id_key(" 77 "), id_key("5.00022E+12"), id_key("-")), (Some("77"), None, None));
    }
}

//! E-mails and phones in free text, each replaced by what stands for it. Never finds a name or an address: those are nobody's format.

use super::identity::{email_key, phone_key};
use crate::tables::PseudonymKey;

/// `text` with a pseudonym in the place of every e-mail and phone, the same as in the tables for the same customer.
pub fn conceal(text: &str, key: &PseudonymKey) -> String {
    let mut concealed = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let letters = rest.find(|letter: char| !is_of_address(letter)).unwrap_or(rest.len());
        if letters == 0 {
            let one = rest.chars().next().map_or(1, char::len_utf8);
            concealed.push_str(&rest[..one]);
            rest = &rest[one..];
            continue;
        }
        let (word, after) = rest.split_at(letters);
        let (word, used) = match phone_at(rest) {
            Some((phone, length)) => (key.pseudonym("phone", &phone), length),
            None => (email(word, key).unwrap_or_else(|| word.to_owned()), letters),
        };
        concealed.push_str(&word);
        rest = if used == letters { after } else { &rest[used..] };
    }
    concealed
}

/// What an e-mail may consist of.
fn is_of_address(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "@._+-'".contains(letter)
}

fn email(word: &str, key: &PseudonymKey) -> Option<String> {
    let bare = word.trim_matches(|letter| ".-'".contains(letter));
    let (_, host) = bare.split_once('@')?;
    host.contains('.').then_some(())?;
    let at = word.find(bare)?;
    let hidden = key.pseudonym("email", &email_key(bare)?);
    Some(format!("{}{hidden}{}", &word[..at], &word[at + bare.len()..]))
}

/// A phone at the start of a text, with blanks and dashes between its digits, and how long it is there.
fn phone_at(text: &str) -> Option<(String, usize)> {
    let is_part = |letter: char| letter.is_ascii_digit() || " -+().".contains(letter);
    text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '+').then_some(())?;
    let end = text.find(|letter| !is_part(letter)).unwrap_or(text.len());
    let length = text[..end].trim_end_matches(|letter: char| !letter.is_ascii_digit()).len();
    let written = &text[..length];
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    // A day or an amount has fewer digits; what letters go on with is a code.
    let goes_on = text[length..].starts_with(|letter: char| letter.is_alphanumeric() || letter == '@');
    let begins = written.starts_with(['0', '+']) || written.starts_with("66");
    ((9..=15).contains(&digits) && begins && !goes_on).then_some(())?;
    Some((phone_key(written, true)?.as_str().to_owned(), length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::KEY_BYTES;

    #[test]
    fn mails_and_phones_are_concealed_and_all_else_stays() {
        let key = PseudonymKey::new([3; KEY_BYTES]);
        let (mail, phone) =
            (key.pseudonym("email", "ann@example.com"), key.pseudonym("phone", "+66812345678"));
        let check = |text: &str, expected: &str| assert_eq!(conceal(text, &key), expected, "{text}");
        check("Ask Ann@Example.com.", &format!("Ask {mail}."));
        check("โทร 081-234-5678 ด่วน", &format!("โทร {phone} ด่วน"));
        check("+66 81 234 5678", &phone);
        check("0812345678, ann@example.com", &format!("{phone}, {mail}"));
        for text in ["", "2026-05-12 09:00", "order 5501234567", "1,204,331 rows", "a@b", "ราคา 1,250.50 บาท"]
        {
            check(text, text);
        }
    }
}

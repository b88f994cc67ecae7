//! Currencies as people name them: codes, signs and words. Never an amount.

use crate::domain::Currency;

/// Codes that exports of small shops name.
const CODES: [&str; 20] = [
    "THB", "USD", "EUR", "GBP", "JPY", "CNY", "SGD", "MYR", "VND", "IDR", "PHP", "LAK", "KHR", "MMK", "HKD",
    "TWD", "KRW", "AUD", "INR", "EGP",
];

/// Signs and words that stand for one currency only: `$` and `¥` stand for several.
const SIGNS: [(&str, &str); 9] = [
    ("บาท", "THB"),
    ("baht", "THB"),
    ("฿", "THB"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("RM", "MYR"),
    ("US$", "USD"),
];

/// The currency whose code the text is, in any case.
pub(in crate::import) fn of_code(text: &str) -> Option<Currency> {
    Currency::parse(text).filter(|currency| CODES.contains(&currency.code()))
}

/// The currency that the text names and nothing else: `THB`, `บาท`.
pub(in crate::import) fn named(text: &str) -> Option<Currency> {
    let sign = || SIGNS.iter().find(|(sign, _)| text.eq_ignore_ascii_case(sign));
    of_code(text).or_else(|| Currency::parse(sign()?.1))
}

/// The currency that stands somewhere in the text: `สุทธิ(บาท)`, `Amount (USD)`, `฿120`.
pub(in crate::import) fn within(text: &str) -> Option<Currency> {
    let mut words = text.split(|character: char| !character.is_ascii_alphanumeric());
    let sign = || SIGNS.iter().find(|(sign, _)| text.contains(sign));
    words.find_map(named).or_else(|| Currency::parse(sign()?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_known_by_code_sign_and_word() {
        let check = |text, whole: Option<&str>, part: Option<&str>| {
            assert_eq!(named(text), whole.and_then(Currency::parse), "{text}");
            assert_eq!(within(text), part.and_then(Currency::parse), "{text}");
        };
        check("thb", Some("THB"), Some("THB"));
        check("บาท", Some("THB"), Some("THB"));
        check("Baht", Some("THB"), Some("THB"));
        check("สุทธิ(บาท)", None, Some("THB"));
        check("Amount (USD)", None, Some("USD"));
        check("net", None, None);
        check("$", None, None);
    }
}

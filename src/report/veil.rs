//! Amounts of money made unreadable, for a screen that others see. Never changes a count or a share.

use crate::domain::Currency;

/// What stands in the place of an amount.
const DOTS: &str = "•••";

/// `text` with dots in the place of every amount: digits behind the sign or code of a currency.
pub fn veil(text: &str, currencies: &[Currency]) -> String {
    let signs: Vec<String> = currencies.iter().map(|currency| currency.sign()).collect();
    let mut veiled = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let sign = signs.iter().find(|sign| rest.starts_with(sign.as_str()));
        let amount = sign.map_or(0, |sign| amount_length(&rest[sign.len()..]));
        match sign.filter(|_| amount > 0) {
            Some(sign) => {
                veiled.push_str(sign);
                veiled.push_str(DOTS);
                rest = &rest[sign.len() + amount..];
            }
            None => {
                let letter = rest.chars().next().map_or(1, char::len_utf8);
                veiled.push_str(&rest[..letter]);
                rest = &rest[letter..];
            }
        }
    }
    veiled
}

/// Bytes of the amount that a text begins with: `1,234.50`, `−2`, `1.2M`.
fn amount_length(text: &str) -> usize {
    let unsigned = text.trim_start_matches(['-', '−']);
    let sign = text.len() - unsigned.len();
    let is_part = |letter: char| letter.is_ascii_digit() || letter == ',' || letter == '.';
    let number = unsigned[..unsigned.find(|letter| !is_part(letter)).unwrap_or(unsigned.len())]
        .trim_end_matches([',', '.']);
    if number.is_empty() {
        return 0;
    }
    let unit = unsigned[number.len()..].starts_with(['K', 'M', 'B']);
    sign + number.len() + usize::from(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_turn_into_dots_and_nothing_else_does() {
        let yen = Currency::parse("JPY").expect("a code");
        let check = |text: &str, expected: &str| assert_eq!(veil(text, &[Currency::THB, yen]), expected);
        check("about ฿84,000 a month, ฿1.2M–฿3M.", "about ฿••• a month, ฿•••–฿•••.");
        check("ราว ฿1,234.50 ต่อเดือน 45 คน", "ราว ฿••• ต่อเดือน 45 คน");
        check("JPY 5,000 for 12 customers", "JPY ••• for 12 customers");
        check("-฿500 and ฿", "-฿••• and ฿");
        check("12.3 % of 1,234", "12.3 % of 1,234");
    }
}

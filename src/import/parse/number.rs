//! Amounts and counts as integers, the decimal sign decided over the whole column. Never goes through floating point.

use serde::{Deserialize, Serialize};

use super::text::{ascii_digits, is_not_reported};
use crate::import::Reason;

/// Which sign separates the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberStyle {
    /// Decided over the column; ambiguous columns are asked.
    #[default]
    Auto,
    /// `1,234.50`.
    Point,
    /// `1.234,50`.
    Comma,
}

/// What one cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Value {
    /// A number, in units of 10^-scale.
    Number(i64),
    /// Blank, `--`, `n/a`, `> 90%`.
    NotReported,
    /// Something else.
    Bad(Reason),
}

impl Value {
    /// The number, if it is one.
    pub(in crate::import) fn number(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::NotReported | Self::Bad(_) => None,
        }
    }
}

/// What the cells of a column, or of a part of it, say about the decimal sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct SignEvidence {
    /// Some cell can only be read with a decimal point.
    pub point: bool,
    /// Some cell can only be read with a decimal comma.
    pub comma: bool,
    /// The first cell that could be read both ways.
    pub undecided: Option<String>,
}

impl SignEvidence {
    /// Adds what `cell` says.
    pub(in crate::import) fn add(&mut self, cell: &str) {
        if is_not_reported(cell) {
            return;
        }
        match evidence(&ascii_digits(cell)) {
            Evidence::None => {}
            Evidence::Point => self.point = true,
            Evidence::Comma => self.comma = true,
            Evidence::Undecided if self.undecided.is_none() => self.undecided = Some(cell.to_owned()),
            Evidence::Undecided => {}
        }
    }

    /// The style of the column.
    ///
    /// # Errors
    /// The cell that could be read both ways when none decides.
    pub(in crate::import) fn decide(&self) -> Result<NumberStyle, &str> {
        match (self.point, self.comma, &self.undecided) {
            (false, false, Some(cell)) => Err(cell),
            // Both occur: the style with a point is the common one, cells of the other style are rejected one by one.
            (false, true, _) => Ok(NumberStyle::Comma),
            _ => Ok(NumberStyle::Point),
        }
    }
}

enum Evidence {
    None,
    Point,
    Comma,
    /// `1.250`: one thousand two hundred and fifty, or one and a quarter with three decimals.
    Undecided,
}

fn evidence(cell: &str) -> Evidence {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let body: String =
        cell.chars().filter(|character| character.is_ascii_digit() || ",.".contains(*character)).collect();
    match (body.rfind('.'), body.rfind(',')) {
        (None, None) => Evidence::None,
        (Some(point), Some(comma)) => {
            if point > comma {
                Evidence::Point
            } else {
                Evidence::Comma
            }
        }
        (Some(point), None) => {
            let (whole, fraction) = (&body[..point], &body[point + 1..]);
            if whole.contains('.') {
                Evidence::Comma
            } else if fraction.len() == 3 && digits(whole) && whole.len() <= 3 && whole != "0" {
                Evidence::Undecided
            } else {
                Evidence::Point
            }
        }
        (None, Some(comma)) => {
            let (whole, fraction) = (&body[..comma], &body[comma + 1..]);
            // `1,250` is a thousand in every export seen; only a group that is no thousands group speaks for a decimal comma.
            if whole.contains(',') || (fraction.len() == 3 && whole != "0") {
                Evidence::Point
            } else {
                Evidence::Comma
            }
        }
    }
}

/// Reads a cell as an integer in units of 10^-`scale`, rounding half away from zero (`1.429999948` at scale 2 is 143).
pub(in crate::import) fn parse(cell: &str, style: NumberStyle, scale: u32) -> Value {
    // The common cases first: nothing, and digits with a decimal sign.
    if cell.is_empty() {
        return Value::NotReported;
    }
    if let Some(number) = plain_number(cell.as_bytes(), style, scale) {
        return Value::Number(number);
    }
    if is_accounting_zero(cell) {
        return Value::Number(0);
    }
    if is_not_reported(cell) {
        return Value::NotReported;
    }
    match number(cell, style, scale) {
        Ok(number) => Value::Number(number),
        Err(reason) => Value::Bad(reason),
    }
}

/// ` -   `: how Excel's accounting format writes zero. A bare `-` means "not reported" instead.
fn is_accounting_zero(cell: &str) -> bool {
    cell.starts_with(' ') && cell.ends_with(' ') && cell.trim() == "-"
}

fn number(cell: &str, style: NumberStyle, scale: u32) -> Result<i64, Reason> {
    let plain = cell.trim();
    if let Some(number) = plain_number(plain.as_bytes(), style, scale) {
        return Ok(number);
    }
    let (negative, body) = strip_signs(plain)?;
    let body = body.as_str();
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| Reason::NotAnAmount)?),
        None => (body, 0),
    };
    let (group, decimal) = if style == NumberStyle::Comma { ('.', ',') } else { (',', '.') };
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    let whole = ungrouped(whole, group)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return Err(Reason::NotAnAmount);
    }
    let magnitude = scaled(&whole, fraction, exponent, scale)?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// Digits, at most one decimal sign, at most `scale` decimals: no allocation.
fn plain_number(body: &[u8], style: NumberStyle, scale: u32) -> Option<i64> {
    let decimal = if style == NumberStyle::Comma { b',' } else { b'.' };
    if body.is_empty() || body.len() > 16 {
        return None;
    }
    let mut number = 0_i64;
    let mut decimals = None;
    for byte in body {
        match (byte, decimals) {
            (b'0'..=b'9', _) => {
                number = number * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count: u32| count + 1);
            }
            (byte, None) if *byte == decimal && body.len() > 1 => decimals = Some(0),
            _ => return None,
        }
    }
    let missing = scale.checked_sub(decimals.unwrap_or(0))?;
    number.checked_mul(10_i64.pow(missing))
}

/// Takes currency signs, blanks and the marks of a negative number off; says whether it is negative.
fn strip_signs(cell: &str) -> Result<(bool, String), Reason> {
    let text = ascii_digits(cell);
    let mut body = text.trim_start_matches('\'').trim();
    let mut negative = false;
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (negative, body) = (true, inner.trim());
    }
    let mut kept: String = without_currency(body)
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '\u{200b}')
        .collect();
    kept.truncate(without_whole_mark(&kept).len());
    for minus in ['-', '\u{2212}'] {
        if let Some(rest) = kept.strip_prefix(minus).or_else(|| kept.strip_suffix(minus)) {
            if negative {
                return Err(Reason::NotAnAmount);
            }
            (negative, kept) = (true, without_currency(rest).to_owned());
            break;
        }
    }
    let kept = kept.strip_prefix('+').map_or(kept.clone(), str::to_owned);
    if kept.is_empty() { Err(Reason::NotAnAmount) } else { Ok((negative, kept)) }
}

/// Takes off what says that an amount is whole, so that nobody writes satang behind it: `1,250.-`, `5,–`, `800.=`. The dash is no minus.
fn without_whole_mark(text: &str) -> &str {
    let bare = text.trim_end_matches(['-', '–', '—', '\u{2212}', '=']);
    match bare.strip_suffix(['.', ',']) {
        Some(amount) if bare.len() < text.len() && amount.ends_with(|last: char| last.is_ascii_digit()) => {
            amount
        }
        _ => text,
    }
}

/// Takes one currency sign or code off either end.
fn without_currency(text: &str) -> &str {
    const SIGNS: [&str; 12] = ["฿", "$", "€", "£", "¥", "₫", "₱", "RM", "THB", "USD", "บาท", "EUR"];
    let text = text.trim();
    for sign in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return rest.trim();
        }
    }
    text
}

/// Takes thousands separators out; they must stand between a first group of 1-3 digits and groups of 2 or 3 (Indian) digits.
fn ungrouped(whole: &str, group: char) -> Result<String, Reason> {
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let last_is_three = rest.last().is_none_or(|part| part.len() == 3);
    let grouped = rest.is_empty() || (!first.is_empty() && first.len() <= 3 && last_is_three);
    let sound =
        grouped && digits(first) && rest.iter().all(|part| matches!(part.len(), 2 | 3) && digits(part));
    if sound { Ok(format!("{first}{}", rest.concat())) } else { Err(Reason::NotAnAmount) }
}

/// `whole.fraction x 10^exponent` in units of 10^-scale, rounded half away from zero.
fn scaled(whole: &str, fraction: &str, exponent: i32, scale: u32) -> Result<i64, Reason> {
    let digits = format!("{whole}{fraction}");
    // Digits that stand before the last kept place.
    let kept = whole.len() as i64 + i64::from(exponent) + i64::from(scale);
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    if kept < 0 {
        return Ok(0);
    }
    let kept = kept as usize;
    if kept.saturating_sub(digits.len() - significant.len()) > 18 {
        return Err(Reason::AmountTooLarge);
    }
    let mut text: String = digits.chars().take(kept).collect();
    text.extend(std::iter::repeat_n('0', kept.saturating_sub(digits.len())));
    let number: i64 = if text.is_empty() { 0 } else { text.parse().map_err(|_| Reason::AmountTooLarge)? };
    let round_up = digits.as_bytes().get(kept).is_some_and(|digit| *digit >= b'5');
    Ok(number + i64::from(round_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_every_shop_are_read_exactly() {
        let check = |cell: &str, expected: i64| {
            assert_eq!(parse(cell, NumberStyle::Point, 2), Value::Number(expected), "{cell:?}");
        };
        check("1,234.50", 123_450);
        check(" 229.00 ", 22_900);
        check(" -   ", 0);
        check("฿1,250", 125_000);
        check("฿1234.50", 123_450);
        check("1250 บาท", 125_000);
        check("(990)", -99_000);
        check("(50.00)", -5_000);
        check("-50.00", -5_000);
        check("50.00-", -5_000);
        check("1,250.-", 125_000);
        check("฿1,250.-", 125_000);
        check("๑,๒๕๐.- บาท", 125_000);
        check("250,--", 25_000);
        check("800.=", 80_000);
        check("-80.–", -8_000);
        check("(1,250.-)", -125_000);
        check("-$12.00", -1_200);
        check("1.2E+03", 120_000);
        check("THB 10", 1_000);
        check("๑,๒๕๐.๕๐", 125_050);
        check("1.429999948", 143);
        check("0.005", 1);
        check("12,34,567.00", 123_456_700);
        check("0", 0);
    }

    #[test]
    fn what_is_no_amount_is_said_to_be_none() {
        let check = |cell: &str, expected: Value| {
            assert_eq!(parse(cell, NumberStyle::Point, 2), expected, "{cell:?}");
        };
        for cell in ["-", " --", "N/A", "n/a", "", "> 90%", "< 10%"] {
            check(cell, Value::NotReported);
        }
        for cell in [
            "NaN", "Infinity", "#REF!", "0x10", "1_000", "ten", "1,2,3", "12,50", "1.2.3", "--5", ".", ".-",
            "=5",
        ] {
            check(cell, Value::Bad(Reason::NotAnAmount));
        }
        check("99999999999999999999", Value::Bad(Reason::AmountTooLarge));
    }

    #[test]
    fn the_whole_column_decides_the_decimal_sign() {
        let check = |cells: &[&'static str], expected| {
            let mut evidence = SignEvidence::default();
            cells.iter().for_each(|cell| evidence.add(cell));
            assert_eq!(evidence.decide(), expected, "{cells:?}");
        };
        check(&["1.234,50", "9,00"], Ok(NumberStyle::Comma));
        check(&["1,234.50", "9.00"], Ok(NumberStyle::Point));
        check(&["1,250", "900"], Ok(NumberStyle::Point));
        check(&["12,5", "3"], Ok(NumberStyle::Comma));
        check(&["1.250", "2.300"], Err("1.250"));
        check(&["1.250", "2.30"], Ok(NumberStyle::Point));
        check(&["1.250", "1.250.000"], Ok(NumberStyle::Comma));
        check(&["1,250.-", "900.-"], Ok(NumberStyle::Point));
        check(&["1.250,-", "900,-"], Ok(NumberStyle::Comma));
        assert_eq!(parse("1.250,00", NumberStyle::Comma, 2), Value::Number(125_000));
        assert_eq!(parse("1.234.567,8", NumberStyle::Comma, 2), Value::Number(123_456_780));
    }
}

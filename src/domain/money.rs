//! Money as integers in minor units beside a currency. Never a floating-point amount, never a conversion between currencies.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Thai baht.
    pub const THB: Self = Self(*b"THB");

    /// Reads a three-letter code in any case; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|byte| byte.to_ascii_uppercase())))
    }

    /// The code, for example `THB`.
    pub fn code(&self) -> &str {
        // Only ASCII letters can be stored, so this cannot fail; the empty text is never seen.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Digits after the decimal point: 2 for most, 0 for currencies without minor units, 3 for some dinars (ISO 4217).
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// Minor units in one major unit: 100 for baht.
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(self.decimals())
    }

    /// The sign written before an amount, or the code and a space where no sign is in common use.
    pub fn sign(self) -> String {
        match &self.0 {
            b"THB" => "฿".to_owned(),
            b"USD" => "$".to_owned(),
            b"EUR" => "€".to_owned(),
            b"GBP" => "£".to_owned(),
            _ => format!("{} ", self.code()),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::parse(&code).ok_or_else(|| format!("`{code}` is not a three-letter currency code"))
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An amount in minor units (satang, cents) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Amount in minor units; negative for refunds.
    pub minor: i64,
    /// Currency of the amount.
    pub currency: Currency,
}

impl Money {
    /// Amount in minor units of `currency`.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// `฿1,234.50`: sign, thousands separated by commas, all decimals.
    pub fn exact(self) -> String {
        let per_major = self.currency.minor_per_major().unsigned_abs();
        let magnitude = self.minor.unsigned_abs();
        let whole = group_thousands(magnitude / per_major);
        let minus = if self.minor < 0 { "-" } else { "" };
        let sign = self.currency.sign();
        match self.currency.decimals() {
            0 => format!("{minus}{sign}{whole}"),
            decimals => {
                let fraction = magnitude % per_major;
                format!("{minus}{sign}{whole}.{fraction:0width$}", width = decimals as usize)
            }
        }
    }

    /// `฿1,235`: like [`Self::exact`], rounded half away from zero to whole major units.
    pub fn rounded(self) -> String {
        let per_major = self.currency.minor_per_major().unsigned_abs();
        let magnitude = self.minor.unsigned_abs();
        let whole = group_thousands((magnitude + per_major / 2) / per_major);
        let minus = if self.minor < 0 && whole != "0" { "-" } else { "" };
        format!("{minus}{}{whole}", self.currency.sign())
    }
}

/// Writes `1234567` as `1,234,567`.
pub fn group_thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1,234.50`: a whole number of units of 10^-decimals, exactly.
pub fn format_units(value: i64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals.min(18));
    let magnitude = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let whole = group_thousands(magnitude / unit);
    match decimals {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{:0width$}", magnitude % unit, width = decimals as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_sign_groups_and_the_currencys_own_decimals() {
        let check = |minor, code, exact: &str, rounded: &str| {
            let money = Money::new(minor, Currency::parse(code).expect("a code"));
            assert_eq!((money.exact().as_str(), money.rounded().as_str()), (exact, rounded));
        };
        check(123_450, "THB", "฿1,234.50", "฿1,235");
        check(-99, "usd", "-$0.99", "-$1");
        check(-40, "USD", "-$0.40", "$0");
        check(4_465_054, "VND", "VND 4,465,054", "VND 4,465,054");
        check(1_234_567, "KWD", "KWD 1,234.567", "KWD 1,235");
    }

    #[test]
    fn only_three_letters_are_a_currency() {
        assert_eq!(Currency::parse(" thb "), Some(Currency::THB));
        assert_eq!(Currency::parse("฿"), None);
        assert_eq!(Currency::parse("BAHT"), None);
    }
}

//! Numbers as people read them; the same digits in both languages. Never rounds what is computed on.

use super::{Currency, Money, group_thousands};

/// `1,234,567`.
pub fn count(value: u64) -> String {
    group_thousands(value)
}

/// `950`, `12.3K`, `1.2M`, `3B`: three digits at most, for axes and tight places.
pub fn compact(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let magnitude = value.abs();
    let (divisor, unit) = match magnitude {
        m if m >= 999_950_000.0 => (1e9, "B"),
        m if m >= 999_950.0 => (1e6, "M"),
        m if m >= 9_999.5 => (1e3, "K"),
        _ => (1.0, ""),
    };
    let scaled = value / divisor;
    // Three digits: 1.01M, 12.3K, 250K.
    let digits = match scaled.abs() {
        small if divisor == 1.0 || small >= 99.95 => usize::from(small < 99.95),
        small => {
            if small < 9.995 {
                2
            } else {
                1
            }
        }
    };
    format!("{}{unit}", decimal(scaled, digits))
}

/// `digits` after the point at most, trailing zeros dropped, a true minus sign; whole and grouped from 1,000 on.
pub fn decimal(value: f64, digits: usize) -> String {
    let mut text = fixed(value, digits);
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "−0" { "0".to_owned() } else { text }
}

/// `digits` after the point, so that the numbers of a column stand under each other, a true minus sign; whole and grouped from 1,000 on.
pub fn fixed(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    if value.abs() >= 1_000.0 {
        let minus = if value < 0.0 { "−" } else { "" };
        return format!("{minus}{}", count(value.abs().round() as u64));
    }
    let text = format!("{value:.digits$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// `+12` or `−7.5`.
pub fn signed(value: f64, digits: usize) -> String {
    let text = decimal(value, digits);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A fraction as `98.8 %`: one digit after the point, two below 2 %, and never `0 %` or `100 %` by rounding.
pub fn percent(fraction: f64) -> String {
    let value = fraction * 100.0;
    let magnitude = value.abs();
    let minus = if value < 0.0 { "−" } else { "" };
    if !value.is_finite() {
        "–".to_owned()
    } else if magnitude == 0.0 {
        "0 %".to_owned()
    } else if magnitude < 0.005 {
        "<0.01 %".to_owned()
    } else if magnitude < 1.995 {
        format!("{minus}{magnitude:.2} %")
    } else if (99.95..100.0).contains(&magnitude) {
        format!("{minus}99.9 %")
    } else {
        // `20.0 %` beside `20.3 %`: the same digits, so that the two can be compared.
        format!("{minus}{magnitude:.1} %")
    }
}

/// `40 %`: a round share on an axis or a scale, without decimals that say nothing.
pub fn percent_tick(fraction: f64) -> String {
    format!("{} %", decimal(fraction * 100.0, 1))
}

/// `18.2–22.5 %`, both ends with the same digits: one after the point, two where both are below 2 % or one could not tell them apart.
/// Empty where an end is missing.
pub fn interval_percent(low: Option<f64>, high: Option<f64>) -> String {
    let (Some(low), Some(high)) = (low, high) else { return String::new() };
    if !low.is_finite() || !high.is_finite() {
        return String::new();
    }
    let (low, high) = (low * 100.0, high * 100.0);
    let digits = if high < 1.995 || (high - low).abs() < 0.1 { 2 } else { 1 };
    format!("{low:.digits$}–{high:.digits$} %")
}

/// `฿1.2M`; exact to the unit below 10,000.
pub fn money_compact(minor: i64, currency: Currency) -> String {
    let major = minor as f64 / currency.minor_per_major() as f64;
    if major.abs() < 9_999.5 {
        return Money::new(minor, currency).rounded();
    }
    let minus = if minor < 0 { "−" } else { "" };
    format!("{minus}{}{}", currency.sign(), compact(major.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_numbers_keep_three_digits_at_most_and_never_jump_a_unit() {
        let check = |value, text: &str| assert_eq!(compact(value), text);
        check(0.0, "0");
        check(950.0, "950");
        check(9_876.0, "9,876");
        check(12_340.0, "12.3K");
        check(999_960.0, "1M");
        check(1_234_567.0, "1.23M");
        check(1_014_696.0, "1.01M");
        check(-250_000.0, "−250K");
        check(f64::NAN, "–");
    }

    #[test]
    fn a_percentage_is_never_rounded_to_nothing_or_to_everything() {
        let check = |value, text: &str| assert_eq!(percent(value), text);
        check(0.0, "0 %");
        check(0.00001, "<0.01 %");
        check(0.0012, "0.12 %");
        check(0.0146, "1.46 %");
        check(0.2, "20.0 %");
        check(0.99999, "99.9 %");
        check(1.0, "100.0 %");
        assert_eq!(percent_tick(0.4), "40 %");
        check(-0.988, "−98.8 %");
        check(f64::INFINITY, "–");
        assert_eq!(interval_percent(Some(0.011), Some(0.013)), "1.10–1.30 %");
        assert_eq!(interval_percent(Some(0.0), Some(0.0194)), "0.00–1.94 %");
        assert_eq!(interval_percent(Some(0.0), Some(0.194)), "0.0–19.4 %");
        assert_eq!(interval_percent(Some(0.4411), Some(0.4416)), "44.11–44.16 %");
        assert_eq!(interval_percent(None, Some(0.013)), "");
    }

    #[test]
    fn a_decimal_drops_its_zeros_and_a_column_keeps_them() {
        for (value, alone, in_column) in
            [(7.2, "7.2", "7.20"), (5.0, "5", "5.00"), (-0.001, "0", "0.00"), (-1.5, "−1.5", "−1.50")]
        {
            assert_eq!((decimal(value, 2).as_str(), fixed(value, 2).as_str()), (alone, in_column));
        }
        assert_eq!((decimal(-12_345.6, 2), fixed(f64::NAN, 2)), ("−12,346".to_owned(), "–".to_owned()));
        assert_eq!(decimal(100.0, 0), "100");
    }

    #[test]
    fn money_is_exact_while_small_and_compact_when_large() {
        assert_eq!(money_compact(123_450, Currency::THB), "฿1,235");
        assert_eq!(money_compact(123_450_000, Currency::THB), "฿1.23M");
        assert_eq!(money_compact(-2_500_000, Currency::THB), "−฿25K");
    }
}

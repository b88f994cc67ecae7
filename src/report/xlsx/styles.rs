//! How the cells of a workbook look. Never what stands in them.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::domain::Currency;
use crate::report::Ink;

/// The formats that are used again and again.
pub struct Styles {
    pub heading: Format,
    pub plain: Format,
    pub wrapped: Format,
    pub quoted: Format,
    pub right: Format,
    pub header: Format,
    pub header_right: Format,
    pub count: Format,
    pub share: Format,
}

fn color(ink: Ink) -> Color {
    Color::RGB(ink.rgb().number())
}

impl Styles {
    /// All of them.
    pub fn new() -> Self {
        let plain = Format::new().set_font_size(10.0).set_align(FormatAlign::Top);
        let header = plain
            .clone()
            .set_font_color(color(Ink::Subdued))
            .set_background_color(color(Ink::Panel))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(color(Ink::Outline))
            .set_text_wrap();
        Self {
            heading: Format::new().set_font_size(14.0).set_font_color(color(Ink::Text)),
            wrapped: plain.clone().set_text_wrap(),
            quoted: plain.clone().set_quote_prefix(),
            right: plain.clone().set_align(FormatAlign::Right),
            header_right: header.clone().set_align(FormatAlign::Right),
            header,
            count: plain.clone().set_num_format("#,##0"),
            share: plain.clone().set_num_format("0.0%"),
            plain,
        }
    }

    /// A number with so many digits after the point.
    pub fn decimal(&self, digits: u8) -> Format {
        let places = "0".repeat(usize::from(digits));
        let point = if digits > 0 { "." } else { "" };
        self.plain.clone().set_num_format(format!("#,##0{point}{places}"))
    }

    /// An amount of a currency, with all its decimals.
    pub fn money(&self, currency: Currency) -> Format {
        let places = "0".repeat(currency.decimals() as usize);
        let point = if places.is_empty() { "" } else { "." };
        self.plain.clone().set_num_format(format!("\"{}\"#,##0{point}{places}", currency.sign()))
    }
}

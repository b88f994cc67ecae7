//! Words for the screen: translations by key, numbers, months, and (below) Thai line breaks. Never holds a text itself.

mod wrap;

pub use crate::app::wording::channels::money as money_text;
pub use crate::app::wording::{date, month, month_long};
pub use crate::domain::numbers::{
    compact, count, decimal, fixed, interval_percent, money_compact, percent, percent_tick, signed,
};
use eframe::egui::{Color32, Response, Ui};
pub use wrap::{galley, paragraph, paragraph_colored, truncated};

use crate::domain::{Language, Stage};

/// The text of `key` in `language`; English where Thai is missing, the key itself where both are.
pub fn tr(language: Language, key: &str) -> String {
    rust_i18n::t!(key, locale = language.code()).into_owned()
}

/// Like [`tr`], with every `%{name}` replaced by its value.
pub fn tr_with(language: Language, key: &str, values: &[(&str, &str)]) -> String {
    let mut text = tr(language, key);
    for (name, value) in values {
        text = text.replace(&format!("%{{{name}}}"), value);
    }
    text
}

/// The name of a stage.
pub fn stage(language: Language, stage: Stage) -> String {
    tr(language, &format!("stage.{}", stage.id()))
}

/// One line in the given size and colour.
pub fn label(ui: &mut Ui, text: impl Into<String>, size: f32, color: Color32) -> Response {
    ui.label(eframe::egui::RichText::new(text).size(size).color(color))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_in_both_languages() {
        for language in Language::ALL {
            let text = tr_with(language, "chart.n", &[("n", "42")]);
            assert!(text.contains("42") && !text.contains('%'), "{text}");
        }
        assert_eq!(stage(Language::Thai, Stage::Purchase), "การซื้อ");
    }
}

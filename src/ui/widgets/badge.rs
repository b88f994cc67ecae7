//! Small words on a fill: badges that tell, chips that can be taken away. Never more than a few words.

use eframe::egui::{Color32, Frame, Margin, Response, Ui};

use super::icon_button;
use crate::domain::Language;
use crate::ui::text::{label, tr};
use crate::ui::theme::{Icon, SMALL, tokens};

/// A word on a fill, for states ("to date", "estimated").
pub fn badge(ui: &mut Ui, text: &str, fill: Color32, color: Color32) -> Response {
    let frame = Frame::new().fill(fill).corner_radius(4).inner_margin(Margin::symmetric(6, 2));
    frame.show(ui, |ui| label(ui, text, SMALL, color)).inner
}

/// A filter that is set; returns true when its cross was clicked.
pub fn chip(ui: &mut Ui, text: &str, language: Language) -> bool {
    let t = tokens(ui);
    let margin = Margin { left: 8, right: 2, top: 0, bottom: 0 };
    Frame::new()
        .fill(t.accent_fill)
        .corner_radius(4)
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            label(ui, text, SMALL, t.text);
            icon_button(ui, Icon::Close, &format!("{}: {text}", tr(language, "widget.remove"))).clicked()
        })
        .inner
}

//! A job that runs: what it does, how far it is, and Cancel. Never starts or stops a job itself.

use eframe::egui::{Align, Layout, ProgressBar, Ui, vec2};

use super::icon_button;
use crate::domain::Language;
use crate::ui::text::{tr, truncated};
use crate::ui::theme::{Icon, SMALL, icon, tokens};

/// A bar across the page; a short one that moves while the end is unknown.
pub fn progress_bar(ui: &mut Ui, name: &str, share: Option<f32>) {
    let t = tokens(ui);
    let bar = ProgressBar::new(share.unwrap_or(0.0).clamp(0.0, 1.0)).desired_height(6.0);
    ui.add(bar.fill(t.accent).animate(share.is_none() && moves(ui))).accessible_name(name);
}

/// Something is under way, and nobody knows how far it is; a still sign where nothing is to move.
pub fn spinner(ui: &mut Ui, name: &str) {
    if moves(ui) {
        ui.spinner().accessible_name(name);
    } else {
        let color = tokens(ui).text_subdued;
        icon(ui, Icon::Refresh, 16.0, color).accessible_name(name);
    }
}

/// Whether things may move.
fn moves(ui: &Ui) -> bool {
    ui.style().animation_time > 0.0
}

/// One line with text, bar and Cancel; `share` is `None` while the end is unknown. Returns true when cancelled.
pub fn progress(ui: &mut Ui, text: &str, share: Option<f32>, language: Language) -> bool {
    let t = tokens(ui);
    let mut cancelled = false;
    let size = vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        cancelled = icon_button(ui, Icon::Close, &tr(language, "widget.cancel")).clicked();
        match share {
            Some(share) => {
                let bar = ProgressBar::new(share.clamp(0.0, 1.0)).desired_width(160.0).desired_height(6.0);
                ui.add(bar.fill(t.accent)).accessible_name(text);
            }
            None => {
                spinner(ui, text);
            }
        }
        truncated(ui, text, SMALL, t.text_subdued);
    });
    cancelled
}

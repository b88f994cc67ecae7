//! Names on the left, values on the right. Never aligns across two lists.

use eframe::egui::{Align, Layout, Ui, vec2};

use crate::ui::text::{galley, label};
use crate::ui::theme::{BODY, font, tokens};

/// One name and its value across the available width; a long value moves below its name.
pub fn key_value(ui: &mut Ui, key: &str, value: &str) {
    let t = tokens(ui);
    let width = ui.available_width();
    let needs = galley(ui, value, &font(BODY), t.text, f32::INFINITY).size().x;
    let named = galley(ui, key, &font(BODY), t.text, f32::INFINITY).size().x;
    if needs + named + ui.spacing().item_spacing.x > width {
        crate::ui::text::paragraph_colored(ui, key, BODY, t.text_subdued);
        crate::ui::text::paragraph(ui, value);
        return;
    }
    ui.allocate_ui_with_layout(vec2(width, 24.0), Layout::right_to_left(Align::Center), |ui| {
        label(ui, value, BODY, t.text);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            label(ui, key, BODY, t.text_subdued);
        });
    });
}

/// Several of them.
pub fn key_values(ui: &mut Ui, rows: &[(String, String)]) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (key, value) in rows {
            key_value(ui, key, value);
        }
    });
}

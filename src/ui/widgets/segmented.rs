//! One of a few: lens, tabs. Never more choices than fit in one line.

use eframe::egui::{
    Frame, Margin, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2,
};

use crate::ui::text::galley;
use crate::ui::theme::{BODY, font, tokens};

/// A row of choices with one chosen; returns true when the choice changed.
pub fn segmented<T: Copy + PartialEq>(ui: &mut Ui, value: &mut T, choices: &[(T, String)]) -> bool {
    let before = *value;
    let t = tokens(ui);
    Frame::new().fill(t.control).corner_radius(6).inner_margin(Margin::same(2)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (choice, name) in choices {
                if segment(ui, name, *choice == before).clicked() {
                    *value = *choice;
                }
            }
        });
    });
    *value != before
}

fn segment(ui: &mut Ui, name: &str, chosen: bool) -> Response {
    let t = tokens(ui);
    let text = galley(ui, name, &font(BODY), if chosen { t.text } else { t.text_subdued }, f32::INFINITY);
    let (rect, response) = ui.allocate_exact_size(vec2(text.size().x + 20.0, 28.0), Sense::click());
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, 4, if chosen { t.chosen } else { t.control_hover });
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, t.accent), StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - text.size() / 2.0, text, t.text);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, name));
    response
}

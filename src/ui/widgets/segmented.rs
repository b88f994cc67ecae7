//! One of a few: lens, tabs. On several lines where one is too short and nothing stands beside it.

use eframe::egui::{
    Frame, Margin, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2,
};

use crate::ui::text::galley;
use crate::ui::theme::{BODY, font, tokens};

/// A row of choices with one chosen; returns true when the choice changed.
pub fn segmented<T: Copy + PartialEq>(ui: &mut Ui, value: &mut T, choices: &[(T, String)]) -> bool {
    let before = *value;
    let t = tokens(ui);
    let written = |name: &String| galley(ui, name, &font(BODY), t.text, f32::INFINITY).size().x + 22.0;
    let needed: f32 = choices.iter().map(|(_, name)| written(name)).sum();
    // In a row of several things the row decides what goes to the next line.
    let is_short = !ui.layout().is_horizontal() && needed + 2.0 > ui.available_width();
    Frame::new().fill(t.control).corner_radius(6).inner_margin(Margin::same(2)).show(ui, |ui| {
        let row = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            for (choice, name) in choices {
                if segment(ui, name, *choice == before).clicked() {
                    *value = *choice;
                }
            }
        };
        if is_short {
            ui.horizontal_wrapped(row)
        } else {
            ui.horizontal(row)
        };
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

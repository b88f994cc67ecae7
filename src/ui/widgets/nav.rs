//! An entry of the navigation rail. Never knows which views there are.

use eframe::egui::{Align2, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::ui::text::galley;
use crate::ui::theme::{BODY, Icon, font, icon_at, tokens};

/// An icon and a name across the width of the rail; only the icon where the rail is narrower than 96 points.
pub fn nav_item(ui: &mut Ui, icon: Icon, name: &str, selected: bool) -> Response {
    let wide = ui.available_width() >= 96.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::click());
    let t = tokens(ui);
    let fill = match (selected, response.hovered()) {
        (true, _) => Some(t.accent_fill),
        (false, true) => Some(t.control),
        _ => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, 6, fill);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6, Stroke::new(1.5, t.accent), StrokeKind::Inside);
    }
    let color = if selected { t.accent } else { t.text_subdued };
    let left = if wide { rect.left() + 12.0 } else { rect.center().x - 9.0 };
    let spot = Align2::LEFT_CENTER.anchor_size(eframe::egui::pos2(left, rect.center().y), vec2(18.0, 18.0));
    icon_at(ui, icon, spot, color);
    if wide {
        let text = galley(ui, name, &font(BODY), if selected { t.text } else { t.text_subdued }, 400.0);
        let at = eframe::egui::pos2(spot.right() + 10.0, rect.center().y - text.size().y / 2.0);
        ui.painter().with_clip_rect(rect).galley(at, text, t.text);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), selected, name));
    if wide { response } else { response.on_hover_text(name) }
}

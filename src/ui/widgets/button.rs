//! Buttons: icon only, plain, primary, link. Never carries an icon without a name.

use eframe::egui::{
    Button, Color32, CornerRadius, Popup, Response, RichText, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, accesskit::Role,
};

use crate::ui::theme::{BODY, Icon, icon_at, image, tokens};

/// A button that is only an icon; `name` is its tooltip and accessible name.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let color = tokens(ui).text_subdued;
    icon_button_colored(ui, icon, name, color)
}

/// Like [`icon_button`], in a colour that says more.
pub fn icon_button_colored(ui: &mut Ui, icon: Icon, name: &str, color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), Sense::click());
    let t = tokens(ui);
    if response.hovered() || response.is_pointer_button_down_on() {
        ui.painter().rect_filled(rect, 4, t.control);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, t.accent), StrokeKind::Inside);
    }
    let color = if response.hovered() { t.text } else { color };
    icon_at(ui, icon, rect.shrink(6.0), color);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response.on_hover_text(name)
}

/// An icon that opens a menu; `name` is its tooltip and accessible name.
pub fn icon_menu(ui: &mut Ui, icon: Icon, name: &str, content: impl FnOnce(&mut Ui)) {
    let response = icon_button(ui, icon, name);
    Popup::menu(&response).show(content);
}

/// A plain button, with an icon before the text where one helps.
pub fn button(ui: &mut Ui, icon: Option<Icon>, text: &str) -> Response {
    let color = tokens(ui).text;
    add(ui, icon, text, color, None)
}

/// The one button of a screen that leads on.
pub fn primary_button(ui: &mut Ui, icon: Option<Icon>, text: &str) -> Response {
    // What is disabled fades towards the ground, and dark words on a bright button would fade away in the dark.
    if !ui.is_enabled() {
        return button(ui, icon, text);
    }
    let t = tokens(ui);
    add(ui, icon, text, t.accent_text, Some(t.accent))
}

/// Text that acts.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let color = tokens(ui).accent;
    ui.link(RichText::new(text).size(BODY).color(color))
}

fn add(ui: &mut Ui, icon: Option<Icon>, text: &str, color: Color32, fill: Option<Color32>) -> Response {
    let label = RichText::new(text).color(color);
    let mut button = match icon {
        Some(icon) => Button::image_and_text(image(icon, 16.0, color), label),
        None => Button::new(label),
    };
    if let Some(fill) = fill {
        button = button.fill(fill);
    }
    let response = ui.add(button.corner_radius(CornerRadius::same(4)).min_size(Vec2::new(0.0, 32.0)));
    if response.has_focus() {
        let ring = response.rect.expand(2.0);
        ui.painter().rect_stroke(ring, 6, Stroke::new(1.5, tokens(ui).accent), StrokeKind::Inside);
    }
    response
}

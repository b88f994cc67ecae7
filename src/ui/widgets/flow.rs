//! Things on lines that break between them, and never inside one. Never knows what they are.

use std::fmt::Debug;
use std::hash::Hash;

use eframe::egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

/// Lines of items from the left, with `aside` at the right end of the first line; see [`item`].
pub fn lines(ui: &mut Ui, least_height: f32, aside: impl FnOnce(&mut Ui), items: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let line = Rect::from_min_size(room.min, vec2(room.width(), least_height));
    let mut right = ui.new_child(
        UiBuilder::new().id_salt("aside").max_rect(line).layout(Layout::right_to_left(Align::Center)),
    );
    aside(&mut right);
    let taken = right.min_rect().width();
    let gap = if taken > 0.0 { ui.spacing().item_spacing.x } else { 0.0 };
    let left = Rect::from_min_max(room.min, pos2(room.right() - taken - gap, room.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.set_min_height(least_height);
            items(ui);
        });
    });
}

/// Puts `add` on this line if it fits there as it was in the last frame, else on the next. Inside [`lines`] or a wrapped layout.
pub fn item<R>(ui: &mut Ui, key: impl Hash + Debug, add: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.scope_id().with(("width of item", key));
    let known = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0);
    if ui.available_size_before_wrap().x < known {
        ui.end_row();
    }
    let shown = ui.scope(add);
    let width = shown.response.rect.width();
    if (width - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_repaint();
    }
    shown.inner
}

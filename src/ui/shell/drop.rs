//! Files dropped onto the window. Never opens them itself.

use eframe::egui::{Align2, Area, Context, Frame, Id, Margin, Order, Vec2};

use crate::app::Action;
use crate::domain::Language;
use crate::ui::text::{label, tr};
use crate::ui::theme::{Icon, Look, TITLE, icon, tokens_of};

/// Files that were dropped in this frame.
pub(super) fn collect(context: &Context, out: &mut Vec<Action>) {
    let dropped = context.input(|input| input.raw.dropped_files.clone());
    let paths: Vec<_> = dropped.iter().map(|file| file.path().to_owned()).collect();
    if !paths.is_empty() {
        out.push(Action::Open(paths));
    }
}

/// Says what would happen while files hover over the window.
pub(super) fn hint(context: &Context, language: Language) {
    if context.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let t = tokens_of(Look::of(context));
    let screen = context.content_rect();
    Area::new(Id::unique("drop hint"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
        .show(context, |ui| {
            ui.painter().rect_filled(screen, 0, t.wash(t.background, 0.85));
            let frame = Frame::new().fill(t.accent_fill).corner_radius(8).inner_margin(Margin::same(32));
            frame.show(ui, |ui| {
                ui.vertical_centered(|ui| {
                    icon(ui, Icon::FilePlus, 32.0, t.accent);
                    label(ui, tr(language, "drop.hint"), TITLE, t.text);
                });
            });
        });
}

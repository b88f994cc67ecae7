//! What a view says when it has nothing to show: an icon, one sentence, one button, one link. Never more.

use eframe::egui::{Ui, vec2};

use super::{link, primary_button};
use crate::ui::text::galley;
use crate::ui::theme::{BODY, Icon, TITLE, font, icon_at, space, tokens};

/// An empty state; see [`EmptyState::show`].
#[derive(Clone, Copy, Debug)]
pub struct EmptyState<'a> {
    /// What is missing, as a picture.
    pub icon: Icon,
    /// What would be here.
    pub title: &'a str,
    /// What to do about it, in one sentence; may be empty.
    pub sentence: &'a str,
    /// The button that does it; may be empty.
    pub button: &'a str,
    /// A link beside it; may be empty.
    pub link: &'a str,
}

/// What was done to an empty state.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmptyStateResponse {
    /// The button was clicked.
    pub button: bool,
    /// The link was clicked.
    pub link: bool,
}

impl EmptyState<'_> {
    /// Draws it in the middle of the available width.
    pub fn show(self, ui: &mut Ui) -> EmptyStateResponse {
        let t = tokens(ui);
        let mut response = EmptyStateResponse::default();
        ui.vertical_centered(|ui| {
            ui.add_space(space::L * 2.0);
            let (rect, _) = ui.allocate_exact_size(vec2(64.0, 64.0), eframe::egui::Sense::hover());
            ui.painter().circle_filled(rect.center(), 32.0, t.control);
            icon_at(ui, self.icon, rect.shrink(18.0), t.text_subdued);
            ui.add_space(space::S);
            let room = ui.available_width().min(440.0);
            ui.label(galley(ui, self.title, &font(TITLE), t.text, room));
            if !self.sentence.is_empty() {
                ui.scope(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for line in self.sentence_lines(ui, room) {
                        ui.label(line);
                    }
                });
            }
            ui.add_space(space::S);
            if !self.button.is_empty() {
                response.button = primary_button(ui, None, self.button).clicked();
            }
            if !self.link.is_empty() {
                response.link = link(ui, self.link).clicked();
            }
            ui.add_space(space::L);
        });
        response
    }

    /// Each line on its own, so that all are centred.
    fn sentence_lines(&self, ui: &Ui, room: f32) -> Vec<eframe::egui::RichText> {
        let color = tokens(ui).text_subdued;
        let whole = galley(ui, self.sentence, &font(BODY), color, room);
        let text = whole.text();
        text.lines().map(|line| eframe::egui::RichText::new(line).size(BODY).color(color)).collect()
    }
}

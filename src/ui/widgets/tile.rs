//! A figure: what it is called, how much it is, how sure we are, and which definition it follows. Never shows a number without its n.

use eframe::egui::{Align, Color32, Layout, RichText, Ui};

use crate::analysis::DefinitionId;
use crate::domain::Language;
use crate::ui::text::{label, paragraph_colored, tr_with};
use crate::ui::theme::{BODY, NUMBER, SMALL, font, tokens};

/// A figure; see [`StatTile::show`].
#[derive(Clone, Copy, Debug)]
pub struct StatTile<'a> {
    /// Name of the figure.
    pub label: &'a str,
    /// The figure, written; "–" where there is no data.
    pub value: &'a str,
    /// Interval and n.
    pub note: &'a str,
    /// Definition it follows.
    pub definition: DefinitionId,
    /// Room for the name, as its neighbours need it: figures side by side stand on one line.
    pub name_height: f32,
}

/// What was done to a tile.
#[derive(Clone, Copy, Debug, Default)]
pub struct StatTileResponse {
    /// The definition's id was clicked: show its card.
    pub definition: Option<DefinitionId>,
    /// Height that its own name needs.
    pub name_height: f32,
}

impl StatTile<'_> {
    /// Draws it as a card across the available width.
    pub fn show(self, ui: &mut Ui, language: Language) -> StatTileResponse {
        let t = tokens(ui);
        let mut response = StatTileResponse::default();
        super::card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let name = ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                    let id = self.definition.id();
                    let name = tr_with(language, "widget.definition", &[("id", id)]);
                    let link = ui.link(RichText::new(id).size(SMALL).color(t.text_subdued));
                    if link.accessible_name(&name).on_hover_text(&name).clicked() {
                        response.definition = Some(self.definition);
                    }
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        paragraph_colored(ui, self.label, BODY, t.text_subdued);
                    });
                });
            });
            response.name_height = name.response.rect.height();
            ui.add_space((self.name_height - response.name_height).max(0.0));
            label(ui, self.value, size_of_figure(ui, self.value), t.text);
            paragraph_colored(ui, self.note, SMALL, t.text_subdued);
        });
        response
    }
}

/// The size at which a figure stands on one line: a number that is broken in two reads as two numbers.
fn size_of_figure(ui: &Ui, figure: &str) -> f32 {
    let whole = ui.painter().layout_no_wrap(figure.to_owned(), font(NUMBER), Color32::PLACEHOLDER).size().x;
    (NUMBER * ui.available_width() / whole.max(1.0)).floor().clamp(BODY, NUMBER)
}

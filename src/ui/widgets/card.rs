//! A section: a fill, a title that states the finding, and on the right "view as table" and "copy" (as picture, table, text or file). Never draws a chart by itself.

use eframe::egui::{Align, Frame, Id, Layout, Margin, Ui, vec2};

use super::{Table, copying, icon_button_colored, searched_table};
use crate::domain::Language;
use crate::ui::text::{paragraph_colored, tr};
use crate::ui::theme::{Icon, SMALL, TITLE, tokens};

/// Room for the two actions of a card.
const ACTIONS: f32 = 2.0 * 32.0 + 8.0;

/// A card; see [`Card::show`].
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// Distinguishes the card within its view; also remembers whether the table is shown.
    pub id: &'a str,
    /// The finding, in one line.
    pub title: &'a str,
    /// A subdued line below it; may be empty.
    pub subtitle: &'a str,
    /// Name of the file that its table is written to, without ending; blank for the beginning of the title.
    pub file: &'a str,
}

/// What was done to a card.
#[derive(Clone, Copy, Debug)]
pub struct CardResponse<R> {
    /// What the chart answered; `None` while the table is shown.
    pub inner: Option<R>,
    /// The table went to the clipboard, as tab-separated text.
    pub copied: bool,
}

/// A plain card around `body`, without title.
pub fn card<R>(ui: &mut Ui, body: impl FnOnce(&mut Ui) -> R) -> R {
    let fill = tokens(ui).surface;
    let frame = Frame::new().fill(fill).corner_radius(6).inner_margin(Margin::same(16));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            body(ui)
        })
        .inner
}

impl<'a> Card<'a> {
    /// A card with a title.
    pub fn new(id: &'a str, title: &'a str) -> Self {
        Self { id, title, subtitle: "", file: "" }
    }

    /// With a subdued line below the title.
    pub fn subtitle(self, subtitle: &'a str) -> Self {
        Self { subtitle, ..self }
    }

    /// With a name for the file that its table is written to.
    pub fn file(self, file: &'a str) -> Self {
        Self { file, ..self }
    }

    /// Draws title, actions and either `chart` or the table of `make_table` (asked for only when needed).
    pub fn show<R>(
        self,
        ui: &mut Ui,
        language: Language,
        make_table: impl Fn() -> Table,
        chart: impl FnOnce(&mut Ui) -> R,
    ) -> CardResponse<R> {
        let id = Id::unique(("card as table", self.id));
        // Charts name their scroll areas for themselves: the card tells two of a kind apart.
        let place = ui.push_id(self.id, |ui| self.draw(ui, id, language, make_table, chart));
        copying::pose(ui, id, place.response.rect);
        #[cfg(test)]
        super::seen::note(ui, super::seen::Kind::Card, self.id, self.title, place.response.rect);
        place.inner
    }

    fn draw<R>(
        self,
        ui: &mut Ui,
        id: Id,
        language: Language,
        make_table: impl Fn() -> Table,
        chart: impl FnOnce(&mut Ui) -> R,
    ) -> CardResponse<R> {
        card(ui, |ui| {
            let mut as_table = ui.data(|data| data.get_temp(id).unwrap_or(false));
            let mut response = CardResponse { inner: None, copied: false };
            response.copied = self.header(ui, id, language, &mut as_table, &make_table);
            ui.data_mut(|data| data.insert_temp(id, as_table));
            ui.add_space(4.0);
            if as_table {
                searched_table(ui, self.id, &make_table(), language);
            } else {
                response.inner = Some(chart(ui));
            }
            response
        })
    }

    /// Title and actions; says whether the table was copied.
    fn header(
        &self,
        ui: &mut Ui,
        id: Id,
        language: Language,
        as_table: &mut bool,
        make_table: &dyn Fn() -> Table,
    ) -> bool {
        let t = tokens(ui);
        let mut copied = false;
        ui.horizontal_top(|ui| {
            let room = (ui.available_width() - ACTIONS).max(80.0);
            ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(room);
                ui.spacing_mut().item_spacing.y = 2.0;
                paragraph_colored(ui, self.title, TITLE, t.text);
                if !self.subtitle.is_empty() {
                    paragraph_colored(ui, self.subtitle, SMALL, t.text_subdued);
                }
            });
            if copying::is_posing(ui, id) {
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                copied = copying::menu(ui, id, self, language, make_table);
                let (icon, key) = if *as_table {
                    (Icon::ChartColumn, "widget.view_as_chart")
                } else {
                    (Icon::Table, "widget.view_as_table")
                };
                let color = if *as_table { t.accent } else { t.text_subdued };
                if icon_button_colored(ui, icon, &tr(language, key), color).clicked() {
                    *as_table = !*as_table;
                }
            });
        });
        copied
    }
}

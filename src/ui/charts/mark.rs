//! Marks that answer pointer, keyboard and screen reader alike. Never draws more than the focus ring and the tooltip.

use eframe::egui::{
    Event, EventFilter, Id, Key, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role,
};

use super::ChartResponse;
use crate::ui::text::paragraph_colored;
use crate::ui::theme::{BODY, SMALL, tokens};
#[cfg(test)]
use crate::ui::widgets::seen;

/// Where the Tab key stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabStops {
    /// At every mark.
    Each,
    /// At one mark of the chart; arrow keys reach the others.
    One,
}

/// Marks on a grid of `columns`; each mark's key is row x columns + column.
pub struct Marks<'a> {
    /// Distinguishes the chart from its neighbours.
    pub id: &'a str,
    /// Columns of the grid; 1 for a list from top to bottom.
    pub columns: usize,
    /// Where Tab stops.
    pub tab_stops: TabStops,
    /// Key and place of each mark, in reading order.
    pub places: &'a [(usize, Rect)],
    /// The selected marks; `None` where marks are not told apart so.
    pub selected: Option<&'a [usize]>,
}

/// What was done to the marks, as keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarksResponse {
    /// Under the pointer, else under the focus.
    pub hovered: Option<usize>,
    /// Clicked or activated.
    pub clicked: Option<usize>,
    /// Reached by an arrow key.
    pub moved: Option<usize>,
}

impl MarksResponse {
    /// What was done to the chart: `mark` says what a key stands for, `spots` where each one is, `room` what the chart takes.
    pub fn of<M>(
        self,
        ui: &Ui,
        (room, spots): (Rect, &[(usize, Rect)]),
        mark: impl Fn(usize) -> Option<M>,
    ) -> ChartResponse<M> {
        let seen = spots.iter().filter(|(_, rect)| rect.is_finite() && ui.is_rect_visible(*rect));
        ChartResponse {
            hovered: self.hovered.and_then(&mark),
            clicked: self.clicked.and_then(&mark),
            spots: seen.filter_map(|(key, rect)| Some((mark(*key)?, *rect))).collect(),
            room: room.intersect(ui.clip_rect()),
        }
    }
}

/// What marks take together.
pub fn around(places: &[(usize, Rect)]) -> Rect {
    places.iter().fold(Rect::NOTHING, |room, (_, rect)| room.union(*rect))
}

impl Marks<'_> {
    /// Makes the marks reachable; `name` is what a screen reader says, `tip` draws the tooltip.
    pub fn show(
        &self,
        ui: &mut Ui,
        name: impl Fn(usize) -> String,
        tip: impl Fn(&mut Ui, usize),
    ) -> MarksResponse {
        let base = ui.make_persistent_id(self.id);
        let first = self.places.first().map_or(0, |place| place.0);
        let current = ui.data(|data| data.get_temp::<usize>(base)).unwrap_or(first);
        let current = if self.places.iter().any(|place| place.0 == current) { current } else { first };
        let mut answer = MarksResponse::default();
        let mut focused = None;
        // Read once: an arrow key moves the focus to a mark that this very loop has yet to reach.
        let holder = ui.memory(eframe::egui::Memory::focused);
        for &(key, rect) in self.places {
            // A mark out of sight answers nothing, but the one that holds the keyboard must live on.
            if key != current && !ui.is_rect_visible(rect) {
                continue;
            }
            let stop = self.tab_stops == TabStops::Each || key == current;
            let response =
                ui.interact(rect, base.with(key), if stop { Sense::click() } else { Sense::CLICK });
            let chosen = self.selected.map(|selected| selected.contains(&key));
            response.widget_info(|| info(name(key), chosen));
            #[cfg(test)]
            seen::note(ui, seen::Kind::Mark, self.id, &name(key), rect);
            if response.clicked() {
                answer.clicked = Some(key);
                ui.data_mut(|data| data.insert_temp(base, key));
            }
            if holder == Some(response.id) {
                focused = Some(key);
                focus_ring(ui, rect);
                answer.moved = self.arrow(ui, key, &response);
            }
            if response.hovered() {
                answer.hovered = Some(key);
            }
            show_tip(response, focused == Some(key), |ui| tip(ui, key));
        }
        if let Some(next) = answer.moved {
            self.move_to(ui, base, next);
        }
        answer.hovered = answer.hovered.or(focused);
        answer
    }

    /// Where an arrow key that was just pressed leads to.
    fn arrow(&self, ui: &Ui, key: usize, response: &Response) -> Option<usize> {
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Key { key, pressed: true, .. } => Some(*key),
                _ => None,
            })
        })?;
        self.neighbour(key, pressed)
    }

    /// Hands the focus on. Not inside the loop: there, the mark may not take the focus yet and would give it away.
    fn move_to(&self, ui: &Ui, base: Id, next: usize) {
        ui.data_mut(|data| data.insert_temp(base, next));
        ui.memory_mut(|memory| memory.request_focus(base.with(next)));
        if let Some((_, rect)) = self.places.iter().find(|place| place.0 == next) {
            ui.scroll_to_rect(*rect, None);
        }
    }

    /// The nearest mark in the direction of `pressed`, if there is one.
    fn neighbour(&self, key: usize, pressed: Key) -> Option<usize> {
        let (row, column) = (key / self.columns, key % self.columns);
        let keys = self.places.iter().map(|place| place.0);
        let one_column = self.columns == 1;
        match pressed {
            Key::ArrowDown => keys.filter(|k| k % self.columns == column && k / self.columns > row).min(),
            Key::ArrowUp => keys.filter(|k| k % self.columns == column && k / self.columns < row).max(),
            Key::ArrowRight if one_column => keys.filter(|k| *k > key).min(),
            Key::ArrowLeft if one_column => keys.filter(|k| *k < key).max(),
            Key::ArrowRight => keys.filter(|k| k / self.columns == row && k % self.columns > column).min(),
            Key::ArrowLeft => keys.filter(|k| k / self.columns == row && k % self.columns < column).max(),
            _ => None,
        }
    }
}

fn info(name: String, chosen: Option<bool>) -> WidgetInfo {
    match chosen {
        Some(chosen) => WidgetInfo::selected(Role::Button, true, chosen, name),
        None => WidgetInfo::labeled(Role::Button, true, name),
    }
}

fn focus_ring(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(2.0, tokens(ui).accent);
    ui.painter().rect_stroke(rect.expand(1.0), 4, stroke, StrokeKind::Outside);
}

fn show_tip(response: Response, focused: bool, tip: impl FnOnce(&mut Ui)) {
    if focused && !response.hovered() {
        response.show_tooltip_ui(tip);
    } else {
        response.on_hover_ui_at_pointer(tip);
    }
}

/// The content of a tooltip: what it is, its figures, and a sentence.
pub fn tooltip(ui: &mut Ui, title: &str, rows: &[(String, String)], sentence: &str) {
    let t = tokens(ui);
    #[cfg(test)]
    seen::note(ui, seen::Kind::Tip, title, &format!("{rows:?} {sentence}"), ui.max_rect());
    ui.set_max_width(320.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.label(RichText::new(title).size(BODY).color(t.text));
    eframe::egui::Grid::new("figures").num_columns(2).min_row_height(0.0).spacing([16.0, 3.0]).show(
        ui,
        |ui| {
            for (name, value) in rows {
                ui.label(RichText::new(name).size(SMALL).color(t.text_subdued));
                ui.label(RichText::new(value).size(SMALL).color(t.text));
                ui.end_row();
            }
        },
    );
    if !sentence.is_empty() {
        ui.add_space(4.0);
        paragraph_colored(ui, sentence, SMALL, t.text_subdued);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_to_the_nearest_mark_and_stop_at_the_edges() {
        let rect = Rect::NOTHING;
        // A triangle, as in a cohort heat map: 3 + 2 + 1 marks on a grid of 3 columns.
        let places = [0, 1, 2, 3, 4, 6].map(|key| (key, rect));
        let marks = Marks { id: "m", columns: 3, tab_stops: TabStops::One, places: &places, selected: None };
        let check = |key, pressed, next| assert_eq!(marks.neighbour(key, pressed), next);
        check(0, Key::ArrowRight, Some(1));
        check(2, Key::ArrowRight, None);
        check(4, Key::ArrowDown, None);
        check(3, Key::ArrowDown, Some(6));
        check(6, Key::ArrowUp, Some(3));
        check(6, Key::ArrowLeft, None);
        check(0, Key::Enter, None);
    }
}

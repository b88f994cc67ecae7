//! Draws bars with their intervals and answers pointer and keyboard. Never computes a value.

use eframe::egui::{Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::model::{Bar, Mark, Model};
use crate::domain::Language;
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink;
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::theme::{BODY, SMALL, tokens};

/// Height of a bar with its room.
const ROW: f32 = 34.0;
/// Least room for the names and for the written values, and the share of the width that either may take.
const NAME: f32 = 120.0;
const VALUE: f32 = 120.0;
const MOST: f32 = 0.45;
/// Between a text and the bar.
const GAP: f32 = 12.0;

/// Draws the bars across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.bars.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let span = model.span();
    let room = rooms(ui, model);
    let mut places = Vec::new();
    for (index, bar) in model.bars.iter().enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        one(ui, bar, rect, (room, span));
        places.push((index, rect.shrink2(vec2(0.0, 2.0))));
    }
    let marks = Marks { id: model.id, columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| format!("{}: {}, {}", model.bars[index].name, model.bars[index].text, model.bars[index].note),
        |ui, index| {
            let bar = &model.bars[index];
            tooltip(ui, &bar.name, &[(bar.note.clone(), bar.text.clone())], "");
        },
    );
    let mark = |bar| Mark { bar };
    ChartResponse { hovered: answer.hovered.map(mark), clicked: answer.clicked.map(mark) }
}

/// Room that the names and the written values need: bars give way before words do.
fn rooms(ui: &Ui, model: &Model) -> (f32, f32) {
    let width = ui.available_width();
    let written = |text: &str, size: f32| ink::line(ui, text, size, tokens(ui).text, f32::INFINITY).size().x;
    let widest = |least: f32, one: &dyn Fn(&Bar) -> f32| {
        (model.bars.iter().map(one).fold(least, f32::max) + GAP + 1.0).ceil().min(width * MOST)
    };
    let names = widest(NAME, &|bar| written(&bar.name, BODY));
    (names, widest(VALUE, &|bar| written(&bar.text, BODY).max(written(&bar.note, SMALL))))
}

fn one(ui: &Ui, bar: &Bar, rect: Rect, ((name_room, value_room), (low, high)): ((f32, f32), (f64, f64))) {
    let t = tokens(ui);
    let middle = rect.center().y;
    let ink_of_name = if bar.quiet { t.text_subdued } else { t.text };
    let left = rect.left_center();
    ink::text(ui, left, Align2::LEFT_CENTER, &bar.name, (BODY, ink_of_name), name_room - GAP);
    let area = Rect::from_min_max(
        pos2(rect.left() + name_room, middle - 8.0),
        pos2((rect.right() - value_room).max(rect.left() + name_room + 20.0), middle + 8.0),
    );
    let place = |value: f64| {
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0) as f32;
        area.left() + share * area.width()
    };
    let (zero, end) = (place(0.0), place(bar.value));
    ui.painter().rect_filled(area, 3, t.track);
    let filled = Rect::from_x_y_ranges(zero.min(end)..=zero.max(end), area.y_range());
    let color = match (bar.quiet, bar.strong) {
        (true, _) => t.unattributed,
        (_, true) => t.loss,
        _ => t.series,
    };
    ui.painter().rect_filled(filled, 3, color);
    if let Some((from, to)) = bar.interval.filter(|(from, to)| from.is_finite() && to.is_finite()) {
        let ends = [pos2(place(from), middle), pos2(place(to), middle)];
        ui.painter().line_segment(ends, Stroke::new(1.5, t.text));
        for end in ends {
            let cap = [end - vec2(0.0, 4.0), end + vec2(0.0, 4.0)];
            ui.painter().line_segment(cap, Stroke::new(1.5, t.text));
        }
    }
    let right = pos2(rect.right(), middle);
    let room = value_room - GAP;
    if bar.note.is_empty() {
        ink::text(ui, right, Align2::RIGHT_CENTER, &bar.text, (BODY, ink_of_name), room);
        return;
    }
    ink::text(ui, right - vec2(0.0, 7.0), Align2::RIGHT_CENTER, &bar.text, (BODY, ink_of_name), room);
    ink::text(ui, right + vec2(0.0, 8.0), Align2::RIGHT_CENTER, &bar.note, (SMALL, t.text_subdued), room);
}

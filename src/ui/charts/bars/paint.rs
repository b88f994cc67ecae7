//! Draws bars with their intervals and answers pointer and keyboard. Never computes a value.

use eframe::egui::{Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::model::{Bar, Mark, Model};
use crate::domain::Language;
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink;
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::theme::{BODY, SMALL, tokens};

/// Height of a bar with its room, and with a note below it.
const ROW: f32 = 34.0;
const ROW_WITH_NOTE: f32 = 46.0;
/// A note that wants more of the width than this stands below the bar instead of behind it.
const BEHIND: f32 = 0.28;
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
    let row = if room.notes_below { ROW_WITH_NOTE } else { ROW };
    let (mut places, mut filled) = (Vec::new(), Vec::new());
    for (index, bar) in model.bars.iter().enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), row), Sense::hover());
        filled.push((index, one(ui, bar, rect, &room, span)));
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
    answer.of(ui, (around(&places), &filled), |bar| Some(mark(bar)))
}

/// Room that the names and the written values need: bars give way before words do.
struct Rooms {
    names: f32,
    values: f32,
    notes_below: bool,
}

fn rooms(ui: &Ui, model: &Model) -> Rooms {
    let width = ui.available_width();
    let written = |text: &str, size: f32| ink::line(ui, text, size, tokens(ui).text, f32::INFINITY).size().x;
    let widest = |least: f32, one: &dyn Fn(&Bar) -> f32| {
        (model.bars.iter().map(one).fold(least, f32::max) + GAP + 1.0).ceil().min(width * MOST)
    };
    let names = widest(NAME, &|bar| written(&bar.name, BODY));
    let notes = widest(0.0, &|bar| written(&bar.note, SMALL));
    let notes_below = notes > width * BEHIND;
    let least = if notes_below { 0.0 } else { notes.max(VALUE) };
    Rooms { names, values: widest(0.0, &|bar| written(&bar.text, BODY)).max(least), notes_below }
}

/// One bar; returns where it is filled.
fn one(ui: &Ui, bar: &Bar, rect: Rect, rooms: &Rooms, (low, high): (f64, f64)) -> Rect {
    let t = tokens(ui);
    let middle = rect.center().y - if rooms.notes_below { 9.0 } else { 0.0 };
    let ink_of_name = if bar.quiet { t.text_subdued } else { t.text };
    let left = pos2(rect.left(), middle);
    ink::text(ui, left, Align2::LEFT_CENTER, &bar.name, (BODY, ink_of_name), rooms.names - GAP);
    let area = Rect::from_min_max(
        pos2(rect.left() + rooms.names, middle - 8.0),
        pos2((rect.right() - rooms.values).max(rect.left() + rooms.names + 20.0), middle + 8.0),
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
    let room = rooms.values - GAP;
    let (value, note) = ((BODY, ink_of_name), (SMALL, t.text_subdued));
    if bar.note.is_empty() || rooms.notes_below {
        ink::text(ui, right, Align2::RIGHT_CENTER, &bar.text, value, room);
        let below = pos2(area.left(), middle + 18.0);
        ink::text(ui, below, Align2::LEFT_CENTER, &bar.note, note, rect.right() - area.left());
        return filled;
    }
    ink::text(ui, right - vec2(0.0, 7.0), Align2::RIGHT_CENTER, &bar.text, value, room);
    ink::text(ui, right + vec2(0.0, 8.0), Align2::RIGHT_CENTER, &bar.note, note, room);
    filled
}

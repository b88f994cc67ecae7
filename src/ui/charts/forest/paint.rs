//! Draws the lines with their intervals and answers pointer and keyboard. Never computes a value.

use eframe::egui::{Align2, Color32, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::layout::{AXIS, Layout, ROW};
use super::model::{Line, Mark, Model};
use crate::domain::Language;
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink;
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::theme::{BODY, SMALL, tokens};

/// The share of the width that names and written values may take.
const NAMES: f32 = 0.46;
const VALUES: f32 = 0.36;
/// Between a text and the axis.
const GAP: f32 = 16.0;
/// Size of the mark of a value.
const DOT: f32 = 5.0;

/// Draws the lines across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.lines.iter().all(|line| line.value.is_none()) {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let (low, high, step) = model.span();
    let height = model.lines.len() as f32 * ROW + AXIS;
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let layout = Layout::new(area, rooms(ui, model, area.width()), (low, high));
    axis(ui, model, &layout, (low, high, step));
    let (mut places, mut dots) = (Vec::new(), Vec::new());
    for (index, line) in model.lines.iter().enumerate() {
        let row = layout.row(index);
        one(ui, line, row, &layout, color(ui, model, line));
        if let Some(value) = line.value.filter(|value| value.is_finite()) {
            let at = pos2(layout.x(value), row.center().y);
            dots.push((index, Rect::from_center_size(at, vec2(4.0 * DOT, 4.0 * DOT))));
        }
        places.push((index, row.shrink2(vec2(0.0, 1.0))));
    }
    let marks = Marks { id: model.id, columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| {
            let line = &model.lines[index];
            format!("{}: {}, {}", line.name, line.text, line.note)
        },
        |ui, index| {
            let line = &model.lines[index];
            tooltip(ui, &line.name, &[(line.note.clone(), line.text.clone())], "");
        },
    );
    let mark = |line| Mark { line };
    answer.of(ui, (area, &dots), |line| Some(mark(line)))
}

/// Which side of the reference a line lies on, where the data tell that.
fn color(ui: &Ui, model: &Model, line: &Line) -> Color32 {
    let t = tokens(ui);
    match line.value {
        _ if line.quiet => t.unattributed,
        Some(value) if value < model.reference => t.detractors,
        _ => t.promoters,
    }
}

/// Room that names and written values need: the axis gives way before words do.
fn rooms(ui: &Ui, model: &Model, width: f32) -> (f32, f32) {
    let written = |text: &str, size: f32| ink::line(ui, text, size, tokens(ui).text, f32::INFINITY).size().x;
    let widest = |most: f32, one: &dyn Fn(&Line) -> f32| {
        (model.lines.iter().map(one).fold(80.0, f32::max) + GAP + 1.0).ceil().min(width * most)
    };
    let values = widest(VALUES, &|line| written(&line.text, BODY).max(written(&line.note, SMALL)));
    (widest(NAMES, &|line| written(&line.name, BODY)), values)
}

fn axis(ui: &Ui, model: &Model, layout: &Layout, (low, high, step): (f64, f64, f64)) {
    let t = tokens(ui);
    let (left, right) = layout.ends();
    let last = layout.row(model.lines.len());
    let (top, bottom) = (layout.row(0).top(), last.top());
    let style = (SMALL, t.text_subdued);
    let ticks = ((high - low) / step).round() as i64;
    for index in 0..=ticks.clamp(1, 20) {
        let value = low + index as f64 * step;
        let x = layout.x(value);
        ui.painter().line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(1.0, t.outline));
        let at = pos2(x, bottom + 9.0);
        ink::text(ui, at, Align2::CENTER_CENTER, &model.tick(value), style, 60.0);
    }
    let x = layout.x(model.reference);
    ui.painter().line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(1.5, t.text_subdued));
    // The name of the axis may be longer than the axis.
    let middle = pos2(f32::midpoint(left, right), bottom + 27.0);
    let name = ink::line(ui, &model.axis, SMALL, t.text_subdued, f32::INFINITY);
    let area = layout.row(0);
    let x = (middle.x - name.size().x / 2.0).min(area.right() - name.size().x).max(area.left());
    ui.painter().galley(pos2(x, middle.y - name.size().y / 2.0), name, t.text_subdued);
}

fn one(ui: &Ui, line: &Line, row: Rect, layout: &Layout, color: Color32) {
    let t = tokens(ui);
    let middle = row.center().y;
    let words = if line.quiet { t.text_subdued } else { t.text };
    let (left, right) = layout.ends();
    let room = left - row.left() - GAP;
    ink::text(ui, row.left_center(), Align2::LEFT_CENTER, &line.name, (BODY, words), room);
    if let Some((low, high)) = line.interval.filter(|(low, high)| low.is_finite() && high.is_finite()) {
        let ends = [pos2(layout.x(low), middle), pos2(layout.x(high), middle)];
        ui.painter().line_segment(ends, Stroke::new(2.0, color));
        for end in ends {
            let cap = [end - vec2(0.0, 4.0), end + vec2(0.0, 4.0)];
            ui.painter().line_segment(cap, Stroke::new(2.0, color));
        }
    }
    if let Some(value) = line.value.filter(|value| value.is_finite()) {
        let at = pos2(layout.x(value), middle);
        // A ring where the data do not tell, a full dot where they do: colour is not the only sign.
        if line.quiet {
            ui.painter().circle(at, DOT - 1.0, t.surface, Stroke::new(2.0, color));
        } else {
            ui.painter().circle_filled(at, DOT, color);
        }
    }
    let (at, room) = (row.right_center(), row.right() - right - GAP);
    ink::text(ui, at - vec2(0.0, 7.0), Align2::RIGHT_CENTER, &line.text, (BODY, words), room);
    ink::text(ui, at + vec2(0.0, 8.0), Align2::RIGHT_CENTER, &line.note, (SMALL, t.text_subdued), room);
}

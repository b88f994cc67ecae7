//! Draws the RFM map and its segments and answers pointer and keyboard. Never computes a score.

use eframe::egui::{Align2, Rect, Sense, Ui, pos2, vec2};

use super::model::{Mark, Model, segment_key};
use crate::analysis::{RfmPlace, RfmSegmentCount};
use crate::domain::Language;
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::charts::{ChartResponse, ink};
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::{BODY, SMALL, sequence_in, text_on, tokens};

/// Side of the map at most, where the segments stand beside it.
const MAP: f32 = 440.0;
/// Room for the scores of frequency.
const SCORES: f32 = 64.0;
/// Height of a segment's line.
const LINE: f32 = 30.0;

/// Draws the map on the left and the segments on the right; below each other where there is little room.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    let width = ui.available_width();
    let wide = width > 760.0;
    let map = if wide { (width * 0.5).min(MAP + SCORES) } else { width };
    let mut response = ChartResponse::default();
    let body = |ui: &mut Ui, response: &mut ChartResponse<Mark>| {
        ui.vertical(|ui| {
            ui.set_width(map);
            *response = grid(ui, model, map, language);
        });
        ui.add_space(24.0);
        ui.vertical(|ui| {
            ui.set_width(if wide { width - map - 40.0 } else { width });
            let below = segments(ui, model, language);
            response.join(below);
        });
    };
    if wide {
        ui.horizontal_top(|ui| body(ui, &mut response));
    } else {
        ui.vertical(|ui| body(ui, &mut response));
    }
    response
}

fn grid(ui: &mut Ui, model: &Model, width: f32, language: Language) -> ChartResponse<Mark> {
    let t = tokens(ui);
    let cell = vec2((width - SCORES) / 5.0, 60.0);
    let (area, _) = ui.allocate_exact_size(vec2(width, cell.y * 5.0 + 44.0), Sense::hover());
    let corner = pos2(area.left() + SCORES, area.top());
    let most = model.places.iter().map(|place| place.customers).max().unwrap_or(1).max(1);
    let mut places = Vec::new();
    for (index, place) in model.places.iter().enumerate() {
        let (column, row) = (f32::from(place.r - 1), f32::from(5 - place.f));
        let rect = Rect::from_min_size(corner + vec2(column * cell.x, row * cell.y), cell).shrink(1.5);
        field(ui, model, place, (rect, most));
        places.push((usize::from(5 - place.f) * 5 + usize::from(place.r - 1), index, rect));
    }
    let style = (SMALL, t.text_subdued);
    for score in 1..=5_u8 {
        let y = corner.y + (f32::from(5 - score) + 0.5) * cell.y;
        let text = model.frequency(language, score);
        ink::text(ui, pos2(corner.x - 8.0, y), Align2::RIGHT_CENTER, &text, style, SCORES - 8.0);
        let x = corner.x + (f32::from(score) - 0.5) * cell.x;
        let below = corner.y + cell.y * 5.0 + 10.0;
        ink::text(ui, pos2(x, below), Align2::CENTER_CENTER, &score.to_string(), style, cell.x);
    }
    let caption = pos2(corner.x, area.bottom() - 8.0);
    ink::text(ui, caption, Align2::LEFT_CENTER, &tr(language, "chart.rfm.axes"), style, cell.x * 5.0);
    places.sort_by_key(|place| place.0);
    let rects: Vec<(usize, Rect)> = places.iter().map(|(key, _, rect)| (*key, *rect)).collect();
    let find = |key: usize| places.iter().find(|place| place.0 == key).map(|place| &model.places[place.1]);
    let marks = Marks { id: "rfm", columns: 5, tab_stops: TabStops::One, places: &rects, selected: None };
    let answer = marks.show(
        ui,
        |key| find(key).map_or_else(String::new, |place| name(language, place)),
        |ui, key| {
            if let Some(place) = find(key) {
                tip(ui, model, place, language);
            }
        },
    );
    let mark = |key: usize| find(key).map(|place| Mark::Place { r: place.r, f: place.f });
    answer.of(ui, (around(&rects), &rects), mark)
}

fn field(ui: &Ui, model: &Model, place: &RfmPlace, (rect, most): (Rect, u64)) {
    let t = tokens(ui);
    if place.customers == 0 {
        ui.painter().rect_filled(rect, 3, t.surface_hover);
        return;
    }
    // The square root keeps the small fields apart beside one that holds nearly everybody.
    let fill = sequence_in(ui, (place.customers as f64 / most as f64).sqrt() as f32);
    ui.painter().rect_filled(rect, 3, fill);
    let color = text_on(fill);
    let middle = rect.center();
    ink::text(
        ui,
        middle - vec2(0.0, 8.0),
        Align2::CENTER_CENTER,
        &count(place.customers),
        (BODY, color),
        rect.width(),
    );
    let value = model.money(place.net_minor);
    ink::text(ui, middle + vec2(0.0, 10.0), Align2::CENTER_CENTER, &value, (SMALL, color), rect.width());
}

fn name(language: Language, place: &RfmPlace) -> String {
    let values = [("r", &*place.r.to_string()), ("f", &*place.f.to_string())];
    format!("{}: {}", tr_with(language, "chart.rfm.place", &values), count(place.customers))
}

fn tip(ui: &mut Ui, model: &Model, place: &RfmPlace, language: Language) {
    let values = [("r", &*place.r.to_string()), ("f", &*place.f.to_string())];
    let rows = [
        (tr(language, "chart.survival.customers"), count(place.customers)),
        (
            tr(language, "chart.rfm.share"),
            model.share(place.customers).map_or_else(|| "–".to_owned(), percent),
        ),
        (tr(language, "chart.rfm.net"), model.money(place.net_minor)),
    ];
    tooltip(ui, &tr_with(language, "chart.rfm.place", &values), &rows, "");
}

/// The named segments with their size as a bar and their value.
fn segments(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    let most = model.segments.iter().map(|segment| segment.customers).max().unwrap_or(1).max(1);
    let mut places = Vec::new();
    for (index, segment) in model.segments.iter().enumerate() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
        one(ui, model, segment, (rect, most), language);
        places.push((index, rect.shrink2(vec2(0.0, 1.0))));
    }
    let marks =
        Marks { id: "rfm segments", columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let words = |index: usize| {
        let segment = &model.segments[index];
        (tr(language, &segment_key(segment)), people(model, segment), model.money(segment.net_minor))
    };
    let answer = marks.show(
        ui,
        |index| {
            let (name, people, money) = words(index);
            format!("{name}: {people}, {money}")
        },
        |ui, index| {
            let (name, people, money) = words(index);
            let rows =
                [(tr(language, "chart.survival.customers"), people), (tr(language, "chart.rfm.net"), money)];
            let about = tr(language, &format!("{}.about", segment_key(&model.segments[index])));
            tooltip(ui, &name, &rows, &about);
        },
    );
    let mark = |index: usize| Mark::Segment(model.segments[index].segment);
    answer.of(ui, (around(&places), &places), |index| Some(mark(index)))
}

/// `237 · 15.2 %`.
fn people(model: &Model, segment: &RfmSegmentCount) -> String {
    let share = model.share(segment.customers).map_or_else(|| "–".to_owned(), percent);
    format!("{} · {share}", count(segment.customers))
}

fn one(ui: &Ui, model: &Model, segment: &RfmSegmentCount, (rect, most): (Rect, u64), language: Language) {
    let t = tokens(ui);
    let style = (BODY, if segment.customers == 0 { t.text_subdued } else { t.text });
    let name = tr(language, &segment_key(segment));
    ink::text(ui, rect.left_center(), Align2::LEFT_CENTER, &name, style, rect.width() * 0.32);
    let bars = Rect::from_min_max(
        pos2(rect.left() + rect.width() * 0.34, rect.center().y - 6.0),
        pos2(rect.right() - 168.0, rect.center().y + 6.0),
    );
    let length = bars.width() * segment.customers as f32 / most as f32;
    ui.painter().rect_filled(bars.with_max_x(bars.left() + length.max(1.0)), 2, t.series);
    let middle = pos2(rect.right() - 72.0, rect.center().y);
    ink::text(ui, middle, Align2::RIGHT_CENTER, &people(model, segment), (SMALL, t.text), 110.0);
    let value = model.money(segment.net_minor);
    ink::text(ui, rect.right_center(), Align2::RIGHT_CENTER, &value, (SMALL, t.text_subdued), 66.0);
}

//! Draws the heat map and answers pointer and keyboard. Never computes a share.

use eframe::egui::{Align2, Color32, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::layout::{Grid, ROW};
use super::model::{Cell, CellState, Mark, Model, Row, row_name};
use crate::domain::Language;
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::charts::{ChartResponse, ink, linked};
use crate::ui::text::{compact, count, interval_percent, percent, tr, tr_with};
use crate::ui::theme::{SMALL, sequence_in, text_on, tokens};
use crate::ui::widgets::sideways;

/// Draws the heat map across the available width; many cohorts scroll below the header and the pooled line.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let grid = Grid::new(model.columns, ui.available_width());
    scale(ui, model, language);
    let mut response = ChartResponse::default();
    sideways(ui, "heat map, sideways", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        header(ui, model, &grid, language);
        response = lines(ui, model, &grid, language, 0..1.min(model.rows.len()));
        ui.add_space(6.0);
        let room = ui.available_height();
        let height = if room.is_finite() { room.max(ROW * 6.0) } else { ROW * 14.0 };
        ScrollArea::vertical().id_salt("heat map").max_height(height).show(ui, |ui| {
            let below = lines(ui, model, &grid, language, 1..model.rows.len().max(1));
            response.join(below);
        });
    });
    response
}

fn header(ui: &mut Ui, model: &Model, grid: &Grid, language: Language) {
    let t = tokens(ui);
    let (area, _) = ui.allocate_exact_size(vec2(grid.width(), 22.0), Sense::hover());
    let style = (SMALL, t.text_subdued);
    let middle = area.center().y;
    let write = |x: f32, anchor: Align2, text: &str, width: f32| {
        ink::text(ui, pos2(x, middle), anchor, text, style, width);
    };
    write(area.left(), Align2::LEFT_CENTER, &tr(language, "chart.cohort.cohort"), 90.0);
    let sizes = grid.size(area.min, 0);
    write(sizes.right(), Align2::RIGHT_CENTER, &tr(language, "chart.cohort.size"), sizes.width());
    for column in 0..grid.columns {
        let x = grid.cell(area.min, 0, column).center().x;
        let text = model.period_name(language, column as u32);
        // A bare number where the words do not fit.
        let bare = (column as u32 * model.period_days.unwrap_or(1)).to_string();
        let text = if grid.cell < 60.0 || model.period_days.is_some() { bare } else { text };
        write(x, Align2::CENTER_CENTER, &text, grid.cell);
    }
}

fn lines(
    ui: &mut Ui,
    model: &Model,
    grid: &Grid,
    language: Language,
    range: std::ops::Range<usize>,
) -> ChartResponse<Mark> {
    let rows = model.rows.get(range.clone()).unwrap_or_default();
    let (area, _) = ui.allocate_exact_size(vec2(grid.width(), rows.len() as f32 * ROW), Sense::hover());
    let mut places = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if ui.is_rect_visible(grid.name(area.min, index).with_max_x(area.right())) {
            line(ui, model, grid, language, (area.min, index), row);
        }
        places.extend(row_places(grid, area.min, index, row));
    }
    let columns = grid.columns.max(1);
    let find = |key: usize| {
        let row = rows.get(key / columns)?;
        let cell = row.cells.iter().find(|cell| cell.offset as usize == key % columns)?;
        Some((row, *cell))
    };
    let id = if range.start == 0 { "pooled" } else { "cohorts" };
    let marks = Marks { id, columns, tab_stops: TabStops::One, places: &places, selected: None };
    let name = |key| find(key).map_or(String::new(), |(row, cell)| cell_name(model, language, row, cell));
    let answer = marks.show(ui, name, |ui, key| {
        if let Some((row, cell)) = find(key) {
            tip(ui, model, language, row, cell);
        }
    });
    if let Some(cohort) = answer.hovered.and_then(find).and_then(|(row, _)| row.cohort) {
        linked::point(ui, cohort);
    }
    let pointed = linked::pointed(ui);
    if let Some(index) = pointed.and_then(|month| rows.iter().position(|row| row.cohort == Some(month))) {
        let name = grid.name(area.min, index);
        let line = Rect::from_x_y_ranges(area.x_range(), name.y_range());
        ui.painter().rect_stroke(line, 3, Stroke::new(1.0, tokens(ui).accent), StrokeKind::Inside);
    }
    let mark = |key: usize| find(key).map(|(row, cell)| Mark { cohort: row.cohort, offset: cell.offset });
    answer.of(ui, (area, &places), mark)
}

fn row_places(grid: &Grid, origin: Pos2, index: usize, row: &Row) -> Vec<(usize, Rect)> {
    let place = |cell: &Cell| {
        let column = cell.offset as usize;
        (index * grid.columns + column, grid.cell(origin, index, column))
    };
    row.cells.iter().map(place).collect()
}

fn line(ui: &Ui, model: &Model, grid: &Grid, language: Language, at: (Pos2, usize), row: &Row) {
    let t = tokens(ui);
    let (origin, index) = at;
    let name = grid.name(origin, index);
    ink::text(
        ui,
        name.left_center(),
        Align2::LEFT_CENTER,
        &row_name(language, row),
        (SMALL, t.text),
        name.width(),
    );
    let size = grid.size(origin, index);
    let style = (SMALL, t.text_subdued);
    ink::text(ui, size.right_center(), Align2::RIGHT_CENTER, &count(row.size), style, size.width());
    for cell in &row.cells {
        cell_ink(ui, model, grid.cell(origin, index, cell.offset as usize), *cell);
    }
}

fn cell_ink(ui: &Ui, model: &Model, rect: Rect, cell: Cell) {
    let t = tokens(ui);
    let Some(value) = cell.value() else { return };
    let is_money = cell.minor.is_some();
    let color = match cell.state {
        CellState::Start if !is_money => {
            ui.painter().rect_filled(rect, 2, t.surface_hover);
            t.text_subdued
        }
        CellState::Thin => {
            // No fill at all: a grey would be read as a place on the colour scale.
            ui.painter().rect_stroke(rect, 2, Stroke::new(1.0, t.outline), StrokeKind::Inside);
            t.text_subdued
        }
        CellState::Incomplete => {
            ink::hatch(ui.painter(), rect, t.surface, t.wash(t.text_subdued, 0.35));
            t.text_subdued
        }
        CellState::Complete | CellState::Start => {
            let fill = colour(ui, model, value);
            ui.painter().rect_filled(rect, 2, fill);
            text_on(fill)
        }
    };
    // Month 0 is 100 % by definition: the size says more.
    let text = match cell.state {
        _ if is_money => model.write_short(value),
        CellState::Start => {
            let whole = count(cell.share.numerator);
            let fits = ink::line(ui, &whole, SMALL, color, f32::INFINITY).size().x <= rect.width();
            if fits { whole } else { compact(cell.share.numerator as f64) }
        }
        _ => short_percent(value),
    };
    if cell.state == CellState::Incomplete {
        let room = ink::line(ui, &text, SMALL, color, rect.width()).size() + vec2(6.0, 0.0);
        ui.painter().rect_filled(Rect::from_center_size(rect.center(), room), 2, t.surface);
    }
    ink::text(ui, rect.center(), Align2::CENTER_CENTER, &text, (SMALL, color), rect.width());
}

fn colour(ui: &Ui, model: &Model, value: f64) -> Color32 {
    sequence_in(ui, (value / model.scale_end.max(1e-9)) as f32)
}

/// `12 %`, `4.5 %`.
fn short_percent(share: f64) -> String {
    let value = share * 100.0;
    if value >= 9.95 || value == 0.0 { format!("{value:.0} %") } else { format!("{value:.1} %") }
}

fn cell_name(model: &Model, language: Language, row: &Row, cell: Cell) -> String {
    let value = cell.value().map_or_else(|| tr(language, "chart.no_data"), |value| model.write(value));
    let month = model.period_name(language, cell.offset);
    let name = row_name(language, row);
    let of = of(language, cell);
    match state_words(language, cell) {
        Some(words) => format!("{name}, {month}: {value}, {of}, {words}"),
        None => format!("{name}, {month}: {value}, {of}"),
    }
}

fn of(language: Language, cell: Cell) -> String {
    let (a, b) = (count(cell.share.numerator), count(cell.share.denominator));
    tr_with(language, "chart.a_of_b", &[("a", &a), ("b", &b)])
}

fn state_words(language: Language, cell: Cell) -> Option<String> {
    match cell.state {
        CellState::Incomplete => Some(tr(language, "chart.incomplete_month")),
        CellState::Thin => Some(tr(language, "chart.thin")),
        CellState::Start => Some(tr(language, "chart.cohort.start")),
        CellState::Complete => None,
    }
}

fn tip(ui: &mut Ui, model: &Model, language: Language, row: &Row, cell: Cell) {
    let month = model.period_name(language, cell.offset);
    let mut rows = Vec::new();
    if let Some(minor) = cell.minor {
        rows.push((tr(language, "chart.cohort.per_acquired"), model.write(minor)));
    }
    let share = cell.share.value.map_or_else(|| tr(language, "chart.no_data"), percent);
    rows.push((tr(language, "chart.cohort.came_back"), share));
    rows.push((tr(language, "chart.interval_95"), interval_percent(cell.share.low, cell.share.high)));
    rows.push((tr(language, "chart.cohort.customers"), of(language, cell)));
    let words = state_words(language, cell).unwrap_or_default();
    tooltip(ui, &format!("{} · {month}", row_name(language, row)), &rows, &words);
}

/// The colour scale with its ends, and what hatched and grey mean.
fn scale(ui: &mut Ui, model: &Model, language: Language) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(212.0, 18.0), Sense::hover());
        let style = (SMALL, t.text_subdued);
        let low =
            ink::text(ui, rect.left_center(), Align2::LEFT_CENTER, &model.write_short(0.0), style, 40.0);
        let bar = Rect::from_min_size(pos2(low.right() + 8.0, rect.center().y - 5.0), vec2(120.0, 10.0));
        for index in 0..24_u8 {
            let left = bar.left() + f32::from(index) * 5.0;
            let part = Rect::from_min_size(pos2(left, bar.top()), vec2(5.0, 10.0));
            ui.painter().rect_filled(part, 0, sequence_in(ui, f32::from(index) / 23.0));
        }
        let high = pos2(bar.right() + 8.0, rect.center().y);
        ink::text(ui, high, Align2::LEFT_CENTER, &model.write_short(model.scale_end), style, 60.0);
        ink::legend(
            ui,
            &[
                (ink::Swatch::Hatch(t.surface, t.text_subdued), tr(language, "chart.incomplete_month")),
                (ink::Swatch::Outline(t.text_subdued), tr(language, "chart.thin")),
            ],
        );
    });
}

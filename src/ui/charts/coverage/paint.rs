//! Draws the coverage chart and answers pointer and keyboard. Never counts.

use eframe::egui::{Align2, Rect, Sense, Ui, pos2, vec2};

use super::layout::{AXIS, Grid, label_step};
use super::model::{Cell, Mark, Model, Row};
use crate::app::wording;
use crate::domain::{Day, Language, MonthIndex};
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::charts::{ChartResponse, ink};
use crate::ui::text::{count, month, tr};
use crate::ui::theme::{BODY, SMALL, tokens};

/// A mark of days is no narrower than this.
const NARROWEST: f32 = 2.0;

/// Points between two names on the axis.
const LABEL_ROOM: f32 = 76.0;
/// Points that the name of a year needs before the end of the axis.
const YEAR_ROOM: f32 = 36.0;

/// Draws the chart across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    legend(ui, language);
    let size = vec2(ui.available_width(), Grid::height(model.rows.len()));
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let grid = Grid::new(area.min, area.width(), model.ends());
    axis(ui, model, &grid, area, language);
    let mut places = Vec::new();
    for (index, row) in model.rows.iter().enumerate() {
        if ui.is_rect_visible(grid.row(index)) {
            line(ui, &grid, index, row, language);
        }
        places.extend(row_places(model, &grid, index, row));
    }
    marks(ui, model, &places, language)
}

fn legend(ui: &mut Ui, language: Language) {
    let t = tokens(ui);
    ink::legend(
        ui,
        &[
            (ink::Swatch::Fill(t.series), tr(language, "chart.coverage.busy")),
            (ink::Swatch::Fill(t.wash(t.series, 0.35)), tr(language, "chart.coverage.quiet")),
            (ink::Swatch::Hatch(t.warning_fill, t.warning_text), tr(language, "chart.coverage.gap")),
        ],
    );
}

/// Names of months, or of years where months have no room; a hair line at each.
fn axis(ui: &Ui, model: &Model, grid: &Grid, area: Rect, language: Language) {
    let t = tokens(ui);
    let months = model.stretches as i32 * model.stretch_months;
    let step = label_step(months, grid.strip.1 - grid.strip.0, LABEL_ROOM);
    let first = model.first.0.div_euclid(step) * step;
    for index in (first..model.first.0 + months).step_by(step.unsigned_abs() as usize) {
        if index < model.first.0 {
            continue;
        }
        let x = grid.x(MonthIndex(index).first_day());
        ui.painter().vline(x, (area.top() + AXIS)..=area.bottom(), (1.0, t.outline));
        let (name, needed) = if step % 12 == 0 {
            (MonthIndex(index).year().to_string(), YEAR_ROOM)
        } else {
            (month(language, MonthIndex(index)), LABEL_ROOM * 0.6)
        };
        let at = pos2(x, area.top() + AXIS / 2.0);
        let room = (area.right() - x).max(0.0);
        if room > needed {
            ink::text(ui, at, Align2::LEFT_CENTER, &name, (SMALL, t.text_subdued), room);
        }
    }
}

fn line(ui: &Ui, grid: &Grid, index: usize, row: &Row, language: Language) {
    let t = tokens(ui);
    let name = grid.name(index);
    // A file may hold several tables: each line says which.
    let (at, room) = (name.left_center(), name.width() - 12.0);
    ink::text(ui, at, Align2::LEFT_BOTTOM, &row.name, (BODY, t.text), room);
    let kind = wording::records(language, row.kind);
    ink::text(ui, at, Align2::LEFT_TOP, &kind, (SMALL, t.text_subdued), room);
    let records = (BODY, t.text_subdued);
    ink::text(ui, grid.count(index), Align2::RIGHT_CENTER, &count(row.records), records, 72.0);
    let Some((first, last)) = row.span else {
        let at = pos2(grid.strip.0, grid.row(index).center().y);
        let words = tr(language, "quality.no_days");
        let room = grid.strip.1 - grid.strip.0;
        ink::text(ui, at, Align2::LEFT_CENTER, &words, (SMALL, t.text_subdued), room);
        return;
    };
    ui.painter().rect_filled(grid.days(index, first, last), 2, t.surface_hover);
    for gap in &row.gaps {
        let line = t.wash(t.warning_text, 0.55);
        ink::hatch(ui.painter(), grid.days(index, gap.from, gap.to), t.warning_fill, line);
    }
    for (from, to, records) in buckets(grid, &row.days) {
        let strength = 0.3 + 0.7 * (records / row.busy as f32).clamp(0.0, 1.0);
        let days = grid.days(index, from, to);
        // On whole points, so that neighbours touch and never overlap.
        let left = days.left().round();
        let mark = days.with_min_x(left).with_max_x(days.right().round().max(left + NARROWEST));
        ui.painter().rect_filled(mark, 0, t.wash(t.series, strength));
    }
}

/// Days put together where a day is narrower than a point: first day, last day, records per day with records.
fn buckets(grid: &Grid, days: &[(Day, u64)]) -> Vec<(Day, Day, f32)> {
    let mut buckets: Vec<(Day, Day, f32, f32)> = Vec::new();
    for (day, records) in days {
        let records = *records as f32;
        match buckets.last_mut() {
            Some((from, to, sum, number)) if grid.x(*day) - grid.x(*from) < NARROWEST => {
                (*to, *sum, *number) = (*day, *sum + records, *number + 1.0);
            }
            _ => buckets.push((*day, *day, records, 1.0)),
        }
    }
    buckets.into_iter().map(|(from, to, sum, number)| (from, to, sum / number)).collect()
}

fn row_places(model: &Model, grid: &Grid, index: usize, row: &Row) -> Vec<(usize, Rect)> {
    let place = |stretch: usize| {
        let (first, last) = row.span?;
        let from = model.month_of(stretch).first_day();
        let to = model.month_of(stretch + 1).first_day().plus(-1);
        if last < from || to < first {
            return None;
        }
        Some((index * model.stretches + stretch, grid.days(index, from, to)))
    };
    (0..model.stretches).filter_map(place).collect()
}

fn marks(ui: &mut Ui, model: &Model, places: &[(usize, Rect)], language: Language) -> ChartResponse<Mark> {
    let columns = model.stretches;
    let find = |key: usize| -> Option<(&Row, usize, Cell)> {
        let row = model.rows.get(key / columns)?;
        Some((row, key % columns, model.cell(row, key % columns)?))
    };
    let marks = Marks { id: "coverage", columns, tab_stops: TabStops::One, places, selected: None };
    let name = |key| {
        find(key)
            .map_or_else(String::new, |(row, stretch, cell)| model.cell_name(language, row, stretch, &cell))
    };
    let answer = marks.show(ui, name, |ui, key| {
        if let Some((row, stretch, cell)) = find(key) {
            tip(ui, model, language, row, (stretch, &cell));
        }
    });
    let mark = |key: usize| find(key).map(|(row, _, cell)| Mark { source: row.source, month: cell.month });
    answer.of(ui, (around(places), places), mark)
}

fn tip(ui: &mut Ui, model: &Model, language: Language, row: &Row, (stretch, cell): (usize, &Cell)) {
    let title = format!("{} · {}", row.name, model.stretch_name(language, stretch));
    let rows = [
        (tr(language, "chart.coverage.records"), count(cell.records)),
        (tr(language, "chart.coverage.days"), count(u64::from(cell.days))),
    ];
    let gaps: Vec<String> = cell.gaps.iter().map(|gap| wording::gap(language, row.kind, *gap)).collect();
    tooltip(ui, &title, &rows, &gaps.join("\n"));
}

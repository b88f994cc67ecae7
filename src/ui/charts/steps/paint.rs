//! Draws the steps chart and says which step was pointed at. Never computes.

use eframe::egui::{Align2, Rect, Sense, Ui, vec2};

use super::layout::{self, Bar};
use super::model::{Model, Step};
use crate::domain::Language;
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink::{hatch, text};
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::text::{count, tr};
use crate::ui::theme::{BODY, SMALL, tokens};

/// Draws the chart across the available width; a step that was clicked is selected.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<usize> {
    let size = vec2(ui.available_width(), layout::height(model.steps.len()));
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let bars: Vec<Bar> = model
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            layout::bar(area, index, [step.converted, step.still_open, step.dropped], model.most)
        })
        .collect();
    for (step, bar) in model.steps.iter().zip(&bars) {
        draw(ui, step, bar, language);
    }
    let places: Vec<(usize, Rect)> = bars.iter().map(|bar| bar.row).enumerate().collect();
    let marks = Marks { id: "steps", columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| {
            let step = &model.steps[index];
            format!("{}: {} ({})", step.name, count(step.reached), step.of_first)
        },
        |ui, index| tip(ui, &model.steps[index], language),
    );
    let filled: Vec<(usize, Rect)> = bars.iter().map(|bar| bar.parts[0]).enumerate().collect();
    answer.of(ui, (area, &filled), Some)
}

fn draw(ui: &Ui, step: &Step, bar: &Bar, language: Language) {
    let (t, painter) = (tokens(ui), ui.painter());
    let width = bar.row.width();
    if let Some(before) = &step.before {
        let words = if before.time.is_empty() {
            format!("↓ {}", before.rate)
        } else {
            format!("↓ {}   ·   {}", before.rate, before.time)
        };
        let at = bar.row.left_top() - vec2(0.0, layout::BETWEEN / 2.0 - 2.0);
        text(ui, at, Align2::LEFT_CENTER, &words, (SMALL, t.text_subdued), width);
    }
    let line = vec2(0.0, 12.0);
    text(ui, bar.row.left_top() + line, Align2::LEFT_CENTER, &step.name, (BODY, t.text), width * 0.6);
    let figures = format!("{}   {}", count(step.reached), step.of_first);
    text(ui, bar.row.right_top() + line, Align2::RIGHT_CENTER, &figures, (BODY, t.text), width * 0.5);
    let whole = Rect::from_min_max(bar.row.left_bottom() - vec2(0.0, layout::BAR), bar.row.right_bottom());
    painter.rect_filled(whole, 4, t.surface_hover);
    painter.rect_filled(bar.parts[0], 3, t.accent);
    hatch(painter, bar.parts[1], t.accent_fill, t.accent);
    painter.rect_filled(bar.parts[2], 3, t.loss_fill);
    let dropped = format!("−{} {}", count(step.dropped), tr(language, "path.state.dropped"));
    let part = bar.parts[2];
    if step.dropped > 0 && part.width() > 110.0 {
        let at = part.left_center() + vec2(8.0, 0.0);
        text(ui, at, Align2::LEFT_CENTER, &dropped, (SMALL, t.text), part.width() - 12.0);
    }
}

fn tip(ui: &mut Ui, step: &Step, language: Language) {
    let mut rows = vec![
        (tr(language, "path.column.reached"), count(step.reached)),
        (tr(language, "path.column.of_first"), step.of_first.clone()),
        (tr(language, "path.state.went_on"), count(step.converted)),
        (tr(language, "path.state.dropped"), count(step.dropped)),
        (tr(language, "path.state.still_open"), count(step.still_open)),
    ];
    if let Some(before) = &step.before {
        rows.push((tr(language, "path.column.of_previous"), before.rate.clone()));
        rows.push((tr(language, "path.column.time"), before.time.clone()));
    }
    tooltip(ui, &step.name, &rows, "");
}

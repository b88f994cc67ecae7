//! Draws the translator as rows and answers pointer and keyboard. Never computes a rate.

use eframe::egui::{Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::model::{Mark, Model, Row};
use crate::domain::Language;
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::charts::{ChartResponse, ink};
use crate::ui::text::{count, galley, interval_percent, percent, tr, tr_with};
use crate::ui::theme::{BODY, SMALL, font, tokens};

/// Least height of a row.
const ROW: f32 = 38.0;
/// Height of a bar, however many lines its text has.
const BAR: f32 = 22.0;
/// Room for the figures on the right.
const FIGURES: f32 = 150.0;

/// Draws the rows across the available width: what changes on the left, the bar, the figures on the right.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    let width = ui.available_width();
    let texts = (width * 0.42).clamp(180.0, 460.0);
    let (mut places, mut bars) = (Vec::new(), Vec::new());
    for (index, row) in model.rows.iter().enumerate() {
        let (rect, bar) = one(ui, model, row, (texts, width));
        places.push((index, rect));
        bars.push((index, bar));
    }
    let marks =
        Marks { id: "translator", columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| name(&model.rows[index]),
        |ui, index| {
            let row = &model.rows[index];
            let (a, b) = (count(row.share.numerator), count(row.share.denominator));
            let mut rows = vec![
                (tr(language, "chart.waterfall.rate"), value(row)),
                (tr(language, "chart.interval_95"), interval_percent(row.share.low, row.share.high)),
                (
                    tr(language, "chart.waterfall.part"),
                    tr_with(language, "chart.a_of_b", &[("a", &a), ("b", &b)]),
                ),
            ];
            if !row.change.is_empty() {
                rows.insert(0, (tr(language, "chart.waterfall.points"), row.change.clone()));
            }
            tooltip(ui, &row.text, &rows, "");
        },
    );
    let mark = |row| Mark { row };
    answer.of(ui, (around(&places), &bars), |row| Some(mark(row)))
}

fn value(row: &Row) -> String {
    row.share.value.map_or_else(|| "–".to_owned(), percent)
}

fn name(row: &Row) -> String {
    if row.change.is_empty() {
        format!("{}: {}", row.text, value(row))
    } else {
        format!("{}: {}, {}", row.text, row.change, value(row))
    }
}

/// One row; returns where it stands, and where its bar does.
fn one(ui: &mut Ui, model: &Model, row: &Row, (texts, width): (f32, f32)) -> (Rect, Rect) {
    let t = tokens(ui);
    let is_end = row.before.is_none();
    let color = if is_end { t.text } else { t.text_subdued };
    let text = galley(ui, &row.text, &font(BODY), color, texts - 12.0);
    let height = (text.size().y + 12.0).max(ROW);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let middle = rect.center().y;
    ui.painter().galley(pos2(rect.left(), middle - text.size().y / 2.0), text, color);
    let bars = Rect::from_min_max(
        pos2(rect.left() + texts, middle - BAR / 2.0),
        pos2(rect.right() - FIGURES, middle + BAR / 2.0),
    );
    let x = |share: f64| bars.left() + (share / model.end).clamp(0.0, 1.0) as f32 * bars.width();
    let after = row.share.value.unwrap_or(0.0);
    let before = row.before.unwrap_or(0.0);
    let bar =
        Rect::from_min_max(pos2(x(before.min(after)), bars.top()), pos2(x(before.max(after)), bars.bottom()));
    let fill = match row.before {
        None => t.series,
        Some(before) if after < before => t.loss,
        Some(_) => t.success,
    };
    // A change that is too small to be seen leaves a hair line.
    let bar =
        if bar.width() < 2.0 { Rect::from_center_size(bar.center(), vec2(2.0, bar.height())) } else { bar };
    ui.painter().rect_filled(bar, 2, if is_end { fill } else { t.wash(fill, 0.75) });
    // The level that the next row begins with.
    ui.painter().vline(x(after), bars.bottom()..=rect.bottom() + 8.0, Stroke::new(1.0, t.outline));
    let figures = pos2(rect.right(), middle);
    if is_end {
        ink::text(ui, figures, Align2::RIGHT_CENTER, &value(row), (BODY, t.text), FIGURES);
    } else {
        ink::text(ui, figures - vec2(0.0, 8.0), Align2::RIGHT_CENTER, &row.change, (BODY, t.text), FIGURES);
        ink::text(
            ui,
            figures + vec2(0.0, 9.0),
            Align2::RIGHT_CENTER,
            &value(row),
            (SMALL, t.text_subdued),
            FIGURES,
        );
    }
    (rect, bar)
}

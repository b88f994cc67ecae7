//! The score by month with its margins of error. Never joins months without a score, never smooths.

use eframe::egui::{Pos2, Rect, Stroke, Ui, pos2, vec2};
use egui_plot::{HLine, PlotPoint, PlotTransform};

use super::layout::BOTTOM;
use super::model::{Mark, Model, month_rows};
use crate::analysis::NpsMonth;
use crate::domain::Language;
use crate::ui::charts::axis::{self, Axis};
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::charts::{ChartResponse, THIN, linked, zoom};
use crate::ui::text::{count, label, month, signed, tr, tr_with};
use crate::ui::theme::{SMALL, Tokens, tokens};

/// Draws the trend across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    let t = tokens(ui);
    let months = &model.result.months;
    ui.spacing_mut().item_spacing.y = 10.0;
    let part = ui.horizontal(|ui| {
        label(ui, tr(language, "chart.nps.by_month"), SMALL, t.text_subdued);
        zoom::window(ui, "nps by month", months.len(), language)
    });
    let months = &months[part.inner];
    let x = axis::months(months.iter().map(|item| item.month), ui.available_width(), language);
    let ticks = vec![-100.0, -50.0, 0.0, 50.0, 100.0];
    // A little more than the scale, so that its lowest name stays clear of the months.
    let y = Axis { min: -112.0, max: 108.0, ticks, format: Box::new(|score| signed(score, 0)) };
    let plot = axis::frame(ui, "nps by month", BOTTOM - 26.0, x, y);
    let transform = plot
        .show(ui, |plot| plot.add(HLine::new("", 0.0).color(t.text_subdued).width(1.0).allow_hover(false)))
        .transform;
    zoom::stands(ui, "nps by month", *transform.frame());
    for pair in scored(months).collect::<Vec<_>>().windows(2) {
        let [(from, a), (to, b)] = [pair[0], pair[1]];
        if to == from + 1 {
            let ends = [place(&transform, from, a), place(&transform, to, b)];
            ui.painter().line_segment(ends, Stroke::new(2.0, t.wash(t.series, 0.6)));
        }
    }
    for (index, item) in months.iter().enumerate() {
        point(ui, &transform, index, item, t);
    }
    marks(ui, months, &transform, language)
}

/// Position and score of the months that have one.
fn scored(months: &[NpsMonth]) -> impl Iterator<Item = (usize, f64)> {
    months
        .iter()
        .enumerate()
        .filter_map(|(index, item)| Some((index, item.net.score.filter(|s| s.is_finite())?)))
}

fn place(transform: &PlotTransform, index: usize, score: f64) -> Pos2 {
    transform.position_from_point(&PlotPoint::new(index as f64, score))
}

fn point(ui: &Ui, transform: &PlotTransform, index: usize, item: &NpsMonth, t: &Tokens) {
    let Some(score) = item.net.score.filter(|score| score.is_finite()) else { return };
    let thin = item.net.n < THIN;
    let color = if thin { t.thin_data } else { t.series };
    if let (Some(low), Some(high)) = (item.net.low, item.net.high) {
        let ends = [place(transform, index, low), place(transform, index, high)];
        ui.painter().line_segment(ends, Stroke::new(1.5, color));
        for end in ends {
            ui.painter().hline((end.x - 3.0)..=(end.x + 3.0), end.y, Stroke::new(1.5, color));
        }
    }
    ui.painter().circle(place(transform, index, score), 4.0, color, Stroke::new(1.5, t.surface));
}

fn marks(
    ui: &mut Ui,
    months: &[NpsMonth],
    transform: &PlotTransform,
    language: Language,
) -> ChartResponse<Mark> {
    let frame = *transform.frame();
    let half = frame.width() / months.len().max(1) as f32 / 2.0;
    let column = |index: usize| {
        let middle = place(transform, index, 0.0);
        Rect::from_center_size(pos2(middle.x, frame.center().y), vec2(half * 2.0, frame.height()))
    };
    let places: Vec<(usize, Rect)> = scored(months).map(|(index, _)| (index, column(index))).collect();
    let columns = months.len().max(1);
    let marks =
        Marks { id: "nps months", columns, tab_stops: TabStops::One, places: &places, selected: None };
    let name = |index: usize| {
        let item = &months[index];
        let score = item.net.score.map_or("–".to_owned(), |score| signed(score, 0));
        let (month, n) = (month(language, item.month), count(item.net.n));
        tr_with(language, "chart.nps.month_name", &[("month", &month), ("score", &score), ("n", &n)])
    };
    let answer = marks.show(ui, name, |ui, index| {
        let item = &months[index];
        let thin = if item.net.n < THIN { tr(language, "chart.thin") } else { String::new() };
        tooltip(ui, &month(language, item.month), &month_rows(item, language), &thin);
    });
    if let Some(item) = answer.hovered.and_then(|index| months.get(index)) {
        linked::point(ui, item.month);
    }
    let pointed = linked::pointed(ui);
    if let Some(index) = months.iter().position(|item| Some(item.month) == pointed) {
        ui.painter().rect_filled(column(index), 0, tokens(ui).wash(tokens(ui).text, 0.05));
    }
    let mark = |index: usize| months.get(index).map(|item| Mark::Month(item.month));
    let points = scored(months).map(|(index, score)| {
        (index, Rect::from_center_size(place(transform, index, score), vec2(14.0, 14.0)))
    });
    answer.of(ui, (frame, &points.collect::<Vec<_>>()), mark)
}

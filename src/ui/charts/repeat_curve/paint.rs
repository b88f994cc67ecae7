//! Draws the repeat curve and answers pointer and keyboard. Never computes a share.

use std::ops::Range;

use eframe::egui::{Id, Pos2, Rect, Stroke, Ui, pos2, vec2};
use egui_plot::{FilledArea, Line, PlotPoint, PlotPoints, PlotResponse, PlotTransform};

use super::layout::{Extent, extent, steps};
use super::model::{Mark, Model, Window};
use crate::domain::Language;
use crate::ui::charts::axis::{self, Axis};
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::charts::{ChartResponse, THIN, zoom};
use crate::ui::text::{count, interval_percent, percent, percent_tick, tr, tr_with};
use crate::ui::theme::{Tokens, tokens};

const ID: &str = "repeat curve";

/// Draws curve and windows across the available width, 240 to 420 points high.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let t = tokens(ui);
    let extent = extent(model);
    ink::legend(ui, &legend(model, t, language));
    let days = zoom::window(ui, ID, extent.days.ceil() as usize, language);
    let (from, to) = (days.start as f64, (days.end as f64).min(extent.days));
    let room = ui.available_height();
    let height = if room.is_finite() { room.clamp(240.0, 420.0) } else { 320.0 };
    let PlotResponse { transform, response, .. } = plot(ui, model, (extent, from..to), language, height);
    zoom::stands(ui, ID, *transform.frame());
    let model = &seen(model, from..to);
    for window in &model.windows {
        whisker(ui, &transform, window, t);
    }
    let answer = windows(ui, model, &transform, language);
    if answer.hovered.is_none() && response.contains_pointer() {
        readout(ui, model, &transform, response.hover_pos(), language);
    }
    answer
}

/// The windows that lie among the days that are looked at; the curve as a whole.
fn seen(model: &Model, days: Range<f64>) -> Model {
    let is_seen = |window: &&Window| (days.start..=days.end).contains(&f64::from(window.result.days));
    Model { windows: model.windows.iter().filter(is_seen).cloned().collect(), ..model.clone() }
}

fn legend(model: &Model, t: &Tokens, language: Language) -> Vec<(Swatch, String)> {
    let mut entries = Vec::new();
    if !model.curve.is_empty() {
        entries.push((Swatch::Line(t.series), tr(language, "chart.repeat.km_legend")));
        entries.push((Swatch::Fill(t.wash(t.series, 0.2)), tr(language, "chart.interval_95")));
    }
    if !model.windows.is_empty() {
        entries.push((Swatch::Dot(t.text), tr(language, "chart.repeat.rate_legend")));
    }
    if model.windows.iter().any(|window| window.thin) {
        entries.push((Swatch::Dot(t.thin_data), tr(language, "chart.thin")));
    }
    entries
}

fn plot(
    ui: &mut Ui,
    model: &Model,
    (extent, days): (Extent, Range<f64>),
    language: Language,
    height: f32,
) -> PlotResponse<()> {
    let t = tokens(ui);
    let x = axis::days(days.start, days.end, language);
    let y = Axis::stepped(0.0, extent.share, extent.share_step, percent_tick);
    let corners = steps(&model.curve, extent.days);
    axis::frame(ui, ID, height, x, y).show(ui, |plot| {
        let column = |index: usize| corners.iter().map(|corner| corner[index]).collect::<Vec<f64>>();
        if corners.len() > 1 {
            let band = FilledArea::new("", &column(0), &column(2), &column(3));
            plot.add(band.fill_color(t.wash(t.series, 0.2)).stroke(Stroke::NONE).allow_hover(false));
            let line: PlotPoints<'_> = corners.iter().map(|corner| [corner[0], corner[1]]).collect();
            // A band through points that share a day would make slopes of the steps.
            let line = Line::new("", line).allow_band(false);
            plot.line(line.color(t.series).width(1.5).allow_hover(false));
        }
    })
}

fn whisker(ui: &Ui, transform: &PlotTransform, window: &Window, t: &Tokens) {
    let color = if window.thin { t.thin_data } else { t.text };
    let at = |share: f64| place(transform, f64::from(window.result.days), share);
    let painter = ui.painter().with_clip_rect(transform.frame().expand2(vec2(6.0, 0.0)));
    if let (Some(low), Some(high)) = (window.result.low, window.result.high) {
        let (low, high) = (at(low), at(high));
        let stroke = Stroke::new(1.5, color);
        painter.line_segment([low, high], stroke);
        for end in [low, high] {
            painter.line_segment([end - vec2(4.0, 0.0), end + vec2(4.0, 0.0)], stroke);
        }
    }
    let middle = at(window.result.rate.unwrap_or(0.0));
    ui.painter().circle(middle, 4.5, color, Stroke::new(1.5, t.surface));
}

fn place(transform: &PlotTransform, day: f64, share: f64) -> Pos2 {
    transform.position_from_point(&PlotPoint::new(day, share))
}

fn windows(ui: &mut Ui, model: &Model, transform: &PlotTransform, language: Language) -> ChartResponse<Mark> {
    let places: Vec<(usize, Rect)> = model
        .windows
        .iter()
        .enumerate()
        .map(|(index, window)| {
            let middle = place(transform, f64::from(window.result.days), window.result.rate.unwrap_or(0.0));
            (index, Rect::from_center_size(middle, vec2(20.0, 24.0)))
        })
        .collect();
    let columns = places.len().max(1);
    let marks = Marks { id: "windows", columns, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| window_name(&model.windows[index], language),
        |ui, index| {
            let window = &model.windows[index];
            let title = days(window.result.days, language);
            let meaning = tr(language, if window.thin { "chart.thin" } else { "chart.repeat.means" });
            tooltip(ui, &title, &window_rows(window, language), &meaning);
        },
    );
    let mark = |index: usize| model.windows.get(index).map(|window| Mark { days: window.result.days });
    let dots: Vec<(usize, Rect)> =
        places.iter().map(|(key, rect)| (*key, rect.shrink2(vec2(3.0, 5.0)))).collect();
    answer.of(ui, (*transform.frame(), &dots), mark)
}

fn days(days: u32, language: Language) -> String {
    tr_with(language, "chart.repeat.within", &[("days", &days.to_string())])
}

fn window_name(window: &Window, language: Language) -> String {
    let rate = window.result.rate.map_or_else(|| tr(language, "chart.no_data"), percent);
    format!("{}: {rate}, {}", days(window.result.days, language), of(window, language))
}

fn of(window: &Window, language: Language) -> String {
    let (a, b) = (count(window.result.repeaters), count(window.result.mature));
    tr_with(language, "chart.a_of_b", &[("a", &a), ("b", &b)])
}

fn window_rows(window: &Window, language: Language) -> Vec<(String, String)> {
    let result = &window.result;
    let optional = |value: Option<f64>| value.map_or("–".to_owned(), percent);
    vec![
        (tr(language, "chart.repeat.rate"), optional(result.rate)),
        (tr(language, "chart.interval_95"), interval_percent(result.low, result.high)),
        (tr(language, "chart.repeat.repeaters"), of(window, language)),
        (tr(language, "chart.repeat.km"), optional(result.kaplan_meier)),
        (tr(language, "chart.funnel.still_open"), count(result.still_open)),
    ]
}

/// The value of the curve under the pointer, with a thin rule.
fn readout(ui: &Ui, model: &Model, transform: &PlotTransform, pointer: Option<Pos2>, language: Language) {
    let t = tokens(ui);
    let Some(pointer) = pointer.filter(|pointer| transform.frame().contains(*pointer)) else { return };
    let day = transform.value_from_position(pointer).x.floor();
    let Some(point) = model.at(day) else { return };
    let middle = place(transform, day, point.value);
    let frame = transform.frame();
    ui.painter().vline(middle.x, frame.y_range(), Stroke::new(1.0, t.outline));
    ui.painter().circle(middle, 4.0, t.series, Stroke::new(1.5, t.surface));
    let rows = [
        (tr(language, "chart.repeat.km"), percent(point.value)),
        (tr(language, "chart.interval_95"), interval_percent(point.low, point.high)),
        (tr(language, "chart.repeat.at_risk"), count(point.at_risk)),
    ];
    let title = tr_with(language, "chart.repeat.day", &[("n", &format!("{day:.0}"))]);
    let thin = if point.at_risk < THIN { tr(language, "chart.thin") } else { String::new() };
    let at = pos2(middle.x + 12.0, middle.y.min(frame.bottom() - 90.0));
    let tip = eframe::egui::Tooltip::always_open(
        ui.ctx().clone(),
        ui.layer_id(),
        Id::unique("repeat curve readout"),
        at,
    );
    tip.show(|ui| tooltip(ui, &title, &rows, &thin));
}

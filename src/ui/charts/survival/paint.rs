//! Draws the curves by group and answers pointer and keyboard. Never computes a share.

use eframe::egui::{Align2, Color32, Id, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};
use egui_plot::{FilledArea, PlotPoint, PlotTransform};

use super::model::{Line, Mark, Model, at, optional};
use crate::analysis::{CurvePoint, GroupName};
use crate::app::wording;
use crate::domain::Language;
use crate::ui::charts::axis::{self, Axis};
use crate::ui::charts::mark::{Marks, TabStops, around, tooltip};
use crate::ui::charts::{ChartResponse, ink, zoom};
use crate::ui::text::{count, interval_percent, percent, percent_tick, tr, tr_with};
use crate::ui::theme::{SMALL, Tokens, category, tokens};

/// Room for the names at the ends of the curves.
const NAMES: f32 = 150.0;
/// Height of a line of the table below.
const LINE: f32 = 22.0;

/// Draws the curves across the available width, names at their ends, the number at risk below.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let last = model.last_day();
    let top = top(model, last);
    let (share, share_step) = axis::from_zero(top, 5);
    let id = model.by.id();
    let days = zoom::window(ui, id, last as usize, language);
    let is_whole = days.end == last as usize;
    // A little air behind the last day, so that the end of a curve is seen.
    let to = if is_whole { f64::from(last) * 1.01 } else { days.end as f64 };
    let x = axis::days(days.start as f64, to, language);
    let y = Axis::stepped(0.0, share.min(1.0), share_step, percent_tick);
    let t = tokens(ui);
    let known = ui.scope_id().with(("curve under the pointer", model.by.id()));
    let lit: Option<usize> = ui.data(|data| data.get_temp(known)).flatten();
    let plot = axis::frame(ui, id, 300.0, x, y).width(ui.available_width() - NAMES);
    let response = plot.show(ui, |plot| {
        for (index, line) in model.lines.iter().enumerate() {
            if lit.is_none_or(|lit| lit == index) {
                band(plot, line, last, color(line, t), t);
            }
        }
    });
    let transform = response.transform;
    zoom::stands(ui, id, *transform.frame());
    lines(ui, model, &transform, last, lit);
    let answer = names(ui, model, &transform, days.end as u32, language);
    ui.data_mut(|data| data.insert_temp(known, answer.hovered.map(|mark| mark.group)));
    if answer.hovered.is_none() && response.response.contains_pointer() {
        readout(ui, model, &transform, response.response.hover_pos(), language);
    }
    at_risk(ui, model, &transform, (days.start as u32, days.end as u32), language);
    answer
}

/// The highest point that is drawn.
fn top(model: &Model, last: u32) -> f64 {
    let points = model.lines.iter().filter(|line| !line.thin).flat_map(|line| at(&line.result.curve, last));
    points.map(|point| point.value).filter(|value| value.is_finite()).fold(0.05, f64::max) * 1.05
}

fn color(line: &Line, t: &Tokens) -> Color32 {
    match (&line.result.name, line.color) {
        (GroupName::Push, _) => t.push,
        (GroupName::Pull, _) => t.pull,
        (_, Some(index)) => category(index),
        (_, None) => t.unattributed,
    }
}

/// The bands of the groups that are looked at.
fn band(plot: &mut egui_plot::PlotUi<'_>, line: &Line, last: u32, color: Color32, t: &Tokens) {
    let corners = corners(&line.result.curve, end(line, last));
    if corners.len() < 2 || line.thin {
        return;
    }
    let column = |index: usize| corners.iter().map(|corner| corner[index]).collect::<Vec<f64>>();
    let band = FilledArea::new("", &column(0), &column(2), &column(3));
    plot.add(band.fill_color(t.wash(color, 0.12)).stroke(Stroke::NONE).allow_hover(false));
}

/// The curves as steps; those that are not looked at stand back.
fn lines(ui: &Ui, model: &Model, transform: &PlotTransform, last: u32, lit: Option<usize>) {
    let t = tokens(ui);
    let painter = ui.painter().with_clip_rect(transform.frame().expand(2.0));
    for (index, line) in model.lines.iter().enumerate() {
        let is_lit = lit.is_none_or(|lit| lit == index);
        let corners = corners(&line.result.curve, end(line, last));
        let place = |corner: &[f64; 4]| transform.position_from_point(&PlotPoint::new(corner[0], corner[1]));
        let color = if line.thin || !is_lit { t.wash(color(line, t), 0.35) } else { color(line, t) };
        let stroke = Stroke::new(if lit == Some(index) { 2.5 } else { 1.75 }, color);
        painter.add(Shape::line(corners.iter().map(place).collect(), stroke));
    }
}

/// Until when a group was watched, as far as it is drawn.
fn end(line: &Line, last: u32) -> u32 {
    let watched = line.result.at_risk.iter().filter(|at| at.customers > 0).map(|at| at.day).max();
    let event = line.result.curve.last().map(|point| point.day);
    watched.max(event).unwrap_or(0).min(last)
}

/// Corners of the steps: day, value, lower and upper end.
fn corners(curve: &[CurvePoint], last: u32) -> Vec<[f64; 4]> {
    let mut corners = vec![[0.0; 4]];
    let mut level = [0.0; 3];
    for point in curve.iter().filter(|point| point.day <= last && point.value.is_finite()) {
        let day = f64::from(point.day);
        corners.push([day, level[0], level[1], level[2]]);
        let finite = |end: Option<f64>| end.filter(|end| end.is_finite()).unwrap_or(point.value);
        level = [point.value, finite(point.low), finite(point.high)];
        corners.push([day, level[0], level[1], level[2]]);
    }
    corners.push([f64::from(last), level[0], level[1], level[2]]);
    corners
}

/// The names beside the ends of their curves, moved apart where they would cover each other.
fn names(
    ui: &mut Ui,
    model: &Model,
    transform: &PlotTransform,
    until: u32,
    language: Language,
) -> ChartResponse<Mark> {
    let t = tokens(ui);
    let frame = *transform.frame();
    let height = |line: &Line| {
        let value = at(&line.result.curve, until).map_or(0.0, |point| point.value);
        transform.position_from_point(&PlotPoint::new(f64::from(until), value)).y
    };
    let mut order: Vec<(usize, f32)> =
        model.lines.iter().enumerate().map(|(index, line)| (index, height(line))).collect();
    order.sort_by(|left, right| left.1.total_cmp(&right.1));
    spread(&mut order, frame.top() + 8.0, frame.bottom() - 8.0);
    let (mut places, mut ends) = (Vec::new(), Vec::new());
    for (index, y) in order {
        let line = &model.lines[index];
        let rect = Rect::from_min_size(pos2(frame.right() + 6.0, y - 9.0), vec2(NAMES - 8.0, 18.0));
        let color = if line.thin { t.thin_data } else { color(line, t) };
        ui.painter().circle_filled(pos2(rect.left() + 4.0, y), 4.0, color);
        let text = wording::group_name(language, &line.result.name);
        let style = (SMALL, if line.thin { t.text_subdued } else { t.text });
        ink::text(ui, pos2(rect.left() + 13.0, y), Align2::LEFT_CENTER, &text, style, rect.width() - 13.0);
        places.push((index, rect));
        let end = pos2(frame.right() - 6.0, height(line).clamp(frame.top(), frame.bottom()));
        ends.push((index, Rect::from_center_size(end, vec2(12.0, 12.0))));
    }
    places.sort_by_key(|place| place.0);
    let marks = Marks { id: "groups", columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| {
            let result = &model.lines[index].result;
            format!("{}: {}", wording::group_name(language, &result.name), optional(result.within.value))
        },
        |ui, index| tip(ui, model, index, language),
    );
    let mark = |group| Mark { group };
    // Names and curves: a note points at the end of a curve from among the curves.
    answer.of(ui, (around(&places).union(frame), &ends), |group| Some(mark(group)))
}

/// Moves heights, which ascend, apart by the height of a name, and keeps them between the two ends as well as it goes.
fn spread(order: &mut [(usize, f32)], top: f32, bottom: f32) {
    let mut floor = top;
    for (_, y) in order.iter_mut() {
        *y = y.max(floor);
        floor = *y + 17.0;
    }
    let mut ceiling = bottom;
    for (_, y) in order.iter_mut().rev() {
        *y = y.min(ceiling);
        ceiling = *y - 17.0;
    }
}

fn tip(ui: &mut Ui, model: &Model, index: usize, language: Language) {
    let result = &model.lines[index].result;
    let of = [("a", &*count(result.within.numerator)), ("b", &*count(result.within.denominator))];
    let days = model.days.to_string();
    let rows = [
        (tr_with(language, "chart.repeat.within", &[("days", &days)]), optional(result.within.value)),
        (tr(language, "chart.interval_95"), interval_percent(result.within.low, result.within.high)),
        (tr(language, "chart.repeat.repeaters"), tr_with(language, "chart.a_of_b", &of)),
        (tr(language, "chart.repeat.km"), optional(result.kaplan_meier)),
        (tr(language, "chart.survival.customers"), count(result.customers)),
    ];
    let thin = if model.lines[index].thin { tr(language, "chart.thin") } else { String::new() };
    tooltip(ui, &wording::group_name(language, &result.name), &rows, &thin);
}

/// All curves on the day under the pointer.
fn readout(ui: &Ui, model: &Model, transform: &PlotTransform, pointer: Option<Pos2>, language: Language) {
    let t = tokens(ui);
    let frame = *transform.frame();
    let Some(pointer) = pointer.filter(|pointer| frame.contains(*pointer)) else { return };
    let day = transform.value_from_position(pointer).x.max(0.0) as u32;
    ui.painter().vline(pointer.x, frame.y_range(), Stroke::new(1.0, t.outline));
    let mut rows = Vec::new();
    for line in &model.lines {
        let Some(point) = at(&line.result.curve, day) else { continue };
        let middle = transform.position_from_point(&PlotPoint::new(f64::from(day), point.value));
        ui.painter().circle(middle, 3.5, color(line, t), Stroke::new(1.5, t.surface));
        let value = format!("{}  ({})", percent(point.value), interval_percent(point.low, point.high));
        rows.push((wording::group_name(language, &line.result.name), value));
    }
    let title = tr_with(language, "chart.repeat.day", &[("n", &day.to_string())]);
    let side = pos2(pointer.x + 14.0, frame.top() + 8.0);
    let id = Id::unique(("groups readout", model.by.id()));
    let tip = eframe::egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, side);
    tip.show(|ui| tooltip(ui, &title, &rows, ""));
}

/// How many customers of each group are still at risk, under their days: what stands behind the right end of a curve.
fn at_risk(
    ui: &mut Ui,
    model: &Model,
    transform: &PlotTransform,
    (from, until): (u32, u32),
    language: Language,
) {
    let t = tokens(ui);
    let height = LINE * (model.lines.len() as f32 + 1.0) + 4.0;
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let frame = transform.frame();
    let style = (SMALL, t.text_subdued);
    let title = tr(language, "chart.survival.at_risk");
    ink::text(ui, pos2(frame.left(), area.top() + LINE / 2.0), Align2::LEFT_CENTER, &title, style, 400.0);
    for (index, line) in model.lines.iter().enumerate() {
        let y = area.top() + LINE * (index as f32 + 1.5);
        let swatch = Rect::from_center_size(pos2(area.left() + 10.0, y), vec2(10.0, 3.0));
        ui.painter().rect_filled(swatch, 1, color(line, t));
        let name = wording::group_name(language, &line.result.name);
        ink::text(
            ui,
            pos2(frame.right() + 6.0, y),
            Align2::LEFT_CENTER,
            &name,
            (SMALL, t.text_subdued),
            NAMES - 8.0,
        );
        for at in line.result.at_risk.iter().filter(|at| (from..=until).contains(&at.day)) {
            let x = transform.position_from_point(&PlotPoint::new(f64::from(at.day), 0.0)).x;
            let anchor = if at.day == 0 { Align2::LEFT_CENTER } else { Align2::CENTER_CENTER };
            ink::text(ui, pos2(x, y), anchor, &count(at.customers), (SMALL, t.text), 60.0);
        }
    }
}

//! Draws the months of ads and answers pointer and keyboard. Never adds anything up.

use eframe::egui::{Color32, Rect, Ui};

use super::layout::{Stack, scale, stacks};
use super::model::{Mark, Model};
use crate::domain::Language;
use crate::ui::charts::axis::{self, Axis};
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::charts::{ChartResponse, linked, zoom};
use crate::ui::text::{month, tr};
use crate::ui::theme::{Tokens, category, tokens};

const ID: &str = "ads by month";

/// Draws the months across the available width, 280 points high.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let t = tokens(ui);
    ink::legend(ui, &legend(model, t, language));
    let part = zoom::window(ui, ID, model.months.len(), language);
    let model = &model.part(part);
    let (top, step) = scale(model);
    let y = Axis::stepped(0.0, top, step, move |value| model.tick(value));
    let x = axis::months(model.months.iter().map(|(month, _)| *month), ui.available_width(), language);
    let frame = *axis::frame(ui, ID, 280.0, x, y).show(ui, |_| ()).transform.frame();
    zoom::stands(ui, ID, frame);
    let stacks = stacks(frame, model, top);
    for (stack, (_, is_whole)) in stacks.iter().zip(&model.months) {
        for (index, rect) in stack.parts.iter().enumerate() {
            paint(ui, *rect, color(model, index, t), *is_whole, t);
        }
    }
    marks(ui, model, (frame, &stacks), language)
}

fn color(model: &Model, series: usize, t: &Tokens) -> Color32 {
    model.series[series].line.map_or(t.unattributed, category)
}

fn legend(model: &Model, t: &Tokens, language: Language) -> Vec<(Swatch, String)> {
    let named = model.series.iter().enumerate();
    let mut entries: Vec<(Swatch, String)> =
        named.map(|(index, one)| (Swatch::Fill(color(model, index, t)), one.name.clone())).collect();
    if model.months.iter().any(|(_, is_whole)| !is_whole) {
        let swatch = Swatch::Hatch(t.surface, t.text_subdued);
        entries.push((swatch, tr(language, "channels.over_time.incomplete")));
    }
    entries
}

fn paint(ui: &Ui, rect: Rect, fill: Color32, is_whole: bool, t: &Tokens) {
    if is_whole {
        ui.painter().rect_filled(rect, 0, fill);
    } else {
        ink::hatch(ui.painter(), rect, t.wash(fill, 0.35), fill);
    }
}

/// Every part that there is, by line and month; the whole column lights up.
fn marks(
    ui: &mut Ui,
    model: &Model,
    (frame, stacks): (Rect, &[Stack]),
    language: Language,
) -> ChartResponse<Mark> {
    let columns = stacks.len().max(1);
    let mut places: Vec<(usize, Rect)> = Vec::new();
    for line in 0..model.series.len() {
        for (column, stack) in stacks.iter().enumerate() {
            // A sliver can still be pointed at.
            let rect = stack.parts[line];
            let seen = model.series[line].months.contains_key(&model.months[column].0);
            if seen {
                places.push((line * columns + column, rect.expand2([1.0, 0.0].into())));
            }
        }
    }
    let of = |key: usize| (&model.series[key / columns], model.months[key % columns].0);
    let marks = Marks { id: ID, columns, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |key| {
            let (series, at) = of(key);
            let figures = model.rows(series, at, language);
            let figures: Vec<String> =
                figures.into_iter().map(|(name, value)| format!("{name} {value}")).collect();
            format!("{}, {}: {}", series.name, month(language, at), figures.join(", "))
        },
        |ui, key| {
            let (series, at) = of(key);
            let is_whole = model.months[key % columns].1;
            let state = if is_whole { String::new() } else { tr(language, "channels.over_time.incomplete") };
            let title = format!("{} · {}", series.name, month(language, at));
            tooltip(ui, &title, &model.rows(series, at, language), &state);
        },
    );
    let mark = |key: usize| {
        let (series, month) = of(key);
        Mark { line: series.line, month }
    };
    if let Some(key) = answer.hovered {
        linked::point(ui, of(key).1);
    }
    let pointed = linked::pointed(ui);
    if let Some(at) = model.months.iter().position(|(month, _)| Some(*month) == pointed) {
        ui.painter().rect_filled(stacks[at].column, 0, tokens(ui).wash(tokens(ui).text, 0.05));
    }
    answer.of(ui, (frame, &places), |key| Some(mark(key)))
}

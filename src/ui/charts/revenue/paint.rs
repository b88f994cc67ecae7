//! Draws revenue by month and answers pointer and keyboard. Never adds amounts up.

use eframe::egui::{Rect, Ui};

use super::layout::{Bar, bars, scale};
use super::model::{Mark, Model};
use crate::domain::Language;
use crate::ui::charts::axis::{self, Axis};
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::charts::{ChartResponse, linked, zoom};
use crate::ui::text::{money_compact, month, tr};
use crate::ui::theme::{Tokens, tokens};

/// Draws the bars across the available width, 220 to 400 points high.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let t = tokens(ui);
    ink::legend(ui, &legend(model, t, language));
    let part = zoom::window(ui, "revenue", model.months.len(), language);
    let model = &Model { months: model.months[part].to_vec(), ..model.clone() };
    let (top, step) = scale(model);
    let room = ui.available_height();
    let height = if room.is_finite() { room.clamp(220.0, 400.0) } else { 280.0 };
    let currency = model.currency;
    let y = Axis::stepped(0.0, top, step, move |minor| money_compact(minor as i64, currency));
    let x = axis::months(model.months.iter().map(|item| item.result.month), ui.available_width(), language);
    let frame = *axis::frame(ui, "revenue", height, x, y).show(ui, |_| ()).transform.frame();
    zoom::stands(ui, "revenue", frame);
    let bars = bars(frame, model, top);
    for (bar, item) in bars.iter().zip(&model.months) {
        paint(ui, bar, item.result.complete, t);
    }
    let places: Vec<(usize, Rect)> = bars.iter().map(|bar| bar.column).enumerate().collect();
    let columns = places.len().max(1);
    let marks = Marks { id: "months", columns, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| name(model, index, language),
        |ui, index| {
            let item = &model.months[index];
            let state = if item.result.complete { "" } else { "chart.incomplete_month" };
            let state = if state.is_empty() { String::new() } else { tr(language, state) };
            tooltip(ui, &month(language, item.result.month), &model.rows(item, language), &state);
        },
    );
    if let Some(item) = answer.hovered.and_then(|index| model.months.get(index)) {
        linked::point(ui, item.result.month);
    }
    let pointed = linked::pointed(ui);
    let shown = model.months.iter().position(|item| Some(item.result.month) == pointed);
    if let Some(bar) = answer.hovered.or(shown).and_then(|index| bars.get(index)) {
        ui.painter().rect_filled(bar.column, 0, t.wash(t.text, 0.05));
    }
    let mark = |index: usize| model.months.get(index).map(|item| Mark { month: item.result.month });
    let stacks: Vec<(usize, Rect)> = bars.iter().map(Bar::stack).enumerate().collect();
    answer.of(ui, (frame, &stacks), mark)
}

fn legend(model: &Model, t: &Tokens, language: Language) -> Vec<(Swatch, String)> {
    let mut entries = vec![
        (Swatch::Fill(t.new_customers), tr(language, "chart.revenue.new")),
        (Swatch::Fill(t.returning_customers), tr(language, "chart.revenue.returning")),
    ];
    if model.months.iter().any(|item| item.result.anonymous_minor != 0) {
        entries.push((Swatch::Fill(t.anonymous), tr(language, "chart.revenue.anonymous")));
    }
    if model.months.iter().any(|item| !item.result.complete) {
        let swatch = Swatch::Hatch(t.surface, t.text_subdued);
        entries.push((swatch, tr(language, "chart.incomplete_month")));
    }
    entries
}

fn paint(ui: &Ui, bar: &Bar, complete: bool, t: &Tokens) {
    let fills = [t.new_customers, t.returning_customers, t.anonymous];
    for (rect, fill) in bar.parts.iter().zip(fills) {
        if complete {
            ui.painter().rect_filled(*rect, 0, fill);
        } else {
            ink::hatch(ui.painter(), *rect, t.wash(fill, 0.35), fill);
        }
    }
}

fn name(model: &Model, index: usize, language: Language) -> String {
    let item = &model.months[index];
    let parts: Vec<String> =
        model.rows(item, language).into_iter().map(|(name, value)| format!("{name} {value}")).collect();
    let state = if item.result.complete {
        String::new()
    } else {
        format!(", {}", tr(language, "chart.incomplete_month"))
    };
    format!("{}: {}{state}", month(language, item.result.month), parts.join(", "))
}

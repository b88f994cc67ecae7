//! The customers: who came back and when, month by month, and what they brought. Never computes.

use eframe::egui::Ui;

use super::ViewModel;
use super::journey::share_with_interval;
use super::parts::{Tile, caveats, nothing, room, tiles};
use crate::analysis::{Analysis, Cohorts, DefinitionId, Repeat, RepeatWithin, RevenueMonth};
use crate::app::{Action, Selection};
use crate::domain::Currency;
use crate::ui::charts::{heat_map, repeat_curve, revenue};
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::Card;

/// Heights of the charts; two years of cohorts fit without scrolling.
const CURVE_HEIGHT: f32 = 320.0;
const COHORTS_HEIGHT: f32 = 780.0;
const BARS_HEIGHT: f32 = 300.0;

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let repeat =
        model.shown.analysis.and_then(|analysis| analysis.repeat.as_ref().map(|repeat| (analysis, repeat)));
    let Some((analysis, repeat)) = repeat else {
        return nothing(ui, model, Icon::Users, "customers", out);
    };
    tiles(ui, model, &windows(model, repeat), out);
    ui.add_space(space::XS);
    charts(ui, model, analysis, out);
    caveats(ui, model, &analysis.caveats);
}

/// Repeat purchase to date, then within each window.
fn windows(model: &ViewModel<'_>, repeat: &Repeat) -> Vec<Tile> {
    let to_date = &repeat.to_date;
    let (value, interval) = share_with_interval(to_date.rate, to_date.low, to_date.high);
    let customers = count(to_date.customers);
    let values = [("interval", interval.as_str()), ("customers", customers.as_str())];
    let so_far = Tile {
        label: tr(model.language, "tile.to_date"),
        value,
        note: tr_with(model.language, "tile.to_date.note", &values),
        definition: to_date.definition,
        selection: Selection::Definition(to_date.definition),
    };
    let windows = repeat.within.iter().map(|window| window_tile(model, window));
    windows.chain(std::iter::once(so_far)).collect()
}

/// RP4 with its interval, and RP5 beside it.
pub(super) fn window_tile(model: &ViewModel<'_>, window: &RepeatWithin) -> Tile {
    let (value, interval) = share_with_interval(window.rate, window.low, window.high);
    let language = model.language;
    let mature = count(window.mature);
    let mut note = match window.rate {
        Some(_) => tr_with(language, "tile.within.note", &[("interval", &interval), ("mature", &mature)]),
        None => tr(language, "tile.within.none"),
    };
    if let Some(estimate) = window.kaplan_meier {
        note.push('\n');
        note.push_str(&tr_with(language, "tile.within.estimate", &[("estimate", &percent(estimate))]));
    }
    Tile {
        label: tr_with(language, "tile.within", &[("days", &window.days.to_string())]),
        value,
        note,
        definition: window.definition,
        selection: Selection::Window(window.days),
    }
}

fn charts(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    if let Some(repeat) = &analysis.repeat {
        curve(ui, model, repeat, out);
    }
    if let Some(cohorts) = &analysis.cohorts {
        heat(ui, model, cohorts, out);
    }
    if let (Some(months), Some(currency)) = (&analysis.revenue, analysis.currency) {
        bars(ui, model, months, currency, out);
    }
}

fn curve(ui: &mut Ui, model: &ViewModel<'_>, repeat: &Repeat, out: &mut Vec<Action>) {
    let (language, chart) = (model.language, repeat_curve::Model::new(repeat));
    if chart.is_empty() {
        return;
    }
    let title = chart.title(language);
    let card = Card::new("repeat curve", &title);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| room(ui, CURVE_HEIGHT, |ui| repeat_curve::show(ui, &chart, language)),
    );
    if let Some(mark) = shown.inner.and_then(|response| response.clicked) {
        out.push(Action::Select(Some(Selection::Window(mark.days))));
    }
}

fn heat(ui: &mut Ui, model: &ViewModel<'_>, cohorts: &Cohorts, out: &mut Vec<Action>) {
    let (language, chart) = (model.language, heat_map::Model::new(cohorts));
    if chart.is_empty() {
        return;
    }
    let title = chart.title(language);
    let card = Card::new("cohorts", &title);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| room(ui, COHORTS_HEIGHT, |ui| heat_map::show(ui, &chart, language)),
    );
    if shown.inner.is_some_and(|response| response.clicked.is_some()) {
        out.push(Action::Select(Some(Selection::Definition(DefinitionId::Cohort))));
    }
}

fn bars(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    months: &[RevenueMonth],
    currency: Currency,
    out: &mut Vec<Action>,
) {
    let (language, chart) = (model.language, revenue::Model::new(months, currency));
    if chart.is_empty() {
        return;
    }
    let title = chart.title(language);
    let card = Card::new("revenue", &title);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| room(ui, BARS_HEIGHT, |ui| revenue::show(ui, &chart, language)),
    );
    if shown.inner.is_some_and(|response| response.clicked.is_some()) {
        out.push(Action::Select(Some(Selection::Definition(DefinitionId::Revenue))));
    }
}

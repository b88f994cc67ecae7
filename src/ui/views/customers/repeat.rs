//! The definitions of repeat purchase side by side, the curves, the translator. Never computes.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use super::super::journey::share_with_interval;
use super::super::parts::{Tile, around_the_chart, room, tiles};
use super::{translator, window_days};
use crate::analysis::rows::{DepthFigure, FigureId};
use crate::analysis::{Analysis, DefinitionId, GroupBy, GroupedRepeat, Repeat, RepeatWithin, Share};
use crate::app::{Action, Selection, wording};
use crate::ui::charts::{repeat_curve, survival};
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, segmented};

/// Height of the curve of all customers.
const CURVE_HEIGHT: f32 = 320.0;

/// Tiles, curves, translator.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(repeat) = &analysis.repeat else { return };
    let definitions = definitions(model, repeat);
    let (above, below) = around_the_chart(ui, &definitions);
    tiles(ui, model, above, out);
    ui.add_space(space::XS);
    curves(ui, model, repeat, out);
    if !below.is_empty() {
        ui.add_space(space::XS);
        tiles(ui, model, below, out);
        ui.add_space(space::XS);
    }
    translator::ui(ui, model, analysis, out);
}

/// RP4 with RP5 beside it in the chosen window, then RP1, RP2 and RP3: five definitions, each under its own name.
fn definitions(model: &ViewModel<'_>, repeat: &Repeat) -> Vec<Tile> {
    let days = window_days(model);
    let mut tiles: Vec<Tile> = Vec::new();
    if let Some(window) = repeat.within.iter().find(|window| window.days == days) {
        tiles.push(window_tile(model, window));
        tiles.push(estimate_tile(model, window));
    }
    tiles.push(to_date_tile(model, repeat));
    if let Some(shares) = &repeat.in_period {
        let (customers, orders) = (shares.customers_definition, shares.orders_definition);
        tiles.push(share_tile(model, "tile.returning", &shares.customers, customers));
        tiles.push(share_tile(model, "tile.returning_orders", &shares.orders, orders));
    }
    tiles
}

fn to_date_tile(model: &ViewModel<'_>, repeat: &Repeat) -> Tile {
    let to_date = &repeat.to_date;
    let (value, interval) = share_with_interval(to_date.rate, to_date.low, to_date.high);
    let customers = count(to_date.customers);
    let values = [("interval", interval.as_str()), ("customers", customers.as_str())];
    Tile {
        label: tr(model.language, "tile.to_date"),
        value,
        note: tr_with(model.language, "tile.to_date.note", &values),
        definition: to_date.definition,
        selection: Selection::Definition(to_date.definition),
    }
}

fn share_tile(model: &ViewModel<'_>, key: &str, share: &Share, definition: DefinitionId) -> Tile {
    let (value, interval) = share_with_interval(share.value, share.low, share.high);
    let (part, whole) = (count(share.numerator), count(share.denominator));
    let values = [("interval", interval.as_str()), ("a", part.as_str()), ("b", whole.as_str())];
    Tile {
        label: tr(model.language, key),
        value,
        note: tr_with(model.language, &format!("{key}.note"), &values),
        definition,
        selection: Selection::Definition(definition),
    }
}

/// RP5 alone.
fn estimate_tile(model: &ViewModel<'_>, window: &RepeatWithin) -> Tile {
    let (value, interval) = share_with_interval(window.kaplan_meier, window.km_low, window.km_high);
    let open = count(window.still_open);
    let values = [("interval", interval.as_str()), ("open", open.as_str())];
    Tile {
        label: tr_with(model.language, "tile.estimate", &[("days", &window.days.to_string())]),
        value,
        note: tr_with(model.language, "tile.estimate.note", &values),
        definition: DefinitionId::RepeatKaplanMeier,
        selection: Selection::Window(window.days),
    }
}

/// RP4 with its interval, and RP5 beside it.
pub(in crate::ui::views) fn window_tile(model: &ViewModel<'_>, window: &RepeatWithin) -> Tile {
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

/// The curve of all customers, or one curve per group.
fn curves(ui: &mut Ui, model: &ViewModel<'_>, repeat: &Repeat, out: &mut Vec<Action>) {
    let known = ui.scope_id().with("grouping of the curves");
    let mut by: Option<GroupBy> = ui.data(|data| data.get_temp(known)).flatten();
    if by.is_some_and(|by| !repeat.groups.iter().any(|grouped| grouped.by == by)) {
        by = None;
    }
    let mut choices = vec![(None, tr(model.language, "customers.all"))];
    choices.extend(
        repeat.groups.iter().map(|grouped| (Some(grouped.by), wording::group_by(model.language, grouped.by))),
    );
    if choices.len() > 1 && segmented(ui, &mut by, &choices) {
        ui.data_mut(|data| data.insert_temp(known, by));
    }
    match repeat.groups.iter().find(|grouped| Some(grouped.by) == by) {
        Some(grouped) => groups(ui, model, grouped, out),
        None => curve(ui, model, repeat, out),
    }
}

fn groups(ui: &mut Ui, model: &ViewModel<'_>, grouped: &GroupedRepeat, out: &mut Vec<Action>) {
    let (language, chart) = (model.language, survival::Model::new(grouped));
    let title = tr_with(
        language,
        "chart.survival.title",
        &[("by", &wording::group_by(language, grouped.by)), ("days", &grouped.days.to_string())],
    );
    let verdict = chart.verdict(language);
    let card = Card::new(grouped.by.id(), &title).subtitle(&verdict);
    let shown = card.show(ui, language, || chart.table(language), |ui| survival::show(ui, &chart, language));
    let group = |mark: &survival::Mark| {
        let group = grouped.groups.get(mark.group)?;
        Some(Selection::Figure(FigureId::Depth(DepthFigure::Group(grouped.by, group.name.clone()))))
    };
    answered(ui, model, shown.inner, group, out);
}

fn curve(ui: &mut Ui, model: &ViewModel<'_>, repeat: &Repeat, out: &mut Vec<Action>) {
    let (language, chart) = (model.language, repeat_curve::Model::new(repeat));
    if chart.is_empty() {
        return;
    }
    let title = tr(language, "chart.repeat.title_none");
    let card = Card::new("repeat curve", &title);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| room(ui, CURVE_HEIGHT, |ui| repeat_curve::show(ui, &chart, language)),
    );
    answered(ui, model, shown.inner, |mark| Some(Selection::Window(mark.days)), out);
}

//! The customers: who came back and when, month by month, and what they brought. Never computes.

use eframe::egui::Ui;

use super::ViewModel;
use super::journey::share_with_interval;
use super::parts::{Tile, caveats, nothing, tiles};
use crate::analysis::{Analysis, Repeat, RepeatWithin};
use crate::app::{Action, Selection};
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::{Icon, space};

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

fn windows(model: &ViewModel<'_>, repeat: &Repeat) -> Vec<Tile> {
    repeat.within.iter().map(|window| window_tile(model, window)).collect()
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
    let _ = (ui, model, analysis, out);
}

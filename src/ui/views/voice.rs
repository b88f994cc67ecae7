//! The voice of the customers: NPS with its interval, its trend, the answers behind it, and the stars. Never computes.

use eframe::egui::Ui;

use super::ViewModel;
use super::journey::signed_interval;
use super::parts::{Tile, nothing, tiles};
use crate::analysis::{Analysis, DefinitionId, Nps, Reviews};
use crate::app::{Action, Selection};
use crate::ui::text::{count, decimal, signed, tr, tr_with};
use crate::ui::theme::{Icon, space};

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let Some(analysis) = model.shown.analysis.filter(|found| found.nps.is_some() || found.reviews.is_some())
    else {
        return nothing(ui, model, Icon::MessageCircle, "voice", out);
    };
    let mut summary: Vec<Tile> = analysis.nps.iter().map(|nps| score_tile(model, nps)).collect();
    summary.extend(analysis.reviews.as_ref().map(|reviews| stars_tile(model, reviews)));
    tiles(ui, model, &summary, out);
    ui.add_space(space::XS);
    charts(ui, model, analysis, out);
}

/// The score with its interval and the number of answers.
pub(super) fn score_tile(model: &ViewModel<'_>, nps: &Nps) -> Tile {
    let answers = count(nps.n);
    let interval = signed_interval(nps.low, nps.high);
    Tile {
        label: tr(model.language, "tile.nps"),
        value: nps.score.map_or_else(|| "–".to_owned(), |score| signed(score, 1)),
        note: tr_with(model.language, "tile.nps.note", &[("interval", &interval), ("answers", &answers)]),
        definition: DefinitionId::Nps,
        selection: Selection::Definition(DefinitionId::Nps),
    }
}

fn stars_tile(model: &ViewModel<'_>, reviews: &Reviews) -> Tile {
    Tile {
        label: tr(model.language, "tile.stars"),
        value: reviews.mean.map_or_else(|| "–".to_owned(), |mean| decimal(mean, 2)),
        note: tr_with(model.language, "tile.stars.note", &[("reviews", &count(reviews.n))]),
        definition: DefinitionId::Advocacy,
        selection: Selection::Stage(crate::domain::Stage::Advocacy),
    }
}

fn charts(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let _ = (ui, model, analysis, out);
}

//! The voice of the customers: NPS with its interval, its trend, the answers behind it, and the stars. Never computes.

use eframe::egui::Ui;

use super::ViewModel;
use super::comparison::{self, Shelf};
use super::drawn::answered;
use super::journey::{compared, signed_interval};
use super::parts::{Tile, headline, nothing, tiles};
use super::{voice_csat, voice_depth, voice_reviews};
use crate::analysis::rows::NpsFigure;
use crate::analysis::{Analysis, DefinitionId, DistinctScore, Nps, Reviews};
use crate::app::{Action, Selection, wording};
use crate::ui::charts::nps;
use crate::ui::text::{count, decimal, signed, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::Card;

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let says = |found: &&Analysis| found.nps.is_some() || found.csat.is_some() || found.reviews.is_some();
    let Some(analysis) = model.shown.analysis.filter(says) else {
        return nothing(ui, model, Icon::MessageCircle, "voice", out);
    };
    if let Some(said) = wording::voice_finding(model.language, analysis) {
        headline(ui, &said, wording::driver_finding(model.language, analysis).as_deref());
    }
    // One answer per person is the usual score; every answer stands beside it under its own name.
    let mut summary: Vec<Tile> =
        analysis.voice.iter().map(|voice| distinct_tile(model, &voice.distinct)).collect();
    summary.extend(analysis.nps.iter().map(|nps| score_tile(model, nps)));
    summary.extend(analysis.csat.as_ref().and_then(|csat| voice_csat::tile(model.language, csat)));
    summary.extend(analysis.reviews.as_ref().map(|reviews| stars_tile(model, reviews)));
    tiles(ui, model, &summary, out);
    ui.add_space(space::XS);
    comparison::card(ui, model, Shelf::Voice, out);
    if let Some(result) = &analysis.nps {
        chart(ui, model, result, out);
        ui.add_space(space::XS);
    }
    voice_depth::cards(ui, model, analysis, out);
    if let Some(csat) = &analysis.csat {
        voice_csat::cards(ui, model, csat, out);
    }
    voice_reviews::cards(ui, model, analysis, out);
}

/// The score with its interval and the number of answers.
pub(super) fn score_tile(model: &ViewModel<'_>, nps: &Nps) -> Tile {
    let answers = count(nps.net.n);
    let interval = signed_interval(nps.net.low, nps.net.high);
    let tile = Tile {
        label: tr(model.language, "tile.nps"),
        value: nps.net.score.map_or_else(|| "–".to_owned(), |score| signed(score, 1)),
        note: tr_with(model.language, "tile.nps.note", &[("interval", &interval), ("answers", &answers)]),
        definition: DefinitionId::Nps,
        selection: Selection::Definition(DefinitionId::Nps),
    };
    compared(model, tile, "nps", None)
}

/// The score with one answer per person and window.
fn distinct_tile(model: &ViewModel<'_>, distinct: &DistinctScore) -> Tile {
    let (days, left_out) = (distinct.window_days.to_string(), count(distinct.left_out));
    let (interval, answers) = (signed_interval(distinct.net.low, distinct.net.high), count(distinct.net.n));
    let values = [
        ("interval", interval.as_str()),
        ("answers", answers.as_str()),
        ("left_out", left_out.as_str()),
        ("days", days.as_str()),
    ];
    Tile {
        label: tr(model.language, "tile.nps_distinct"),
        value: distinct.net.score.map_or_else(|| "–".to_owned(), |score| signed(score, 1)),
        note: tr_with(model.language, "tile.nps_distinct.note", &values),
        definition: DefinitionId::Nps,
        selection: Selection::Definition(DefinitionId::Nps),
    }
}

fn stars_tile(model: &ViewModel<'_>, reviews: &Reviews) -> Tile {
    let tile = Tile {
        label: tr(model.language, "tile.stars"),
        value: reviews.mean.map_or_else(|| "–".to_owned(), |mean| decimal(mean, 2)),
        note: tr_with(model.language, "tile.stars.note", &[("reviews", &count(reviews.n))]),
        definition: DefinitionId::Stars,
        selection: Selection::Definition(DefinitionId::Stars),
    };
    compared(model, tile, "stars", None)
}

fn chart(ui: &mut Ui, model: &ViewModel<'_>, result: &Nps, out: &mut Vec<Action>) {
    let (language, chart) = (model.language, nps::Model::new(result));
    if chart.is_empty() {
        return;
    }
    let title = chart.title(language);
    let card = Card::new("nps", &title);
    let shown = card.show(ui, language, || chart.table(language), |ui| nps::show(ui, &chart, language));
    answered(ui, model, shown.inner, |mark| Some(Selection::Answers(answers_of(*mark))), out);
}

/// The answers behind a mark of the chart.
fn answers_of(mark: nps::Mark) -> NpsFigure {
    match mark {
        nps::Mark::Group(nps::Group::Promoters) => NpsFigure::Promoters,
        nps::Mark::Group(nps::Group::Passives) => NpsFigure::Passives,
        nps::Mark::Group(nps::Group::Detractors) => NpsFigure::Detractors,
        nps::Mark::Score(score) => NpsFigure::Score(score),
        nps::Mark::Month(month) => NpsFigure::Month(month),
    }
}

//! The journey: the five-stage funnel with its losses, four figures and what to know below it. Never computes.

use eframe::egui::Ui;

use super::ViewModel;
use super::comparison::{self, Shelf};
use super::drawn::notes;
use super::journey_money;
use super::parts::{FirstScreen, Tile, caveats, nothing, room, tiles};
use crate::analysis::{Analysis, DefinitionId};
use crate::app::wording::leaks;
use crate::app::{Action, Selection};
use crate::domain::{Lens, Money, Stage};
use crate::project::Target;
use crate::ui::charts::funnel::{self, Mark};
use crate::ui::text::{count, interval_percent, money_compact, percent, signed, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::Card;

/// The window of the repeat figure below the funnel.
const REPEAT_DAYS: u32 = 90;
/// The funnel with its legend is never higher than this.
const LARGEST: f32 = 586.0;
/// Characters of an amount that fit a tile.
const LONGEST_AMOUNT: usize = 8;

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let Some(analysis) = model.shown.analysis else {
        return nothing(ui, model, Icon::Route, "journey", out);
    };
    let screen = FirstScreen::of(ui);
    funnel_card(ui, model, analysis, screen, out);
    ui.add_space(space::XS);
    tiles(ui, model, &summary(model, analysis), out);
    ui.add_space(space::XS);
    comparison::card(ui, model, Shelf::Journey, out);
    journey_money::cards(ui, model, &analysis.journey, out);
    caveats(ui, model, &analysis.caveats);
}

fn funnel_card(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    analysis: &Analysis,
    screen: FirstScreen,
    out: &mut Vec<Action>,
) {
    let language = model.language;
    let notes_on = |stage: Stage| {
        let on_stage = |target: &Target| match target {
            Target::Stage { stage: pinned } => *pinned == stage,
            Target::Step { from, .. } => *from == stage,
            Target::Figure { .. } => false,
        };
        model.shown.notes.iter().filter(|note| on_stage(&note.target)).count()
    };
    let selected: Vec<Mark> = model.state.session.selected().filter_map(mark_of).collect();
    let chart = funnel::Model::new(&analysis.journey).with_notes(notes_on).with_selected(selected.clone());
    let title = chart.title(language);
    let leak = analysis.journey.dearest_leak();
    let range = leak.and_then(|leak| leaks::range_sentence(language, leak)).unwrap_or_default();
    let card = Card::new("funnel", &title).subtitle(&range);
    let draw = |ui: &mut Ui| {
        // In a larger window the figures below it are seen as well.
        let height = screen.left(ui).min(LARGEST);
        room(ui, height, |ui| funnel::show(ui, &chart, language))
    };
    let shown = card.show(ui, language, || chart.table(language), draw);
    let figure = |mark: &Mark| {
        Some(match *mark {
            Mark::Stage(stage) => Selection::Stage(stage),
            Mark::Note(stage) => noted(model, stage),
            Mark::Step(index) => Selection::Step(index),
        })
    };
    // The funnel frames its marks itself, and knows what lies between two of them.
    let Some(response) = shown.inner else { return };
    notes(ui, model, &response, figure);
    match response.clicked {
        Some(Mark::Note(stage)) => out.push(Action::Select(Some(noted(model, stage)))),
        Some(mark) if ui.input(|input| input.modifiers.shift) => {
            // From the mark that was selected first to this one.
            let from = selected.first().copied().unwrap_or(mark);
            out.push(Action::SelectAll(Mark::range(from, mark).iter().filter_map(figure).collect()));
        }
        Some(mark) => out.push(Action::Select(figure(&mark))),
        None => {}
    }
}

/// The mark of a figure that the funnel shows.
fn mark_of(selection: &Selection) -> Option<Mark> {
    match selection {
        Selection::Stage(stage) => Some(Mark::Stage(*stage)),
        Selection::Step(index) => Some(Mark::Step(*index)),
        _ => None,
    }
}

/// Where the notes behind a stage's pin are: on the stage, or only on the step after it.
fn noted(model: &ViewModel<'_>, stage: Stage) -> Selection {
    let targets = || model.shown.notes.iter().map(|note| &note.target);
    let on_stage = targets().any(|target| *target == Target::Stage { stage });
    let on_step = targets().any(|target| matches!(target, Target::Step { from, .. } if *from == stage));
    if on_step && !on_stage { Selection::Step(stage as usize) } else { Selection::Stage(stage) }
}

fn summary(model: &ViewModel<'_>, analysis: &Analysis) -> Vec<Tile> {
    let buyers = buyers(model, analysis).map(|tile| compared(model, tile, "purchase", None));
    let mut summary: Vec<Tile> = buyers.into_iter().collect();
    let of_lens = summary.len();
    let back = came_back(model, analysis);
    summary.extend(back.map(|tile| compared(model, tile, "repeat_within", Some(REPEAT_DAYS))));
    summary.extend(recommend(model, analysis));
    let net = revenue(model, analysis);
    summary.extend(net.map(|tile| compared(model, tile, "net_per_day", None)));
    if analysis.journey.lens != Lens::All {
        // Only the stages follow the lens, and the tiles beside them must not be taken for it.
        for tile in summary.iter_mut().skip(of_lens) {
            tile.note.push('\n');
            tile.note.push_str(&tr(model.language, "tile.not_filtered"));
        }
    }
    summary
}

/// A tile with how its figure compares.
pub(super) fn compared(model: &ViewModel<'_>, mut tile: Tile, figure: &str, days: Option<u32>) -> Tile {
    tile.note.push_str(&comparison::line(model, figure, days));
    tile
}

/// `None` without an order: the funnel above says what fills it.
fn buyers(model: &ViewModel<'_>, analysis: &Analysis) -> Option<Tile> {
    let buyers = analysis.journey.stages.iter().find(|result| result.stage == Stage::Purchase)?.count?;
    let orders = analysis.orders.as_ref().filter(|_| analysis.journey.lens == Lens::All);
    let anonymous = orders.map_or(0, |orders| orders.anonymous_orders);
    let note = match anonymous {
        0 => tr(model.language, "tile.buyers.note"),
        orders => tr_with(model.language, "tile.buyers.anonymous", &[("orders", &count(orders))]),
    };
    Some(Tile {
        label: tr(model.language, "tile.buyers"),
        value: count(buyers),
        note,
        definition: DefinitionId::Purchase,
        selection: Selection::Stage(Stage::Purchase),
    })
}

fn came_back(model: &ViewModel<'_>, analysis: &Analysis) -> Option<Tile> {
    let within = &analysis.repeat.as_ref()?.within;
    let window = within.iter().find(|window| window.days == REPEAT_DAYS)?;
    Some(super::customers::window_tile(model, window))
}

fn recommend(model: &ViewModel<'_>, analysis: &Analysis) -> Option<Tile> {
    analysis.nps.as_ref().map(|nps| super::voice::score_tile(model, nps))
}

fn revenue(model: &ViewModel<'_>, analysis: &Analysis) -> Option<Tile> {
    let orders = analysis.orders.as_ref()?;
    let (net, currency) = (orders.net_minor?, analysis.currency?);
    let (exact, valid) = (Money::new(net, currency).rounded(), count(orders.valid_orders));
    // A long amount is rounded to fit the tile; the exact one is then in the line below.
    let (value, note) = if exact.chars().count() <= LONGEST_AMOUNT {
        (exact, tr_with(model.language, "tile.net.note", &[("orders", &valid)]))
    } else {
        let values = [("exact", exact.as_str()), ("orders", valid.as_str())];
        (money_compact(net, currency), tr_with(model.language, "tile.net.exact", &values))
    };
    Some(Tile {
        label: tr(model.language, "tile.net"),
        value,
        note,
        definition: DefinitionId::Revenue,
        selection: Selection::Definition(DefinitionId::Revenue),
    })
}

/// `41.2 %` and what stands behind it.
pub(super) fn share_with_interval(
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
) -> (String, String) {
    (value.map_or_else(|| "–".to_owned(), percent), interval_percent(low, high))
}

/// `+12.5 … +18.0`.
pub(super) fn signed_interval(low: Option<f64>, high: Option<f64>) -> String {
    low.zip(high).map_or_else(String::new, |(low, high)| format!("{} … {}", signed(low, 1), signed(high, 1)))
}

//! Service, delivery and carts: three parts, each with its finding. Never computes.

mod carts;
mod delivery;
mod requests;
mod terms;

use eframe::egui::Ui;

use super::ViewModel;
use super::comparison::{self, Shelf};
use super::drawn::answered;
use super::journey::share_with_interval;
use super::parts::{Tile, headline, invitation, nothing};
use crate::analysis::rows::{FigureId, ServiceFigure, ServicePart};
use crate::analysis::statistics::Verdict;
use crate::analysis::{Analysis, DefinitionId, Effect, Relation, Share};
use crate::app::wording::{comparisons, service as words};
use crate::app::{Action, ChartMark, Selection, ServiceTab};
use crate::domain::Language;
use crate::ui::charts::forest;
use crate::ui::text::{count, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned, segmented};

/// Where there is nothing.
const NONE: &str = "–";

/// The view: the finding of the chosen part, the parts, and what the part says.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let has_any = |own: &Analysis| own.service.is_some() || own.delivery.is_some() || own.carts.is_some();
    let Some(analysis) = model.shown.analysis.filter(|own| has_any(own)) else {
        return nothing(ui, model, Icon::MessageCircle, "service", out);
    };
    let tab = model.state.session.service_tab;
    let mut chosen = tab;
    let tabs = ServiceTab::ALL.map(|tab| (tab, tr(model.language, tab.label_key())));
    if segmented(ui, &mut chosen, &tabs) {
        out.push(Action::ShowServiceTab(chosen));
    }
    ui.add_space(space::XS);
    finding(ui, model, analysis, tab);
    match tab {
        ServiceTab::Service => match analysis.service.as_ref().filter(|own| own.requests > 0) {
            Some(own) => requests::ui(ui, model, own, out),
            None => absent(ui, model, "empty.requests", out),
        },
        ServiceTab::Delivery => match &analysis.delivery {
            Some(own) => delivery::ui(ui, model, own, out),
            None => absent(ui, model, "empty.parcels", out),
        },
        ServiceTab::Carts => match &analysis.carts {
            Some(own) => carts::ui(ui, model, own, out),
            None => absent(ui, model, "empty.carts", out),
        },
    }
    comparison::card(ui, model, Shelf::Service(tab), out);
}

/// What would fill a part that has nothing to say.
fn absent(ui: &mut Ui, model: &ViewModel<'_>, key: &str, out: &mut Vec<Action>) {
    let (title, sentence) = (tr(model.language, &format!("{key}.title")), tr(model.language, key));
    invitation(ui, model, Icon::MessageCircle, (&title, &sentence), out);
}

/// What the data say, in words; nothing beyond what they say.
fn finding(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, tab: ServiceTab) {
    let language = model.language;
    let (said, below) = match tab {
        ServiceTab::Service => {
            let own = analysis.service.as_ref();
            let effect = own.and_then(|own| words::effect_finding(language, &own.effects));
            (
                own.map(|own| words::service_finding(language, own)),
                own.and_then(|own| words::complaint_finding(language, own)).or(effect),
            )
        }
        ServiceTab::Delivery => {
            let own = analysis.delivery.as_ref();
            let effect = own.and_then(|own| words::effect_finding(language, &own.effects));
            (own.map(|own| words::delivery_finding(language, own)), effect)
        }
        ServiceTab::Carts => (analysis.carts.as_ref().map(|own| words::carts_finding(language, own)), None),
    };
    if let Some(said) = said {
        headline(ui, &said, below.as_deref());
    }
}

/// A share as a tile; it leads to the rows of its figure where it has any.
fn share_tile(
    language: Language,
    key: &str,
    share: &Share,
    (definition, figure): (DefinitionId, Option<ServiceFigure>),
) -> Tile {
    let (value, interval) = share_with_interval(share.value, share.low, share.high);
    let (numerator, denominator) = (count(share.numerator), count(share.denominator));
    let values = [
        ("interval", interval.as_str()),
        ("numerator", numerator.as_str()),
        ("denominator", denominator.as_str()),
    ];
    Tile {
        label: tr(language, key),
        value,
        note: tr_with(language, "service.tile.share.note", &values),
        definition,
        selection: figure
            .map_or(Selection::Definition(definition), |figure| Selection::Figure(FigureId::Service(figure))),
    }
}

/// A card with a table whose rows lead to what `select` says of each.
fn sheet(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    (id, title, note): (&str, &str, &str),
    table: &Table,
    (select, tone): (impl Fn(usize) -> Selection, impl Fn(usize, usize) -> Tone),
    out: &mut Vec<Action>,
) {
    let shown = Card::new(id, title).subtitle(note).show(
        ui,
        model.language,
        || table.clone(),
        |ui| {
            let cell = |row: usize, column: usize| table.rows[row][column].clone();
            data_table_toned(ui, id, &table.columns, (table.rows.len(), None), cell, tone).clicked
        },
    );
    if let Some(row) = shown.inner.flatten() {
        out.push(Action::Select(Some(select(row))));
    }
    ui.add_space(space::XS);
}

/// A part of a figure of service; the definition where the figure has no such part.
fn part(figure: ServiceFigure, part: ServicePart, definition: DefinitionId) -> Selection {
    figure
        .part(part)
        .map_or(Selection::Definition(definition), |figure| Selection::Figure(FigureId::Service(figure)))
}

/// Columns of a table, words or numbers.
fn columns(language: Language, part: &str, names: &[(&str, bool)]) -> Table {
    let column = |(name, numeric): &(&str, bool)| {
        let title = tr(language, &format!("{part}.column.{name}"));
        if *numeric { Column::number(title) } else { Column::text(title) }
    };
    Table::new(names.iter().map(column).collect())
}

/// What customers did after each experience. Draws nothing without one.
fn effects(ui: &mut Ui, model: &ViewModel<'_>, effects: &[Effect], tested: u64, out: &mut Vec<Action>) {
    if effects.is_empty() {
        return;
    }
    let language = model.language;
    let names = [
        ("experience", false),
        ("outcome", false),
        ("with", true),
        ("without", true),
        ("change", true),
        ("said", false),
    ];
    let mut table = columns(language, "effect", &names);
    for effect in effects {
        let side = |side| comparisons::side_made_of(language, &effect.figure, side);
        table.row(vec![
            words::experience(language, effect.experience),
            words::outcome(language, effect.outcome),
            side(&effect.figure.now),
            side(&effect.figure.then),
            comparisons::interval(language, &effect.figure),
            comparisons::said(language, &effect.figure),
        ]);
    }
    let title = words::effect_finding(language, effects).unwrap_or_else(|| tr(language, "effect.title"));
    let note = tr_with(language, "effect.corrected", &[("n", &tested.to_string())]);
    let chart = forest::Model {
        id: "effects",
        lines: effects.iter().map(|effect| effect_line(language, effect)).collect(),
        reference: 0.0,
        unit: forest::Unit::Points,
        axis: tr(language, "effect.axis"),
    };
    let card = Card::new("effects", &title).subtitle(&note);
    let shown = card.show(ui, language, || table.clone(), |ui| forest::show(ui, &chart, language));
    let line = |mark: &forest::Mark| {
        let effect = effects.get(mark.line)?;
        let names = ["effect", effect.experience.id(), effect.outcome.id()];
        Some(Selection::Mark(ChartMark::new(DefinitionId::Effect, names)))
    };
    answered(ui, model, shown.inner, line, out);
    ui.add_space(space::XS);
}

/// What customers did after an experience, against those who had none: a difference of shares.
fn effect_line(language: Language, effect: &Effect) -> forest::Line {
    let figure = &effect.figure;
    let change = figure.change.filter(|change| change.relation == Relation::Difference);
    let side = |side| comparisons::made_of(language, figure, side);
    let sides = [("with", side(&figure.now)), ("without", side(&figure.then))];
    let sides = sides.each_ref().map(|(name, side)| (*name, side.as_str()));
    let said = comparisons::said(language, figure);
    let clear = matches!(figure.verdict, Some(Verdict::ClearlyHigher | Verdict::ClearlyLower));
    forest::Line {
        name: format!(
            "{}: {}",
            words::experience(language, effect.experience),
            words::outcome(language, effect.outcome)
        ),
        value: change.map(|change| change.value),
        interval: change.and_then(|change| change.low.zip(change.high)),
        text: format!("{}, {said}", comparisons::change(language, figure)),
        note: tr_with(language, "voice.drivers.sides", &sides),
        quiet: !clear,
    }
}

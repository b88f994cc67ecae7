//! The comparison beside the figures of a view: a card with every figure of both sides, and one line for a tile. Never compares.

use eframe::egui::Ui;

use super::ViewModel;
use super::parts::choose;
use crate::analysis::{ComparedFigure, Comparison, ComparisonKind, DefinitionId};
use crate::app::wording::comparisons;
use crate::app::{Action, Selection, compared_rows};
use crate::ui::text::{count, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned};

/// Which figures belong to which view.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    /// Stages, steps, orders, money, channels.
    Journey,
    /// Repeat purchase and cohorts.
    Customers,
    /// NPS and stars.
    Voice,
}

impl Shelf {
    fn holds(self, figure: &ComparedFigure) -> bool {
        let of = match figure.definition {
            DefinitionId::Nps | DefinitionId::Csat | DefinitionId::Stars => Self::Voice,
            DefinitionId::RepeatToDate
            | DefinitionId::RepeatWithin
            | DefinitionId::RepeatKaplanMeier
            | DefinitionId::Cohort => Self::Customers,
            _ => Self::Journey,
        };
        of == self
    }
}

/// The card, when something is compared.
pub(super) fn card(ui: &mut Ui, model: &ViewModel<'_>, shelf: Shelf, out: &mut Vec<Action>) {
    let Some(comparison) = model.shown.analysis.and_then(|analysis| analysis.comparison.as_ref()) else {
        return;
    };
    let figures: Vec<&ComparedFigure> =
        comparison.figures.iter().filter(|figure| shelf.holds(figure)).collect();
    if figures.is_empty() {
        return;
    }
    let language = model.language;
    let title = comparisons::question(language, comparison);
    let tests = count(comparison.tests);
    let mut note = tr_with(language, "compare.corrected", &[("tests", &tests)]);
    if comparison.overlap > 0 {
        let overlap = count(comparison.overlap);
        note = format!("{} {note}", tr_with(language, "compare.overlap", &[("customers", &overlap)]));
    }
    let table = || sides_table(model, &headers(model, comparison.kind), &figures);
    let card = Card::new("comparison", &title).subtitle(&note);
    card.show(ui, language, table, |ui| show(ui, &table(), &figures, out));
    ui.add_space(space::XS);
}

/// Draws figures of two sides; a clicked row explains the figure.
pub(super) fn show(ui: &mut Ui, table: &Table, figures: &[&ComparedFigure], out: &mut Vec<Action>) {
    let cell = |row: usize, column: usize| table.rows[row][column].clone();
    let last = table.columns.len() - 1;
    let tone = |row: usize, column: usize| match figures[row].verdict {
        None => Tone::Quiet,
        Some(_) if column == last || column < 4 => Tone::Plain,
        Some(_) => Tone::Quiet,
    };
    let answer = data_table_toned(ui, "two sides", &table.columns, (table.rows.len(), None), cell, tone);
    if let Some(figure) = answer.clicked.and_then(|row| figures.get(row)) {
        match compared_rows(figure) {
            Some(rows) => choose(ui, rows, out),
            None => out.push(Action::Select(Some(Selection::Definition(figure.definition)))),
        }
    }
}

fn headers(model: &ViewModel<'_>, kind: ComparisonKind) -> [String; 2] {
    let group = if kind == ComparisonKind::Periods { "" } else { "_group" };
    ["now", "then"].map(|side| tr(model.language, &format!("compare.column.{side}{group}")))
}

/// Figures of two sides as a table.
pub(super) fn sides_table(
    model: &ViewModel<'_>,
    [now, then]: &[String; 2],
    figures: &[&ComparedFigure],
) -> Table {
    let language = model.language;
    let t = |column: &str| tr(language, &format!("compare.column.{column}"));
    let mut table = Table::new(vec![
        Column::text(t("figure")),
        Column::number(now.clone()),
        Column::number(then.clone()),
        Column::number(t("change")),
        Column::number(t("interval")),
        Column::number(t("detectable")),
        Column::text(t("verdict")),
    ]);
    for figure in figures {
        let side = |side| {
            let made_of = comparisons::made_of(language, figure, side);
            let value = comparisons::value(figure, side);
            if made_of.is_empty() { value } else { format!("{value}  ·  {made_of}") }
        };
        table.row(vec![
            comparisons::figure(language, figure),
            side(&figure.now),
            side(&figure.then),
            comparisons::change(language, figure),
            comparisons::interval(language, figure),
            comparisons::detectable(language, figure),
            comparisons::said(language, figure),
        ]);
    }
    table
}

/// `+3.2 pp, leaning higher`: what a tile says about its figure; blank while nothing is compared.
pub(super) fn line(model: &ViewModel<'_>, figure: &str, days: Option<u32>) -> String {
    let comparison: Option<&Comparison> =
        model.shown.analysis.and_then(|analysis| analysis.comparison.as_ref());
    let found = comparison.and_then(|comparison| {
        comparison.figures.iter().find(|own| own.figure == figure && own.days == days)
    });
    found.map_or_else(String::new, |figure| {
        let said = comparisons::said(model.language, figure);
        match figure.change {
            Some(_) => format!("\n{}, {said}", comparisons::change(model.language, figure)),
            None => format!("\n{said}"),
        }
    })
}

//! The comparison beside the figures of a view: a card with every figure of both sides, and one line for a tile. Never compares.

use eframe::egui::Ui;

use super::ViewModel;
use super::parts::choose;
use crate::analysis::rows::{Asked, FigureId, compared};
use crate::analysis::{ComparedFigure, Comparison, DefinitionId};
use crate::app::wording::comparisons;
use crate::app::{Action, Selection, ServiceTab};
use crate::ui::text::{count, tr_with};
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
    /// Requests for help, parcels or carts.
    Service(ServiceTab),
}

impl Shelf {
    fn holds(self, figure: &ComparedFigure) -> bool {
        let of = match figure.definition {
            _ if figure.figure.starts_with("service.") => Self::Service(ServiceTab::Service),
            _ if figure.figure.starts_with("delivery.") => Self::Service(ServiceTab::Delivery),
            _ if figure.figure.starts_with("carts.") => Self::Service(ServiceTab::Carts),
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
    let sides = comparisons::side_headings(language, comparison.kind);
    let table = || sides_table(model, &sides, &figures);
    let card = Card::new("comparison", &title).subtitle(&note);
    let rows = |figure: &ComparedFigure| compared(figure).map(|rows| rows.asked(Asked::Now));
    card.show(ui, language, table, |ui| show(ui, &table(), &figures, &rows, out));
    ui.add_space(space::XS);
}

/// Draws figures of two sides; a clicked row explains the figure, and leads to its `rows` where it has any.
pub(super) fn show(
    ui: &mut Ui,
    table: &Table,
    figures: &[&ComparedFigure],
    rows: &dyn Fn(&ComparedFigure) -> Option<FigureId>,
    out: &mut Vec<Action>,
) {
    let cell = |row: usize, column: usize| table.rows[row][column].clone();
    let last = table.columns.len() - 1;
    let tone = |row: usize, column: usize| match figures[row].verdict {
        None => Tone::Quiet,
        Some(_) if column == last || column < 4 => Tone::Plain,
        Some(_) => Tone::Quiet,
    };
    let answer = data_table_toned(ui, "two sides", &table.columns, (table.rows.len(), None), cell, tone);
    if let Some(figure) = answer.clicked.and_then(|row| figures.get(row)) {
        match rows(figure) {
            Some(rows) => choose(rows, out),
            None => out.push(Action::Select(Some(Selection::Definition(figure.definition)))),
        }
    }
}

/// Figures of two sides as a table.
pub(super) fn sides_table(model: &ViewModel<'_>, sides: &[String; 2], figures: &[&ComparedFigure]) -> Table {
    let headings = comparisons::headings(model.language, sides.clone());
    let last = headings.len() - 1;
    let column = |(place, title)| {
        if place == 0 || place == last { Column::text(title) } else { Column::number(title) }
    };
    let mut table = Table::new(headings.into_iter().enumerate().map(column).collect());
    for figure in figures {
        table.row(comparisons::cells(model.language, figure).to_vec());
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

//! Cohorts by weeks or quarters as a table of shares. Never computes one beyond a cell's own.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::parts::choose;
use crate::analysis::CalendarCohorts;
use crate::analysis::rows::{DepthFigure, FigureId};
use crate::app::Action;
use crate::domain::Proportion;
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned};

/// Offsets that are shown; the JSON holds all.
const SHOWN: usize = 13;
/// Where there is nothing.
const NONE: &str = "–";

/// The triangle with its pooled line; a row leads to the customers of the cohort in the part after its own.
pub(super) fn card(ui: &mut Ui, model: &ViewModel<'_>, cohorts: &CalendarCohorts, out: &mut Vec<Action>) {
    let language = model.language;
    let table = table(model, cohorts);
    let next = cohorts.pooled.get(1).and_then(|share| share.value).map_or_else(|| NONE.to_owned(), percent);
    let key = format!("customers.calendar.title.{}", cohorts.grain.id());
    let title = tr_with(language, &key, &[("share", &next)]);
    let note = tr(language, "customers.calendar.note");
    let is_open = |row: usize, column: usize| {
        let own = row.checked_sub(1).and_then(|row| cohorts.rows.get(row));
        let cell = own.zip(column.checked_sub(2)).and_then(|(own, offset)| own.cells.get(offset));
        cell.is_some_and(|cell| !cell.complete)
    };
    let tone = |row: usize, column: usize| if is_open(row, column) { Tone::Quiet } else { Tone::Plain };
    let cell = |row: usize, column: usize| table.rows[row][column].clone();
    let card = Card::new("calendar cohorts", &title).subtitle(&note);
    let shown = card.show(
        ui,
        language,
        || table.clone(),
        |ui| {
            data_table_toned(ui, "calendar cohorts", &table.columns, (table.rows.len(), None), cell, tone)
                .clicked
        },
    );
    let row = shown.inner.flatten().and_then(|row| row.checked_sub(1)).and_then(|row| cohorts.rows.get(row));
    if let Some(row) = row {
        let offset = u32::from(row.cells.len() > 1);
        choose(FigureId::Depth(DepthFigure::Calendar(cohorts.grain, row.first, offset)), out);
    }
    ui.add_space(space::XS);
}

fn table(model: &ViewModel<'_>, cohorts: &CalendarCohorts) -> Table {
    let t = |key: &str| tr(model.language, &format!("customers.calendar.{key}"));
    let offsets = cohorts.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(SHOWN);
    let mut columns = vec![Column::text(t("cohort")), Column::number(t("size"))];
    columns.extend((0..offsets).map(|offset| Column::number(format!("+{offset}"))));
    let mut table = Table::new(columns);
    let shown = |share: Option<f64>| share.map_or_else(|| NONE.to_owned(), percent);
    let size: u64 = cohorts.rows.iter().map(|row| row.size).sum();
    let mut pooled = vec![t("all"), count(size)];
    pooled.extend((0..offsets).map(|offset| shown(cohorts.pooled.get(offset).and_then(|share| share.value))));
    table.row(pooled);
    for row in &cohorts.rows {
        let mut cells = vec![row.cohort.clone(), count(row.size)];
        cells.extend((0..offsets).map(|offset| {
            let own = row.cells.get(offset).map(|cell| Proportion::new(cell.customers, row.size).value());
            own.map_or_else(String::new, shown)
        }));
        table.row(cells);
    }
    table
}

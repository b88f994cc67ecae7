//! When people of a funnel got through, month by month of their entry, and who began with a later step. Never counts anybody.

use eframe::egui::{ScrollArea, Ui};

use super::super::ViewModel;
use crate::analysis::DefinitionId;
use crate::analysis::funnel::{EntryPeriod, Funnel, SideCount};
use crate::app::paths::duration;
use crate::app::wording::month;
use crate::app::{Action, Selection};
use crate::domain::Proportion;
use crate::ui::charts::histogram;
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned, table};

/// Spans of time that stand higher than this scroll.
const MOST: f32 = 420.0;
/// Where there is nothing.
const NONE: &str = "–";

/// The cards that have something to say.
pub(super) fn cards(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    funnel: &Funnel,
    names: &[String],
    out: &mut Vec<Action>,
) {
    times(ui, model, funnel, out);
    if funnel.periods.len() > 1 {
        periods(ui, model, &funnel.periods, out);
    }
    if let Some(side) = funnel.side.as_ref().filter(|side| !side.is_empty()) {
        sides(ui, model, side, names, out);
    }
}

/// Explains the funnel when one of its parts was clicked.
pub(super) fn explain(clicked: bool, out: &mut Vec<Action>) {
    if clicked {
        out.push(Action::Select(Some(Selection::Definition(DefinitionId::Path))));
    }
}

/// How long it took from the entry to the last step.
fn times(ui: &mut Ui, model: &ViewModel<'_>, funnel: &Funnel, out: &mut Vec<Action>) {
    let language = model.language;
    let chart = histogram::Model::new(&funnel.bins, language);
    let Some(summary) = funnel.time_to_convert.filter(|_| !chart.is_empty()) else { return };
    let half = funnel.kaplan_meier_median_seconds;
    let half =
        half.map_or_else(|| tr(language, "path.times.not_reached"), |half| duration(language, half as f64));
    let (median, mean, p90) = (
        duration(language, summary.median),
        duration(language, summary.mean),
        duration(language, summary.p90),
    );
    let values = [("median", median.as_str()), ("p90", &p90), ("n", &count(summary.n))];
    let title = tr_with(language, "path.times.title", &values);
    let note = tr_with(language, "path.times.note", &[("mean", &mean), ("half", &half)]);
    let card = Card::new("path times", &title).subtitle(&note);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| {
            let list =
                ScrollArea::vertical().id_salt("path times").max_height(MOST).auto_shrink([false, true]);
            list.show(ui, |ui| histogram::show(ui, &chart, language)).inner.clicked.is_some()
        },
    );
    explain(shown.inner.unwrap_or(false), out);
    ui.add_space(space::XS);
}

/// Booked in the month of the entry; a month whose entrants had no time yet is quiet.
fn periods(ui: &mut Ui, model: &ViewModel<'_>, periods: &[EntryPeriod], out: &mut Vec<Action>) {
    let language = model.language;
    let t = |column: &str| tr(language, &format!("path.periods.{column}"));
    let mut rows = Table::new(vec![
        Column::text(t("month")),
        Column::number(t("entrants")),
        Column::number(t("mature")),
        Column::number(t("through")),
        Column::number(t("share")),
    ]);
    for period in periods {
        let share = Proportion::new(period.mature_converted, period.mature).value();
        rows.row(vec![
            month(language, period.month.month()),
            count(period.entrants),
            count(period.mature),
            count(period.mature_converted),
            share.map_or_else(|| NONE.to_owned(), percent),
        ]);
    }
    let title = tr(language, "path.periods.title");
    let note = tr(language, "path.periods.note");
    let tone = |row: usize, _: usize| match periods[row].mature < periods[row].entrants {
        true => Tone::Quiet,
        false => Tone::Plain,
    };
    let cell = |row: usize, column: usize| rows.rows[row][column].clone();
    let card = Card::new("path periods", &title).subtitle(&note);
    let shown = card.show(
        ui,
        language,
        || rows.clone(),
        |ui| data_table_toned(ui, "path periods", &rows.columns, (rows.rows.len(), None), cell, tone),
    );
    explain(shown.inner.is_some_and(|answer| answer.clicked.is_some()), out);
    ui.add_space(space::XS);
}

/// Units without the first step, by the step that they began with.
fn sides(ui: &mut Ui, model: &ViewModel<'_>, side: &[SideCount], names: &[String], out: &mut Vec<Action>) {
    let language = model.language;
    let mut columns = vec![Column::text(tr(language, "path.side.began"))];
    columns.extend(names.iter().map(Column::number));
    let mut rows = Table::new(columns);
    for own in side {
        let began = names.get(own.from_step - 1).cloned().unwrap_or_default();
        rows.row(std::iter::once(began).chain(own.reached.iter().map(|n| count(*n))).collect());
    }
    let people: u64 = side.iter().map(|own| own.reached.get(own.from_step - 1).copied().unwrap_or(0)).sum();
    let title = tr_with(language, "path.side.title", &[("n", &count(people))]);
    let card = Card::new("path side", &title);
    let shown = card.show(ui, language, || rows.clone(), |ui| table(ui, "path side", &rows));
    explain(shown.inner.is_some_and(|answer| answer.clicked.is_some()), out);
    ui.add_space(space::XS);
}

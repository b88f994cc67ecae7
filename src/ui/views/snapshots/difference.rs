//! Two snapshots side by side: what changed around the figures, which figures differ and why. Never computes a difference.

use std::sync::Arc;

use eframe::egui::Ui;

use super::super::ViewModel;
use crate::app::wording::{self, differences};
use crate::app::{Action, jobs::Kind};
use crate::domain::Language;
use crate::project::difference::{Difference, FigureDifference};
use crate::project::{Snapshot, SnapshotId};
use crate::ui::text::{count, label, paragraph, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, space, tokens};
use crate::ui::widgets::{Card, Column, Table, button, card, data_table, dropdown, icon_button};

/// Rows that the list of figures shows at once.
const ROWS: usize = 400;

/// The choice of two snapshots; nothing while there are fewer.
pub(super) fn choice(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let snapshots = &model.state.project.document.snapshots;
    let [.., previous, last] = snapshots.as_slice() else { return };
    let chosen = model.state.session.compared_snapshots;
    let (mut before, mut after) = chosen.unwrap_or((previous.id, last.id));
    let t = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        label(ui, tr(model.language, "snapshot.compare"), BODY, t.text_subdued);
        let mut changed = pick(ui, "before", snapshots, &mut before, model.language);
        label(ui, "→", BODY, t.text_subdued);
        changed |= pick(ui, "after", snapshots, &mut after, model.language);
        let pressed = chosen.is_none()
            && button(ui, Some(Icon::GitCompare), &tr(model.language, "snapshot.compare.show")).clicked();
        if pressed || chosen.is_some() && changed {
            out.push(Action::CompareSnapshots(Some((before, after))));
        }
        if chosen.is_some()
            && icon_button(ui, Icon::Close, &tr(model.language, "snapshot.compare.close")).clicked()
        {
            out.push(Action::CompareSnapshots(None));
        }
    });
    ui.add_space(space::S);
}

fn pick(ui: &mut Ui, id: &str, snapshots: &[Snapshot], chosen: &mut SnapshotId, language: Language) -> bool {
    let before = *chosen;
    let name = |id: SnapshotId| {
        let found = snapshots.iter().find(|snapshot| snapshot.id == id);
        found.map(|snapshot| snapshot.name.clone()).unwrap_or_default()
    };
    let combo = dropdown(("compared snapshot", id)).selected_text(name(before)).width(200.0);
    let shown = combo.show_ui(ui, |ui| {
        for snapshot in snapshots {
            let text = format!("{} · {}", snapshot.name, snapshot.created);
            ui.selectable_value(chosen, snapshot.id, text);
        }
    });
    let label = format!("{}: {}", tr(language, &format!("difference.column.{id}")), name(*chosen));
    shown
        .response
        .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::ComboBox, true, &label));
    before != *chosen
}

/// What differs between the chosen two.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, found: &Arc<Difference>, out: &mut Vec<Action>) {
    causes(ui, model, found, out);
    ui.add_space(space::XS);
    figures(ui, model, found);
    ui.add_space(space::M);
}

fn causes(ui: &mut Ui, model: &ViewModel<'_>, found: &Difference, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    card(ui, |ui| {
        label(ui, tr(language, "difference.causes"), TITLE, t.text);
        if found.causes.is_empty() {
            paragraph(ui, &tr(language, "difference.no_cause"));
        }
        for cause in &found.causes {
            ui.add_space(space::XS);
            label(ui, differences::cause_kind(language, cause.kind()), SMALL, t.accent);
            for sentence in differences::cause(language, cause) {
                paragraph(ui, &sentence);
            }
        }
        let is_split = found.figures.iter().any(|figure| !figure.parts.is_empty());
        if found.causes.len() > 1 && !is_split {
            ui.add_space(space::S);
            let busy = model.jobs.is_running(Kind::Snapshot);
            let can = model.state.derived.imported.is_some() && !busy;
            let split = ui.add_enabled_ui(can, |ui| {
                button(ui, Some(Icon::Refresh), &tr(language, "difference.split")).clicked()
            });
            if split.inner {
                out.push(Action::SplitDifference);
            }
            paragraph_colored(ui, &tr(language, "difference.split.text"), SMALL, t.text_subdued);
        }
    });
}

fn figures(ui: &mut Ui, model: &ViewModel<'_>, found: &Difference) {
    let language = model.language;
    let (differing, same) = (count(found.figures.len() as u64), count(found.same as u64));
    let title = tr_with(language, "difference.figures", &[("count", &differing), ("same", &same)]);
    let make = || table_of(found, language);
    Card::new("snapshot difference", &title).show(ui, language, make, |ui| {
        let table = table_of(found, language);
        let rows = table.rows.len().min(ROWS);
        data_table(ui, "snapshot difference rows", &table.columns, rows, None, |row, column| {
            table.rows.get(row).and_then(|cells| cells.get(column)).cloned().unwrap_or_default()
        });
    });
}

fn table_of(found: &Difference, language: Language) -> Table {
    let head = |key: &str| tr(language, &format!("difference.column.{key}"));
    let mut table = Table::new(vec![
        Column::text(head("figure")),
        Column::number(head("before")),
        Column::number(head("after")),
        Column::text(head("because")),
        Column::text(head("real")),
    ]);
    found.figures.iter().for_each(|figure| table.row(row(figure, language)));
    table
}

fn row(figure: &FigureDifference, language: Language) -> Vec<String> {
    let real = figure.real.map(|real| differences::real(language, &real, figure.measure));
    vec![
        wording::figure(language, &figure.figure),
        differences::side(language, figure.before, figure.measure),
        differences::side(language, figure.after, figure.measure),
        differences::because(language, figure),
        real.unwrap_or_default(),
    ]
}

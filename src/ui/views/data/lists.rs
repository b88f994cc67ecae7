//! What is listed below a file, one list at a time: rows not used, contradictions, repeated rows, columns. Never decides what is in
//! a list.

use eframe::egui::{Align, Id, Layout, Ui};

use super::{quiet, rejected};
use crate::app::{Action, wording};
use crate::domain::Language;
use crate::import::{
    ColumnFate, ColumnsChanged, Conflict, ConflictKind, Fate, Holding, Repeat, SourceReport, column_fates,
};
use crate::ui::text::{count, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Column, Table, Tone, data_table_toned, icon_button, segmented};

/// The lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Rejected,
    Conflicts,
    Repeats,
    Columns,
}

/// The list that was chosen last, of those that the file has.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    (index, source): (usize, &SourceReport),
    changed: Option<&ColumnsChanged>,
    out: &mut Vec<Action>,
) {
    let fates = column_fates(source);
    let choices = choices(language, source, &fates);
    let id = Id::unique("list below a file");
    let chosen = ui.data(|data| data.get_temp::<List>(id));
    let there = |list: &List| choices.iter().any(|(choice, _)| choice == list);
    let Some(mut list) = chosen.filter(there).or(choices.first().map(|(list, _)| *list)) else { return };
    ui.add_space(space::S);
    if segmented(ui, &mut list, &choices) {
        ui.data_mut(|data| data.insert_temp(id, list));
    }
    ui.add_space(space::XS);
    match list {
        List::Rejected => rejected::ui(ui, language, (index, source), out),
        List::Conflicts => conflicts(ui, language, source),
        List::Repeats => repeats(ui, language, source),
        List::Columns => columns(ui, language, &fates, changed),
    }
}

fn choices(language: Language, source: &SourceReport, fates: &[ColumnFate]) -> Vec<(List, String)> {
    let some = |list: List, key: &str, rows: u64| {
        (rows > 0).then(|| (list, tr_with(language, key, &[("rows", &count(rows))])))
    };
    let kept = fates.iter().filter(|column| matches!(column.fate, Fate::Kept(..))).count().to_string();
    let all = fates.len().to_string();
    let columns = tr_with(language, "data.list.columns", &[("kept", &kept), ("all", &all)]);
    [
        some(List::Rejected, "data.list.rejected", source.rows_rejected),
        some(List::Conflicts, "data.list.conflicts", source.conflicting),
        some(List::Repeats, "data.list.repeats", source.repeated),
        (!fates.is_empty()).then_some((List::Columns, columns)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A list with a sentence above it and a button that copies it.
fn listed(ui: &mut Ui, name: &str, about: &str, copy: &str, table: &Table, tone: impl Fn(usize) -> Tone) {
    ui.horizontal(|ui| {
        quiet(ui, about);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Copy, copy).clicked() {
                ui.copy_text(table.to_tsv());
            }
        });
    });
    let cell = |row: usize, column: usize| table.rows[row][column].clone();
    data_table_toned(ui, name, &table.columns, (table.rows.len(), None), cell, |row, _| tone(row));
}

fn conflicts(ui: &mut Ui, language: Language, source: &SourceReport) {
    let name = |key: &str| tr(language, &format!("data.conflicts.{key}"));
    let mut table = Table::new(vec![
        Column::number(name("line")),
        Column::text(name("what")),
        Column::number(name("there")),
        Column::number(name("here")),
        Column::text(name("other")),
        Column::number(name("other_line")),
        Column::text(name("outcome")),
    ]);
    for conflict in &source.conflicts {
        let Conflict { line, other, other_line, kind, here, there } = conflict;
        let outcome = if *kind == ConflictKind::SameNumber { "both_kept" } else { "here_believed" };
        table.row(vec![
            line.to_string(),
            name(kind_key(*kind)),
            there.clone(),
            here.clone(),
            wording::file_name(other).to_owned(),
            other_line.to_string(),
            name(outcome),
        ]);
    }
    let listed_rows = source.conflicts.len() as u64;
    let about = about(language, "conflicts", source.conflicting, listed_rows);
    listed(ui, "conflicts", &about, &tr(language, "data.copy_conflicts"), &table, |_| Tone::Plain);
}

fn kind_key(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::SameNumber => "same_number",
        ConflictKind::Total => "total",
        ConflictKind::Status => "status",
        ConflictKind::AdFigures => "ad_figures",
        ConflictKind::Answer => "answer",
    }
}

fn repeats(ui: &mut Ui, language: Language, source: &SourceReport) {
    let name = |key: &str| tr(language, &format!("data.repeats.{key}"));
    let mut table = Table::new(vec![Column::number(name("line")), Column::number(name("first"))]);
    for Repeat { line, first } in &source.repeats {
        table.row(vec![line.to_string(), first.to_string()]);
    }
    let about = about(language, "repeats", source.repeated, source.repeats.len() as u64);
    listed(ui, "repeats", &about, &tr(language, "data.copy_repeats"), &table, |_| Tone::Plain);
}

/// What the list is, and how much of it is shown where that is not all.
fn about(language: Language, list: &str, rows: u64, shown: u64) -> String {
    let about = tr(language, &format!("data.{list}.about"));
    if rows <= shown {
        return about;
    }
    format!("{about} {}", tr_with(language, "data.truncated", &[("rows", &count(shown))]))
}

fn columns(ui: &mut Ui, language: Language, fates: &[ColumnFate], changed: Option<&ColumnsChanged>) {
    let name = |key: &str| tr(language, &format!("data.fate.{key}"));
    let titles = ["header", "use", "why"].map(|key| Column::text(name(key)));
    let mut table = Table::new(titles.to_vec());
    let mut tones = Vec::new();
    let mut row = |cells: [String; 3], tone: Tone| {
        table.row(cells.to_vec());
        tones.push(tone);
    };
    let (lost, gained) =
        changed.map_or((&[][..], &[][..]), |changed| (&changed.lost[..], &changed.gained[..]));
    for header in lost {
        row([header.clone(), name("lost"), name("lost.why")], Tone::Warning);
    }
    for column in fates {
        let (used, why, tone) = match column.fate {
            Fate::Kept(field, holding) => {
                (wording::field(language, &field.name()), name(holding_key(holding)), Tone::Plain)
            }
            Fate::Dropped(why) => (name("dropped"), name(wording::dropped_key(why)), Tone::Quiet),
        };
        let is_new = gained.contains(&column.header);
        let why = if is_new { format!("{why} · {}", name("gained")) } else { why };
        row([column.header.clone(), used, why], if is_new { Tone::Warning } else { tone });
    }
    let about = tr(language, "data.fate.about");
    listed(ui, "columns", &about, &tr(language, "data.copy_columns"), &table, |row| tones[row]);
}

fn holding_key(holding: Holding) -> &'static str {
    match holding {
        Holding::Value => "value",
        Holding::Link => "link",
        Holding::Compared => "compared",
        Holding::Length => "length",
    }
}

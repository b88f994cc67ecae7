//! What was imported: each file, how it was read, what was left out and why, row by row. Never reads a file itself.

use eframe::egui::{Align, Layout, Ui, vec2};

use super::ViewModel;
use super::parts::nothing;
use crate::app::{Action, wording};
use crate::domain::Language;
use crate::import::{Refusal, RejectedRow, SourceReport};
use crate::project::Source;
use crate::ui::text::{count, label, paragraph, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, icon, space, tokens};
use crate::ui::widgets::{Banner, Column, Severity, Table, button, card, data_table, key_values, table};

/// Height of the list of files: about eight of them.
const LIST_HEIGHT: f32 = 264.0;

/// The view: all files, then the selected one in full.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let Some(imported) = &model.state.derived.imported else {
        if model.state.project.document.sources.is_empty() || model.jobs.can_cancel() {
            return nothing(ui, model, Icon::Database, "data", out);
        }
        return remembered(ui, model, out);
    };
    let sources = &imported.report.sources;
    let selected = model.state.session.source.min(sources.len().saturating_sub(1));
    card(ui, |ui| {
        let columns = source_columns(model.language);
        let cell = |row: usize, column: usize| source_cell(&sources[row], column, model.language);
        // The list of many files scrolls, so that the details of the selected one stay in sight.
        let room = vec2(ui.available_width(), LIST_HEIGHT);
        let layout = Layout::top_down(Align::Min);
        let list = ui.allocate_ui_with_layout(room, layout, |ui| {
            data_table(ui, "sources", &columns, sources.len(), Some(selected), cell)
        });
        if let Some(index) = list.inner.clicked {
            out.push(Action::SelectSource(index));
        }
    });
    if let Some(source) = sources.get(selected) {
        ui.add_space(space::XS);
        card(ui, |ui| details(ui, model.language, source, out));
    }
    ui.add_space(space::XS);
    super::identity::section(ui, model, out);
}

/// A project whose exports were not read (yet): what it remembers of them.
fn remembered(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    nothing(ui, model, Icon::Database, "data", out);
    card(ui, |ui| {
        label(ui, tr(model.language, "data.remembered"), BODY, tokens(ui).text_subdued);
        let mut list = Table::new(vec![
            Column::text(tr(model.language, "data.file")),
            Column::number(tr(model.language, "data.rows_used")),
            Column::text(tr(model.language, "data.format")),
        ]);
        for Source { path, profile_name, rows_used, .. } in &model.state.project.document.sources {
            list.row(vec![path.clone(), count(*rows_used), profile_name.clone().unwrap_or_default()]);
        }
        table(ui, "remembered", &list);
    });
}

fn source_columns(language: Language) -> Vec<Column> {
    let name = |key: &str| tr(language, &format!("data.{key}"));
    vec![
        Column::text(name("file")),
        Column::number(name("rows_read")),
        Column::number(name("rows_used")),
        Column::number(name("rows_rejected")),
        Column::number(name("rows_total")),
        Column::text(name("format")),
    ]
}

fn source_cell(source: &SourceReport, column: usize, language: Language) -> String {
    match column {
        0 => source.name().to_owned(),
        1 => count(source.rows_read),
        2 => count(source.rows_used),
        3 => count(source.rows_rejected),
        4 => count(source.rows_total + source.rows_description),
        _ => source.profile_name.clone().unwrap_or_else(|| tr(language, "data.not_used")),
    }
}

fn details(ui: &mut Ui, language: Language, source: &SourceReport, out: &mut Vec<Action>) {
    let t = tokens(ui);
    label(ui, source.name(), TITLE, t.text);
    paragraph_colored(ui, &source.path, SMALL, t.text_subdued);
    if let Some(refusal) = &source.refusal {
        let text = wording::refusal(language, refusal);
        Banner { dismissable: false, ..Banner::new(Severity::Warning, &text) }.show(ui, language);
        question(ui, language, refusal, out);
        return;
    }
    if let Some(why) = &source.left_out {
        paragraph(ui, &wording::left_out(language, why));
        return;
    }
    ui.add_space(space::XS);
    ui.spacing_mut().item_spacing.x = space::L;
    ui.columns(2, |columns| {
        key_values(&mut columns[0], &reading(language, source));
        notes(&mut columns[1], language, source);
    });
    if source.rows_rejected > 0 {
        ui.add_space(space::S);
        rejected(ui, language, source);
    }
}

/// A file that could be read in two ways: the person says which.
fn question(ui: &mut Ui, language: Language, refusal: &Refusal, out: &mut Vec<Action>) {
    let answers = match refusal {
        Refusal::AmbiguousDates { day_first, month_first, .. } => [
            (
                tr_with(language, "data.read_as", &[("value", day_first)]),
                Action::ReadDates { day_first: true },
            ),
            (
                tr_with(language, "data.read_as", &[("value", month_first)]),
                Action::ReadDates { day_first: false },
            ),
        ],
        Refusal::AmbiguousNumbers { .. } => [
            (tr(language, "data.decimal_point"), Action::ReadNumbers { decimal_comma: false }),
            (tr(language, "data.decimal_comma"), Action::ReadNumbers { decimal_comma: true }),
        ],
        _ => return,
    };
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        for (text, action) in answers {
            if button(ui, None, &text).clicked() {
                out.push(action);
            }
        }
    });
}

fn reading(language: Language, source: &SourceReport) -> Vec<(String, String)> {
    let row = |key: &str, value: String| (tr(language, &format!("data.{key}")), value);
    let mut rows = vec![row("encoding", source.encoding.clone())];
    if let Some(delimiter) = source.delimiter {
        rows.push(row("delimiter", wording::delimiter(language, delimiter)));
    }
    if let Some(line) = source.header_row {
        rows.push(row("header_row", tr_with(language, "data.line", &[("line", &line.to_string())])));
    }
    if let Some(table) = source.table {
        rows.push(row("table", wording::table(language, table)));
    }
    let merged = [
        ("new", source.new),
        ("updated", source.updated),
        ("unchanged", source.unchanged),
        ("conflicting", source.conflicting),
    ];
    rows.extend(merged.into_iter().filter(|(_, rows)| *rows > 0).map(|(key, rows)| row(key, count(rows))));
    rows
}

fn notes(ui: &mut Ui, language: Language, source: &SourceReport) {
    let t = tokens(ui);
    ui.spacing_mut().item_spacing.x = space::S;
    for note in &source.notes {
        ui.horizontal_top(|ui| {
            icon(ui, Icon::Info, 14.0, t.text_subdued);
            ui.vertical(|ui| paragraph(ui, &wording::note(language, note)));
        });
    }
}

fn rejected(ui: &mut Ui, language: Language, source: &SourceReport) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        let rows = count(source.rows_rejected);
        label(ui, tr_with(language, "data.rejected_title", &[("rows", &rows)]), BODY, t.text);
        if button(ui, Some(Icon::Copy), &tr(language, "data.copy_rejected")).clicked() {
            ui.copy_text(rejected_table(language, source).to_tsv());
        }
    });
    if source.rejected_truncated {
        let shown = count(source.rejected.len() as u64);
        label(ui, tr_with(language, "data.truncated", &[("rows", &shown)]), SMALL, t.text_subdued);
    }
    let columns = rejected_columns(language);
    data_table(ui, "rejected", &columns, source.rejected.len(), None, |row, column| {
        rejected_cell(&source.rejected[row], column, language)
    });
}

fn rejected_columns(language: Language) -> Vec<Column> {
    let name = |key: &str| tr(language, &format!("data.{key}"));
    vec![
        Column::number(name("rejected.line")),
        Column::text(name("rejected.column")),
        Column::text(name("rejected.value")),
        Column::text(name("rejected.reason")),
    ]
}

fn rejected_cell(row: &RejectedRow, column: usize, language: Language) -> String {
    match column {
        0 => row.line.to_string(),
        1 => row.column.clone(),
        2 => row.value.replace(['\n', '\r'], " "),
        _ => wording::reason(language, &row.reason),
    }
}

fn rejected_table(language: Language, source: &SourceReport) -> Table {
    let mut list = Table::new(rejected_columns(language));
    for row in &source.rejected {
        list.row((0..4).map(|column| rejected_cell(row, column, language)).collect());
    }
    list
}

//! The list of files with what became of their rows, and the selected one in full below it. Never counts a row itself.

use eframe::egui::{Align, Layout, Ui, vec2};

use super::super::ViewModel;
use super::list::{Line, lines, part_name, shown};
use super::{currencies, details};
use crate::analysis::DataQuality;
use crate::app::{Action, wording};
use crate::domain::Language;
use crate::import::{ImportReport, SourceReport};
use crate::ui::text::{count, label, tr, tr_with};
use crate::ui::theme::{Icon, SMALL, space, tokens};
use crate::ui::widgets::{Column, Table, Tone, card, data_table_toned, icon_button};

/// Lines of the list that show without scrolling, header included.
const LINES: f32 = 9.0;

pub(super) fn ui(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    report: &ImportReport,
    quality: &DataQuality,
    out: &mut Vec<Action>,
) {
    let sources = &report.sources;
    let selected = model.state.session.source.min(sources.len().saturating_sub(1));
    let lines = lines(sources);
    card(ui, |ui| {
        header(ui, model, sources, out);
        let columns = columns(model.language);
        let marked =
            lines.iter().position(|line| matches!(line, Line::Source(index, _) if *index == selected));
        // The list of many files scrolls, so that the details of the selected one stay in sight.
        let height = space::ROW * LINES.min(lines.len() as f32 + 1.0) + space::S;
        let room = vec2(ui.available_width(), height);
        let list = ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            let cell = |row: usize, column: usize| cell(sources, &lines[row], column, model.language);
            let tone = |row: usize, column: usize| tone(sources, &lines[row], column);
            data_table_toned(ui, "sources", &columns, (lines.len(), marked), cell, tone)
        });
        if let Some(line) = list.inner.clicked.and_then(|row| lines.get(row)) {
            out.push(Action::SelectSource(line.source()));
        }
    });
    currencies::ui(ui, model, report, out);
    if let Some(source) = sources.get(selected) {
        ui.add_space(space::XS);
        card(ui, |ui| details::ui(ui, model, (selected, source), quality, out));
    }
}

/// How many files, and what can be done with the list.
fn header(ui: &mut Ui, model: &ViewModel<'_>, sources: &[SourceReport], out: &mut Vec<Action>) {
    let language = model.language;
    ui.horizontal(|ui| {
        let color = tokens(ui).text_subdued;
        let files = count(sources.len() as u64);
        label(ui, tr_with(language, "data.files", &[("files", &files)]), SMALL, color);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if icon_button(ui, Icon::Download, &tr(language, "data.export_files")).clicked() {
                let suggested = format!("{}.csv", tr(language, "data.files.file"));
                out.push(Action::ExportTable { suggested, text: table(sources, language).to_csv() });
            }
            if icon_button(ui, Icon::Copy, &tr(language, "data.copy_files")).clicked() {
                ui.copy_text(table(sources, language).to_tsv());
            }
        });
    });
}

fn columns(language: Language) -> Vec<Column> {
    let name = |key: &str| tr(language, &format!("data.{key}"));
    vec![
        Column::text(name("file")),
        Column::text(name("table")),
        Column::number(name("rows_read")),
        Column::number(name("rows_used")),
        Column::number(name("rows_rejected")),
        Column::number(name("rows_total")),
        Column::number(name("updated.short")),
        Column::number(name("unchanged.short")),
        Column::text(name("format")),
    ]
}

fn cell(sources: &[SourceReport], line: &Line, column: usize, language: Language) -> String {
    match line {
        Line::Group { path, parts, .. } => match column {
            0 => shown(wording::file_name(path)),
            1 => tr_with(language, "data.parts", &[("parts", &parts.to_string())]),
            _ => String::new(),
        },
        Line::Source(index, is_part) => source_cell(&sources[*index], *is_part, column, language),
    }
}

fn source_cell(source: &SourceReport, is_part: bool, column: usize, language: Language) -> String {
    // A dash where nothing happened, so that what did stands out.
    let some = |rows: u64| if rows == 0 { "–".to_owned() } else { count(rows) };
    match column {
        0 if is_part => format!("    {}", shown(part_name(&source.path))),
        0 => shown(wording::file_name(&source.path)),
        1 => source.table.map_or_else(|| "–".to_owned(), |table| wording::table(language, table)),
        2 => count(source.rows_read),
        3 => count(source.rows_used),
        4 => some(source.rows_rejected),
        5 => some(source.rows_total + source.rows_description),
        6 => some(source.updated),
        7 => some(source.unchanged),
        _ => match (&source.refusal, &source.profile_name) {
            (Some(_), _) | (None, None) => tr(language, "data.not_used"),
            (None, Some(name)) => name.clone(),
        },
    }
}

fn tone(sources: &[SourceReport], line: &Line, column: usize) -> Tone {
    let Line::Source(index, _) = line else { return Tone::Quiet };
    let source = &sources[*index];
    match column {
        4 if source.rows_rejected > 0 => Tone::Warning,
        8 if source.refusal.is_some() => Tone::Warning,
        1..=7 => Tone::Quiet,
        _ => Tone::Plain,
    }
}

/// The list as a table of its own, one line per source with its whole path.
fn table(sources: &[SourceReport], language: Language) -> Table {
    let mut table = Table::new(columns(language));
    table.columns.push(Column::text(tr(language, "data.why")));
    for source in sources {
        let mut cells: Vec<String> =
            (0..9).map(|column| source_cell(source, false, column, language)).collect();
        cells[0].clone_from(&source.path);
        cells.push(source.refusal.as_ref().map_or_else(String::new, |why| wording::refusal(language, why)));
        table.row(cells);
    }
    table
}

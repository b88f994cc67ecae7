//! A file that is being read: its first rows at once, and how far it is in bytes and rows. Never reads it, never says what comes of it.

use eframe::egui::{Align, Layout, Ui, vec2};

use super::ViewModel;
use crate::app::{Action, Arriving, Command, wording};
use crate::domain::{Language, format_units};
use crate::import::Preview;
use crate::ui::text::{count, label, tr, tr_with, truncated};
use crate::ui::theme::{BODY, HEADING, SMALL, space, tokens};
use crate::ui::widgets::{Column, Tone, button, card, data_table_toned, progress_bar};

/// Name, progress, Cancel, and the first rows as soon as they are there.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, arriving: &Arriving, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    let path = arriving.path.display().to_string();
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 36.0),
        Layout::right_to_left(Align::Center),
        |ui| {
            if button(ui, None, &tr(language, "widget.cancel")).clicked() {
                out.push(Action::Do(Command::CancelJob));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = tr_with(language, "arriving.title", &[("file", wording::file_name(&path))]);
                truncated(ui, &title, HEADING, t.text).on_hover_text(&path);
            });
        },
    );
    far(ui, model);
    if arriving.others > 0 {
        let others = count(arriving.others as u64);
        label(ui, tr_with(language, "arriving.others", &[("files", &others)]), SMALL, t.text_subdued);
    }
    ui.add_space(space::S);
    if let Some(shown) = &arriving.shown {
        card(ui, |ui| first_rows(ui, language, shown));
    }
}

/// The bar, and bytes and rows of the file at hand below it.
fn far(ui: &mut Ui, model: &ViewModel<'_>) {
    let (t, language) = (tokens(ui), model.language);
    let Some(job) = model.jobs.current() else { return };
    let name = job.watch.name();
    let text = match job.watch.file() {
        Some((done, total, rows)) => {
            let values = [
                ("file", wording::file_name(&name).to_owned()),
                ("done", megabytes(done)),
                ("total", megabytes(total)),
                ("rows", count(rows)),
            ];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            tr_with(language, "arriving.far", &values)
        }
        None => tr(language, "job.import"),
    };
    progress_bar(ui, &text, job.watch.fraction());
    label(ui, text, BODY, t.text_subdued);
}

/// `582.8`: millions of bytes, as files are listed.
fn megabytes(bytes: u64) -> String {
    format_units(i64::try_from(bytes / 100_000).unwrap_or(i64::MAX), 1)
}

fn first_rows(ui: &mut Ui, language: Language, shown: &Preview) {
    let t = tokens(ui);
    let format = match &shown.format {
        Some(format) => format.clone(),
        None => tr(language, "arriving.unknown"),
    };
    let (rows, columns) = (count(shown.rows.len() as u64), count(shown.columns.len() as u64));
    let values = [
        ("format", format),
        ("rows", rows),
        ("columns", columns),
        ("encoding", shown.encoding.value.clone()),
        ("delimiter", wording::delimiter(language, shown.delimiter.value)),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    label(ui, tr_with(language, "arriving.rows", &values), SMALL, t.text_subdued);
    ui.add_space(space::XS);
    let columns: Vec<Column> =
        shown.columns.iter().map(|column| Column::text(column.header.clone())).collect();
    let cell = |row: usize, column: usize| {
        let cell = shown.rows[row].cells.get(column);
        cell.map_or_else(String::new, |cell| cell.raw.replace(['\n', '\r'], " "))
    };
    // What no figure needs stands back.
    let tone = |_: usize, column: usize| match shown.columns[column].field {
        Some(_) => Tone::Plain,
        None => Tone::Quiet,
    };
    data_table_toned(ui, "first rows", &columns, (shown.rows.len(), None), cell, tone);
}

//! The first rows under their columns, each column with the field it is taken for. Never reads a cell: it shows how one was read.

use eframe::egui::{Align, Label, Layout, RichText, Sense, Ui, Vec2b, vec2};
use egui_extras::{Column as Width, TableBuilder};

use super::{caption, choose};
use crate::app::{Action, MappingDesk, wording};
use crate::domain::Language;
use crate::import::{Cell, CellReading, Field, Preview, PreviewColumn, PreviewRow, Reading, fields_of};
use crate::ui::text::{count, date, label, tr, tr_with, truncated};
use crate::ui::theme::{BODY, Icon, SMALL, icon, space, tokens};
use crate::ui::widgets::sideways;

/// Width of a column.
const COLUMN: f32 = 168.0;
/// Width of the line numbers.
const LINE: f32 = 40.0;
/// Height of header, list and confidence.
const HEADER: f32 = 84.0;

/// Columns with their fields, and the rows below.
pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    desk: &MappingDesk,
    shown: &Preview,
    out: &mut Vec<Action>,
) {
    let rows = count(shown.rows.len() as u64);
    caption(ui, &tr_with(language, "mapping.rows", &[("rows", &rows)]));
    let names = names(language, shown);
    sideways(ui, "mapping sideways", |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
        let mut builder = TableBuilder::new(ui)
            .id_salt("mapping rows")
            .striped(true)
            .auto_shrink(Vec2b::new(false, true))
            .max_scroll_height(480.0)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Width::exact(LINE));
        for _ in &shown.columns {
            builder = builder.column(Width::exact(COLUMN).clip(true));
        }
        let builder = builder.column(Width::remainder());
        let table = builder.header(HEADER, |mut header| {
            header.col(|_| ());
            for (index, column) in shown.columns.iter().enumerate() {
                header.col(|ui| head(ui, language, (index, column), &names, &desk.reading, out));
            }
            header.col(|_| ());
        });
        table.body(|body| {
            body.rows(space::ROW, shown.rows.len(), |mut line| {
                let row = &shown.rows[line.index()];
                line.col(|ui| line_number(ui, language, row));
                for cell in &row.cells {
                    line.col(|ui| show(ui, language, cell, row.is_left_out));
                }
                line.col(|_| ());
            });
        });
    });
}

/// What a column can be: nothing, or a field of the table.
fn names(language: Language, shown: &Preview) -> Vec<(Option<Field>, String)> {
    let mut fields = fields_of(shown.table.value);
    fields.extend(shown.columns.iter().filter_map(|column| column.field));
    fields.sort_unstable();
    fields.dedup();
    let table = shown.table.value;
    let named =
        fields.into_iter().map(|field| (Some(field), wording::field_of(language, table, &field.name())));
    std::iter::once((None, tr(language, "mapping.not_read"))).chain(named).collect()
}

/// Header, field and how sure it is.
fn head(
    ui: &mut Ui,
    language: Language,
    (index, column): (usize, &PreviewColumn),
    names: &[(Option<Field>, String)],
    reading: &Reading,
    out: &mut Vec<Action>,
) {
    let t = tokens(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        truncated(ui, &column.header, BODY, t.text);
        if let Some(twin) = column.twin {
            let number = (twin + 1).to_string();
            let text = tr_with(language, "mapping.twin", &[("number", &number)]);
            label(ui, tr(language, "mapping.not_read"), BODY, t.text_subdued);
            sure(ui, Icon::Info, &tr(language, "mapping.twin.short"), t.text_subdued).on_hover_text(text);
            return;
        }
        let number = (index + 1).to_string();
        let name = tr_with(language, "mapping.field_of", &[("number", &number), ("header", &column.header)]);
        if let Some(field) = choose(ui, &name, &column.field, (COLUMN - 8.0, names)) {
            let mut reading = reading.clone();
            reading.columns.insert(index, field);
            out.push(Action::ChangeReading(Box::new(reading)));
        }
        confidence(ui, language, column);
    });
}

/// How sure the field is, in words and a sign; cells that do not read go first.
fn confidence(ui: &mut Ui, language: Language, column: &PreviewColumn) {
    let t = tokens(ui);
    if column.faults > 0 {
        let cells = count(column.faults as u64);
        let text = tr_with(language, "mapping.faults", &[("cells", &cells)]);
        let shown = sure(ui, Icon::Alert, &text, t.alert_text);
        if let Some((line, cell, reason)) = &column.first_fault {
            let values = [("line", line.to_string()), ("cell", cell.clone())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            let first = tr_with(language, "mapping.first_fault", &values);
            shown.on_hover_text(format!("{first}: {}", wording::reason(language, reason)));
        }
        return;
    }
    let (sign, key, color) = match column {
        PreviewColumn { field: None, .. } => return,
        PreviewColumn { told: true, .. } => (Icon::Check, "mapping.told", t.success),
        PreviewColumn { confidence, .. } if *confidence >= 0.8 => (Icon::Check, "mapping.sure", t.success),
        PreviewColumn { confidence, .. } if *confidence >= 0.5 => (Icon::Info, "mapping.likely", t.info_text),
        _ => (Icon::Help, "mapping.unsure", t.warning_text),
    };
    sure(ui, sign, &tr(language, key), color);
}

fn sure(ui: &mut Ui, sign: Icon, text: &str, color: eframe::egui::Color32) -> eframe::egui::Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        icon(ui, sign, 12.0, color);
        truncated(ui, text, SMALL, color)
    })
    .inner
}

/// The line in the file; marked when the row as a whole would not be used.
fn line_number(ui: &mut Ui, language: Language, row: &PreviewRow) {
    let t = tokens(ui);
    let (color, why) = match &row.fault {
        Some(reason) => (t.alert_text, Some(wording::reason(language, reason))),
        None if row.is_left_out => (t.text_subdued, Some(tr(language, "mapping.left_out"))),
        None => (t.text_subdued, None),
    };
    let shown = label(ui, row.line.to_string(), SMALL, color);
    if let Some(why) = why {
        shown.on_hover_text(why);
    }
}

/// A cell as it stands in the file; how it is understood is said on hover.
fn show(ui: &mut Ui, language: Language, cell: &Cell, is_left_out: bool) {
    let t = tokens(ui);
    let read = |text: &str| Some(tr_with(language, "mapping.read_as", &[("value", text)]));
    let (color, fill, why) = match &cell.reading {
        _ if is_left_out => (t.text_subdued, None, Some(tr(language, "mapping.left_out"))),
        CellReading::Fault(reason) => {
            (t.alert_text, Some(t.alert_fill), Some(wording::reason(language, reason)))
        }
        CellReading::Unsettled => {
            (t.warning_text, Some(t.warning_fill), Some(tr(language, "mapping.unsettled")))
        }
        CellReading::UnknownWord => {
            (t.warning_text, Some(t.warning_fill), Some(tr(language, "mapping.unknown_word")))
        }
        CellReading::Unused | CellReading::Blank => (t.text_subdued, None, None),
        CellReading::Text | CellReading::Status(_) => (t.text, None, None),
        CellReading::Day(day, _) => (t.text, None, read(&date(language, *day))),
        CellReading::Number(value, decimals) => (t.text, None, read(&number(*value, *decimals))),
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(ui.max_rect().shrink2(vec2(0.0, 2.0)), 4, fill);
        ui.add_space(4.0);
    }
    let text = RichText::new(cell.raw.replace(['\n', '\r'], " ")).size(BODY).color(color);
    let shown = ui.add(Label::new(text).truncate().sense(Sense::hover()));
    if let Some(why) = why {
        shown.on_hover_text(why);
    }
}

/// A number in units of 10^-decimals.
fn number(value: i64, decimals: u32) -> String {
    crate::ui::text::decimal(value as f64 / 10_f64.powi(decimals as i32), decimals as usize)
}

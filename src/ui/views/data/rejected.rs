//! The rows of a file that were not used: found by a word, sorted, copied, written to be corrected. Never holds more than was listed.

use eframe::egui::{Align, Id, Layout, TextEdit, Ui, vec2};

use crate::app::{Action, wording};
use crate::domain::Language;
use crate::import::{RejectedRow, SourceReport};
use crate::ui::text::{count, label, tr, tr_with};
use crate::ui::theme::{BODY, Icon, space, tokens};
use crate::ui::widgets::{Column, Table, button, data_table, icon_button, segmented};

use super::quiet;

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Line,
    Column,
    Reason,
}

impl Order {
    const ALL: [Self; 3] = [Self::Line, Self::Column, Self::Reason];

    fn label(self, language: Language) -> String {
        let key = match self {
            Self::Line => "data.rejected.by_line",
            Self::Column => "data.rejected.by_column",
            Self::Reason => "data.rejected.by_reason",
        };
        tr(language, key)
    }
}

/// What a person looks for; kept while the window is open.
#[derive(Clone, Debug, Default)]
struct Looking {
    word: String,
    order: Order,
}

pub(super) fn ui(
    ui: &mut Ui,
    language: Language,
    (index, source): (usize, &SourceReport),
    out: &mut Vec<Action>,
) {
    let id = Id::unique(("rejected rows", &source.path));
    let mut looking = ui.data(|data| data.get_temp::<Looking>(id)).unwrap_or_default();
    header(ui, language, (index, source), out);
    tools(ui, language, &mut looking);
    let rows = shown(&source.rejected, &looking, language);
    if source.rejected_truncated {
        let listed = count(source.rejected.len() as u64);
        quiet(ui, &tr_with(language, "data.truncated", &[("rows", &listed)]));
    }
    if rows.is_empty() {
        quiet(ui, &tr(language, "data.rejected.none_found"));
    } else {
        let columns = columns(language);
        data_table(ui, "rejected", &columns, rows.len(), None, |row, column| {
            cell(rows[row], column, language)
        });
    }
    ui.data_mut(|data| data.insert_temp(id, looking));
}

fn header(ui: &mut Ui, language: Language, (index, source): (usize, &SourceReport), out: &mut Vec<Action>) {
    let color = tokens(ui).text;
    ui.horizontal(|ui| {
        let rows = count(source.rows_rejected);
        label(ui, tr_with(language, "data.rejected_title", &[("rows", &rows)]), BODY, color);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let export = button(ui, Some(Icon::Download), &tr(language, "data.export_rejected"));
            if export.on_hover_text(tr(language, "data.export_rejected.about")).clicked() {
                out.push(Action::ExportRejected(index));
            }
            if icon_button(ui, Icon::Copy, &tr(language, "data.copy_rejected")).clicked() {
                ui.copy_text(table(language, source).to_tsv());
            }
        });
    });
}

fn tools(ui: &mut Ui, language: Language, looking: &mut Looking) {
    ui.horizontal(|ui| {
        let hint = tr(language, "data.rejected.search");
        let field = TextEdit::singleline(&mut looking.word)
            .hint_text(hint.as_str())
            .desired_width(240.0)
            .margin(vec2(8.0, 7.0));
        ui.add(field).accessible_name(hint.as_str());
        ui.add_space(space::XS);
        segmented(ui, &mut looking.order, &Order::ALL.map(|order| (order, order.label(language))));
    });
}

/// The rows that hold the word, in the order that was asked for; rows that are equal in it stay in the order of lines.
fn shown<'rows>(
    rows: &'rows [RejectedRow],
    looking: &Looking,
    language: Language,
) -> Vec<&'rows RejectedRow> {
    let word = looking.word.trim().to_lowercase();
    let holds = |row: &&RejectedRow| {
        word.is_empty() || (0..4).any(|column| cell(row, column, language).to_lowercase().contains(&word))
    };
    let mut rows: Vec<&RejectedRow> = rows.iter().filter(holds).collect();
    match looking.order {
        Order::Line => rows.sort_by_key(|row| row.line),
        Order::Column => rows.sort_by(|a, b| a.column.cmp(&b.column).then(a.line.cmp(&b.line))),
        Order::Reason => rows.sort_by_cached_key(|row| (wording::reason(language, &row.reason), row.line)),
    }
    rows
}

fn columns(language: Language) -> Vec<Column> {
    let name = |key: &str| tr(language, &format!("data.{key}"));
    vec![
        Column::number(name("rejected.line")),
        Column::text(name("rejected.column")),
        Column::text(name("rejected.value")),
        Column::text(name("rejected.reason")),
    ]
}

fn cell(row: &RejectedRow, column: usize, language: Language) -> String {
    match column {
        0 => row.line.to_string(),
        1 => row.column.clone(),
        2 => row.value.replace(['\n', '\r'], " "),
        _ => wording::reason(language, &row.reason),
    }
}

fn table(language: Language, source: &SourceReport) -> Table {
    let mut list = Table::new(columns(language));
    for row in &source.rejected {
        list.row((0..4).map(|column| cell(row, column, language)).collect());
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Reason;

    #[test]
    fn rows_are_found_by_any_of_their_words_and_sorted_as_asked() {
        let row = |line, column: &str, value: &str, reason| RejectedRow {
            row: line,
            line,
            column: column.to_owned(),
            value: value.to_owned(),
            reason,
        };
        let rows = [
            row(9, "Total", "ten", Reason::NotAnAmount),
            row(3, "Total", "abc", Reason::NotAnAmount),
            row(5, "Date", "soon", Reason::InvalidDate),
        ];
        let lines = |word: &str, order| -> Vec<u64> {
            let looking = Looking { word: word.to_owned(), order };
            shown(&rows, &looking, Language::English).iter().map(|row| row.line).collect()
        };
        assert_eq!(lines("", Order::Line), [3, 5, 9]);
        assert_eq!(lines("", Order::Column), [5, 3, 9]);
        assert_eq!(lines("TEN", Order::Line), [9]);
        assert_eq!(lines("date", Order::Line), [5]);
        assert_eq!(lines("nowhere", Order::Reason), [0_u64; 0]);
    }
}

//! Takes a card out of the window: as a picture, a table, a text, a file. Never draws the card.

use eframe::egui::{Id, Rect, Ui};

use super::wish::{Wish, wish};
use super::{Card, Table, icon_menu};
use crate::domain::Language;
use crate::ui::text::tr;
use crate::ui::theme::Icon;

/// Frames between the wish for a picture and the picture: the card is scrolled into sight, and what only helps the hand is gone.
const FRAMES: u8 = 3;

/// In what form a card leaves the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Picture,
    Table,
    Text,
    File,
}

impl Form {
    const ALL: [Self; 4] = [Self::Picture, Self::Table, Self::Text, Self::File];

    fn key(self) -> &'static str {
        match self {
            Self::Picture => "widget.copy_picture",
            Self::Table => "widget.copy_table",
            Self::Text => "widget.copy_text",
            Self::File => "widget.export_table",
        }
    }
}

/// The menu; says whether the table went to the clipboard.
pub(super) fn menu(
    ui: &mut Ui,
    card: Id,
    shown: &Card<'_>,
    language: Language,
    make_table: &dyn Fn() -> Table,
) -> bool {
    let (title, subtitle) = (shown.title, shown.subtitle);
    let mut chosen = None;
    icon_menu(ui, Icon::Copy, &tr(language, "widget.copy"), |ui| {
        for form in Form::ALL {
            if ui.button(tr(language, form.key())).clicked() {
                chosen = Some(form);
                ui.close();
            }
        }
    });
    match chosen {
        Some(Form::Picture) => {
            ui.data_mut(|data| data.insert_temp(card.with("picture"), FRAMES));
        }
        Some(Form::Table) => copy(ui, make_table().to_tsv()),
        Some(Form::Text) => copy(ui, in_words(title, subtitle, &make_table())),
        Some(Form::File) => {
            let beginning = title.split(':').next().unwrap_or(title).trim();
            let name = if shown.file.is_empty() { beginning } else { shown.file };
            let suggested = format!("{}.csv", name.replace(['/', '\\', ':', '›', '"'], "-"));
            wish(ui, Wish::Export { suggested, csv: make_table().to_csv() });
        }
        None => {}
    }
    chosen == Some(Form::Table)
}

fn copy(ui: &Ui, text: String) {
    ui.copy_text(text);
    wish(ui, Wish::Copied);
}

/// Whether a picture of the card is about to be taken, so that it is drawn without its menu.
pub(super) fn is_posing(ui: &Ui, card: Id) -> bool {
    ui.data(|data| data.get_temp::<u8>(card.with("picture"))).is_some()
}

/// Brings a card that is to be copied into sight, and asks for the picture once it is there.
pub(super) fn pose(ui: &Ui, card: Id, rect: Rect) {
    let key = card.with("picture");
    let Some(frames) = ui.data(|data| data.get_temp::<u8>(key)) else { return };
    ui.scroll_to_rect(rect, None);
    ui.ctx().request_repaint();
    if frames == 0 {
        wish(ui, Wish::Picture(rect.intersect(ui.clip_rect())));
        ui.data_mut(|data| data.remove_temp::<u8>(key));
    } else {
        ui.data_mut(|data| data.insert_temp(key, frames - 1));
    }
}

/// The card as it would be read aloud: the finding, what it rests on, and a line per row.
pub(super) fn in_words(title: &str, subtitle: &str, table: &Table) -> String {
    let mut lines: Vec<String> =
        [title, subtitle].into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    for row in &table.rows {
        let cells = table.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> = cells.map(|(column, cell)| format!("{}: {cell}", column.title)).collect();
        lines.push(format!("- {}", cells.join("; ")));
    }
    lines.join("\n") + "\n"
}

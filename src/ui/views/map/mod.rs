//! The journey map: stages by lanes, as a board that a workshop fills in and the data fills up. Computes nothing, changes nothing
//! but what is being typed.

mod card;
mod editor;
mod grid;
mod layout;

use eframe::egui::Ui;

use super::ViewModel;
use crate::app::board::BoardSheet;
use crate::app::{Action, BoardWish};
use crate::domain::{Direction, Language};
use crate::project::Basis;
use crate::ui::text::{label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{Icon, SMALL, icon, space, tokens};
use crate::ui::widgets::{Card, Column, Table, button, primary_button};

/// Columns of the map as a table, by the keys of their headers.
const COLUMNS: [&str; 7] = ["lane", "stage", "text", "detail", "basis", "direction", "definition"];

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let language = model.language;
    let sheet = BoardSheet::new(model.shown.board, model.shown.analysis, language);
    let is_editable = model.shown.frozen.is_none();
    let title = sheet.finding(language);
    let subtitle = tr(language, if is_editable { "map.subtitle" } else { "map.frozen" });
    let file = tr(language, "map.file");
    let card = Card::new("map", &title).subtitle(&subtitle).file(&file);
    card.show(
        ui,
        language,
        || table(&sheet, language),
        |ui| {
            if is_editable {
                tools(ui, &sheet, language, out);
            }
            ui.add_space(space::S);
            grid::ui(ui, model, &sheet, out);
        },
    );
}

/// What fills the map, and how much of it is known how.
fn tools(ui: &mut Ui, sheet: &BoardSheet, language: Language, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let n = sheet.to_fill.to_string();
        let fill = ui.add_enabled_ui(sheet.to_fill > 0, |ui| match sheet.to_fill {
            0 => button(ui, Some(Icon::Database), &tr(language, "map.fill")),
            _ => primary_button(ui, Some(Icon::Database), &tr_with(language, "map.fill.count", &[("n", &n)])),
        });
        if fill.inner.on_disabled_hover_text(tr(language, "map.fill.none")).clicked() {
            out.push(Action::Board(BoardWish::Fill));
        }
        for direction in Direction::ALL {
            let name = tr(language, &format!("map.template.{}", direction.id()));
            let pressed =
                button(ui, Some(Icon::Plus), &name).on_hover_text(tr(language, "map.template.about"));
            if pressed.clicked() {
                out.push(Action::Board(BoardWish::UseTemplate(direction)));
            }
        }
        ui.add_space(space::S);
        legend(ui, sheet, language);
    });
    let t = tokens(ui);
    paragraph_colored(ui, &tr(language, "map.help"), SMALL, t.text_subdued);
}

fn legend(ui: &mut Ui, sheet: &BoardSheet, language: Language) {
    let t = tokens(ui);
    for basis in Basis::ALL {
        let about = tr(language, &format!("map.basis.{}.about", basis.id()));
        icon(ui, card::basis_icon(basis), 14.0, card::basis_color(ui, basis));
        let (name, n) = (basis_name(language, basis), sheet.known(basis).to_string());
        let text = tr_with(language, "map.basis.count", &[("basis", &name), ("n", &n)]);
        label(ui, text, SMALL, t.text_subdued).on_hover_text(about);
    }
}

fn basis_name(language: Language, basis: Basis) -> String {
    tr(language, &format!("map.basis.{}", basis.id()))
}

fn table(sheet: &BoardSheet, language: Language) -> Table {
    let columns = COLUMNS.map(|column| Column::text(tr(language, &format!("map.column.{column}"))));
    let mut table = Table::new(columns.to_vec());
    sheet.lines(language).into_iter().for_each(|line| table.row(line.to_vec()));
    table
}

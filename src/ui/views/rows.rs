//! The rows behind a figure: what they add up to, a search, states to choose from, a long list and its export. Never finds a row.

use eframe::egui::{Align, Layout, TextEdit, Ui, vec2};

use super::ViewModel;
use crate::analysis::rows::{Asked, FigureId, Row, RowCounts, RowState};
use crate::app::wording::comparisons;
use crate::app::{Action, CellStyle, FoundRows, RowColumn, RowSheet, RowsDesk, RowsLook, wording};
use crate::domain::Language;
use crate::ui::text::{count, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, HEADING, Icon, SMALL, space, tokens};
use crate::ui::widgets::{Column, Sheet, Tone, button, card, segmented, spinner};

/// The list that is open.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, desk: &RowsDesk, out: &mut Vec<Action>) {
    let language = model.language;
    header(ui, model, desk, out);
    let (Some(found), Some(imported)) = (&desk.found, &model.state.derived.imported) else {
        ui.add_space(space::L);
        spinner(ui, &tr(language, "empty.working"));
        return;
    };
    let sheet = RowSheet { list: &found.list, imported, language };
    card(ui, |ui| {
        let mut look = desk.look.clone();
        tools(ui, language, &found.counts, &mut look);
        ui.add_space(space::XS);
        list(ui, &sheet, found, &model.names_told(), &mut look);
        if look != desk.look {
            out.push(Action::LookAtRows(look));
        }
    });
}

fn header(ui: &mut Ui, model: &ViewModel<'_>, desk: &RowsDesk, out: &mut Vec<Action>) {
    let (language, t) = (model.language, tokens(ui));
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        let back = tr(language, model.state.session.view.label_key());
        let named = tr_with(language, "rows.back", &[("view", &back)]);
        if button(ui, Some(Icon::ChevronLeft), &back).on_hover_text(named).clicked() {
            out.push(Action::CloseRows);
        }
        ui.add_space(space::XS);
        label(ui, wording::figure(language, &desk.figure), HEADING, t.text);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let there = desk.found.as_ref().is_some_and(|found| !found.shown.is_empty());
            let export = ui.add_enabled_ui(there, |ui| {
                button(ui, Some(Icon::Download), &tr(language, "rows.export"))
                    .on_hover_text(tr(language, "rows.export.about"))
            });
            if export.inner.clicked() {
                out.push(Action::ExportRows);
            }
        });
    });
    sides(ui, model, &desk.figure, out);
    if let Some(found) = &desk.found {
        paragraph_colored(ui, &sum(language, &found.counts), BODY, t.text_subdued);
    }
    ui.add_space(space::XS);
}

/// Of a figure that is compared: which of its two sides is listed.
fn sides(ui: &mut Ui, model: &ViewModel<'_>, figure: &FigureId, out: &mut Vec<Action>) {
    let FigureId::Asked(asked, own) = figure else { return };
    let language = model.language;
    let comparison = model.shown.analysis.and_then(|analysis| analysis.comparison.as_ref());
    let name = |side: Asked| match (side, comparison) {
        (Asked::Now, Some(comparison)) => comparisons::side(language, &comparison.now),
        (Asked::Then, Some(comparison)) => comparisons::side(language, &comparison.then),
        _ => tr(language, &format!("rows.side.{}", side.id())),
    };
    let pair = match asked {
        Asked::Now | Asked::Then => [Asked::Now, Asked::Then],
        Asked::Push | Asked::Pull => [Asked::Push, Asked::Pull],
    };
    let mut shown = *asked;
    if segmented(ui, &mut shown, &pair.map(|side| (side, name(side)))) {
        out.push(Action::ShowRows(own.as_ref().clone().asked(shown)));
    }
    ui.add_space(space::XS);
}

/// `362 of 1,564 · 14 still open · 230 left out`.
fn sum(language: Language, counts: &RowCounts) -> String {
    let mut parts = Vec::new();
    if counts.denominator > 0 && counts.denominator != counts.numerator {
        let values = [("numerator", &*count(counts.numerator)), ("denominator", &*count(counts.denominator))];
        parts.push(tr_with(language, "cli.rows.share", &values));
    } else {
        parts.push(count(counts.numerator));
    }
    for state in [RowState::Lost, RowState::Open, RowState::LeftOut] {
        if counts.of(state) > 0 {
            let name = tr(language, &format!("rows.state.{}", state.id()));
            parts.push(format!("{name} {}", count(counts.of(state))));
        }
    }
    parts.join("  ·  ")
}

fn tools(ui: &mut Ui, language: Language, counts: &RowCounts, look: &mut RowsLook) {
    ui.horizontal_wrapped(|ui| {
        let hint = tr(language, "rows.search");
        let field = TextEdit::singleline(&mut look.word)
            .hint_text(hint.as_str())
            .desired_width(220.0)
            .margin(vec2(8.0, 7.0));
        ui.add(field).accessible_name(hint.as_str());
        ui.add_space(space::XS);
        let all: u64 = counts.rows.iter().sum();
        let mut choices = vec![(None, format!("{} {}", tr(language, "rows.state.all"), count(all)))];
        for state in RowState::ALL {
            if counts.of(state) > 0 && counts.of(state) < all {
                let name = tr(language, &format!("rows.state.{}", state.id()));
                choices.push((Some(state), format!("{name} {}", count(counts.of(state)))));
            }
        }
        if choices.len() > 1 {
            segmented(ui, &mut look.state, &choices);
        }
    });
}

fn list(ui: &mut Ui, sheet: &RowSheet<'_>, found: &FoundRows, names: &str, look: &mut RowsLook) {
    let (language, t) = (sheet.language, tokens(ui));
    if found.shown.is_empty() {
        let key = if found.list.rows.is_empty() { "rows.nothing" } else { "rows.none_found" };
        paragraph_colored(ui, &tr(language, key), BODY, t.text_subdued);
        return;
    }
    let columns = &found.columns;
    let titled = |column: &RowColumn| Column {
        title: column.title(&found.kinds, language),
        numeric: column.is_number(),
    };
    let headers: Vec<Column> = columns.iter().map(titled).collect();
    let place = |column: RowColumn| columns.iter().position(|known| *known == column);
    let sorted = look.order.and_then(|(column, descending)| Some((place(column)?, descending)));
    // To the bottom of the window, less the margin of card and page.
    let height = (ui.clip_rect().bottom() - ui.cursor().top() - 96.0).max(240.0);
    let row = |index: usize| -> &Row { &sheet.list.rows[found.shown[index] as usize] };
    let shown =
        Sheet { id: "rows", columns: &headers, rows: found.shown.len(), selected: None, sorted, height };
    let response = shown.show(ui, |index, column| {
        let (row, column) = (row(index), columns[column]);
        (sheet.cell(row, column, CellStyle::Shown), tone(row, column))
    });
    if let Some(column) = response.header.and_then(|index| columns.get(index)) {
        look.order = next_order(look.order, *column);
    }
    ui.add_space(space::XS);
    let (shown, all) = (count(found.shown.len() as u64), count(sheet.list.rows.len() as u64));
    let values = [("shown", &*shown), ("all", &*all), ("names", names)];
    paragraph_colored(ui, &tr_with(language, "rows.shown", &values), SMALL, t.text_subdued);
}

fn tone(row: &Row, column: RowColumn) -> Tone {
    match (column, row.state) {
        (RowColumn::State, RowState::Lost) => Tone::Warning,
        (RowColumn::Reason | RowColumn::File | RowColumn::Line, _) => Tone::Quiet,
        (_, RowState::LeftOut) => Tone::Quiet,
        _ => Tone::Plain,
    }
}

/// Smallest first, largest first, the order of the list: a header goes round.
fn next_order(order: Option<(RowColumn, bool)>, column: RowColumn) -> Option<(RowColumn, bool)> {
    match order.filter(|order| order.0 == column) {
        None => Some((column, column.is_number())),
        Some((_, descending)) if descending == column.is_number() => Some((column, !descending)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_goes_round() {
        let first = next_order(None, RowColumn::Money);
        assert_eq!(first, Some((RowColumn::Money, true)));
        let second = next_order(first, RowColumn::Money);
        assert_eq!(second, Some((RowColumn::Money, false)));
        assert_eq!(next_order(second, RowColumn::Money), None);
        assert_eq!(next_order(first, RowColumn::Customer), Some((RowColumn::Customer, false)));
    }
}

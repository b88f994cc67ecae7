//! The inspector: what the selected figure is made of, what it means, and the notes pinned to it. Never computes a
//! figure, never changes a note itself.

mod facts;
mod group;
mod notes;
mod repeat_facts;
mod several;

use eframe::egui::{Frame, Margin, RichText, ScrollArea, Ui};

use self::facts::Facts;
pub(super) use self::notes::Drafts;
use super::definition;
use crate::analysis::rows::{Behind, behind};
use crate::app::{Action, Command, Selection};
use crate::ui::text::{label, paragraph_colored, tr};
use crate::ui::theme::{BODY, Icon, NUMBER, SMALL, TITLE, space, tokens};
use crate::ui::views::ViewModel;
use crate::ui::widgets::{badge, button, icon_button, key_values};

/// The selected figure, or all notes while nothing is selected.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, drafts: &mut Drafts, out: &mut Vec<Action>) {
    ScrollArea::vertical().id_salt("inspector").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            if !model.state.session.beside.is_empty() {
                return several::ui(ui, model, out);
            }
            let selected = model.state.session.selection.clone().zip(model.shown.analysis);
            let facts =
                selected.and_then(|(selection, analysis)| Facts::of(&selection, analysis, model.language));
            match facts {
                Some(facts) => figure(ui, &facts, model, drafts, out),
                None => overview(ui, model, drafts, out),
            }
        });
    });
}

fn figure(ui: &mut Ui, facts: &Facts, model: &ViewModel<'_>, drafts: &mut Drafts, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    ui.horizontal(|ui| {
        badge(ui, facts.definition.id(), t.accent_fill, t.accent);
        ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            if icon_button(ui, Icon::Close, &tr(language, "inspector.close")).clicked() {
                out.push(Action::Do(Command::ToggleInspector));
            }
        });
    });
    paragraph_colored(ui, &facts.title, TITLE, t.text);
    if !facts.value.is_empty() {
        ui.label(RichText::new(&facts.value).size(NUMBER).color(t.text));
    }
    key_values(ui, &facts.rows);
    if !facts.remark.is_empty() {
        ui.add_space(space::XS);
        paragraph_colored(ui, &facts.remark, SMALL, t.text_subdued);
    }
    rows_link(ui, model, facts, out);
    if let Some(found) = model.state.session.rows.as_ref().and_then(|desk| desk.found.as_ref()) {
        section(ui, &tr(language, "inspector.group"));
        group::ui(ui, model, found);
    }
    let target = model.state.session.selection.as_ref().and_then(Selection::target);
    if let Some(target) = target {
        section(ui, &tr(language, "inspector.notes"));
        notes::pinned(ui, model, target, drafts, out);
    }
    section(ui, &tr(language, "inspector.definition"));
    label(ui, definition::name(language, facts.definition), BODY, t.text);
    ui.add_space(space::XS);
    definition::ui(ui, facts.definition, language);
    if matches!(model.state.session.selection, Some(Selection::Stage(_) | Selection::Step(_))) {
        ui.add_space(space::M);
        paragraph_colored(ui, &several::hint(ui, language, "inspector.several.how"), SMALL, t.text_subdued);
    }
}

/// The way to the rows behind the figure, or why it has none; a frozen view keeps none.
fn rows_link(ui: &mut Ui, model: &ViewModel<'_>, facts: &Facts, out: &mut Vec<Action>) {
    let figure = model.state.session.selection.as_ref().and_then(Selection::figure);
    ui.add_space(space::S);
    let Some(figure) = figure else {
        if let Behind::Nothing(why) = behind(facts.definition) {
            let why = tr(model.language, &format!("rows.none.{why}"));
            paragraph_colored(ui, &why, SMALL, tokens(ui).text_subdued);
        }
        return;
    };
    if !facts.has_figure() {
        let t = tokens(ui);
        paragraph_colored(ui, &tr(model.language, "inspector.no_data"), SMALL, t.text_subdued);
    } else if model.shown.frozen.is_some() || model.state.derived.imported.is_none() {
        let t = tokens(ui);
        paragraph_colored(ui, &tr(model.language, "rows.frozen"), SMALL, t.text_subdued);
    } else if button(ui, Some(Icon::Table), &tr(model.language, "rows.show")).clicked() {
        out.push(Action::ShowRows(figure));
    }
}

fn overview(ui: &mut Ui, model: &ViewModel<'_>, drafts: &mut Drafts, out: &mut Vec<Action>) {
    let t = tokens(ui);
    label(ui, tr(model.language, "inspector.title"), TITLE, t.text);
    paragraph_colored(ui, &tr(model.language, "inspector.hint"), BODY, t.text_subdued);
    if !model.shown.notes.is_empty() {
        section(ui, &tr(model.language, "inspector.all_notes"));
        notes::all(ui, model, drafts, out);
    }
}

fn section(ui: &mut Ui, title: &str) {
    let t = tokens(ui);
    ui.add_space(space::M);
    label(ui, title, SMALL, t.text_subdued);
    ui.add_space(space::XS);
}

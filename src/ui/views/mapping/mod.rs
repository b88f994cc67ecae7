//! A file that nobody knows: its first rows, what was found out about it, and what a person can change. Never reads the
//! file, never uses a guess unasked.

mod questions;
mod rows;
mod settings;

use eframe::egui::{Align, Layout, Ui};

use super::ViewModel;
use crate::app::{Action, MappingDesk, wording};
use crate::domain::Language;
use crate::import::{Note, Preview, SourceReport};
use crate::ui::text::{label, paragraph_colored, tr, tr_with, truncated};
use crate::ui::theme::{BODY, HEADING, SMALL, space, tokens};
use crate::ui::widgets::{Banner, Severity, button, card, dropdown, link, primary_button, spinner};

/// The screen: what the file is, how it is read, what is open, its first rows.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, desk: &MappingDesk, out: &mut Vec<Action>) {
    let language = model.language;
    header(ui, language, desk, out);
    ui.add_space(space::XS);
    if let Some(refusal) = &desk.refusal {
        let text = wording::refusal(language, refusal);
        Banner { dismissable: false, ..Banner::new(Severity::Warning, &text) }.show(ui, language);
    }
    let Some(shown) = &desk.shown else {
        if desk.refusal.is_none() {
            spinner(ui, &tr(language, "empty.working"));
        }
        return;
    };
    card(ui, |ui| settings::ui(ui, language, desk, shown, out));
    questions::ui(ui, language, desk, shown, out);
    missing(ui, language, shown);
    card(ui, |ui| rows::ui(ui, language, desk, shown, out));
}

/// Name of the file, what to do, and the three ways on.
fn header(ui: &mut Ui, language: Language, desk: &MappingDesk, out: &mut Vec<Action>) {
    let t = tokens(ui);
    let is_complete = desk.shown.as_ref().is_some_and(|shown| shown.is_complete());
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(is_complete, |ui| {
                if primary_button(ui, None, &tr(language, "mapping.use")).clicked() {
                    out.push(Action::UseMapping);
                }
            });
            ui.add_enabled_ui(is_complete, |ui| {
                if button(ui, None, &tr(language, "mapping.save")).clicked() {
                    out.push(Action::SaveMapping);
                }
            });
            if button(ui, None, &tr(language, "mapping.skip")).clicked() {
                out.push(Action::SkipFile);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                truncated(ui, wording::file_name(&desk.name), HEADING, t.text);
            });
        });
    });
    let format = desk.shown.as_ref().and_then(|shown| shown.format.as_deref());
    let text = match format {
        Some(format) => tr_with(language, "mapping.known", &[("format", format)]),
        None => tr(language, "mapping.unknown"),
    };
    paragraph_colored(ui, &text, BODY, t.text_subdued);
}

/// What no column is taken for yet, and without which there are no figures.
fn missing(ui: &mut Ui, language: Language, shown: &Preview) {
    if shown.missing.is_empty() {
        return;
    }
    let fields: Vec<String> =
        shown.missing.iter().map(|field| wording::field(language, &field.name())).collect();
    let text = tr_with(language, "mapping.missing", &[("fields", &fields.join(", "))]);
    Banner { dismissable: false, ..Banner::new(Severity::Warning, &text) }.show(ui, language);
}

/// One of several under its name; returns what was chosen instead.
fn choose<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: &T,
    (width, choices): (f32, &[(T, String)]),
) -> Option<T> {
    let shown = choices.iter().find(|(choice, _)| choice == current).map_or("", |(_, text)| text.as_str());
    let mut chosen = None;
    let combo = dropdown(name).selected_text(shown).width(width).truncate().height(420.0);
    combo
        .show_ui(ui, |ui| {
            for (choice, text) in choices {
                if ui.selectable_label(choice == current, text).clicked() && choice != current {
                    chosen = Some(choice.clone());
                }
            }
        })
        .response
        .accessible_name(format!("{name}: {shown}"));
    chosen
}

/// What a source of the data view offers: to change how it is read, and to forget a mapping it was read with.
pub(in crate::ui) fn offer(ui: &mut Ui, language: Language, source: &SourceReport, out: &mut Vec<Action>) {
    let shape = source.notes.iter().find_map(|note| match note {
        Note::OwnMapping { shape, .. } => Some(shape),
        _ => None,
    });
    if let Some(refusal) = &source.refusal {
        ui.add_space(space::XS);
        let may_help = refusal.can_be_mapped();
        if may_help && primary_button(ui, None, &tr(language, "mapping.say")).clicked() {
            out.push(Action::MapFile(source.path.clone()));
        }
        return;
    }
    if source.mapping.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        if link(ui, &tr(language, "mapping.change")).clicked() {
            out.push(Action::MapFile(source.path.clone()));
        }
        if let Some(shape) = shape
            && link(ui, &tr(language, "mapping.forget")).clicked()
        {
            out.push(Action::ForgetMapping(shape.clone()));
        }
    });
}

/// A caption above what it belongs to.
fn caption(ui: &mut Ui, text: &str) {
    let color = tokens(ui).text_subdued;
    label(ui, text, SMALL, color);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{fields_of, mappable_tables};

    #[test]
    fn every_field_that_can_be_chosen_has_a_name_of_its_own_in_both_languages() {
        for language in Language::ALL {
            for table in mappable_tables() {
                let mut names: Vec<String> = Vec::new();
                for field in fields_of(table) {
                    let key = format!("field.{}", field.name());
                    let name = wording::known_text(language, &key).unwrap_or_else(|| panic!("no {key}"));
                    assert!(!names.contains(&name), "{table:?}: {name} twice");
                    names.push(name);
                }
            }
        }
    }
}

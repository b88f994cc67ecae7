//! What is kept of the people in the files, and the switches that replace what names them and keep the data. Never shows anybody.

use eframe::egui::Ui;

use super::super::ViewModel;
use crate::app::Action;
use crate::ui::text::{label, paragraph_colored, tr};
use crate::ui::theme::{BODY, space, tokens};
use crate::ui::widgets::{button, card};

pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let language = model.language;
    let is_on = model.replaces_names();
    card(ui, |ui| {
        let t = tokens(ui);
        label(ui, tr(language, "data.privacy"), BODY, t.text);
        paragraph_colored(ui, &tr(language, "data.privacy.kept"), BODY, t.text_subdued);
        ui.add_space(space::XS);
        let (about, action) = if is_on { ("on", "show") } else { ("off", "replace") };
        paragraph_colored(ui, &tr(language, &format!("data.privacy.{about}")), BODY, t.text);
        ui.add_space(space::XS);
        if button(ui, None, &tr(language, &format!("data.privacy.{action}"))).clicked() {
            out.push(Action::SetPseudonyms(!is_on));
        }
    });
    ui.add_space(space::M);
    data(ui, model, out);
}

/// Whether the project carries its data.
fn data(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let language = model.language;
    let keeps = model.state.project.document.settings.keeps_data;
    card(ui, |ui| {
        let t = tokens(ui);
        label(ui, tr(language, "data.keep"), BODY, t.text);
        paragraph_colored(ui, &tr(language, "data.keep.text"), BODY, t.text_subdued);
        ui.add_space(space::XS);
        let (about, action) = if keeps { ("on", "stop") } else { ("off", "start") };
        paragraph_colored(ui, &tr(language, &format!("data.keep.{about}")), BODY, t.text);
        ui.add_space(space::XS);
        if button(ui, None, &tr(language, &format!("data.keep.{action}"))).clicked() {
            out.push(Action::KeepData(!keeps));
        }
    });
}

//! Asks what to do with unsaved changes. Never throws them away itself.

use eframe::egui::Context;

use super::modal;
use crate::app::{Action, Controller};
use crate::ui::text::{label, paragraph_colored, tr};
use crate::ui::theme::{BODY, TITLE, tokens};
use crate::ui::widgets::{button, primary_button};

/// Save, go on without saving, or stay.
pub(super) fn ui(context: &Context, controller: &Controller, out: &mut Vec<Action>) {
    let language = controller.state.session.language;
    modal(context, "unsaved changes", 420.0, out, |ui, out| {
        let t = tokens(ui);
        label(ui, tr(language, "unsaved.title"), TITLE, t.text);
        paragraph_colored(ui, &tr(language, "unsaved.text"), BODY, t.text_subdued);
        ui.horizontal(|ui| {
            if primary_button(ui, None, &tr(language, "dialog.save")).clicked() {
                out.push(Action::SaveChanges);
            }
            if button(ui, None, &tr(language, "unsaved.discard")).clicked() {
                out.push(Action::DiscardChanges);
            }
            if button(ui, None, &tr(language, "dialog.cancel")).clicked() {
                out.push(Action::SetDialog(None));
            }
        });
    });
}

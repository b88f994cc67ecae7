//! Offers work that was not saved when the program ended. Never opens or deletes it by itself.

use eframe::egui::Context;

use super::modal;
use crate::app::{Action, Controller, wording};
use crate::ui::text::{label, paragraph_colored, tr};
use crate::ui::theme::{BODY, TITLE, tokens};
use crate::ui::widgets::{button, primary_button};

/// The recovered work, or what was saved.
pub(super) fn ui(context: &Context, controller: &Controller, out: &mut Vec<Action>) {
    let language = controller.state.session.language;
    let Some(recovered) = &controller.state.session.recovered else { return };
    modal(context, "recovered work", 460.0, out, |ui, out| {
        let t = tokens(ui);
        label(ui, tr(language, "recovered.title"), TITLE, t.text);
        paragraph_colored(ui, &wording::recovered(language, &recovered.about), BODY, t.text_subdued);
        let leave = if recovered.about.project.is_some() { "recovered.saved" } else { "recovered.leave" };
        ui.horizontal(|ui| {
            if primary_button(ui, None, &tr(language, "recovered.open")).clicked() {
                out.push(Action::OpenRecovered);
            }
            if button(ui, None, &tr(language, leave)).clicked() {
                out.push(Action::LeaveRecovered);
            }
        });
    });
}

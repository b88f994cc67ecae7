//! Asks for the name of a snapshot. Never takes the snapshot itself.

use eframe::egui::{Context, Key, TextEdit};

use super::{DialogDrafts, modal};
use crate::app::{Action, Controller, Dialog};
use crate::ui::text::{label, paragraph_colored, tr};
use crate::ui::theme::{BODY, TITLE, tokens};
use crate::ui::widgets::{button, primary_button};

/// One field, Save and Cancel.
pub(super) fn ui(
    context: &Context,
    controller: &Controller,
    drafts: &mut DialogDrafts,
    is_new: bool,
    out: &mut Vec<Action>,
) {
    let language = controller.state.session.language;
    let renamed = match drafts.dialog {
        Some(Dialog::RenameSnapshot(id)) => Some(id),
        _ => None,
    };
    let title = if renamed.is_some() { "snapshot.rename" } else { "snapshot.take" };
    modal(context, "name snapshot", 400.0, out, |ui, out| {
        let t = tokens(ui);
        label(ui, tr(language, title), TITLE, t.text);
        if renamed.is_none() {
            paragraph_colored(ui, &tr(language, "snapshot.take.text"), BODY, t.text_subdued);
        }
        let field = TextEdit::singleline(&mut drafts.text)
            .hint_text(tr(language, "snapshot.name.hint"))
            .desired_width(f32::INFINITY)
            .margin(eframe::egui::vec2(8.0, 7.0));
        let field = ui.add(field).accessible_name(tr(language, "snapshot.name"));
        if is_new {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let name = drafts.text.trim().to_owned();
        ui.horizontal(|ui| {
            let save = ui.add_enabled_ui(!name.is_empty(), |ui| {
                primary_button(ui, None, &tr(language, "dialog.save")).clicked()
            });
            if !name.is_empty() && (save.inner || entered) {
                out.push(match renamed {
                    Some(id) => Action::RenameSnapshot { id, name },
                    None => Action::TakeSnapshot { name },
                });
            }
            if button(ui, None, &tr(language, "dialog.cancel")).clicked() {
                out.push(Action::SetDialog(None));
            }
        });
    });
}

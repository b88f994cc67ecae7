//! Asks for the name or the tags of a snapshot. Never takes or changes the snapshot itself.

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
    let asked = drafts.dialog.clone();
    let (title, about, name, hint) = match asked {
        Some(Dialog::RenameSnapshot(_)) => ("snapshot.rename", None, "snapshot.name", "snapshot.name.hint"),
        Some(Dialog::TagSnapshot(_)) => {
            ("snapshot.tags", Some("snapshot.tags.text"), "snapshot.tags", "snapshot.tags")
        }
        _ => ("snapshot.take", Some("snapshot.take.text"), "snapshot.name", "snapshot.name.hint"),
    };
    let may_be_blank = matches!(asked, Some(Dialog::TagSnapshot(_)));
    modal(context, "name snapshot", 400.0, out, |ui, out| {
        let t = tokens(ui);
        label(ui, tr(language, title), TITLE, t.text);
        if let Some(about) = about {
            paragraph_colored(ui, &tr(language, about), BODY, t.text_subdued);
        }
        let field = TextEdit::singleline(&mut drafts.text)
            .hint_text(tr(language, hint))
            .desired_width(f32::INFINITY)
            .margin(eframe::egui::vec2(8.0, 7.0));
        let field = ui.add(field).accessible_name(tr(language, name));
        if is_new {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let text = drafts.text.trim().to_owned();
        let is_ready = may_be_blank || !text.is_empty();
        ui.horizontal(|ui| {
            let save = ui.add_enabled_ui(is_ready, |ui| {
                primary_button(ui, None, &tr(language, "dialog.save")).clicked()
            });
            if is_ready && (save.inner || entered) {
                out.push(answer(asked.as_ref(), text));
            }
            if button(ui, None, &tr(language, "dialog.cancel")).clicked() {
                out.push(Action::SetDialog(None));
            }
        });
    });
}

/// What the typed text is for.
fn answer(asked: Option<&Dialog>, text: String) -> Action {
    match asked {
        Some(Dialog::RenameSnapshot(id)) => Action::RenameSnapshot { id: *id, name: text },
        Some(Dialog::TagSnapshot(id)) => {
            let words = text.split([',', '、']).map(str::trim).filter(|word| !word.is_empty());
            Action::TagSnapshot { id: *id, tags: words.map(str::to_owned).collect() }
        }
        _ => Action::TakeSnapshot { name: text },
    }
}

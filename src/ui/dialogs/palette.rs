//! The command palette: every command by name, found by typing a part of it. Never offers what is not enabled.

use eframe::egui::{Button, Context, Key, RichText, ScrollArea, TextEdit, vec2};

use super::{DialogDrafts, modal};
use crate::app::{Action, Command, Controller};
use crate::domain::Language;
use crate::ui::shell::{command_keys, command_label};
use crate::ui::text::{label, tr};
use crate::ui::theme::{BODY, tokens};

/// A field and the commands that fit.
pub(super) fn ui(
    context: &Context,
    controller: &Controller,
    drafts: &mut DialogDrafts,
    is_new: bool,
    out: &mut Vec<Action>,
) {
    let language = controller.state.session.language;
    modal(context, "palette", 480.0, out, |ui, out| {
        let field = TextEdit::singleline(&mut drafts.text)
            .hint_text(tr(language, "palette.hint"))
            .desired_width(f32::INFINITY)
            .margin(vec2(8.0, 7.0));
        let field = ui.add(field).accessible_name(tr(language, "palette.hint"));
        if is_new || !field.has_focus() {
            field.request_focus();
        }
        if field.changed() {
            drafts.marked = 0;
        }
        let found = matching(controller, &drafts.text, language);
        if found.is_empty() {
            label(ui, tr(language, "palette.none"), BODY, tokens(ui).text_subdued);
            return;
        }
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let last = found.len() - 1;
        if pressed(Key::ArrowDown) {
            drafts.marked = (drafts.marked + 1).min(last);
        }
        if pressed(Key::ArrowUp) {
            drafts.marked = drafts.marked.saturating_sub(1);
        }
        let mut chosen = pressed(Key::Enter).then(|| found[drafts.marked.min(last)].0);
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, (command, name)) in found.iter().enumerate() {
                if entry(ui, *command, name, index == drafts.marked) {
                    chosen = Some(*command);
                }
            }
        });
        if let Some(command) = chosen {
            out.push(Action::SetDialog(None));
            out.push(Action::Do(command));
        }
    });
}

fn entry(ui: &mut eframe::egui::Ui, command: Command, name: &str, marked: bool) -> bool {
    let t = tokens(ui);
    let keys = command_keys(ui.ctx(), command).unwrap_or_default();
    let fill = if marked { t.accent_fill } else { t.surface };
    let button = Button::new(RichText::new(name).color(t.text))
        .shortcut_text(RichText::new(keys).color(t.text_subdued))
        .fill(fill)
        .min_size(vec2(ui.available_width(), 30.0));
    let response = ui.add(button);
    if marked {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// Enabled commands whose name holds every word that was typed, in the order of the table.
fn matching(controller: &Controller, typed: &str, language: Language) -> Vec<(Command, String)> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let named =
        Command::ALL.into_iter().map(|command| (command, command_label(controller, command, language)));
    named
        .filter(|(command, _)| *command != Command::OpenPalette && controller.is_enabled(*command))
        .filter(|(_, name)| {
            let name = name.to_lowercase();
            words.iter().all(|word| name.contains(word))
        })
        .collect()
}

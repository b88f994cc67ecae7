//! The command palette: every command and every part of a view by name, found by typing a part of it. Never offers what is not enabled.

use eframe::egui::{Button, Context, Key, RichText, ScrollArea, TextEdit, vec2};

use super::{DialogDrafts, modal};
use crate::app::{Action, Command, Controller, Place};
use crate::domain::Language;
use crate::ui::shell::{command_keys, command_label};
use crate::ui::text::{label, tr};
use crate::ui::theme::{BODY, tokens};

/// What can be chosen.
#[derive(Clone)]
enum Entry {
    Command(Command),
    Place(Place),
}

/// A field and what fits.
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
        let mut chosen = pressed(Key::Enter).then(|| found[drafts.marked.min(last)].0.clone());
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, (own, name)) in found.iter().enumerate() {
                if entry(ui, own, name, index == drafts.marked) {
                    chosen = Some(own.clone());
                }
            }
        });
        let Some(chosen) = chosen else { return };
        out.push(Action::SetDialog(None));
        match chosen {
            Entry::Command(command) => out.push(Action::Do(command)),
            Entry::Place(place) => out.extend(place.actions()),
        }
    });
}

fn entry(ui: &mut eframe::egui::Ui, own: &Entry, name: &str, marked: bool) -> bool {
    let t = tokens(ui);
    let keys = match own {
        Entry::Command(command) => command_keys(ui.ctx(), *command).unwrap_or_default(),
        Entry::Place(_) => String::new(),
    };
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

/// Enabled commands and parts of views whose name holds every word that was typed, in their order.
fn matching(controller: &Controller, typed: &str, language: Language) -> Vec<(Entry, String)> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let is_offered = |command: &Command| *command != Command::OpenPalette && controller.is_enabled(*command);
    let commands = Command::ALL.into_iter().filter(is_offered);
    let commands =
        commands.map(|command| (Entry::Command(command), command_label(controller, command, language)));
    // Nothing leads into views while there is nothing to show.
    let places = if controller.state.is_empty() { Vec::new() } else { Place::all() };
    let places = places.into_iter().map(|place| {
        let name = place.name(language);
        (Entry::Place(place), name)
    });
    let fits = |name: &str| words.iter().all(|word| name.to_lowercase().contains(word));
    commands.chain(places).filter(|(_, name)| fits(name)).collect()
}

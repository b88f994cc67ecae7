//! The menu bar, drawn from the table of commands. Never holds a command that is not in it.

use eframe::egui::{Align, Button, Context, Layout, MenuBar, RichText, Ui};

use super::shortcuts;
use crate::app::{Action, Command, Controller, Menu, ThemeChoice};
use crate::domain::Language;
use crate::ui::text::tr;
use crate::ui::theme::{BODY, Icon, tokens};
use crate::ui::widgets::icon_button;

/// Menus on the left, the three things everybody looks for on the right.
pub(super) fn ui(ui: &mut Ui, controller: &Controller, out: &mut Vec<Action>) {
    let language = controller.state.session.language;
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(RichText::new(tr(language, menu.label_key())).size(BODY), |ui| {
                ui.set_min_width(240.0);
                for command in Command::ALL.into_iter().filter(|command| command.menu() == menu) {
                    entry(ui, controller, command, language, out);
                }
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (icon, command) in quick(controller) {
                if icon_button(ui, icon, &hint(ui, command, language)).clicked() {
                    out.push(Action::Do(command));
                }
            }
        });
    });
}

/// From right to left.
fn quick(controller: &Controller) -> Vec<(Icon, Command)> {
    let theme = match controller.state.session.theme {
        ThemeChoice::Dark => Icon::Moon,
        ThemeChoice::Light | ThemeChoice::System => Icon::Sun,
    };
    let mut quick = vec![(Icon::Languages, Command::ToggleLanguage), (theme, Command::ToggleTheme)];
    if !controller.state.is_empty() {
        quick.insert(0, (Icon::PanelRight, Command::ToggleInspector));
    }
    quick.push((Icon::Search, Command::OpenPalette));
    quick
}

fn entry(ui: &mut Ui, controller: &Controller, command: Command, language: Language, out: &mut Vec<Action>) {
    let is_on = command.is_on(&controller.state);
    let mut button = Button::new(label(controller, command, language)).selected(is_on == Some(true));
    if let Some(keys) = keys(ui.ctx(), command) {
        button = button.shortcut_text(RichText::new(keys).color(tokens(ui).text_subdued));
    }
    if ui.add_enabled(controller.is_enabled(command), button).clicked() {
        out.push(Action::Do(command));
        ui.close();
    }
}

/// The label of a command; undo and redo say what they would undo or redo.
pub(in crate::ui) fn label(controller: &Controller, command: Command, language: Language) -> String {
    let history = &controller.state.project.history;
    let what = match command {
        Command::Undo => history.undo_name(),
        Command::Redo => history.redo_name(),
        _ => None,
    };
    let mut label = tr(language, command.label_key());
    if command == Command::ToggleClientCopy && controller.state.session.client_copy {
        label = format!("✓ {label}");
    }
    what.map_or_else(|| label.clone(), |key| format!("{label}: {}", tr(language, key)))
}

fn hint(ui: &Ui, command: Command, language: Language) -> String {
    let label = tr(language, command.label_key());
    keys(ui.ctx(), command).map_or_else(|| label.clone(), |keys| format!("{label} ({keys})"))
}

/// The keys of a command, as this machine writes them.
pub(in crate::ui) fn keys(context: &Context, command: Command) -> Option<String> {
    command.shortcut().map(|shortcut| context.format_shortcut(&shortcuts::keyboard(shortcut)))
}

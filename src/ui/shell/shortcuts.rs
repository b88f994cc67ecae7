//! From keys to commands, by the table of commands. Never knows what a command does.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::app::{Action, Command, Controller, Shortcut};

/// The commands whose keys were pressed in this frame.
pub(super) fn pressed(context: &Context, controller: &Controller) -> Vec<Action> {
    // Longer combinations first, so that Ctrl+Shift+S is not taken for Ctrl+S.
    let mut commands: Vec<(Command, Shortcut)> = Command::ALL
        .into_iter()
        .filter_map(|command| command.shortcut().map(|shortcut| (command, shortcut)))
        .collect();
    commands.sort_by_key(|(_, shortcut)| !shortcut.shift);
    let typing = context.text_edit_focused();
    let pressed = commands.into_iter().filter(|(command, shortcut)| {
        // While a person types, undo and redo belong to the text.
        let belongs_to_text = typing && matches!(command, Command::Undo | Command::Redo);
        !belongs_to_text && is_pressed(context, *shortcut)
    });
    pressed
        .filter(|(command, _)| controller.is_enabled(*command))
        .map(|(command, _)| Action::Do(command))
        .collect()
}

fn is_pressed(context: &Context, shortcut: Shortcut) -> bool {
    let keys = keyboard(shortcut);
    // Plus stands above the equals sign on most keyboards, and nobody holds shift for it.
    let unshifted =
        (keys.logical_key == Key::Plus).then_some(KeyboardShortcut { logical_key: Key::Equals, ..keys });
    context.input_mut(|input| {
        input.consume_shortcut(&keys) || unshifted.is_some_and(|keys| input.consume_shortcut(&keys))
    })
}

/// The keys as egui names them.
pub(in crate::ui) fn keyboard(shortcut: Shortcut) -> KeyboardShortcut {
    let mut modifiers = Modifiers::NONE;
    if shortcut.command {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    let key = match shortcut.key {
        crate::app::Key::Character(character) => Key::from_name(&character.to_string()),
        crate::app::Key::Comma => Some(Key::Comma),
        crate::app::Key::Escape => Some(Key::Escape),
        crate::app::Key::Function5 => Some(Key::F5),
        crate::app::Key::Plus => Some(Key::Plus),
        crate::app::Key::Minus => Some(Key::Minus),
    };
    // The table of commands holds letters and digits only, and a test presses each of them.
    KeyboardShortcut::new(modifiers, key.unwrap_or(Key::F35))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_of_the_table_is_a_key_that_exists() {
        for shortcut in Command::ALL.iter().filter_map(|command| command.shortcut()) {
            assert_ne!(keyboard(shortcut).logical_key, Key::F35, "{shortcut:?}");
        }
    }
}

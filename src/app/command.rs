//! The one table behind menu bar, command palette and shortcuts. Never carries anything, never carries anything out.

use super::{State, View};

/// Something a person can do anywhere, without further input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Choose export files.
    OpenFiles,
    /// Choose a folder of exports.
    OpenFolder,
    /// Open the built-in sample shop.
    OpenSample,
    /// Choose a project file.
    OpenProject,
    /// Begin an empty project.
    NewProject,
    /// Save the project where it is.
    SaveProject,
    /// Save the project elsewhere.
    SaveProjectAs,
    /// Close the window.
    Quit,
    /// Take the last edit back.
    Undo,
    /// Make it again.
    Redo,
    /// Freeze what is shown.
    TakeSnapshot,
    /// Copy the figures that are shown.
    CopyFigures,
    /// Go to the journey.
    ShowJourney,
    /// Go to the customers.
    ShowCustomers,
    /// Go to the channels.
    ShowChannels,
    /// Go to the paths.
    ShowPaths,
    /// Go to the voice of the customers.
    ShowVoice,
    /// Go to service and delivery.
    ShowService,
    /// Go to what a change would bring.
    ShowWhatIf,
    /// Go to the journey map.
    ShowMap,
    /// Go to the snapshots.
    ShowSnapshots,
    /// Go to the data.
    ShowData,
    /// System, light, dark, and around.
    ToggleTheme,
    /// English, Thai, and around.
    ToggleLanguage,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Stop what runs in the background.
    CancelJob,
    /// Find a command by name.
    OpenPalette,
    /// Show the rows behind the selected figure.
    ShowRows,
    /// Compute the published reference values again.
    SelfCheck,
}

/// Where in the menu bar a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Menu {
    /// Files and projects.
    File,
    /// Changes.
    Edit,
    /// What is shown.
    View,
    /// What can be checked and looked up.
    Help,
}

impl Menu {
    /// All menus, in order.
    pub const ALL: [Self; 4] = [Self::File, Self::Edit, Self::View, Self::Help];

    /// Key of its label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::File => "menu.file",
            Self::Edit => "menu.edit",
            Self::View => "menu.view",
            Self::Help => "menu.help",
        }
    }
}

/// A key on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter or digit, upper case.
    Character(char),
    /// The comma.
    Comma,
    /// Escape.
    Escape,
}

/// A key with the platform's command key (Ctrl, or Cmd on a Mac) and perhaps shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Whether the command key is held.
    pub command: bool,
    /// Whether shift is held.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

const fn with_command(key: char) -> Option<Shortcut> {
    Some(Shortcut { command: true, shift: false, key: Key::Character(key) })
}

const fn with_command_shift(key: char) -> Option<Shortcut> {
    Some(Shortcut { command: true, shift: true, key: Key::Character(key) })
}

impl Command {
    /// All commands, in the order of the menus.
    pub const ALL: [Self; 29] = [
        Self::OpenFiles,
        Self::OpenFolder,
        Self::OpenSample,
        Self::OpenProject,
        Self::NewProject,
        Self::SaveProject,
        Self::SaveProjectAs,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::TakeSnapshot,
        Self::CopyFigures,
        Self::ShowJourney,
        Self::ShowCustomers,
        Self::ShowPaths,
        Self::ShowVoice,
        Self::ShowService,
        Self::ShowWhatIf,
        Self::ShowMap,
        Self::ShowChannels,
        Self::ShowSnapshots,
        Self::ShowData,
        Self::ToggleInspector,
        Self::ToggleTheme,
        Self::ToggleLanguage,
        Self::CancelJob,
        Self::ShowRows,
        Self::OpenPalette,
        Self::SelfCheck,
    ];

    /// Key of its label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::OpenFiles => "command.open_files",
            Self::OpenFolder => "command.open_folder",
            Self::OpenSample => "command.open_sample",
            Self::OpenProject => "command.open_project",
            Self::NewProject => "command.new_project",
            Self::SaveProject => "command.save_project",
            Self::SaveProjectAs => "command.save_project_as",
            Self::Quit => "command.quit",
            Self::Undo => "command.undo",
            Self::Redo => "command.redo",
            Self::TakeSnapshot => "command.take_snapshot",
            Self::CopyFigures => "command.copy_figures",
            Self::ShowJourney => "command.show_journey",
            Self::ShowCustomers => "command.show_customers",
            Self::ShowPaths => "command.show_paths",
            Self::ShowVoice => "command.show_voice",
            Self::ShowChannels => "command.show_channels",
            Self::ShowService => "command.show_service",
            Self::ShowWhatIf => "command.show_what_if",
            Self::ShowMap => "command.show_map",
            Self::ShowSnapshots => "command.show_snapshots",
            Self::ShowData => "command.show_data",
            Self::ToggleTheme => "command.toggle_theme",
            Self::ToggleLanguage => "command.toggle_language",
            Self::ToggleInspector => "command.toggle_inspector",
            Self::CancelJob => "command.cancel_job",
            Self::OpenPalette => "command.open_palette",
            Self::ShowRows => "command.show_rows",
            Self::SelfCheck => "command.self_check",
        }
    }

    /// The menu it stands in.
    pub fn menu(self) -> Menu {
        match self {
            Self::OpenFiles
            | Self::OpenFolder
            | Self::OpenSample
            | Self::OpenProject
            | Self::NewProject
            | Self::SaveProject
            | Self::SaveProjectAs
            | Self::Quit => Menu::File,
            Self::Undo | Self::Redo | Self::TakeSnapshot | Self::CopyFigures | Self::CancelJob => Menu::Edit,
            Self::ShowJourney
            | Self::ShowCustomers
            | Self::ShowPaths
            | Self::ShowVoice
            | Self::ShowChannels
            | Self::ShowService
            | Self::ShowWhatIf
            | Self::ShowMap
            | Self::ShowSnapshots
            | Self::ShowData
            | Self::ToggleTheme
            | Self::ToggleLanguage
            | Self::ToggleInspector
            | Self::ShowRows
            | Self::OpenPalette => Menu::View,
            Self::SelfCheck => Menu::Help,
        }
    }

    /// Its key combination.
    pub fn shortcut(self) -> Option<Shortcut> {
        match self {
            Self::OpenFiles => with_command('O'),
            Self::OpenFolder => with_command_shift('F'),
            Self::OpenProject => with_command_shift('O'),
            Self::NewProject => with_command('N'),
            Self::SaveProject => with_command('S'),
            Self::SaveProjectAs => with_command_shift('S'),
            Self::Quit => with_command('Q'),
            Self::Undo => with_command('Z'),
            Self::Redo => with_command_shift('Z'),
            Self::TakeSnapshot => with_command('T'),
            Self::CopyFigures => with_command_shift('C'),
            Self::ShowJourney => with_command('1'),
            Self::ShowCustomers => with_command('2'),
            Self::ShowVoice => with_command('3'),
            Self::ShowSnapshots => with_command('4'),
            Self::ShowData => with_command('5'),
            Self::ShowPaths => with_command('6'),
            Self::ShowChannels => with_command('7'),
            Self::ShowService => with_command('8'),
            Self::ShowWhatIf => with_command('9'),
            Self::ShowMap => with_command('0'),
            Self::ToggleTheme => with_command_shift('D'),
            Self::ToggleLanguage => with_command_shift('L'),
            Self::ToggleInspector => with_command('I'),
            Self::OpenPalette => with_command('K'),
            Self::ShowRows => with_command('R'),
            Self::OpenSample | Self::CancelJob | Self::SelfCheck => None,
        }
    }

    /// The view it leads to.
    pub fn view(self) -> Option<View> {
        match self {
            Self::ShowJourney => Some(View::Journey),
            Self::ShowCustomers => Some(View::Customers),
            Self::ShowPaths => Some(View::Paths),
            Self::ShowVoice => Some(View::Voice),
            Self::ShowChannels => Some(View::Channels),
            Self::ShowService => Some(View::Service),
            Self::ShowWhatIf => Some(View::WhatIf),
            Self::ShowMap => Some(View::Map),
            Self::ShowSnapshots => Some(View::Snapshots),
            Self::ShowData => Some(View::Data),
            _ => None,
        }
    }

    /// Whether it would do something now; `busy` while a job runs.
    pub fn is_enabled(self, state: &State, busy: bool) -> bool {
        match self {
            Self::SaveProject => state.project.is_dirty() || state.project.path.is_none(),
            Self::Undo => state.project.history.undo_name().is_some(),
            Self::Redo => state.project.history.redo_name().is_some(),
            Self::TakeSnapshot => state.session.opened_snapshot.is_none() && state.derived.analysis.is_some(),
            Self::CopyFigures => state.shown().analysis.is_some(),
            Self::CancelJob => busy,
            Self::ShowRows => {
                let session = &state.session;
                let selected = session.selection.as_ref().and_then(super::Selection::figure).is_some();
                selected && session.opened_snapshot.is_none() && state.derived.imported.is_some()
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::app::wording;
    use crate::domain::Language;

    #[test]
    fn every_command_has_a_label_in_both_languages_and_a_shortcut_of_its_own() {
        let shortcuts: Vec<_> = Command::ALL.iter().filter_map(|command| command.shortcut()).collect();
        assert_eq!(shortcuts.iter().collect::<HashSet<_>>().len(), shortcuts.len());
        let all: HashSet<_> = Command::ALL.iter().collect();
        assert_eq!(all.len(), Command::ALL.len());
        for command in Command::ALL {
            for language in Language::ALL {
                assert!(
                    wording::known_text(language, command.label_key()).is_some(),
                    "{}",
                    command.label_key()
                );
            }
        }
    }

    #[test]
    fn every_view_can_be_reached_by_a_command() {
        for view in View::ALL {
            assert!(Command::ALL.iter().any(|command| command.view() == Some(view)), "{view:?}");
        }
    }
}

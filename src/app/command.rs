//! The one table behind menu bar, command palette and shortcuts. Never carries anything, never carries anything out.

use super::{Scale, State, View};
use crate::domain::Era;
use crate::report::Kind;

/// Declares the commands, in the order of the menus: name, menu, key of the label, key combination.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident: $menu:ident, $label:literal, $shortcut:expr;)*) => {
        /// Something a person can do anywhere, without further input.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $name,)*
        }

        impl Command {
            /// All commands, in the order of the menus.
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// Key of its label.
            pub fn label_key(self) -> &'static str {
                match self {
                    $(Self::$name => $label,)*
                }
            }

            /// The menu it stands in.
            pub fn menu(self) -> Menu {
                match self {
                    $(Self::$name => Menu::$menu,)*
                }
            }

            /// Its key combination.
            pub fn shortcut(self) -> Option<Shortcut> {
                match self {
                    $(Self::$name => $shortcut,)*
                }
            }
        }
    };
}

commands! {
    /// Choose export files.
    OpenFiles: File, "command.open_files", with_command('O');
    /// Choose a folder of exports.
    OpenFolder: File, "command.open_folder", with_command_shift('F');
    /// Open the built-in sample shop.
    OpenSample: File, "command.open_sample", None;
    /// Choose a project file.
    OpenProject: File, "command.open_project", with_command_shift('O');
    /// Begin an empty project.
    NewProject: File, "command.new_project", with_command('N');
    /// Save the project where it is.
    SaveProject: File, "command.save_project", with_command('S');
    /// Save the project elsewhere.
    SaveProjectAs: File, "command.save_project_as", with_command_shift('S');
    /// Close the window.
    Quit: File, "command.quit", with_command('Q');
    /// Take the last edit back.
    Undo: Edit, "command.undo", with_command('Z');
    /// Make it again.
    Redo: Edit, "command.redo", with_command_shift('Z');
    /// Freeze what is shown.
    TakeSnapshot: Edit, "command.take_snapshot", with_command('T');
    /// Copy the figures that are shown.
    CopyFigures: Edit, "command.copy_figures", with_command_shift('C');
    /// Go to the journey.
    ShowJourney: View, "command.show_journey", with_command('1');
    /// Go to the customers.
    ShowCustomers: View, "command.show_customers", with_command('2');
    /// Go to the paths.
    ShowPaths: View, "command.show_paths", with_command('6');
    /// Go to the voice of the customers.
    ShowVoice: View, "command.show_voice", with_command('3');
    /// Go to service and delivery.
    ShowService: View, "command.show_service", with_command('8');
    /// Go to what a change would bring.
    ShowWhatIf: View, "command.show_what_if", with_command('9');
    /// Go to the journey map.
    ShowMap: View, "command.show_map", with_command('0');
    /// Go to the channels.
    ShowChannels: View, "command.show_channels", with_command('7');
    /// Go to the snapshots.
    ShowSnapshots: View, "command.show_snapshots", with_command('4');
    /// Go to the data.
    ShowData: View, "command.show_data", with_command('5');
    /// Show or hide the inspector.
    ToggleInspector: View, "command.toggle_inspector", with_command('I');
    /// System, light, dark, and around.
    ToggleTheme: View, "command.toggle_theme", with_command_shift('D');
    /// English, Thai, and around.
    ToggleLanguage: View, "command.toggle_language", with_command_shift('L');
    /// Draw everything larger.
    ZoomIn: View, "command.zoom_in", Some(Shortcut { command: true, shift: false, key: Key::Plus });
    /// Draw everything smaller.
    ZoomOut: View, "command.zoom_out", Some(Shortcut { command: true, shift: false, key: Key::Minus });
    /// Draw everything at its own size.
    ZoomReset: View, "command.zoom_reset", with_command_shift('0');
    /// Draw with more contrast, or as usual.
    ToggleContrast: View, "command.toggle_contrast", None;
    /// Move nothing, or as usual.
    ToggleMotion: View, "command.toggle_motion", None;
    /// Write years of the common era, or Buddhist years.
    ToggleEra: View, "command.toggle_era", with_command_shift('B');
    /// Stop what runs in the background.
    CancelJob: Edit, "command.cancel_job", None;
    /// Show the rows behind the selected figure.
    ShowRows: View, "command.show_rows", with_command('R');
    /// Find a command by name.
    OpenPalette: View, "command.open_palette", with_command('K');
    /// Show the snapshots full-screen, one a page.
    Present: Export, "command.present", Some(Shortcut { command: false, shift: false, key: Key::Function5 });
    /// Write a web page.
    ExportHtml: Export, "command.export_html", with_command('E');
    /// Write pages to print.
    ExportPdf: Export, "command.export_pdf", with_command('P');
    /// Write slides.
    ExportPptx: Export, "command.export_pptx", None;
    /// Write a workbook.
    ExportXlsx: Export, "command.export_xlsx", None;
    /// Write the chart of the view as dots.
    ExportPng: Export, "command.export_png", None;
    /// Write the chart of the view as lines.
    ExportSvg: Export, "command.export_svg", None;
    /// Write the table of the view.
    ExportCsv: Export, "command.export_csv", None;
    /// Write all tables.
    ExportZip: Export, "command.export_zip", None;
    /// Hide small groups and identities in exports, or no longer.
    ToggleClientCopy: Export, "command.client_copy", None;
    /// Compute the published reference values again.
    SelfCheck: Help, "command.self_check", None;
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
    /// What can be taken along.
    Export,
    /// What can be checked and looked up.
    Help,
}

impl Menu {
    /// All menus, in order.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Export, Self::Help];

    /// Key of its label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::File => "menu.file",
            Self::Edit => "menu.edit",
            Self::View => "menu.view",
            Self::Export => "menu.export",
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
    /// Plus, on its own or above the equals sign.
    Plus,
    /// Minus.
    Minus,
    /// F5, which begins a presentation everywhere.
    Function5,
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
    /// The kind of deliverable that it writes.
    pub fn export_kind(self) -> Option<Kind> {
        Some(match self {
            Self::ExportHtml => Kind::Html,
            Self::ExportPdf => Kind::Pdf,
            Self::ExportPptx => Kind::Pptx,
            Self::ExportXlsx => Kind::Xlsx,
            Self::ExportPng => Kind::Png,
            Self::ExportSvg => Kind::Svg,
            Self::ExportCsv => Kind::Csv,
            Self::ExportZip => Kind::Zip,
            _ => return None,
        })
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

    /// Whether what it switches is on; `None` for what switches nothing.
    pub fn is_on(self, state: &State) -> Option<bool> {
        let session = &state.session;
        match self {
            Self::ToggleInspector => Some(session.inspector),
            Self::ToggleContrast => Some(session.appearance.high_contrast),
            Self::ToggleMotion => Some(session.reduces_motion()),
            Self::ToggleEra => Some(session.appearance.era == Era::Buddhist),
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
            _ if self.export_kind().is_some() => state.shown().analysis.is_some(),
            Self::Present => state.derived.analysis.is_some() || !state.project.document.snapshots.is_empty(),
            Self::CopyFigures => state.shown().analysis.is_some(),
            Self::CancelJob => busy,
            Self::ZoomIn => state.session.appearance.scale.larger().is_some(),
            Self::ZoomOut => state.session.appearance.scale.smaller().is_some(),
            Self::ZoomReset => state.session.appearance.scale != Scale::default(),
            Self::ShowRows => {
                let session = &state.session;
                let has_rows = session.figure().is_some();
                has_rows && session.opened_snapshot.is_none() && state.derived.imported.is_some()
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

//! What the controller does about the look: language, theme, size, contrast, motion, years, layout; and that the next run knows.
//! Never draws.

use super::Controller;
use crate::app::jobs::Request;
use crate::app::{Command, Scale, ThemeChoice, WindowPlace};
use crate::domain::{Era, Language};

impl Controller {
    /// Shows texts in another language from now on.
    pub fn set_language(&mut self, language: Language) {
        self.state.session.language = language;
        self.preferences.language = Some(language);
        self.save_preferences();
    }

    /// Shows another theme from now on.
    pub fn set_theme(&mut self, theme: ThemeChoice) {
        self.state.session.theme = theme;
        self.preferences.theme = theme;
        self.save_preferences();
    }

    pub(super) fn save_preferences(&mut self) {
        if let Some(path) = self.services.preferences_path.clone() {
            let json = self.preferences.to_json();
            // A full queue costs nothing here: the next change writes everything.
            let _ = self.jobs.submit(Request::SavePreferences { path, json });
        }
    }

    /// Draws otherwise from now on, as the command says.
    pub(super) fn change_look(&mut self, command: Command) {
        let reduces_motion = self.state.session.reduces_motion();
        let look = &mut self.state.session.appearance;
        match command {
            Command::ZoomIn => look.scale = look.scale.larger().unwrap_or(look.scale),
            Command::ZoomOut => look.scale = look.scale.smaller().unwrap_or(look.scale),
            Command::ZoomReset => look.scale = Scale::default(),
            Command::ToggleContrast => look.high_contrast = !look.high_contrast,
            Command::ToggleMotion => look.reduced_motion = Some(!reduces_motion),
            Command::ToggleEra => {
                look.era = if look.era == Era::Common { Era::Buddhist } else { Era::Common };
            }
            Command::ToggleInspector => self.state.session.inspector = !self.state.session.inspector,
            _ => return,
        }
        self.preferences.appearance = self.state.session.appearance;
        self.preferences.hides_inspector = !self.state.session.inspector;
        self.save_preferences();
    }

    /// Remembers where the window was. Call when it closes.
    pub fn remember_window(&mut self, place: WindowPlace) {
        let place = place.usable();
        if place.is_some() && self.preferences.window != place {
            self.preferences.window = place;
            self.save_preferences();
        }
    }
}

//! What the window remembers between two runs. Read field by field, never a reason not to start.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::{Appearance, ThemeChoice, WindowPlace};
use crate::domain::Language;

/// Projects that are remembered.
const RECENT: usize = 8;

/// Language, look, layout and projects of the last run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Preferences {
    /// Language; `None` until a person chose one.
    pub language: Option<Language>,
    /// Light, dark, or as the system.
    pub theme: ThemeChoice,
    /// Size, contrast, motion, years.
    #[serde(flatten)]
    pub appearance: Appearance,
    /// Whether the inspector was put away.
    pub hides_inspector: bool,
    /// How wide the inspector was made; `None` until somebody did.
    pub inspector_width: Option<u16>,
    /// Where the window was; `None` until there was one.
    pub window: Option<WindowPlace>,
    /// The project that was open last.
    pub last_project: Option<PathBuf>,
    /// Projects opened before, the latest first.
    pub recent: Vec<PathBuf>,
}

impl Preferences {
    /// Reads the file; whatever is missing or unreadable keeps its default.
    pub fn load(path: &Path) -> Self {
        std::fs::read(path).map_or_else(|_| Self::default(), |bytes| Self::from_json(&bytes))
    }

    /// Reads the content of the file; whatever is missing or unreadable keeps its default.
    pub fn from_json(bytes: &[u8]) -> Self {
        let value: Value = serde_json::from_slice(bytes).unwrap_or_default();
        Self {
            language: field(&value, "language"),
            theme: field(&value, "theme"),
            appearance: Appearance {
                scale: field(&value, "scale"),
                high_contrast: field(&value, "high_contrast"),
                reduced_motion: field(&value, "reduced_motion"),
                era: field(&value, "era"),
            },
            hides_inspector: field(&value, "hides_inspector"),
            inspector_width: field(&value, "inspector_width"),
            window: field::<Option<WindowPlace>>(&value, "window").and_then(WindowPlace::usable),
            last_project: field(&value, "last_project"),
            recent: field(&value, "recent"),
        }
    }

    /// The content of the file.
    pub fn to_json(&self) -> Vec<u8> {
        // Paths that are no Unicode have no JSON form; then only they are forgotten.
        let readable = |path: &PathBuf| path.to_str().is_some();
        let kept = Self {
            last_project: self.last_project.clone().filter(readable),
            recent: self.recent.iter().filter(|path| readable(path)).cloned().collect(),
            ..self.clone()
        };
        serde_json::to_vec_pretty(&kept).unwrap_or_default()
    }

    /// Puts a project at the head of the list.
    pub fn remember(&mut self, project: &Path) {
        self.recent.retain(|known| known != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(RECENT);
        self.last_project = Some(project.to_owned());
    }
}

fn field<T: Default + serde::de::DeserializeOwned>(value: &Value, name: &str) -> T {
    value.get(name).and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Scale;
    use crate::domain::Era;

    #[test]
    fn preferences_come_back_and_an_unreadable_field_costs_only_itself() {
        let mut preferences = Preferences {
            language: Some(Language::Thai),
            theme: ThemeChoice::Dark,
            appearance: Appearance {
                scale: Scale::from(150),
                high_contrast: true,
                reduced_motion: Some(false),
                era: Era::Buddhist,
            },
            hides_inspector: true,
            inspector_width: Some(340),
            window: Some(WindowPlace { width: 1500.0, height: 900.0, maximized: true }),
            ..Preferences::default()
        };
        preferences.remember(Path::new("a.senthang"));
        preferences.remember(Path::new("b.senthang"));
        preferences.remember(Path::new("a.senthang"));
        assert_eq!(preferences.recent, [PathBuf::from("a.senthang"), PathBuf::from("b.senthang")]);
        assert_eq!(Preferences::from_json(&preferences.to_json()), preferences);
        let odd = Preferences::from_json(br#"{"language": "th", "theme": {"sky": "blue"}, "recent": 7, "scale": "big", "window": {"width": 1}}"#);
        assert_eq!(odd, Preferences { language: Some(Language::Thai), ..Preferences::default() });
        assert_eq!(Preferences::from_json(b"not json"), Preferences::default());
    }
}

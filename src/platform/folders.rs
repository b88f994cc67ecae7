//! Where this machine keeps a program's settings. Never creates a folder.

use std::path::PathBuf;

/// File of the preferences; `None` where the machine names no home.
pub fn preferences_path() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "senthang")?;
    Some(folders.config_dir().join("settings.json"))
}

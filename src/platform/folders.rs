//! Where this machine keeps a program's settings. Never creates a folder.

use std::path::PathBuf;

/// File of the preferences; `None` where the machine names no home.
pub fn preferences_path() -> Option<PathBuf> {
    in_settings("settings.json")
}

/// File of the column mappings; `None` where the machine names no home.
pub fn mappings_path() -> Option<PathBuf> {
    in_settings("mappings.json")
}

/// Folder of the keys of pseudonyms; `None` where the machine names no home.
pub fn keys_folder() -> Option<PathBuf> {
    in_settings("keys")
}

fn in_settings(file: &str) -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "senthang")?;
    Some(folders.config_dir().join(file))
}

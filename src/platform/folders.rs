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

/// Folder of unsaved work; `None` where the machine names no home.
pub fn recovery_folder() -> Option<PathBuf> {
    in_settings("recovery")
}

/// Who sits at this machine, as its system calls them; blank where it does not say.
pub fn holder() -> String {
    let of = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    of("USER").or_else(|| of("USERNAME")).unwrap_or_default()
}

fn in_settings(file: &str) -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "senthang")?;
    Some(folders.config_dir().join(file))
}

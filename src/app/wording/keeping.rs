//! What is said about recovered work and projects that are only shown. Never decides which it is.

use super::{count, file_name, filled};
use crate::app::{Exports, ReadOnly};
use crate::domain::Language;
use crate::project::autosave::About;

/// What was found, of when, and how much it is.
pub fn recovered(language: Language, about: &About) -> String {
    let changes = count(about.changes);
    match &about.project {
        Some(project) => {
            let name = file_name(project);
            filled(language, "recovered.text", &[("name", &name), ("at", &about.at), ("changes", &changes)])
        }
        None => filled(language, "recovered.text_unsaved", &[("at", &about.at)]),
    }
}

/// Why a project is shown and not written, and what to do.
pub fn read_only(language: Language, why: &ReadOnly) -> String {
    match why {
        ReadOnly::Newer => super::text(language, "notice.read_only_newer"),
        ReadOnly::InUse { holder } if holder.is_empty() => super::text(language, "notice.read_only_in_use"),
        ReadOnly::InUse { holder } => filled(language, "notice.read_only_in_use_by", &[("holder", holder)]),
        ReadOnly::Damaged { parts, previous } => {
            let key =
                if previous.is_some() { "notice.damaged_with_previous" } else { "notice.damaged_parts" };
            filled(language, key, &[("parts", &count(*parts as u64))])
        }
    }
}

/// That the data which the project kept is shown, how its exports are found, and what to do.
pub fn shown_from_data(language: Language, exports: Exports) -> String {
    let Exports { missing, changed } = exports;
    match (missing, changed) {
        (0, 0) => super::text(language, "notice.shown_from_data"),
        (0, _) => filled(language, "notice.shown_from_data_changed", &[("changed", &count(changed as u64))]),
        _ => filled(language, "notice.shown_from_data_missing", &[("missing", &count(missing as u64))]),
    }
}

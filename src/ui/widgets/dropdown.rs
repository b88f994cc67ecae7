//! A drop-down with the chevron that all of them share. Never holds what is chosen.

use eframe::egui::{AsIdSalt, ComboBox};

use crate::ui::theme::{Icon, icon_at, tokens};

/// A drop-down to be filled; `salt` distinguishes it from its neighbours.
pub fn dropdown<'a>(salt: impl AsIdSalt) -> ComboBox<'a> {
    ComboBox::from_id_salt(salt)
        .icon(|ui, rect, _, _| icon_at(ui, Icon::ChevronDown, rect, tokens(ui).text_subdued))
}

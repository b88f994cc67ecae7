//! What a widget wishes of the window around it, without knowing the window: a table to be written, a part of the screen to be
//! copied. Never carries a wish out.

use eframe::egui::{Context, Id, Rect, Ui};

use crate::project::{Drawn, NoteId};

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Ask where to write a table.
    Export {
        /// File name to begin with.
        suggested: String,
        /// The table, as CSV.
        csv: String,
    },
    /// Copy this part of the window as a picture.
    Picture(Rect),
    /// Draw a note at another place of its chart.
    DrawNote(NoteId, Drawn),
    /// Something went to the clipboard: say so.
    Copied,
}

fn id() -> Id {
    Id::unique("wishes of widgets")
}

/// Hands a wish to the window.
pub(super) fn wish(ui: &Ui, wish: Wish) {
    wish_of(ui.ctx(), wish);
}

/// Hands a wish to the window of this context.
pub fn wish_of(context: &Context, wish: Wish) {
    context.data_mut(|data| data.get_temp_mut_or_default::<Vec<Wish>>(id()).push(wish));
}

/// The wishes of this frame.
pub fn take_wishes(context: &Context) -> Vec<Wish> {
    context.data_mut(|data| data.remove_temp::<Vec<Wish>>(id())).unwrap_or_default()
}

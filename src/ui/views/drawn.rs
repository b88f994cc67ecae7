//! The notes that the charts of a view draw at their marks. Never draws, never changes a note.

use super::ViewModel;
use crate::app::Selection;
use crate::ui::charts::callouts::Callout;

/// The notes about marks of a chart; `mark` says which mark a figure is, if it is one.
pub(super) fn notes<M>(model: &ViewModel<'_>, mark: impl Fn(&Selection) -> Option<M>) -> Vec<(M, Callout)> {
    let is_movable = model.shown.frozen.is_none();
    let drawn = model.shown.notes.iter().filter_map(|note| {
        let mark = mark(&Selection::of_target(&note.target)?)?;
        let callout = Callout { note: note.id, text: note.text.clone(), drawn: note.drawn?, is_movable };
        Some((mark, callout))
    });
    drawn.collect()
}

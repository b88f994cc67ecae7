//! What every chart of a view does with its marks: a click explains the figure (a second one opens its rows, see the window), what is
//! selected is framed, and the notes about it are drawn there. Never draws a chart, never changes a note.

use eframe::egui::{Rect, Stroke, StrokeKind, Ui};

use super::ViewModel;
use crate::app::{Action, Selection};
use crate::project::Note;
use crate::ui::charts::ChartResponse;
use crate::ui::charts::callouts::{self, Callout};
use crate::ui::theme::tokens;

/// Explains the mark that was clicked and draws the notes about marks; `selection` says which figure a mark is.
pub(super) fn answered<M>(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    response: Option<ChartResponse<M>>,
    selection: impl Fn(&M) -> Option<Selection>,
    out: &mut Vec<Action>,
) {
    let Some(response) = response else { return };
    frame_selected(ui, model, &response, &selection);
    notes(ui, model, &response, &selection);
    if let Some(selection) = response.clicked.as_ref().and_then(selection) {
        out.push(Action::Select(Some(selection)));
    }
}

/// Frames the marks whose figures the inspector explains.
fn frame_selected<M>(
    ui: &Ui,
    model: &ViewModel<'_>,
    response: &ChartResponse<M>,
    selection: impl Fn(&M) -> Option<Selection>,
) {
    // A definition is no single mark: many may stand for it.
    let is_one = |own: &Selection| !matches!(own, Selection::Definition(_));
    let is_selected =
        |own: &Selection| is_one(own) && model.state.session.selected().any(|known| known == own);
    let stroke = Stroke::new(1.5, tokens(ui).accent);
    for (mark, spot) in &response.spots {
        if selection(mark).as_ref().is_some_and(is_selected) {
            let frame = spot.expand(2.0).intersect(response.room.expand(2.0));
            ui.painter().rect_stroke(frame, 4, stroke, StrokeKind::Inside);
        }
    }
}

/// Draws the notes about the marks of a chart, each at its own.
pub(super) fn notes<M>(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    response: &ChartResponse<M>,
    selection: impl Fn(&M) -> Option<Selection>,
) {
    let notes = model.shown.notes.iter();
    let pinned: Vec<(Selection, &Note)> =
        notes.filter_map(|note| Some((Selection::of_target(&note.target)?, note))).collect();
    if pinned.is_empty() {
        return;
    }
    let is_movable = model.shown.frozen.is_none();
    let mut drawn: Vec<(Callout, Rect)> = Vec::new();
    for (mark, spot) in &response.spots {
        let Some(figure) = selection(mark) else { continue };
        for (_, note) in pinned.iter().filter(|(of, _)| *of == figure) {
            callouts::found(ui, note.id);
            let callout =
                note.drawn.map(|drawn| Callout { note: note.id, text: note.text.clone(), drawn, is_movable });
            drawn.extend(callout.map(|callout| (callout, *spot)));
        }
    }
    callouts::show(ui, response.room, drawn.iter().map(|(callout, spot)| (callout, *spot)));
}

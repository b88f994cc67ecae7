//! Draws the emotion curve and lets a guess be set by pointer and keyboard. Never keeps a guess.

use eframe::egui::{
    Align2, CursorIcon, EventFilter, Key, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo,
    accesskit::Role, pos2,
};

use super::layout::{guess_at, nudged, place};
use super::model::Model;
use crate::app::wording::board::points;
use crate::domain::{Language, Stage};
use crate::ui::charts::{THIN, ink};
use crate::ui::text::{paragraph_colored, tr};
use crate::ui::theme::{SMALL, tokens};

/// A guess that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stage.
    pub stage: Stage,
    /// The new guess; `None` takes it away.
    pub guess: Option<i8>,
}

/// Draws the curve over the five `columns`, which stand side by side; returns the guess that was changed.
pub fn show(ui: &mut Ui, model: &Model, columns: [Rect; 5], language: Language) -> Option<Change> {
    let mut model = *model;
    let mut change = None;
    for (stage, column) in Stage::ALL.into_iter().zip(columns) {
        let changed = column_of(ui, &mut model, stage, column, language);
        change = change.or(changed);
    }
    scale(ui, columns);
    computed(ui, &model, columns);
    guessed(ui, &model, columns);
    change
}

/// One stage: a click or a drag sets the guess, arrows move it. While it is dragged only the picture follows.
fn column_of(
    ui: &mut Ui,
    model: &mut Model,
    stage: Stage,
    column: Rect,
    language: Language,
) -> Option<Change> {
    let id = ui.scope_id().with(("guess", stage));
    let sense = if model.editable { Sense::click_and_drag() } else { Sense::hover() };
    let response = ui.interact(column, id, sense);
    let name = model.name(language, stage);
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, model.editable, &name));
    let guess = &mut model.guesses[stage as usize];
    let before = *guess;
    let mut change = None;
    if let Some(pointer) =
        response.interact_pointer_pos().filter(|_| response.dragged() || response.drag_stopped())
    {
        *guess = Some(guess_at(column, pointer.y));
        if response.drag_stopped() && *guess != before {
            change = Some(Change { stage, guess: *guess });
        }
    } else if response.clicked() {
        let at =
            response.interact_pointer_pos().map_or(before.or(Some(0)), |at| Some(guess_at(column, at.y)));
        change = (at != before).then_some(Change { stage, guess: at });
    }
    if response.has_focus() {
        let ring = Stroke::new(1.5, tokens(ui).accent);
        ui.painter().rect_stroke(column.shrink(1.0), 4, ring, eframe::egui::StrokeKind::Inside);
        change = change.or_else(|| pressed(ui, &response, before).map(|guess| Change { stage, guess }));
    }
    tip(response, model, stage, language);
    change
}

/// The guess after a key.
fn pressed(ui: &Ui, response: &Response, guess: Option<i8>) -> Option<Option<i8>> {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let key = |key| ui.input(|input| input.key_pressed(key));
    if key(Key::ArrowUp) || key(Key::ArrowDown) {
        let next = nudged(guess, key(Key::ArrowUp));
        return (Some(next) != guess).then_some(Some(next));
    }
    (guess.is_some() && (key(Key::Delete) || key(Key::Backspace))).then_some(None)
}

fn tip(response: Response, model: &Model, stage: Stage, language: Language) {
    let editable = model.editable;
    let response = if editable { response.on_hover_cursor(CursorIcon::ResizeVertical) } else { response };
    let text = model.said(language, stage).unwrap_or_else(|| tr(language, "map.emotion.none"));
    response.on_hover_ui_at_pointer(|ui| {
        let t = tokens(ui);
        ui.set_max_width(320.0);
        paragraph_colored(ui, &text, SMALL, t.text);
        if editable {
            paragraph_colored(ui, &tr(language, "map.emotion.how"), SMALL, t.text_subdued);
        }
    });
}

/// The middle and the ends of the scale.
fn scale(ui: &Ui, columns: [Rect; 5]) {
    let t = tokens(ui);
    let (left, right) = (columns[0].left(), columns[4].right());
    for score in [-100.0, 0.0, 100.0] {
        let y = place(columns[0], score).y;
        let stroke = Stroke::new(1.0, if score == 0.0 { t.text_subdued } else { t.outline });
        ui.painter().line_segment([pos2(left, y), pos2(right, y)], stroke);
        let at = pos2(left + 2.0, y - 1.0);
        ink::text(ui, at, Align2::LEFT_BOTTOM, &points(score), (SMALL, t.text_subdued), 40.0);
    }
}

/// What customers said: points with their intervals, joined; greyed where few spoke.
fn computed(ui: &Ui, model: &Model, columns: [Rect; 5]) {
    let t = tokens(ui);
    let known: Vec<_> =
        columns.into_iter().zip(model.computed).filter_map(|(column, said)| Some((column, said?))).collect();
    let line: Vec<Pos2> = known.iter().map(|(column, said)| place(*column, said.score)).collect();
    ui.painter().line(line, Stroke::new(2.0, t.series));
    for (column, said) in known {
        let color = if said.n < THIN { t.thin_data } else { t.series };
        let ends = [place(column, said.low), place(column, said.high)];
        ui.painter().line_segment(ends, Stroke::new(3.0, t.wash(color, 0.45)));
        let at = place(column, said.score);
        ui.painter().circle(at, 5.0, color, Stroke::new(1.5, t.surface));
        let text = format!("{}  n {}", points(said.score), crate::ui::text::count(said.n));
        // Above the line, unless the point stands at the upper end.
        let is_high = at.y - column.top() < 34.0;
        let (above, below) = (place(column, said.high).y - 4.0, place(column, said.low).y + 6.0);
        let (y, anchor) = if is_high {
            (below, Align2::CENTER_TOP)
        } else {
            (above.min(at.y - 7.0), Align2::CENTER_BOTTOM)
        };
        ink::text(ui, pos2(at.x, y), anchor, &text, (SMALL, t.text), column.width() - 8.0);
    }
}

/// What the workshop guessed: open diamonds, joined by dashes.
fn guessed(ui: &Ui, model: &Model, columns: [Rect; 5]) {
    let t = tokens(ui);
    let known: Vec<_> =
        columns.into_iter().zip(model.guesses).filter_map(|(column, guess)| Some((column, guess?))).collect();
    let line: Vec<Pos2> = known.iter().map(|(column, guess)| place(*column, f64::from(*guess))).collect();
    ui.painter().extend(Shape::dashed_line(&line, Stroke::new(1.5, t.accent), 6.0, 4.0));
    for (column, guess) in known {
        let at = place(column, f64::from(guess));
        let corners = [(0.0, -7.0), (7.0, 0.0), (0.0, 7.0), (-7.0, 0.0)];
        let diamond = corners.map(|(x, y)| at + eframe::egui::vec2(x, y)).to_vec();
        ui.painter().add(Shape::convex_polygon(diamond, t.surface, Stroke::new(2.0, t.accent)));
        let beside = pos2(at.x - 11.0, at.y);
        let text = points(f64::from(guess));
        ink::text(ui, beside, Align2::RIGHT_CENTER, &text, (SMALL, t.accent), column.width() / 2.0 - 12.0);
    }
}

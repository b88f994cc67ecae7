//! Notes drawn on a chart of the window: text, arrow or frame, moved by drag or arrow key. Never changes a note, never keeps a place
//! beyond a drag.

use std::collections::BTreeMap;

use eframe::egui::{
    EventFilter, Id, Key, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use crate::project::{Drawn, DrawnAs, NoteId};
use crate::report::callout::{PAD, Placed, WIDEST, place};
use crate::report::{Area, Point};
use crate::ui::text::galley;
use crate::ui::theme::{SMALL, font, tokens};
use crate::ui::widgets::{Wish, wish_of};

/// Thousandths of the chart that an arrow key moves a text by.
const STEP: i16 = 20;

/// A note to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// Which note.
    pub note: NoteId,
    /// What it says.
    pub text: String,
    /// How it is drawn.
    pub drawn: Drawn,
    /// Whether it can be moved; what is frozen cannot.
    pub is_movable: bool,
}

/// Which notes the charts in sight have a mark for, with the pass in which that was so.
type Found = BTreeMap<NoteId, u64>;

fn places() -> Id {
    Id::unique("notes with a mark in sight")
}

/// Says that a chart has the mark that a note is about, in this frame.
pub fn found(ui: &Ui, note: NoteId) {
    let (pass, is_new) = (ui.ctx().cumulative_pass_nr(), !is_found(ui, note));
    ui.data_mut(|data| data.get_temp_mut_or_default::<Found>(places()).insert(note, pass));
    // What was drawn before this chart learns of it in the next frame.
    if is_new {
        ui.ctx().request_repaint();
    }
}

/// Whether a chart in sight has the mark that a note is about, in this frame or the one before.
pub fn is_found(ui: &Ui, note: NoteId) -> bool {
    let pass = ui.ctx().cumulative_pass_nr();
    let last = ui.data(|data| data.get_temp::<Found>(places())?.get(&note).copied());
    last.is_some_and(|last| pass <= last + 1)
}

/// Draws the notes on a chart, each at the mark it is about.
pub fn show<'a>(ui: &mut Ui, chart: Rect, notes: impl Iterator<Item = (&'a Callout, Rect)>) {
    for (callout, mark) in notes.filter(|(_, mark)| mark.is_finite()) {
        one(ui, chart, callout, mark);
    }
}

fn one(ui: &mut Ui, chart: Rect, callout: &Callout, mark: Rect) {
    let t = tokens(ui);
    let id = Id::unique(("note on a chart", callout.note.0));
    let dragged = ui.data(|data| data.get_temp::<Vec2>(id)).unwrap_or_default();
    let drawn = callout.drawn;
    let per_mille = |value: i16| f32::from(value) / 1_000.0;
    let offset = [
        per_mille(drawn.right) + dragged.x / chart.width().max(1.0),
        per_mille(drawn.down) + dragged.y / chart.height().max(1.0),
    ];
    let text = galley(ui, &callout.text, &font(SMALL), t.text, WIDEST.min(chart.width() * 0.4));
    let is_arrow = drawn.shape == DrawnAs::Arrow;
    let size = [text.size().x, text.size().y];
    let placed = place(area(chart), area(mark), offset, size, is_arrow);
    let label = rect(placed.label);
    let response =
        ui.interact(label, id, if callout.is_movable { Sense::click_and_drag() } else { Sense::click() });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, callout.text.as_str()));
    paint(ui, &placed, &response);
    ui.painter().galley(label.min + vec2(PAD, PAD), text, t.text);
    if callout.is_movable {
        moved(ui, callout, &response, (chart, mark, label), dragged);
    }
}

fn paint(ui: &Ui, placed: &Placed, response: &Response) {
    let t = tokens(ui);
    let line = |width: f32| Stroke::new(width, t.accent);
    if let Some(frame) = placed.frame {
        ui.painter().rect_stroke(rect(frame), 3, line(1.8), StrokeKind::Outside);
    }
    if let Some(shaft) = placed.shaft {
        let width = if placed.barbs.is_some() { 1.6 } else { 1.0 };
        ui.painter().line_segment(shaft.map(point), line(width));
        for barb in placed.barbs.into_iter().flatten() {
            ui.painter().line_segment([point(shaft[1]), point(barb)], line(width));
        }
    }
    let is_pointed = response.hovered() || response.has_focus();
    ui.painter().rect_filled(rect(placed.label), 3, t.surface);
    ui.painter().rect_stroke(
        rect(placed.label),
        3,
        line(if is_pointed { 1.8 } else { 1.0 }),
        StrokeKind::Inside,
    );
}

/// Follows the pointer, and hands the new place on when it is let go; an arrow key moves at once.
fn moved(
    ui: &Ui,
    callout: &Callout,
    response: &Response,
    (chart, mark, label): (Rect, Rect, Rect),
    dragged: Vec2,
) {
    let id = response.id;
    if response.dragged() {
        let by = dragged + response.drag_delta();
        ui.data_mut(|data| data.insert_temp(id, by));
    }
    if response.drag_stopped() {
        ui.data_mut(|data| data.remove_temp::<Vec2>(id));
        // Where it is seen: a text that was pulled beyond the edge stays at the edge.
        let seen = label.center() - mark.center();
        let part = |along: f32, whole: f32| {
            (along / whole.max(1.0) * 1_000.0).round().clamp(-2_000.0, 2_000.0) as i16
        };
        let drawn =
            Drawn { right: part(seen.x, chart.width()), down: part(seen.y, chart.height()), ..callout.drawn };
        wish_of(ui.ctx(), Wish::DrawNote(callout.note, drawn));
    }
    if response.has_focus()
        && let Some((right, down)) = step(ui, id)
    {
        let drawn = Drawn {
            right: callout.drawn.right.saturating_add(right),
            down: callout.drawn.down.saturating_add(down),
            ..callout.drawn
        };
        wish_of(ui.ctx(), Wish::DrawNote(callout.note, drawn));
    }
}

fn step(ui: &Ui, id: Id) -> Option<(i16, i16)> {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let keys = [
        (Key::ArrowRight, (STEP, 0)),
        (Key::ArrowLeft, (-STEP, 0)),
        (Key::ArrowDown, (0, STEP)),
        (Key::ArrowUp, (0, -STEP)),
    ];
    ui.input(|input| keys.into_iter().find(|(key, _)| input.key_pressed(*key)).map(|(_, step)| step))
}

fn area(rect: Rect) -> Area {
    Area::new(rect.left(), rect.top(), rect.width(), rect.height())
}

fn rect(area: Area) -> Rect {
    Rect::from_min_max(pos2(area.x, area.y), pos2(area.right(), area.bottom()))
}

fn point([x, y]: Point) -> Pos2 {
    pos2(x, y)
}

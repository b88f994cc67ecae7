//! Draws the strip; dragging, clicking and the arrow keys choose days. Never sets a filter itself.

use eframe::egui::{
    Align2, EventFilter, Id, Key, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use super::layout::Layout;
use super::model::Model;
use crate::app::wording;
use crate::domain::{Language, Period};
use crate::ui::charts::mark::tooltip;
use crate::ui::charts::{ink, linked};
use crate::ui::text::{count, date, month, tr, tr_with};
use crate::ui::theme::{SMALL, tokens};

const HEIGHT: f32 = 26.0;
/// Room for the days below the strip, and the least distance between two of them.
const DAYS: f32 = 16.0;
const APART: f32 = 96.0;

/// What was brushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brush {
    /// These days.
    Days(Period),
    /// Everything.
    All,
}

/// Draws the strip across the available width; says what a person brushed.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> Option<Brush> {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click_and_drag());
    let layout = Layout::new(rect, model.bars.len());
    let name = name(model, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, ui.is_enabled(), &name));
    let pointed = response.hover_pos().map(|at| layout.at(at.x));
    let dragged = dragged(ui, &response, &layout);
    paint(ui, model, &layout, &response, pointed, dragged);
    days(ui, model, &layout, language);
    let brushed = dragged.filter(|_| response.drag_stopped()).map(|(from, to)| period(model, from, to));
    let clicked = pointed.filter(|_| response.clicked()).map(|bar| period(model, bar, bar));
    let reset = response.double_clicked().then_some(Brush::All);
    let by_keyboard = keys(ui, model, &response);
    if let Some(bar) = pointed {
        linked::point(ui, model.bars[bar].first.month());
        response.on_hover_ui_at_pointer(|ui| {
            let bar = &model.bars[bar];
            let days = wording::range(language, bar.first, bar.last);
            let records = (tr(language, "strip.records"), count(bar.records));
            tooltip(ui, &days, &[records], &tr(language, "strip.hint"));
        });
    }
    reset.or(brushed).or(clicked).or(by_keyboard)
}

fn period(model: &Model, from: usize, to: usize) -> Brush {
    let days = model.days(from, to);
    if days.is_all() { Brush::All } else { Brush::Days(days) }
}

/// What a screen reader says: the days that are shown, and how to change them.
fn name(model: &Model, language: Language) -> String {
    let (first, last) = model.shown();
    let days = wording::range(language, model.bars[first].first, model.bars[last].last);
    tr_with(language, "strip.name", &[("days", &days)])
}

/// The bars between which the pointer is being dragged.
fn dragged(ui: &Ui, response: &Response, layout: &Layout) -> Option<(usize, usize)> {
    let id: Id = response.id.with("from");
    let at = response.interact_pointer_pos().map(|at| layout.at(at.x));
    if response.drag_started() {
        let origin = ui.input(|input| input.pointer.press_origin()).map(|at| layout.at(at.x));
        ui.data_mut(|data| data.insert_temp(id, origin.or(at).unwrap_or(0)));
    }
    let active = response.dragged() || response.drag_stopped();
    let from = ui.data(|data| data.get_temp::<usize>(id)).filter(|_| active)?;
    let to = at?;
    Some((from.min(to), from.max(to)))
}

fn paint(
    ui: &Ui,
    model: &Model,
    layout: &Layout,
    response: &Response,
    pointed: Option<usize>,
    dragged: Option<(usize, usize)>,
) {
    let (t, painter) = (tokens(ui), ui.painter());
    painter.rect_filled(layout.rect, 4, t.panel);
    let (first, last) = dragged.unwrap_or_else(|| model.shown());
    // While every day is shown there is nothing to point out.
    let is_part = dragged.is_some() || !model.period.is_all();
    if is_part {
        painter.rect_filled(layout.stretch(first, last), 3, t.accent_fill);
    }
    let month = linked::pointed(ui);
    let most = model.most() as f32;
    for (index, bar) in model.bars.iter().enumerate() {
        let chosen = is_part && (first..=last).contains(&index);
        let is_pointed = pointed == Some(index)
            || month.is_some_and(|month| bar.first.month() <= month && month <= bar.last.month());
        let color = match (chosen, is_pointed) {
            (_, true) => t.text,
            (true, false) => t.accent,
            (false, false) => t.unattributed,
        };
        // A day with a single record is to be seen beside one with a thousand.
        let share = if bar.records == 0 { 0.0 } else { (bar.records as f32 / most).max(0.06) };
        painter.rect_filled(layout.bar(index, share), 1, color);
    }
    if response.has_focus() {
        painter.rect_stroke(layout.rect, 4, Stroke::new(1.5, t.accent), StrokeKind::Inside);
    }
}

/// The days below the strip: where each stretch begins, as many as find room.
fn days(ui: &mut Ui, model: &Model, layout: &Layout, language: Language) {
    let (rect, _) = ui.allocate_exact_size(vec2(layout.rect.width(), DAYS), Sense::hover());
    let by_month = model.bars.iter().any(|bar| bar.last.since(bar.first) > 6);
    let step = layout.rect.width() / model.bars.len() as f32;
    let every = ((APART / step).ceil() as usize).max(1);
    let style = (SMALL, tokens(ui).text_subdued);
    for (index, bar) in model.bars.iter().enumerate().step_by(every) {
        let text = if by_month { month(language, bar.first.month()) } else { date(language, bar.first) };
        let left = layout.stretch(index, index).left();
        let room = rect.right() - left;
        // A name that would be cut off at the end says nothing.
        if room >= ink::line(ui, &text, SMALL, style.1, f32::INFINITY).size().x {
            ink::text(ui, pos2(left, rect.center().y), Align2::LEFT_CENTER, &text, style, room);
        }
    }
}

/// Arrows move the days that are shown, with shift they move their end; Backspace shows everything.
fn keys(ui: &Ui, model: &Model, response: &Response) -> Option<Brush> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let (first, last) = model.shown();
    let end = model.bars.len() - 1;
    let (left, right, shift, back) = ui.input(|input| {
        let pressed = |key| input.key_pressed(key);
        let back = pressed(Key::Backspace) || pressed(Key::Delete);
        (pressed(Key::ArrowLeft), pressed(Key::ArrowRight), input.modifiers.shift, back)
    });
    let (first, last) = match (left, right, shift) {
        _ if back => return Some(Brush::All),
        (true, _, true) if last > first => (first, last - 1),
        (_, true, true) if last < end => (first, last + 1),
        (true, _, false) if first > 0 => (first - 1, last - 1),
        // From everything, the first step leaves the oldest bar.
        (_, true, false) if last < end || first == 0 => (first + 1, (last + 1).min(end)),
        (true, _, false) if last == end && end > 0 => (first, last - 1),
        _ => return None,
    };
    (first <= last).then(|| period(model, first, last))
}

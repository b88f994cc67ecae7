//! The fields of the journey map with their cards: drawn, reached by keyboard, dragged from one to another. Never changes the map.

use eframe::egui::{
    Align2, DragAndDrop, EventFilter, Id, Key, LayerId, Order, Rect, Response, Sense, Shape, Stroke,
    StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::super::ViewModel;
use super::editor::{self, Draft};
use super::layout::{Columns, Field, GAP, PLUS, Placed, field_height, landing, moved, neighbour, stack};
use super::{card, card::Measured};
use crate::app::board::{BoardSheet, ShownCard};
use crate::app::{Action, BoardWish};
use crate::domain::{Language, Stage};
use crate::project::{CardId, Lane};
use crate::ui::charts::emotion;
use crate::ui::charts::ink;
use crate::ui::text::{galley, stage, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, font, icon_at, tokens};

/// Height of the emotion curve.
const CURVE: f32 = 150.0;
const ARROWS: [Key; 4] = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];

/// What one frame of the map gathers.
struct Frame<'a> {
    sheet: &'a BoardSheet,
    columns: Columns,
    language: Language,
    is_editable: bool,
    /// The stages that are selected, here or in another view.
    selected: Vec<Stage>,
    draft: Option<Draft>,
    fields: Vec<Field>,
    cards: Vec<Placed>,
    /// The card that has the keyboard.
    focused: Option<CardId>,
}

/// The map below its tools.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, sheet: &BoardSheet, out: &mut Vec<Action>) {
    let is_editable = model.shown.frozen.is_none();
    let columns = Columns::new(ui.cursor().left(), ui.available_width());
    let mut frame = Frame {
        sheet,
        columns,
        language: model.language,
        is_editable,
        selected: model.state.session.selected_stages(),
        draft: Draft::load(ui).filter(|_| is_editable),
        fields: Vec::new(),
        cards: Vec::new(),
        focused: None,
    };
    ui.spacing_mut().item_spacing.y = GAP;
    frame.header(ui);
    for lane in Lane::ALL {
        if lane == Lane::Emotion {
            frame.curve(ui, out);
        }
        frame.lane(ui, lane, out);
    }
    frame.keyboard(ui, out);
    frame.drag(ui, out);
    Draft::store(ui, frame.draft);
}

impl Frame<'_> {
    fn header(&self, ui: &mut Ui) {
        let t = tokens(ui);
        let names = Stage::ALL.map(|one| {
            let question = tr(self.language, &format!("map.question.{}", one.id()));
            let room = self.columns.width - 2.0 * GAP;
            let name = galley(ui, &stage(self.language, one), &font(TITLE), t.text, room);
            (name, galley(ui, &question, &font(SMALL), t.text_subdued, room))
        });
        let height =
            names.iter().map(|(name, question)| name.size().y + question.size().y).fold(0.0, f32::max);
        let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height + 2.0 * GAP), Sense::hover());
        for (one, (name, question)) in Stage::ALL.into_iter().zip(names) {
            let rect = self.columns.rect(one, row.top(), row.height());
            ui.painter().rect_filled(rect, 4, t.control);
            if self.selected.contains(&one) {
                ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, t.accent), StrokeKind::Inside);
            }
            let at = rect.min + vec2(GAP, GAP);
            let below = at + vec2(0.0, name.size().y);
            ui.painter().galley(at, name, t.text);
            ui.painter().galley(below, question, t.text_subdued);
        }
    }

    /// The name of a lane, on its left or above it.
    fn lane_name(&self, ui: &mut Ui, lane: Lane, row: Option<Rect>) {
        let t = tokens(ui);
        let name = tr(self.language, &format!("map.lane.{}", lane.id()));
        match row {
            Some(row) => {
                let at = row.min + vec2(0.0, GAP);
                let text = galley(ui, &name, &font(BODY), t.text_subdued, self.columns.names - GAP);
                ui.painter().galley(at, text, t.text_subdued);
            }
            None => {
                crate::ui::text::label(ui, name, BODY, t.text_subdued);
            }
        }
    }

    /// The emotion curve, in the same columns.
    fn curve(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        if self.columns.names == 0.0 {
            self.lane_name(ui, Lane::Emotion, None);
        }
        let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), CURVE), Sense::hover());
        if self.columns.names > 0.0 {
            self.lane_name(ui, Lane::Emotion, Some(row));
            self.legend(ui, row);
        }
        let places = Stage::ALL.map(|one| self.columns.rect(one, row.top(), row.height()));
        let t = tokens(ui);
        let whole = Rect::from_min_max(places[0].min, places[4].max);
        ui.painter().rect_filled(whole, 4, t.surface_hover);
        let (computed, guesses) = (self.sheet.computed, self.sheet.guesses);
        let curve = emotion::Model { computed, guesses, editable: self.is_editable };
        if let Some(change) = emotion::show(ui, &curve, places, self.language) {
            out.push(Action::Board(BoardWish::Guess { stage: change.stage, value: change.guess }));
        }
    }

    fn legend(&self, ui: &Ui, row: Rect) {
        let t = tokens(ui);
        for (line, (key, color)) in
            [("map.emotion.computed", t.series), ("map.emotion.guess", t.accent)].into_iter().enumerate()
        {
            let y = row.top() + 42.0 + line as f32 * 20.0;
            let x = row.left();
            let ends = [pos2(x, y), pos2(x + 14.0, y)];
            if line == 0 {
                ui.painter().line_segment(ends, Stroke::new(2.0, color));
            } else {
                ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.5, color), 4.0, 3.0));
            }
            let (at, text) = (pos2(x + 18.0, y), tr(self.language, key));
            ink::text(ui, at, Align2::LEFT_CENTER, &text, (SMALL, t.text_subdued), self.columns.names - 24.0);
        }
    }

    /// One row of fields, all as high as the highest.
    fn lane(&mut self, ui: &mut Ui, lane: Lane, out: &mut Vec<Action>) {
        let room = self.columns.width - 2.0 * GAP;
        let fields = Stage::ALL.map(|one| {
            let cards: Vec<&ShownCard> = self.sheet.field(lane, one).collect();
            let measured: Vec<Measured> = cards.iter().map(|shown| card::measure(ui, shown, room)).collect();
            let mut heights: Vec<f32> =
                cards.iter().zip(&measured).map(|(shown, set)| self.height(shown, set.height)).collect();
            heights.extend(self.draft.as_ref().filter(|draft| draft.is_new_in(lane, one)).map(Draft::height));
            (one, cards, measured, heights)
        });
        let height = fields.iter().map(|(.., heights)| field_height(heights)).fold(0.0, f32::max);
        if self.columns.names == 0.0 && lane != Lane::Emotion {
            self.lane_name(ui, lane, None);
        }
        let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        if self.columns.names > 0.0 && lane != Lane::Emotion {
            self.lane_name(ui, lane, Some(row));
        }
        for (one, cards, measured, heights) in fields {
            let rect = self.columns.rect(one, row.top(), height);
            ui.painter().rect_filled(rect, 4, tokens(ui).surface_hover);
            self.fields.push(Field { lane, stage: one, rect });
            let places = stack(rect, &heights);
            for ((shown, set), place) in cards.into_iter().zip(&measured).zip(&places) {
                self.card(ui, shown, set, *place, out);
            }
            self.end_of_field(ui, (lane, one), rect, places.last().copied(), out);
        }
    }

    fn height(&self, shown: &ShownCard, own: f32) -> f32 {
        let draft = self.draft.as_ref().filter(|draft| draft.is_of(&shown.card));
        draft.map_or(own, Draft::height)
    }

    fn card(&mut self, ui: &mut Ui, shown: &ShownCard, set: &Measured, rect: Rect, out: &mut Vec<Action>) {
        if self.draft.as_ref().is_some_and(|draft| draft.is_of(&shown.card)) {
            return self.editor(ui, rect, out);
        }
        let (lane, stage) = (shown.card.lane, shown.card.stage);
        self.cards.push(Placed { id: shown.id(), lane, stage, rect });
        let response = card::show(ui, shown, set, rect, (self.language, self.is_editable));
        if response.drag_started() {
            DragAndDrop::set_payload(ui.ctx(), shown.id());
        }
        if response.clicked() {
            match Draft::of(&shown.card).filter(|_| self.is_editable) {
                Some(draft) => self.draft = Some(draft),
                None => out.push(Action::Select(shown.selection.clone())),
            }
        }
        if response.has_focus() {
            self.focused = Some(shown.id());
            let filter =
                EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
    }

    /// The editor of a new card, or the button for one.
    fn end_of_field(
        &mut self,
        ui: &mut Ui,
        (lane, stage): (Lane, Stage),
        field: Rect,
        last: Option<Rect>,
        out: &mut Vec<Action>,
    ) {
        if !self.is_editable {
            return;
        }
        if let Some(rect) =
            last.filter(|_| self.draft.as_ref().is_some_and(|draft| draft.is_new_in(lane, stage)))
        {
            return self.editor(ui, rect, out);
        }
        let bottom = last.map_or(field.top() + GAP, |rect| rect.bottom() + GAP);
        let rect =
            Rect::from_min_size(pos2(field.left() + GAP, bottom), vec2(field.width() - 2.0 * GAP, PLUS));
        if self.plus(ui, (lane, stage), rect).clicked() {
            self.draft = Some(Draft::new(lane, stage));
        }
    }

    fn plus(&self, ui: &mut Ui, (lane, of): (Lane, Stage), rect: Rect) -> Response {
        let response = ui.interact(rect, ui.scope_id().with(("add", lane, of)), Sense::click());
        let lane = tr(self.language, &format!("map.lane.{}", lane.id()));
        let name =
            tr_with(self.language, "map.add", &[("lane", &lane), ("stage", &stage(self.language, of))]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let t = tokens(ui);
        if response.hovered() {
            ui.painter().rect_filled(rect, 4, t.control);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, 4, Stroke::new(1.5, t.accent), StrokeKind::Inside);
        }
        let color = if response.hovered() || response.has_focus() { t.text } else { t.unattributed };
        icon_at(ui, Icon::Plus, Rect::from_center_size(rect.center(), vec2(14.0, 14.0)), color);
        response.on_hover_text(name)
    }

    fn editor(&mut self, ui: &mut Ui, rect: Rect, out: &mut Vec<Action>) {
        if let Some(draft) = self.draft.take() {
            self.draft = editor::ui(ui, draft, rect, self.language, out);
        }
    }

    /// Arrows lead to other cards, with Alt they take the card along; Delete removes it.
    fn keyboard(&self, ui: &Ui, out: &mut Vec<Action>) {
        let Some(focused) = self.focused else { return };
        let (pressed, alt, delete) = ui.input(|input| {
            let pressed = ARROWS.into_iter().find(|key| input.key_pressed(*key));
            let delete = input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace);
            (pressed, input.modifiers.alt, delete)
        });
        if delete && self.is_editable {
            // The keyboard stays on the map.
            let next = ARROWS.iter().rev().find_map(|key| neighbour(&self.cards, focused, *key));
            self.focus(ui, next);
            out.push(Action::Board(BoardWish::Remove(focused)));
        }
        let Some(key) = pressed else { return };
        if !alt {
            return self.focus(ui, neighbour(&self.cards, focused, key));
        }
        if let Some((lane, stage, before)) = moved(&self.cards, focused, key).filter(|_| self.is_editable) {
            out.push(Action::Board(BoardWish::Move { id: focused, lane, stage, before }));
        }
    }

    fn focus(&self, ui: &Ui, card: Option<CardId>) {
        let Some(placed) = self.cards.iter().find(|placed| Some(placed.id) == card) else { return };
        ui.memory_mut(|memory| memory.request_focus(ui.scope_id().with(placed.id)));
        ui.scroll_to_rect(placed.rect, None);
    }

    /// While a card is dragged: its picture under the pointer and the gap it would go into; then the move.
    fn drag(&self, ui: &Ui, out: &mut Vec<Action>) {
        let Some(dragged) = DragAndDrop::payload::<CardId>(ui.ctx()) else { return };
        let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
        let found = landing(&self.fields, &self.cards, pointer);
        if ui.input(|input| input.pointer.any_released()) {
            DragAndDrop::clear_payload(ui.ctx());
            if let Some((field, before, _)) = found {
                let (lane, stage) = (field.lane, field.stage);
                // Before itself is where it is: then before the card that follows.
                let before = before.filter(|id| *id != *dragged).or_else(|| self.after(*dragged, before));
                out.push(Action::Board(BoardWish::Move { id: *dragged, lane, stage, before }));
            }
            return;
        }
        let t = tokens(ui);
        if let Some((field, _, gap)) = found {
            ui.painter().rect_stroke(field.rect, 4, Stroke::new(1.5, t.accent), StrokeKind::Inside);
            let ends = [pos2(field.rect.left() + GAP, gap), pos2(field.rect.right() - GAP, gap)];
            ui.painter().line_segment(ends, Stroke::new(3.0, t.accent));
        }
        self.ghost(ui, *dragged, pointer);
    }

    /// The card that follows `dragged` in its field, where `before` is `dragged` itself.
    fn after(&self, dragged: CardId, before: Option<CardId>) -> Option<CardId> {
        before.filter(|id| *id == dragged)?;
        let own = self.cards.iter().position(|placed| placed.id == dragged)?;
        let next = self.cards.get(own + 1)?;
        let same = (next.lane, next.stage) == (self.cards[own].lane, self.cards[own].stage);
        same.then_some(next.id)
    }

    fn ghost(&self, ui: &Ui, dragged: CardId, pointer: eframe::egui::Pos2) {
        let Some(shown) = self.sheet.cards.iter().find(|shown| shown.id() == dragged) else { return };
        let t = tokens(ui);
        let layer = LayerId::new(Order::Tooltip, Id::unique("dragged card"));
        let painter = ui.ctx().layer_painter(layer);
        let text = galley(ui, &shown.title, &font(BODY), t.text, self.columns.width - 4.0 * GAP);
        let rect = Rect::from_min_size(pointer + vec2(8.0, 8.0), text.size() + vec2(16.0, 12.0));
        painter.rect(rect, 4, t.surface, Stroke::new(1.5, t.accent), StrokeKind::Inside);
        painter.galley(rect.min + vec2(8.0, 6.0), text, t.text);
    }
}

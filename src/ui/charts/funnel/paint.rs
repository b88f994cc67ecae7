//! Draws the funnel and answers pointer and keyboard. Never computes a place or a figure.

use eframe::egui::{
    Align2, Color32, Id, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use super::layout::{Layout, MIN_HEIGHT, Part, Row, layout};
use super::model::{Mark, Model, Split, StageBar};
use super::words;
use crate::domain::{Language, Stage};
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, MarksResponse, TabStops, tooltip};
use crate::ui::text::{compact, count, galley, percent, stage, tr, tr_with};
use crate::ui::theme::{BODY, Icon, NUMBER_SMALL, SMALL, TITLE, Tokens, font, icon_at, text_on, tokens};

/// About as wide as what goes on and what is lost is written between two bars.
const STEP_WORDS: f32 = 170.0;

/// Draws the funnel across the available room, at least 440 points high and at most 640.
/// `clicked` is a stage or step to select (also by arrow key) or a note pin to open.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    let t = tokens(ui);
    ink::legend(ui, &legend(model, t, language));
    let room = ui.available_height();
    let height = if room.is_finite() { room.clamp(MIN_HEIGHT, 640.0) } else { 560.0 };
    let width = ui.available_width().max(440.0);
    let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let canvas = Canvas { t, model, language, layout: layout(area, model) };
    canvas.zones(ui);
    let under = ui.painter().add(Shape::Noop);
    for index in 0..4 {
        canvas.connector(ui, index);
    }
    for (index, row) in canvas.layout.rows.iter().enumerate() {
        canvas.row(ui, row, &model.stages[index]);
    }
    for index in 0..4 {
        canvas.step(ui, index);
    }
    let marks = canvas.marks(ui);
    if let Some(place) = marks.hovered.and_then(|position| canvas.place(position)) {
        ui.painter().set(under, Shape::rect_filled(place, 4, t.wash(t.text, 0.05)));
    }
    canvas.answer(ui, marks, area)
}

fn legend(model: &Model, t: &Tokens, language: Language) -> Vec<(Swatch, String)> {
    let mut entries = Vec::new();
    let any = |part: fn(Split) -> u64| {
        model.stages.iter().any(|bar| bar.split.is_some_and(|split| part(split) > 0))
    };
    if any(|split| split.push) {
        entries.push((Swatch::Fill(t.push), tr(language, "chart.push")));
    }
    if any(|split| split.pull) {
        entries.push((Swatch::Fill(t.pull), tr(language, "chart.pull")));
    }
    if any(|split| split.unattributed) {
        let swatch = Swatch::Hatch(t.unattributed, t.wash(t.text, 0.25));
        entries.push((swatch, tr(language, "chart.unattributed")));
    }
    if model.steps.iter().any(|step| step.still_open > 0) {
        entries.push((Swatch::Hatch(t.people_zone, t.text_subdued), tr(language, "chart.funnel.still_open")));
    }
    entries.push((Swatch::Fill(t.track), tr(language, "chart.funnel.lost")));
    if model.biggest.is_some() {
        entries.push((Swatch::Fill(t.loss_fill), tr(language, "chart.funnel.biggest")));
    }
    entries
}

fn stage_icon(stage: Stage) -> Icon {
    match stage {
        Stage::Awareness => Icon::Megaphone,
        Stage::Consideration => Icon::Eye,
        Stage::Purchase => Icon::ShoppingBag,
        Stage::Retention => Icon::Repeat,
        Stage::Advocacy => Icon::Heart,
    }
}

/// Everything a painter needs.
pub(super) struct Canvas<'a> {
    pub(super) t: &'static Tokens,
    pub(super) model: &'a Model,
    pub(super) language: Language,
    pub(super) layout: Layout,
}

impl Canvas<'_> {
    fn zones(&self, ui: &Ui) {
        let t = self.t;
        let sides =
            [(t.counts_zone, "chart.funnel.counts_side"), (t.people_zone, "chart.funnel.people_side")];
        for (side, (fill, key)) in sides.into_iter().enumerate() {
            let head = self.layout.heads[side];
            ui.painter().rect_filled(self.layout.zones[side], 6, fill);
            let text = tr(self.language, key);
            let style = (SMALL, t.text_subdued);
            let written = ink::text(ui, head.left_center(), Align2::LEFT_CENTER, &text, style, head.width());
            let scale = tr(self.language, "chart.funnel.own_scale");
            let room = head.right() - written.right() - 24.0;
            ink::text(ui, head.right_center(), Align2::RIGHT_CENTER, &scale, style, room);
        }
    }

    /// The slope from one bar to the next on the same side of the boundary.
    fn connector(&self, ui: &Ui, index: usize) {
        let [Some(from), Some(to)] = [index, index + 1].map(|index| self.layout.rows.get(index)) else {
            return;
        };
        let (above, below) = (from.reached(), to.reached());
        if index == 1 || !above.is_positive() || !below.is_positive() {
            return;
        }
        let fill = self.t.wash(self.whole(index), 0.13);
        let points = vec![above.left_bottom(), above.right_bottom(), below.right_top(), below.left_top()];
        ui.painter().add(Shape::convex_polygon(points, fill, Stroke::NONE));
    }

    fn whole(&self, index: usize) -> Color32 {
        if index < 2 { self.t.counts_fill } else { self.t.people_fill }
    }

    fn row(&self, ui: &mut Ui, row: &Row, bar: &StageBar) {
        self.name(ui, row, bar);
        match bar.result.count {
            Some(value) => {
                for &(part, rect) in &row.pieces {
                    self.piece(ui, part, rect, bar);
                }
                if value == 0 {
                    let stroke = Stroke::new(2.0, self.whole(bar.result.stage as usize));
                    ui.painter().vline(row.room.left(), row.room.y_range(), stroke);
                }
                self.number(ui, row, bar, value);
            }
            None => self.no_data(ui, row, bar),
        }
    }

    fn name(&self, ui: &Ui, row: &Row, bar: &StageBar) {
        let t = self.t;
        let spot =
            Rect::from_center_size(pos2(row.name.left() + 16.0, row.rect.center().y), vec2(32.0, 32.0));
        let color = if bar.result.count.is_some() { t.text } else { t.text_subdued };
        ui.painter().rect_filled(spot, 6, t.wash(t.text, 0.07));
        icon_at(ui, stage_icon(bar.result.stage), spot.shrink(7.0), color);
        let left = spot.right() + 10.0;
        let width = row.name.right() - left;
        let name = stage(self.language, bar.result.stage);
        let step = (bar.result.stage as usize).checked_sub(1).and_then(|index| self.model.steps.get(index));
        let share = words::of_previous(self.language, step).filter(|_| bar.result.count.is_some());
        let Some(share) = share else {
            ink::text(ui, pos2(left, spot.center().y), Align2::LEFT_CENTER, &name, (BODY, color), width);
            return;
        };
        ink::text(ui, pos2(left, spot.center().y + 2.0), Align2::LEFT_BOTTOM, &name, (BODY, color), width);
        let below = pos2(left, spot.center().y + 2.0);
        ink::text(ui, below, Align2::LEFT_TOP, &share, (SMALL, t.text_subdued), width);
    }

    fn piece(&self, ui: &Ui, part: Part, rect: Rect, bar: &StageBar) {
        let t = self.t;
        let index = bar.result.stage as usize;
        match part {
            Part::Whole => self.solid(ui, rect, self.whole(index), None),
            Part::Push => self.solid(ui, rect, t.push, self.share_label(bar, "chart.push")),
            Part::Pull => self.solid(ui, rect, t.pull, self.share_label(bar, "chart.pull")),
            Part::Unattributed => {
                ink::hatch(ui.painter(), rect, t.unattributed, t.wash(t.text, 0.22));
            }
            Part::Open => ink::hatch(ui.painter(), rect, t.people_zone, t.text_subdued),
            Part::Lost => {
                let biggest = self.model.biggest.is_some_and(|step| step + 1 == index);
                let fill = if biggest { t.loss_fill } else { t.track };
                ui.painter().rect_filled(rect, 0, fill);
            }
        }
    }

    fn solid(&self, ui: &Ui, rect: Rect, fill: Color32, label: Option<String>) {
        ui.painter().rect_filled(rect, 0, fill);
        let Some(label) = label else { return };
        let galley = ink::line(ui, &label, SMALL, text_on(fill), f32::INFINITY);
        if galley.size().x + 16.0 <= rect.width() {
            let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, text_on(fill));
        }
    }

    /// `Push 62 %`.
    fn share_label(&self, bar: &StageBar, key: &str) -> Option<String> {
        let count = bar.result.count.filter(|count| *count > 0)?;
        let (_, part) = words::split_rows(bar).into_iter().find(|(name, _)| *name == key)?;
        Some(format!("{} {}", tr(self.language, key), percent(part as f64 / count as f64)))
    }

    fn number(&self, ui: &Ui, row: &Row, bar: &StageBar, value: u64) {
        let (right, middle) = (row.number.right(), row.number.center().y + 5.0);
        let width = row.number.width();
        let written = words::number(value);
        let needs = |size: f32| ink::line(ui, &written, size, self.t.text, f32::INFINITY).size().x;
        let size = if needs(NUMBER_SMALL) <= width { NUMBER_SMALL } else { TITLE };
        let written = if needs(size) <= width { written.clone() } else { compact(value as f64) };
        ink::text(ui, pos2(right, middle), Align2::RIGHT_BOTTOM, &written, (size, self.t.text), width);
        let unit = words::unit(self.language, bar.result.unit);
        let small = (SMALL, self.t.text_subdued);
        ink::text(ui, pos2(right, middle - 1.0), Align2::RIGHT_TOP, &unit, small, width);
    }

    /// That nothing is known, and what would fill it: on as many lines as its words need.
    fn no_data(&self, ui: &Ui, row: &Row, bar: &StageBar) {
        let room = Rect::from_min_max(row.room.min, pos2(row.number.right(), row.room.max.y));
        let what = words::what_fills(self.language, bar.result.stage);
        let text = format!("{} · {what}", tr(self.language, "chart.no_data"));
        let color = self.t.text_subdued;
        let words = galley(ui, &text, &font(SMALL), color, room.width() - 24.0);
        let height = room.height().max(words.size().y + 6.0);
        let room = Rect::from_center_size(room.center(), vec2(room.width(), height));
        ink::dashed_rect(ui.painter(), room, color);
        let at = pos2(room.left() + 12.0, room.center().y - words.size().y / 2.0);
        ui.painter().galley(at, words, color);
    }

    fn place(&self, position: usize) -> Option<Rect> {
        match Mark::at(position)? {
            Mark::Stage(stage) | Mark::Note(stage) => {
                self.layout.rows.get(stage as usize).map(|row| row.rect)
            }
            Mark::Step(index) => self.layout.gaps.get(index).copied(),
        }
    }

    /// What a note about a mark points at: the bar of a stage, the words of a step.
    fn spot(&self, mark: Mark) -> Option<Rect> {
        match mark {
            Mark::Stage(stage) | Mark::Note(stage) => {
                let row = self.layout.rows.get(stage as usize)?;
                let reached = row.reached();
                Some(if reached.is_positive() { reached } else { row.room })
            }
            Mark::Step(index) => {
                let (gap, room) = (self.layout.gaps.get(index)?, self.layout.rows.get(index)?.room);
                let right = (room.left() + STEP_WORDS).min(gap.right());
                Some(Rect::from_x_y_ranges(room.left()..=right, gap.y_range()).shrink2(vec2(0.0, 6.0)))
            }
        }
    }

    fn marks(&self, ui: &mut Ui) -> MarksResponse {
        let places: Vec<(usize, Rect)> = (0..9)
            .filter_map(|position| Some((position, self.place(position)?.shrink2(vec2(0.0, 1.0)))))
            .collect();
        let selected: Vec<usize> = self.model.selected.iter().map(|mark| mark.position()).collect();
        let marks = Marks {
            id: "funnel",
            columns: 1,
            tab_stops: TabStops::Each,
            places: &places,
            selected: Some(&selected),
        };
        let name =
            |position| Mark::at(position).map_or(String::new(), |mark| self.model.name(self.language, mark));
        let answer = marks.show(ui, name, |ui, position| self.tip(ui, position));
        for place in selected.iter().filter_map(|position| self.place(*position)) {
            let stroke = Stroke::new(1.5, self.t.accent);
            ui.painter().rect_stroke(place, 4, stroke, StrokeKind::Inside);
        }
        answer
    }

    fn tip(&self, ui: &mut Ui, position: usize) {
        let language = self.language;
        match Mark::at(position) {
            Some(Mark::Step(index)) => {
                let (step, from) = (&self.model.steps[index], &self.model.stages[index]);
                let rows = words::step_rows(language, step, from.result.unit);
                tooltip(
                    ui,
                    &words::route(language, step),
                    &rows,
                    &words::definition(language, step.definition),
                );
            }
            Some(Mark::Stage(which) | Mark::Note(which)) => {
                let bar = &self.model.stages[which as usize];
                let rows = words::stage_rows(language, bar);
                let meaning = words::definition(language, bar.result.definition);
                tooltip(ui, &stage(language, which), &rows, &meaning);
            }
            None => {}
        }
    }

    fn answer(&self, ui: &mut Ui, marks: MarksResponse, area: Rect) -> ChartResponse<Mark> {
        let spots = (0..9).filter_map(|position| Some((position, self.spot(Mark::at(position)?)?)));
        // With the command key an arrow only walks: what it comes to is chosen with Space.
        let moved = marks.moved.filter(|_| !ui.input(|input| input.modifiers.command));
        let marks = MarksResponse { clicked: marks.clicked.or(moved), ..marks };
        let mut response = marks.of(ui, (area, &spots.collect::<Vec<_>>()), Mark::at);
        for (row, bar) in self.layout.rows.iter().zip(&self.model.stages) {
            let (hovered, clicked) = self.note(ui, row.note, bar);
            let note = Some(Mark::Note(bar.result.stage));
            response.hovered = if hovered { note } else { response.hovered };
            response.clicked = if clicked { note } else { response.clicked };
        }
        response
    }

    /// The pin with the number of notes; without notes a plus that says "add".
    fn note(&self, ui: &mut Ui, rect: Rect, bar: &StageBar) -> (bool, bool) {
        let t = self.t;
        let id: Id = ui.make_persistent_id(("note", bar.result.stage.id()));
        let response = ui.interact(rect, id, Sense::click());
        let which = stage(self.language, bar.result.stage);
        let number = count(bar.notes as u64);
        let name = if bar.notes == 0 {
            tr_with(self.language, "chart.funnel.add_note", &[("stage", &which)])
        } else {
            tr_with(self.language, "chart.funnel.notes", &[("stage", &which), ("n", &number)])
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 4, t.wash(t.text, 0.08));
        }
        let color = if bar.notes > 0 || response.hovered() { t.accent } else { t.text_subdued };
        let shift = if bar.notes > 0 { -8.0 } else { 0.0 };
        let spot: Pos2 = rect.center() + vec2(shift, 0.0);
        icon_at(ui, Icon::StickyNote, Rect::from_center_size(spot, vec2(16.0, 16.0)), color);
        if bar.notes > 0 {
            let at = spot + vec2(12.0, 0.0);
            ink::text(ui, at, Align2::LEFT_CENTER, &number, (SMALL, color), 20.0);
        }
        let response = response.on_hover_text(name);
        (response.hovered(), response.clicked())
    }
}

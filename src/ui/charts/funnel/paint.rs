//! Draws the funnel and answers pointer and keyboard. Never computes a place or a figure.

use eframe::egui::{
    Align2, Color32, Id, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use super::layout::{Layout, MIN_HEIGHT, Part, Row, layout};
use super::model::{Mark, Model, StageBar, lost_share};
use super::words;
use crate::analysis::{StepKind, StepResult};
use crate::domain::{Language, Stage};
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink::{self, Swatch};
use crate::ui::charts::mark::{Marks, MarksResponse, TabStops, tooltip};
use crate::ui::text::{count, percent, stage, tr, tr_with};
use crate::ui::theme::{BODY, Icon, NUMBER_SMALL, SMALL, TITLE, Tokens, icon_at, text_on, tokens};

/// Draws the funnel across the available room, at least 496 points high and at most 640.
/// `clicked` is a stage or step to select (also by arrow key) or a note pin to open.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    let t = tokens(ui);
    ink::legend(ui, &legend(model, t, language));
    let room = ui.available_height();
    let height = if room.is_finite() { room.clamp(MIN_HEIGHT, 640.0) } else { 560.0 };
    let width = ui.available_width().max(480.0);
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
    canvas.answer(ui, marks)
}

fn legend(model: &Model, t: &Tokens, language: Language) -> Vec<(Swatch, String)> {
    let mut entries = Vec::new();
    if model.stages.iter().any(|bar| bar.split.is_some()) {
        entries.push((Swatch::Fill(t.push), tr(language, "chart.push")));
        entries.push((Swatch::Fill(t.pull), tr(language, "chart.pull")));
    }
    if model.stages.iter().any(|bar| bar.split.is_some_and(|split| split.unattributed > 0)) {
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
struct Canvas<'a> {
    t: &'static Tokens,
    model: &'a Model,
    language: Language,
    layout: Layout,
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
        let big = (NUMBER_SMALL, self.t.text);
        ink::text(ui, pos2(right, middle), Align2::RIGHT_BOTTOM, &words::number(value), big, width);
        let unit = words::unit(self.language, bar.result.unit);
        let small = (SMALL, self.t.text_subdued);
        ink::text(ui, pos2(right, middle - 1.0), Align2::RIGHT_TOP, &unit, small, width);
    }

    fn no_data(&self, ui: &Ui, row: &Row, bar: &StageBar) {
        let room = Rect::from_min_max(row.room.min, pos2(row.number.right(), row.room.max.y));
        ink::dashed_rect(ui.painter(), room, self.t.text_subdued);
        let what = words::what_fills(self.language, bar.result.stage);
        let text = format!("{} · {what}", tr(self.language, "chart.no_data"));
        let at = pos2(room.left() + 12.0, room.center().y);
        ink::text(ui, at, Align2::LEFT_CENTER, &text, (SMALL, self.t.text_subdued), room.width() - 24.0);
    }

    fn step(&self, ui: &Ui, index: usize) {
        let (Some(step), Some(gap)) = (self.model.steps.get(index), self.layout.gaps.get(index)) else {
            return;
        };
        let from = &self.model.stages[index];
        let left = self.layout.rows[index].room.left();
        let area = Rect::from_min_max(pos2(left, gap.top()), pos2(gap.right() - 8.0, gap.bottom()));
        match step.kind {
            StepKind::Yield => self.boundary(ui, *gap, area, step, from),
            StepKind::Rate => self.loss(ui, index, area, step),
        }
    }

    /// `↓ −98.8 %  988,000 left   1.2 % go on · 95 %: 1.1–1.3 %   ▨ 45 still open`.
    fn loss(&self, ui: &Ui, index: usize, area: Rect, step: &StepResult) {
        let t = self.t;
        // Without data the stage itself says so, and what would fill it.
        let Some(share) = lost_share(step) else { return };
        let biggest = self.model.biggest == Some(index);
        let color = if biggest { t.loss } else { t.text };
        let under = ui.painter().add(Shape::Noop);
        let mut pen = Pen { at: area.left_center() + vec2(10.0, 0.0), right: area.right() };
        pen.icon(ui, Icon::ArrowDown, color);
        let go_on = words::go_on(self.language, step);
        let gained = share < 0.0;
        if gained {
            pen.write(ui, go_on.as_deref().unwrap_or_default(), BODY, color, 12.0);
        } else {
            pen.write(ui, &percent(-share), TITLE, color, 8.0);
            let lost = words::lost(self.language, step).unwrap_or_default();
            pen.write(ui, &lost, BODY, color, 12.0);
        }
        let pill = Rect::from_min_max(
            pos2(area.left(), area.center().y - 14.0),
            pos2(pen.at.x, area.center().y + 14.0),
        );
        let fill = if biggest { t.loss_fill } else { t.surface };
        ui.painter().set(under, Shape::rect_filled(pill, 14, fill));
        pen.at.x += 12.0;
        let rest = [go_on.filter(|_| !gained), Some(words::interval(self.language, step))];
        let rest: Vec<String> = rest.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        pen.write(ui, &rest.join(" · "), SMALL, t.text_subdued, 16.0);
        if let Some(open) = words::still_open(self.language, step) {
            let sample = Rect::from_center_size(pen.at + vec2(6.0, 0.0), vec2(12.0, 12.0));
            ink::hatch(ui.painter(), sample, t.people_zone, t.text_subdued);
            pen.at.x += 18.0;
            pen.write(ui, &open, SMALL, t.text_subdued, 0.0);
        }
    }

    fn boundary(&self, ui: &Ui, gap: Rect, area: Rect, step: &StepResult, from: &StageBar) {
        let t = self.t;
        let zone = self.layout.zones[0];
        // Centred between the zones, which the gap is not: the heading of the people zone lies below it.
        let y = (zone.bottom() + self.layout.zones[1].top()) / 2.0;
        let ends = [pos2(gap.left(), y), pos2(gap.right(), y)];
        ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.0, t.text_subdued), 4.0, 4.0));
        if step.value.is_none() {
            return;
        }
        let under = ui.painter().add(Shape::Noop);
        let mut pen = Pen { at: pos2(area.left() + 10.0, y), right: area.right() };
        pen.icon(ui, Icon::ArrowDown, t.text);
        pen.write(ui, &words::yield_text(self.language, step, from.result.unit), TITLE, t.text, 12.0);
        let pill = Rect::from_min_max(pos2(area.left(), y - 14.0), pos2(pen.at.x, y + 14.0));
        let range = words::interval(self.language, step);
        let mut notes: Vec<String> = vec![range];
        notes.push(tr(self.language, "chart.funnel.boundary"));
        notes.retain(|note| !note.is_empty());
        let from_x = pen.at.x;
        pen.at.x += 12.0;
        pen.write(ui, &notes.join(" · "), SMALL, t.text_subdued, 8.0);
        let behind = Rect::from_min_max(pos2(from_x, y - 10.0), pos2(pen.at.x, y + 10.0));
        ui.painter().set(
            under,
            Shape::Vec(vec![
                Shape::rect_filled(behind, 0, t.surface),
                Shape::rect_filled(pill, 14, t.control),
            ]),
        );
    }

    fn place(&self, position: usize) -> Option<Rect> {
        match Mark::at(position)? {
            Mark::Stage(stage) | Mark::Note(stage) => {
                self.layout.rows.get(stage as usize).map(|row| row.rect)
            }
            Mark::Step(index) => self.layout.gaps.get(index).copied(),
        }
    }

    fn marks(&self, ui: &mut Ui) -> MarksResponse {
        let places: Vec<(usize, Rect)> = (0..9)
            .filter_map(|position| Some((position, self.place(position)?.shrink2(vec2(0.0, 1.0)))))
            .collect();
        let marks = Marks {
            id: "funnel",
            columns: 1,
            tab_stops: TabStops::Each,
            places: &places,
            selected: Some(self.model.selected.map_or(usize::MAX, Mark::position)),
        };
        let name =
            |position| Mark::at(position).map_or(String::new(), |mark| self.model.name(self.language, mark));
        let answer = marks.show(ui, name, |ui, position| self.tip(ui, position));
        if let Some(place) = self.model.selected.and_then(|mark| self.place(mark.position())) {
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

    fn answer(&self, ui: &mut Ui, marks: MarksResponse) -> ChartResponse<Mark> {
        let mut response = ChartResponse {
            hovered: marks.hovered.and_then(Mark::at),
            clicked: marks.clicked.or(marks.moved).and_then(Mark::at),
        };
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

/// Writes one thing after another on a line, until the room ends.
struct Pen {
    at: Pos2,
    right: f32,
}

impl Pen {
    fn write(&mut self, ui: &Ui, text: &str, size: f32, color: Color32, gap: f32) {
        let room = self.right - self.at.x;
        if text.is_empty() || room < 24.0 {
            return;
        }
        let rect = ink::text(ui, self.at, Align2::LEFT_CENTER, text, (size, color), room);
        self.at.x = rect.right() + gap;
    }

    fn icon(&mut self, ui: &Ui, icon: Icon, color: Color32) {
        icon_at(ui, icon, Rect::from_center_size(self.at + vec2(7.0, 0.0), vec2(14.0, 14.0)), color);
        self.at.x += 20.0;
    }
}

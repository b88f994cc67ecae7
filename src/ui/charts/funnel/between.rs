//! Draws what lies between the stages: the losses, and the boundary with its yield. Never computes a place or a figure.

use eframe::egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::model::StageBar;
use super::paint::Canvas;
use super::words;
use super::words::lost_share;
use crate::analysis::{StepKind, StepResult};
use crate::ui::charts::ink;
use crate::ui::text::{percent, tr};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, icon_at};

impl Canvas<'_> {
    /// The loss or the yield after the stage with this index.
    pub(super) fn step(&self, ui: &Ui, index: usize) {
        let (Some(step), Some(gap)) = (self.model.steps.get(index), self.layout.gaps.get(index)) else {
            return;
        };
        let from = &self.model.stages[index];
        let left = self.layout.rows[index].room.left();
        let area = Rect::from_min_max(pos2(left, gap.top()), pos2(gap.right() - 8.0, gap.bottom()));
        match step.kind {
            StepKind::Yield if !step.from.counts_people() => self.boundary(ui, index, area, step),
            StepKind::Yield => self.ratio(ui, area, step, from),
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
        if biggest {
            self.name_biggest(ui, index, area.center().y);
        }
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
        let open = words::still_open(self.language, step);
        pen.right -= 18.0;
        if let Some(open) = open.filter(|open| pen.fitting(ui, open, SMALL).is_some()) {
            pen.right += 18.0;
            let sample = Rect::from_center_size(pen.at + vec2(6.0, 0.0), vec2(12.0, 12.0));
            ink::hatch(ui.painter(), sample, t.people_zone, t.text_subdued);
            pen.at.x += 18.0;
            pen.write(ui, &open, SMALL, t.text_subdued, 0.0);
        }
    }

    /// Says left of a step that most is lost there.
    fn name_biggest(&self, ui: &Ui, index: usize, y: f32) {
        let name = self.layout.rows[index].name;
        let at = pos2(name.left() + 42.0, y);
        let words = tr(self.language, "chart.funnel.biggest");
        ink::text(ui, at, Align2::LEFT_CENTER, &words, (SMALL, self.t.loss), name.right() - at.x);
    }

    /// A ratio of counts between people stages: nobody is lost in it, because not everybody in it has a name.
    fn ratio(&self, ui: &Ui, area: Rect, step: &StepResult, from: &StageBar) {
        if step.value.is_none() {
            return;
        }
        let mut pen = Pen { at: area.left_center() + vec2(10.0, 0.0), right: area.right() };
        pen.icon(ui, Icon::ArrowDown, self.t.text);
        pen.write(ui, &words::yield_text(self.language, step, from.result.unit), BODY, self.t.text, 12.0);
        pen.write(ui, &words::interval(self.language, step), SMALL, self.t.text_subdued, 8.0);
    }

    fn boundary(&self, ui: &Ui, index: usize, area: Rect, step: &StepResult) {
        let (t, gap, from) = (self.t, self.layout.gaps[index], &self.model.stages[index]);
        let zone = self.layout.zones[0];
        // Centred between the zones, which the gap is not: the heading of the people zone lies below it.
        let y = (zone.bottom() + self.layout.zones[1].top()) / 2.0;
        let ends = [pos2(gap.left(), y), pos2(gap.right(), y)];
        ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.0, t.text_subdued), 4.0, 4.0));
        if step.value.is_none() {
            return;
        }
        let biggest = self.model.biggest == Some(index);
        let (fill, color) = if biggest { (t.loss_fill, t.loss) } else { (t.control, t.text) };
        let under = ui.painter().add(Shape::Noop);
        let mut pen = Pen { at: pos2(area.left() + 10.0, y), right: area.right() };
        pen.icon(ui, Icon::ArrowDown, color);
        pen.write(ui, &words::yield_text(self.language, step, from.result.unit), TITLE, color, 12.0);
        let pill = Rect::from_min_max(pos2(area.left(), y - 14.0), pos2(pen.at.x, y + 14.0));
        let range = words::interval(self.language, step);
        let mut notes: Vec<String> = vec![range];
        notes.push(tr(self.language, "chart.funnel.boundary"));
        notes.retain(|note| !note.is_empty());
        let from_x = pen.at.x;
        pen.at.x += 12.0;
        pen.write(ui, &notes.join(" · "), SMALL, t.text_subdued, 8.0);
        let behind = Rect::from_min_max(pos2(from_x, y - 10.0), pos2(pen.at.x, y + 10.0));
        let mut shapes = vec![Shape::rect_filled(behind, 0, t.surface), Shape::rect_filled(pill, 14, fill)];
        if biggest {
            let place = Rect::from_min_max(
                pos2(self.layout.rows[index].name.left() + 36.0, y - 10.0),
                pos2(area.left(), y + 10.0),
            );
            shapes.push(Shape::rect_filled(place, 0, t.surface));
        }
        ui.painter().set(under, Shape::Vec(shapes));
        if biggest {
            self.name_biggest(ui, index, y);
        }
    }
}

/// Writes one thing after another on a line, until the room ends.
struct Pen {
    at: Pos2,
    right: f32,
}

impl Pen {
    fn write(&mut self, ui: &Ui, text: &str, size: f32, color: Color32, gap: f32) {
        let Some(text) = self.fitting(ui, text, size) else { return };
        let rect = ink::text(ui, self.at, Align2::LEFT_CENTER, text, (size, color), f32::INFINITY);
        self.at.x = rect.right() + gap;
    }

    /// As many of the parts of a text as there is room for, whole; the tooltip and the table have all of them.
    fn fitting<'a>(&self, ui: &Ui, text: &'a str, size: f32) -> Option<&'a str> {
        let room = self.right - self.at.x;
        let mut rest = text;
        while !rest.is_empty() {
            if ink::line(ui, rest, size, Color32::PLACEHOLDER, f32::INFINITY).size().x <= room {
                return Some(rest);
            }
            rest = rest.rsplit_once(" · ").map_or("", |(kept, _)| kept);
        }
        None
    }

    fn icon(&mut self, ui: &Ui, icon: Icon, color: Color32) {
        icon_at(ui, icon, Rect::from_center_size(self.at + vec2(7.0, 0.0), vec2(14.0, 14.0)), color);
        self.at.x += 20.0;
    }
}

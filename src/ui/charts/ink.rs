//! Strokes shared by the charts: hatching, text in place, legends. Never decides what is drawn where.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, Galley, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, pos2, text::LayoutJob, vec2,
};

use crate::domain::Language;
use crate::ui::text::tr;
use crate::ui::theme::{BODY, SMALL, font, space, tokens};

/// Diagonal lines on a fill: what is incomplete, open or belongs nowhere.
pub fn hatch(painter: &Painter, rect: Rect, fill: Color32, line: Color32) {
    if !rect.is_positive() {
        return;
    }
    painter.rect_filled(rect, 0, fill);
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    let height = rect.height();
    // Anchored to the screen, so that neighbouring rectangles continue each other's lines.
    let mut x = ((rect.left() - height) / 6.0).floor() * 6.0;
    while x < rect.right() {
        let ends = [pos2(x, rect.bottom()), pos2(x + height, rect.top())];
        painter.line_segment(ends, Stroke::new(1.2, line));
        x += 6.0;
    }
}

/// One line of text cut with an ellipsis at `width`.
pub fn line(ui: &Ui, text: &str, size: f32, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font(size), color);
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().layout_job(job)
}

/// Writes one line with `anchor` at `at`, no wider than `width`; returns where it stands.
pub fn text(
    ui: &Ui,
    at: Pos2,
    anchor: Align2,
    text: &str,
    (size, color): (f32, Color32),
    width: f32,
) -> Rect {
    let galley = line(ui, text, size, color, width);
    let rect = anchor.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, color);
    rect
}

/// A dashed outline.
pub fn dashed_rect(painter: &Painter, rect: Rect, color: Color32) {
    let corners =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&corners, Stroke::new(1.0, color), 4.0, 4.0));
}

/// What a chart shows when there is nothing to draw: one quiet line in the middle.
pub fn nothing(ui: &mut Ui, language: Language) {
    let t = tokens(ui);
    let words = tr(language, "chart.no_data");
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 120.0), Sense::hover());
    ui.painter().rect_filled(rect, 4, t.surface_hover);
    text(ui, rect.center(), Align2::CENTER_CENTER, &words, (BODY, t.text_subdued), rect.width());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}

/// How a legend's sample is filled.
#[derive(Clone, Copy, Debug)]
pub enum Swatch {
    /// A plain fill.
    Fill(Color32),
    /// Hatching: fill, lines.
    Hatch(Color32, Color32),
    /// A line.
    Line(Color32),
    /// A round marker.
    Dot(Color32),
    /// An outline without fill.
    Outline(Color32),
}

/// Samples and their names in one row that wraps.
pub fn legend(ui: &mut Ui, entries: &[(Swatch, String)]) {
    let t = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
        for (swatch, name) in entries {
            let galley = line(ui, name, SMALL, t.text_subdued, 400.0);
            let size = vec2(galley.size().x + 18.0, galley.size().y.max(18.0));
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let sample = Rect::from_center_size(pos2(rect.left() + 6.0, rect.center().y), vec2(12.0, 12.0));
            paint_swatch(ui, sample, *swatch);
            let at = pos2(rect.left() + 18.0, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, t.text_subdued);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        }
    });
}

fn paint_swatch(ui: &Ui, rect: Rect, swatch: Swatch) {
    let painter = ui.painter();
    match swatch {
        Swatch::Fill(fill) => {
            painter.rect_filled(rect, 2, fill);
        }
        Swatch::Hatch(fill, line) => hatch(painter, rect, fill, line),
        Swatch::Dot(color) => {
            painter.circle_filled(rect.center(), 4.5, color);
        }
        Swatch::Outline(color) => {
            painter.rect_stroke(rect, 2, Stroke::new(1.0, color), StrokeKind::Inside);
        }
        Swatch::Line(color) => {
            painter.line_segment([rect.left_center(), rect.right_center()], Stroke::new(2.0, color));
        }
    }
}

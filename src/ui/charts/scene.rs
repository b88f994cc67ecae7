//! Paints the scene of a deliverable's chart in the window, in the colours of its theme. Never lays anything out.

use eframe::egui::epaint::{Mesh, PathStroke};
use eframe::egui::{Align2, Color32, Pos2, Rect, Response, Role, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::report::{Align, Area, Fill, Mark, Point, Scene};
use crate::ui::text::label;
use crate::ui::theme::{BODY, SMALL, font, ink, paper_in, sequence_in, tokens};

/// How strong a band is.
const BAND: f32 = 0.16;
/// How strong the ground of a hatched rectangle is.
const HATCHED: f32 = 0.45;

/// From points of a scene to points of the window.
#[derive(Clone, Copy)]
struct Place {
    corner: Pos2,
    scale: f32,
}

impl Place {
    fn point(self, [x, y]: Point) -> Pos2 {
        self.corner + vec2(x, y) * self.scale
    }

    fn rect(self, area: Area) -> Rect {
        Rect::from_min_max(self.point([area.x, area.y]), self.point([area.right(), area.bottom()]))
    }
}

/// Paints a scene with its corner at `corner`, `scale` times as large.
pub fn paint(ui: &Ui, scene: &Scene, corner: Pos2, scale: f32) {
    let place = Place { corner, scale };
    // What the last cell of a heat map was filled with: its text reads on that, in either theme.
    let mut behind = None;
    for mark in &scene.marks {
        match mark {
            Mark::Rect { area, fill, radius } => {
                let fill_color = color(ui, *fill);
                behind = matches!(fill, Fill::Sequence(_)).then_some((place.rect(*area), fill_color));
                ui.painter().rect_filled(place.rect(*area), radius * scale, fill_color);
            }
            Mark::Line { points, ink: of, width, .. } => {
                let points: Vec<Pos2> = points.iter().map(|point| place.point(*point)).collect();
                let stroke = PathStroke::from(Stroke::new(width * scale, ink(ui, *of)));
                ui.painter().add(Shape::line(points, stroke));
            }
            Mark::Band { upper, lower, ink: of } => {
                band(ui, place, (upper, lower), tokens(ui).wash(ink(ui, *of), BAND));
            }
            Mark::Text { at, size, align, rgb, text } => {
                let anchor = match align {
                    Align::Start => Align2::LEFT_CENTER,
                    Align::Middle => Align2::CENTER_CENTER,
                    Align::End => Align2::RIGHT_CENTER,
                };
                // The scene gives the base line; the middle of the letters stands about a third of them above it.
                let at = place.point([at[0], at[1] - size * 0.35]);
                let cell = behind.filter(|(cell, _)| cell.contains(at)).map(|(_, color)| color);
                ui.painter().text(at, anchor, text, font(size * scale), paper_in(ui, *rgb, cell));
            }
            Mark::Tip { .. } => {}
        }
    }
}

/// What is said of the whole scene, and of the place that the pointer is at.
pub fn explain(ui: &Ui, response: &Response, scene: &Scene, corner: Pos2, scale: f32) {
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, scene.title.as_str()));
    let place = Place { corner, scale };
    let Some(pointer) = response.hover_pos() else { return };
    let under = scene.marks.iter().rev().find_map(|mark| match mark {
        Mark::Tip { area, lines } if place.rect(*area).contains(pointer) => Some(lines),
        _ => None,
    });
    if let Some(lines) = under {
        let t = tokens(ui);
        response.clone().on_hover_ui_at_pointer(|ui| {
            for (index, line) in lines.iter().enumerate() {
                let (size, color) = if index == 0 { (BODY, t.text) } else { (SMALL, t.text_subdued) };
                label(ui, line, size, color);
            }
        });
    }
}

fn color(ui: &Ui, fill: Fill) -> Color32 {
    match fill {
        Fill::Ink(of) => ink(ui, of),
        Fill::Hatched(of) => tokens(ui).wash(ink(ui, of), HATCHED),
        Fill::Sequence(t) => sequence_in(ui, t),
    }
}

/// What lies between two lines: a strip between every two neighbouring points.
fn band(ui: &Ui, place: Place, (upper, lower): (&[Point], &[Point]), color: Color32) {
    let mut mesh = Mesh::default();
    for (above, below) in upper.windows(2).zip(lower.windows(2)) {
        let first = mesh.vertices.len() as u32;
        for point in [above[0], above[1], below[1], below[0]] {
            let at = place.point(point);
            mesh.colored_vertex(pos2(at.x, at.y), color);
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first, first + 2, first + 3);
    }
    ui.painter().add(Shape::mesh(mesh));
}

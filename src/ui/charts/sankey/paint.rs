//! Draws the Sankey chart and answers pointer and keyboard. Never changes what is asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::epaint::{Mesh, Vertex, WHITE_UV};
use eframe::egui::{Color32, Galley, PopupAnchor, Rect, Sense, Shape, Tooltip, Ui, pos2, vec2};

use super::layout::{self, BAR, Layout, Ribbon, edge};
use super::model::{Kind, Mark, Model};
use crate::analysis::flows::FlowLink;
use crate::domain::Language;
use crate::ui::charts::mark::{Marks, MarksResponse, TabStops, tooltip};
use crate::ui::charts::{ChartResponse, ink};
use crate::ui::text::{count, galley, percent, tr};
use crate::ui::theme::{SMALL, category, font, tokens};

/// Points along a ribbon.
const SEGMENTS: usize = 24;

/// Draws the chart across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let width = ui.available_width();
    let step = width / model.columns.len().max(1) as f32;
    let name = |mark: Mark| lines(ui, model, mark, step).iter().map(|line| line.size().y).sum::<f32>();
    let names: BTreeMap<Mark, f32> = model.marks().map(|mark| (mark, name(mark))).collect();
    let name_height = |mark: Mark| names.get(&mark).copied().unwrap_or(0.0);
    let size = vec2(width, layout::height(model, name_height));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let layout = Layout::new(model, rect, name_height);
    let marks: Vec<Mark> = model.marks().collect();
    let columns = model.columns.len();
    let key = |mark: Mark| mark.place * columns + mark.column;
    let mark = |key: usize| Mark { column: key % columns, place: key / columns };
    let mut places: Vec<(usize, Rect)> =
        marks.iter().map(|mark| (key(*mark), place(&layout, *mark))).collect();
    places.sort_by_key(|place| place.0);
    let shown = Marks { id: "sankey", columns, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = shown.show(
        ui,
        |key| model.words(mark(key), language),
        |ui, key| node_tip(ui, model, mark(key), language),
    );
    let hovered = answer.hovered.map(mark);
    let link = pointed_link(ui, &layout, rect).filter(|_| hovered.is_none());
    paint(ui, model, &layout, hovered, link);
    if let Some(link) = link {
        link_tip(ui, model, link, language);
    }
    let nodes: Vec<(usize, Rect)> = layout.nodes.iter().map(|(mark, rect)| (key(*mark), *rect)).collect();
    let answer = MarksResponse { clicked: answer.clicked.or(answer.moved), ..answer };
    answer.of(ui, (rect, &nodes), |key| Some(mark(key)))
}

/// A node with its name beside it answers the pointer.
fn place(layout: &Layout, mark: Mark) -> Rect {
    let bar = layout.nodes[&mark];
    Rect::from_min_max(
        pos2(bar.left(), bar.top() - 16.0),
        pos2(bar.right() + layout.step * 0.45, bar.bottom().max(bar.top() + 4.0)),
    )
}

fn pointed_link(ui: &Ui, layout: &Layout, rect: Rect) -> Option<FlowLink> {
    let at = ui.input(|input| input.pointer.hover_pos()).filter(|at| rect.contains(*at))?;
    ui.rect_contains_pointer(rect).then(|| layout.ribbon_at(at)).flatten()
}

fn color(ui: &Ui, kind: Kind) -> Color32 {
    let t = tokens(ui);
    match kind {
        // The last category is the grey that "other" has.
        Kind::Step(index) => category(index % 7),
        Kind::Other => t.thin_data,
        Kind::Open => t.accent,
        Kind::Stopped => t.loss,
    }
}

fn paint(ui: &Ui, model: &Model, layout: &Layout, hovered: Option<Mark>, link: Option<FlowLink>) {
    let t = tokens(ui);
    let isolated = hovered.map(|mark| layout.ribbons_of(&model.through(mark)));
    let quiet = isolated.is_some() || link.is_some();
    for ribbon in &layout.ribbons {
        let to = &model.columns[ribbon.link.column + 1][ribbon.link.to];
        let strength = match (quiet, link == Some(ribbon.link)) {
            (_, true) => 0.75,
            (true, false) => 0.12,
            (false, false) => 0.34,
        };
        ui.painter().add(mesh(ribbon, t.wash(color(ui, to.kind), strength)));
    }
    for ribbon in isolated.iter().flatten() {
        let to = &model.columns[ribbon.link.column + 1][ribbon.link.to];
        ui.painter().add(mesh(ribbon, t.wash(color(ui, to.kind), 0.75)));
    }
    for (mark, rect) in &layout.nodes {
        let Some(node) = model.node(*mark) else { continue };
        let fill = color(ui, node.kind);
        if node.kind == Kind::Open {
            ink::hatch(ui.painter(), *rect, t.accent_fill, fill);
        } else {
            ui.painter().rect_filled(*rect, 2, fill);
        }
        let mut bottom = rect.top();
        for line in lines(ui, model, *mark, layout.step).into_iter().rev() {
            bottom -= line.size().y;
            ui.painter().galley(pos2(rect.left(), bottom), line, t.text);
        }
    }
}

fn percent_of(model: &Model, mark: Mark) -> String {
    let base = model.base(mark);
    let units = model.node(mark).map_or(0, |node| node.units);
    if base == 0 { String::new() } else { percent(units as f64 / base as f64) }
}

/// The name of a node, broken between words, and its figures below: whole, whatever the room.
fn lines(ui: &Ui, model: &Model, mark: Mark, step: f32) -> [Arc<Galley>; 2] {
    let t = tokens(ui);
    let (name, units) = model.node(mark).map_or(("", 0), |node| (node.name.as_str(), node.units));
    let figures = format!("{} · {}", count(units), percent_of(model, mark));
    let room = step - BAR - 4.0;
    [galley(ui, name, &font(SMALL), t.text_subdued, room), galley(ui, &figures, &font(SMALL), t.text, room)]
}

/// A ribbon as triangles.
fn mesh(ribbon: &Ribbon, color: Color32) -> Shape {
    let (top, bottom) = (edge(ribbon.left.0, ribbon.right.0), edge(ribbon.left.1, ribbon.right.1));
    let mut mesh = Mesh::default();
    for index in 0..=SEGMENTS {
        let share = index as f32 / SEGMENTS as f32;
        for pos in [top(share), bottom(share)] {
            mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color });
        }
    }
    for index in 0..SEGMENTS as u32 {
        let first = index * 2;
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 1, first + 2, first + 3);
    }
    Shape::mesh(mesh)
}

fn node_tip(ui: &mut Ui, model: &Model, mark: Mark, language: Language) {
    let Some(node) = model.node(mark) else { return };
    let rows = [(tr(language, "flow.column.customers"), count(node.units))];
    let sentence = format!("{}. {}", model.share(mark, language), tr(language, "flow.hint"));
    tooltip(ui, &node.name, &rows, &sentence);
}

fn link_tip(ui: &Ui, model: &Model, link: FlowLink, language: Language) {
    let (from, to) = (&model.columns[link.column][link.from], &model.columns[link.column + 1][link.to]);
    let share = |of: u64| percent(link.units as f64 / of.max(1) as f64);
    let rows = [
        (tr(language, "flow.column.customers"), count(link.units)),
        (tr(language, "flow.column.of_everybody"), share(model.units)),
        (tr(language, "flow.column.of_step"), share(from.units)),
    ];
    let title = format!("{} → {}", from.name, to.name);
    let id = ui.scope_id().with("sankey links");
    Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, PopupAnchor::Pointer)
        .show(|ui| tooltip(ui, &title, &rows, ""));
}

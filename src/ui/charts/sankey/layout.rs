//! Where the nodes and ribbons of the Sankey chart lie. Never draws, never changes a count.

use std::collections::BTreeMap;

use eframe::egui::{Pos2, Rect, pos2};

use super::model::{Mark, Model};
use crate::analysis::flows::FlowLink;

/// Width of a node's bar.
pub(super) const BAR: f32 = 10.0;
/// Room between two nodes of a column, besides the upper one's name.
const GAP: f32 = 6.0;
/// Least height of all bars of a column together.
const BARS: f32 = 150.0;
/// Least height of a node that counts anybody.
const LEAST: f32 = 2.0;

/// A ribbon: where it leaves and where it arrives, top and bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ribbon {
    pub(super) link: FlowLink,
    pub(super) left: (Pos2, Pos2),
    pub(super) right: (Pos2, Pos2),
}

/// Places of everything.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) nodes: BTreeMap<Mark, Rect>,
    pub(super) ribbons: Vec<Ribbon>,
    /// Room between the left edges of two columns.
    pub(super) step: f32,
    per_unit: f32,
}

impl Layout {
    /// Places `model` in `rect`, whose height must be that of [`height`]; `name` says how high the name above each node is.
    pub(super) fn new(model: &Model, rect: Rect, name: impl Fn(Mark) -> f32) -> Self {
        let step = rect.width() / model.columns.len().max(1) as f32;
        let names = (0..model.columns.len()).map(|column| names(model, column, &name)).fold(0.0, f32::max);
        let per_unit = (rect.height() - names).max(1.0) / model.units.max(1) as f32;
        let mut layout = Self { nodes: BTreeMap::new(), ribbons: Vec::new(), step, per_unit };
        for (column, nodes) in model.columns.iter().enumerate() {
            let left = rect.left() + column as f32 * step;
            let mut top = rect.top();
            for (place, node) in nodes.iter().enumerate() {
                let mark = Mark { column, place };
                top += name(mark);
                let height = layout.height(node.units);
                layout
                    .nodes
                    .insert(mark, Rect::from_min_max(pos2(left, top), pos2(left + BAR, top + height)));
                top += height + GAP;
            }
        }
        layout.ribbons = layout.ribbons_of(&model.links);
        layout
    }

    fn height(&self, units: u64) -> f32 {
        if units == 0 { 0.0 } else { (units as f32 * self.per_unit).max(LEAST) }
    }

    /// Ribbons of these links, stacked along the nodes in the order of the nodes they lead to.
    pub(super) fn ribbons_of(&self, links: &[FlowLink]) -> Vec<Ribbon> {
        let mut used: BTreeMap<(bool, Mark), f32> = BTreeMap::new();
        let ribbon = |link: &FlowLink| {
            let from = Mark { column: link.column, place: link.from };
            let to = Mark { column: link.column + 1, place: link.to };
            let (out, into) = (self.nodes.get(&from)?, self.nodes.get(&to)?);
            // A thin link is never thicker than the node that it leaves.
            let height = (link.units as f32 * self.per_unit).max(0.75).min(out.height()).min(into.height());
            let mut place = |side: bool, mark: Mark, x: f32, top: f32| {
                let used = used.entry((side, mark)).or_insert(0.0);
                let y = top + *used;
                *used += height;
                (pos2(x, y), pos2(x, y + height))
            };
            let left = place(false, from, out.right(), out.top());
            let right = place(true, to, into.left(), into.top());
            Some(Ribbon { link: *link, left, right })
        };
        links.iter().filter_map(ribbon).collect()
    }

    /// The ribbon under a point.
    pub(super) fn ribbon_at(&self, at: Pos2) -> Option<FlowLink> {
        let holds = |ribbon: &&Ribbon| {
            let (top, bottom) = (edge(ribbon.left.0, ribbon.right.0), edge(ribbon.left.1, ribbon.right.1));
            let share = (at.x - ribbon.left.0.x) / (ribbon.right.0.x - ribbon.left.0.x).max(1.0);
            (0.0..=1.0).contains(&share) && (top(share).y - 1.0..=bottom(share).y + 1.0).contains(&at.y)
        };
        self.ribbons.iter().find(holds).map(|ribbon| ribbon.link)
    }
}

/// Room that the names of a column take, the gaps included.
fn names(model: &Model, column: usize, name: &impl Fn(Mark) -> f32) -> f32 {
    let nodes = model.columns[column].len();
    // A sliver is drawn a little higher than it counts.
    (0..nodes).map(|place| name(Mark { column, place }) + GAP + LEAST).sum()
}

/// Height of the chart: room for the names of its fullest column, and for the bars.
pub(super) fn height(model: &Model, name: impl Fn(Mark) -> f32) -> f32 {
    let most = (0..model.columns.len()).map(|column| names(model, column, &name)).fold(0.0, f32::max);
    (most + BARS).max(360.0)
}

/// A smooth way from one point to the other, by the share of the distance.
pub(super) fn edge(from: Pos2, to: Pos2) -> impl Fn(f32) -> Pos2 {
    move |share: f32| {
        let eased = share * share * (3.0 - 2.0 * share);
        pos2(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * eased)
    }
}

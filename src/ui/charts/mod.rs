//! Charts, one folder each: `model` (data), `layout` (geometry), `paint` (drawing and interaction). None computes a metric or changes a document.

use eframe::egui::Rect;

mod axis;
pub mod bars;
pub mod callouts;
pub mod coverage;
pub mod credit;
pub mod emotion;
pub mod forest;
pub mod funnel;
pub mod heat_map;
pub mod histogram;
pub(in crate::ui) mod ink;
pub mod ladder;
mod linked;
mod mark;
pub mod nps;
pub mod repeat_curve;
pub mod revenue;
pub mod rfm;
pub mod sankey;
pub mod scene;
pub mod spend;
pub mod steps;
pub mod survival;
pub mod time_strip;
pub mod waterfall;
pub mod week;
mod zoom;

/// What the pointer or the keyboard did to a chart in this frame, and where its marks are.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartResponse<M> {
    /// Mark under the pointer, or under the keyboard's focus.
    pub hovered: Option<M>,
    /// Mark that was clicked, or chosen with Enter, Space or (where marks can be selected) an arrow key.
    pub clicked: Option<M>,
    /// Where each mark that is in sight is: what a note about it points at.
    pub spots: Vec<(M, Rect)>,
    /// What is in sight of the chart: where notes are drawn.
    pub room: Rect,
}

impl<M> Default for ChartResponse<M> {
    fn default() -> Self {
        Self { hovered: None, clicked: None, spots: Vec::new(), room: Rect::NOTHING }
    }
}

impl<M> ChartResponse<M> {
    /// Takes in what was done to another part of the same chart.
    fn join(&mut self, part: Self) {
        self.hovered = self.hovered.take().or(part.hovered);
        self.clicked = self.clicked.take().or(part.clicked);
        self.spots.extend(part.spots);
        self.room = self.room.union(part.room);
    }
}

/// Below so many units a share is greyed: its interval is too wide to act on (METRICS, sections 6 and 9).
pub const THIN: u64 = 30;

#[cfg(test)]
mod tests;

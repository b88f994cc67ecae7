//! Charts, one folder each: `model` (data), `layout` (geometry), `paint` (drawing and interaction). None computes a metric or changes a document.

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
pub mod steps;
pub mod survival;
pub mod time_strip;
pub mod waterfall;
pub mod week;
mod zoom;

/// What the pointer or the keyboard did to a chart in this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartResponse<M> {
    /// Mark under the pointer, or under the keyboard's focus.
    pub hovered: Option<M>,
    /// Mark that was clicked, or chosen with Enter, Space or (where marks can be selected) an arrow key.
    pub clicked: Option<M>,
}

impl<M> Default for ChartResponse<M> {
    fn default() -> Self {
        Self { hovered: None, clicked: None }
    }
}

/// Below so many units a share is greyed: its interval is too wide to act on (METRICS, sections 6 and 9).
pub const THIN: u64 = 30;

#[cfg(test)]
mod tests;

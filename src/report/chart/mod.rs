//! The charts of deliverables: data in finished words, each laid out as one scene. A window, a page and a slide paint the same marks.
//! Never computes a figure.

mod axis;
mod bars;
mod board;
mod columns;
mod curves;
mod funnel;
mod heat;
mod legend;

pub use bars::{Bar, Bars};
pub use board::{Board, Note};
pub use columns::{ColumnSeries, Columns};
pub use curves::{Curve, CurvePlace, Curves};
pub use funnel::{Funnel, Part, Stage, Step};
pub use heat::{Heat, HeatCell, HeatRow};

use super::callout::{self, Callout};
use super::scene::{Room, Scene};

/// Size of ordinary letters in a chart.
pub(super) const BODY: f32 = 13.0;
/// Size of captions and ticks.
pub(super) const SMALL: f32 = 11.0;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// The journey.
    Funnel(Funnel),
    /// Lying bars, one under another.
    Bars(Bars),
    /// Upright columns side by side.
    Columns(Columns),
    /// Lines with bands.
    Curves(Curves),
    /// A field of coloured cells.
    Heat(Heat),
    /// Notes on a board of lanes and stages.
    Board(Board),
    /// Any of them with notes drawn on it.
    Noted(Box<Self>, Vec<Callout>),
}

impl Chart {
    /// The chart laid out in `width`, as high as it needs.
    pub fn scene(&self, title: &str, width: f32) -> Scene {
        self.scene_in(title, Room { width, height: self.natural_height(width) })
    }

    /// The chart laid out in a room; one that is too small for its rows makes them smaller.
    pub fn scene_in(&self, title: &str, room: Room) -> Scene {
        let mut scene = Scene::new(room, title);
        match self {
            Self::Funnel(chart) => chart.lay(&mut scene),
            Self::Bars(chart) => chart.lay(&mut scene),
            Self::Columns(chart) => chart.lay(&mut scene),
            Self::Curves(chart) => chart.lay(&mut scene),
            Self::Heat(chart) => chart.lay(&mut scene),
            Self::Board(chart) => chart.lay(&mut scene),
            Self::Noted(chart, notes) => {
                scene = chart.scene_in(title, room);
                callout::lay(&mut scene, notes);
            }
        }
        scene
    }

    /// The chart with notes drawn on it; the same chart when there are none.
    #[must_use]
    pub fn noted(self, notes: Vec<Callout>) -> Self {
        if notes.is_empty() { self } else { Self::Noted(Box::new(self), notes) }
    }

    /// The chart without notes drawn on it.
    pub fn bare(&self) -> &Self {
        match self {
            Self::Noted(chart, _) => chart.bare(),
            chart => chart,
        }
    }

    /// How high it is when it has all the room it wants.
    pub fn natural_height(&self, width: f32) -> f32 {
        match self {
            Self::Funnel(chart) => chart.natural_height(),
            Self::Bars(chart) => chart.natural_height(),
            Self::Columns(_) | Self::Curves(_) => 320.0,
            Self::Heat(chart) => chart.natural_height(),
            Self::Board(chart) => chart.natural_height(width),
            Self::Noted(chart, _) => chart.natural_height(width),
        }
    }

    /// Every text of the chart through `change`.
    pub fn for_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Funnel(chart) => chart.for_texts(change),
            Self::Bars(chart) => chart.for_texts(change),
            Self::Columns(chart) => chart.for_texts(change),
            Self::Curves(chart) => chart.for_texts(change),
            Self::Heat(chart) => chart.for_texts(change),
            Self::Board(chart) => chart.for_texts(change),
            Self::Noted(chart, notes) => {
                chart.for_texts(change);
                notes.iter_mut().for_each(|note| change(&mut note.text));
            }
        }
    }
}

#[cfg(test)]
mod tests;

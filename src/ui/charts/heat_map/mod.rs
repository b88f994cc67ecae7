//! Cohorts as a heat map: who came back, month by month. Never colours month 0, never mixes incomplete months into its scale.

mod layout;
mod model;
mod paint;

pub use model::{Cell, CellState, Content, Mark, Model, Row};
pub use paint::show;

//! The hours of a week as a grid: how much comes in each. Never shows an hour that there was none of as quiet.

mod model;
mod paint;

pub use model::{Cell, Mark, Model};
pub use paint::show;

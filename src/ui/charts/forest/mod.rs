//! Differences or scores with their intervals on one axis, below one another: what stands out, and how sure that is (a forest plot).
//! Never sorts, never rates a line by colour alone.

mod layout;
mod model;
mod paint;

pub use model::{Line, Mark, Model, Unit};
pub use paint::show;

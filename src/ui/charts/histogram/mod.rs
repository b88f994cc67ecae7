//! How long it took: one bar per span of time. Never sorts durations into spans.

mod layout;
mod model;
mod paint;

pub use model::{Bin, Mark, Model};
pub use paint::show;

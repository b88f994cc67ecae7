//! From a repeat rate elsewhere to ours, one bar per change of definition. Never adds rates up: each bar's ends are rates of their own.

mod model;
mod paint;

pub use model::{Mark, Model, Row};
pub use paint::show;

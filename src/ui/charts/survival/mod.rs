//! How soon customers of several groups come back: one Kaplan-Meier curve each, with the number at risk below. Never says which group
//! is better: the test beside it does.

mod model;
mod paint;

pub use model::{Line, Mark, Model};
pub use paint::show;

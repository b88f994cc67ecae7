//! Net promoter score: who answered what, the score with its interval, and its course by month. Never shows a score without its n.

mod layout;
mod model;
mod paint;
mod trend;

pub use model::{Group, Mark, Model};
pub use paint::show;

#[cfg(test)]
pub(super) use model::tests as model_tests;

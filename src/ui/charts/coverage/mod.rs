//! Records over time, one line per file, gaps marked. Never says why a day is empty.

mod layout;
mod model;
mod paint;

pub use model::{Cell, Mark, Model, Row};
pub use paint::show;

#[cfg(test)]
pub(in crate::ui::charts) use model::tests as model_tests;

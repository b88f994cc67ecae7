//! How soon customers come back: the Kaplan-Meier curve with its band, and the shares of mature customers beside it. Never extrapolates.

mod layout;
mod model;
mod paint;

pub use model::{Mark, Model, Window};
pub use paint::show;

#[cfg(test)]
pub(super) use model::tests as model_tests;

//! Revenue by month: first orders, later orders, orders without a customer. Never extends a month that is not over.

mod layout;
mod model;
mod paint;

pub use model::{Mark, Model, Month};
pub use paint::show;

#[cfg(test)]
pub(super) use model::tests as model_tests;

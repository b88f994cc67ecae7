//! Where the customers stand by recency and frequency, and in which named segments. Never the quantities of repeat-buying models.

mod model;
mod paint;

pub use model::{Mark, Model};
pub use paint::show;

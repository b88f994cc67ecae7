//! What ads cost, showed and brought in each month, by channel or campaign. Never adds currencies.

mod layout;
mod model;
mod paint;

pub use model::{Mark, Measure, Model, Parts};
pub use paint::show;

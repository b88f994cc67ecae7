//! Named bars from nothing, with their intervals: topics, couriers, weekdays, levers. Never sorts, never rates a bar by colour alone.

mod model;
mod paint;

pub use model::{Bar, Mark, Model};
pub use paint::show;

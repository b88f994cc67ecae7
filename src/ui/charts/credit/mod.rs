//! Orders credited to channels: the range over the models as a band, single models as marks on it. Never spreads what has no channel.

mod model;
mod paint;

pub use model::{Mark, Model, Row};
pub use paint::show;

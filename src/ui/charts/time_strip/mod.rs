//! A strip of all days in the data, on which the days that are shown are brushed. Never shows a figure of the shown days themselves.

mod layout;
mod model;
mod paint;

pub use model::{Bar, Model};
pub use paint::{Brush, show};

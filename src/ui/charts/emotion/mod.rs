//! The emotion curve across the stages: what customers said, and what the workshop guessed. Never changes a guess itself.

mod layout;
mod model;
mod paint;

pub use model::Model;
pub use paint::{Change, show};

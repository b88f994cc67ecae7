//! The journey as a funnel: five stages, the losses between them, and the boundary between counts and people. Never mixes the two sides' scales.

mod between;
mod layout;
mod model;
mod paint;
#[cfg(test)]
mod tests;
mod words;

pub use model::{Mark, Model, Split, StageBar};
pub use paint::show;

//! A Sankey chart of ways: columns of steps, ribbons between them; what is pointed at isolates the ways that lead through it.

mod layout;
mod model;
mod paint;
#[cfg(test)]
mod tests;

pub use model::{Kind, Mark, Model, Node};
pub use paint::show;

//! From purchase to purchase: who goes on, who is lost, who may still come. Never a funnel of orders: a customer is one in each step.

mod model;
mod paint;

pub use model::{Mark, Model};
pub use paint::show;

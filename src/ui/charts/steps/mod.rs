//! An event funnel: a bar per step with who went on, who stopped and who is still on the way, and between the bars what was lost.

mod layout;
mod model;
mod paint;

pub use model::{Between, Model, Step};
pub use paint::show;

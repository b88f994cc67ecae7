//! Every interval, quantile and survival estimate that is printed anywhere. Never sees a table, never decides what is counted.

mod intervals;
mod score;
mod summary;
mod survival;

pub use intervals::{Z95, poisson, poisson_rate, wilson};
pub use score::{NetPromoter, net_promoter};
pub use summary::{mean, median, quantile};
pub use survival::{Lifetimes, Survival, SurvivalStep};

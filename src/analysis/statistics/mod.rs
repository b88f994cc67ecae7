//! Every interval, quantile and survival estimate that is printed anywhere. Never sees a table, never decides what is counted.

mod comparison;
mod days;
mod estimate;
mod intervals;
mod log_rank;
mod many;
mod maximise;
#[cfg(test)]
mod oracles;
mod sampling;
mod score;
mod special;
mod summary;
mod survival;

pub use comparison::{
    Test, Verdict, equal_shares, fisher, minimum_detectable_change, newcombe, normal_below, pooled_z,
    probability_second_larger, two_sided, verdict,
};
pub use days::DayCounts;
pub use estimate::{Difference, Estimate, Moments, equal_rates, probability_rate_larger, rate_ratio, welch};
pub use intervals::{Clusters, Z95, clustered_wilson, jeffreys, poisson, poisson_rate, wilson};
pub use log_rank::{GroupsTest, log_rank, log_rank_of};
pub use many::{Draws, OddsRatio, benjamini_hochberg, bootstrap, odds_ratio, percentile_interval};
pub use maximise::{Maximum, maximise, maximise_on};
pub use score::{NetPromoter, net_promoter, net_promoter_difference, score_difference};
pub use special::hypergeometric;
pub use summary::{mean, median, median_interval, median_ranks, quantile};
pub use survival::{Lifetimes, Survival, SurvivalStep};

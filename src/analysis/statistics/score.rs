//! The net promoter score with its error. Never reads an answer, only counts of them.

use super::Z95;
use super::comparison::{Test, two_sided};
use super::estimate::{Difference, Estimate};
use crate::domain::Interval;

/// Net promoter score of `n` answers, in points from -100 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetPromoter {
    /// 100 (P - D) / n.
    pub score: f64,
    /// 100 sqrt(((p + d) - (p - d)^2) / n).
    pub standard_error: f64,
    /// Adjusted Wald interval, 95 %, clipped to -100..100.
    pub interval: Interval,
}

/// Score, standard error and adjusted Wald interval (n + 3, P + 3/4, D + 3/4: Rocks 2016, as MeasuringU recommends);
/// `None` without answers.
pub fn net_promoter(n: u64, promoters: u64, detractors: u64) -> Option<NetPromoter> {
    if n == 0 {
        return None;
    }
    let (score, standard_error) = score_and_error(n as f64, promoters as f64, detractors as f64);
    let (centre, adjusted) =
        score_and_error(n as f64 + 3.0, promoters as f64 + 0.75, detractors as f64 + 0.75);
    let interval =
        Interval { low: (centre - Z95 * adjusted).max(-100.0), high: (centre + Z95 * adjusted).min(100.0) };
    Some(NetPromoter { score, standard_error, interval })
}

/// Whether two independent groups of answers, (n, promoters, detractors), have different scores: z = (NPS1 - NPS2) /
/// sqrt(SE1^2 + SE2^2). `None` without answers, or when neither group varies.
pub fn net_promoter_difference(first: (u64, u64, u64), second: (u64, u64, u64)) -> Option<Test> {
    let (one, two) = (net_promoter(first.0, first.1, first.2)?, net_promoter(second.0, second.1, second.2)?);
    let error = one.standard_error.hypot(two.standard_error);
    (error > 0.0).then(|| {
        let statistic = (one.score - two.score) / error;
        Test { statistic, p: two_sided(statistic) }
    })
}

/// The difference of two scores with its normal interval and the test of [`net_promoter_difference`].
pub fn score_difference(first: (u64, u64, u64), second: (u64, u64, u64)) -> Option<Difference> {
    let (one, two) = (net_promoter(first.0, first.1, first.2)?, net_promoter(second.0, second.1, second.2)?);
    let test = net_promoter_difference(first, second)?;
    let (value, error) = (one.score - two.score, one.standard_error.hypot(two.standard_error));
    let estimate = Estimate { value, low: value - Z95 * error, high: value + Z95 * error };
    Some(Difference { estimate, error, test })
}

fn score_and_error(n: f64, promoters: f64, detractors: f64) -> (f64, f64) {
    let difference = (promoters - detractors) / n;
    let variance = (promoters + detractors) / n - difference * difference;
    (100.0 * difference, 100.0 * (variance.max(0.0) / n).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_answers_have_the_published_score_and_error() {
        let nps = net_promoter(1000, 462, 362).expect("answers");
        assert!((nps.score - 10.0).abs() < 1e-9);
        assert!((nps.standard_error - 2.853_068_523_5).abs() < 1e-9);
        assert!((nps.interval.low - 4.389_666_925_0).abs() < 1e-6);
        assert!((nps.interval.high - 15.550_512_536_6).abs() < 1e-6);
    }

    #[test]
    fn the_interval_stays_on_the_scale_and_nothing_is_no_score() {
        let nps = net_promoter(2, 2, 0).expect("answers");
        assert_eq!((nps.score, nps.standard_error, nps.interval.high), (100.0, 0.0, 100.0));
        assert_eq!(net_promoter(0, 0, 0), None);
    }
}

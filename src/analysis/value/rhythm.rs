//! How long the shop's repeat customers usually stay away, and who is away for longer: what is known of them where no model holds
//! (METRICS, section 5). Never fits anything, never looks at a period.

use super::buying::History;
use crate::analysis::scope::Scope;
use crate::analysis::statistics::DayCounts;

/// Fewer gaps say nothing about nine in ten.
const FEWEST: u64 = 30;
/// After the second purchase, after the third, after any later one.
const PLACES: usize = 3;

/// Days after which a customer with so many purchases counts as away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rhythm {
    dormant_days: [f64; PLACES],
}

impl Rhythm {
    /// From the days between two purchases of all customers, the first of each left out; where few follow a purchase of one rank, all of
    /// them together speak for it. `None` with fewer than thirty.
    pub(super) fn new(scope: &Scope<'_>) -> Option<Self> {
        let mut gaps: [DayCounts; PLACES] = Default::default();
        for (_, occasions) in scope.buyers() {
            for (repeats, pair) in (0..).zip(occasions.windows(2)).skip(1) {
                gaps[place(repeats)].add(pair[1].day.since(pair[0].day).unsigned_abs());
            }
        }
        let mut all = DayCounts::default();
        gaps.iter().for_each(|own| all.absorb(own));
        let usual = dormant_days(&all)?;
        Some(Self { dormant_days: gaps.map(|own| dormant_days(&own).unwrap_or(usual)) })
    }

    /// Whether a repeat customer is away for longer than that.
    pub(super) fn is_overdue(&self, history: History) -> bool {
        let away = f64::from(history.age - history.last);
        history.repeats > 0 && away > self.dormant_days[place(history.repeats as usize)]
    }
}

/// Where the gap after so many repeat purchases is counted.
fn place(repeats: usize) -> usize {
    (repeats - 1).min(PLACES - 1)
}

/// Nine in ten of the gaps are not longer, and at least twice the median.
fn dormant_days(gaps: &DayCounts) -> Option<f64> {
    let (median, most) = gaps.median().zip(gaps.quantile(0.9)).filter(|_| gaps.len() >= FEWEST)?;
    Some(most.max(2.0 * median))
}

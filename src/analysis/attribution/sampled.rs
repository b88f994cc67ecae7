//! How sure the Markov credits are: whole customers drawn again. Never draws single ways of a customer.

use std::collections::BTreeMap;

use super::markov::Transitions;
use super::paths::Paths;
use crate::analysis::AnalysisError;
use crate::analysis::scope::{Scope, Stop};
use crate::analysis::statistics::{Draws, percentile_interval};
use crate::domain::Interval;

/// How often the customers are drawn.
pub(super) const RESAMPLES: u32 = 200;
/// Where the draws start.
const SEED: u64 = 20_261_122;

/// What a customer's ways are: channels, and whether an order followed.
type Signature = Vec<(Vec<usize>, bool)>;

/// Everything that the intervals depend on: how many channels there are, and how many customers went which ways.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::analysis) struct Ways {
    channels: usize,
    customers: BTreeMap<Signature, u64>,
}

/// The intervals of some ways, kept for the questions that do not change them.
pub(in crate::analysis) type Sampled = (Ways, Option<Vec<Interval>>);

/// Percentile interval of each channel's Markov credit. Customers with the same ways are drawn together: how often each of `n` customers is
/// drawn is Poisson with mean 1, of all of them Poisson with mean `n` (the Poisson bootstrap). A question that leads to the same ways
/// as the last one draws nothing.
pub(super) fn intervals(
    scope: &Scope<'_>,
    paths: &Paths,
    is_stopped: Stop<'_>,
) -> Result<Option<Vec<Interval>>, AnalysisError> {
    let ways = Ways::of(paths);
    if let Some(known) = scope.sampled(&ways) {
        return Ok(known);
    }
    let made = ways.intervals(is_stopped)?;
    scope.keep_sampled((ways, made.clone()));
    Ok(made)
}

impl Ways {
    fn of(paths: &Paths) -> Self {
        let mut customers: BTreeMap<Signature, u64> = BTreeMap::new();
        for customer in &paths.customers {
            let ways = customer.iter().map(|path| {
                let channels = path.contacts.iter().map(|contact| contact.channel).collect();
                (channels, path.order.is_some())
            });
            let mut signature: Signature = ways.collect();
            signature.sort();
            *customers.entry(signature).or_default() += 1;
        }
        Self { channels: paths.channels.len(), customers }
    }

    fn intervals(&self, is_stopped: Stop<'_>) -> Result<Option<Vec<Interval>>, AnalysisError> {
        let mut draws = Draws::new(SEED);
        let mut credits: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES as usize); self.channels];
        for _ in 0..RESAMPLES {
            if is_stopped() {
                return Err(AnalysisError::Stopped);
            }
            let drawn = self.sample(&mut draws);
            credits.iter_mut().zip(drawn).for_each(|(all, one)| all.push(one));
        }
        Ok(credits.iter_mut().map(|drawn| percentile_interval(drawn)).collect())
    }

    /// Each channel's credit by customers drawn again. A sample without an order credits nobody.
    fn sample(&self, draws: &mut Draws) -> Vec<f64> {
        let mut transitions = Transitions::new(self.channels);
        let mut orders = 0;
        for (signature, customers) in &self.customers {
            let times = draws.poisson(*customers as f64);
            for (channels, converts) in signature {
                transitions.add(channels.iter().copied(), *converts, times);
                orders += u64::from(*converts) * times;
            }
        }
        let credits = transitions.removal_effects().and_then(|removal| removal.credits(orders as f64));
        credits.unwrap_or_else(|| vec![0.0; self.channels])
    }
}

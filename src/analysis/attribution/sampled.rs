//! How sure the Markov credits are: whole customers drawn again. Never draws single ways of a customer.

use std::collections::BTreeMap;

use super::markov::Transitions;
use super::paths::Paths;
use crate::analysis::AnalysisError;
use crate::analysis::scope::Stop;
use crate::analysis::statistics::{Draws, percentile_interval};
use crate::domain::Interval;

/// How often the customers are drawn.
pub(super) const RESAMPLES: u32 = 200;
/// Where the draws start.
const SEED: u64 = 20_261_122;

/// What a customer's ways are: channels, and whether an order followed.
type Signature = Vec<(Vec<usize>, bool)>;

/// Percentile interval of each channel's Markov credit. Customers with the same ways are drawn together: how often each of `n` customers is
/// drawn is Poisson with mean 1, of all of them Poisson with mean `n` (the Poisson bootstrap).
pub(super) fn intervals(paths: &Paths, is_stopped: Stop<'_>) -> Result<Option<Vec<Interval>>, AnalysisError> {
    let mut signatures: BTreeMap<Signature, u64> = BTreeMap::new();
    for customer in &paths.customers {
        let ways = customer.iter().map(|path| {
            let channels = path.contacts.iter().map(|contact| contact.channel).collect();
            (channels, path.order.is_some())
        });
        let mut signature: Signature = ways.collect();
        signature.sort();
        *signatures.entry(signature).or_default() += 1;
    }
    let mut draws = Draws::new(SEED);
    let mut credits: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES as usize); paths.channels.len()];
    for _ in 0..RESAMPLES {
        if is_stopped() {
            return Err(AnalysisError::Stopped);
        }
        let mut transitions = Transitions::new(paths.channels.len());
        let mut orders = 0;
        for (signature, customers) in &signatures {
            let times = draws.poisson(*customers as f64);
            for (channels, converts) in signature {
                transitions.add(channels.iter().copied(), *converts, times);
                orders += u64::from(*converts) * times;
            }
        }
        let drawn = transitions.removal_effects().and_then(|removal| removal.credits(orders as f64));
        // A sample without an order credits nobody.
        let drawn = drawn.unwrap_or_else(|| vec![0.0; paths.channels.len()]);
        credits.iter_mut().zip(drawn).for_each(|(all, one)| all.push(one));
    }
    Ok(credits.iter_mut().map(|drawn| percentile_interval(drawn)).collect())
}

//! Which channels the orders are credited to (METRICS, section 4): every model of the field on the same ways to an order, and how far
//! they disagree. Never spreads an order that no contact is known of, never calls a share a cause.

mod credit;
mod markov;
#[cfg(test)]
mod oracles;
mod paths;
pub(super) mod sampled;
#[cfg(test)]
mod tests;

use self::credit::Rule;
use self::markov::Transitions;
use self::paths::{Path, Paths};
use self::sampled::{RESAMPLES, intervals};
use super::result::{AttributedChannel, Attribution};
use super::scope::{Scope, Stop};
use super::{AnalysisError, DefinitionId};
use crate::domain::Interval;

/// Parts of an order that credits are counted in: whole numbers, so that no order of rows changes a sum.
const PARTS: f64 = 1e12;

/// The valid orders of the question and who brought them; `None` without an order or without any contact.
pub(super) fn attribution(
    scope: &Scope<'_>,
    is_stopped: Stop<'_>,
) -> Result<Option<Attribution>, AnalysisError> {
    let paths = Paths::new(scope)?;
    let credits = Credits::of(scope, &paths);
    if credits.orders == 0 {
        return Ok(None);
    }
    let single_touch = credits.contacts_per_order[1..].iter().all(|orders| *orders == 0);
    let chain = Chain::of(scope, &paths, single_touch, is_stopped)?;
    let mut channels: Vec<AttributedChannel> = (0..paths.channels.len())
        .filter(|channel| credits.has(*channel))
        .filter_map(|channel| credits.channel(scope, &paths, channel, &chain))
        .collect();
    rank(&mut channels);
    channels.sort_by(|left, right| {
        right.last.total_cmp(&left.last).then_with(|| left.channel.cmp(&right.channel))
    });
    Ok(Some(Attribution {
        orders: credits.orders,
        unattributed: paths.untouched.len() as u64,
        net_minor: credits.net_minor,
        unattributed_net_minor: paths.untouched.iter().map(|row| net(scope, *row)).sum(),
        lookback_days: scope.spec.lookback_days,
        counts_direct: scope.spec.count_direct,
        contacts: credits.contacts,
        single_touch,
        ways_without_order: ways(&paths, false).count() as u64,
        still_open: paths.still_open,
        conversion: chain.removal.as_ref().map(|removal| removal.conversion),
        resamples: if chain.intervals.is_some() { RESAMPLES } else { 0 },
        channels,
        contacts_per_order: credits.contacts_per_order,
        definition: DefinitionId::Attribution,
    }))
}

/// The rows of the valid orders of the period: those that a channel (`Some(name)`) took part in, or that no contact is known of.
pub(super) fn orders_of(scope: &Scope<'_>, channel: Option<&str>) -> Result<Vec<usize>, AnalysisError> {
    let paths = Paths::new(scope)?;
    let Some(name) = channel else { return Ok(paths.untouched) };
    let named = |code: &u32| {
        scope.tables.codes.channels.get(*code as usize).is_some_and(|channel| channel.name == name)
    };
    let Some(index) = paths.channels.iter().position(named) else { return Ok(Vec::new()) };
    let takes_part = |path: &&Path| path.contacts.iter().any(|contact| contact.channel == index);
    let mut rows: Vec<usize> = ways(&paths, true).filter(takes_part).filter_map(|path| path.order).collect();
    rows.sort_unstable();
    Ok(rows)
}

/// The ways that led to an order, or those that led to none.
fn ways(paths: &Paths, to_order: bool) -> impl Iterator<Item = &Path> {
    paths.customers.iter().flatten().filter(move |path| path.order.is_some() == to_order)
}

/// Net value of an order in the currency of the analysis; 0 in another one.
fn net(scope: &Scope<'_>, row: usize) -> i64 {
    if scope.is_in_currency(row) { scope.orders.net_minor[row] } else { 0 }
}

/// Sums over the ways to an order.
struct Credits {
    orders: u64,
    contacts: u64,
    net_minor: i64,
    contacts_per_order: [u64; 5],
    /// Per rule and channel, in parts of an order.
    parts: Vec<Vec<i128>>,
    /// Per channel.
    last_net_minor: Vec<i64>,
}

impl Credits {
    fn of(scope: &Scope<'_>, paths: &Paths) -> Self {
        let channels = paths.channels.len();
        let mut credits = Self {
            orders: 0,
            contacts: 0,
            net_minor: 0,
            contacts_per_order: [0; 5],
            parts: vec![vec![0; channels]; Rule::ALL.len()],
            last_net_minor: vec![0; channels],
        };
        for path in ways(paths, true) {
            credits.add(scope, path);
        }
        credits
    }

    fn add(&mut self, scope: &Scope<'_>, path: &Path) {
        let (Some(row), Some(last)) = (path.order, path.contacts.last()) else { return };
        let net = net(scope, row);
        self.orders += 1;
        self.contacts += path.contacts.len() as u64;
        self.net_minor += net;
        self.contacts_per_order[path.contacts.len().min(5) - 1] += 1;
        self.last_net_minor[last.channel] += net;
        for (rule, parts) in Rule::ALL.into_iter().zip(&mut self.parts) {
            for (contact, weight) in path.contacts.iter().zip(rule.weights(&path.contacts)) {
                parts[contact.channel] += (weight * PARTS).round() as i128;
            }
        }
    }

    fn has(&self, channel: usize) -> bool {
        self.parts.iter().any(|parts| parts[channel] != 0)
    }

    fn channel(
        &self,
        scope: &Scope<'_>,
        paths: &Paths,
        index: usize,
        chain: &Chain,
    ) -> Option<AttributedChannel> {
        let channel = scope.tables.codes.channels.get(paths.channels[index] as usize)?;
        let of = |rule: Rule| self.parts[rule as usize][index] as f64 / PARTS;
        let markov = chain.credits.as_ref().map(|credits| credits[index]);
        let interval = chain.intervals.as_ref().map(|ends| ends[index]);
        Some(AttributedChannel {
            channel: channel.name.clone(),
            kind: channel.direction,
            stage: channel.stage,
            first: of(Rule::First),
            last: of(Rule::Last),
            last_non_direct: of(Rule::LastNonDirect),
            linear: of(Rule::Linear),
            time_decay: of(Rule::TimeDecay),
            u_shaped: of(Rule::UShaped),
            j_shaped: of(Rule::JShaped),
            inverse_j: of(Rule::InverseJ),
            equal_split: of(Rule::EqualSplit),
            participation: of(Rule::Participation).round() as u64,
            markov,
            markov_low: interval.map(|ends| ends.low),
            markov_high: interval.map(|ends| ends.high),
            removal_effect: chain.removal.as_ref().map(|removal| removal.effects[index]),
            last_net_minor: self.last_net_minor[index],
            low: 0.0,
            high: 0.0,
            best_rank: 0,
            worst_rank: 0,
        })
    }
}

/// The Markov model of all ways; empty where there is nothing that it could tell.
#[derive(Default)]
struct Chain {
    removal: Option<markov::Removal>,
    credits: Option<Vec<f64>>,
    intervals: Option<Vec<Interval>>,
}

impl Chain {
    fn of(
        scope: &Scope<'_>,
        paths: &Paths,
        single_touch: bool,
        is_stopped: Stop<'_>,
    ) -> Result<Self, AnalysisError> {
        if single_touch {
            return Ok(Self::default());
        }
        let mut transitions = Transitions::new(paths.channels.len());
        for path in paths.customers.iter().flatten() {
            let channels = path.contacts.iter().map(|contact| contact.channel);
            transitions.add(channels, path.order.is_some(), 1);
        }
        let orders = ways(paths, true).count() as f64;
        let removal = transitions.removal_effects();
        let credits = removal.as_ref().and_then(|removal| removal.credits(orders));
        let intervals = match credits {
            Some(_) => intervals(scope, paths, is_stopped)?,
            None => None,
        };
        Ok(Self { removal, credits, intervals })
    }
}

/// Fills in the range over the models and the ranks under them.
fn rank(channels: &mut [AttributedChannel]) {
    let models: Vec<Vec<f64>> = channels.iter().map(models).collect();
    for (index, channel) in channels.iter_mut().enumerate() {
        let own = &models[index];
        channel.low = own.iter().copied().fold(f64::INFINITY, f64::min);
        channel.high = own.iter().copied().fold(0.0, f64::max);
        let ranks = (0..own.len()).map(|model| {
            // Credits that differ by less than a part of an order are equal.
            let above = models.iter().filter(|other| other[model] > own[model] + 1e-9).count();
            above as u32 + 1
        });
        let ranks: Vec<u32> = ranks.collect();
        channel.best_rank = ranks.iter().copied().min().unwrap_or(1);
        channel.worst_rank = ranks.iter().copied().max().unwrap_or(1);
    }
}

/// What the models say of a channel, but for participation.
fn models(channel: &AttributedChannel) -> Vec<f64> {
    let rules = [
        channel.first,
        channel.last,
        channel.last_non_direct,
        channel.linear,
        channel.time_decay,
        channel.u_shaped,
        channel.j_shaped,
        channel.inverse_j,
        channel.equal_split,
    ];
    rules.into_iter().chain(channel.markov).collect()
}

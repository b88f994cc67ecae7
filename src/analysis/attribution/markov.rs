//! The order-1 Markov model of paths, solved exactly (Anderl et al. 2016): what an order's probability loses when a channel is taken
//! away. Never simulates, never depends on a seed.

use std::ops::AddAssign;

/// Transition counts between channels, from the start, and into order or nothing. Channels are indices below `channels`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transitions {
    channels: usize,
    /// Row by row: from each channel, then from the start; columns: to each channel, to an order, to nothing.
    counts: Vec<u64>,
}

impl Transitions {
    pub(super) fn new(channels: usize) -> Self {
        Self { channels, counts: vec![0; (channels + 1) * (channels + 2)] }
    }

    /// Adds `times` paths through `path`, oldest contact first, that ended in an order or in nothing.
    pub(super) fn add(&mut self, path: impl IntoIterator<Item = usize>, converts: bool, times: u64) {
        let width = self.channels + 2;
        let mut from = self.channels;
        for to in path {
            self.counts[from * width + to] += times;
            from = to;
        }
        if from < self.channels {
            let end = if converts { self.channels } else { self.channels + 1 };
            self.counts[from * width + end] += times;
        }
    }

    /// Probability of each transition from `from`; zeros where nothing ever left it.
    fn row(&self, from: usize) -> Vec<f64> {
        let width = self.channels + 2;
        let counts = &self.counts[from * width..(from + 1) * width];
        let total: u64 = counts.iter().sum();
        counts.iter().map(|count| if total == 0 { 0.0 } else { *count as f64 / total as f64 }).collect()
    }

    /// Probability that a path ends in an order, and by how much of it that falls when each channel leads to nothing.
    /// `None` where no path does.
    pub(super) fn removal_effects(&self) -> Option<Removal> {
        let rows: Vec<Vec<f64>> = (0..=self.channels).map(|from| self.row(from)).collect();
        let all = self.conversion(&rows, None);
        if all <= 0.0 {
            return None;
        }
        let effect = |channel| (1.0 - self.conversion(&rows, Some(channel)) / all).clamp(0.0, 1.0);
        Some(Removal { conversion: all, effects: (0..self.channels).map(effect).collect() })
    }

    /// Solves `(I - Q) x = r` for the channels but `removed`, and yields what the start leads to.
    fn conversion(&self, rows: &[Vec<f64>], removed: Option<usize>) -> f64 {
        let kept: Vec<usize> = (0..self.channels).filter(|channel| Some(*channel) != removed).collect();
        let mut system: Vec<Vec<f64>> = kept
            .iter()
            .map(|from| {
                let unit = |to: &usize| f64::from(u8::from(from == to)) - rows[*from][*to];
                kept.iter().map(unit).chain([rows[*from][self.channels]]).collect()
            })
            .collect();
        let solved = solve(&mut system);
        let start = &rows[self.channels];
        kept.iter().zip(solved).map(|(channel, probability)| start[*channel] * probability).sum()
    }
}

impl AddAssign<&Self> for Transitions {
    fn add_assign(&mut self, other: &Self) {
        for (own, other) in self.counts.iter_mut().zip(&other.counts) {
            *own += other;
        }
    }
}

/// What the model says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Removal {
    /// Probability that a path ends in an order.
    pub(super) conversion: f64,
    /// Per channel: the share of it that is lost without the channel.
    pub(super) effects: Vec<f64>,
}

impl Removal {
    /// `orders` shared in proportion to the removal effects; `None` where no channel has any.
    pub(super) fn credits(&self, orders: f64) -> Option<Vec<f64>> {
        let sum: f64 = self.effects.iter().sum();
        (sum > 0.0).then(|| self.effects.iter().map(|effect| effect / sum * orders).collect())
    }
}

/// Gaussian elimination with partial pivoting; the last column is the right-hand side. An unknown that nothing determines is 0.
fn solve(system: &mut [Vec<f64>]) -> Vec<f64> {
    let n = system.len();
    for column in 0..n {
        let size = |row: &usize| system[*row][column].abs();
        let Some(pivot) = (column..n).max_by(|left, right| size(left).total_cmp(&size(right))) else { break };
        if system[pivot][column].abs() < 1e-300 {
            continue;
        }
        system.swap(column, pivot);
        let (above, below) = system.split_at_mut(column + 1);
        let pivot = &above[column];
        for row in below {
            let factor = row[column] / pivot[column];
            if factor != 0.0 {
                for (own, other) in row[column..].iter_mut().zip(&pivot[column..]) {
                    *own -= factor * other;
                }
            }
        }
    }
    let mut solved = vec![0.0; n];
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|column| system[row][column] * solved[column]).sum();
        if system[row][row].abs() >= 1e-300 {
            solved[row] = (system[row][n] - known) / system[row][row];
        }
    }
    solved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_that_can_be_solved_by_hand_is() {
        // Start -> a or b; a -> order (1 of 2) or b (1 of 2); b -> order (1 of 4) or nothing.
        let mut chain = Transitions::new(2);
        chain.add([0], true, 1);
        chain.add([0, 1], true, 1);
        chain.add([1], false, 2);
        chain.add([1], false, 1);
        let removal = chain.removal_effects().expect("orders");
        // Start: a with 2/5, b with 3/5. From b 1/4; from a 1/2 + 1/2 x 1/4.
        let conversion = 0.4 * (0.5 + 0.125) + 0.6 * 0.25;
        assert!((removal.conversion - conversion).abs() < 1e-12);
        assert!((removal.effects[0] - (1.0 - 0.15 / conversion)).abs() < 1e-12);
        assert!((removal.effects[1] - (1.0 - 0.2 / conversion)).abs() < 1e-12);
        let credits = removal.credits(2.0).expect("effects");
        assert!((credits.iter().sum::<f64>() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn without_orders_there_is_nothing_to_share() {
        let mut chain = Transitions::new(3);
        chain.add([0, 2], false, 7);
        assert_eq!(chain.removal_effects(), None);
        assert_eq!(Transitions::new(0).removal_effects(), None);
    }
}

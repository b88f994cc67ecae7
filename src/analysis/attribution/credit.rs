//! The rules that share one order among the contacts before it (METRICS, section 4). Never looks at paths that led to no order.

/// A contact on the way to an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Contact {
    /// Index of the channel.
    pub(super) channel: usize,
    /// Days before the order.
    pub(super) age_days: f64,
    /// Whether it is a visit without a link.
    pub(super) is_direct: bool,
}

/// Days in which a contact of the time decay model loses half of its weight.
const HALF_LIFE_DAYS: f64 = 7.0;
/// Share of the first contact, of those between and of the last.
const U_SHAPED: [f64; 3] = [0.4, 0.2, 0.4];
const J_SHAPED: [f64; 3] = [0.2, 0.2, 0.6];
const INVERSE_J: [f64; 3] = [0.6, 0.2, 0.2];

/// A rule that shares one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    First,
    Last,
    LastNonDirect,
    Linear,
    TimeDecay,
    UShaped,
    JShaped,
    InverseJ,
    /// An equal part to each distinct channel: the Shapley value of the order-free game (METRICS, section 4).
    EqualSplit,
    /// One to each distinct channel: adds up to more than the orders.
    Participation,
}

impl Rule {
    pub(super) const ALL: [Self; 10] = [
        Self::First,
        Self::Last,
        Self::LastNonDirect,
        Self::Linear,
        Self::TimeDecay,
        Self::UShaped,
        Self::JShaped,
        Self::InverseJ,
        Self::EqualSplit,
        Self::Participation,
    ];

    /// Weight of each contact of `path`, oldest first; all but those of [`Self::Participation`] add up to 1.
    pub(super) fn weights(self, path: &[Contact]) -> Vec<f64> {
        let n = path.len();
        let only = |index: usize| {
            let mut weights = vec![0.0; n];
            weights[index] = 1.0;
            weights
        };
        match self {
            _ if n == 0 => Vec::new(),
            Self::First => only(0),
            Self::Last => only(n - 1),
            Self::LastNonDirect => only(path.iter().rposition(|contact| !contact.is_direct).unwrap_or(n - 1)),
            Self::Linear => vec![1.0 / n as f64; n],
            Self::TimeDecay => time_decay(path),
            Self::UShaped => shaped(n, U_SHAPED),
            Self::JShaped => shaped(n, J_SHAPED),
            Self::InverseJ => shaped(n, INVERSE_J),
            Self::EqualSplit => {
                let distinct = is_first_of_channel(path);
                let channels = distinct.iter().filter(|first| **first).count() as f64;
                distinct.into_iter().map(|first| if first { 1.0 / channels } else { 0.0 }).collect()
            }
            Self::Participation => {
                is_first_of_channel(path).into_iter().map(|first| f64::from(u8::from(first))).collect()
            }
        }
    }
}

/// Halves every [`HALF_LIFE_DAYS`], counted from the latest contact: only the differences matter.
fn time_decay(path: &[Contact]) -> Vec<f64> {
    let latest = path.iter().map(|contact| contact.age_days).fold(f64::INFINITY, f64::min);
    let raw: Vec<f64> =
        path.iter().map(|contact| (-(contact.age_days - latest) / HALF_LIFE_DAYS).exp2()).collect();
    let sum: f64 = raw.iter().sum();
    raw.into_iter().map(|weight| weight / sum).collect()
}

/// First, middle and last with fixed shares; of two contacts the share of the middle is given to both in proportion to their own.
fn shaped(n: usize, [first, middle, last]: [f64; 3]) -> Vec<f64> {
    match n {
        0 => Vec::new(),
        1 => vec![1.0],
        2 => vec![first / (first + last), last / (first + last)],
        _ => {
            let mut weights = vec![middle / (n - 2) as f64; n];
            (weights[0], weights[n - 1]) = (first, last);
            weights
        }
    }
}

fn is_first_of_channel(path: &[Contact]) -> Vec<bool> {
    let is_first = |(index, contact): (usize, &Contact)| {
        path[..index].iter().all(|earlier| earlier.channel != contact.channel)
    };
    path.iter().enumerate().map(is_first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(channels: &[usize], ages: &[f64]) -> Vec<Contact> {
        let contact = |(channel, age): (&usize, &f64)| Contact {
            channel: *channel,
            age_days: *age,
            is_direct: *channel == 9,
        };
        channels.iter().zip(ages).map(contact).collect()
    }

    #[test]
    fn each_rule_shares_one_order_as_its_name_says() {
        let four = path(&[1, 2, 1, 9], &[14.0, 7.0, 7.0, 0.0]);
        let of = |rule: Rule| rule.weights(&four);
        assert_eq!(of(Rule::First), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(of(Rule::Last), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(of(Rule::LastNonDirect), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(of(Rule::Linear), [0.25; 4]);
        assert_eq!(of(Rule::TimeDecay), [1.0 / 9.0, 2.0 / 9.0, 2.0 / 9.0, 4.0 / 9.0]);
        assert_eq!(of(Rule::UShaped), [0.4, 0.1, 0.1, 0.4]);
        assert_eq!(of(Rule::JShaped), [0.2, 0.1, 0.1, 0.6]);
        assert_eq!(of(Rule::InverseJ), [0.6, 0.1, 0.1, 0.2]);
        assert_eq!(of(Rule::EqualSplit), [1.0 / 3.0, 1.0 / 3.0, 0.0, 1.0 / 3.0]);
        assert_eq!(of(Rule::Participation), [1.0, 1.0, 0.0, 1.0]);
    }

    #[test]
    fn short_paths_keep_their_own_shares() {
        let two = path(&[1, 2], &[3.0, 1.0]);
        for (rule, expected) in
            [(Rule::UShaped, [0.5, 0.5]), (Rule::JShaped, [0.25, 0.75]), (Rule::InverseJ, [0.75, 0.25])]
        {
            let weights = rule.weights(&two);
            assert!(weights.iter().zip(expected).all(|(own, other)| (own - other).abs() < 1e-12), "{rule:?}");
        }
        for rule in Rule::ALL {
            assert_eq!(rule.weights(&path(&[4], &[2.0])), [1.0], "{rule:?}");
            assert!(rule.weights(&[]).is_empty());
        }
        assert_eq!(
            Rule::LastNonDirect.weights(&path(&[9, 9], &[1.0, 0.0])),
            [0.0, 1.0],
            "nothing but direct"
        );
    }
}

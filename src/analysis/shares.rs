//! Shares as an analysis says them: with numerator, denominator and interval. Never a ratio of counts to people.

use super::result::Share;
use super::statistics::wilson;
use crate::domain::{Interval, Proportion};

/// A share with Wilson's interval.
pub(super) fn share(counted: Proportion) -> Share {
    share_within(counted, wilson(counted))
}

/// A share with an interval of its own.
pub(super) fn share_within(counted: Proportion, interval: Option<Interval>) -> Share {
    Share {
        numerator: counted.numerator,
        denominator: counted.denominator,
        value: counted.value(),
        low: interval.map(|ends| ends.low),
        high: interval.map(|ends| ends.high),
    }
}

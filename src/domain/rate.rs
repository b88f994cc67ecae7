//! Shares and intervals as they travel with their numerator and denominator. Never computes an interval (see `analysis::statistics`).

use serde::{Deserialize, Serialize};

/// A 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// `numerator` of `denominator`: a share that never loses what it was made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proportion {
    /// Units that did it.
    pub numerator: u64,
    /// Units that could have done it.
    pub denominator: u64,
}

impl Proportion {
    /// `numerator` of `denominator`.
    pub fn new(numerator: u64, denominator: u64) -> Self {
        Self { numerator, denominator }
    }

    /// Counts one more unit if it could have done it (`is_in`), and whether it did.
    pub fn count(&mut self, is_in: bool, did: bool) {
        self.denominator += u64::from(is_in);
        self.numerator += u64::from(is_in && did);
    }

    /// The share; `None` ("no data") when nothing could have done it, never 0.
    pub fn value(self) -> Option<f64> {
        (self.denominator > 0).then(|| self.numerator as f64 / self.denominator as f64)
    }
}

impl std::ops::AddAssign for Proportion {
    /// Puts the units of two disjoint parts together.
    fn add_assign(&mut self, other: Self) {
        self.numerator += other.numerator;
        self.denominator += other.denominator;
    }
}

//! A share as an analysis says it: never without what it was made of. Never computes.

use serde::{Deserialize, Serialize};

use crate::domain::Proportion;

/// A share with its numerator, denominator and 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Units that did it.
    pub numerator: u64,
    /// Units that could have done it.
    pub denominator: u64,
    /// `numerator / denominator`; `None` without a denominator.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

impl Share {
    /// What it was made of.
    pub fn proportion(&self) -> Proportion {
        Proportion::new(self.numerator, self.denominator)
    }
}

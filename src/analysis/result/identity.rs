//! What the identity rules change, as values. Never a value that names somebody.

use serde::{Deserialize, Serialize};

use crate::domain::IdentityRule;

/// Values of one identity rule that are the first to identify an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentifiedBy {
    /// The rule.
    pub rule: IdentityRule,
    /// Different values.
    pub customers: u64,
    /// Those of them with two or more orders of any status.
    pub customers_with_2_orders: u64,
    /// Their orders of any status.
    pub orders: u64,
}

/// What one identity rule changes, all others as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentityEffect {
    /// The rule.
    pub rule: IdentityRule,
    /// Whether it is switched on.
    pub enabled: bool,
    /// Different values in the exports.
    pub values: u64,
    /// Those that link nobody because too many different people share them.
    pub shared_values: u64,
    /// Orders of the period that name such a value.
    pub shared_orders: u64,
    /// Customers fewer because the rule unites them.
    pub merges: u64,
    /// Customers that no other rule knows.
    pub only_by: u64,
    /// Figures with the rule.
    pub with: IdentityTally,
    /// Figures without it.
    pub without: IdentityTally,
}

/// Customers and repeat purchase under one choice of identity rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentityTally {
    /// Identified customers with an order in the period.
    pub customers: u64,
    /// Orders of the period without a customer.
    pub anonymous_orders: u64,
    /// Denominator of repeat purchase to date.
    pub buyers: u64,
    /// Its numerator.
    pub repeaters: u64,
    /// `repeaters / buyers` (RP1).
    pub rate: Option<f64>,
}

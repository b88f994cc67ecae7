//! What the data must have before anything is predicted (METRICS, section 8, after Klaviyo). Never fits a model.

use super::known::Known;
use crate::analysis::result::{GateCheck, GateKind};
use crate::analysis::scope::Scope;

/// The conditions, each with what the data have.
pub(super) fn gate(scope: &Scope<'_>, known: &Known<'_>) -> Vec<GateCheck> {
    let days = |days: Option<i32>| days.map_or(0, |days| u64::try_from(days).unwrap_or(0));
    let (first, last) = scope.purchase_days().unzip();
    let since = |day| scope.as_of.map(|as_of| as_of.since(day));
    let of_data = days(first.and_then(since).map(|days| days + 1));
    let since_last = days(last.and_then(since));
    let often = known.customers.iter().filter(|one| one.history.repeats >= 2).count() as u64;
    let at_least = |check, have, need| GateCheck { check, have, need, passed: have >= need };
    vec![
        at_least(GateKind::Customers, known.customers.len() as u64, 500),
        at_least(GateKind::Days, of_data, 180),
        GateCheck { check: GateKind::LastOrder, have: since_last, need: 30, passed: since_last <= 30 },
        at_least(GateKind::ThreeOrders, often, 1),
    ]
}

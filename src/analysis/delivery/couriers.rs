//! Couriers side by side, each against the others. Never ranks one by a difference that chance explains.

use std::collections::BTreeMap;

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::result::{ComparedFigure, Courier};
use super::super::scope::Scope;
use super::super::shares::share;
use super::shipments::{Shipment, Shipments};
use super::{median_days, on_time};
use crate::domain::Proportion;
use crate::tables::Code;

/// Fewest orders due on either side of a comparison.
const FEWEST: u64 = 10;

/// All couriers, most orders first; empty where no export names one.
pub(super) fn couriers(scope: &Scope<'_>, shipments: &Shipments) -> Vec<Courier> {
    let mut orders: BTreeMap<Option<Code>, Vec<&Shipment>> = BTreeMap::new();
    for own in &shipments.orders {
        orders.entry(own.courier).or_default().push(own);
    }
    if orders.keys().all(Option::is_none) {
        return Vec::new();
    }
    let name = |code: Option<Code>| code.and_then(|code| scope.tables.codes.couriers.name(code));
    let mut couriers: Vec<(Option<Code>, Vec<&Shipment>)> = orders.into_iter().collect();
    couriers
        .sort_by(|(a, left), (b, right)| right.len().cmp(&left.len()).then_with(|| name(*a).cmp(&name(*b))));
    let all = on_time(&shipments.orders, shipments.until);
    let mut figures: Vec<ComparedFigure> = couriers
        .iter()
        .map(|(_, own)| {
            let own = on_time(own.iter().copied(), shipments.until);
            let rest = Proportion::new(all.numerator - own.numerator, all.denominator - own.denominator);
            let enough = own.denominator >= FEWEST && rest.denominator >= FEWEST;
            let rest = if enough { rest } else { Proportion::new(0, 0) };
            Figure::share("on_time", DefinitionId::OnTime, own, rest).done()
        })
        .collect();
    settle(&mut figures);
    let built = couriers.into_iter().zip(figures).map(|((code, own), figure)| Courier {
        courier: name(code).map(str::to_owned),
        orders: own.len() as u64,
        on_time: share(on_time(own.iter().copied(), shipments.until)),
        median_days: median_days(own),
        against_rest: figure.change,
        verdict: figure.verdict,
    });
    built.collect()
}

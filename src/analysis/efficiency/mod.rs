//! What the ads cost against what the shop took in the same days (METRICS, section 4). Never adds currencies, never averages ratios, never
//! goes beyond the days that ads and orders share.

mod channels;
mod cohorts;
mod origins;
mod spend;
#[cfg(test)]
mod tests;

use self::channels::Channels;
pub(super) use self::origins::{Sign, signs};
use self::spend::Spend;
use super::ads::Ads;
use super::result::Efficiency;
use super::scope::Scope;
use super::statistics::poisson;
use super::{AnalysisError, DefinitionId};
use crate::domain::Day;

/// Days of a month, on average.
const MONTH_DAYS: f64 = 365.25 / 12.0;

/// Spend, customers and revenue of the shared days; `None` without ads and without anything that says where orders come from.
pub(super) fn efficiency(scope: &Scope<'_>, ads: &Ads<'_>) -> Result<Option<Efficiency>, AnalysisError> {
    let origins = origins::origins(scope)?;
    let spend = Spend::new(scope, ads)?;
    if ads.is_empty() && origins.is_none() {
        return Ok(None);
    }
    let channels = Channels::new(scope, &spend);
    let sold = spend.shared.map(|days| Sold::within(scope, days));
    let spent = spend.total.map(|minor| minor as f64);
    let new_customers = spend.shared.map(|_| channels.new_customers());
    let paid = spend.shared.map(|_| channels.paid_new_customers());
    let per =
        |cost: Option<f64>, customers: Option<u64>| ratio(cost, customers.map(|customers| customers as f64));
    let ends = new_customers.filter(|customers| *customers > 0).map(poisson);
    let other_costs = other_costs(scope, spend.shared);
    let loaded = spent.zip(other_costs).map(|(spent, other)| spent + other as f64);
    let net = sold.as_ref().map(|sold| sold.net_minor);
    Ok(Some(Efficiency {
        spend_minor: spend.total,
        currency: spend.currency,
        other_spend: spend.others.clone(),
        from: spend.shared.map(|days| days.0),
        to: spend.shared.map(|days| days.1),
        orders: sold.as_ref().map(|sold| sold.orders),
        net_minor: net,
        average_order_minor: sold.as_ref().and_then(Sold::mean),
        median_order_minor: sold.as_ref().and_then(Sold::median),
        new_customers,
        cac_minor: per(spent, new_customers),
        cac_low_minor: ratio(spent, ends.map(|ends| ends.high)),
        cac_high_minor: ratio(spent, ends.map(|ends| ends.low)),
        paid_new_customers: paid,
        paid_cac_minor: per(spent, paid),
        other_costs_minor: other_costs,
        loaded_cac_minor: per(loaded, new_customers),
        blended_roas: ratio(net.map(|minor| minor as f64), spent),
        claimed_value_minor: spend.claimed_value,
        platform_roas: ratio(
            spend.claimed_value.map(|minor| minor as f64),
            Some(spend.of_claiming_channels as f64),
        ),
        over_claim: ratio(spend.claimed_orders, sold.as_ref().map(|sold| sold.orders as f64)),
        margin: scope.spec.margin(),
        cohorts: cohorts::cohorts(scope, &spend),
        directions: channels.directions(scope, &spend),
        stages: channels.stages(scope, &spend),
        channels: channels.rows(scope, &spend),
        origins: origins.map(|found| spend.with_campaigns(found)),
        definition: DefinitionId::Efficiency,
        cac_definition: DefinitionId::CustomerCost,
    }))
}

/// Other marketing costs of the shared days, by the costs of a month.
fn other_costs(scope: &Scope<'_>, shared: Option<(Day, Day)>) -> Option<i64> {
    let (first, last) = shared?;
    let per_month = Some(scope.spec.monthly_costs_minor).filter(|minor| *minor > 0)?;
    let days = f64::from(last.since(first) + 1);
    Some((per_month as f64 * days / MONTH_DAYS).round() as i64)
}

/// Valid orders of some days.
struct Sold {
    /// In any currency.
    orders: u64,
    /// In the currency of the analysis, as all that follows.
    net_minor: i64,
    values: Vec<i64>,
}

impl Sold {
    fn within(scope: &Scope<'_>, (first, last): (Day, Day)) -> Self {
        let counts = |row: &usize| {
            let day = Day(scope.orders.day[*row]);
            scope.is_valid(*row) && first <= day && day <= last
        };
        let rows: Vec<usize> = (0..scope.orders.len()).filter(counts).collect();
        let in_currency = rows.iter().filter(|row| scope.is_in_currency(**row));
        let mut values: Vec<i64> = in_currency.map(|row| scope.orders.net_minor[*row]).collect();
        values.sort_unstable();
        Self { orders: rows.len() as u64, net_minor: values.iter().sum(), values }
    }

    fn mean(&self) -> Option<f64> {
        ratio(Some(self.net_minor as f64), Some(self.values.len() as f64))
    }

    fn median(&self) -> Option<f64> {
        let middle = self.values.len().checked_sub(1)?;
        Some((self.values[middle / 2] as f64 + self.values[middle.div_ceil(2)] as f64) / 2.0)
    }
}

/// `None` without a numerator, and with a denominator that is zero or missing.
fn ratio(numerator: Option<f64>, denominator: Option<f64>) -> Option<f64> {
    Some(numerator? / denominator.filter(|value| *value > 0.0)?)
}

//! What-if (METRICS, section 12): one lever per stage, price, repeat rate and retention, each with what is within reach. Never says that
//! a change is likely, never moves what nobody changed.

mod attain;
mod base;
mod draw;
#[cfg(test)]
mod tests;

use polars::prelude::PolarsResult;

use self::base::Base;
use self::draw::Months;
pub use self::draw::project;
use super::DefinitionId;
use super::ads::Ads;
use super::result::{FiveMore, Lever, Range, WhatIf};
use super::scope::Scope;

/// The starting point with what is within reach; `None` without a newcomer in a whole month.
pub(super) fn what_if(scope: &Scope<'_>, ads: &Ads<'_>) -> PolarsResult<Option<WhatIf>> {
    let Some(base) = Base::new(scope, ads)? else { return Ok(None) };
    let mut what_if = base.what_if(scope);
    let drawn = Months::new(&what_if);
    what_if.revenue = drawn.before();
    what_if.levers = attain::levers(scope, &base, (&what_if, &drawn));
    what_if.five_more = five_more(&what_if, &drawn);
    Ok(Some(what_if))
}

/// Five more of every hundred newcomers come back.
fn five_more(what_if: &WhatIf, drawn: &Months) -> Option<FiveMore> {
    let now = what_if.back.proportion().value().filter(|share| *share > 0.0 && *share < 0.95)?;
    let moved = drawn.moved(Lever::BackWithin, (now + 0.05) / now);
    Some(FiveMore { gain: moved.gain, gain_share: moved.gain_share })
}

/// Median and 80 % range.
fn range(values: &mut [f64]) -> Range {
    values.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        let last = values.len().saturating_sub(1);
        values.get((last as f64 * share).round() as usize).copied().unwrap_or(0.0)
    };
    Range { median: at(0.5), low: at(0.1), high: at(0.9) }
}

impl WhatIf {
    fn unranked(scope: &Scope<'_>) -> Self {
        use super::result::{Mean, Ratio};
        Self {
            months: 0,
            currency: scope.currency.and_then(|code| scope.currency_of(code)),
            impressions: None,
            click_through: None,
            customers_per_click: None,
            other_newcomers: 0,
            newcomers: 0,
            back: Ratio { numerator: 0, denominator: 0 },
            window_days: scope.spec.open_window_days,
            first_value: Mean::default(),
            later_value: Mean::default(),
            slow_value: Mean::default(),
            first_orders: Mean::default(),
            later_orders: Mean::default(),
            horizon_days: 0,
            ad_spend_minor: None,
            revenue: Range::default(),
            levers: Vec::new(),
            five_more: None,
            definition: DefinitionId::WhatIf,
        }
    }
}

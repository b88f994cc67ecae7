//! What-if (METRICS, section 12): one lever per stage, price, repeat rate and retention, each with what is within reach. Never says that
//! a change is likely, never moves what nobody changed.

mod attain;
mod base;
mod draw;
#[cfg(test)]
mod tests;

use polars::prelude::PolarsResult;

use self::base::Base;
pub use self::draw::{DrawnMonths, project};
use super::DefinitionId;
use super::ads::Ads;
use super::result::{FiveMore, Lever, Range, WhatIf};
use super::scope::Scope;

/// The starting point with what is within reach; `None` without a newcomer in a whole month.
pub(super) fn what_if(scope: &Scope<'_>, ads: &Ads<'_>) -> PolarsResult<Option<WhatIf>> {
    let Some(base) = Base::new(scope, ads)? else { return Ok(None) };
    let mut what_if = base.what_if(scope);
    let drawn = DrawnMonths::new(&what_if);
    what_if.revenue = drawn.before();
    what_if.levers = attain::levers(scope, &base, (&what_if, &drawn));
    what_if.five_more = five_more(&what_if, &drawn);
    Ok(Some(what_if))
}

/// Five more of every hundred newcomers come back.
fn five_more(what_if: &WhatIf, drawn: &DrawnMonths) -> Option<FiveMore> {
    let now = what_if.back.proportion().value().filter(|share| *share > 0.0 && *share < 0.95)?;
    let moved = drawn.moved(Lever::BackWithin, (now + 0.05) / now);
    Some(FiveMore { gain: moved.gain, gain_share: moved.gain_share })
}

/// Median and 80 % range; the values are left in some other order.
fn range(values: &mut [f64]) -> Range {
    let Some(last) = values.len().checked_sub(1) else { return Range::default() };
    // Three selections are less work than one sort.
    let mut at = |share: f64| {
        let place = (last as f64 * share).round() as usize;
        *values.select_nth_unstable_by(place, f64::total_cmp).1
    };
    Range { median: at(0.5), low: at(0.1), high: at(0.9) }
}

impl WhatIf {
    /// A starting point in the currency and with the window of a question; nothing is known yet.
    fn unranked(scope: &Scope<'_>) -> Self {
        Self {
            currency: scope.currency.and_then(|code| scope.currency_of(code)),
            window_days: scope.spec.open_window_days,
            ..Self::blank()
        }
    }

    /// A starting point of which nothing is known.
    pub(super) fn blank() -> Self {
        use super::result::{Mean, Ratio};
        Self {
            months: 0,
            currency: None,
            impressions: None,
            click_through: None,
            customers_per_click: None,
            other_newcomers: 0,
            newcomers: 0,
            back: Ratio { numerator: 0, denominator: 0 },
            window_days: 0,
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

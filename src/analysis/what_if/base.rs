//! What the whole months of a question are made of: views, clicks, newcomers, who came back, what they paid. Never a month that the
//! data cover in part.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Int64Type, PolarsResult, UInt32Type};

use super::super::ads::{Ads, reported};
use super::super::columns::{optional, values};
use super::super::result::{Mean, Ratio, WhatIf};
use super::super::scope::{Customer, Occasion, Scope};
use super::super::statistics::Moments;
use crate::domain::{Day, MonthIndex, Proportion};
use crate::tables::{Code, schema};

/// Horizons of later purchases, longest first.
const HORIZONS: [i32; 3] = [365, 180, 90];
/// Fewest customers who came back that a horizon must have followed.
const FEWEST: u64 = 20;

/// One month, or one channel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) clicked: Proportion,
    pub(super) bought: Proportion,
    pub(super) back: Proportion,
}

impl Default for Counts {
    fn default() -> Self {
        let nothing = Proportion::new(0, 0);
        Self { clicked: nothing, bought: nothing, back: nothing }
    }
}

/// Everything by month and by channel.
pub(super) struct Base {
    pub(super) months: BTreeMap<MonthIndex, Counts>,
    pub(super) channels: BTreeMap<Code, Counts>,
    whole: Vec<MonthIndex>,
    newcomers: u64,
    other: u64,
    first_value: Moments,
    first_orders: Moments,
    /// Per horizon: values of those who came back and of those who did not, and the orders of the former.
    later: [[Moments; 3]; HORIZONS.len()],
    ad_spend: Option<i64>,
}

impl Base {
    /// `None` without a newcomer in a whole month.
    pub(super) fn new(scope: &Scope<'_>, ads: &Ads<'_>) -> PolarsResult<Option<Self>> {
        let whole = whole_months(scope);
        let mut base = Self {
            months: whole.iter().map(|month| (*month, Counts::default())).collect(),
            channels: BTreeMap::new(),
            whole,
            newcomers: 0,
            other: 0,
            first_value: Moments::default(),
            first_orders: Moments::default(),
            later: Default::default(),
            ad_spend: None,
        };
        let advertised = base.count_ads(scope, ads)?;
        for (customer, occasions) in scope.first_time_buyers() {
            base.count_newcomer(scope, customer, occasions, &advertised);
        }
        Ok((base.newcomers > 0).then_some(base))
    }

    /// Views, clicks and money of ad rows that lie in a whole month; the channels that have clicks.
    fn count_ads(&mut self, scope: &Scope<'_>, ads: &Ads<'_>) -> PolarsResult<BTreeSet<Code>> {
        let spend = optional::<Int64Type>(&scope.tables.ad_days, schema::ads::SPEND_MINOR)?;
        let currency = values::<UInt32Type>(&scope.tables.ad_days, schema::ads::CURRENCY)?;
        let mut advertised = BTreeSet::new();
        for row in &ads.counted {
            let Some((first, last)) = ads.days[*row].filter(|(first, last)| first.month() == last.month())
            else {
                continue;
            };
            debug_assert!(first <= last);
            let Some(month) = self.months.get_mut(&first.month()) else { continue };
            let channel = self.channels.entry(ads.channel[*row]).or_default();
            let (shown, clicks) = (reported(ads.impressions[*row]), reported(ads.clicks[*row]));
            for own in [month, channel] {
                if let (Some(shown), Some(clicks)) = (shown, clicks) {
                    own.clicked += Proportion::new(clicks, shown);
                }
                own.bought += Proportion::new(0, clicks.unwrap_or(0));
            }
            if clicks.is_some_and(|clicks| clicks > 0) {
                advertised.insert(ads.channel[*row]);
            }
            if let Some(minor) = spend[*row].filter(|_| Some(currency[*row]) == scope.currency) {
                *self.ad_spend.get_or_insert(0) += minor;
            }
        }
        Ok(advertised)
    }

    fn count_newcomer(
        &mut self,
        scope: &Scope<'_>,
        customer: &Customer,
        occasions: &[Occasion],
        advertised: &BTreeSet<Code>,
    ) {
        let first = occasions[0].day;
        let Some(month) = self.months.get_mut(&first.month()) else { return };
        self.newcomers += 1;
        let is_paid = customer.channel.is_some_and(|code| advertised.contains(&code));
        let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
        let is_mature = scope.as_of.is_some_and(|as_of| as_of.since(first) >= window);
        let came_back = occasions.get(1).is_some_and(|second| second.day.since(first) <= window);
        month.back.count(is_mature, came_back);
        if let Some(code) = customer.channel {
            self.channels.entry(code).or_default().back.count(is_mature, came_back);
        }
        match customer.channel.filter(|_| is_paid) {
            Some(code) => {
                month.bought.numerator += 1;
                self.channels.entry(code).or_default().bought.numerator += 1;
            }
            None => self.other += 1,
        }
        let within = |from: i32, to: i32| {
            let rows = customer.rows().filter(|row| scope.is_valid(*row) && scope.is_in_currency(*row));
            let days =
                rows.filter(move |row| (from..=to).contains(&Day(scope.orders.day[*row]).since(first)));
            days.fold((0_i64, 0_i64), |(net, orders), row| (net + scope.orders.net_minor[row], orders + 1))
        };
        let (net, orders) = within(0, 0);
        self.first_value.add(net);
        self.first_orders.add(orders);
        for (index, horizon) in HORIZONS.into_iter().enumerate() {
            if scope.as_of.is_some_and(|as_of| as_of.since(first) >= horizon.max(window)) {
                let (net, orders) = within(1, horizon);
                self.later[index][usize::from(!came_back)].add(net);
                if came_back {
                    self.later[index][2].add(orders);
                }
            }
        }
    }

    /// The longest horizon with enough customers, else the shortest.
    fn horizon(&self) -> usize {
        let enough = |later: &[Moments; 3]| later[0].n >= FEWEST;
        self.later.iter().position(enough).unwrap_or(HORIZONS.len() - 1)
    }

    /// All months together.
    pub(super) fn total(&self) -> Counts {
        let mut total = Counts::default();
        for own in self.months.values() {
            total.clicked += own.clicked;
            total.bought += own.bought;
            total.back += own.back;
        }
        total
    }

    /// The starting point, without what is within reach.
    pub(super) fn what_if(&self, scope: &Scope<'_>) -> WhatIf {
        let total = self.total();
        let horizon = self.horizon();
        let known = |ratio: Proportion| (ratio.denominator > 0).then(|| of(ratio));
        let click_through = known(total.clicked).filter(|ratio| ratio.numerator <= ratio.denominator);
        WhatIf {
            months: self.whole.len() as u64,
            impressions: click_through.map(|ratio| ratio.denominator),
            click_through,
            customers_per_click: known(total.bought),
            other_newcomers: self.other,
            newcomers: self.newcomers,
            back: of(total.back),
            first_value: mean(&self.first_value),
            later_value: mean(&self.later[horizon][0]),
            slow_value: mean(&self.later[horizon][1]),
            first_orders: mean(&self.first_orders),
            later_orders: mean(&self.later[horizon][2]),
            horizon_days: HORIZONS[horizon].unsigned_abs(),
            ad_spend_minor: self.ad_spend,
            ..WhatIf::unranked(scope)
        }
    }
}

fn of(ratio: Proportion) -> Ratio {
    Ratio { numerator: ratio.numerator, denominator: ratio.denominator }
}

fn mean(moments: &Moments) -> Mean {
    Mean {
        n: moments.n,
        value: moments.mean().unwrap_or(0.0),
        error: moments.variance().map_or(0.0, |variance| (variance / moments.n as f64).sqrt()),
    }
}

/// Months that lie whole in the period and in the data.
fn whole_months(scope: &Scope<'_>) -> Vec<MonthIndex> {
    let rows = (0..scope.orders.len()).filter(|row| scope.exists(*row)).map(|row| scope.orders.day[row]);
    let (Some(first), Some(as_of)) = (rows.min().map(Day), scope.as_of) else { return Vec::new() };
    let period = scope.spec.period;
    let is_whole = |month: &MonthIndex| {
        month.last_day() <= as_of && period.contains(month.first_day()) && period.contains(month.last_day())
    };
    (first.month().0..=as_of.month().0).map(MonthIndex).filter(is_whole).collect()
}

//! What the whole months of a question are made of: views, clicks, newcomers, who came back, what they paid. Never a month that the
//! data cover in part.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Int64Type, PolarsResult, UInt32Type};

use super::super::ads::{Ads, month_of, reported};
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
        let Some(first) = base.whole.first().copied() else { return Ok(None) };
        let months = base.whole.len();
        let count = Count { scope, first, is_paid: is_paid(scope, &advertised) };
        let found = scope.fold_first_time(
            || Newcomers::new(months, scope.tables.codes.channels.len()),
            |own, customer, occasions| count.newcomer(own, customer, occasions),
            |own, other| own.absorb(&other),
        );
        base.take(&found);
        Ok((base.newcomers > 0).then_some(base))
    }

    /// Views, clicks and money of ad rows that lie in a whole month; the channels that have clicks.
    fn count_ads(&mut self, scope: &Scope<'_>, ads: &Ads<'_>) -> PolarsResult<BTreeSet<Code>> {
        let spend = optional::<Int64Type>(&scope.tables.ad_days, schema::ads::SPEND_MINOR)?;
        let currency = values::<UInt32Type>(&scope.tables.ad_days, schema::ads::CURRENCY)?;
        let mut advertised = BTreeSet::new();
        for row in &ads.counted {
            let month = month_of(ads.days[*row]).and_then(|month| self.months.get_mut(&month));
            let Some(month) = month else { continue };
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

    /// Takes over what was counted of the newcomers.
    fn take(&mut self, found: &Newcomers) {
        for (month, came) in self.whole.iter().zip(&found.months) {
            came.add_to(self.months.entry(*month).or_default());
        }
        for (code, came) in (0..).zip(&found.channels).filter(|(_, came)| came.newcomers > 0) {
            came.add_to(self.channels.entry(code).or_default());
        }
        self.newcomers = found.months.iter().map(|came| came.newcomers).sum();
        self.other = self.newcomers - found.months.iter().map(|came| came.paid).sum::<u64>();
        (self.first_value, self.first_orders, self.later) =
            (found.first_value, found.first_orders, found.later);
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

/// Newcomers of a month or of a channel.
#[derive(Clone, Copy, Default)]
struct Came {
    newcomers: u64,
    /// Those whom a channel brought that was advertised.
    paid: u64,
    /// Those who came back within the window, of those whose window is over.
    back: Proportion,
}

impl Came {
    fn add_to(&self, counts: &mut Counts) {
        counts.bought.numerator += self.paid;
        counts.back += self.back;
    }

    fn absorb(&mut self, other: &Self) {
        self.newcomers += other.newcomers;
        self.paid += other.paid;
        self.back += other.back;
    }
}

/// What the newcomers of the whole months did.
struct Newcomers {
    months: Vec<Came>,
    channels: Vec<Came>,
    first_value: Moments,
    first_orders: Moments,
    /// As in [`Base`].
    later: [[Moments; 3]; HORIZONS.len()],
}

impl Newcomers {
    fn new(months: usize, channels: usize) -> Self {
        Self {
            months: vec![Came::default(); months],
            channels: vec![Came::default(); channels],
            first_value: Moments::default(),
            first_orders: Moments::default(),
            later: Default::default(),
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.months.iter_mut().zip(&other.months).for_each(|(own, other)| own.absorb(other));
        self.channels.iter_mut().zip(&other.channels).for_each(|(own, other)| own.absorb(other));
        self.first_value.absorb(&other.first_value);
        self.first_orders.absorb(&other.first_orders);
        let later = self.later.iter_mut().flatten().zip(other.later.iter().flatten());
        later.for_each(|(own, other)| own.absorb(other));
    }
}

/// Per channel code: whether it was advertised.
fn is_paid(scope: &Scope<'_>, advertised: &BTreeSet<Code>) -> Vec<bool> {
    (0..scope.tables.codes.channels.len() as Code).map(|code| advertised.contains(&code)).collect()
}

/// How a newcomer is counted.
struct Count<'a> {
    scope: &'a Scope<'a>,
    /// The first whole month; the others follow without a gap.
    first: MonthIndex,
    is_paid: Vec<bool>,
}

impl Count<'_> {
    fn newcomer(&self, own: &mut Newcomers, customer: &Customer, occasions: &[Occasion]) {
        let month = usize::try_from(occasions[0].month - self.first.0).ok();
        let Some(month) = month.and_then(|place| own.months.get_mut(place)) else { return };
        let first = occasions[0].day;
        let window = i32::try_from(self.scope.spec.open_window_days).unwrap_or(i32::MAX);
        let watched = self.scope.as_of.map_or(0, |as_of| as_of.since(first));
        let came_back = occasions.get(1).is_some_and(|second| second.day.since(first) <= window);
        let channel = customer.channel.map(|code| code as usize);
        let mut came = Came { newcomers: 1, ..Came::default() };
        came.paid = u64::from(channel.is_some_and(|code| self.is_paid[code]));
        came.back.count(watched >= window, came_back);
        month.absorb(&came);
        if let Some(code) = channel {
            own.channels[code].absorb(&came);
        }
        let brought = self.brought(customer, first);
        own.first_value.add(brought.first.0);
        own.first_orders.add(brought.first.1);
        for ((later, (net, orders)), horizon) in own.later.iter_mut().zip(brought.later).zip(HORIZONS) {
            if watched >= horizon.max(window) {
                later[usize::from(!came_back)].add(net);
                if came_back {
                    later[2].add(orders);
                }
            }
        }
    }

    /// Net value and orders of the first day, and of the days after it up to each horizon.
    fn brought(&self, customer: &Customer, first: Day) -> Brought {
        let scope = self.scope;
        let mut brought = Brought::default();
        for row in customer.rows().filter(|row| scope.is_valid(*row) && scope.is_in_currency(*row)) {
            let (days, net) = (Day(scope.orders.day[row]).since(first), scope.orders.net_minor[row]);
            if days == 0 {
                brought.first = (brought.first.0 + net, brought.first.1 + 1);
            }
            for (later, horizon) in brought.later.iter_mut().zip(HORIZONS) {
                if (1..=horizon).contains(&days) {
                    *later = (later.0 + net, later.1 + 1);
                }
            }
        }
        brought
    }
}

/// Net values, each with the number of orders.
#[derive(Default)]
struct Brought {
    first: (i64, i64),
    later: [(i64, i64); HORIZONS.len()],
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
    let (Some(first), Some(as_of)) = (scope.first_order_day(), scope.as_of) else { return Vec::new() };
    let period = scope.spec.period;
    let is_whole = |month: &MonthIndex| {
        month.last_day() <= as_of && period.contains(month.first_day()) && period.contains(month.last_day())
    };
    (first.month().0..=as_of.month().0).map(MonthIndex).filter(is_whole).collect()
}

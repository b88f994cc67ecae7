//! The counts of the ad platforms, and the days that ads and orders share. Never a person.

use std::collections::BTreeSet;

use super::super::ads::{Ads, reported};
use super::super::caveats::SLACK_DAYS;
use super::super::result::Caveat;
use super::super::scope::Scope;
use super::{Split, passes};
use crate::domain::{Day, Lens, Period};
use crate::tables::Table;

/// Impressions and clicks of the ad rows in the period.
#[derive(Default)]
pub(super) struct Reach {
    /// `None` when no row reports impressions.
    pub(super) impressions: Option<Split>,
    /// `None` when no row reports clicks.
    pub(super) clicks: Option<Split>,
    /// Impressions of the rows that report clicks too.
    pub(super) clickable: Split,
    /// Clicks of the rows that report impressions too.
    pub(super) clicked: Split,
    pub(super) impression_sources: Vec<String>,
    pub(super) click_sources: Vec<String>,
}

impl Reach {
    pub(super) fn new(ads: &Ads<'_>, lens: Lens) -> Self {
        let mut reach = Self::default();
        let (mut seen, mut clicked) = (BTreeSet::new(), BTreeSet::new());
        for row in &ads.counted {
            let channel = ads.channel_of(*row);
            let direction = channel.map(|channel| channel.direction);
            let counts = (reported(ads.impressions[*row]), reported(ads.clicks[*row]));
            let name = channel.filter(|_| passes(lens, direction)).map(|channel| channel.name.as_str());
            if let Some(impressions) = counts.0 {
                reach.impressions.get_or_insert_default().add(impressions, direction);
                seen.extend(name);
            }
            if let Some(clicks) = counts.1 {
                reach.clicks.get_or_insert_default().add(clicks, direction);
                clicked.extend(name);
            }
            if let (Some(impressions), Some(clicks)) = counts {
                reach.clickable.add(impressions, direction);
                reach.clicked.add(clicks, direction);
            }
        }
        reach.impression_sources = seen.into_iter().map(str::to_owned).collect();
        reach.click_sources = clicked.into_iter().map(str::to_owned).collect();
        reach
    }
}

/// The days of the period that both the orders and the ads cover.
pub(super) struct SharedDays {
    /// First and last such day; `None` when there is none or one side has no dates.
    pub(super) days: Option<(Day, Day)>,
    /// The remark when one side covers over a week more than both.
    pub(super) caveat: Option<Caveat>,
}

impl SharedDays {
    pub(super) fn new(scope: &Scope<'_>, ads: &Ads<'_>) -> Self {
        let ads_days = coverage(scope, Table::Ads).or_else(|| hull(ads.days.iter().copied().flatten()));
        let order_rows = || (0..scope.orders.len()).map(|row| Day(scope.orders.day[row]));
        let order_days = coverage(scope, Table::Orders).or_else(|| hull(order_rows().map(|day| (day, day))));
        let asked = Period {
            from: scope.spec.period.from,
            to: [scope.spec.period.to, scope.spec.as_of].into_iter().flatten().min(),
        };
        let clipped = |days: Option<(Day, Day)>| days.and_then(|(first, last)| clip(first, last, asked));
        let (Some(ads_days), Some(order_days)) = (clipped(ads_days), clipped(order_days)) else {
            let both_have_dates = ads_days.is_some() && order_days.is_some();
            let caveat = both_have_dates.then_some(Caveat::CoverageDiffers { from: None, to: None });
            return Self { days: None, caveat };
        };
        let days = clip(ads_days.0, ads_days.1, Period::between(order_days.0, order_days.1));
        let length = |days: (Day, Day)| days.1.since(days.0) + 1;
        let longest = length(ads_days).max(length(order_days));
        let differs = longest - days.map_or(0, length) > SLACK_DAYS;
        let (from, to) = (days.map(|days| days.0), days.map(|days| days.1));
        Self { days, caveat: differs.then_some(Caveat::CoverageDiffers { from, to }) }
    }
}

/// From the first to the last covered day of the sources of `table`.
fn coverage(scope: &Scope<'_>, table: Table) -> Option<(Day, Day)> {
    let sources = scope.tables.coverage.iter().filter(|source| source.table == table);
    hull(sources.filter_map(|source| source.first.zip(source.last)))
}

fn hull(ranges: impl Iterator<Item = (Day, Day)>) -> Option<(Day, Day)> {
    ranges.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
}

fn clip(first: Day, last: Day, period: Period) -> Option<(Day, Day)> {
    let first = period.from.map_or(first, |from| from.max(first));
    let last = period.to.map_or(last, |to| to.min(last));
    (first <= last).then_some((first, last))
}

/// Clicks of the dated rows of the lens within `shared` days.
///
/// A row of one day lies inside or outside. A row of several days counts when most of its days lie inside and it sticks
/// out by at most a week: the stated range of a report rarely matches the order export to the day.
pub(super) fn clicks_within(ads: &Ads<'_>, lens: Lens, shared: (Day, Day)) -> u64 {
    let inside = |row: &usize| {
        ads.days[*row].is_some_and(|(first, last)| {
            let kept = clip(first, last, Period::between(shared.0, shared.1));
            let (days, within) = (last.since(first) + 1, kept.map_or(0, |(from, to)| to.since(from) + 1));
            let sticks_out = shared.0.since(first).max(last.since(shared.1));
            2 * within > days && sticks_out <= SLACK_DAYS
        })
    };
    let of_lens = |row: &usize| passes(lens, ads.channel_of(*row).map(|channel| channel.direction));
    let rows = ads.counted.iter().filter(|row| of_lens(row) && inside(row));
    rows.filter_map(|row| reported(ads.clicks[*row])).sum()
}

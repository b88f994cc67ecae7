//! What the ad platforms count, and the days that counts and orders share. Never a person.

use super::super::ads::{Ads, reported};
use super::super::caveats::SLACK_DAYS;
use super::super::result::{Caveat, CountUnit};
use super::super::scope::Scope;
use super::Split;
use super::counted::{Tally, clip, hull, length, lies_within};
use crate::domain::{Day, Lens, Period};
use crate::tables::Table;

/// Impressions and clicks of the ad rows in the period.
pub(super) struct Reach {
    /// `None` when no row reports impressions.
    pub(super) impressions: Option<Tally>,
    /// `None` when no row reports clicks.
    pub(super) clicks: Option<Tally>,
    /// Impressions of the rows that report clicks too.
    pub(super) clickable: Split,
    /// Clicks of the rows that report impressions too.
    pub(super) clicked: Split,
}

impl Reach {
    pub(super) fn new(ads: &Ads<'_>, lens: Lens) -> Self {
        let (mut seen, mut clicked_on) = (Tally::new(CountUnit::Impressions), Tally::new(CountUnit::Clicks));
        let (mut clickable, mut clicked) = (Split::default(), Split::default());
        for row in &ads.counted {
            let (channel, days) = (ads.channel_of(*row), ads.days[*row]);
            let counts = (reported(ads.impressions[*row]), reported(ads.clicks[*row]));
            if let Some(impressions) = counts.0 {
                seen.add(channel, days, impressions, lens);
            }
            if let Some(clicks) = counts.1 {
                clicked_on.add(channel, days, clicks, lens);
            }
            if let (Some(impressions), Some(clicks)) = counts {
                let direction = channel.map(|channel| channel.direction);
                clickable.add(impressions, direction);
                clicked.add(clicks, direction);
            }
        }
        Self { impressions: seen.known(), clicks: clicked_on.known(), clickable, clicked }
    }
}

/// The days of the period that both the orders and what is counted cover.
pub(super) struct SharedDays {
    /// First and last such day; `None` when there is none or one side has no dates.
    pub(super) days: Option<(Day, Day)>,
    /// The remark when one side covers over a week more than both.
    pub(super) caveat: Option<Caveat>,
}

impl SharedDays {
    /// The days that the orders share with counts of `counted` days.
    pub(super) fn new(scope: &Scope<'_>, counted: Option<(Day, Day)>) -> Self {
        let order_days = coverage(scope, Table::Orders).or_else(|| scope.order_days());
        let asked = Period {
            from: scope.spec.period.from,
            to: [scope.spec.period.to, scope.spec.as_of].into_iter().flatten().min(),
        };
        let clipped = |days: Option<(Day, Day)>| days.and_then(|days| clip(days, asked));
        let (Some(counted), Some(ordered)) = (clipped(counted), clipped(order_days)) else {
            let both_have_dates = counted.is_some() && order_days.is_some();
            let caveat = both_have_dates.then_some(Caveat::CoverageDiffers { from: None, to: None });
            return Self { days: None, caveat };
        };
        let days = clip(counted, Period::between(ordered.0, ordered.1));
        let longest = length(counted).max(length(ordered));
        let differs = longest - days.map_or(0, length) > SLACK_DAYS;
        let (from, to) = (days.map(|days| days.0), days.map(|days| days.1));
        Self { days, caveat: differs.then_some(Caveat::CoverageDiffers { from, to }) }
    }
}

/// The days that a unit covers: those of the exports it comes from, else its own.
pub(super) fn covered(scope: &Scope<'_>, ads: &Ads<'_>, tally: &Tally) -> Option<(Day, Day)> {
    match tally.unit {
        CountUnit::Impressions | CountUnit::Clicks => days_of_ads(scope, ads),
        CountUnit::Deliveries | CountUnit::MailClicks => {
            // A message is still read in the days after it was sent.
            let sent = coverage(scope, Table::Campaigns).or_else(|| tally.days());
            sent.map(|(first, last)| (first, last.plus(SLACK_DAYS)))
        }
        CountUnit::Inquiries => coverage(scope, Table::Messages).or_else(|| tally.days()),
        // A web statistic without sessions, and what counts people, say nothing about the days of the unit.
        CountUnit::Sessions | CountUnit::Customers | CountUnit::Advocates | CountUnit::Referrals => {
            tally.days()
        }
    }
}

/// The days that the ad reports cover.
pub(super) fn days_of_ads(scope: &Scope<'_>, ads: &Ads<'_>) -> Option<(Day, Day)> {
    coverage(scope, Table::Ads).or_else(|| hull(ads.days.iter().copied().flatten()))
}

/// From the first to the last covered day of the sources of `table`.
fn coverage(scope: &Scope<'_>, table: Table) -> Option<(Day, Day)> {
    let sources = scope.tables.coverage.iter().filter(|source| source.table == table);
    hull(sources.filter_map(|source| source.first.zip(source.last)))
}

/// First and last day that the orders share with the ad reports.
pub(in crate::analysis) fn days_with_ads(scope: &Scope<'_>, ads: &Ads<'_>) -> Option<(Day, Day)> {
    SharedDays::new(scope, days_of_ads(scope, ads)).days
}

/// The dated ad rows of the lens within `shared` days, as [`Tally::within`] counts them.
pub(in crate::analysis) fn click_rows(
    ads: &Ads<'_>,
    lens: Lens,
    shared: (Day, Day),
) -> impl Iterator<Item = usize> {
    let inside = move |row: &usize| ads.days[*row].is_some_and(|days| lies_within(days, shared));
    let of_lens =
        move |row: &usize| super::passes(lens, ads.channel_of(*row).map(|channel| channel.direction));
    ads.counted.iter().copied().filter(move |row| of_lens(row) && inside(row))
}

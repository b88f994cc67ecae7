//! Sessions of the web statistics. Never adds two reports on the same visits, never counts a visit again whose click is counted.
//!
//! Several reports (by day, by channel, of two statistics) tell the same visits. The one that covers the most days counts; of others only
//! ranges of days that it does not cover.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Int32Type, Int64Type, PolarsResult, UInt32Type};

use super::super::ads::{Ads, covered_days, overlaps, reported};
use super::super::columns::{optional, values};
use super::super::result::CountUnit;
use super::super::scope::Scope;
use super::contacts::Mails;
use super::counted::{Tally, length, lies_mostly_in};
use crate::domain::Day;
use crate::tables::{Code, WebCut, schema};

/// First and last day.
type Range = (Day, Day);

/// A web statistic, and by what its rows are split.
type Report = (Code, WebCut);

/// A row of a web statistic that counts sessions.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct SessionRow {
    /// Row of the table.
    pub(in crate::analysis) row: usize,
    report: Report,
    pub(in crate::analysis) days: Option<Range>,
    pub(in crate::analysis) channel: Option<Code>,
    pub(in crate::analysis) sessions: u64,
}

/// The rows of the period that count sessions, and whether each is counted: not twice, and not where clicks count it already.
pub(in crate::analysis) fn session_rows(
    scope: &Scope<'_>,
    ads: &Ads<'_>,
) -> PolarsResult<Vec<(SessionRow, bool)>> {
    let mut clicks = ClickedDays::of_ads(ads);
    Mails::new(scope, &mut clicks)?;
    let (rows, _) = rows(scope)?;
    let accepted = accepted(scope, &rows);
    let counts =
        |row: &SessionRow| accepted.contains(&(row.report, row.days)) && !clicks.cover(row.channel, row.days);
    Ok(rows.iter().map(|row| (*row, counts(row))).collect())
}

/// Sessions of the period.
pub(super) struct Visits {
    /// `None` when no report of the period counts sessions.
    pub(super) sessions: Option<Tally>,
    /// Rows without days, or reaching beyond the period, that were left out.
    pub(super) left_out: u64,
}

impl Visits {
    /// The sessions that no click of `clicks` already counts.
    pub(super) fn new(scope: &Scope<'_>, clicks: &ClickedDays) -> PolarsResult<Self> {
        let (rows, left_out) = rows(scope)?;
        let accepted = accepted(scope, &rows);
        let mut tally = Tally::new(CountUnit::Sessions);
        for row in rows.iter().filter(|row| accepted.contains(&(row.report, row.days))) {
            if clicks.cover(row.channel, row.days) {
                tally.counted_elsewhere += row.sessions;
                continue;
            }
            let channel = row.channel.and_then(|code| scope.tables.codes.channels.get(code as usize));
            tally.add(channel, row.days, row.sessions, scope.spec.lens);
            tally.sources.extend(scope.tables.codes.platforms.name(row.report.0).map(str::to_owned));
        }
        let is_known = tally.counted_elsewhere > 0 || !tally.entries.is_empty();
        Ok(Self { sessions: is_known.then_some(tally), left_out })
    }
}

/// The rows that lie in the period, and the number of those that were left out.
fn rows(scope: &Scope<'_>) -> PolarsResult<(Vec<SessionRow>, u64)> {
    use schema::web_days as c;
    let frame = &scope.tables.web_days;
    let (platforms, cuts) = (values::<UInt32Type>(frame, c::PLATFORM)?, values::<UInt32Type>(frame, c::CUT)?);
    let (first, last) =
        (optional::<Int32Type>(frame, c::FIRST_DAY)?, optional::<Int32Type>(frame, c::LAST_DAY)?);
    let channels = optional::<UInt32Type>(frame, c::CHANNEL)?;
    let sessions = optional::<Int64Type>(frame, c::SESSIONS)?;
    let (mut rows, mut left_out) = (Vec::new(), 0);
    for row in 0..frame.height() {
        let (Some(sessions), Some(cut)) = (reported(sessions[row]), WebCut::from_code(cuts[row])) else {
            continue;
        };
        let days = covered_days(first[row], last[row]);
        let ends = days.map_or([None; 2], |(first, last)| [Some(first), Some(last)]);
        if ends.into_iter().all(|day| scope.spec.covers(day)) {
            let report = (platforms[row], cut);
            rows.push(SessionRow { row, report, days, channel: channels[row], sessions });
        } else {
            left_out += u64::from(days.is_none_or(|(first, last)| overlaps(scope.spec, first, last)));
        }
    }
    Ok((rows, left_out))
}

/// The ranges that count, report by report. What has no days counts only where nothing has any.
fn accepted(scope: &Scope<'_>, rows: &[SessionRow]) -> BTreeSet<(Report, Option<Range>)> {
    let mut reports: BTreeMap<Report, BTreeSet<Range>> = BTreeMap::new();
    for row in rows {
        reports.entry(row.report).or_default().extend(row.days);
    }
    let mut chosen: Vec<(Report, Vec<Range>)> =
        reports.iter().map(|(report, ranges)| (*report, disjoint(ranges))).collect();
    let days = |ranges: &[Range]| ranges.iter().map(|range| length(*range)).sum::<i32>();
    // A report by campaign knows only the visits that a campaign brought.
    chosen.sort_by_key(|((platform, cut), ranges)| {
        (*cut == WebCut::Campaign, -days(ranges), *cut, scope.tables.codes.platforms.name(*platform))
    });
    let mut taken: Vec<Range> = Vec::new();
    let mut accepted = BTreeSet::new();
    for (report, ranges) in &chosen {
        let free: Vec<Range> =
            ranges.iter().copied().filter(|range| !taken.iter().any(|other| meet(*range, *other))).collect();
        accepted.extend(free.iter().map(|range| (*report, Some(*range))));
        taken.extend(free);
    }
    if accepted.is_empty() {
        accepted.extend(chosen.first().map(|(report, _)| (*report, None)));
    }
    accepted
}

/// Ranges of which no two share a day, the longest first.
fn disjoint(ranges: &BTreeSet<Range>) -> Vec<Range> {
    let mut ranges: Vec<Range> = ranges.iter().copied().collect();
    ranges.sort_by_key(|range| (-length(*range), range.0));
    let mut kept: Vec<Range> = Vec::new();
    for range in ranges {
        if !kept.iter().any(|other| meet(range, *other)) {
            kept.push(range);
        }
    }
    kept
}

fn meet(left: Range, right: Range) -> bool {
    left.0 <= right.1 && right.0 <= left.1
}

/// On which days the clicks of each channel are counted.
#[derive(Default)]
pub(super) struct ClickedDays {
    /// Per channel the range of its dated clicks; `None` where none is dated.
    channels: BTreeMap<Code, Option<Range>>,
}

impl ClickedDays {
    /// The clicks of the ad rows in the period.
    pub(super) fn of_ads(ads: &Ads<'_>) -> Self {
        let mut clicked = Self::default();
        for row in
            ads.counted.iter().filter(|row| reported(ads.clicks[**row]).is_some_and(|clicks| clicks > 0))
        {
            clicked.add(ads.channel[*row], ads.days[*row]);
        }
        clicked
    }

    /// Adds clicks of a channel.
    pub(super) fn add(&mut self, channel: Code, days: Option<Range>) {
        let known = self.channels.entry(channel).or_default();
        *known = match (*known, days) {
            (Some(known), Some(days)) => Some((known.0.min(days.0), known.1.max(days.1))),
            (known, days) => known.or(days),
        };
    }

    /// Whether what came by `channel` on `days` is counted as clicks: the channel has clicks on most of those days, or nobody knows when.
    fn cover(&self, channel: Option<Code>, days: Option<Range>) -> bool {
        let Some(clicked) = channel.and_then(|channel| self.channels.get(&channel)) else { return false };
        match (days, clicked) {
            (Some(days), Some(clicked)) => lies_mostly_in(days, *clicked),
            _ => true,
        }
    }
}

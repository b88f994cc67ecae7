//! Files that tell the same twice: the one that tells it better counts, the other stands back and says so. Never drops what no other
//! file tells, never adds anything.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::merge::{Content, Fragment};
use super::{Note, SourceReport};
use crate::domain::Day;
use crate::tables::{AdRow, Code, LineRow};

/// Lets files stand back before they are put together.
pub(super) fn settle(fragments: &mut [Fragment], sources: &mut [SourceReport]) {
    for own in 0..fragments.len() {
        let better = |own: usize| {
            let fragments = &*fragments;
            (0..fragments.len()).filter(move |other| tells_better(&fragments[*other], &fragments[own]))
        };
        let mut better_ones: Vec<usize> = better(own).collect();
        // Who stands back for others is told last: people are sent to the file that counts.
        better_ones.sort_by_key(|other| better(*other).next().is_some());
        for other in better_ones {
            let Ok([own, other]) = fragments.get_disjoint_mut([own, other]) else { continue };
            match (&mut own.content, &mut other.content) {
                (Content::Ads(_), Content::Ads(_)) => ads_stand_back(own, other, sources),
                (Content::Orders(_), Content::Orders(_)) => orders_stand_back(own, other, sources),
                _ => {}
            }
        }
    }
    periods_stand_back(fragments, sources);
}

/// Whether `own` stands back for `other` wherever both tell the same.
fn tells_better(other: &Fragment, own: &Fragment) -> bool {
    other.source != own.source && own.stands_back_for.contains(&other.profile)
}

/// Counts `rows` records of `own` as told better by `other`.
fn account(own: u32, other: u32, rows: u64, sources: &mut [SourceReport]) {
    if rows == 0 {
        return;
    }
    let path = sources[other as usize].path.clone();
    let report = &mut sources[own as usize];
    report.rows_used -= rows;
    report.rows_total += rows;
    report.note(Note::CountedElsewhere { path, rows });
}

/// Leaves out the ad rows of days that the other file covers; a file without days tells about all of them.
fn ads_stand_back(own: &mut Fragment, other: &Fragment, sources: &mut [SourceReport]) {
    let covered = other.days();
    let Content::Ads(rows) = &mut own.content else { return };
    let before = rows.ads.len();
    rows.ads.retain(|row| match (days(row), covered) {
        (Some((first, last)), Some((from, to))) => first < from || last > to,
        _ => false,
    });
    account(own.source, other.source, (before - rows.ads.len()) as u64, sources);
}

fn days(row: &AdRow) -> Option<(Day, Day)> {
    row.first_day.zip(row.last_day)
}

/// Leaves out the orders that the other file tells too; their lines are kept where only this file names the products.
fn orders_stand_back(own: &mut Fragment, other: &mut Fragment, sources: &mut [SourceReport]) {
    let (own_source, other_source) = (own.source, other.source);
    let (Content::Orders(own), Content::Orders(other)) = (&mut own.content, &mut other.content) else {
        return;
    };
    let known: HashSet<Code> = other.orders.iter().map(|order| order.order).collect();
    own.orders.retain(|order| !known.contains(&order.order));
    own.touches.retain(|touch| touch.order.get().is_none_or(|order| !known.contains(&order)));
    own.origins.retain(|origin| !known.contains(&origin.order));
    own.parcels.retain(|parcel| parcel.order.is_none_or(|order| !known.contains(&order)));
    let (told, kept) =
        std::mem::take(&mut own.lines).into_iter().partition(|line| known.contains(&line.order));
    own.lines = kept;
    let named: HashSet<Code> =
        other.lines.iter().filter(|line| line.product.get().is_some()).map(|line| line.order).collect();
    let (again, adopted): (Vec<LineRow>, Vec<LineRow>) =
        Vec::into_iter(told).partition(|line| named.contains(&line.order));
    let replaced: HashSet<Code> = adopted.iter().map(|line| line.order).collect();
    other.lines.retain(|line| !replaced.contains(&line.order));
    // Lines go with the state of their order, which is the other file's.
    other.lines.extend(adopted.into_iter().map(|line| LineRow { source: other_source, ..line }));
    let records: HashSet<u32> = again.iter().map(|line| line.line).collect();
    account(own_source, other_source, records.len() as u64, sources);
}

/// What tells ad rows of one campaign from those of another.
type Campaign = (Code, Code, Option<Code>);

fn campaign(row: &AdRow) -> Campaign {
    (row.platform, row.channel, row.campaign)
}

/// Ranges of the ad rows of every campaign that one file tells.
fn ranges(fragment: &Fragment) -> HashMap<Campaign, HashSet<(Day, Day)>> {
    let mut ranges: HashMap<Campaign, HashSet<(Day, Day)>> = HashMap::new();
    if let Content::Ads(rows) = &fragment.content {
        for row in &rows.ads {
            if let Some(days) = days(row) {
                ranges.entry(campaign(row)).or_default().insert(days);
            }
        }
    }
    ranges
}

/// Ranges of campaigns that stand back, and the file for which each does.
type Standing = HashMap<(Campaign, (Day, Day)), usize>;

/// A campaign's total over weeks in one file and its days in another tell the same money. The days count where their file covers the
/// whole of the weeks; else the total counts, and the days inside it stand back.
fn periods_stand_back(fragments: &mut [Fragment], sources: &mut [SourceReport]) {
    let told: Vec<_> = fragments.iter().map(ranges).collect();
    let covered: Vec<_> = fragments.iter().map(Fragment::days).collect();
    // Per file: ranges of a campaign that stand back, and the file for which they do.
    let mut back: BTreeMap<usize, Standing> = BTreeMap::new();
    for (own, ranges) in told.iter().enumerate() {
        for (campaign, range) in
            ranges.iter().flat_map(|(campaign, all)| all.iter().map(move |one| (campaign, *one)))
        {
            for (other, finer) in told.iter().enumerate().filter(|(other, _)| *other != own) {
                let inside =
                    finer.get(campaign).into_iter().flatten().filter(|days| is_inside(**days, range));
                let inside: Vec<(Day, Day)> = inside.copied().collect();
                if inside.is_empty() {
                    continue;
                }
                if covered[other].is_some_and(|(from, to)| from <= range.0 && range.1 <= to) {
                    back.entry(own).or_default().insert((*campaign, range), other);
                } else {
                    let days = inside.into_iter().map(|days| ((*campaign, days), own));
                    back.entry(other).or_default().extend(days);
                }
            }
        }
    }
    for (own, ranges) in back {
        let mut left_out: BTreeMap<usize, u64> = BTreeMap::new();
        let source = fragments[own].source;
        let Content::Ads(rows) = &mut fragments[own].content else { continue };
        rows.ads.retain(|row| {
            let other = days(row).and_then(|days| ranges.get(&(campaign(row), days)));
            other.inspect(|other| *left_out.entry(**other).or_default() += 1).is_none()
        });
        for (other, rows) in left_out {
            account(source, fragments[other].source, rows, sources);
        }
    }
}

/// Whether `days` are a part of `range`, and not all of it.
fn is_inside(days: (Day, Day), range: (Day, Day)) -> bool {
    days != range && range.0 <= days.0 && days.1 <= range.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::build::ads::AdRows;

    fn row(campaign: Code, first: i32, last: i32, spend: i64) -> AdRow {
        AdRow {
            source: 0,
            line: 2,
            platform: 0,
            channel: 0,
            campaign: Some(campaign),
            part: None,
            first_day: Some(Day(first)),
            last_day: Some(Day(last)),
            currency: 0,
            spend_minor: Some(spend),
            impressions: None,
            reach: None,
            clicks: None,
            claimed_orders_centi: None,
            claimed_value_minor: None,
        }
    }

    fn file(source: u32, profile: &str, back: &[&str], ads: Vec<AdRow>) -> Fragment {
        let first = ads.iter().filter_map(|row| row.first_day).min();
        let last = ads.iter().filter_map(|row| row.last_day).max();
        Fragment {
            source,
            content: Content::Ads(AdRows { ads, days: first.zip(last) }),
            stated: None,
            generic: false,
            profile: profile.to_owned(),
            stands_back_for: back.iter().map(|id| (*id).to_owned()).collect(),
            zero_is_purchase: false,
        }
    }

    /// Spend that is left after files have stood back, in both orders of the files.
    fn check(files: impl Fn() -> Vec<Fragment>, expected: &[i64]) {
        let mut fragments = files();
        let mut sources: Vec<SourceReport> = fragments
            .iter()
            .map(|fragment| match &fragment.content {
                Content::Ads(rows) => {
                    SourceReport { rows_used: rows.ads.len() as u64, ..SourceReport::default() }
                }
                _ => SourceReport::default(),
            })
            .collect();
        settle(&mut fragments, &mut sources);
        let left = |fragment: &Fragment| match &fragment.content {
            Content::Ads(rows) => rows.ads.iter().filter_map(|row| row.spend_minor).sum(),
            _ => 0,
        };
        assert_eq!(fragments.iter().map(left).collect::<Vec<i64>>(), expected);
        for (fragment, report) in fragments.iter().zip(&sources) {
            let Content::Ads(rows) = &fragment.content else { continue };
            assert_eq!(report.rows_used, rows.ads.len() as u64);
        }
    }

    #[test]
    fn days_that_cover_a_total_count_instead_of_it() {
        let days = || vec![row(1, 10, 10, 3), row(1, 12, 12, 4), row(2, 10, 12, 9)];
        check(|| vec![file(0, "a", &[], vec![row(1, 10, 12, 7)]), file(1, "a", &[], days())], &[0, 16]);
        check(|| vec![file(0, "a", &[], days()), file(1, "a", &[], vec![row(1, 10, 12, 7)])], &[16, 0]);
    }

    #[test]
    fn a_total_counts_where_the_days_are_only_a_part_of_it() {
        let days = || vec![row(1, 10, 10, 3), row(1, 12, 12, 4), row(1, 31, 31, 5)];
        check(|| vec![file(0, "a", &[], vec![row(1, 1, 30, 70)]), file(1, "a", &[], days())], &[70, 5]);
    }

    #[test]
    fn other_campaigns_are_left_alone() {
        let files =
            || vec![file(0, "a", &[], vec![row(1, 1, 30, 70)]), file(1, "a", &[], vec![row(2, 3, 3, 5)])];
        check(files, &[70, 5]);
    }

    #[test]
    fn a_format_stands_back_on_the_days_that_a_better_one_covers() {
        let detail = || file(0, "queries", &["chart"], vec![row(1, 1, 30, 70), row(1, 40, 40, 2)]);
        check(|| vec![detail(), file(1, "chart", &[], vec![row(2, 1, 1, 5), row(2, 30, 30, 5)])], &[2, 10]);
        check(|| vec![detail()], &[72]);
    }
}

//! One unit that a stage counts: how many, in which direction, from where, on which days. Never adds two units.

use std::collections::BTreeSet;

use super::super::caveats::SLACK_DAYS;
use super::super::result::{CountUnit, StageCount};
use super::{Split, passes};
use crate::domain::{Channel, Day, Direction, Lens, Period};

/// Something that was counted on some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// First and last day; `None` when its export does not say.
    pub(super) days: Option<(Day, Day)>,
    pub(super) count: u64,
    pub(super) direction: Option<Direction>,
}

/// All that a stage counts in one unit.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) unit: CountUnit,
    pub(super) split: Split,
    /// Whether anything tells a direction.
    pub(super) told: bool,
    /// Names of channels, platforms or tables, sorted.
    pub(super) sources: BTreeSet<String>,
    pub(super) entries: Vec<Entry>,
    /// Events left out because another unit of the stage counts the same ones.
    pub(super) counted_elsewhere: u64,
}

impl Tally {
    pub(super) fn new(unit: CountUnit) -> Self {
        let (split, told, sources, entries) = (Split::default(), false, BTreeSet::new(), Vec::new());
        Self { unit, split, told, sources, entries, counted_elsewhere: 0 }
    }

    /// Adds events that came by `channel`; its name is a source when `lens` lets it through.
    pub(super) fn add(
        &mut self,
        channel: Option<&Channel>,
        days: Option<(Day, Day)>,
        count: u64,
        lens: Lens,
    ) {
        let direction = channel.map(|channel| channel.direction);
        self.split.add(count, direction);
        self.told |= direction.is_some();
        self.entries.push(Entry { days, count, direction });
        self.sources.extend(channel.filter(|_| passes(lens, direction)).map(|channel| channel.name.clone()));
    }

    /// The tally, unless nothing was counted at all.
    pub(super) fn known(self) -> Option<Self> {
        (!self.entries.is_empty()).then_some(self)
    }

    /// First to last day of what is dated.
    pub(super) fn days(&self) -> Option<(Day, Day)> {
        hull(self.entries.iter().filter_map(|entry| entry.days))
    }

    /// The count through a lens; `None` when the lens asks for a direction and nothing tells one.
    pub(super) fn through(&self, lens: Lens) -> Option<u64> {
        (lens == Lens::All || self.told).then(|| self.split.through(lens))
    }

    /// What an analysis says about the unit.
    pub(super) fn result(&self, lens: Lens) -> StageCount {
        let told = |part: u64| self.told.then_some(part);
        StageCount {
            unit: self.unit,
            count: self.through(lens),
            push: told(self.split.push),
            pull: told(self.split.pull),
            sources: self.sources.iter().cloned().collect(),
            counted_elsewhere: self.counted_elsewhere,
        }
    }

    /// Dated events of the lens within `shared` days.
    pub(super) fn within(&self, lens: Lens, shared: (Day, Day)) -> u64 {
        let inside = |entry: &&Entry| entry.days.is_some_and(|days| lies_within(days, shared));
        let entries = self.entries.iter().filter(|entry| passes(lens, entry.direction));
        entries.filter(inside).map(|entry| entry.count).sum()
    }
}

/// Whether what was counted on `days` belongs to `shared` days.
///
/// An entry of one day lies inside or outside. One of several days counts when most of its days lie inside and it sticks
/// out by at most a week: the stated range of a report rarely matches the order export to the day.
pub(in crate::analysis) fn lies_within(days: (Day, Day), shared: (Day, Day)) -> bool {
    let sticks_out = shared.0.since(days.0).max(days.1.since(shared.1));
    lies_mostly_in(days, shared) && sticks_out <= SLACK_DAYS
}

/// Whether more than half of `days` lie in `range`.
pub(super) fn lies_mostly_in(days: (Day, Day), range: (Day, Day)) -> bool {
    let within = clip(days, Period::between(range.0, range.1)).map_or(0, length);
    2 * within > length(days)
}

/// Number of days, both ends included.
pub(super) fn length((first, last): (Day, Day)) -> i32 {
    last.since(first) + 1
}

/// From the earliest to the latest day of several ranges.
pub(super) fn hull(ranges: impl Iterator<Item = (Day, Day)>) -> Option<(Day, Day)> {
    ranges.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
}

/// The part of a range that lies in a period.
pub(super) fn clip((first, last): (Day, Day), period: Period) -> Option<(Day, Day)> {
    let first = period.from.map_or(first, |from| from.max(first));
    let last = period.to.map_or(last, |to| to.min(last));
    (first <= last).then_some((first, last))
}

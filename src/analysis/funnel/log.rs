//! Events sorted by unit and time, as a funnel reads them. Never reads a file, never decides what a step is.

use std::ops::Range;

/// One event of one unit (a customer or a session).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The unit.
    pub unit: u32,
    /// Seconds since 1970-01-01 in the reporting zone.
    pub second: i64,
    /// Code of the event's name.
    pub event: u32,
    /// Code of the values that are held constant: events of different chains never make one attempt. 0 when nothing is held.
    pub chain: u32,
    /// Code of the value that the answer is broken down by; 0 when there is none.
    pub group: u32,
    /// Net value of the event in minor units.
    pub value_minor: i64,
}

/// A log in the order in which funnels read it.
#[derive(Clone, Debug, Default)]
pub struct EventLog {
    events: Vec<Event>,
    /// Names of the event codes.
    names: Vec<String>,
    /// Whether times are days only, so that what happens on one day has no order.
    day_resolution: bool,
}

impl EventLog {
    /// A log of `events`, in any order; `names[code]` is the name of an event.
    pub fn new(mut events: Vec<Event>, names: Vec<String>) -> Self {
        // Whole rows as keys: rows that are the same may change places, nothing else may.
        events.sort_by_key(|event| {
            (event.unit, event.chain, event.second, event.event, event.group, event.value_minor)
        });
        let day_resolution = events.iter().all(|event| event.second.rem_euclid(86_400) == 0);
        Self { events, names, day_resolution }
    }

    /// Whether every time is a midnight: the log knows days only.
    pub fn is_day_resolution(&self) -> bool {
        self.day_resolution && !self.events.is_empty()
    }

    /// The last second that the log covers; `None` when it is empty.
    pub fn end(&self) -> Option<i64> {
        self.events.iter().map(|event| event.second).max()
    }

    /// The first second that the log covers; `None` when it is empty.
    pub fn start(&self) -> Option<i64> {
        self.events.iter().map(|event| event.second).min()
    }

    /// Names of the events, by code.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Code of the event called `name`.
    pub fn code(&self, name: &str) -> Option<u32> {
        self.names.iter().position(|known| known == name).map(|code| code as u32)
    }

    /// How often each event occurs, by code.
    pub fn frequencies(&self) -> Vec<u64> {
        let mut counts = vec![0; self.names.len()];
        self.events.iter().for_each(|event| counts[event.event as usize] += 1);
        counts
    }

    /// The events of each unit, unit by unit.
    pub(in crate::analysis) fn units(&self) -> impl Iterator<Item = &[Event]> {
        self.events.chunk_by(|left, right| left.unit == right.unit)
    }

    /// Number of units.
    pub fn unit_count(&self) -> usize {
        self.units().count()
    }
}

/// The events of one unit and chain, in groups of the same second: within a group there is no order.
#[derive(Debug)]
pub(super) struct Chain<'log> {
    pub events: &'log [Event],
    pub groups: Vec<Range<usize>>,
}

impl<'log> Chain<'log> {
    pub(super) fn new(events: &'log [Event]) -> Self {
        let mut groups: Vec<Range<usize>> = Vec::new();
        for group in events.chunk_by(|left, right| left.second == right.second) {
            let start = groups.last().map_or(0, |range| range.end);
            groups.push(start..start + group.len());
        }
        Self { events, groups }
    }

    /// The moment of group `index`.
    pub(super) fn second(&self, index: usize) -> i64 {
        self.events[self.groups[index].start].second
    }
}

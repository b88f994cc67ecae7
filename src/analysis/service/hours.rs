//! When requests come: arrivals per hour that there was, weekday by weekday. Never takes five Mondays for four.

use super::super::result::HourSlot;
use super::cases::Cases;
use super::rate;
use super::staff::people_for;
use crate::domain::{Day, ServiceTerms};

/// Hours of a day.
const HOURS: usize = 24;

/// All hours of the week in which the shop is open at least once in the range; empty where no request tells its time.
pub(super) fn hours(cases: &Cases, terms: &ServiceTerms) -> Vec<HourSlot> {
    let (Some(from), Some(to)) = (cases.from, cases.to) else { return Vec::new() };
    let mut requests = [[0_u64; HOURS]; 7];
    let timed = cases.cases.iter().filter_map(|case| Some((case.opened.day, case.opened.second?)));
    let mut any = false;
    for (day, second) in timed {
        let hour = (second / 3_600).clamp(0, 23) as usize;
        requests[day.weekday()][hour] += 1;
        any = true;
    }
    if !any {
        return Vec::new();
    }
    let open = open_hours(from, to, terms);
    let slots = (0..7).flat_map(|weekday| (0..HOURS).map(move |hour| (weekday, hour)));
    slots
        .filter(|(weekday, hour)| open[*weekday][*hour] > 0 || requests[*weekday][*hour] > 0)
        .map(|(weekday, hour)| {
            let (requests, hours) = (requests[weekday][hour], open[weekday][hour]);
            let per_hour = rate(requests, hours, 1.0);
            HourSlot {
                weekday: weekday as u32,
                hour: hour as u32,
                requests,
                hours,
                per_hour,
                people: per_hour.and_then(|rate| people_for(rate.value, terms)),
                people_high: per_hour.and_then(|rate| people_for(rate.high, terms)),
            }
        })
        .collect()
}

/// How many hours of each kind there were in which the shop was open.
fn open_hours(from: Day, to: Day, terms: &ServiceTerms) -> [[u64; HOURS]; 7] {
    let mut open = [[0; HOURS]; 7];
    for day in (from.0..=to.0).map(Day) {
        for (hour, open) in (0..).zip(&mut open[day.weekday()]) {
            let is_open = terms.opening.as_ref().is_none_or(|hours| hours.is_open(day, hour));
            *open += u64::from(is_open);
        }
    }
    open
}

//! Requests for help: topics, hours, people. Never a figure of a single shop.

use std::collections::{BTreeMap, BTreeSet};

use super::{PEOPLE, START, name};
use crate::analysis::fixtures::{Shop, cases};
use crate::analysis::statistics::Draws;
use crate::analysis::{Family, HourSlot, Service, Spec};
use crate::domain::{Day, OpeningHours, Period, ServiceTerms};
use crate::tables::At;

/// Who asked, about which topic (0 none), how many minutes after the start.
type Request = (usize, usize, i32);

/// Minutes of a day.
const DAY: i32 = 1_440;

struct Drawn {
    requests: Vec<Request>,
    /// Days with one order each.
    orders: Vec<i32>,
    period: Period,
    end: i32,
    is_open_always: bool,
}

impl Drawn {
    fn new(draws: &mut Draws) -> Self {
        let request =
            |draws: &mut Draws| (draws.below(PEOPLE), draws.below(4), draws.below(120 * DAY as usize) as i32);
        let (a, b) = (START + draws.below(120) as i32, START + draws.below(120) as i32);
        let drawn = Period::between(Day(a.min(b)), Day(a.max(b)));
        Self {
            requests: (0..1 + draws.below(20)).map(|_| request(draws)).collect(),
            orders: (0..draws.below(20)).map(|_| START + draws.below(120) as i32).collect(),
            period: if draws.below(2) == 0 { Period::ALL } else { drawn },
            end: START + 60 + draws.below(90) as i32,
            is_open_always: draws.below(2) == 0,
        }
    }

    fn service(&self) -> Service {
        let mut shop = Shop::new();
        for (who, topic, minute) in &self.requests {
            shop.ticket(None, &Day(START + minute / DAY).to_string());
            let customer = shop.customer(&name(*who));
            let topic = (*topic > 0).then(|| shop.rows.codes.topics.code(&format!("t{topic}")));
            let row = shop.rows.tickets.last_mut().expect("just pushed");
            (row.customer, row.topic) = (customer, topic);
            row.opened = At { day: Day(START + minute / DAY), second: Some(minute % DAY * 60) };
        }
        for day in &self.orders {
            shop.order("", &Day(*day).to_string(), 100);
        }
        let opening = OpeningHours::parse("mon-fri 09:00-18:00").ok().filter(|_| !self.is_open_always);
        let service = ServiceTerms { opening, ..ServiceTerms::default() };
        let spec = Spec { period: self.period, as_of: Some(Day(self.end)), service, ..Spec::default() };
        shop.ask(&[Family::Service], &spec).service.expect("requests")
    }

    /// Requests of the question, with the day.
    fn asked(&self) -> Vec<(Request, Day)> {
        let on = |minute: i32| Day(START + minute / DAY);
        let known = |day: &Day| self.period.contains(*day) && day.0 <= self.end;
        self.requests.iter().map(|one| (*one, on(one.2))).filter(|(_, day)| known(day)).collect()
    }

    /// The days that the requests of the question cover.
    fn covered(&self) -> std::ops::RangeInclusive<i32> {
        let first = self.requests.iter().map(|one| START + one.2 / DAY).min().expect("a request");
        let from = self.period.from.map_or(first, |day| day.0.max(first));
        from..=self.period.to.map_or(self.end, |day| day.0.min(self.end))
    }
}

#[test]
fn topics_are_counted_request_by_request_and_person_by_person() {
    let mut draws = Draws::new(61);
    for case in 0..cases(300) {
        let drawn = Drawn::new(&mut draws);
        let (service, asked) = (drawn.service(), drawn.asked());
        assert_eq!(service.requests, asked.len() as u64, "case {case}");
        let people: BTreeSet<usize> = asked.iter().map(|(one, _)| one.0).filter(|who| *who > 0).collect();
        assert_eq!(service.customers, people.len() as u64, "case {case}");
        let covered = drawn.covered();
        let orders =
            drawn.orders.iter().filter(|day| covered.contains(*day) && **day <= drawn.end).count() as u64;
        let mut so_far = 0;
        for told in &service.complaints {
            let is_own = |one: &Request| {
                told.topic.as_deref() == (one.1 > 0).then(|| format!("t{}", one.1)).as_deref()
            };
            let own: Vec<&(Request, Day)> = asked.iter().filter(|(one, _)| is_own(one)).collect();
            let people: BTreeSet<usize> = own.iter().map(|(one, _)| one.0).filter(|who| *who > 0).collect();
            assert_eq!(
                (told.requests, told.customers),
                (own.len() as u64, people.len() as u64),
                "case {case}"
            );
            so_far += told.requests;
            let part = |count: u64| count as f64 / asked.len() as f64;
            assert!(
                (told.share - part(told.requests)).abs() + (told.cumulative - part(so_far)).abs() < 1e-12
            );
            let per = told.per_100_orders.map(|rate| (rate.numerator, rate.denominator));
            assert_eq!(per, (orders > 0).then_some((told.requests, orders)), "case {case}");
            assert_eq!(told.months.iter().sum::<u64>(), told.requests, "case {case}");
        }
        assert_eq!(so_far, asked.len() as u64, "case {case}");
        for told in &service.months {
            let own = asked.iter().filter(|(_, day)| day.month() == told.month).count() as u64;
            assert_eq!(told.requests, own, "case {case}: {}", told.month);
        }
    }
}

/// Share answered within the target by so many people (Erlang 1917), by the sums of the textbook.
fn in_time(people: u32, erlangs: f64, minutes_per_case: f64, target: f64) -> f64 {
    let term = |n: u32| (1..=n).map(|k| erlangs / f64::from(k)).product::<f64>();
    let n = f64::from(people);
    let busy = term(people) * n / (n - erlangs);
    let waits = busy / ((0..people).map(term).sum::<f64>() + busy);
    1.0 - waits * (-(n - erlangs) * target / minutes_per_case).exp()
}

#[test]
fn an_hour_is_counted_day_by_day_and_needs_the_fewest_people_that_suffice() {
    let mut draws = Draws::new(62);
    for case in 0..cases(300) {
        let drawn = Drawn::new(&mut draws);
        let (service, asked) = (drawn.service(), drawn.asked());
        let mut slots: BTreeMap<(u32, u32), (u64, u64)> = BTreeMap::new();
        for day in drawn.covered().map(Day).filter(|_| !asked.is_empty()) {
            for hour in 0..24 {
                if drawn.is_open_always || (day.weekday() < 5 && (9..18).contains(&hour)) {
                    slots.entry((day.weekday() as u32, hour)).or_default().1 += 1;
                }
            }
        }
        for ((_, _, minute), day) in &asked {
            slots.entry((day.weekday() as u32, (minute % DAY / 60) as u32)).or_default().0 += 1;
        }
        let told: BTreeMap<_, _> = service
            .hours
            .iter()
            .map(|slot| ((slot.weekday, slot.hour), (slot.requests, slot.hours)))
            .collect();
        assert_eq!(told, slots, "case {case}");
        service.hours.iter().for_each(|slot| people(slot, case));
        let most = service.hours.iter().filter_map(|slot| slot.people).max();
        assert_eq!(service.staffing.map(|staffing| staffing.most), most, "case {case}");
    }
}

/// Ten minutes per request, an hour to answer: with fewer people it would not be eight in ten.
fn people(slot: &HourSlot, case: u32) {
    let Some(people) = slot.people else { return assert_eq!(slot.hours, 0, "case {case}") };
    let erlangs = slot.requests as f64 / slot.hours as f64 * 10.0 / 60.0;
    let suffices = |people: u32| f64::from(people) > erlangs && in_time(people, erlangs, 10.0, 60.0) >= 0.8;
    let fewest = if erlangs == 0.0 { 0 } else { (1..).find(|people| suffices(*people)).expect("enough") };
    assert_eq!(people, fewest, "case {case}: {slot:?}");
}

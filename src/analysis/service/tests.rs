//! Service against a second, plain computation on random requests, and the examples of the definitions. Never a figure without both.

use super::super::fixtures::{Shop, as_of, cases, day};
use super::super::result::Service;
use super::super::scope::Scope;
use super::super::statistics::Draws;
use super::super::{Outcome, Spec};
use super::process::{Event, process};
use super::*;
use crate::domain::{OpeningHours, ServiceTerms};
use crate::tables::{At, TicketRow};

/// A request as drawn: customer (0 is nobody), topic (0 is none), minutes from the start, minutes to reply and to solution.
#[derive(Clone, Debug)]
struct Drawn {
    customer: usize,
    topic: usize,
    opened: i64,
    reply: Option<i64>,
    solved: Option<i64>,
    reopens: i64,
}

/// 1 January 2024, a Monday.
const START: i64 = 19_723 * 1_440;

fn at(minute: i64) -> At {
    At { day: Day((minute / 1_440) as i32), second: Some((minute % 1_440 * 60) as i32) }
}

fn shop(requests: &[Drawn]) -> Shop {
    let mut shop = Shop::new();
    for request in requests {
        let customer = if request.customer == 0 { String::new() } else { format!("c{}", request.customer) };
        let row = TicketRow {
            source: 6,
            line: shop.rows.tickets.len() as u32 + 2,
            key: None,
            platform: shop.rows.codes.platforms.code("zendesk"),
            channel: None,
            customer: shop.customer(&customer),
            topic: (request.topic > 0).then(|| shop.rows.codes.topics.code(&format!("t{}", request.topic))),
            opened: at(START + request.opened),
            replied: request.reply.map(|after| at(START + request.opened + after)),
            resolved: request.solved.map(|after| at(START + request.opened + after)),
            reopens: Some(request.reopens),
        };
        shop.rows.tickets.push(row);
    }
    shop
}

fn answer(shop: &Shop, spec: &Spec) -> Service {
    let tables = shop.tables();
    let scope = Scope::new(&tables, spec).expect("a scope");
    service(&scope, &[]).expect("a table").expect("requests")
}

fn draw(draws: &mut Draws) -> Vec<Drawn> {
    let one = |draws: &mut Draws| {
        let reply = (draws.below(4) > 0).then(|| draws.below(200) as i64);
        let solved = (draws.below(3) > 0).then(|| reply.unwrap_or(0) + draws.below(4_000) as i64);
        Drawn {
            customer: draws.below(4),
            topic: draws.below(3),
            opened: draws.below(100 * 1_440) as i64,
            reply,
            solved,
            reopens: i64::from(draws.below(4) == 0),
        }
    };
    (0..1 + draws.below(14)).map(|_| one(draws)).collect()
}

/// As [`naive_shares`] sees it: unanswered, within target, reopened, for good, same issue, each as numerator and denominator.
type Shares = [(u64, u64); 5];

fn naive_shares(requests: &[Drawn], end_day: i64, target: i64) -> Shares {
    let end = (end_day + 1) * 1_440;
    let seen: Vec<Drawn> = requests
        .iter()
        .filter(|own| (START + own.opened) / 1_440 <= end_day)
        .map(|own| {
            let known =
                |after: Option<i64>| after.filter(|after| (START + own.opened + after) / 1_440 <= end_day);
            Drawn { reply: known(own.reply), solved: known(own.solved), ..own.clone() }
        })
        .collect();
    let tells_replies = requests.iter().any(|own| own.reply.is_some());
    let tells_solutions = requests.iter().any(|own| own.solved.is_some());
    let mut shares: Shares = [(0, 0); 5];
    let mut count = |index: usize, is_in: bool, did: bool| {
        shares[index].1 += u64::from(is_in);
        shares[index].0 += u64::from(is_in && did);
    };
    for own in &seen {
        let waited = end - START - own.opened;
        count(0, tells_replies, own.reply.is_none());
        let is_due = own.reply.is_some() || waited > target;
        count(1, tells_replies && is_due, own.reply.is_some_and(|reply| reply <= target));
        let solved = own.solved.map(|after| (START + own.opened + after) / 1_440);
        count(2, tells_solutions && solved.is_some(), own.reopens > 0);
        let is_settled = solved.is_some_and(|day| end_day - day >= 14);
        count(3, tells_solutions && is_settled, own.reopens == 0);
    }
    for customer in 1..4 {
        let own: Vec<&Drawn> = seen.iter().filter(|one| one.customer == customer && one.topic > 0).collect();
        let (mut is_mature, mut again) = (false, false);
        for first in &own {
            let Some(solved) = first.solved.map(|after| first.opened + after) else { continue };
            let solved_day = (START + solved) / 1_440;
            if end_day - solved_day < 30 {
                continue;
            }
            is_mature = true;
            again |= own.iter().any(|other| {
                let other_day = (START + other.opened) / 1_440;
                !std::ptr::eq(*other, *first)
                    && other.topic == first.topic
                    && other.opened >= solved
                    && other_day - solved_day <= 30
            });
        }
        count(4, is_mature, again);
    }
    shares
}

#[test]
fn shares_are_those_of_plain_counting_on_random_requests() {
    let mut draws = Draws::new(10);
    for _ in 0..cases(2_000) {
        let requests = draw(&mut draws);
        let end_day = 19_723 + draws.below(110) as i64;
        let spec = Spec { as_of: Some(Day(end_day as i32)), ..Spec::default() };
        let ours = answer(&shop(&requests), &spec);
        let shares =
            [ours.unanswered, ours.within_target, ours.reopened, ours.solved_for_good, ours.same_issue];
        let shares = shares.map(|share| (share.numerator, share.denominator));
        assert_eq!(shares, naive_shares(&requests, end_day, 60), "{requests:?} as of {end_day}");
        let parts: u64 = ours.complaints.iter().map(|topic| topic.requests).sum();
        assert_eq!(parts, ours.requests, "topics are all requests");
        assert_eq!(ours.hours.iter().map(|slot| slot.requests).sum::<u64>(), ours.requests);
        assert_eq!(ours.months.iter().map(|month| month.requests).sum::<u64>(), ours.requests);
    }
}

#[test]
fn the_order_of_requests_changes_nothing() {
    let mut draws = Draws::new(4);
    for _ in 0..cases(200) {
        let mut requests = draw(&mut draws);
        let whole = answer(&shop(&requests), &as_of("2024-05-01"));
        requests.reverse();
        assert_eq!(answer(&shop(&requests), &as_of("2024-05-01")), whole);
    }
}

fn request(opened: i64, reply: Option<i64>) -> Drawn {
    Drawn { customer: 1, topic: 1, opened, reply, solved: reply, reopens: 0 }
}

#[test]
fn an_hour_counts_per_such_hour_that_there_was() {
    // Five Mondays and four Tuesdays in January 2024; one request on each at ten.
    let requests: Vec<Drawn> = [0, 1].into_iter().map(|day| request(day * 1_440 + 600, Some(5))).collect();
    let spec = Spec {
        period: crate::domain::Period::between(day("2024-01-01"), day("2024-01-30")),
        ..as_of("2024-01-30")
    };
    let hours = answer(&shop(&requests), &spec).hours;
    let slot =
        |weekday: u32| *hours.iter().find(|slot| (slot.weekday, slot.hour) == (weekday, 10)).expect("a slot");
    assert_eq!((slot(0).requests, slot(0).hours), (1, 5));
    assert_eq!((slot(2).requests, slot(2).hours), (0, 4));
    assert!(slot(0).per_hour.is_some_and(|rate| (rate.value - 0.2).abs() < 1e-12));
}

#[test]
fn the_clock_stops_while_the_shop_is_closed() {
    // Friday 17:50, answered on Monday 09:10: 20 open minutes, 3,800 by the wall clock.
    let late = request(4 * 1_440 + 17 * 60 + 50, Some(3_800));
    let opening = OpeningHours::parse("mon-fri 09:00-18:00").expect("hours");
    let terms = ServiceTerms { opening: Some(opening), ..ServiceTerms::default() };
    let of = |service: ServiceTerms| {
        answer(&shop(std::slice::from_ref(&late)), &Spec { service, ..as_of("2024-02-01") })
    };
    assert_eq!(of(terms.clone()).reply.and_then(|reply| reply.median), Some(20.0));
    assert_eq!(of(terms).within_target.numerator, 1);
    let around_the_clock = of(ServiceTerms::default());
    assert_eq!(around_the_clock.reply.and_then(|reply| reply.median), Some(3_800.0));
    assert_eq!(around_the_clock.within_target.numerator, 0);
}

#[test]
fn slow_answers_stand_beside_prompt_ones_with_what_customers_did_next() {
    let mut requests = Vec::new();
    let mut names = Vec::new();
    for index in 0..40_usize {
        let is_slow = index % 2 == 0;
        requests.push(Drawn {
            customer: index + 1,
            ..request(index as i64 * 60, Some(if is_slow { 300 } else { 10 }))
        });
        names.push((format!("c{}", index + 1), !is_slow || index < 4));
    }
    let mut shop = shop(&requests);
    for (name, comes_back) in &names {
        shop.order(name, "2023-12-20", 100);
        if *comes_back {
            shop.order(name, "2024-02-10", 100);
        }
    }
    let service = answer(&shop, &as_of("2024-06-30"));
    let slow =
        service.effects.iter().find(|effect| effect.experience == Experience::SlowReply).expect("an effect");
    assert_eq!(
        (slow.outcome, slow.figure.now.numerator, slow.figure.now.denominator),
        (Outcome::BoughtAgain, Some(2), Some(20))
    );
    assert_eq!((slow.figure.then.numerator, slow.figure.then.denominator), (Some(20), Some(20)));
    assert_eq!(slow.figure.verdict, Some(super::super::statistics::Verdict::ClearlyLower));
}

#[test]
fn the_process_map_of_the_running_example_is_that_of_pm4py() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/oracles/pm4py");
    let Ok(log) = std::fs::read_to_string(folder.join("running-example.csv")) else { return };
    let expected = std::fs::read_to_string(folder.join("expected.json"))
        .expect("the expected values")
        .replace("NaN", "null");
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let mut cases: std::collections::BTreeMap<String, Vec<(i64, String)>> = std::collections::BTreeMap::new();
    let mut reader = csv::Reader::from_reader(log.as_bytes());
    for record in reader.records().map(|record| record.expect("a record")) {
        let at: jiff::Timestamp = record[8].replace(' ', "T").parse().expect("a time");
        cases.entry(record[4].to_owned()).or_default().push((at.as_second(), record[6].to_owned()));
    }
    let cases: Vec<Vec<Event>> = cases
        .into_values()
        .map(|mut events| {
            events.sort_by_key(|(second, _)| *second);
            events.into_iter().map(|(second, step)| Event { second: Some(second), step }).collect()
        })
        .collect();
    let map = process(&cases);
    assert_eq!(Some(map.cases), expected["cases"].as_u64());
    assert_eq!(map.arcs.len(), list(&expected["dfg"]).len());
    for (arc, times) in list(&expected["dfg"]).iter().zip(list(&expected["performance_dfg_seconds"])) {
        let own =
            map.arcs.iter().find(|own| arc["from"] == own.from.as_str() && arc["to"] == own.to.as_str());
        let own = own.unwrap_or_else(|| panic!("{arc}"));
        assert_eq!(Some(own.count), arc["count"].as_u64(), "{arc}");
        let minutes = |key: &str| times[key].as_f64().map(|seconds| seconds / 60.0);
        assert_eq!((own.mean_minutes, own.median_minutes), (minutes("mean"), minutes("median")), "{times}");
    }
    assert_eq!(map.variants.len(), list(&expected["variants"]).len());
    for variant in list(&expected["variants"]) {
        let steps: Vec<&str> = list(&variant["trace"]).iter().filter_map(serde_json::Value::as_str).collect();
        let own = map.variants.iter().find(|own| own.steps == steps).unwrap_or_else(|| panic!("{variant}"));
        assert_eq!(Some(own.cases), variant["count"].as_u64());
    }
}

fn list(value: &serde_json::Value) -> &[serde_json::Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

//! Ways to an order in shops told as an owner would tell them, and on random data against a second, plain computation.

use std::collections::BTreeMap;

use crate::analysis::fixtures::{Shop, as_of, cases, day};
use crate::analysis::statistics::Draws;
use crate::analysis::{AttributedChannel, Attribution, Family, Spec};
use crate::domain::{Channel, Direction, Stage};
use crate::tables::{OptionalCode, TouchRow};

/// A visit of a customer.
fn visit(shop: &mut Shop, customer: &str, date: &str, second: Option<i32>, channel: &str) {
    let channel = Channel {
        name: channel.to_owned(),
        stage: Stage::Awareness,
        direction: if channel.starts_with('p') { Direction::Push } else { Direction::Pull },
    };
    let channel = shop.rows.codes.channel(&channel);
    let customer = shop.customer(customer);
    let touch =
        TouchRow { customer, day: day(date), second, channel, order: OptionalCode::default(), source: 9 };
    shop.rows.touches.push(touch);
}

/// An order that says itself where it comes from.
fn order(shop: &mut Shop, customer: &str, date: &str, second: Option<i32>, channel: Option<&str>) {
    let channel = channel.map(|name| shop.channel(name, Direction::Push));
    let row = shop.order(customer, date, 100);
    (row.second, row.channel) = (second, channel.into());
    let (customer, order, at) = (row.customer, row.order, (row.day, row.second));
    if let Some(channel) = channel {
        let touch =
            TouchRow { customer, day: at.0, second: at.1, channel, order: Some(order).into(), source: 0 };
        shop.rows.touches.push(touch);
    }
}

fn said(shop: &Shop, spec: &Spec) -> Attribution {
    shop.ask(&[Family::Attribution], spec).attribution.expect("orders with a contact")
}

fn of<'found>(said: &'found Attribution, name: &str) -> &'found AttributedChannel {
    said.channels.iter().find(|channel| channel.channel == name).expect(name)
}

#[test]
fn where_each_order_names_one_source_all_models_say_the_same() {
    let mut shop = Shop::new();
    order(&mut shop, "ann", "2024-01-01", None, Some("push"));
    order(&mut shop, "ann", "2024-01-05", None, Some("pull"));
    order(&mut shop, "", "2024-01-05", None, Some("pull"));
    order(&mut shop, "bo", "2024-01-06", None, None);
    let said = said(&shop, &as_of("2024-03-01"));
    assert!(said.single_touch && said.conversion.is_none() && said.resamples == 0);
    assert_eq!((said.orders, said.unattributed, said.unattributed_net_minor), (3, 1, 100));
    let pull = of(&said, "pull");
    assert_eq!((pull.first, pull.last, pull.u_shaped, pull.participation), (2.0, 2.0, 2.0, 2));
    assert_eq!((pull.low, pull.high, pull.best_rank, pull.worst_rank), (2.0, 2.0, 1, 1));
    assert_eq!(pull.markov, None);
}

#[test]
fn contacts_count_before_their_order_and_within_the_lookback() {
    let mut shop = Shop::new();
    visit(&mut shop, "ann", "2023-11-30", None, "too early");
    visit(&mut shop, "ann", "2023-12-02", None, "pull");
    visit(&mut shop, "ann", "2024-01-01", Some(100), "push");
    visit(&mut shop, "ann", "2024-01-01", Some(5_001), "after");
    visit(&mut shop, "ann", "2024-01-01", Some(200), Channel::DIRECT);
    visit(&mut shop, "bo", "2024-01-01", Some(50), "other customer");
    order(&mut shop, "ann", "2024-01-01", Some(5_000), Some("push"));
    let spec = as_of("2024-06-01");
    let found = said(&shop, &spec);
    assert_eq!(
        (found.orders, found.contacts),
        (1, 2),
        "direct and the order's own word are not counted beside"
    );
    assert_eq!((of(&found, "pull").first, of(&found, "push").last), (1.0, 1.0));
    // The visit after the order, the early one and the one of somebody else led to nothing.
    assert_eq!((found.ways_without_order, found.still_open), (3, 0));
    let direct = said(&shop, &Spec { count_direct: true, ..spec.clone() });
    assert_eq!(direct.contacts, 4, "direct is a contact, and the order's word differs from the last visit");
    assert_eq!((of(&direct, "push").last, of(&direct, "push").last_non_direct), (1.0, 1.0));
    let narrow = said(&shop, &Spec { lookback_days: 1, ..spec });
    assert_eq!((narrow.orders, narrow.contacts), (1, 1));
}

#[test]
fn a_visit_of_late_may_still_lead_to_an_order() {
    let mut shop = Shop::new();
    visit(&mut shop, "bo", "2024-02-20", None, "push");
    visit(&mut shop, "cy", "2024-01-20", None, "push");
    visit(&mut shop, "ann", "2024-01-20", None, "pull");
    visit(&mut shop, "ann", "2024-01-20", None, "push");
    order(&mut shop, "ann", "2024-01-21", None, None);
    let said = said(&shop, &as_of("2024-03-01"));
    assert_eq!((said.ways_without_order, said.still_open), (1, 1));
    let (push, pull) = (of(&said, "push"), of(&said, "pull"));
    // Half of the ways begin with push, which leads to nothing half of the time; pull leads to push only.
    assert!((said.conversion.expect("solved") - 0.5).abs() < 1e-12);
    assert_eq!((pull.removal_effect, push.removal_effect), (Some(0.5), Some(1.0)));
    let markov = [pull.markov, push.markov].map(|credit| credit.expect("a credit"));
    assert!((markov[0] - 1.0 / 3.0).abs() < 1e-12 && (markov[1] - 2.0 / 3.0).abs() < 1e-12);
    assert!(push.markov_low <= push.markov && push.markov <= push.markov_high);
}

/// Visits and orders of a few customers on a few days.
struct Drawn {
    /// Customer, day, channel.
    visits: Vec<(usize, i32, usize)>,
    /// Customer, day, channel that it names.
    orders: Vec<(usize, i32, Option<usize>)>,
}

/// Contacts before an order: channel and day.
type Way = Vec<(usize, i32)>;
/// What a channel gets of one way.
type Share<'a> = &'a dyn Fn(&[(usize, i32)]) -> f64;

const NAMES: [&str; 4] = ["a pull", "b pull", "push", Channel::DIRECT];
const FIRST: i32 = 19_700;

impl Drawn {
    fn new(draws: &mut Draws) -> Self {
        let visits = (0..draws.below(14))
            .map(|_| (draws.below(3), FIRST + draws.below(80) as i32, draws.below(4)))
            .collect();
        let orders = (0..1 + draws.below(5))
            .map(|_| {
                let channel = Some(draws.below(6)).filter(|channel| *channel < 3);
                (draws.below(3), FIRST + draws.below(80) as i32, channel)
            })
            .collect();
        Self { visits, orders }
    }

    fn shop(&self) -> Shop {
        let mut shop = Shop::new();
        let date = |day: i32| crate::domain::Day(day).to_string();
        // Every customer has an order without a total, so that all are known.
        for (customer, day, channel) in &self.visits {
            visit(&mut shop, &format!("c{customer}"), &date(*day), None, NAMES[*channel]);
        }
        for (customer, day, channel) in &self.orders {
            order(&mut shop, &format!("c{customer}"), &date(*day), None, channel.map(|one| NAMES[one]));
        }
        shop
    }

    /// The ways to the orders, found by looking at everything for every order.
    fn ways(&self) -> (Vec<Way>, Vec<Vec<usize>>) {
        let (mut ways, mut used) = (Vec::new(), vec![false; self.visits.len()]);
        for (customer, day, own) in &self.orders {
            let mut way: Vec<(usize, i32)> = Vec::new();
            for (index, (who, when, channel)) in self.visits.iter().enumerate() {
                if who == customer && when <= day && day - when <= 30 {
                    used[index] = true;
                    way.push((*channel, day - when));
                }
            }
            // Oldest first; of one day by name.
            way.sort_by_key(|(channel, age)| (-age, NAMES[*channel]));
            if own.is_some() || way.iter().any(|(channel, _)| *channel != 3) {
                way.retain(|(channel, _)| *channel != 3);
            }
            if let Some(own) = own.filter(|own| way.last().is_none_or(|last| last.0 != *own)) {
                way.push((own, 0));
            }
            if !way.is_empty() {
                ways.push(way);
            }
        }
        let mut nothing = Vec::new();
        for customer in 0..3 {
            let mut free: Vec<(i32, &str, usize)> = (0..self.visits.len())
                .filter(|index| !used[*index] && self.visits[*index].0 == customer)
                .map(|index| (self.visits[index].1, NAMES[self.visits[index].2], self.visits[index].2))
                .collect();
            free.sort_unstable();
            let mut run: Vec<(i32, usize)> = Vec::new();
            for (day, _, channel) in free {
                if run.last().is_some_and(|last| day - last.0 > 30) {
                    nothing.push(run.drain(..).map(|(_, channel)| channel).collect::<Vec<_>>());
                }
                run.push((day, channel));
            }
            if !run.is_empty() {
                nothing.push(run.into_iter().map(|(_, channel)| channel).collect());
            }
        }
        for way in &mut nothing {
            if way.iter().any(|channel| *channel != 3) {
                way.retain(|channel| *channel != 3);
            }
        }
        (ways, nothing)
    }
}

/// Probability of an order, by going from channel to channel until hardly anything is under way any more.
fn by_walking(ways: &[(Vec<usize>, bool)], without: Option<usize>) -> f64 {
    let mut counts: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for (way, converts) in ways {
        let mut from = 100;
        for to in way.iter().copied().chain([if *converts { 200 } else { 300 }]) {
            *counts.entry(from).or_default().entry(to).or_default() += 1.0;
            from = to;
        }
    }
    let (mut under_way, mut ordered) = (BTreeMap::from([(100, 1.0)]), 0.0);
    for _ in 0..3_000 {
        let mut next: BTreeMap<usize, f64> = BTreeMap::new();
        for (from, share) in under_way {
            let total: f64 = counts[&from].values().sum();
            for (to, count) in &counts[&from] {
                match *to {
                    200 => ordered += share * count / total,
                    300 => {}
                    to if Some(to) == without => {}
                    to => *next.entry(to).or_default() += share * count / total,
                }
            }
        }
        under_way = next;
    }
    ordered
}

#[test]
fn credits_are_those_of_a_plain_second_computation() {
    let mut draws = Draws::new(7);
    for case in 0..cases(400) {
        let drawn = Drawn::new(&mut draws);
        let (ways, nothing) = drawn.ways();
        let spec = as_of("2024-08-01");
        let Some(said) = drawn.shop().ask(&[Family::Attribution], &spec).attribution else {
            assert!(ways.is_empty(), "case {case}");
            continue;
        };
        assert_eq!(
            (said.orders, said.ways_without_order),
            (ways.len() as u64, nothing.len() as u64),
            "{case}"
        );
        assert_eq!(said.orders + said.unattributed, drawn.orders.len() as u64);
        let all: Vec<(Vec<usize>, bool)> = ways
            .iter()
            .map(|way| (way.iter().map(|step| step.0).collect(), true))
            .chain(nothing.iter().map(|way| (way.clone(), false)))
            .collect();
        let effects: Vec<f64> =
            (0..4).map(|one| 1.0 - by_walking(&all, Some(one)) / by_walking(&all, None)).collect();
        for (index, name) in NAMES.iter().enumerate() {
            let sum = |share: Share<'_>| ways.iter().map(|way| share(way)).sum::<f64>();
            let has = |way: &[(usize, i32)]| way.iter().any(|step| step.0 == index);
            let Some(own) = said.channels.iter().find(|channel| channel.channel == *name) else {
                assert_eq!(sum(&|way| f64::from(u8::from(has(way)))), 0.0);
                continue;
            };
            let near = |ours: f64, theirs: f64, what: &str| {
                assert!((ours - theirs).abs() < 1e-9, "case {case}, {name}, {what}: {ours} is not {theirs}");
            };
            let is =
                |step: Option<&(usize, i32)>| f64::from(u8::from(step.is_some_and(|step| step.0 == index)));
            near(own.first, sum(&|way| is(way.first())), "first");
            near(own.last, sum(&|way| is(way.last())), "last");
            let part = |way: &[(usize, i32)]| way.iter().filter(|step| step.0 == index).count() as f64;
            near(own.linear, sum(&|way| part(way) / way.len() as f64), "linear");
            near(own.participation as f64, sum(&|way| f64::from(u8::from(has(way)))), "participation");
            let decay = |way: &[(usize, i32)], all: bool| {
                let steps = way.iter().filter(|step| all || step.0 == index);
                steps.map(|step| 0.5_f64.powf(f64::from(step.1) / 7.0)).sum::<f64>()
            };
            near(own.time_decay, sum(&|way| decay(way, false) / decay(way, true)), "time decay");
            if let Some(effect) = own.removal_effect {
                near(effect, effects[index], "removal");
                let orders = ways.len() as f64;
                near(own.markov.unwrap_or(0.0), effect / effects.iter().sum::<f64>() * orders, "markov");
            }
        }
    }
}

//! Drawn shops, and what plain counting finds in them, person by person and row by row: the second opinion on stages, channels,
//! directions, the ladder, scores, comparisons and what-if. Never shares a line with what it checks.

mod customers;
mod help;
mod journey;
mod money;
mod orders;
mod parcels;
mod people;
mod register;
mod sides;
mod stages;
mod statements;
mod voices;

use std::collections::{BTreeMap, BTreeSet};

use super::fixtures::{Shop, cases};
use super::statistics::Draws;
use super::{Analysis, Families, Family, Memory, Spec, answer};
use crate::domain::{Day, Direction, OrderStatus, Period};

/// 1 January 2024.
const START: i32 = 19_723;
/// Days on which something may happen.
const DAYS: usize = 200;
/// Customers; the first is nobody.
const PEOPLE: usize = 8;
/// The window that stays open, in days.
const WINDOW: i32 = 30;

/// An order: who, when, how much, by which channel (0 none, 1 push, 2 pull), whether it counts.
#[derive(Clone, Copy)]
struct Order {
    who: usize,
    day: i32,
    minor: i64,
    channel: usize,
    valid: bool,
}

/// A day of an ad channel: impressions, clicks and hundredths of claimed orders.
#[derive(Clone, Copy)]
struct Ad {
    channel: usize,
    day: i32,
    shown: i64,
    clicks: i64,
    claimed_centi: i64,
    spent: Option<i64>,
}

/// Everything that was drawn.
struct Drawn {
    orders: Vec<Order>,
    ads: Vec<Ad>,
    /// Who answered, when, which score.
    answers: Vec<(usize, i32, i32)>,
    end: i32,
}

impl Drawn {
    fn new(draws: &mut Draws) -> Self {
        let on = |draws: &mut Draws| START + draws.below(DAYS) as i32;
        let order = |draws: &mut Draws| Order {
            who: draws.below(PEOPLE),
            day: on(draws),
            minor: draws.below(5) as i64 * 100,
            channel: draws.below(3),
            valid: draws.below(8) > 0,
        };
        let ad = |draws: &mut Draws| Ad {
            channel: 1 + draws.below(2),
            day: on(draws),
            shown: 50 + draws.below(50) as i64,
            clicks: draws.below(20) as i64,
            claimed_centi: draws.below(300) as i64,
            spent: (draws.below(4) > 0).then(|| draws.below(900) as i64),
        };
        Self {
            orders: (0..draws.below(40)).map(|_| order(draws)).collect(),
            ads: (0..draws.below(9)).map(|_| ad(draws)).collect(),
            answers: (0..draws.below(6))
                .map(|_| (draws.below(PEOPLE), on(draws), draws.below(11) as i32))
                .collect(),
            end: START + DAYS as i32 + draws.below(40) as i32,
        }
    }

    fn shop(&self) -> Shop {
        let mut shop = Shop::new();
        let channels = [("Facebook Ads", Direction::Push), ("Google Search", Direction::Pull)]
            .map(|(name, direction)| shop.channel(name, direction));
        for order in &self.orders {
            let row = shop.order(&name(order.who), &Day(order.day).to_string(), order.minor);
            row.channel = (order.channel > 0).then(|| channels[order.channel - 1]).into();
            row.status = if order.valid { OrderStatus::Valid } else { OrderStatus::Cancelled };
        }
        for ad in &self.ads {
            let row = shop.ad(channels[ad.channel - 1], &[&Day(ad.day).to_string()], ad.shown, ad.clicks);
            (row.claimed_orders_centi, row.spend_minor) = (Some(ad.claimed_centi), ad.spent);
        }
        for (who, day, score) in &self.answers {
            shop.answer(&name(*who), Some(&Day(*day).to_string()), *score);
        }
        shop
    }

    /// Purchase days of each person, ascending.
    fn occasions(&self, end: i32) -> BTreeMap<usize, Vec<i32>> {
        let mut days: BTreeMap<usize, BTreeSet<i32>> = BTreeMap::new();
        for order in
            self.orders.iter().filter(|one| one.valid && one.minor > 0 && one.who > 0 && one.day <= end)
        {
            days.entry(order.who).or_default().insert(order.day);
        }
        days.into_iter().map(|(who, days)| (who, days.into_iter().collect())).collect()
    }

    /// The channel that brought a person: of the first valid order that names one; of several on that day the push channel.
    fn channel(&self, who: usize, end: i32) -> usize {
        let own =
            self.orders.iter().filter(|one| one.who == who && one.valid && one.channel > 0 && one.day <= end);
        own.map(|one| (one.day, one.channel)).min().map_or(0, |(_, channel)| channel)
    }

    fn net(&self, who: usize, within: impl Fn(i32) -> bool) -> i64 {
        self.orders
            .iter()
            .filter(|one| one.who == who && one.valid && within(one.day))
            .map(|one| one.minor)
            .sum()
    }
}

fn name(who: usize) -> String {
    if who == 0 { String::new() } else { format!("c{who}") }
}

/// A question over drawn days, or over all of them.
fn question(draws: &mut Draws, end: i32) -> Spec {
    let (a, b) = (START + draws.below(DAYS) as i32, START + draws.below(DAYS) as i32);
    let drawn = Period::between(Day(a.min(b)), Day(a.max(b)));
    Spec {
        period: if draws.below(2) == 0 { Period::ALL } else { drawn },
        as_of: Some(Day(end)),
        open_window_days: WINDOW.unsigned_abs(),
        ..Spec::default()
    }
}

fn asked(seen: &Seen<'_>, families: &[Family]) -> Analysis {
    let spec = Spec { families: Families::of(families), ..seen.spec.clone() };
    answer(&seen.drawn.shop().tables(), &spec, &mut Memory::default(), &|| false).expect("an answer")
}

/// Goes through drawn shops and questions.
fn each(seed: u64, usual: u32, check: impl Fn(&Seen<'_>, &str)) {
    let mut draws = Draws::new(seed);
    for case in 0..cases(usual) {
        let drawn = Drawn::new(&mut draws);
        let spec = question(&mut draws, drawn.end);
        check(&Seen::new(&drawn, &spec), &format!("case {case}, {:?}", spec.period));
    }
}

/// Whether somebody bought in the period, came back in it, and recommends; by channel.
struct Person {
    who: usize,
    channel: usize,
    days: Vec<i32>,
    bought: bool,
    back: bool,
    recommends: bool,
}

impl Person {
    /// Whether a second purchase followed within the window.
    fn is_soon(&self) -> bool {
        self.days.get(1).is_some_and(|day| day - self.days[0] <= WINDOW)
    }
}

/// A drawn shop under a question.
struct Seen<'a> {
    drawn: &'a Drawn,
    spec: &'a Spec,
    people: Vec<Person>,
    /// Days that the orders, whatever became of them, and the ads share, within the period.
    shared: Option<(i32, i32)>,
}

impl<'a> Seen<'a> {
    fn new(drawn: &'a Drawn, spec: &'a Spec) -> Self {
        let mut seen = Self { drawn, spec, people: Vec::new(), shared: None };
        let hull = |days: Vec<i32>| Some((days.iter().copied().min()?, days.iter().copied().max()?));
        let ordered = hull(drawn.orders.iter().map(|one| one.day).collect());
        let counted = hull(drawn.ads.iter().map(|one| one.day).collect());
        let asked =
            spec.period.from.map_or(START, |day| day.0)..=spec.period.to.map_or(drawn.end, |day| day.0);
        seen.shared = ordered.zip(counted).and_then(|(one, two)| {
            let (from, to) = (*asked.start().max(&one.0).max(&two.0), *asked.end().min(&one.1).min(&two.1));
            (from <= to).then_some((from, to))
        });
        seen.people =
            drawn.occasions(drawn.end).into_iter().map(|(who, days)| seen.person(who, days)).collect();
        seen
    }

    fn person(&self, who: usize, days: Vec<i32>) -> Person {
        Person {
            who,
            channel: self.drawn.channel(who, self.drawn.end),
            bought: days.iter().any(|day| self.in_period(*day)),
            back: days[1..].iter().any(|day| self.in_period(*day)),
            recommends: self.recommending().contains(&who),
            days,
        }
    }

    fn in_period(&self, day: i32) -> bool {
        self.spec.period.contains(Day(day))
    }

    fn is_shared(&self, day: i32) -> bool {
        self.shared.is_some_and(|(from, to)| (from..=to).contains(&day))
    }

    /// Named people who gave a nine or a ten.
    fn recommending(&self) -> BTreeSet<usize> {
        let high = self.drawn.answers.iter().filter(|one| one.0 > 0 && one.2 >= 9 && self.in_period(one.1));
        high.map(|one| one.0).collect()
    }

    fn people_of(&self, channel: usize) -> Vec<&Person> {
        self.people.iter().filter(|one| one.channel == channel).collect()
    }

    /// Valid orders of the period that name the channel.
    fn orders_of(&self, channel: usize) -> Vec<&Order> {
        let own = self.drawn.orders.iter().filter(|one| one.valid && one.channel == channel);
        own.filter(|one| self.in_period(one.day)).collect()
    }

    fn ads_of(&self, channel: usize) -> Vec<&Ad> {
        let own = self.drawn.ads.iter().filter(|one| one.channel == channel);
        own.filter(|one| self.in_period(one.day)).collect()
    }
}

/// Holds two means to one another; none is none.
fn same_mean(found: Option<f64>, values: &[i64], case: &str) {
    let mean = (!values.is_empty()).then(|| values.iter().sum::<i64>() as f64 / values.len() as f64);
    let is_same = match (found, mean) {
        (Some(found), Some(mean)) => (found - mean).abs() < 1e-9,
        (found, mean) => found == mean,
    };
    assert!(is_same, "{case}: {found:?} is not {mean:?}");
}

//! Who is one customer under each choice of identity rules, by joining orders that share a value until nothing changes. Never a figure of a
//! single shop.

use std::collections::{BTreeMap, BTreeSet};

use super::{DAYS, START};
use crate::analysis::fixtures::{Shop, cases};
use crate::analysis::statistics::Draws;
use crate::analysis::{Families, IdentityTally, Spec};
use crate::domain::{Day, IdentityRule, Period};

/// When, and per rule which value is named.
type Order = (i32, [Option<usize>; 3]);

/// The rules in the order of their values.
const RULES: [IdentityRule; 3] = [IdentityRule::Email, IdentityRule::Phone, IdentityRule::Platform];

/// Per order: the number of its customer; `None` for nobody's.
fn joined(orders: &[Order], rules: &[IdentityRule]) -> Vec<Option<usize>> {
    let values = |order: &Order| -> Vec<(usize, usize)> {
        let own = (0..3).filter(|rule| rules.contains(&RULES[*rule]));
        own.filter_map(|rule| Some((rule, order.1[rule]?))).collect()
    };
    let mut customer: Vec<Option<usize>> = orders
        .iter()
        .enumerate()
        .map(|(index, order)| (!values(order).is_empty()).then_some(index))
        .collect();
    loop {
        let before = customer.clone();
        for (one, other) in (0..orders.len()).flat_map(|one| (0..orders.len()).map(move |other| (one, other)))
        {
            if values(&orders[one]).iter().any(|value| values(&orders[other]).contains(value)) {
                customer[one] = customer[one].min(customer[other]);
            }
        }
        if customer == before {
            return customer;
        }
    }
}

/// Customers, nobody's orders, buyers and repeaters.
fn tally(orders: &[Order], customer: &[Option<usize>], period: Period) -> [u64; 4] {
    let mut days: BTreeMap<usize, BTreeSet<i32>> = BTreeMap::new();
    for (order, customer) in orders.iter().zip(customer) {
        if let Some(own) = customer {
            days.entry(*own).or_default().insert(order.0);
        }
    }
    let is_asked = |day: &i32| period.contains(Day(*day));
    let nobody = orders.iter().zip(customer).filter(|(order, own)| own.is_none() && is_asked(&order.0));
    let began = days.values().filter(|own| own.first().is_some_and(is_asked));
    [
        days.values().filter(|own| own.iter().any(is_asked)).count() as u64,
        nobody.count() as u64,
        began.clone().count() as u64,
        began.filter(|own| own.len() > 1).count() as u64,
    ]
}

#[test]
fn each_rule_unites_whom_joining_orders_one_by_one_unites() {
    let mut draws = Draws::new(59);
    for case in 0..cases(300) {
        let some = |draws: &mut Draws, most: usize| (draws.below(3) > 0).then(|| draws.below(most));
        let order = |draws: &mut Draws| {
            (START + draws.below(DAYS) as i32, [some(draws, 4), some(draws, 3), some(draws, 3)])
        };
        let orders: Vec<Order> = (0..1 + draws.below(12)).map(|_| order(&mut draws)).collect();
        let rules = &RULES[..1 + draws.below(3)];
        let mut shop = Shop::new();
        shop.rows.identity = rules.to_vec();
        for (day, [mail, phone, id]) in &orders {
            let mail = mail.map(|mail| format!("m{mail}@example.com"));
            let phone = phone.map(|phone| format!("+6681234500{phone}"));
            let id = id.map(|id| format!("shop:{id}"));
            let named = [mail.as_deref(), phone.as_deref(), id.as_deref()];
            let handle = shop.rows.codes.identities.handle(named);
            shop.order("", &Day(*day).to_string(), 100).customer = handle;
        }
        let (a, b) = (START + draws.below(DAYS) as i32, START + draws.below(DAYS) as i32);
        let drawn = Period::between(Day(a.min(b)), Day(a.max(b)));
        let period = if draws.below(2) == 0 { Period::ALL } else { drawn };
        let spec = Spec { period, families: Families::of(&[]), ..Spec::default() };
        let found = shop.analyze(&spec).orders.expect("orders").identity;
        let present = (0..3).filter(|rule| orders.iter().any(|order| order.1[*rule].is_some()));
        let present: Vec<IdentityRule> = present.map(|rule| RULES[rule]).collect();
        assert_eq!(found.iter().map(|own| own.rule).collect::<Vec<_>>(), present, "case {case}");
        for effect in &found {
            let others: Vec<IdentityRule> =
                rules.iter().copied().filter(|rule| *rule != effect.rule).collect();
            let all: Vec<IdentityRule> = others.iter().copied().chain([effect.rule]).collect();
            let (with, without) = (joined(&orders, &all), joined(&orders, &others));
            let told = |own: &IdentityTally| [own.customers, own.anonymous_orders, own.buyers, own.repeaters];
            assert_eq!(told(&effect.with), tally(&orders, &with, period), "case {case}: {:?}", effect.rule);
            assert_eq!(
                told(&effect.without),
                tally(&orders, &without, period),
                "case {case}: {:?}",
                effect.rule
            );
            let mut pieces: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
            for index in (0..orders.len()).filter(|index| period.contains(Day(orders[*index].0))) {
                let piece = with[index].map(|whole| pieces.entry(whole).or_default());
                piece.into_iter().for_each(|piece| piece.extend(without[index]));
            }
            let merges: usize = pieces.values().map(|own| own.len().saturating_sub(1)).sum();
            let alone = pieces.values().filter(|own| own.is_empty()).count();
            assert_eq!((effect.merges, effect.only_by), (merges as u64, alone as u64), "case {case}");
        }
    }
}

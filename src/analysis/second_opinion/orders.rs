//! The summary of the orders, revenue, and how much of it all earlier buyers did. Never a figure of a single shop.

use std::collections::BTreeMap;

use super::{Order, Person, Seen, asked, each};
use crate::analysis::Family;
use crate::domain::{Day, MonthIndex};

fn month(day: i32) -> MonthIndex {
    Day(day).month()
}

#[test]
fn the_summary_of_the_orders_is_that_of_going_from_row_to_row() {
    each(46, 300, |seen, case| {
        let own: Vec<&Order> = seen.drawn.orders.iter().filter(|one| seen.in_period(one.day)).collect();
        let Some(found) = asked(seen, &[]).orders else {
            return assert!(seen.drawn.orders.is_empty(), "{case}");
        };
        let count = |keep: fn(&Order) -> bool| own.iter().filter(|one| keep(one)).count() as u64;
        let told = [found.orders, found.valid_orders, found.cancelled, found.anonymous_orders];
        let counted =
            [count(|_| true), count(|one| one.valid), count(|one| !one.valid), count(|one| one.who == 0)];
        assert_eq!(told, counted, "{case}");
        let mut people: BTreeMap<usize, u64> = BTreeMap::new();
        own.iter().filter(|one| one.who > 0).for_each(|one| *people.entry(one.who).or_default() += 1);
        let twice = people.values().filter(|orders| **orders > 1).count() as u64;
        assert_eq!((found.customers, found.customers_with_2_orders), (people.len() as u64, twice), "{case}");
        let sum =
            |keep: fn(&Order) -> bool| own.iter().filter(|one| keep(one)).map(|one| one.minor).sum::<i64>();
        assert_eq!(
            (found.total_minor, found.net_minor),
            (Some(sum(|_| true)), Some(sum(|one| one.valid))),
            "{case}"
        );
        let days = own.iter().map(|one| Day(one.day));
        assert_eq!((found.first_order, found.last_order), (days.clone().min(), days.max()), "{case}");
    });
}

#[test]
fn revenue_is_new_returning_or_anonymous_order_by_order() {
    each(47, 300, |seen, case| {
        let found = asked(seen, &[Family::Revenue]).revenue.unwrap_or_default();
        let mut months: BTreeMap<MonthIndex, (u64, [i64; 3])> = BTreeMap::new();
        for one in seen.drawn.orders.iter().filter(|one| one.valid && seen.in_period(one.day)) {
            let first = seen.people.iter().find(|person| person.who == one.who).map(|person| person.days[0]);
            let kind = match first {
                _ if one.who == 0 => 2,
                Some(first) if one.day > first => 1,
                _ => 0,
            };
            let own = months.entry(month(one.day)).or_default();
            own.0 += 1;
            own.1[kind] += one.minor;
        }
        for told in &found {
            let own = months.remove(&told.month).unwrap_or_default();
            let kinds = [told.new_minor, told.returning_minor, told.anonymous_minor];
            assert_eq!((told.orders, kinds), own, "{case}: {}", told.month);
            assert_eq!(told.complete, told.month.last_day().0 <= seen.drawn.end, "{case}");
        }
        assert!(months.is_empty(), "{case}: {months:?} is not told");
    });
}

/// Customers and purchases of some days, and those of them by earlier buyers.
fn earlier(seen: &Seen<'_>, is_asked: &dyn Fn(i32) -> bool) -> [(u64, u64); 2] {
    let any = |days: &[i32]| days.iter().any(|day| is_asked(*day));
    let count = |keep: &dyn Fn(&Person) -> bool| seen.people.iter().filter(|one| keep(one)).count() as u64;
    let customers = (count(&|one| any(&one.days[1..])), count(&|one| any(&one.days)));
    let (mut later, mut all) = (0, 0);
    for one in seen.drawn.orders.iter().filter(|one| one.valid && one.minor > 0 && is_asked(one.day)) {
        let Some(person) = seen.people.iter().find(|person| person.who == one.who) else { continue };
        all += 1;
        later += u64::from(one.day > person.days[0]);
    }
    [customers, (later, all)]
}

#[test]
fn what_earlier_buyers_did_is_counted_person_by_person_and_order_by_order() {
    each(48, 300, |seen, case| {
        let Some(repeat) = asked(seen, &[Family::Repeat]).repeat else {
            return assert!(seen.people.is_empty(), "{case}");
        };
        let shares = repeat.in_period.expect("shares");
        let [customers, orders] = earlier(seen, &|day| seen.in_period(day));
        assert_eq!((shares.customers.numerator, shares.customers.denominator), customers, "{case}");
        assert_eq!((shares.orders.numerator, shares.orders.denominator), orders, "{case}");
        let nobody = |one: &&Order| one.who == 0 && one.valid && one.minor > 0 && seen.in_period(one.day);
        assert_eq!(shares.anonymous_orders, seen.drawn.orders.iter().filter(nobody).count() as u64, "{case}");
        for told in &repeat.returning_customer_rate {
            let [customers, orders] = earlier(seen, &|day| seen.in_period(day) && month(day) == told.month);
            assert_eq!((told.returning, told.customers), customers, "{case}: {}", told.month);
            let own = told.orders.expect("orders");
            assert_eq!((own.numerator, own.denominator), orders, "{case}: {}", told.month);
        }
        let bought = seen.people.iter().flat_map(|one| &one.days).filter(|day| seen.in_period(**day));
        for day in bought {
            let is_told = |told: &&crate::analysis::ReturningMonth| told.month == month(*day);
            assert!(
                repeat.returning_customer_rate.iter().any(|told| is_told(&told)),
                "{case}: {}",
                month(*day)
            );
        }
    });
}

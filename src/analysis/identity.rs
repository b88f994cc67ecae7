//! What each identity rule changes: customers it unites, customers only it knows, and the repeat rate with and without it.
//! Never shows a value that names somebody.

use super::result::{IdentityEffect, IdentityTally};
use super::scope::Scope;
use crate::domain::{Day, IdentityRule, Proportion};
use crate::tables::{Handle, People};

/// One entry per rule of which the exports hold a value, the most reliable first.
pub(super) fn effects(scope: &Scope<'_>) -> Vec<IdentityEffect> {
    let identities = &scope.tables.codes.identities;
    let present = IdentityRule::ALL.into_iter().filter(|rule| identities.values(*rule) > 0);
    present.map(|rule| effect(scope, rule)).collect()
}

fn effect(scope: &Scope<'_>, rule: IdentityRule) -> IdentityEffect {
    let identities = &scope.tables.codes.identities;
    let now = &scope.tables.people;
    let enabled = now.rules().contains(&rule);
    let mut switched = now.rules().to_vec();
    if enabled {
        switched.retain(|other| *other != rule);
    } else {
        switched.push(rule);
    }
    let other = identities.people(&switched);
    let (with, without) = if enabled { (now, &other) } else { (&other, now) };
    let (merges, only_by) = differences(scope, with, without);
    let names_shared = |row: &usize| {
        scope
            .orders
            .handle
            .get(*row)
            .is_some_and(|code| identities.has_shared_value(Handle::from_code(code), rule))
    };
    IdentityEffect {
        rule,
        enabled,
        values: identities.values(rule) as u64,
        shared_values: identities.shared_values(rule) as u64,
        shared_orders: in_question(scope).filter(names_shared).count() as u64,
        merges,
        only_by,
        with: tally(scope, with),
        without: tally(scope, without),
    }
}

fn in_question<'a>(scope: &'a Scope<'_>) -> impl Iterator<Item = usize> + 'a {
    (0..scope.orders.len()).filter(|row| scope.exists(*row) && scope.in_period(*row))
}

fn customer(scope: &Scope<'_>, people: &People, row: usize) -> Option<usize> {
    people.customer(scope.orders.handle.get(row).map(Handle::from_code)).map(|code| code as usize)
}

/// How many customers fewer there are because the rule unites them, and how many nobody else would know.
fn differences(scope: &Scope<'_>, with: &People, without: &People) -> (u64, u64) {
    let mut pieces: Vec<Option<u32>> = vec![None; with.len()];
    let mut seen = vec![false; without.len()];
    for row in in_question(scope) {
        let Some(whole) = customer(scope, with, row) else { continue };
        let count = pieces[whole].get_or_insert(0);
        if let Some(piece) = customer(scope, without, row) {
            *count += u32::from(!std::mem::replace(&mut seen[piece], true));
        }
    }
    let known = || pieces.iter().flatten();
    let merges = known().map(|count| u64::from(count.saturating_sub(1))).sum();
    (merges, known().filter(|count| **count == 0).count() as u64)
}

/// Customers and repeat purchase to date (RP1) under a choice of rules; the same conventions as everywhere, in one pass.
fn tally(scope: &Scope<'_>, people: &People) -> IdentityTally {
    let mut ordered = vec![false; people.len()];
    let mut days: Vec<Option<(i32, i32)>> = vec![None; people.len()];
    let mut anonymous_orders = 0;
    for row in (0..scope.orders.len()).filter(|row| scope.exists(*row)) {
        let Some(customer) = customer(scope, people, row) else {
            anonymous_orders += u64::from(scope.in_period(row));
            continue;
        };
        ordered[customer] |= scope.in_period(row);
        if scope.is_occasion(row) {
            let day = scope.orders.day[row];
            let (first, last) = days[customer].unwrap_or((day, day));
            days[customer] = Some((first.min(day), last.max(day)));
        }
    }
    let mut share = Proportion::new(0, 0);
    for (first, last) in days.into_iter().flatten().filter(|(first, _)| scope.is_first_time(Day(*first))) {
        share.denominator += 1;
        share.numerator += u64::from(last > first);
    }
    IdentityTally {
        customers: ordered.into_iter().filter(|ordered| *ordered).count() as u64,
        anonymous_orders,
        buyers: share.denominator,
        repeaters: share.numerator,
        rate: share.value(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Spec;
    use super::super::fixtures::{Shop, over};
    use super::*;
    use crate::analysis::Analysis;

    /// Ann buys with two e-mails and one phone, Bo with an e-mail, Cy with a phone only.
    fn shop() -> Shop {
        let mut shop = Shop::new();
        let orders = [
            ("2024-01-05", Some("ann@example.com"), Some("+66812345001")),
            ("2024-02-05", Some("a.work@example.com"), Some("+66812345001")),
            ("2024-01-09", Some("bo@example.com"), None),
            ("2024-01-10", None, Some("+66812345002")),
        ];
        for (date, mail, phone) in orders {
            let handle = shop.rows.codes.identities.handle([mail, phone, None]);
            shop.order("", date, 100).customer = handle;
        }
        shop
    }

    fn effects_of(analysis: &Analysis) -> Vec<IdentityEffect> {
        analysis.orders.as_ref().map(|orders| orders.identity.clone()).unwrap_or_default()
    }

    #[test]
    fn each_rule_says_whom_it_unites_and_whom_only_it_knows() {
        let analysis = shop().analyze(&Spec::default());
        let [email, phone] = &effects_of(&analysis)[..] else { panic!("two rules") };
        assert_eq!(
            (email.rule, email.enabled, email.merges, email.only_by),
            (IdentityRule::Email, true, 0, 1)
        );
        assert_eq!(
            (phone.rule, phone.enabled, phone.merges, phone.only_by),
            (IdentityRule::Phone, true, 1, 1)
        );
        let figures =
            |tally: &IdentityTally| (tally.customers, tally.anonymous_orders, tally.repeaters, tally.buyers);
        assert_eq!(figures(&phone.with), (3, 0, 1, 3));
        assert_eq!(figures(&phone.without), (3, 1, 0, 3));
        assert_eq!(figures(&email.without), (2, 1, 1, 2));
        let repeat = analysis.repeat.expect("repeat purchase").to_date;
        assert_eq!((repeat.repeaters, repeat.customers), (phone.with.repeaters, phone.with.buyers));
    }

    #[test]
    fn a_rule_that_is_off_says_what_it_would_change() {
        let mut shop = shop();
        shop.rows.identity = vec![IdentityRule::Email];
        let analysis = shop.analyze(&Spec::default());
        let phone = &effects_of(&analysis)[1];
        assert_eq!((phone.enabled, phone.merges, phone.only_by), (false, 1, 1));
        assert_eq!((phone.with.customers, phone.without.customers), (3, 3));
        assert_eq!(analysis.orders.map(|orders| (orders.customers, orders.anonymous_orders)), Some((3, 1)));
    }

    #[test]
    fn who_does_not_ask_does_not_get_them_and_nothing_else_changes() {
        let mut whole = shop().analyze(&Spec::default());
        let plain = shop().analyze(&Spec { identity_effects: false, ..Spec::default() });
        assert_eq!((effects_of(&whole).len(), effects_of(&plain).len()), (2, 0));
        whole.orders.as_mut().expect("orders").identity.clear();
        assert_eq!(whole, plain);
    }

    #[test]
    fn the_effects_are_those_of_the_period() {
        let analysis = shop().analyze(&over("2024-01-01", "2024-01-31"));
        let phone = &effects_of(&analysis)[1];
        assert_eq!((phone.with.customers, phone.with.repeaters, phone.merges), (3, 1, 0));
    }
}

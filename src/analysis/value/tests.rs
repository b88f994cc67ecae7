//! Models on shops whose truth is known, slopes against differences, and historical value against a second computation.

use std::collections::BTreeSet;

use super::buying::{Buying, Histories, History, Leaving};
use super::spending::{Spender, Spending};
use crate::analysis::fixtures::{Shop, as_of, cases, day};
use crate::analysis::statistics::Draws;
use crate::analysis::{Family, GateKind, OverdueBy, PredictionRefusal, Spec};

/// A shop whose customers buy with their own rate and leave after a purchase with their own chance, as the model has it.
fn model_shop(customers: usize) -> Shop {
    let (mut shop, mut draws) = (Shop::new(), Draws::new(11));
    let exponential = |draws: &mut Draws, mean: f64| -mean * (1.0 - draws.unit()).ln();
    for customer in 0..customers {
        let first = 19_358 + draws.below(365) as i32;
        let gap = 15.0 + exponential(&mut draws, 35.0);
        let chance = 0.1 + 0.4 * draws.unit();
        let spend = 20_000.0 + exponential(&mut draws, 30_000.0);
        let mut at = f64::from(first);
        while at < 20_088.0 {
            let date = crate::domain::Day(at as i32).to_string();
            let minor = (spend * (0.7 + 0.6 * draws.unit())) as i64;
            shop.order(&format!("c{customer}"), &date, minor);
            if draws.unit() < chance {
                break;
            }
            at += exponential(&mut draws, gap).max(1.0);
        }
    }
    shop
}

#[test]
fn a_shop_that_follows_the_model_is_predicted_well() {
    let shop = model_shop(1_200);
    let said = shop.ask(&[Family::Predictions], &as_of("2024-12-31")).predictions.expect("customers");
    assert_eq!(said.refused, None, "{:?} {:?}", said.gate, said.back_test);
    let test = said.back_test.expect("a test");
    assert!(test.error.expect("purchases") < 0.15, "{test:?}");
    assert_eq!(test.groups.iter().map(|group| group.customers).sum::<u64>(), test.customers);
    assert_eq!(said.models.len(), 2);
    let [month, quarter, year] = said.forecasts.as_slice() else { panic!("three horizons") };
    assert!(month.purchases < quarter.purchases && quarter.purchases < year.purchases);
    assert!(month.net_minor.expect("a value") > 0.0);
    let overdue = said.overdue.expect("repeat customers");
    assert_eq!(overdue.share.denominator, said.repeaters);
    assert!(overdue.share.numerator > 0 && overdue.share.numerator < said.repeaters);
    assert!(said.alive.expect("a sum") < said.customers as f64);
}

#[test]
fn too_little_data_predict_nothing_and_say_what_is_missing() {
    let mut shop = Shop::new();
    shop.order("ann", "2024-01-01", 100);
    let said = shop.ask(&[Family::Predictions], &as_of("2024-03-01")).predictions.expect("a customer");
    assert_eq!(said.refused, Some(PredictionRefusal::Gate));
    assert!(said.models.is_empty() && said.overdue.is_none() && said.forecasts.is_empty());
    let have: Vec<_> = said.gate.iter().map(|check| (check.check, check.have, check.passed)).collect();
    assert_eq!(
        have,
        [
            (GateKind::Customers, 1, false),
            (GateKind::Days, 61, false),
            (GateKind::LastOrder, 60, false),
            (GateKind::ThreeOrders, 0, false)
        ]
    );
}

#[test]
fn a_fit_is_a_top_in_every_direction() {
    let mut draws = Draws::new(5);
    let mut histories = Histories::new();
    for _ in 0..3_000 {
        let age = 100 + draws.below(300) as u32;
        let (gap, chance) = (10.0 + 60.0 * draws.unit(), 0.1 + 0.5 * draws.unit());
        let (mut at, mut repeats, mut last) = (0.0, 0, 0);
        while draws.unit() >= chance {
            at += (-gap * (1.0 - draws.unit()).ln()).max(1.0);
            if at >= f64::from(age) {
                break;
            }
            (repeats, last) = (repeats + 1, at as u32);
        }
        *histories.entry(History { repeats, last, age }).or_default() += 1;
    }
    let naive = |fit: &Buying| -> f64 {
        let s = f64::from(u8::from(fit.leaving == Leaving::AfterAny));
        let gamma = statrs::function::gamma::ln_gamma;
        let beta = |x: f64, y: f64| gamma(x) + gamma(y) - gamma(x + y);
        let one = |history: &History| {
            let (x, last, age) =
                (f64::from(history.repeats), f64::from(history.last), f64::from(history.age));
            let buys = (gamma(fit.r + x) - gamma(fit.r)).exp() * fit.alpha.powf(fit.r);
            let stays = (beta(fit.a, fit.b + x + s) - beta(fit.a, fit.b)).exp();
            let alive = stays / (fit.alpha + age).powf(fit.r + x);
            let left = if x + s > 0.0 {
                (beta(fit.a + 1.0, fit.b + x + s - 1.0) - beta(fit.a, fit.b)).exp()
                    / (fit.alpha + last).powf(fit.r + x)
            } else {
                0.0
            };
            (buys * (alive + left)).ln()
        };
        histories.iter().map(|(history, count)| one(history) * *count as f64).sum::<f64>() / 3_000.0
    };
    for leaving in [Leaving::AfterAny, Leaving::AfterRepeat] {
        let fit = Buying::fit(leaving, &histories).expect("a top");
        assert!((naive(&fit) - fit.log_likelihood).abs() < 1e-9, "{} {}", naive(&fit), fit.log_likelihood);
        for factor in [0.97, 1.03] {
            for other in [
                Buying { r: fit.r * factor, ..fit },
                Buying { alpha: fit.alpha * factor, ..fit },
                Buying { a: fit.a * factor, ..fit },
                Buying { b: fit.b * factor, ..fit },
            ] {
                assert!(naive(&other) <= fit.log_likelihood, "{other:?} is higher than {fit:?}");
            }
        }
    }
}

#[test]
fn expected_purchases_are_those_that_are_drawn() {
    // A customer of a known history, drawn 200,000 times by the story that the model tells.
    let fit = Buying { leaving: Leaving::AfterAny, r: 2.0, alpha: 60.0, a: 1.5, b: 4.0, log_likelihood: 0.0 };
    let mut draws = Draws::new(3);
    let exponential = |draws: &mut Draws| -(1.0 - draws.unit()).ln();
    let (mut sum, n) = (0_u64, 200_000);
    for _ in 0..n {
        // Gamma(2, 60) is a sum of two exponentials; Beta(1.5, 4) by rejection from its density.
        let rate = (exponential(&mut draws) + exponential(&mut draws)) / 60.0;
        let chance = loop {
            let (x, y) = (draws.unit(), draws.unit());
            let density = x.sqrt() * (1.0 - x).powi(3);
            if y * 0.31 < density {
                break x;
            }
        };
        let mut at = 0.0;
        while draws.unit() >= chance {
            at += exponential(&mut draws) / rate;
            if at > 90.0 {
                break;
            }
            sum += 1;
        }
    }
    let expected = fit.expected(History { repeats: 0, last: 0, age: 0 }, 90.0).expect("a value");
    let drawn = sum as f64 / f64::from(n);
    assert!((expected - drawn).abs() < 0.02, "{expected} is not {drawn}");
    // Of a customer just won the two formulas speak of the same purchases.
    let new = fit.expected_of_new(90.0).expect("a value");
    assert!((new - drawn).abs() < 0.02, "{new} is not {drawn}");
}

/// Gauss's series term by term, each from the logarithms of its factors.
fn by_terms([a, b, c, z]: [f64; 4]) -> f64 {
    let rising =
        |x: f64, n: f64| statrs::function::gamma::ln_gamma(x + n) - statrs::function::gamma::ln_gamma(x);
    let term = |n: u32| {
        let n = f64::from(n);
        (rising(a, n) + rising(b, n) - rising(c, n) - rising(1.0, n) + n * z.ln()).exp()
    };
    (1..3_000).map(term).take_while(|term| *term > 1e-18).sum::<f64>() + 1.0
}

#[test]
fn chances_and_expectations_are_those_of_the_formulas_as_printed() {
    let mut draws = Draws::new(19);
    for case in 0..cases(2_000) {
        let mut between = |low: f64, high: f64| low + draws.unit() * (high - low);
        let (r, alpha, a, b) = (between(0.1, 3.0), between(5.0, 90.0), between(1.1, 3.0), between(0.2, 4.0));
        let (age, days) = (between(30.0, 600.0).floor(), between(1.0, 400.0).floor());
        let (repeats, last) = (between(0.0, 12.0) as u32, between(0.0, age).floor());
        let last = if repeats == 0 { 0.0 } else { last };
        let history = History { repeats, last: last as u32, age: age as u32 };
        let x = f64::from(repeats);
        for leaving in [Leaving::AfterAny, Leaving::AfterRepeat] {
            let fit = Buying { leaving, r, alpha, a, b, log_likelihood: 0.0 };
            // MBG/NBD counts the first purchase as a chance to leave, BG/NBD does not.
            let odds = match leaving {
                Leaving::AfterAny => a / (b + x),
                Leaving::AfterRepeat if repeats == 0 => 0.0,
                Leaving::AfterRepeat => a / (b + x - 1.0),
            };
            let odds = odds * ((alpha + age) / (alpha + last)).powf(r + x);
            assert!((fit.alive(history) - 1.0 / (1.0 + odds)).abs() < 1e-12, "case {case}");
            let (whole, left) = match leaving {
                Leaving::AfterAny => (a + b + x, b + x + 1.0),
                Leaving::AfterRepeat => (a + b + x - 1.0, b + x),
            };
            let z = days / (alpha + age + days);
            let still = ((alpha + age) / (alpha + age + days)).powf(r + x);
            let expected =
                whole / (a - 1.0) * (1.0 - still * by_terms([r + x, left, whole, z])) / (1.0 + odds);
            let found = fit.expected(history, days).expect("a value");
            assert!(
                (found - expected).abs() < 1e-6 * expected.abs().max(1.0),
                "case {case}: {found} is not {expected}"
            );
        }
    }
}

#[test]
fn spending_without_a_mean_or_spenders_says_nothing() {
    assert_eq!(Spending::fit(&[]), None);
    assert_eq!(Spending { p: 1.0, q: 0.9, v: 10.0 }.expected(3, 5.0), None);
    let same = [Spender { repeats: 1, mean: 0.0 }; 3];
    assert_eq!(Spending::fit(&same), None);
}

#[test]
fn historical_value_is_that_of_a_plain_second_computation() {
    let mut draws = Draws::new(17);
    for case in 0..cases(300) {
        let mut shop = Shop::new();
        let orders: Vec<(usize, i32, i64)> = (0..1 + draws.below(20))
            .map(|_| (draws.below(5), 19_723 + draws.below(500) as i32, 1 + draws.below(900) as i64))
            .collect();
        for (customer, on, minor) in &orders {
            shop.order(&format!("c{customer}"), &crate::domain::Day(*on).to_string(), *minor);
        }
        let end = day("2025-06-01");
        let spec = Spec { as_of: Some(end), ..Spec::default() };
        let value = shop.ask(&[Family::Value], &spec).value.expect("customers");
        for horizon in &value.horizons {
            let (mut customers, mut net) = (0, 0);
            for customer in 0..5 {
                let own = || orders.iter().filter(|order| order.0 == customer && order.1 <= end.0);
                let Some(first) = own().map(|order| order.1).min() else { continue };
                if first + horizon.days as i32 > end.0 {
                    continue;
                }
                customers += 1;
                net += own()
                    .filter(|order| order.1 - first <= horizon.days as i32)
                    .map(|order| order.2)
                    .sum::<i64>();
            }
            assert_eq!(
                (horizon.customers, horizon.net_minor),
                (customers, net),
                "case {case}, {}",
                horizon.days
            );
        }
        let all: u64 = value.cohorts.iter().map(|cohort| cohort.customers).sum();
        let distinct: BTreeSet<usize> =
            orders.iter().filter(|order| order.1 <= end.0).map(|order| order.0).collect();
        assert_eq!(all, distinct.len() as u64);
    }
}

#[test]
fn where_nothing_is_predicted_the_shops_own_gaps_say_who_is_overdue() {
    let mut draws = Draws::new(23);
    let (mut spoken, mut silent) = (0, 0);
    for case in 0..cases(300) {
        let mut shop = Shop::new();
        let mut days: Vec<BTreeSet<i32>> = vec![Default::default(); 9];
        for _ in 0..draws.below(90) {
            let (customer, on) = (draws.below(9), 19_723 + draws.below(200) as i32);
            shop.order(&format!("c{customer}"), &crate::domain::Day(on).to_string(), 100);
            days[customer].insert(on);
        }
        let end = day("2024-08-01");
        let said =
            shop.ask(&[Family::Predictions], &Spec { as_of: Some(end), ..Spec::default() }).predictions;
        let Some(said) = said else { continue };
        assert_eq!(said.refused, Some(PredictionRefusal::Gate));
        // Gaps by the number of the purchase before them, 4 for later ones.
        let mut gaps: Vec<(usize, f64)> = Vec::new();
        for own in &days {
            let own: Vec<i32> = own.iter().copied().collect();
            gaps.extend((1..own.len()).skip(1).map(|k| (k.min(4), f64::from(own[k] - own[k - 1]))));
        }
        let expected = (gaps.len() >= 30).then(|| {
            let limit = |rank: usize| {
                let own: Vec<f64> = gaps.iter().filter(|gap| gap.0 == rank.min(4)).map(|gap| gap.1).collect();
                let mut own = if own.len() >= 30 { own } else { gaps.iter().map(|gap| gap.1).collect() };
                own.sort_by(f64::total_cmp);
                let at = |share: f64| {
                    let place = (own.len() - 1) as f64 * share;
                    let (low, high) = (own[place as usize], own[(place as usize + 1).min(own.len() - 1)]);
                    low + (high - low) * place.fract()
                };
                at(0.9).max(2.0 * at(0.5))
            };
            let away =
                |own: &&BTreeSet<i32>| f64::from(end.0 - own.last().expect("a day")) > limit(own.len());
            let repeaters = days.iter().filter(|own| own.len() > 1);
            (repeaters.clone().filter(away).count() as u64, repeaters.count() as u64)
        });
        let found = said.overdue.map(|own| {
            assert_eq!((own.by, own.net_minor % 100), (OverdueBy::Gaps, 0));
            (own.share.numerator, own.share.denominator)
        });
        assert_eq!(found, expected, "case {case}");
        if found.is_some() { spoken += 1 } else { silent += 1 }
    }
    assert!(spoken > 0 && silent > 0, "{spoken} {silent}");
}

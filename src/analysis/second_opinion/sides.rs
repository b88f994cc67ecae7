//! Both sides of a comparison, each counted alone. Never a figure of a single shop.

use super::{Drawn, Order, START, WINDOW, each, same_mean};
use crate::analysis::compare::{ComparedWith, compare};
use crate::analysis::{ComparedFigure, Comparison, FigureSide, Spec};
use crate::domain::{Day, Period};

/// Days of each side.
const LENGTH: u64 = 40;

#[test]
fn both_sides_of_a_comparison_are_what_counting_each_alone_gives() {
    each(44, 60, |seen, case| {
        let (drawn, last) = (seen.drawn, START + 99);
        let between = |from: i32, to: i32| Period::between(Day(START + from), Day(START + to));
        let [now, then] = [between(60, 99), between(20, 59)];
        let spec = Spec {
            period: now,
            as_of: Some(Day(drawn.end)),
            open_window_days: WINDOW.unsigned_abs(),
            ..Spec::default()
        };
        let compared =
            compare(&drawn.shop().tables(), &spec, &ComparedWith::Period(then)).expect("two sides");
        // Both sides are followed for as long as the later one can be.
        let follow_up = drawn.end - last;
        check(drawn, now, last + follow_up, &compared, &|figure| figure.now, case);
        check(drawn, then, last - 40 + follow_up, &compared, &|figure| figure.then, case);
    });
}

fn check(
    drawn: &Drawn,
    period: Period,
    end: i32,
    compared: &Comparison,
    side: &dyn Fn(&ComparedFigure) -> FigureSide,
    case: &str,
) {
    if !drawn.orders.iter().any(|one| one.day <= end) {
        return;
    }
    let told =
        |name: &str| compared.figures.iter().find(|own| own.figure == name && own.days.is_none()).map(side);
    let in_period = |day: i32| period.contains(Day(day));
    let same = |name: &str, numerator: u64, denominator: u64| {
        // Without anything on either side there is no figure.
        let found = told(name).map(|side| (side.numerator.unwrap_or(0), side.denominator.unwrap_or(0)));
        assert_eq!(found.unwrap_or((numerator, denominator)), (numerator, denominator), "{case}: {name}");
        assert!(found.is_some() || numerator == 0, "{case}: no {name}");
    };
    let known: Vec<Vec<i32>> = drawn.occasions(end).into_values().collect();
    let bought = known.iter().filter(|days| days.iter().any(|day| in_period(*day))).count() as u64;
    let back = known.iter().filter(|days| days[1..].iter().any(|day| in_period(*day))).count() as u64;
    let starters: Vec<&Vec<i32>> = known.iter().filter(|days| in_period(days[0])).collect();
    let repeaters = starters.iter().filter(|days| days.len() > 1).count() as u64;
    let valid: Vec<&Order> = drawn.orders.iter().filter(|one| one.valid && in_period(one.day)).collect();
    same("purchase", bought, LENGTH);
    same("came_back", back, bought);
    same("orders", valid.len() as u64, LENGTH);
    same("repeat_to_date", repeaters, starters.len() as u64);
    let net: Vec<i64> = valid.iter().map(|one| one.minor).collect();
    same_mean(told("net_per_order").and_then(|side| side.value), &net, case);
    let answers = drawn.answers.iter().filter(|one| in_period(one.1)).count() as u64;
    assert_eq!(told("nps").map_or(answers, |side| side.n), answers, "{case}");
}

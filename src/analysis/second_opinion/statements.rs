//! Statements locked before the data came, each decided by plain counting and a plain correction. Never a figure of a single shop.

use super::{Drawn, START, WINDOW};
use crate::analysis::fixtures::cases;
use crate::analysis::hypotheses::{Judged, Locked, Outcome, judge};
use crate::analysis::statistics::Draws;
use crate::analysis::{FigureSide, Spec};
use crate::domain::Day;

/// A statement about who comes back, or about how many orders there are.
fn statement(draws: &mut Draws) -> Locked {
    let is_repeat = draws.below(2) == 0;
    Locked {
        figure: if is_repeat { "repeat_within" } else { "orders" }.to_owned(),
        days: is_repeat.then_some(WINDOW.unsigned_abs()),
        segment: None,
        rises: draws.below(2) == 0,
        minimum: draws.below(4) as f64 / 20.0,
        on: Day(START + 70 + draws.below(20) as i32),
        check: Day(START + 120 + draws.below(80) as i32),
    }
}

/// Newcomers of some days who had the whole window up to `until`, and those who came back in it; or valid orders per day.
fn counted(drawn: &Drawn, locked: &Locked, (from, to): (i32, i32), until: i32) -> (u64, u64) {
    if locked.figure == "orders" {
        let own = drawn.orders.iter().filter(|one| one.valid && (from..=to).contains(&one.day)).count();
        return (own as u64, (to - from + 1) as u64);
    }
    let days: Vec<Vec<i32>> = drawn.occasions(until).into_values().collect();
    let mature = days.iter().filter(|own| (from..=to).contains(&own[0]) && until - own[0] >= WINDOW);
    let back = |own: &&Vec<i32>| own.get(1).is_some_and(|second| second - own[0] <= WINDOW);
    (mature.clone().filter(back).count() as u64, mature.count() as u64)
}

fn side(side: &FigureSide) -> (u64, u64) {
    (side.numerator.unwrap_or(0), side.denominator.unwrap_or(0))
}

/// Benjamini and Hochberg (1995): the smallest p times m over rank, of all that are as large or larger.
fn corrected(p: f64, all: &[f64]) -> f64 {
    let of = |other: f64| other * all.len() as f64 / all.iter().filter(|one| **one <= other).count() as f64;
    all.iter().filter(|other| **other >= p).map(|other| of(*other)).fold(1.0, f64::min)
}

#[test]
fn a_statement_is_decided_by_plain_counting_and_a_plain_correction() {
    let mut draws = Draws::new(67);
    let mut told = [0; 4];
    for case in 0..cases(60) {
        let drawn = Drawn::new(&mut draws);
        let statements: Vec<Locked> = (0..1 + draws.below(4)).map(|_| statement(&mut draws)).collect();
        let spec = Spec {
            as_of: Some(Day(drawn.end - 40)),
            open_window_days: WINDOW.unsigned_abs(),
            ..Spec::default()
        };
        let judged = judge(&drawn.shop().tables(), &spec, &statements).expect("judged");
        let change = |own: &Judged| own.figure.as_ref().and_then(|figure| figure.change);
        let all: Vec<f64> = judged.iter().filter_map(|own| change(own)?.p).collect();
        for (own, locked) in judged.iter().zip(&statements) {
            let expected = match change(own) {
                _ if locked.check.0 > drawn.end - 40 => Outcome::TooEarly,
                None => Outcome::NoData,
                Some(change) => {
                    let days = locked.check.0 - locked.on.0;
                    let age = drawn.end - 40 - locked.check.0;
                    let figure = own.figure.as_ref().expect("a figure");
                    let now = counted(&drawn, locked, (locked.on.0 + 1, locked.check.0), drawn.end - 40);
                    let then =
                        counted(&drawn, locked, (locked.on.0 + 1 - days, locked.on.0), locked.on.0 + age);
                    assert_eq!(
                        (side(&figure.now), side(&figure.then)),
                        (now, then),
                        "case {case}: {locked:?}"
                    );
                    let p = change.p.map(|p| corrected(p, &all));
                    assert!(
                        change.adjusted_p.zip(p).is_none_or(|(a, b)| (a - b).abs() < 1e-12),
                        "case {case}"
                    );
                    let zero = change.relation.nothing();
                    let (by, worst) = match locked.rises {
                        true => (change.value - zero, change.low.map(|low| low > zero)),
                        false => (zero - change.value, change.high.map(|high| high < zero)),
                    };
                    let is_clear = p.is_some_and(|p| p <= 0.05) && worst == Some(true);
                    if is_clear && by >= locked.minimum { Outcome::Confirmed } else { Outcome::NotConfirmed }
                }
            };
            assert_eq!(own.outcome, expected, "case {case}: {locked:?}");
            told[own.outcome as usize] += 1;
        }
    }
    assert!(told[Outcome::TooEarly as usize] > 0 && told[Outcome::NotConfirmed as usize] > 0, "{told:?}");
}

//! CDNOW as fitted by other people's programs, reproduced. Reads `../shared` and skips where it is not.

use super::buying::{Buying, Histories, History, Leaving};
use super::spending::{Spender, Spending, correlation};
use crate::analysis::oracles::{close, json, number, read};

/// The oracle's weeks have two decimals: days are weeks x 7, rounded.
fn days(weeks: &str) -> u32 {
    (weeks.parse::<f64>().expect("weeks") * 7.0).round() as u32
}

fn rows(name: &str) -> Option<Vec<Vec<String>>> {
    let text = read(&format!("oracles/lifetimes/{name}"))?;
    Some(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

fn history(cells: &[String]) -> History {
    History { repeats: cells[0].parse().expect("repeats"), last: days(&cells[1]), age: days(&cells[2]) }
}

fn near(ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance * theirs.abs().max(1.0), "{ours} is not {theirs}");
}

#[test]
fn both_models_find_the_published_parameters() {
    let Some(summary) = rows("cdnow_customers_summary.csv") else { return };
    let values = json("lifetimes/package_run_values.json").expect("values");
    let mut histories = Histories::new();
    for cells in &summary {
        *histories.entry(history(&cells[1..])).or_default() += 1;
    }
    for (leaving, key) in [(Leaving::AfterRepeat, "bgnbd_params"), (Leaving::AfterAny, "mbgnbd_params")] {
        let fit = Buying::fit(leaving, &histories).expect("a top");
        let expected = &values[key];
        // Their weeks are rounded to two decimals, ours are whole days.
        near(fit.r, number(expected, "r"), 1e-3);
        near(fit.alpha / 7.0, number(expected, "alpha"), 2e-3);
        near(fit.a, number(expected, "a"), 2e-3);
        near(fit.b, number(expected, "b"), 5e-3);
    }
}

#[test]
fn single_customers_are_judged_as_by_the_package() {
    let Some(people) = rows("bgnbd_pareto_fixed_params_first40.csv") else { return };
    // One unit is a hundredth of a week here, so that their rounded weeks are whole numbers.
    let fixed = Buying {
        leaving: Leaving::AfterRepeat,
        r: 0.243,
        alpha: 441.4,
        a: 0.793,
        b: 2.426,
        log_likelihood: 0.0,
    };
    let hundredths = |cell: &str| (cell.parse::<f64>().expect("weeks") * 100.0).round() as u32;
    for cells in &people {
        let own = History {
            repeats: cells[1].parse().expect("repeats"),
            last: hundredths(&cells[2]),
            age: hundredths(&cells[3]),
        };
        close(fixed.alive(own), cells[4].parse().expect("a number"));
        close(fixed.expected(own, 3_900.0), cells[5].parse().expect("a number"));
    }
    let values = json("lifetimes/package_run_values.json").expect("values");
    for (weeks, expected) in values["bgnbd_expected_purchases_t"].as_object().expect("values") {
        let days = weeks.parse::<f64>().expect("weeks") * 100.0;
        close(fixed.expected_of_new(days), expected.as_f64().expect("a number"));
    }
}

#[test]
fn spending_is_fitted_and_expected_as_by_the_package() {
    let Some(summary) = rows("cdnow_customers_summary_with_transactions.csv") else { return };
    let values = json("lifetimes/package_run_values.json").expect("values");
    let spenders: Vec<Spender> = summary
        .iter()
        .map(|cells| Spender {
            repeats: cells[1].parse().expect("repeats"),
            mean: cells[4].parse().expect("a mean"),
        })
        .filter(|spender| spender.repeats > 0)
        .collect();
    let fit = Spending::fit(&spenders).expect("a top");
    near(fit.p, number(&values["gg_params"], "p"), 1e-3);
    near(fit.q, number(&values["gg_params"], "q"), 1e-3);
    near(fit.v, number(&values["gg_params"], "v"), 1e-3);
    near(correlation(&spenders).expect("spread"), number(&values, "gg_corr_frequency_monetary_repeat"), 1e-9);
    let fixed = Spending { p: 6.25, q: 3.74, v: 15.44 };
    for cells in rows("gg_clv_fixed_params_first40.csv").expect("an oracle") {
        let (repeats, mean) = (cells[1].parse().expect("repeats"), cells[4].parse().expect("a mean"));
        close(fixed.expected(repeats, mean), cells[5].parse().expect("a number"));
    }
}

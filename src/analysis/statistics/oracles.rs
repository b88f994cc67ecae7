//! The statistics against values computed by statsmodels, scipy and lifelines. Reads `../shared` and skips where it is not.

use serde_json::Value;

use super::{
    benjamini_hochberg, fisher, jeffreys, median_ranks, newcombe, odds_ratio, pooled_z,
    probability_second_larger,
};
use crate::analysis::oracles::{close, count, json, number};
use crate::domain::Proportion;

fn share(case: &Value, numerator: &str, denominator: &str) -> Proportion {
    Proportion::new(count(case, numerator), count(case, denominator))
}

fn cases<'value>(expected: &'value Value, name: &str) -> &'value [Value] {
    expected[name].as_array().expect("cases")
}

#[test]
fn two_shares_compare_as_in_statsmodels_and_scipy() {
    let Some(expected) = json("stats/expected.json") else { return };
    for case in cases(&expected, "two_proportions") {
        let (first, second) = (share(case, "a", "m"), share(case, "b", "n"));
        let interval = newcombe(first, second).expect("two proportions");
        close(interval.low, number(case, "newcomb_lo"));
        close(interval.high, number(case, "newcomb_hi"));
        let z = pooled_z(first, second);
        match case["pooled_z"].as_f64() {
            Some(statistic) => {
                close(z.map(|test| test.statistic), statistic);
                close(z.map(|test| test.p), number(case, "pooled_p"));
            }
            None => assert_eq!(z, None, "{case}"),
        }
        close(fisher(first, second).map(|test| test.p), number(case, "fisher_p"));
    }
    for case in cases(&expected, "newcombe_1998b_published_method10") {
        let interval = newcombe(share(case, "a", "m"), share(case, "b", "n")).expect("two proportions");
        assert!((interval.low - number(case, "lo")).abs() < 6e-5, "{case}");
        assert!((interval.high - number(case, "hi")).abs() < 6e-5, "{case}");
    }
    for case in cases(&expected, "bayes_p_b_gt_a") {
        let p = probability_second_larger(share(case, "a", "m"), share(case, "b", "n"));
        assert!((p.expect("two proportions") - number(case, "p")).abs() < 1e-9, "{case}");
    }
}

#[test]
fn one_share_has_the_jeffreys_interval_of_statsmodels() {
    let Some(expected) = json("stats/expected.json") else { return };
    for case in cases(&expected, "one_proportion") {
        let interval = jeffreys(share(case, "k", "n"));
        match case["jeffreys_lo"].as_f64() {
            Some(low) => {
                close(interval.map(|ends| ends.low), low);
                close(interval.map(|ends| ends.high), number(case, "jeffreys_hi"));
            }
            None => assert_eq!(interval, None, "{case}"),
        }
    }
}

#[test]
fn corrections_ranks_and_odds_are_the_expected_ones() {
    let Some(expected) = json("stats/expected.json") else { return };
    let numbers = |name: &str| -> Vec<f64> {
        expected["bh"][name].as_array().expect("numbers").iter().filter_map(Value::as_f64).collect()
    };
    for (adjusted, q) in benjamini_hochberg(&numbers("p")).into_iter().zip(numbers("q")) {
        close(adjusted, q);
    }
    for case in cases(&expected, "median_ci_ranks") {
        let ranks = case["lo_rank"].as_u64().zip(case["hi_rank"].as_u64());
        let ours = median_ranks(count(case, "n") as usize);
        assert_eq!(ours.map(|(low, high)| (low as u64, high as u64)), ranks, "{case}");
    }
    let Some(correlation) = json("posthog/correlation_cases.json") else { return };
    for case in cases(&correlation, "cases") {
        let converted = count(case, "converted");
        let all = (converted, count(case, "entered") - converted);
        for row in cases(case, "rows") {
            let ratio = odds_ratio((count(row, "success"), count(row, "failure")), all);
            close(ratio.map(|ratio| ratio.value), number(row, "odds_ratio"));
        }
    }
}

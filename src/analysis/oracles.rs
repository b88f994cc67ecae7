//! Figures computed by other people's programs, reproduced. Reads `../shared` and skips, with a line, where it is not.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Once;

use serde_json::Value;

use super::fixtures::{Shop, as_of, day};
use super::statistics::{Lifetimes, mean, median, net_promoter, poisson, quantile, wilson};
use super::{Analysis, Spec};
use crate::domain::{Currency, MonthIndex, Proportion};

/// Text of a file in `../shared`; `None`, and a line, where the oracles are not at hand.
pub(in crate::analysis) fn read(name: &str) -> Option<String> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    if !folder.exists() {
        // Past the test harness, which keeps what a passing test prints; said once.
        static SAID: Once = Once::new();
        SAID.call_once(|| {
            let _ = writeln!(std::io::stderr(), "skipped: ../shared is not here");
        });
        return None;
    }
    Some(std::fs::read_to_string(folder.join(name)).expect("an oracle that is listed in the index"))
}

pub(in crate::analysis) fn json(name: &str) -> Option<Value> {
    read(&format!("oracles/{name}")).map(|text| serde_json::from_str(&text).expect("JSON"))
}

pub(in crate::analysis) fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("`{key}` in {value}"))
}

pub(in crate::analysis) fn count(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or_else(|| panic!("`{key}` in {value}"))
}

pub(in crate::analysis) fn close(actual: impl Into<Option<f64>>, expected: f64) {
    let actual = actual.into().expect("a value");
    assert!((actual - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{actual} is not {expected}");
}

#[test]
fn proportions_and_counts_have_the_intervals_of_statsmodels_and_scipy() {
    let Some(expected) = json("stats/expected.json") else { return };
    for case in expected["one_proportion"].as_array().expect("cases") {
        let interval = wilson(Proportion::new(count(case, "k"), count(case, "n")));
        if let Some(low) = case["wilson_lo"].as_f64() {
            close(interval.map(|ends| ends.low), low);
            close(interval.map(|ends| ends.high), number(case, "wilson_hi"));
        } else {
            assert_eq!(interval, None, "{case}");
        }
    }
    for case in expected["poisson_exact_95"].as_array().expect("cases") {
        let interval = poisson(count(case, "x"));
        close(interval.low, number(case, "lo"));
        close(interval.high, number(case, "hi"));
    }
}

#[test]
fn freireichs_curve_and_its_intervals_are_those_of_lifelines() {
    let (Some(raw), Some(curve)) =
        (read("oracles/stats/km_freireich_raw.csv"), read("oracles/stats/km_freireich_6mp.csv"))
    else {
        return;
    };
    let mut times = Lifetimes::default();
    for line in raw.lines().filter(|line| line.starts_with("6-MP")) {
        let cells: Vec<&str> = line.split(',').collect();
        let week = cells[1].parse::<f64>().expect("weeks") as u32;
        if cells[2] == "1" { times.event(week) } else { times.censored(week) }
    }
    let survival = times.kaplan_meier();
    for line in curve.lines().skip(1) {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().expect("a number")).collect();
        let week = cells[0] as u32;
        close(survival.value(week), cells[1]);
        if let Some(interval) = survival.step(week).and_then(|step| step.interval) {
            close(interval.low, cells[2]);
            close(interval.high, cells[3]);
        }
    }
}

#[test]
fn net_promoter_scores_agree_by_region_by_hand_and_adjusted() {
    let Some(expected) = json("nps/expected.json") else { return };
    let regions = expected["Region"].as_object().expect("regions").values();
    let hand = expected["hand"].as_array().expect("cases").iter();
    for case in regions.chain(hand).chain([&expected["all"]]) {
        let Some(nps) = net_promoter(count(case, "n"), count(case, "promoters"), count(case, "detractors"))
        else {
            continue;
        };
        close(nps.score, number(case, "nps"));
        close(nps.standard_error, number(case, "se"));
    }
    for case in expected["adjusted_wald"]["cases"].as_array().expect("cases") {
        let nps = net_promoter(count(case, "n"), count(case, "promoters"), count(case, "detractors"));
        close(nps.map(|nps| nps.interval.low), number(case, "lo"));
        close(nps.map(|nps| nps.interval.high), number(case, "hi"));
    }
}

/// CDNOW orders: customer first; date (yyyymmdd), CDs and dollars last.
fn cdnow(name: &str) -> Option<Shop> {
    let text = read(name)?;
    let mut shop = Shop::new();
    shop.rows.codes.currencies = vec![Currency::parse("USD")];
    for line in
        text.lines().filter(|line| line.trim_start().starts_with(|first: char| first.is_ascii_digit()))
    {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [date, _, dollars] = cells[cells.len() - 3..] else { panic!("three cells in {line}") };
        let date = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]);
        let dollars: f64 = dollars.parse().expect("dollars");
        shop.order(cells[0], &date, (dollars * 100.0).round() as i64);
    }
    Some(shop)
}

fn sample() -> Option<Shop> {
    cdnow("oracles/lifetimes/CDNOW_sample.txt")
}

fn master() -> Option<Shop> {
    cdnow("exports/cdnow/CDNOW_master.txt")
}

/// The reference counts every order day, also the free ones.
fn every_order(mut spec: Spec) -> Spec {
    spec.zero_is_purchase = true;
    spec.repeat_windows_days.insert(0, 120);
    spec
}

fn check_repeat(shop: &Shop, reference: &Value) {
    let analysis = shop.analyze(&every_order(as_of("1998-06-30")));
    let repeat = analysis.repeat.expect("repeat purchase");
    assert_eq!(repeat.to_date.customers, count(reference, "customers"));
    assert_eq!(repeat.to_date.repeaters, count(reference, "repeat_customers"));
    assert_eq!(repeat.to_date.customers + repeat.gap_days.n, count(reference, "order_days"));
    close(repeat.to_date.rate, number(reference, "naive_repeat_rate"));
    for window in &repeat.within[1..] {
        let key = |name: &str| format!("{name}_{}d", window.days);
        assert_eq!(window.mature, count(reference, &key("eligible")));
        assert_eq!(window.repeaters, count(reference, &key("repeat_within")));
        close(window.rate, number(reference, &key("rate")));
        close(window.kaplan_meier, number(reference, &key("km")));
    }
    close(repeat.within[0].rate, number(reference, "rate_120d_full_followup"));
    close(repeat.second_order_days.median, number(reference, "median_days_to_second"));
    close(repeat.second_order_days.mean, number(reference, "mean_days_to_second"));
    assert_eq!(repeat.gap_days.n, count(reference, "gaps"));
    close(repeat.gap_days.mean, number(reference, "gap_mean"));
    close(repeat.gap_days.median, number(reference, "gap_median"));
    let orders = analysis.orders.expect("orders");
    assert_eq!(orders.orders, count(reference, "rows"));
    close(orders.net_minor.expect("one currency") as f64 / 100.0, number(reference, "total_spent"));
}

fn check_half_a_year(shop: &Shop, reference: &Value) {
    let repeat = shop.analyze(&every_order(as_of("1997-06-30"))).repeat.expect("repeat purchase");
    assert_eq!(repeat.to_date.customers, count(reference, "customers"));
    close(repeat.to_date.rate, number(reference, "naive_repeat_rate"));
    let within = &repeat.within[0];
    assert_eq!(within.mature, count(reference, "eligible_120d"));
    close(within.rate, number(reference, "rate_120d_mature"));
    close(within.kaplan_meier, number(reference, "km_120d"));
}

#[test]
fn cdnow_has_the_reference_repeat_rates() {
    let (Some(sample), Some(master)) = (sample(), master()) else { return };
    let Some(reference) = json("lifetimes/repeat_purchase_reference.json") else { return };
    check_repeat(&sample, &reference["sample"]);
    check_repeat(&master, &reference["master"]);
}

#[test]
fn cdnow_watched_for_half_a_year_has_the_reference_bias() {
    let (Some(sample), Some(master)) = (sample(), master()) else { return };
    let Some(reference) = json("lifetimes/repeat_purchase_reference.json") else { return };
    check_half_a_year(&sample, &reference["sample_observed_to_1997-06-30"]);
    check_half_a_year(&master, &reference["master_observed_to_1997-06-30"]);
}

/// Rows of a triangle: cohort, then one value per offset.
fn triangle(name: &str) -> Option<Vec<(MonthIndex, Vec<f64>)>> {
    let text = read(name)?;
    let row = |line: &str| {
        let (cohort, cells) = line.split_once(',').expect("cells");
        let cells = cells.split(',').map(|cell| cell.parse().expect("a number")).collect();
        (MonthIndex::parse_iso(cohort).expect("a month"), cells)
    };
    Some(text.lines().skip(1).map(row).collect())
}

#[test]
fn the_cdnow_sample_has_the_reference_cohorts_in_people_and_money() {
    let people = triangle("oracles/lifetimes/cohort_calendar_month_sample.csv");
    let money = triangle("oracles/lifetimes/cohort_revenue_calendar_month_sample.csv");
    let (Some(shop), Some(people), Some(money)) = (sample(), people, money) else { return };
    let cohorts = shop.analyze(&every_order(as_of("1998-06-30"))).cohorts.expect("cohorts");
    assert_eq!(cohorts.rows.len(), people.len());
    for (row, (people, money)) in cohorts.rows.iter().zip(people.iter().zip(&money)) {
        assert_eq!((row.cohort, row.size as f64), (people.0, people.1[0]));
        assert!(row.cells.iter().all(|cell| cell.complete));
        for cell in &row.cells {
            assert_eq!(cell.customers as f64, people.1[cell.offset as usize]);
            close(cell.net_minor as f64 / 100.0, money.1[cell.offset as usize]);
        }
        let observed = row.cells.len();
        assert!(people.1[observed..].iter().all(|cell| *cell == 0.0), "not observed here, zero there");
    }
}

#[test]
fn free_orders_are_what_separates_our_default_from_the_reference() {
    let Some(shop) = sample() else { return };
    let customers = |analysis: Analysis| {
        let to_date = analysis.repeat.expect("repeat purchase").to_date;
        (to_date.customers, to_date.repeaters)
    };
    let end = || as_of("1998-06-30");
    assert_eq!(customers(shop.analyze(&every_order(end()))), (2357, 1139));
    assert_eq!(customers(shop.analyze(&end())), (2349, 1139), "eight customers never paid anything");
}

/// The first row of a recurring triangle holds people who are all new, so it must equal our first-time cohort. Where the
/// case counts days, each of its days becomes a month here.
#[test]
fn the_first_cohort_of_a_retention_case_is_ours() {
    let Some(cases) = json("posthog/retention_cases.json") else { return };
    for case in cases.as_array().expect("cases") {
        if case["criterion"] != "on" || !case["events"].is_array() {
            continue;
        }
        let mut shop = Shop::new();
        let by_day = case["interval"] == "day";
        let first = day(case["first_interval"].as_str().expect("a date"));
        for event in case["events"].as_array().expect("events") {
            let date = day(&event[1].as_str().expect("a time")[..10]);
            let offset = if by_day { date.since(first) } else { date.month().0 - first.month().0 };
            let month = MonthIndex(24_000 + offset).first_day().to_string();
            shop.order(event[0].as_str().expect("a person"), &month, 100);
        }
        let expected: Vec<u64> = serde_json::from_value(case["expect_counts"][0].clone()).expect("a row");
        let end = MonthIndex(24_000 + expected.len() as i32 - 1).last_day().to_string();
        let cohorts = shop.analyze(&as_of(&end)).cohorts.expect("cohorts");
        let cells: Vec<u64> = cohorts.rows[0].cells.iter().map(|cell| cell.customers).collect();
        assert_eq!(cells, expected, "{}", case["id"]);
    }
}

#[test]
fn the_published_medians_are_ours() {
    let Some(expected) = json("stats/expected.json") else { return };
    let values = expected["time_to_convert"]["values"].as_array().expect("values").iter();
    let mut values: Vec<i32> = values.map(|value| value.as_f64().expect("seconds") as i32).collect();
    values.sort_unstable();
    close(median(&values), number(&expected["time_to_convert"], "median"));
    close(mean(&values), number(&expected["time_to_convert"], "mean"));
    close(quantile(&values, 0.9), number(&expected["time_to_convert"], "p90_linear"));
}

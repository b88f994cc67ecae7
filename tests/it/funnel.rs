//! `senthang funnel` on small event logs: columns as they are named, times in a zone, breakdown, sessions, faults.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::shared::{json as call, run};

/// Four visitors, two of whom buy; the last enters too late to be judged.
const LOG: &str = "\
who;when;what;session;device
ann;2026-01-05 10:00:00;home;s1;phone
ann;2026-01-05 10:01:00;cart;s1;phone
ann;2026-01-05 10:05:00;purchase;s2;phone
bo;2026-01-06 09:00:00;home;s3;laptop
bo;2026-01-06 09:10:00;cart;s3;laptop
bo;2026-01-09 09:00:00;purchase;s4;laptop
cy;2026-01-07 12:00:00;cart;s5;phone
di;2026-01-12 08:00:00;home;s6;laptop
di;2026-01-12 08:30:00;help;s6;laptop
";

/// The log as a file of this test's own.
fn log(name: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, LOG).expect("written");
    (folder, path.display().to_string())
}

fn funnel(path: &str, more: &[&str]) -> Value {
    let columns = ["--customer", "who", "--time", "when", "--event", "what"];
    let start = ["funnel", path, "--steps", "home,cart,purchase"];
    call(&[&start[..], &columns[..], more].concat())
}

fn per_step(answer: &Value, key: &str) -> Vec<u64> {
    answer["steps"].as_array().expect("steps").iter().map(|step| step[key].as_u64().expect(key)).collect()
}

#[test]
fn steps_are_counted_with_who_stopped_and_who_is_still_open() {
    let (_folder, path) = log("events.csv");
    let answer = funnel(&path, &["--window", "1d"]);
    assert_eq!(per_step(&answer, "reached"), [3, 2, 1]);
    assert_eq!(per_step(&answer, "dropped"), [0, 1, 0]);
    assert_eq!(per_step(&answer, "still_open"), [1, 0, 0]);
    assert_eq!((&answer["entrants"], &answer["mature_entrants"]), (&json!(3), &json!(2)));
    assert_eq!((&answer["never_entered"], &answer["excluded"]), (&json!(1), &json!(0)));
    assert_eq!(answer["steps"][1]["of_first"], json!(1.0), "of those whose day is over");
    assert_eq!(answer["steps"][1]["seconds_from_previous"]["median"], json!(330.0));
    assert_eq!((&answer["steps"][0]["of_previous"], &answer["by"]), (&Value::Null, &Value::Null));
    let whole = funnel(&path, &["--window", "none"]);
    assert_eq!(per_step(&whole, "reached"), [3, 2, 2]);
}

#[test]
fn a_breakdown_adds_up_and_sessions_are_units_too() {
    let (_folder, path) = log("events.csv");
    let by = funnel(&path, &["--window", "none", "--by", "device"])["by"].clone();
    let found: Vec<(Option<&str>, &Value)> = by
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| (group["value"].as_str(), &group["reached"]))
        .collect();
    assert_eq!(found, [(Some("phone"), &json!([1, 1, 1])), (Some("laptop"), &json!([2, 1, 1]))]);
    let sessions = funnel(&path, &["--session", "session", "--unit", "session"]);
    assert_eq!(per_step(&sessions, "reached"), [3, 2, 0]);
    assert_eq!(sessions["never_entered"], json!(3));
}

#[test]
fn what_must_not_happen_takes_the_attempt_away() {
    let (_folder, path) = log("events.csv");
    let answer = funnel(&path, &["--exclude", "help:1:2"]);
    assert_eq!((per_step(&answer, "reached"), &answer["excluded"]), (vec![2, 2, 2], &json!(1)));
}

#[test]
fn a_wrong_question_is_answered_with_what_the_log_has() {
    let (_folder, path) = log("events.csv");
    let columns = ["--customer", "who", "--time", "when", "--event", "what"];
    let output = run(&[&["funnel", &path, "--steps", "home,checkout"][..], &columns].concat());
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("`checkout`") && said.contains("purchase"), "{said}");
    assert_eq!(run(&["funnel", &path, "--steps", "home,cart"]).status.code(), Some(1), "unknown columns");
    assert_eq!(run(&["funnel", &path]).status.code(), Some(2), "no steps");
    let text = run(
        &[&["funnel", &path, "--steps", "home,cart,purchase", "--language", "th"][..], &columns].concat()
    );
    assert!(String::from_utf8_lossy(&text.stdout).contains("หยุดที่นี่"));
}

/// Ann looks at tea and buys coffee and tea; Bo looks at tea and buys coffee.
const PRODUCTS: &str = "who,at,what,product\n\
    ann,2026-01-01 10:00:00,view,tea\n\
    ann,2026-01-01 10:05:00,buy,coffee\n\
    ann,2026-01-01 10:09:00,buy,tea\n\
    bo,2026-01-02 09:00:00,view,tea\n\
    bo,2026-01-02 09:30:00,buy,coffee\n\
    cy,2026-01-09 08:00:00,buy,tea\n";

fn products(more: &[&str]) -> (tempfile::TempDir, Vec<String>) {
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("log.csv");
    std::fs::write(&file, PRODUCTS).expect("written");
    let mut call: Vec<String> =
        ["funnel", &file.display().to_string(), "--steps", "view,buy"].map(str::to_owned).into();
    call.extend(
        ["--customer", "who", "--time", "at", "--event", "what", "--window", "none"].map(str::to_owned),
    );
    call.extend(more.iter().map(|word| (*word).to_owned()));
    (place, call)
}

fn words(call: &[String]) -> Vec<&str> {
    call.iter().map(String::as_str).collect()
}

#[test]
fn what_is_held_constant_must_be_the_same_in_every_step() {
    let reached = |more: &[&str]| {
        let (_place, call) = products(more);
        let answer = crate::shared::json(&words(&call));
        answer["steps"]
            .as_array()
            .expect("steps")
            .iter()
            .filter_map(|step| step["reached"].as_u64())
            .collect::<Vec<_>>()
    };
    assert_eq!(reached(&[]), [2, 2]);
    assert_eq!(reached(&["--hold", "product"]), [2, 1], "Bo bought another thing");
    assert_eq!(reached(&["--hold", "product", "--by", "product", "--by-at", "last"]), [2, 1]);
}

#[test]
fn one_person_is_followed_and_everybody_is_listed() {
    let (_place, call) = products(&["--hold", "product", "--trace", "BO"]);
    let page = String::from_utf8(run(&words(&call)).stdout).expect("text");
    assert!(page.contains("“buy” did not follow") && page.contains("2026-01-02 09:30:00"), "{page}");
    let trace = crate::shared::json(&words(&call));
    assert_eq!(trace["attempts"][0]["state"], "dropped");
    assert_eq!(trace["events"][0]["step"], 1);
    let (_place, call) = products(&["--trace", "dee"]);
    assert_eq!(run(&words(&call)).status.code(), Some(2));
    let (_place, call) = products(&["--csv", "-"]);
    let csv = String::from_utf8(run(&words(&call)).stdout).expect("text");
    assert_eq!(csv.lines().count(), 4, "a header and three people: {csv}");
    assert!(csv.contains("cy,never entered"), "{csv}");
}

#[test]
fn without_an_event_log_the_journey_of_the_orders_is_asked() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data");
    let call = [
        "funnel",
        folder,
        "--steps",
        "first_order,second_order,third_order",
        "--window",
        "90d",
        "--by",
        "platform",
    ];
    let answer = crate::shared::json(&call);
    let steps = answer["steps"].as_array().expect("steps");
    let number = |step: usize, key: &str| steps[step][key].as_u64().expect("a number");
    assert_eq!(number(0, "reached"), 1_564);
    let ended: u64 = (0..3).map(|step| number(step, "dropped") + number(step, "still_open")).sum();
    assert_eq!(ended + number(2, "reached"), 1_564, "everybody is somewhere");
    assert_eq!(
        answer["mature_entrants"].as_u64(),
        Some(1_350),
        "as repeat purchase within 90 days counts them"
    );
    assert_eq!(steps[1]["mature_reached"].as_u64(), Some(274));
    let groups = answer["by"].as_array().expect("groups");
    let by: u64 = groups.iter().filter_map(|group| group["reached"][0].as_u64()).sum();
    assert_eq!(by, 1_564, "the groups add up to the whole");
}

//! The sample shop tells its story: the figures of `sample_data/README.md`, counted there by other means.

use serde_json::Value;

use crate::shared::json;

fn shop(more: &[&str]) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data");
    let files = [
        "shopee_orders_2025.csv",
        "shopee_orders_2026.csv",
        "shopify_orders.csv",
        "meta_ads_daily.csv",
        "google_ads_campaigns.csv",
        "nps_answers.csv",
        "reviews.csv",
        "tickets.csv",
        "parcels.csv",
        "returns.csv",
        "visits.csv",
        "carts.csv",
    ];
    let paths: Vec<String> = files.iter().map(|file| format!("{folder}/{file}")).collect();
    let mut arguments = vec!["analyze"];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.extend(more);
    json(&arguments)
}

#[test]
fn the_story_of_the_sample_shop_is_in_its_numbers() {
    let document = shop(&[]);
    let rejected: Vec<u64> = document["sources"]
        .as_array()
        .expect("sources")
        .iter()
        .filter_map(|source| source["rows_rejected"].as_u64())
        .collect();
    // Of the reviews, one has no stars and five were taken for spam by the review app.
    assert_eq!(rejected, [1, 1, 1, 0, 0, 5, 6, 1, 0, 0, 0, 0]);
    let orders = &document["orders"];
    assert_eq!((orders["orders"].as_u64(), orders["cancelled"].as_u64()), (Some(2_415), Some(115)));
    assert_eq!((orders["valid_orders"].as_u64(), orders["pending_orders"].as_u64()), (Some(2_286), Some(14)));
    let to_date = &document["repeat"]["to_date"];
    assert_eq!((to_date["customers"].as_u64(), to_date["repeaters"].as_u64()), (Some(1_564), Some(362)));
    let within: Vec<(u64, u64, u64)> = document["repeat"]["within"]
        .as_array()
        .expect("windows")
        .iter()
        .map(|window| {
            ["days", "mature", "repeaters"].map(|key| window[key].as_u64().unwrap_or_default()).into()
        })
        .collect();
    assert!(within.contains(&(90, 1_350, 274)), "{within:?}");
    assert_eq!(document["nps"]["n"].as_u64(), Some(695));
    assert!((document["nps"]["score"].as_f64().expect("a score") - 38.1).abs() < 0.05);
    assert_eq!(document["reviews"]["stars"], serde_json::json!([15, 17, 39, 101, 187]));
    let shopee = &document["sources"][1];
    assert_eq!(
        shopee["updated"].as_u64().zip(shopee["unchanged"].as_u64()).map(|(new, same)| new + same),
        Some(23)
    );
}

#[test]
fn pull_brings_buyers_who_come_back() {
    let came_back = |lens: &str| {
        let document = shop(&["--lens", lens]);
        document["journey"]["steps"][2]["value"].as_f64().expect("a rate")
    };
    let (push, pull) = (came_back("push"), came_back("pull"));
    assert!(pull > 1.5 * push, "pull {pull:.3}, push {push:.3}");
}

#[test]
fn service_got_worse_in_march_2026() {
    let score = |from: &str, to: &str| {
        let document = shop(&["--from", from, "--to", to]);
        document["nps"]["score"].as_f64().expect("a score")
    };
    assert!(score("2024-11-01", "2026-02-28") - score("2026-03-01", "2026-10-31") > 20.0);
}

/// Counted from the files by a script of its own (`sample_data/README.md`).
#[test]
fn parcels_claims_and_carts_tell_what_the_readme_counts() {
    let document = shop(&[]);
    let share = |at: &str| {
        let found = document.pointer(at).unwrap_or_else(|| panic!("{at}"));
        (found["numerator"].as_u64(), found["denominator"].as_u64())
    };
    assert_eq!(share("/delivery/on_time"), (Some(996), Some(1_217)));
    assert_eq!(share("/carts/abandoned"), (Some(2_044), Some(3_299)));
    assert_eq!(document["carts"]["left_behind_minor"].as_i64(), Some(153_307_600));
    assert_eq!(share("/predictions/overdue/share"), (Some(299), Some(362)));
    let late = &document["service"]["complaints"][0];
    assert_eq!((late["topic"].as_str(), late["requests"].as_u64()), (Some("late_delivery"), Some(128)));
    assert_eq!(document["service"]["reply"]["median"].as_f64(), Some(228.0));
    let effects = document["delivery"]["effects"].as_array().expect("effects");
    let of = |effect: &&Value| effect["experience"] == "late_parcel" && effect["outcome"] == "bought_again";
    let effect = effects.iter().find(of).expect("late parcels against repeat purchase");
    assert_eq!(effect["figure"]["verdict"], "clearly_lower", "{effect:#}");
}

#[test]
fn the_months_of_the_ads_add_up_to_their_channels_and_campaigns() {
    let document = shop(&[]);
    let spend = |value: &Value| value["spend_minor"].as_i64().unwrap_or(0);
    let list = |part: &str| document["ad_months"][part].as_array().expect("lines").clone();
    let (channels, campaigns) = (list("channels"), list("campaigns"));
    assert_eq!(channels.len(), document["channels"].as_array().expect("channels").len());
    for (line, channel) in channels.iter().zip(document["channels"].as_array().expect("channels")) {
        assert_eq!((&line["channel"], spend(line)), (&channel["channel"], spend(channel)));
        assert_eq!(line["months"].as_array().expect("months").iter().map(spend).sum::<i64>(), spend(channel));
        let own = campaigns.iter().filter(|one| one["channel"] == line["channel"]);
        assert_eq!(own.map(spend).sum::<i64>(), spend(channel), "{}", line["channel"]);
    }
    assert_eq!(document["ad_months"]["across_months"].as_u64(), Some(0));
}

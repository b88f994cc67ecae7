//! Real exports give the figures that were counted in them by hand (`../shared/exports/INDEX.md`). Never a figure of our own making.

use std::path::Path;

use senthang::import::{Input, Options, Unwatched, import};
use senthang::tables::{Tables, WebCut};
use serde_json::Value;

use crate::fixture_tables::facts;
use crate::shared::{folder, json, read_json};

/// `analyze --json` of some exports, with further arguments.
fn analyze(exports: &Path, files: &[&str], more: &[&str]) -> Value {
    let paths: Vec<String> = files.iter().map(|file| exports.join(file).display().to_string()).collect();
    let mut arguments = vec!["analyze"];
    arguments.extend(paths.iter().map(String::as_str));
    arguments.extend(more);
    json(&arguments)
}

/// Compares the named figures of a section.
fn check(document: &Value, section: &str, expected: &[(&str, u64)]) {
    for (key, figure) in expected {
        assert_eq!(
            document[section][key].as_u64(),
            Some(*figure),
            "{section}.{key} of {}",
            document["sources"][0]["path"]
        );
    }
}

#[test]
fn shopify_orders_have_the_counted_figures() {
    let Some(exports) = folder("exports") else { return };
    let file = "shopify/shopify_orders_2019_2022_us.csv";
    let by_mail = analyze(&exports, &[file], &["--identity", "email"]);
    check(
        &by_mail,
        "orders",
        &[
            ("orders", 409),
            ("cancelled", 20),
            ("customers", 296),
            ("customers_with_2_orders", 42),
            ("anonymous_orders", 19),
            ("total_minor", 7_449_844),
            ("refunded_minor", 1_133_630),
        ],
    );
    // 18 of the 19 orders without an e-mail have a phone: by default that is a customer too, and the e-mails stay visible.
    let all = analyze(&exports, &[file], &[]);
    check(&all, "orders", &[("orders", 409), ("anonymous_orders", 1)]);
    let by_email = &all["orders"]["identified_by"][0];
    assert_eq!((by_email["rule"].as_str(), by_email["customers"].as_u64()), (Some("email"), Some(296)));
    assert_eq!(by_email["customers_with_2_orders"].as_u64(), Some(42));
}

#[test]
fn a_shop_that_lives_on_cash_on_delivery_is_told_so() {
    let Some(exports) = folder("exports") else { return };
    let file = "shopify/shopify_orders_cod_pending_utm_in_note_attributes_EXCERPT.csv";
    let document = analyze(&exports, &[file], &[]);
    check(
        &document,
        "orders",
        &[("orders", 3), ("total_minor", 470_000), ("valid_orders", 0), ("pending_orders", 3)],
    );
    assert_eq!(document["caveats"][0]["kind"], "all_pending");
    let counted = analyze(&exports, &[file], &["--count-pending"]);
    check(&counted, "orders", &[("valid_orders", 3), ("net_minor", 440_000)]);
}

#[test]
fn shopee_orders_have_the_counted_figures() {
    let Some(exports) = folder("exports") else { return };
    let document = analyze(&exports, &["shopee_th/shopee_th_jan2026_49col_sparse_excel_resaved.csv"], &[]);
    check(
        &document,
        "orders",
        &[("orders", 801), ("customers", 749), ("customers_with_2_orders", 50), ("total_minor", 17_609_800)],
    );
    let source = &document["sources"][0];
    assert_eq!((source["rows_read"].as_u64(), source["rows_used"].as_u64()), (Some(959), Some(959)));
}

#[test]
fn importing_the_same_orders_on_later_days_updates_and_never_doubles() {
    let Some(exports) = folder("exports") else { return };
    let (first, second) =
        ("shopee_th/shopee_th_59col_native_a.csv", "shopee_th/shopee_th_59col_native_b.csv");
    check(&analyze(&exports, &[first], &[]), "orders", &[("orders", 2)]);
    check(&analyze(&exports, &[second], &[]), "orders", &[("orders", 3), ("cancelled", 1)]);
    for files in [[first, second], [second, first]] {
        check(
            &analyze(&exports, &files, &[]),
            "orders",
            &[("orders", 3), ("cancelled", 1), ("total_minor", 67_400)],
        );
    }
    check(&analyze(&exports, &[second, second], &[]), "orders", &[("orders", 3)]);
}

#[test]
fn a_shopee_export_with_an_overwritten_header_is_refused_by_name() {
    let Some(exports) = folder("exports") else { return };
    let document = json(&[
        "inspect",
        &exports.join("shopee_th/shopee_th_59col_first_header_overwritten.csv").display().to_string(),
    ]);
    let refusal = &document["sources"][0]["refusal"];
    assert_eq!(refusal["code"], "missing_column");
    assert_eq!(refusal["needed"][0][0], "order_id");
    assert_eq!(refusal["unclaimed"][0], "re");
}

#[test]
fn lazada_and_tiktok_orders_have_the_counted_figures() {
    let Some(exports) = folder("exports") else { return };
    let lazada = analyze(&exports, &["lazada_th/lazada_th_orders_76col.csv"], &[]);
    check(&lazada, "orders", &[("orders", 108), ("cancelled", 16), ("total_minor", 3_117_200)]);
    let tiktok = analyze(&exports, &["tiktok_shop_th/tiktok_shop_th_orders_55col.csv"], &[]);
    check(&tiktok, "orders", &[("orders", 33), ("total_minor", 1_514_320)]);
}

#[test]
fn a_workbook_gives_the_figures_of_its_text_twin() {
    let Some(exports) = folder("exports") else { return };
    let figures = |file: &str| {
        let mut document = analyze(&exports, &[file], &[]);
        let source = document["sources"][0].clone();
        document.as_object_mut().expect("a document").remove("sources");
        let counts = ["profile", "rows_read", "rows_used", "rows_rejected", "rows_total"];
        (document, counts.map(|key| source[key].clone()))
    };
    for name in [
        "tiktok_shop_th/tiktok_shop_th_orders_55col",
        "tiktok_ads_th/tiktok_ads_th_campaign_overview_FIXTURE",
    ] {
        assert_eq!(figures(&format!("{name}.xlsx")), figures(&format!("{name}.csv")), "{name}");
    }
    let tiktok = analyze(&exports, &["tiktok_shop_th/tiktok_shop_th_orders_55col.xlsx"], &[]);
    check(&tiktok, "orders", &[("orders", 33), ("total_minor", 1_514_320)]);
}

/// Sum of a figure over all channels.
fn over_channels(document: &Value, key: &str) -> f64 {
    let channels = document["channels"].as_array().expect("channels");
    channels.iter().filter_map(|channel| channel[key].as_f64()).sum()
}

#[test]
fn ad_reports_have_the_counted_spend_without_their_totals() {
    let Some(exports) = folder("exports") else { return };
    let google = analyze(&exports, &["google_ads/campaign_report_alltime_search_pmax_display_USD.csv"], &[]);
    assert_eq!(over_channels(&google, "spend_minor"), 19_942_115.0);
    assert_eq!(google["sources"][0]["rows_total"].as_u64(), Some(5));
    let vnd = analyze(&exports, &["google_ads/channel_distribution_report_VND_TEXT.csv"], &[]);
    assert_eq!(over_channels(&vnd, "spend_minor"), 5_450_672.0);
    assert_eq!(
        (vnd["channels"][0]["first"].as_str(), vnd["channels"][0]["last"].as_str()),
        (Some("2026-05-06"), Some("2026-06-04"))
    );
    let meta = analyze(&exports, &["meta_ads/KAG_conversion_data.csv"], &[]);
    let figures =
        ["spend_minor", "impressions", "clicks", "claimed_orders"].map(|key| over_channels(&meta, key));
    assert_eq!(figures, [5_870_523.0, 213_434_828.0, 38_165.0, 1_079.0]);
    let egp = analyze(&exports, &["meta_ads/meta_campaigns_EGP_FIXTURE.csv"], &[]);
    assert_eq!(
        (egp["channels"][0]["currency"].as_str(), over_channels(&egp, "spend_minor")),
        (Some("EGP"), 19_000.0)
    );
    let tiktok = analyze(&exports, &["tiktok_ads_th/tiktok_ads_th_campaign_overview_FIXTURE.csv"], &[]);
    assert_eq!(over_channels(&tiktok, "spend_minor"), 106_781.0);
}

#[test]
fn shopee_ads_have_the_spend_of_the_stated_days() {
    let Some(exports) = folder("exports") else { return };
    let all = analyze(&exports, &["shopee_ads_th/shopee_ads_th_all_cpc_FIXTURE.csv"], &[]);
    let figures =
        ["spend_minor", "impressions", "clicks", "claimed_orders"].map(|key| over_channels(&all, key));
    assert_eq!(figures, [22_797_250.0, 3_207_106.0, 137_004.0, 4_539.0]);
    assert_eq!(
        (all["channels"][0]["first"].as_str(), all["channels"][0]["last"].as_str()),
        (Some("2026-07-01"), Some("2026-07-31"))
    );
    let keyword = analyze(&exports, &["shopee_ads_th/shopee_ads_th_keyword_FIXTURE.csv"], &[]);
    assert_eq!(over_channels(&keyword, "spend_minor"), 50_000.0);
}

#[test]
fn searches_are_counted_once_whichever_files_of_the_archive_are_there() {
    let Some(exports) = folder("exports") else { return };
    let figures = |files: &[&str]| {
        let files: Vec<String> = files.iter().map(|file| format!("search_console/{file}.csv")).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let document = analyze(&exports, &files, &[]);
        [over_channels(&document, "clicks"), over_channels(&document, "impressions")]
    };
    assert_eq!(figures(&["Chart"]), [9.0, 1_361.0]);
    let archive = ["Chart", "Countries", "Devices", "Filters", "Pages", "Queries", "Search appearance"];
    assert_eq!(figures(&archive), [9.0, 1_361.0]);
    assert_eq!(figures(&["Queries", "Pages", "Countries"]), [9.0, 1_361.0]);
    assert_eq!(figures(&["Queries"]), [0.0, 520.0]);
}

#[test]
fn settings_of_campaigns_are_no_report_and_the_person_is_told_which_one_is() {
    let Some(exports) = folder("exports") else { return };
    let file = exports.join("google_ads/ads_editor_current_view_Campaign.csv").display().to_string();
    let source = &json(&["inspect", &file])["sources"][0];
    assert_eq!(source["encoding"], "UTF-16LE");
    assert_eq!(source["refusal"]["code"], "no_figures");
}

#[test]
fn nps_answers_have_the_counted_score() {
    let Some(exports) = folder("exports") else { return };
    let document = analyze(&exports, &["nps/nps_testdata.csv"], &[]);
    check(&document, "nps", &[("n", 1_000), ("promoters", 462), ("detractors", 362), ("rejected", 0)]);
    assert!((document["nps"]["score"].as_f64().expect("a score") - 10.0).abs() < 1e-9);
}

/// The tables of one export.
fn tables(exports: &Path, file: &str) -> Tables {
    import(&[Input::Path(exports.join(file))], &Options::default(), &Unwatched)
        .expect("nothing cancels")
        .tables
}

/// Compares the sums of some columns of a table.
fn check_sums(tables: &Tables, table: &str, sums: &[(&str, i64)]) {
    let found = &facts(tables)[table];
    for (column, sum) in sums {
        assert_eq!(found[column]["sum"].as_i64(), Some(*sum), "{table}.{column}");
    }
}

#[test]
fn a_shopify_customer_list_has_the_counted_figures() {
    let Some(exports) = folder("exports") else { return };
    let tables = tables(&exports, "shopify/shopify_customers_export_us.csv");
    assert_eq!(tables.customers.height(), 1_511);
    check_sums(&tables, "listed_customers", &[("spent_minor", 6_300_394)]);
    let orders =
        tables.customers.column("orders").and_then(|column| Ok(column.i64()?.to_vec())).expect("orders");
    assert_eq!(orders.into_iter().flatten().filter(|orders| *orders > 1).count(), 43);
}

#[test]
fn a_google_analytics_page_has_the_counted_new_users_by_channel() {
    let Some(exports) = folder("exports") else { return };
    let tables = tables(&exports, "ga4/Reports_snapshot_invoicekits.csv");
    let codes = |name: &str| {
        tables.web_days.column(name).and_then(|column| Ok(column.u32()?.to_vec())).expect("codes")
    };
    let counts =
        tables.web_days.column("new_users").and_then(|column| Ok(column.i64()?.to_vec())).expect("counts");
    let rows = codes("channel").into_iter().zip(codes("cut")).zip(counts);
    let by_channel = rows.filter(|((_, cut), _)| *cut == Some(WebCut::FirstChannel.code()));
    let mut counted: Vec<i64> = by_channel.filter_map(|(_, count)| count).collect();
    counted.sort_unstable();
    assert_eq!(counted, [4, 14, 89]);
}

#[test]
fn klaviyo_campaigns_have_the_counted_sums() {
    let Some(exports) = folder("exports") else { return };
    let tables = tables(&exports, "klaviyo/klaviyo_campaigns_excerpt_TEXT.csv");
    let sums = [
        ("recipients", 215_606),
        ("delivered", 215_228),
        ("opens", 140_382),
        ("clicks", 1_209),
        ("unsubscribes", 514),
        ("orders", 386),
        ("revenue_minor", 2_484_270),
    ];
    assert_eq!(tables.campaigns.height(), 7);
    check_sums(&tables, "campaigns", &sums);
}

#[test]
fn cdnow_gives_the_published_figures_through_a_saved_mapping() {
    let Some(exports) = folder("exports") else { return };
    let mapping = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/cdnow.mapping.toml");
    let document = analyze(&exports, &["cdnow/CDNOW_master.txt"], &["--map", mapping]);
    check(&document, "orders", &[("orders", 69_659), ("customers", 23_570), ("total_minor", 250_031_563)]);
    let Some(oracles) = folder("oracles") else { return };
    let reference = &read_json(&oracles.join("lifetimes/repeat_purchase_reference.json"))["master"];
    let near = |found: &Value, expected: &Value, what: &str| {
        let (found, expected) = (found.as_f64().expect(what), expected.as_f64().expect(what));
        assert!((found - expected).abs() < 1e-9, "{what}: {found} is not {expected}");
    };
    let repeat = &document["repeat"];
    near(&repeat["to_date"]["customers"], &reference["customers"], "customers");
    near(
        &repeat["to_date"]["repeaters"],
        &reference["repeat_customers"],
        "customers who bought on two or more days",
    );
    near(&repeat["to_date"]["rate"], &reference["naive_repeat_rate"], "repeat rate to date");
    for window in repeat["within"].as_array().expect("windows") {
        let days = &window["days"];
        near(&window["mature"], &reference[format!("eligible_{days}d")], "mature customers");
        near(&window["repeaters"], &reference[format!("repeat_within_{days}d")], "repeaters");
        near(&window["rate"], &reference[format!("rate_{days}d")], "rate");
        near(&window["kaplan_meier"], &reference[format!("km_{days}d")], "Kaplan-Meier");
    }
    near(
        &repeat["second_order_days"]["median"],
        &reference["median_days_to_second"],
        "median days to second",
    );
    near(&repeat["second_order_days"]["mean"], &reference["mean_days_to_second"], "mean days to second");
    near(&repeat["gap_days"]["n"], &reference["gaps"], "gaps");
    near(&repeat["gap_days"]["mean"], &reference["gap_mean"], "mean gap");
    near(&repeat["gap_days"]["median"], &reference["gap_median"], "median gap");
}

#[test]
fn cdnow_observed_for_half_the_time_shows_the_known_bias() {
    let (Some(exports), Some(oracles)) = (folder("exports"), folder("oracles")) else { return };
    let mapping = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/cdnow.mapping.toml");
    let document =
        analyze(&exports, &["cdnow/CDNOW_master.txt"], &["--map", mapping, "--as-of", "1997-06-30"]);
    let reference = &read_json(&oracles.join("lifetimes/repeat_purchase_reference.json"))["master_observed_to_1997-06-30"];
    let rate = document["repeat"]["to_date"]["rate"].as_f64().expect("a rate");
    assert!((rate - reference["naive_repeat_rate"].as_f64().expect("a rate")).abs() < 1e-9);
}

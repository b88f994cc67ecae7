//! The command line as a new user and as another program use it, on the sample shop. Never needs a display.

use std::path::PathBuf;

use crate::shared::{json, run};

fn sample(file: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(file).display().to_string()
}

#[test]
fn without_a_display_the_demo_says_so_and_prints_the_journey() {
    let output = run(&["--demo"]);
    assert_eq!(output.status.code(), Some(0));
    let (text, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("No window can be opened here"), "{said}");
    for words in ["Awareness", "Consideration", "Purchase", "Retention", "Advocacy", "buyers per 100 clicks"]
    {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
    let thai = run(&["--demo", "--language", "th"]);
    assert!(String::from_utf8_lossy(&thai.stdout).contains("การรับรู้"));
}

#[test]
fn the_exit_status_tells_how_it_went() {
    let status = |arguments: &[&str]| run(arguments).status.code();
    let (meta, shopify) = (sample("meta_ads_daily.csv"), sample("shopify_orders.csv"));
    assert_eq!(status(&["analyze", &meta]), Some(0));
    assert_eq!(status(&["analyze", &shopify]), Some(3));
    assert_eq!(status(&["analyze", &meta, &sample("README.md")]), Some(3));
    assert_eq!(status(&["analyze", &sample("README.md")]), Some(1));
    assert_eq!(status(&["analyze", "no such file.csv"]), Some(1));
    assert_eq!(status(&["analyze"]), Some(2));
    assert_eq!(status(&["analyze", &meta, "--as-of", "yesterday"]), Some(2));
    assert_eq!(status(&["analyze", &meta, "--timezone", "Mars/Olympus"]), Some(2));
    assert_eq!(status(&["analyze", &meta, "--from", "2026-02-01", "--to", "2026-01-01"]), Some(2));
    assert_eq!(status(&["--version"]), Some(0));
    let strict = run(&["analyze", &shopify, "--strict", "--json"]);
    assert_eq!((strict.status.code(), strict.stdout.len()), (Some(1), 0));
}

#[test]
fn the_same_call_gives_the_same_bytes() {
    let files = [sample("shopify_orders.csv"), sample("shopee_orders_2025.csv"), sample("nps_answers.csv")];
    let call = || run(&["analyze", &files[0], &files[1], &files[2], "--json"]).stdout;
    assert_eq!(call(), call());
}

#[test]
fn figures_that_are_not_asked_for_are_null_and_the_others_stay_as_they_are() {
    let file = sample("shopify_orders.csv");
    let (all, some) = (json(&["analyze", &file]), json(&["analyze", &file, "--only", "repeat,rfm"]));
    for key in ["orders", "repeat", "rfm"] {
        assert!(!some[key].is_null() && some[key]["definition"] == all[key]["definition"], "{key}");
    }
    assert_eq!((&some["repeat"], &some["rfm"]), (&all["repeat"], &all["rfm"]));
    for key in ["cohorts", "revenue", "predictions", "value", "attribution", "service"] {
        assert!(some[key].is_null() && some.as_object().is_some_and(|keys| keys.contains_key(key)), "{key}");
    }
    assert!(!all["cohorts"].is_null());
    // Those orders tell of parcels, which few figures need: whatever is asked for alone is what it is among all.
    let only = |name: &str| json(&["analyze", &file, "--only", name]);
    for (name, keys) in [
        ("journey", &["journey", "caveats"][..]),
        ("repeat", &["repeat", "translator"]),
        ("rfm", &["rfm"]),
        ("cohorts", &["cohorts", "rolling_cohorts"]),
        ("revenue", &["revenue"]),
        ("channels", &["channels", "ad_months"]),
        ("voice", &["voice"]),
        ("service", &["service", "delivery", "carts"]),
        ("efficiency", &["efficiency"]),
        ("attribution", &["attribution"]),
        ("value", &["value"]),
        ("what-if", &["what_if"]),
    ] {
        let alone = only(name);
        for key in keys {
            assert_eq!(alone[key], all[key], "{key} of --only {name}");
        }
    }
    assert!(all["delivery"]["parcels"].as_u64() > Some(0));
    let (alone, mut rates) = (only("repeat-rates"), all["repeat"].clone());
    for key in ["ladder", "groups"] {
        assert!(rates[key].as_array().is_some_and(|list| !list.is_empty()), "{key}");
        rates[key] = serde_json::json!([]);
    }
    rates["finding"] = serde_json::Value::Null;
    assert_eq!((&alone["repeat"], &alone["translator"]), (&rates, &serde_json::json!([])));
    // A segment of products needs what was bought, whatever is asked about it.
    let segment = ["--segment", "product contains ชา"];
    let of_segment = |asked: &[&str]| json(&[&["analyze", &file][..], &segment, asked].concat());
    let (all, alone) = (of_segment(&[]), of_segment(&["--only", "journey,revenue"]));
    assert_eq!((&alone["journey"], &alone["revenue"]), (&all["journey"], &all["revenue"]));
    assert!(all["orders"]["customers"].as_u64() > Some(0));
    assert_eq!(run(&["analyze", &file, "--only", "nothing"]).status.code(), Some(2));
}

#[test]
fn every_key_of_the_contract_is_there() {
    let document = json(&["analyze", &sample("meta_ads_daily.csv")]);
    for key in [
        "schema",
        "version",
        "as_of",
        "timezone",
        "sources",
        "orders",
        "journey",
        "repeat",
        "cohorts",
        "revenue",
        "rfm",
        "channels",
        "efficiency",
        "attribution",
        "nps",
        "reviews",
        "service",
        "delivery",
        "carts",
        "predictions",
    ] {
        assert!(document.get(key).is_some(), "{key}");
    }
    let stages = document["journey"]["stages"].as_array().expect("stages");
    let names: Vec<&str> = stages.iter().filter_map(|stage| stage["stage"].as_str()).collect();
    assert_eq!(names, ["awareness", "consideration", "purchase", "retention", "advocacy"]);
    assert_eq!(document["journey"]["steps"].as_array().expect("steps").len(), 4);
    assert!(document["orders"].is_null() && document["journey"]["stages"][2]["count"].is_null());
}

#[test]
fn standard_input_is_an_input() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_senthang"))
        .args(["analyze", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let text = "Name,Email,Created at,Total\n#1,a@example.com,2026-01-05 10:00:00 +0700,100.00\n";
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("the program reads");
    let output = child.wait_with_output().expect("the program ends");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (document["orders"]["orders"].as_u64(), document["sources"][0]["path"].as_str()),
        (Some(1), Some("-"))
    );
}

#[test]
fn a_mapping_makes_an_unknown_table_readable() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, map) = (folder.path().join("own.csv"), folder.path().join("own.toml"));
    std::fs::write(&table, "wann;wer;wieviel\n31.12.2025;ann;10,50\n2.1.2026;ann;4,00\n").expect("written");
    let mapping = "id = \"my.own\"\nname = \"My till\"\nplatform = \"till\"\ntable = \"orders\"\ncurrency = \"EUR\"\n\
        required = [\"ordered_at\", \"total\"]\n[columns]\nordered_at = [\"wann\"]\ntotal = [\"wieviel\"]\ncustomer_id = [\"wer\"]\n\
        [orders]\nrow_is_order = true\n";
    std::fs::write(&map, mapping).expect("written");
    let (table, map) = (table.display().to_string(), map.display().to_string());
    assert_eq!(run(&["analyze", &table]).status.code(), Some(1));
    let document = json(&["analyze", &table, "--map", &map]);
    assert_eq!(document["orders"]["total_minor"].as_i64(), Some(1_450));
    assert_eq!(document["repeat"]["to_date"]["repeaters"].as_u64(), Some(1));
    let broken = run(&["analyze", &table, "--map", &table]);
    assert_eq!(broken.status.code(), Some(1));
}

#[test]
fn inspect_says_what_a_file_is() {
    let output = run(&["inspect", &sample("google_ads_campaigns.csv")]);
    let text = String::from_utf8_lossy(&output.stdout);
    for words in ["google_ads.report", "Header in line", "Totals rows left out", "impressions"] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
}

#[test]
fn a_project_stands_for_the_exports_it_was_made_from() {
    use senthang::project::{Document, Source, store};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.senthang");
    let source = |path| Source { path, ..Source::default() };
    let document = Document { sources: vec![source(sample("meta_ads_daily.csv"))], ..Document::default() };
    store::save(&path, &document).expect("saved");
    let (project, export) = (path.display().to_string(), sample("meta_ads_daily.csv"));
    assert_eq!(json(&["analyze", &project])["channels"], json(&["analyze", &export])["channels"]);
    std::fs::write(&path, "{\"format\": 1}").expect("written");
    assert_eq!(run(&["analyze", &project]).status.code(), Some(1));
}

#[test]
fn two_tills_with_the_same_order_numbers_keep_all_their_orders() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let header = "Order ID,Date,Email,Total,Status";
    let shop = file(
        "a.csv",
        &format!(
            "{header}\n1,2026-01-05,a@example.com,10.00,pending\n2,2026-01-06,b@example.com,20.00,paid\n"
        ),
    );
    let stall = file(
        "b.csv",
        &format!("{header}\n1,2026-02-05,c@example.com,40.00,paid\n2,2026-02-06,d@example.com,80.00,paid\n"),
    );
    let later = file(
        "c.csv",
        &format!("{header}\n1,2026-01-05,a@example.com,10.00,paid\n3,2026-03-01,a@example.com,5.00,paid\n"),
    );
    let both = json(&["analyze", &shop, &stall]);
    assert_eq!(
        (both["orders"]["orders"].as_u64(), both["orders"]["total_minor"].as_i64()),
        (Some(4), Some(15_000))
    );
    let updated = json(&["analyze", &shop, &later]);
    assert_eq!(
        (updated["orders"]["orders"].as_u64(), updated["orders"]["valid_orders"].as_u64()),
        (Some(3), Some(3))
    );
    assert_eq!(updated["sources"][1]["updated"].as_u64(), Some(1));
}

#[test]
fn two_ad_tables_without_campaigns_add_up_and_a_copy_of_one_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("Date,Spend,Impressions,Clicks\n{rows}")).expect("written");
        path.display().to_string()
    };
    let one = file("one.csv", "2026-01-05,10.00,1000,10\n2026-01-06,20.00,2000,20\n");
    let other = file("other.csv", "2026-01-05,40.00,500,5\n");
    let longer =
        file("longer.csv", "2026-01-05,10.00,1000,10\n2026-01-06,20.00,2000,20\n2026-01-07,5.00,100,1\n");
    let spend = |files: &[&str]| {
        let document = json(&[&["analyze"], files].concat());
        document["channels"][0]["spend_minor"].as_i64()
    };
    assert_eq!(spend(&[&one, &other]), Some(7_000));
    assert_eq!(spend(&[&one, &longer]), Some(3_500));
    assert_eq!(spend(&[&one, &one]), Some(3_000));
}

#[test]
fn the_reference_values_agree_on_this_machine() {
    let output = run(&["self-check"]);
    assert_eq!(output.status.code(), Some(0));
    let checks = json(&["self-check"]);
    assert_eq!(checks["differ"], 0);
    assert!(checks["checked"].as_u64() >= Some(150), "{}", checks["checked"]);
}

#[test]
fn a_segment_and_the_rest_of_the_customers_make_the_whole() {
    let shopify = sample("shopify_orders.csv");
    let customers = |segment: Option<&str>| {
        let mut call = vec!["analyze", shopify.as_str()];
        call.extend(segment.into_iter().flat_map(|expression| ["--segment", expression]));
        json(&call)["repeat"]["to_date"]["customers"].as_u64().expect("customers")
    };
    assert_eq!(customers(Some("orders >= 2")) + customers(Some("not orders >= 2")), customers(None));
    assert_eq!(run(&["analyze", &shopify, "--segment", "orders many"]).status.code(), Some(2));
}

#[test]
fn rejected_rows_are_written_and_import_again_once_they_are_corrected() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (export, fix) = (path("orders.csv"), path("fix.csv"));
    let rows =
        "order id,date,total,customer\n1,2026-05-01,10.00,ann\n2,2026-05-02,ten,bo\n3,2026-05-03,30.00,cy\n";
    std::fs::write(&export, rows).expect("written");
    assert_eq!(run(&["inspect", &export, "--rejected", &fix]).status.code(), Some(3));
    let written = std::fs::read_to_string(&fix).expect("there");
    assert!(
        written.starts_with("\u{feff}senthang:line,senthang:reason,order id,date,total,customer\n3,"),
        "{written}"
    );
    assert_eq!(written.lines().count(), 2);
    std::fs::write(&fix, written.replace(",ten,", ",20.00,")).expect("corrected");
    let figures = json(&["analyze", &export, &fix]);
    assert_eq!(
        (figures["orders"]["orders"].as_u64(), figures["orders"]["total_minor"].as_u64()),
        (Some(3), Some(6_000))
    );
    // An input is never overwritten.
    assert_eq!(run(&["inspect", &export, "--rejected", &export]).status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&export).expect("there"), rows);
}

#[test]
fn what_lies_in_a_folder_of_exports_and_is_none_is_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("a file");
    };
    write("notes.md", "# Where these come from\n\nFrom the shop platform.\n");
    write("logo.png", "\u{89}PNG\r\n\u{1a}\n");
    write("orders.dat", "Order ID,Date,Total,Email\n1,2026-01-05,10.00,a@example.com\n");
    write("words.rs", "Order ID,Date,Total,Email\nlet id = 1;\nlet date = today();\n");
    let path = folder.path().display().to_string();
    let outcome = |path: &str| {
        let output = run(&["analyze", path, "--json"]);
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let codes: Vec<String> = document["sources"]
            .as_array()
            .expect("sources")
            .iter()
            .map(|source| source["left_out_code"]["code"].as_str().unwrap_or("").to_owned())
            .collect();
        (output.status.code(), codes)
    };
    let passed = || "no_export".to_owned();
    assert_eq!(
        outcome(&path),
        (Some(0), vec![passed(), passed(), String::new(), passed()]),
        "a table is read whatever it is called, a text that only names its columns is none"
    );
    // So is one whose every row has a cell that does not read: its reasons are kept.
    write("words.rs", "Order ID,Date,Total,Email\n1,soon,10.00,a@example.com\n");
    assert_eq!(outcome(&path), (Some(3), vec![passed(), passed(), String::new(), String::new()]));
    std::fs::remove_file(folder.path().join("words.rs")).expect("it is there");
    // An export that is broken is no stranger, and a file that somebody names is wanted.
    write("ads.csv", "# no table\n");
    assert_eq!(outcome(&path), (Some(3), vec![String::new(), passed(), passed(), String::new()]));
    let named = folder.path().join("notes.md").display().to_string();
    assert_eq!(run(&["analyze", &named, "--json"]).status.code(), Some(1));
}

#[test]
fn what_ads_cost_is_told_in_their_currency_where_there_are_no_orders() {
    let document = json(&["analyze", &sample("meta_ads_daily.csv")]);
    let efficiency = &document["efficiency"];
    assert!(efficiency["spend_minor"].as_i64().is_some_and(|minor| minor > 0), "{efficiency}");
    assert_eq!(efficiency["currency"], "THB");
}

//! Every hostile and every real file is imported or refused with a sentence: no panic, no silent loss, the counts add up.

use std::path::Path;
use std::time::Instant;

use crate::shared::{folder, json, read_json, run};

/// Inspects every file under `path` and checks the accounts of each.
fn check_accounts(path: &Path) {
    let begun = Instant::now();
    let document = json(&["inspect", &path.display().to_string(), "--quiet"]);
    let sources = document["sources"].as_array().expect("sources");
    assert!(!sources.is_empty(), "{} holds no file", path.display());
    for source in sources {
        let count = |key: &str| source[key].as_u64().unwrap_or_else(|| panic!("{}: {key}", source["path"]));
        let (read, used) = (count("rows_read"), count("rows_used"));
        assert_eq!(read, used + count("rows_rejected") + count("rows_total"), "{}", source["path"]);
        let listed = source["rejected"].as_array().expect("rejected rows").len() as u64;
        assert!(
            source["refused"].is_string()
                || listed == count("rows_rejected")
                || source["rejected_truncated"] == true
        );
        let sentence = source["refused"].as_str().or(source["left_out"].as_str()).unwrap_or("read.");
        assert!(sentence.ends_with(['.', '"', '”']) && sentence.len() > 4, "{}: {sentence}", source["path"]);
        let recognised = source["profile"].is_string();
        assert!(
            recognised || source["refused"].is_string() || source["left_out"].is_string(),
            "{} is neither read nor refused",
            source["path"]
        );
    }
    println!("{}: {} files in {:.1} s", path.display(), sources.len(), begun.elapsed().as_secs_f64());
}

#[test]
fn no_shared_file_is_lost_or_brings_the_program_down() {
    for name in
        ["exports", "nasty/own", "nasty/blns", "nasty/csv-spectrum", "nasty/pollock", "nasty/messytables"]
    {
        if let Some(path) = folder(name) {
            check_accounts(&path);
        }
    }
}

#[test]
fn no_file_of_other_peoples_test_suites_brings_the_program_down() {
    for name in ["nasty/calamine", "nasty/duckdb"] {
        if let Some(path) = folder(name) {
            check_accounts(&path);
        }
    }
}

#[test]
fn own_hostile_files_give_the_expected_rows_and_rejections() {
    let Some(own) = folder("nasty/own") else { return };
    let expected = read_json(&own.join("expected.json"));
    // Orders, answers and their like: files without a date or of other kinds are refused in words and are not in this list.
    let names = [
        "blank_header.csv",
        "cr_only_oldmac.csv",
        "crlf.csv",
        "csv_named_xlsx.xlsx",
        "dates_future_past.csv",
        "dates_mixed_formats.csv",
        "duplicate_import_overlap_1.csv",
        "enc_cp874_thai.csv",
        "enc_invalid_utf8_one_row.csv",
        "enc_latin1_not_utf8.csv",
        "enc_nfc_nfd.csv",
        "enc_nul_bytes.csv",
        "enc_utf16be_bom.csv",
        "enc_utf16le_bom.csv",
        "enc_utf16le_tab_meta_ads.csv",
        "enc_utf8_bom.csv",
        "enc_utf8_thai_be.csv",
        "formula_injection.csv",
        "header_only.csv",
        "header_spaces_case.csv",
        "long_field_2MB.csv",
        "no_trailing_newline.csv",
        "nps_scores.csv",
        "pipe.csv",
        "preamble_ga4.csv",
        "ragged_short.csv",
        "semicolon_decimal_comma.csv",
        "shopify_multiline_items.csv",
        "stray_quote_mid.csv",
        "tab.tsv",
        "trailing_blank_lines.csv",
        "unterminated_quote.csv",
    ];
    for name in names {
        let document = json(&["inspect", &own.join(name).display().to_string()]);
        let source = &document["sources"][0];
        assert_eq!(source["rows_used"], expected[name]["rows"], "{name}: {}", source["refused"]);
        let lines = |rows: &serde_json::Value| -> Vec<u64> {
            rows.as_array()
                .map_or_else(Vec::new, |rows| rows.iter().filter_map(|row| row["line"].as_u64()).collect())
        };
        assert_eq!(lines(&source["rejected"]), lines(&expected[name]["rejected"]), "{name}");
    }
}

/// Files that are refused, and a word of the sentence that says why.
const REFUSED: [(&str, &str); 23] = [
    ("binary_png_named.csv", "picture, not a text table"),
    ("dates_ambiguous.csv", "could be 2024-04-03 or 2024-03-04"),
    ("duplicate_headers.csv", "columns are missing for: order date"),
    ("empty_0_bytes.csv", "is empty"),
    ("gz_inside.csv", "gzip"),
    ("html_saved_as_xls.xls", "web page"),
    ("json_not_csv.csv", "JSON"),
    ("no_header.csv", "No header row"),
    ("one_cell.csv", "no table"),
    ("only_bom.csv", "is empty"),
    ("only_newlines.csv", "only blank lines"),
    ("proj_many_entries.zip", "too many entries"),
    ("proj_path_traversal.zip", "unsafe path"),
    ("proj_zip_bomb_ratio.zip", "expands to more than"),
    ("wide_5000_columns.csv", "and 4988 more"),
    ("xlsx_billion_laughs.xlsx", "entities"),
    ("xlsx_cell_ref_overflow.xlsx", "cell reference"),
    ("xlsx_encrypted_ole.xlsx", "password"),
    ("xlsx_ok.xlsx", "columns are missing for: order date"),
    ("xlsx_truncated_xml.xlsx", "damaged"),
    ("xlsx_truncated_zip.xlsx", "damaged"),
    ("xlsx_xxe.xlsx", "entities"),
    ("xlsx_zip_bomb_512MB.xlsx", "expands to more than"),
];

#[test]
fn what_cannot_be_used_is_refused_with_its_reason() {
    let Some(own) = folder("nasty/own") else { return };
    for (name, words) in REFUSED {
        let file = own.join(name).display().to_string();
        let output = run(&["inspect", &file, "--json"]);
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(output.status.code(), Some(1), "{name}");
        for source in document["sources"].as_array().expect("sources") {
            let sentence = source["refused"].as_str().unwrap_or_else(|| panic!("{name} was not refused"));
            assert!(sentence.contains(words), "{name}: {sentence}");
            assert_eq!(source["rows_used"], 0, "{name}");
        }
    }
}

#[test]
fn what_is_worth_knowing_of_a_hostile_file_is_told() {
    let Some(own) = folder("nasty/own") else { return };
    for (name, words) in [
        ("dates_mixed_formats.csv", "read as DD/MM/YYYY"),
        ("enc_cp874_thai.csv", "windows-874 (guessed)"),
        ("enc_invalid_utf8_one_row.csv", "line 4"),
        ("enc_latin1_not_utf8.csv", "windows-1252 (guessed)"),
        ("enc_utf8_thai_be.csv", "Buddhist"),
        ("dates_future_past.csv", "dates"),
        ("header_only.csv", "no rows"),
        ("preamble_ga4.csv", "lines above the header row were skipped"),
    ] {
        let notes = json(&["inspect", &own.join(name).display().to_string()])["sources"][0]["notes"].clone();
        let told = |note: &serde_json::Value| note.as_str().is_some_and(|note| note.contains(words));
        assert!(notes.as_array().is_some_and(|notes| notes.iter().any(told)), "{name}: {notes}");
    }
}

#[test]
fn files_that_no_metric_can_use_are_still_read_whole() {
    let Some(own) = folder("nasty/own") else { return };
    let expected = read_json(&own.join("expected.json"));
    for name in [
        "backslash_escape.csv",
        "duplicate_headers.csv",
        "html_markup.csv",
        "path_like_names.csv",
        "quoted_newlines.csv",
        "wide_5000_columns.csv",
        "xlsx_ok.xlsx",
    ] {
        let output = run(&["inspect", "--table", &own.join(name).display().to_string()]);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(output.stdout.as_slice());
        let rows = reader.records().filter(Result::is_ok).count();
        assert_eq!(Some(rows as u64), expected[name]["rows"].as_u64(), "{name}");
    }
}

#[test]
fn amounts_that_are_none_never_reach_a_sum() {
    let Some(own) = folder("nasty/own") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let map = folder.path().join("map.toml");
    let mapping = "id = \"my.spend\"\nname = \"Mine\"\nplatform = \"mine\"\ntable = \"ads\"\ncurrency = \"THB\"\n\
        required = [\"spend\"]\n[columns]\ncampaign = [\"Name\"]\nspend = [\"Total\"]\n";
    std::fs::write(&map, mapping).expect("written");
    let (file, map) = (own.join("numbers_formats.csv").display().to_string(), map.display().to_string());
    let document = json(&["analyze", &file, "--map", &map]);
    let rejected = document["sources"][0]["rejected"].as_array().expect("rejected rows").clone();
    // Lines 11 and 12 hold no amount, which an ad report may say; line 18 (12,50) fits no column that writes 1,234.50.
    let lines: Vec<u64> = rejected.iter().filter_map(|row| row["line"].as_u64()).collect();
    assert_eq!(lines, [9, 10, 13, 14, 15, 16, 18]);
    // 1234.50 + 1234.50 - 50 - 50 - 50 + 1200 + 10 + 12.50
    assert_eq!(document["channels"][0]["spend_minor"].as_i64(), Some(354_150));
}

#[test]
fn a_copy_of_nothing_is_empty_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("empty.csv", ""), ("mark.csv", "\u{feff}"), ("blank.csv", "\r\n\r\n \n")] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        let path = path.display().to_string();
        let copied = run(&["inspect", "--table", &path]);
        assert_eq!((copied.status.code(), copied.stdout.len()), (Some(0), 0), "{name}");
        assert!(String::from_utf8_lossy(&copied.stderr).contains("Export it again"), "{name}");
        // As an import it cannot be used at all.
        assert_eq!(run(&["inspect", &path]).status.code(), Some(1), "{name}");
        assert_eq!(run(&["analyze", &path]).status.code(), Some(1), "{name}");
    }
}

#[test]
fn naughty_strings_come_through_every_road_unchanged() {
    let Some(blns) = folder("nasty/blns") else { return };
    let strings = read_json(&blns.join("blns.json"));
    let strings: Vec<&str> =
        strings.as_array().expect("a list").iter().filter_map(serde_json::Value::as_str).collect();
    let file = blns.join("blns_orders.csv").display().to_string();
    let output = run(&["inspect", "--table", &file]);
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let headers = reader.headers().expect("a header").clone();
    let at = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let (email, notes) = (at("Email"), at("Notes"));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a record")).collect();
    assert_eq!(rows.len(), strings.len());
    for (row, string) in rows.iter().zip(&strings) {
        assert_eq!((&row[email], &row[notes]), (*string, *string));
    }
    for language in ["en", "th"] {
        for call in ["inspect", "analyze"] {
            let text = run(&[call, &file, "--language", language]);
            assert!(matches!(text.status.code(), Some(0 | 3)), "{call} {language}");
        }
    }
    let source = json(&["analyze", &file])["sources"][0].clone();
    assert_eq!(source["rows_read"].as_u64(), Some(strings.len() as u64));
    // The list itself, one string a line, is no table, but it must not bring anything down.
    for name in ["blns.txt", "blns.json", "blns.base64.txt"] {
        let path = blns.join(name);
        if path.exists() {
            for call in ["inspect", "analyze"] {
                assert!(run(&[call, &path.display().to_string()]).status.code().is_some(), "{name}");
            }
        }
    }
}

#[test]
fn ambiguous_dates_are_asked_and_the_answer_is_taken() {
    let Some(own) = folder("nasty/own") else { return };
    let file = own.join("dates_ambiguous.csv").display().to_string();
    let refused = run(&["analyze", &file]);
    assert_eq!(refused.status.code(), Some(1));
    let sentence = String::from_utf8_lossy(&refused.stderr);
    assert!(sentence.contains("2024-04-03") && sentence.contains("2024-03-04"), "{sentence}");
    let document = json(&["analyze", &file, "--date-order", "dmy"]);
    assert_eq!(document["orders"]["first_order"], "2024-04-03");
    let document = json(&["analyze", &file, "--date-order", "mdy"]);
    assert_eq!(document["orders"]["first_order"], "2024-03-04");
}

#[test]
fn a_thai_windows_file_gives_its_amounts_and_buddhist_dates() {
    let Some(own) = folder("nasty/own") else { return };
    let document = json(&["analyze", &own.join("enc_cp874_thai.csv").display().to_string()]);
    assert_eq!(document["orders"]["total_minor"].as_i64(), Some(134_950));
    assert_eq!(document["orders"]["first_order"], "2024-01-05");
    assert_eq!(document["orders"]["customers"], 2);
}

#[test]
fn tables_are_copied_cell_by_cell() {
    let Some(spectrum) = folder("nasty/csv-spectrum") else { return };
    let mut compared = 0;
    for entry in std::fs::read_dir(spectrum.join("csvs")).expect("a folder").flatten() {
        let name =
            entry.path().file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let expected = read_json(&spectrum.join("json").join(format!("{name}.json")));
        if !expected.is_array() {
            // One expectation of the suite is no list of rows and does not fit its file.
            continue;
        }
        let output = run(&["inspect", "--table", &entry.path().display().to_string()]);
        let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
        let headers = reader.headers().expect("a header").clone();
        let rows: Vec<serde_json::Value> = reader
            .records()
            .map(|record| {
                let record = record.expect("a record");
                let cells = headers.iter().zip(record.iter());
                cells.map(|(header, cell)| (header.to_owned(), serde_json::Value::from(cell))).collect()
            })
            .collect();
        // The folder's copy of one file has lost the line breaks that its expectation names.
        let text = expected.to_string().replace("\\r\\n", "\\n");
        assert_eq!(serde_json::Value::Array(rows).to_string().replace("\\r\\n", "\\n"), text, "{name}");
        compared += 1;
    }
    assert_eq!(compared, 11);
}

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

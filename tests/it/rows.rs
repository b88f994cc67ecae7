//! Rows behind the numbers, on the sample shop: every figure of the document opens its card and its rows. Never a figure of its own.

use std::collections::BTreeMap;

use senthang::analysis::rows::{Behind, RowState, behind, figures, rows};
use senthang::analysis::{DefinitionId, Spec, analyze};
use senthang::app::{sample, wording};
use senthang::domain::Language;
use senthang::import::{Options, Unwatched, import};
use serde_json::Value;

use crate::shared::{json, run};

fn folder() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data").to_owned()
}

/// Pointers of all objects that name a definition, with its id.
fn defined(value: &Value, at: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            if let Some(definition) = fields.get("definition").and_then(Value::as_str) {
                found.push((at.to_owned(), definition.to_owned()));
            }
            fields.iter().for_each(|(key, value)| defined(value, &format!("{at}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| defined(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

#[test]
fn every_figure_of_the_document_opens_its_card_and_its_rows() {
    let document = json(&["analyze", &folder()]);
    let listed: Vec<(&str, &str)> = document["figures"]
        .as_array()
        .expect("figures")
        .iter()
        .filter_map(|figure| Some((figure["at"].as_str()?, figure["definition"].as_str()?)))
        .collect();
    for (at, _) in &listed {
        assert!(document.pointer(at).is_some(), "nothing stands at {at}");
    }
    let mut found = Vec::new();
    defined(&document, "", &mut found);
    found.retain(|(at, _)| !at.starts_with("/figures"));
    assert!(found.len() > 20, "{found:?}");
    for (at, id) in found {
        let definition: DefinitionId =
            serde_json::from_value(Value::from(id.as_str())).expect("a definition");
        for part in ["name", "formula", "numerator", "denominator", "left_out", "interval", "source"] {
            for language in Language::ALL {
                let card = wording::known_text(language, &format!("definition.{id}.{part}"));
                assert!(card.is_some(), "{at}: no {part} on the card of {id} in {language:?}");
            }
        }
        match behind(definition) {
            Behind::Nothing(why) => {
                let reason = wording::known_text(Language::Thai, &format!("rows.none.{why}"));
                assert!(reason.is_some(), "{at}: nobody says why {id} has no rows");
            }
            Behind::Rows => {
                // A step without data has no count to list.
                let is_null =
                    |key: &str| document.pointer(&format!("{at}/{key}")).is_some_and(Value::is_null);
                let is_empty = is_null("count") || is_null("value");
                let has_rows = listed.iter().any(|(listed, _)| listed.starts_with(&at))
                    || (id == "LEK" && at.contains("/leaks/"))
                    // The sentence names one of the groups, whose rows are had there.
                    || at == "/repeat/finding"
                    // The same figures by push and by pull: their rows are had with `--lens`.
                    // So are promoters against detractors, and who answered against who did not: the rows are those of each.
                    || ((at.contains("/sides/") || (at.starts_with("/voice/") && at.contains("/figures/"))) && listed.iter().any(|(_, definition)| *definition == id));
                assert!(
                    is_empty || has_rows,
                    "{at}: no rows behind {id}; name the figure in `analysis/rows/catalog.rs`, or say there why it has none"
                );
            }
        }
    }
}

#[test]
fn the_rows_of_the_sample_shop_add_up_to_every_figure() {
    let imported = import(&sample::inputs(), &Options::default(), &Unwatched).expect("the sample shop");
    let spec = Spec::default();
    let analysis = analyze(&imported.tables, &spec).expect("an analysis");
    let figures = figures(&analysis);
    assert!(figures.len() > 100);
    // Of the many cells of the cohorts one in seven, so that a slow machine is not kept waiting.
    let cell = |name: &str| name.starts_with("cohort:") && name.matches(':').count() == 2;
    for (index, figure) in figures.iter().enumerate() {
        let name = figure.id.to_string();
        if cell(&name) && index % 7 > 0 {
            continue;
        }
        let counts = rows(&imported.tables, &spec, &figure.id).expect("rows").counts();
        let says = figure.says;
        assert_eq!(counts.numerator, says.numerator, "numerator of {name}");
        assert_eq!(
            says.denominator.unwrap_or(counts.denominator),
            counts.denominator,
            "denominator of {name}"
        );
        assert_eq!(
            says.lost.unwrap_or(counts.of(RowState::Lost)),
            counts.of(RowState::Lost),
            "lost of {name}"
        );
        assert_eq!(says.money_minor.unwrap_or(counts.money_minor), counts.money_minor, "money of {name}");
    }
}

#[test]
fn rows_are_written_as_text_json_and_csv_with_their_place_in_the_files() {
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("rows.csv").display().to_string();
    let step = ["analyze", &folder(), "--rows", "step:purchase:retention", "--quiet"];
    let document = json(&step);
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for row in document["rows"].as_array().expect("rows") {
        *states.entry(row["state"].as_str().expect("a state")).or_default() += 1;
        assert!(row["path"].as_str().is_some() && row["line"].as_u64() > Some(1), "{row}");
    }
    assert_eq!((states["counted"], document["numerator"].as_u64()), (362, Some(362)));
    assert_eq!(document["denominator"].as_u64(), Some(1_564));
    let written = run(&[&step[..], &["--csv", &file]].concat());
    assert_eq!((written.status.code(), written.stdout.len()), (Some(3), 0));
    let csv = std::fs::read_to_string(&file).expect("the file");
    let all: usize = states.values().sum();
    assert_eq!(csv.lines().count(), all + 1, "a header and every row");
    let unsafe_cell = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '+', '@']);
    assert!(!csv.lines().any(|line| line.split(',').any(unsafe_cell)));
    let page = String::from_utf8(run(&step).stdout).expect("text");
    assert!(page.contains("362 of 1,564") && page.contains("more rows"), "{page}");
}

#[test]
fn a_figure_that_is_not_there_is_named_and_no_input_is_overwritten() {
    let place = tempfile::tempdir().expect("a folder");
    let export = place.path().join("orders.csv");
    std::fs::write(&export, "order_id,date,total,email,currency\n1,2026-01-05,120,a@example.com,THB\n")
        .expect("written");
    let export = export.display().to_string();
    let unknown = run(&["analyze", &export, "--rows", "step:buy:more"]);
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said.contains("step:buy:more") && said.contains("repeat:to_date"), "{said}");
    assert_eq!(run(&["analyze", &export, "--rows", "orders:all", "--csv", &export]).status.code(), Some(2));
    assert!(std::fs::read_to_string(&export).expect("there").contains("a@example.com"));
    let list = String::from_utf8(run(&["analyze", &export, "--rows", "list"]).stdout).expect("text");
    assert!(list.contains("cohort:2026-01:0") && list.contains("orders:valid"), "{list}");
}

//! Rows behind the numbers, on the sample shop: every figure of the document opens its card and its rows. Never a figure of its own.

use std::collections::BTreeMap;

use senthang::analysis::rows::{Behind, Figure, FigureId, RowState, behind, figures, rows};
use senthang::analysis::{ComparedWith, DefinitionId, Spec, analyze};
use senthang::app::{sample, wording};
use senthang::domain::{Day, Language, Period, Segment};
use senthang::import::{Options, Unwatched, import};
use senthang::tables::Tables;
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

/// Whether rows are listed for the figure at `at`, or for a part of it.
fn has_rows(document: &Value, listed: &[(&str, &str)], (at, id): (&str, &str)) -> bool {
    // A leak loses the lost of its step.
    let step = document.pointer(&format!("{at}/step")).filter(|_| id == "LEK");
    let asked = step.map_or_else(|| at.to_owned(), |step| format!("/journey/steps/{step}"));
    let below = format!("{asked}/");
    listed.iter().any(|(listed, _)| *listed == asked || listed.starts_with(&below))
}

/// Holds every figure of a document to its card and its rows; how many figures there are.
fn check_figures(document: &Value) -> usize {
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
    defined(document, "", &mut found);
    found.retain(|(at, _)| !at.starts_with("/figures"));
    for (at, id) in &found {
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
                let is_empty =
                    is_null("count") || is_null("value") || (is_null("now/value") && is_null("then/value"));
                assert!(
                    is_empty || has_rows(document, &listed, (at, id)),
                    "{at}: no rows behind {id}; name the figure in `analysis/rows/catalog.rs`, or say there why it has none"
                );
            }
        }
    }
    found.len()
}

#[test]
fn every_figure_of_the_document_opens_its_card_and_its_rows() {
    assert!(check_figures(&json(&["analyze", &folder()])) > 100);
}

#[test]
fn both_sides_of_every_compared_figure_open_their_rows() {
    let period = ["--from", "2026-04-01", "--to", "2026-06-30", "--compare", "previous"];
    let periods = json(&[&["analyze", &folder()], &period[..]].concat());
    check_figures(&periods);
    let groups = ["--segment", "direction = push", "--compare", "rest"];
    let groups = json(&[&["analyze", &folder()], &groups[..]].concat());
    check_figures(&groups);
    for document in [periods, groups] {
        let compared = document["comparison"]["figures"].as_array().expect("figures");
        let named = |name: &str| compared.iter().any(|figure| figure["figure"] == name);
        for name in
            ["service.in_time", "service.reply", "delivery.on_time", "delivery.days", "carts.abandoned"]
        {
            assert!(named(name), "{name} is not compared");
        }
    }
}

#[test]
fn the_rows_of_both_sides_add_up_to_what_is_compared() {
    let imported = import(&sample::inputs(), &Options::default(), &Unwatched).expect("the sample shop");
    let (from, to) = (Day::parse_iso("2026-04-01"), Day::parse_iso("2026-06-30"));
    let push = Segment::parse("direction = push").ok();
    let specs = [
        (Period { from, to }, None, ComparedWith::PreviousPeriod),
        (Period::default(), push, ComparedWith::Rest),
    ];
    let mut sides = 0;
    for (period, segment, with) in specs {
        let spec = Spec { period, segment, compared_with: Some(with), ..Spec::default() };
        let analysis = analyze(&imported.tables, &spec).expect("an analysis");
        for figure in figures(&analysis).iter().filter(|figure| matches!(figure.id, FigureId::Asked(..))) {
            check_rows(&imported.tables, &spec, figure);
            sides += 1;
        }
    }
    assert!(sides > 100, "{sides}");
}

fn check_rows(tables: &Tables, spec: &Spec, figure: &Figure) {
    let (name, says) = (figure.id.to_string(), figure.says);
    let counts = rows(tables, spec, &figure.id).expect("rows").counts();
    assert_eq!(counts.numerator, says.numerator, "numerator of {name} at {}", figure.pointer);
    let same = |said: Option<u64>, counted: u64, what: &str| {
        assert_eq!(said.unwrap_or(counted), counted, "{what} of {name} at {}", figure.pointer);
    };
    same(says.denominator, counts.denominator, "denominator");
    same(says.lost, counts.of(RowState::Lost), "lost");
    assert_eq!(says.money_minor.unwrap_or(counts.money_minor), counts.money_minor, "money of {name}");
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
        check_rows(&imported.tables, &spec, figure);
    }
}

#[test]
fn the_interval_of_a_figure_is_that_of_the_document() {
    let imported = import(&sample::inputs(), &Options::default(), &Unwatched).expect("the sample shop");
    let analysis = analyze(&imported.tables, &Spec::default()).expect("an analysis");
    let document = serde_json::to_value(&analysis).expect("a document");
    let mut held = 0;
    for figure in figures(&analysis) {
        let end = |name: &str| document.pointer(&format!("{}/{name}", figure.pointer))?.as_f64();
        let (Some(interval), Some(low), Some(high)) = (figure.interval(), end("low"), end("high")) else {
            continue;
        };
        let is_share = end("numerator") == Some(figure.says.numerator as f64);
        if is_share {
            assert!(
                (interval.low - low).abs() < 1e-12 && (interval.high - high).abs() < 1e-12,
                "{}",
                figure.id
            );
            held += 1;
        }
    }
    assert!(held > 8, "{held}");
}

#[test]
fn who_reached_several_stages_is_listed_by_name() {
    let ask = |figure: &str| json(&["analyze", &folder(), "--rows", figure, "--quiet"]);
    let all = ask("reached:all:purchase+retention");
    assert_eq!((all["numerator"].as_u64(), all["denominator"].as_u64()), (Some(362), Some(1_564)));
    let any = ask("reached:any:purchase+retention");
    assert_eq!(any["numerator"].as_u64(), Some(1_564));
    let recommend = ask("reached:all:retention+advocacy");
    assert_eq!(recommend["numerator"].as_u64(), Some(161), "as many as the step to Advocacy counts");
    let events = run(&["analyze", &folder(), "--rows", "reached:all:awareness"]);
    assert_eq!(events.status.code(), Some(2));
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

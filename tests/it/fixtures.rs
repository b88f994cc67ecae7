//! Every export format has a fixture that we wrote ourselves: `tests/fixtures/<profile>/<file>` and beside it `<file>.toml`, which
//! says what must come of it. A new format is a profile, a fixture and its expected file; never a line here.
//!
//! An expected file holds any part of the facts below: a table is compared key by key, everything else must be equal.
//! `files = [...]` imports several files of the folder together; `[options]` may hold `date_order` and `time_zone`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use senthang::domain::{Day, OrderStatus};
use senthang::import::{DateOrder, ImportReport, Imported, Input, Options, Profile, Unwatched, import};
use senthang::tables::{Table, Tables};
use serde_json::{Map, Value, json};

use crate::fixture_tables;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Every expected file.
fn expectations() -> Vec<PathBuf> {
    let folders = fs::read_dir(root()).expect("fixtures").flatten().map(|entry| entry.path());
    let files =
        folders.filter(|path| path.is_dir()).flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    let mut files: Vec<PathBuf> = files.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

#[test]
fn every_fixture_gives_what_the_file_beside_it_says() {
    let mut faults = Vec::new();
    for expectation in expectations() {
        let text = fs::read_to_string(&expectation).expect("readable");
        let expected: Value =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", expectation.display()));
        let facts = facts_of(&expectation, &expected);
        let before = faults.len();
        compare(&expected, &facts, "", &mut faults);
        if faults.len() > before {
            let name = expectation.strip_prefix(root()).expect("under the root").display().to_string();
            faults.insert(before, format!("{name}: found {facts:#}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_order_and_ad_format_has_a_fixture() {
    let folders: BTreeSet<String> = fs::read_dir(root())
        .expect("fixtures")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let without: Vec<&str> = Profile::built_in()
        .iter()
        .filter(|profile| matches!(profile.table, Table::Orders | Table::Ads))
        .map(|profile| profile.id.as_str())
        .filter(|id| !folders.contains(*id))
        .collect();
    assert!(without.is_empty(), "no tests/fixtures/ folder for {without:?}");
}

/// Imports what an expected file stands for: the file of the same name, or the files that it lists.
fn facts_of(expectation: &Path, expected: &Value) -> Value {
    let folder = expectation.parent().expect("a folder");
    let files: Vec<PathBuf> = match expected["files"].as_array() {
        Some(files) => files.iter().filter_map(Value::as_str).map(|file| folder.join(file)).collect(),
        None => vec![expectation.with_extension("")],
    };
    let inputs: Vec<Input> = files.into_iter().map(Input::Path).collect();
    let imported = import(&inputs, &options(&expected["options"]), &Unwatched).expect("nothing cancels");
    let mut facts = sources(&imported.report);
    facts.insert("orders".to_owned(), orders(&imported));
    facts.insert("lines".to_owned(), lines(&imported.tables));
    facts.insert("ads".to_owned(), ads(&imported.tables));
    facts.extend(fixture_tables::facts(&imported.tables));
    for key in ["files", "options"] {
        facts.insert(key.to_owned(), expected[key].clone());
    }
    Value::Object(facts)
}

fn options(expected: &Value) -> Options {
    let mut options = Options::default();
    if let Some(zone) = expected["time_zone"].as_str() {
        zone.clone_into(&mut options.time_zone);
    }
    options.date_order = match expected["date_order"].as_str() {
        Some("day_first") => Some(DateOrder::DayFirst),
        Some("month_first") => Some(DateOrder::MonthFirst),
        _ => None,
    };
    options
}

/// What the report says: of a single source its fields at the top, of several each under its file name.
fn sources(report: &ImportReport) -> Map<String, Value> {
    let mut all = Map::new();
    for source in &report.sources {
        assert_eq!(
            source.rows_read,
            source.rows_used + source.rows_rejected + source.rows_total,
            "{}",
            source.path
        );
        let codes: Vec<String> =
            source.notes.iter().filter_map(|note| Some(json!(note)["code"].as_str()?.to_owned())).collect();
        let mut facts = json!(source).as_object().expect("a table").clone();
        facts.insert("notes".to_owned(), json!(codes));
        facts.insert("note".to_owned(), notes_by_code(source.notes.iter().map(|note| json!(note))));
        for (field, header) in &source.mapping {
            facts.insert(format!("column_of_{field}"), json!(header));
        }
        if report.sources.len() == 1 {
            return facts;
        }
        let name = Path::new(&source.path).file_name().expect("a name").to_string_lossy().into_owned();
        all.insert(name, Value::Object(facts));
    }
    all
}

/// The first note of each code.
fn notes_by_code(notes: impl Iterator<Item = Value>) -> Value {
    let mut first = Map::new();
    for note in notes {
        let code = note["code"].as_str().unwrap_or_default().to_owned();
        first.entry(code).or_insert(note);
    }
    Value::Object(first)
}

fn codes(frame: &DataFrame, name: &str) -> Vec<Option<u32>> {
    frame.column(name).and_then(|column| Ok(column.u32()?.to_vec())).expect(name)
}

fn days(frame: &DataFrame, name: &str) -> Vec<Option<i32>> {
    frame.column(name).and_then(|column| Ok(column.i32()?.to_vec())).expect(name)
}

fn sum(frame: &DataFrame, name: &str) -> i64 {
    let values = frame.column(name).and_then(|column| Ok(column.i64()?.to_vec())).expect(name);
    values.into_iter().flatten().sum()
}

/// How often each name occurs.
fn counted(names: impl Iterator<Item = String>) -> Value {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    json!(counts)
}

/// The first or last moment of a table.
fn moment(day: i32, second: Option<i32>) -> String {
    match second {
        Some(second) => {
            format!("{} {:02}:{:02}:{:02}", Day(day), second / 3600, second / 60 % 60, second % 60)
        }
        None => Day(day).to_string(),
    }
}

fn orders(imported: &Imported) -> Value {
    let (tables, frame) = (&imported.tables, &imported.tables.orders);
    let customers: BTreeSet<u32> = codes(frame, "customer").into_iter().flatten().collect();
    let moments: Vec<(i32, Option<i32>)> =
        days(frame, "day").into_iter().flatten().zip(days(frame, "second")).collect();
    let status = |code: Option<u32>| {
        OrderStatus::from_code(code.expect("a status")).expect("a status").id().to_owned()
    };
    let platform =
        |code: Option<u32>| tables.codes.platforms.name(code.expect("a code")).expect("a name").to_owned();
    let currency = |code: Option<u32>| {
        let currency = tables.codes.currencies[code.expect("a code") as usize];
        currency.map_or_else(|| "none".to_owned(), |currency| currency.to_string())
    };
    json!({
        "rows": frame.height(),
        "customers": customers.len(),
        "anonymous": codes(frame, "customer").iter().filter(|code| code.is_none()).count(),
        "status": counted(codes(frame, "status").into_iter().map(status)),
        "platform": counted(codes(frame, "platform").into_iter().map(platform)),
        "currency": counted(codes(frame, "currency").into_iter().map(currency)),
        "channel": counted(codes(frame, "channel").into_iter().flatten().map(|code| channel(tables, code))),
        "total_minor": sum(frame, "total_minor"),
        "gross_minor": sum(frame, "gross_minor"),
        "net_minor": sum(frame, "net_minor"),
        "collected_minor": sum(frame, "collected_minor"),
        "refunded_minor": sum(frame, "refunded_minor"),
        "first": moments.iter().min().map(|(day, second)| moment(*day, *second)),
        "last": moments.iter().max().map(|(day, second)| moment(*day, *second)),
    })
}

fn channel(tables: &Tables, code: u32) -> String {
    tables.codes.channels[code as usize].name.clone()
}

fn lines(tables: &Tables) -> Value {
    let frame = &tables.lines;
    let products: BTreeSet<&str> = codes(frame, "product")
        .into_iter()
        .flatten()
        .filter_map(|code| tables.codes.products.name(code))
        .collect();
    json!({
        "rows": frame.height(),
        "quantity": sum(frame, "quantity"),
        "net_minor": sum(frame, "net_minor"),
        "products": products,
    })
}

fn ads(tables: &Tables) -> Value {
    let frame = &tables.ad_days;
    let spend = frame.column("spend_minor").and_then(|column| Ok(column.i64()?.to_vec())).expect("spend");
    let mut by_channel: BTreeMap<String, i64> = BTreeMap::new();
    for (code, minor) in codes(frame, "channel").into_iter().zip(&spend) {
        *by_channel.entry(channel(tables, code.expect("a channel"))).or_default() += minor.unwrap_or(0);
    }
    let campaigns: BTreeSet<u32> = codes(frame, "campaign").into_iter().flatten().collect();
    let day = |day: Option<i32>| day.map(|day| Day(day).to_string());
    let undated = days(frame, "first_day").iter().filter(|day| day.is_none()).count();
    json!({
        "rows": frame.height(),
        "campaigns": campaigns.len(),
        "undated": undated,
        "without_spend": spend.iter().filter(|minor| minor.is_none()).count(),
        "spend_minor": spend.iter().flatten().sum::<i64>(),
        "spend_by_channel": by_channel,
        "impressions": sum(frame, "impressions"),
        "clicks": sum(frame, "clicks"),
        "reach": sum(frame, "reach"),
        "claimed_orders_centi": sum(frame, "claimed_orders_centi"),
        "claimed_value_minor": sum(frame, "claimed_value_minor"),
        "first": day(days(frame, "first_day").into_iter().flatten().min()),
        "last": day(days(frame, "last_day").into_iter().flatten().max()),
    })
}

/// Compares tables key by key, what counts by name and everything else as a whole.
fn compare(expected: &Value, found: &Value, path: &str, faults: &mut Vec<String>) {
    const COUNTS: [&str; 5] = [".status", ".platform", ".currency", ".channel", ".spend_by_channel"];
    match expected {
        Value::Object(table) if !COUNTS.iter().any(|counts| path.ends_with(counts)) => {
            for (key, expected) in table {
                compare(expected, &found[key], &format!("{path}.{key}"), faults);
            }
        }
        _ if expected == found => {}
        _ => faults.push(format!("  {path}: expected {expected}, found {found}")),
    }
}

//! What the fixtures of surveys, reviews, support, e-mail, web statistics and the like must give: plain facts of every column.
//! Never a figure of the program's analysis.

use std::collections::BTreeSet;
use std::path::Path;

use polars::prelude::{Column, DataFrame};
use senthang::domain::Day;
use senthang::import::{Input, Options, Profile, Unwatched, import};
use senthang::tables::{Table, Tables};
use serde_json::{Map, Value, json};

use crate::archives::{archive, file};

/// Per table the number of its rows and, per column, what is in it.
pub fn facts(tables: &Tables) -> Map<String, Value> {
    let frames = [
        ("answers", &tables.answers),
        ("reviews", &tables.reviews),
        ("tickets", &tables.tickets),
        ("messages", &tables.messages),
        ("referrals", &tables.referrals),
        ("parcels", &tables.parcels),
        ("returns", &tables.returns),
        ("carts", &tables.carts),
        ("web_days", &tables.web_days),
        ("campaigns", &tables.campaigns),
        ("listed_customers", &tables.customers),
        ("events", &tables.events),
        ("touches", &tables.touches),
    ];
    frames.into_iter().map(|(name, frame)| (name.to_owned(), frame_facts(frame))).collect()
}

fn frame_facts(frame: &DataFrame) -> Value {
    let mut facts = Map::new();
    facts.insert("rows".to_owned(), json!(frame.height()));
    for name in frame.get_column_names() {
        facts.insert(name.to_string(), column_facts(frame.column(name).expect("a column")));
    }
    Value::Object(facts)
}

/// Of codes how many differ, of days the first and last, of counts and amounts the sum, of yes and no the yes.
fn column_facts(column: &Column) -> Value {
    let filled = column.len() - column.null_count();
    if let Ok(codes) = column.u32() {
        let distinct: BTreeSet<u32> = codes.to_vec().into_iter().flatten().collect();
        return json!({"filled": filled, "distinct": distinct.len()});
    }
    if let Ok(flags) = column.bool() {
        return json!({"filled": filled, "yes": flags.sum().unwrap_or(0)});
    }
    let numbers: Vec<i64> = match (column.i32(), column.i64()) {
        (Ok(numbers), _) => numbers.to_vec().into_iter().flatten().map(i64::from).collect(),
        (_, Ok(numbers)) => numbers.to_vec().into_iter().flatten().collect(),
        _ => panic!("{} is of another type", column.name()),
    };
    if column.name().ends_with("day") {
        let day = |day: Option<&i64>| day.map(|day| Day(*day as i32).to_string());
        return json!({"filled": filled, "first": day(numbers.iter().min()), "last": day(numbers.iter().max())});
    }
    json!({"filled": filled, "sum": numbers.iter().sum::<i64>()})
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

#[test]
fn every_format_of_what_people_say_and_do_has_a_fixture_that_is_recognised() {
    let imported =
        import(&[Input::Path(folder())], &Options::default(), &Unwatched).expect("nothing cancels");
    let found: BTreeSet<&str> =
        imported.report.sources.iter().filter_map(|source| source.profile.as_deref()).collect();
    let without: Vec<&str> = Profile::built_in()
        .iter()
        .filter(|profile| !matches!(profile.table, Table::Orders | Table::Ads))
        .map(|profile| profile.id.as_str())
        .filter(|id| !found.contains(id))
        .collect();
    assert!(without.is_empty(), "no fixture for {without:?}");
}

#[test]
fn chats_in_an_archive_are_the_chats_of_its_files() {
    let names = ["1_20260901_20260907_สมชาย.csv", "2_20260901_20260907_Nok.csv"];
    let chats = names.map(|name| std::fs::read(folder().join("line_oa.messages").join(name)).expect(name));
    let bytes = archive(&[(names[0], &chats[0]), (names[1], &chats[1])]);
    let (_guard, path) = file("chats.zip", &bytes);
    let read = |inputs: &[Input]| {
        let imported = import(inputs, &Options::default(), &Unwatched).expect("nothing cancels");
        let used: u64 = imported.report.sources.iter().map(|source| source.rows_used).sum();
        (used, facts(&imported.tables)["messages"].clone(), facts(&imported.tables)["tickets"].clone())
    };
    let paths = names.map(|name| Input::Path(folder().join("line_oa.messages").join(name)));
    let zipped = read(&[Input::Path(path.into())]);
    assert_eq!(zipped, read(&paths));
    assert_eq!((zipped.0, &zipped.1["conversation"]["distinct"]), (6, &json!(2)));
}

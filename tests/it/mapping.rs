//! Unknown files on the command line: what is proposed, and that the proposal reads the file to right numbers. Never a file of anybody's.

use std::path::{Path, PathBuf};

use serde_json::{Value, json as value};

use crate::shared::{json, run};

const TILL: &str = "เลขบิล;วันขาย;ชื่อลูกค้า;มือถือ;สินค้า;สุทธิ(บาท)\n\
    B001;13/01/2569;สมชาย;0812345678;กาแฟ;1.234,50\n\
    B002;14/01/2569;สมหญิง;0898765432;ชา;90,00\n\
    B003;02/02/2569;สมชาย;0812345678;กาแฟ;765,50\n";

const AMBIGUOUS: &str = "bill;sold on;net\n1;03/04/2026;1.250\n2;05/06/2026;2.500\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    fn till(&self) -> String {
        self.file("till.csv", &encoding_rs::WINDOWS_874.encode(TILL).0)
    }

    /// Writes the proposed mapping and analyses the file with it.
    fn round_trip(&self, file: &str, more: &[&str]) -> Value {
        let map = self.path("map.toml");
        let output = run(&[&["inspect", file, "--write-map", &map, "--force"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        json(&["analyze", file, "--map", &map])
    }
}

fn read(path: impl Into<PathBuf>) -> String {
    std::fs::read_to_string(path.into()).expect("readable")
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn a_thai_till_is_proposed_in_both_languages_and_as_json() {
    let folder = Folder::new();
    let till = folder.till();
    let text = said(&run(&["inspect", &till]).stdout);
    for words in [
        "windows-874",
        "semicolon",
        "day before month",
        "1.234,50",
        "a date in 3 of 3 rows",
        "2026-01-13",
        "1,234.50",
        "--write-map",
    ] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
    assert!(said(&run(&["inspect", &till, "--language", "th"]).stdout).contains("เป็นวันที่ 3 จาก 3 แถว"));

    let proposal = &json(&["inspect", &till])["sources"][0]["proposal"];
    let settings = ["table", "encoding", "delimiter", "header_row", "date_order", "numbers", "currency"];
    assert_eq!(
        settings.map(|key| proposal[key].clone()),
        [
            value!("orders"),
            value!("windows-874"),
            value!(";"),
            value!(1),
            value!("day_first"),
            value!("comma"),
            value!("THB")
        ]
    );
    let fields: Vec<&str> = proposal["columns"]
        .as_array()
        .expect("columns")
        .iter()
        .filter_map(|column| column["field"].as_str())
        .collect();
    assert_eq!(fields, ["order_id", "ordered_at", "customer_name", "phone", "product", "total"]);
    assert_eq!((&proposal["questions"], &proposal["missing"]), (&value!([]), &value!([])));
}

#[test]
fn the_written_mapping_reads_the_till_to_right_numbers() {
    let folder = Folder::new();
    let document = folder.round_trip(&folder.till(), &[]);
    assert_eq!(
        (&document["sources"][0]["rows_used"], &document["orders"]["orders"]),
        (&value!(3), &value!(3))
    );
    assert_eq!(document["orders"]["customers_with_2_orders"], value!(1));
    let revenue = document["revenue"].as_array().expect("months");
    let months: Vec<&Value> = revenue.iter().map(|month| &month["month"]).collect();
    assert_eq!(months, [&value!("2026-01"), &value!("2026-02")], "{revenue:?}");
    let text = read(folder.path("map.toml"));
    assert!(
        text.starts_with("# ") && text.contains("# sure, 100 %: the header says so; a date in 3 of 3 rows"),
        "{text}"
    );
}

#[test]
fn a_table_without_a_header_and_one_with_odd_names_are_read() {
    let folder = Folder::new();
    let headless = folder.file(
        "old.csv",
        b"A1,13/01/2026,a@example.com,10.50\nA2,14/01/2026,b@example.com,9.25\nA3,15/01/2026,a@example.com,3.75\n",
    );
    let document = folder.round_trip(&headless, &[]);
    assert_eq!((&document["orders"]["orders"], &document["orders"]["customers"]), (&value!(3), &value!(2)));

    let ads = folder.file(
        "boosts.csv",
        b"Run date,Promo,Money used (THB),Imps,Click\n2026-01-13,New Year,120.50,1000,30\n2026-01-14,New Year,80.00,900,21\n",
    );
    let map = folder.path("ads.toml");
    assert_eq!(run(&["inspect", &ads, "--write-map", &map, "--as", "ads"]).status.code(), Some(1));
    assert!(!Path::new(&map).exists(), "what is required is missing");
    let ads = folder.file(
        "boosts.csv",
        b"Run date,Promo campaign,Ad cost (THB),Imps,Click\n2026-01-13,New Year,120.50,1000,30\n2026-01-14,New Year,80.00,900,21\n",
    );
    let document = folder.round_trip(&ads, &["--as", "ads"]);
    assert_eq!(
        (&document["sources"][0]["table"], &document["sources"][0]["rows_used"]),
        (&value!("ads"), &value!(2))
    );
}

#[test]
fn a_survey_that_looks_like_nothing_is_read_as_answers_when_told() {
    let folder = Folder::new();
    let survey = folder.file(
        "friends.csv",
        b"Filled on;Points;Mail\n2026-01-03;9;a@example.com\n2026-01-04;3;b@example.com\n2026-01-05;10;c@example.com\n\
        2026-01-06;7;d@example.com\n2026-01-07;8;e@example.com\n2026-01-08;6;f@example.com\n2026-01-09;9;g@example.com\n",
    );
    let document = folder.round_trip(&survey, &["--as", "answers"]);
    assert_eq!(
        (&document["sources"][0]["table"], &document["sources"][0]["rows_used"]),
        (&value!("answers"), &value!(7))
    );
    let nps = &document["nps"];
    assert_eq!(
        (&nps["promoters"], &nps["passives"], &nps["detractors"]),
        (&value!(3), &value!(2), &value!(2)),
        "{nps}"
    );
}

#[test]
fn what_reads_two_ways_is_asked_and_the_answer_is_written() {
    let folder = Folder::new();
    let file = folder.file("bills.csv", AMBIGUOUS.as_bytes());
    let text = said(&run(&["inspect", &file]).stdout);
    assert!(
        text.contains("2026-04-03") && text.contains("2026-03-04") && text.contains("1,250.00"),
        "{text}"
    );
    let map = folder.path("bills.toml");
    let refused = run(&["inspect", &file, "--write-map", &map]);
    assert!(refused.status.code() == Some(1) && !Path::new(&map).exists(), "{}", said(&refused.stderr));
    assert!(said(&refused.stderr).contains("--date-order"));
    folder.round_trip(&file, &["--date-order", "mdy", "--decimal", "comma"]);
    let text = read(folder.path("map.toml"));
    assert!(
        text.contains("date_order = \"month_first\"\n") && text.contains("numbers = \"comma\"\n"),
        "{text}"
    );
}

#[test]
fn several_unknown_tables_get_a_mapping_for_each_kind_and_are_read_with_all_of_them() {
    let folder = Folder::new();
    let till = folder.till();
    let again = folder.file("till-2.csv", &std::fs::read(&till).expect("readable"));
    let stars = "แบบสอบถาม;วันที่ตอบ;อีเมลลูกค้า;คะแนนแนะนำ (0-10)\n\
        1;2026-01-05;a@example.com;9\n2;2026-01-06;b@example.com;3\n3;2026-01-07;c@example.com;10\n";
    let answers = folder.file("answers.csv", stars.as_bytes());
    let map = folder.path("map.toml");
    let written = run(&["inspect", &till, &again, &answers, "--write-map", &map]);
    let (out, error) = (said(&written.stdout), said(&written.stderr));
    assert_eq!(written.status.code(), Some(0), "{out}{error}");
    let second = folder.path("map-2.toml");
    assert!(Path::new(&second).exists() && !Path::new(&folder.path("map-3.toml")).exists(), "{out}{error}");
    assert!(out.contains(&format!("--map {second}")), "{out}");
    let figures = json(&["analyze", &till, &answers, "--map", &map, "--map", &second]);
    assert_eq!((&figures["orders"]["orders"], &figures["nps"]["n"]), (&value!(3), &value!(3)));
}

#[test]
fn no_file_is_replaced_without_being_told() {
    let folder = Folder::new();
    let (till, map) = (folder.till(), folder.file("mine.toml", b"mine"));
    let refused = run(&["inspect", &till, "--write-map", &map]);
    assert_eq!((refused.status.code(), read(&map).as_str()), (Some(1), "mine"));
    assert_eq!(run(&["inspect", &till, "--write-map", &map, "--force"]).status.code(), Some(0));
    assert_ne!(read(&map), "mine");
}

#[test]
fn a_known_file_proposes_nothing() {
    let folder = Folder::new();
    let known = folder
        .file("o.csv", b"Name,Email,Created at,Total,Subtotal\n#1,a@example.com,2024-01-13,10.00,8.00\n");
    assert_eq!(json(&["inspect", &known])["sources"][0]["proposal"], Value::Null);
}

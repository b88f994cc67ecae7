//! Archives as people and attackers send them: read member by member, or refused in a sentence. Never writes a member to disk.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::shared::{json, run};

const ORDERS: &str = "Name,Email,Created at,Total\n#1,a@example.com,2026-01-05 10:00:00 +0700,100.00\n";
const ADS: &str = "Date,Spend,Impressions,Clicks\n2026-01-05,10.00,1000,10\n";

/// An archive of these members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(*name, options).expect("a member");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A file with these bytes, in a folder that goes when the guard does.
pub fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let path = path.display().to_string();
    (folder, path)
}

fn sources(bytes: &[u8]) -> Vec<Value> {
    let (_folder, path) = file("export.zip", bytes);
    json(&["inspect", &path])["sources"].as_array().expect("sources").clone()
}

/// What became of the only source.
fn refusal(bytes: &[u8]) -> String {
    let sources = sources(bytes);
    assert_eq!(sources.len(), 1);
    sources[0]["refused"].as_str().expect("a refusal").to_owned()
}

#[test]
fn every_member_of_an_archive_is_read_for_itself() {
    let bytes = archive(&[
        ("shop/orders.csv", ORDERS.as_bytes()),
        ("ads.csv", ADS.as_bytes()),
        ("__MACOSX/._ads.csv", b"\0\x05\x16\x07"),
        ("read me.txt", b"Thank you for using our shop.\nIt is good.\n"),
    ]);
    let (_folder, path) = file("export.zip", &bytes);
    let output = run(&["analyze", &path, "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let sources = document["sources"].as_array().expect("sources");
    assert_eq!(sources.len(), 3);
    assert_eq!(sources[0]["path"].as_str(), Some(format!("{path} › shop/orders.csv").as_str()));
    assert_eq!(sources[0]["file"].as_str(), Some(path.as_str()));
    assert_eq!((sources[0]["rows_used"].as_u64(), sources[1]["rows_used"].as_u64()), (Some(1), Some(1)));
    assert!(sources[2]["refused"].is_null());
    assert!(sources[2]["left_out"].as_str().expect("a sentence").starts_with("Left out"));
    assert_eq!(document["orders"]["total_minor"].as_i64(), Some(10_000));
}

#[test]
fn an_archive_in_which_nothing_is_known_is_refused() {
    let (_folder, path) = file("export.zip", &archive(&[("a.txt", b"x,y,z\n1,2,3\n"), ("b.csv", b"")]));
    let output = run(&["analyze", &path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(refusal(&archive(&[])).contains("nothing in it"));
    let inner = archive(&[("orders.csv", ORDERS.as_bytes())]);
    assert!(refusal(&archive(&[("inner.zip", &inner)])).contains("archive inside an archive"));
}

#[test]
fn names_that_lead_outside_are_not_followed() {
    for name in ["../../orders.csv", "/orders.csv", "C:\\orders.csv", "a/../../orders.csv"] {
        assert!(refusal(&archive(&[(name, ORDERS.as_bytes())])).contains("unsafe path"), "{name}");
    }
}

#[test]
fn bombs_are_refused_while_they_inflate_and_whatever_their_headers_say() {
    let zeros = vec![b'0'; 32 << 20];
    let honest = archive(&[("orders.csv", &zeros)]);
    assert!(refusal(&honest).contains("expands to more than 200 times"));
    // The same with a size of 1,000 bytes stated in the list and before the data.
    let mut lying = honest;
    let size = (32_u32 << 20).to_le_bytes();
    let places: Vec<usize> = memchr::memmem::find_iter(&lying, &size).collect();
    assert!(!places.is_empty());
    for place in places {
        lying[place..place + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert!(refusal(&lying).contains("damaged"));
    let names: Vec<String> = (0..10_001).map(|number| format!("{number}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(refusal(&archive(&many)).contains("too many entries"));
}

#[test]
fn an_archive_cut_off_anywhere_is_refused_or_read_as_far_as_it_is_sound() {
    let whole = archive(&[("orders.csv", ORDERS.repeat(20).as_bytes())]);
    for length in (0..whole.len()).step_by(37) {
        let sources = sources(&whole[..length]);
        assert!(sources.iter().all(|source| source["refused"].is_string()), "{length} bytes");
    }
    // One wrong byte in the data is found by its checksum.
    let mut wrong = archive(&[("orders.csv", &ORDERS.repeat(20).into_bytes())]);
    wrong[60] ^= 0x10;
    assert!(refusal(&wrong).contains("damaged"));
}

#[test]
fn one_table_of_several_is_copied_by_its_number() {
    let (_folder, path) =
        file("export.zip", &archive(&[("o.csv", ORDERS.as_bytes()), ("a.csv", ADS.as_bytes())]));
    let copy = |number: &str| run(&["inspect", "--table", &path, "--table-number", number]);
    assert_eq!(String::from_utf8_lossy(&copy("2").stdout), ADS);
    assert!(String::from_utf8_lossy(&copy("1").stdout).starts_with("Name,Email"));
    let beyond = copy("3");
    assert_eq!(beyond.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&beyond.stderr).contains("the file has 2"));
}

#[test]
fn tables_under_one_another_are_read_one_by_one_with_the_lines_of_their_file() {
    let text = "# Orders\nOrder ID,Date,Total,Status\n1,2026-01-05,10.00,paid\n2,,5.00,paid\n\n# Ads\nDate,Spend,Impressions,Clicks\n2026-01-05,4.00,900,9\n\n# Nothing\nPlanet,Moons\n";
    let (_folder, path) = file("report.csv", text.as_bytes());
    let document = json(&["analyze", &path]);
    let sources = document["sources"].as_array().expect("sources");
    assert_eq!(sources.len(), 3);
    assert_eq!(sources[0]["rejected"][0]["line"].as_u64(), Some(4));
    assert_eq!((sources[1]["header_row"].as_u64(), sources[1]["rows_used"].as_u64()), (Some(7), Some(1)));
    assert!(sources[1]["path"].as_str().expect("a name").ends_with("› 2. Date, Spend, Impressions, Clicks"));
    assert!(sources[2]["left_out"].is_string());
    assert_eq!(document["orders"]["total_minor"].as_i64(), Some(1_000));
}

#[test]
fn standard_input_may_be_an_archive() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_senthang"))
        .args(["inspect", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let bytes = archive(&[("orders.csv", ORDERS.as_bytes())]);
    child.stdin.take().expect("a pipe").write_all(&bytes).expect("the program reads");
    let output = child.wait_with_output().expect("the program ends");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["sources"][0]["path"].as_str(), Some("- › orders.csv"));
    assert_eq!(document["sources"][0]["rows_used"].as_u64(), Some(1));
}

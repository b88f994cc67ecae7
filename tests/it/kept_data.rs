//! A project that keeps its data opens without its exports and says the same. Never a network, never a home folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use senthang::analysis::{Spec, analyze, comments};
use senthang::app::sample;
use senthang::import::{Imported, Input, Options, Unwatched, import};
use senthang::project::{Part, data_of, data_parts};

fn kept(imported: &Imported) -> (Vec<Part>, Imported) {
    let parts = data_parts(imported).expect("kept");
    let back = data_of(&parts).expect("read").expect("there");
    (parts, back)
}

fn figures(imported: &Imported) -> serde_json::Value {
    let spec = Spec { identity_effects: true, ..Spec::default() };
    serde_json::to_value(analyze(&imported.tables, &spec).expect("figures")).expect("JSON")
}

#[test]
fn the_sample_shop_gives_every_figure_again_from_what_a_project_keeps_of_it() {
    let imported = import(&sample::inputs(), &Options::default(), &Unwatched).expect("imported");
    let (parts, back) = kept(&imported);
    assert!(back.tables.is_kept && !imported.tables.is_kept);
    assert_eq!(figures(&back), figures(&imported));
    let rows = |imported: &Imported| (imported.report.rows_used(), imported.report.rows_rejected());
    assert_eq!(rows(&back), rows(&imported));
    let mut memory = senthang::analysis::Memory::default();
    assert_eq!(comments(&back.tables, &Spec::default(), &mut memory).expect("comments"), []);
    // What is kept of what was kept is the same again.
    let (again, _) = kept(&back);
    let bytes = |parts: &[Part]| parts.iter().map(|part| part.bytes.len()).sum::<usize>();
    assert_eq!((parts.len(), bytes(&parts)), (again.len(), bytes(&again)));
}

#[test]
fn every_kind_of_export_gives_every_figure_again() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let imported = import(&[Input::Path(folder)], &Options::default(), &Unwatched).expect("imported");
    let (_, back) = kept(&imported);
    for table in [&back.tables.tickets, &back.tables.carts, &back.tables.web_days, &back.tables.campaigns] {
        assert!(table.height() > 0, "the fixtures fill every table");
    }
    assert_eq!(figures(&back), figures(&imported));
}

#[test]
fn damaged_data_is_refused_or_read_and_never_ends_the_program() {
    let text = "order id,email,date,total\n1,a@example.com,2026-05-01,10\n2,b@example.com,2026-05-02,20\n";
    let input = Input::Bytes { name: "orders.csv".to_owned(), bytes: text.as_bytes().into() };
    let imported = import(&[input], &Options::default(), &Unwatched).expect("imported");
    let (parts, _) = kept(&imported);
    let (mut state, mut refused) = (0x5eed_u64, 0);
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let silent = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let cases = cases(150);
    for _ in 0..cases {
        let mut parts = parts.clone();
        let place = random(parts.len());
        let bytes = &mut parts[place].bytes;
        match random(3) {
            0 => bytes.truncate(random(bytes.len())),
            1 => bytes.clear(),
            _ => {
                let at = random(bytes.len());
                bytes[at] ^= 1 << random(8);
            }
        }
        refused += u32::from(data_of(&parts).is_err());
    }
    std::panic::set_hook(silent);
    assert!(refused > cases * 7 / 15, "{refused} of {cases}");
    assert!(data_of(&parts[..0]).expect("nothing is wrong").is_none());
}

/// How many cases are tried: as many as the environment asks for.
fn cases(least: u32) -> u32 {
    std::env::var("SENTHANG_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(least)
}

/// Whole files are damaged in three ways: anywhere in the file; in a part of the data, sealed again as if it had been meant; cut off.
#[test]
fn damaged_projects_that_carry_data_open_or_are_refused() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/data-1.senthang");
    let whole = std::fs::read(&path).expect("reads");
    let contents = senthang::project::store::open(&path).expect("opens").contents;
    let folder = tempfile::tempdir().expect("a folder");
    let damaged = folder.path().join("shop.senthang");
    let mut state = 0xda7a_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let silent = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let (mut opened, mut refused, mut without_data) = (0, 0, 0);
    for round in 0..cases(90) {
        let bytes = match round % 3 {
            0 => {
                let mut bytes = whole.clone();
                (0..1 + random(8)).for_each(|_| bytes[random(whole.len())] ^= 1 << random(8));
                bytes
            }
            1 => {
                let mut parts = contents.others.clone();
                let part = random(parts.len());
                let length = parts[part].bytes.len();
                (0..1 + random(8)).for_each(|_| parts[part].bytes[random(length)] ^= 1 << random(8));
                senthang::project::encode_with(&contents.document, &parts).expect("sealed")
            }
            _ => whole[..random(whole.len())].to_vec(),
        };
        std::fs::write(&damaged, bytes).expect("written");
        match senthang::project::store::open(&damaged) {
            Ok(found) => {
                opened += 1;
                without_data += u32::from(!matches!(data_of(&found.contents.others), Ok(Some(_))));
            }
            Err(_) => refused += 1,
        }
    }
    std::panic::set_hook(silent);
    println!("{opened} opened, {without_data} of them without their data, {refused} refused");
    assert!(opened > 20 && refused > 20 && without_data > 5, "{opened} {without_data} {refused}");
}

/// Written by the first version that kept data, on three exports of the sample shop; never rewritten.
#[test]
fn the_first_layout_of_kept_data_is_read_for_ever() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/data-1.senthang");
    let contents = senthang::project::store::open(&path).expect("opens").contents;
    assert!(contents.damaged.is_empty());
    let kept = data_of(&contents.others).expect("read").expect("there");
    assert_eq!((kept.tables.lines.height(), kept.tables.answers.height()), (1_692, 695));
    let analysis = analyze(&kept.tables, &Spec::default()).expect("figures");
    let counts: Vec<Option<u64>> = analysis.journey.stages.iter().map(|stage| stage.count).collect();
    assert_eq!(counts, [None, None, Some(802), Some(212), Some(496)]);
    let frozen = &contents.document.snapshots[0].analysis;
    assert_eq!(
        analysis.repeat.as_ref().map(|repeat| &repeat.to_date),
        frozen.repeat.as_ref().map(|repeat| &repeat.to_date)
    );
}

fn run(arguments: &[&str], paths: &[&Path], folder: &Path) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_senthang"))
        .args(arguments)
        .args(paths)
        .arg("--quiet")
        .envs(["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].map(|name| (name, folder)))
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_uses_what_a_project_keeps_once_its_exports_are_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (export, project) = (folder.path().join("orders.csv"), folder.path().join("shop.senthang"));
    let rows: String = (0..400)
        .map(|order| format!("{order},c{}@example.com,2026-0{}-10,100\n", order % 150, 1 + order % 5))
        .collect();
    std::fs::write(&export, format!("order id,email,date,total\n{rows}")).expect("written");
    let into = project.to_str().expect("a path");
    let take = ["snapshot", "take", "--into", into, "--name", "May", "--keep-data"];
    run(&take, &[&export], folder.path());
    let stages = |text: &str| {
        let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
        (document["journey"].clone(), document["repeat"].clone())
    };
    let (before, said) = run(&["analyze", "--json"], &[&project], folder.path());
    assert_eq!(said, "", "the exports are there, and are read");
    std::fs::remove_file(&export).expect("removed");
    let (after, said) = run(&["analyze", "--json"], &[&project], folder.path());
    assert!(said.contains("the data that it keeps is used"), "{said}");
    assert_eq!(stages(&after), stages(&before));
    assert!(stages(&after).0.is_object());
}

//! Measures how long a project with its data takes to open. Run it with
//! `cargo run --release --features probes --example open_probe -- 1000000`. Never touches anything but a temporary folder.

#![expect(clippy::print_stdout, reason = "a measuring program says what it measured")]

use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use senthang::analysis::{Families, Family, Memory, Spec, answer};
use senthang::app::jobs::{Answer, Request};
use senthang::app::keeper::{LastFigures, LoadOrder, SaveOrder, perform};
use senthang::import::{Input, Options, Unwatched, import};
use senthang::project::autosave::Place;
use senthang::project::{Document, Settings, Source, fingerprints};

/// Openings, of which the median counts.
const ROUNDS: usize = 5;

fn main() {
    let orders = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000_u64);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (export, project) = (folder.path().join("orders.csv"), folder.path().join("shop.senthang"));
    write(&export, orders).expect("written");
    let inputs = [Input::Path(export)];
    let began = Instant::now();
    let imported = Arc::new(import(&inputs, &Options::default(), &Unwatched).expect("imported"));
    println!("{orders} orders are imported in {:.2} s", began.elapsed().as_secs_f64());
    let contents = fingerprints(&inputs, &imported.report);
    let document = Document {
        sources: Source::from_report(&imported.report, &contents),
        settings: Settings { keeps_data: true, ..Settings::default() },
        ..Document::default()
    };
    let spec = Spec::default();
    let analysis = answer(&imported.tables, &spec, &mut Memory::default(), &|| false).expect("figures");
    let order = SaveOrder {
        path: project.clone(),
        document,
        figures: Some(LastFigures { spec, analysis: Box::new(analysis) }),
        data: Some(imported),
        revision: 1,
        expected: None,
        lock: None,
        place: Place::default(),
        holder: "probe".to_owned(),
    };
    let began = Instant::now();
    perform(Request::SaveProject(Box::new(order))).expect("saved");
    let length = std::fs::metadata(&project).expect("there").len();
    println!("saved in {:.2} s, {:.1} MB", began.elapsed().as_secs_f64(), length as f64 / 1e6);
    let mut times: Vec<(f64, f64)> = (0..ROUNDS).map(|_| open(&project)).collect();
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (opened, answered) = times[ROUNDS / 2];
    println!("opened with its last figures and all its data in {opened:.2} s");
    println!("answers its first changed filter {answered:.2} s later");
}

/// Seconds until figures and tables are there, and until the journey is answered anew.
fn open(project: &Path) -> (f64, f64) {
    let order = LoadOrder { path: project.to_owned(), place: Place::default(), holder: "probe".to_owned() };
    let began = Instant::now();
    let Ok(Answer::Loaded { project, .. }) = perform(Request::LoadProject(order)) else {
        panic!("the project opens")
    };
    let opened = began.elapsed().as_secs_f64();
    assert!(project.figures.is_some());
    let data = project.data.expect("its data");
    let began = Instant::now();
    let spec = Spec { families: Families::of(&[Family::Journey]), pending_is_valid: true, ..Spec::default() };
    answer(&data.imported.tables, &spec, &mut Memory::default(), &|| false).expect("figures");
    (opened, began.elapsed().as_secs_f64())
}

/// Orders of half as many customers over three years.
fn write(path: &Path, orders: u64) -> std::io::Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    writeln!(file, "order id,email,date,total,product,source")?;
    let mut state = 0x5eed_u64;
    for order in 0..orders {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let random = state >> 33;
        let (customer, day) = (random % (orders / 2 + 1), order * 1_095 / orders);
        let (year, rest) = (2023 + day / 365, day % 365);
        let (month, day) = (rest / 31 + 1, rest % 28 + 1);
        let total = 100 + random % 900;
        let (product, source) = (random % 500, ["facebook", "google", "email", ""][(random % 4) as usize]);
        writeln!(
            file,
            "S{order:07},customer{customer}@example.com,{year}-{month:02}-{day:02},{total}.00,Tea {product},{source}"
        )?;
    }
    file.flush()
}
